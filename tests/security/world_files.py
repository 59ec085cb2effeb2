"""Images and documents of an institution, as the world of the crawl holds them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images.utils import generate_signature
from wagtail.log_actions import log
from wagtail.models import UploadedFile

from core.models import PortalDocument, PortalImage
from knowledge.extraction.models import VERSION, FilePage, FileText


def picture(name: str, colour: str = "navy") -> ContentFile:
    """A small picture."""
    data = BytesIO()
    Image.new("RGB", (24, 16), colour).save(data, "PNG")
    return ContentFile(data.getvalue(), name)


def make_files(world: Any, collection: Any, prefix: str, word: Callable[[str], str], author: Any) -> None:
    """An image with a rendition, a document with its text, and files that were sent but not finished."""
    name = word("filename").replace(" ", "-")
    image = PortalImage(title=word("file"), collection=collection, uploaded_by_user=author)
    image.alt_texts = {"fr": word("file"), "en": word("file")}
    image.file.save(f"{name}.png", picture(f"{name}.png"), save=False)
    image.save()
    image.tags.add(word("tag"), f"{prefix}zebrab")
    text = ContentFile(word("content").encode(), f"{name}.txt")
    document = PortalDocument(title=word("file"), collection=collection, uploaded_by_user=author)
    document.file.save(f"{name}.txt", text, save=False)
    document._set_document_file_metadata()
    document.save()
    document.tags.add(word("tag"), f"{prefix}zebrab")
    for thing in (image, document):
        log(instance=thing, action="wagtail.create", user=author, title=word("file"))
    read = FileText.objects.create(
        document=document, file_hash=document.file_hash, state="text", extractor_version=VERSION
    )
    FilePage.objects.create(file_text=read, position=1, text=word("content"))
    if not prefix:
        unread = PortalDocument(title=word("file"), collection=collection, uploaded_by_user=author)
        unread.file.save(f"{name}-unread.pdf", ContentFile(b"%PDF-1.4", f"{name}-unread.pdf"), save=False)
        unread.save()
        FileText.objects.create(document=unread, file_hash=unread.file_hash, state="unreadable", reason="damaged")
    for kind, ending in (("video", "mp4"), ("captions", "vtt")):
        recording = PortalDocument(title=word("file"), collection=collection, uploaded_by_user=author)
        recording.file.save(f"{name}.{ending}", ContentFile(word("content").encode(), f"{name}.{ending}"), save=False)
        recording.save()
        world.name(f"{prefix}{kind}", recording)
    world.name(f"{prefix}image", image)
    world.name(f"{prefix}rendition", image.get_rendition("max-165x165"))
    world.name(f"{prefix}rendition_name", image.get_rendition("max-165x165").file.name.rpartition("/")[2])
    world.name(f"{prefix}signature", generate_signature(image.pk, "original"))
    world.name(f"{prefix}filter_spec", "original")
    world.name(f"{prefix}document", document)
    world.name(f"{prefix}document_name", document.filename)
    world.name(f"{prefix}file_text", read)
    _unfinished(world, prefix, name, author, text)


def _unfinished(world: Any, prefix: str, name: str, author: Any, text: ContentFile) -> None:
    for kind, model, content in (
        ("uploaded_image", PortalImage, picture(f"{name}.png")),
        ("uploaded_document", PortalDocument, text),
    ):
        sent = UploadedFile(for_content_type=ContentType.objects.get_for_model(model), uploaded_by_user=author)
        sent.file.save(f"{name}.{'png' if model is PortalImage else 'txt'}", content, save=False)
        sent.save()
        world.name(f"{prefix}{kind}", sent)
