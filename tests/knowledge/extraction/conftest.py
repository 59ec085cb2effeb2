"""Documents whose files lie in a folder of the test, and the reader's result for bytes."""

import tempfile

import pytest
from django.core.files.base import ContentFile

from core.models import PortalDocument
from knowledge.extraction.process import extract
from tests.knowledge.items import keep_files_in


@pytest.fixture
def result_of():
    """What the child process makes of a file with this content."""

    def read(content: bytes, extension: str = "pdf"):
        with tempfile.TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            return extract(file, extension)

    return read


@pytest.fixture
def make_document(settings, tmp_path):
    keep_files_in(settings, tmp_path / "media")
    settings.VAR_DIR = tmp_path / "var"

    def make(content: bytes, name: str = "plan.txt", document: PortalDocument | None = None, **fields):
        document = document or PortalDocument(title=fields.pop("title", name), **fields)
        document.file.save(name, ContentFile(content), save=False)
        document._set_document_file_metadata()
        document.save()
        return document

    return make
