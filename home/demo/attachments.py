"""Stores the files of demo/files that texts name, each once: pictures, downloads, originals."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.utils.file import hash_filelike

from core.importing.markdown import MarkdownFile, MarkdownFileError
from core.models import PortalDocument, PortalImage
from home.demo.files import language_of


def attachment_blocks(file: MarkdownFile) -> list[dict[str, Any]]:
    """Raw blocks of core.blocks.BodyBlock for the pictures and downloads that the file names, in this order."""
    pictures = [
        {
            "type": "picture",
            "value": {"image": image(file, one).pk, "alt": one["alt"], "caption": one.get("caption", "")},
        }
        for one in file.facts.get("pictures") or []
    ]
    downloads = [
        {"type": "file", "value": {"document": document(file, one).pk, "title": one["title"]}}
        for one in file.facts.get("files") or []
    ]
    return [*pictures, *downloads]


def document(file: MarkdownFile, facts: dict[str, Any]) -> PortalDocument:
    """The document of a front matter entry (`file`, `title`), stored now unless it was before."""
    content = _read(file, facts)
    same = PortalDocument.objects.filter(file_hash=hash_filelike(content), title=facts["title"]).first()
    if same:
        return same
    made = PortalDocument(title=facts["title"], language=language_of(file.path))
    made.file.save(content.name, content, save=False)
    made._set_document_file_metadata()
    made.save()
    return made


def image(file: MarkdownFile, facts: dict[str, Any]) -> PortalImage:
    """The picture of a front matter entry (`file`, `alt`), stored now unless it was before."""
    content = _read(file, facts)
    same = PortalImage.objects.filter(file_hash=hash_filelike(content), title=facts["alt"][:255]).first()
    if same:
        return same
    texts = {language_of(file.path): facts["alt"]}
    made = PortalImage(title=facts["alt"][:255], alt_texts=texts, file=content)
    made._set_image_file_metadata()
    made.save()
    return made


def _read(file: MarkdownFile, facts: dict[str, Any]) -> ContentFile:
    path = file.path.parent.parent / "files" / facts["file"]
    if not path.is_file():
        raise MarkdownFileError(f"{file.path}: names the file {facts['file']}, which is not in {path.parent}.")
    return ContentFile(path.read_bytes(), name=path.name)
