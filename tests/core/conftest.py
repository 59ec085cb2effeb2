"""Files for the tests of core: stored in a folder of their own, made without a network."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture

from core.cache import register_parameters, stores
from core.cache.registry import known_parameters
from core.models import PortalDocument, PortalImage


@pytest.fixture(autouse=True)
def _stored_in_a_folder(settings, tmp_path):
    cache.clear()  # Wagtail keeps renditions there by image id, which tests use again
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
    }


@pytest.fixture
def make_document():
    def make(name="plan.pdf", content=b"%PDF-1.4 0123456789", **fields):
        document = PortalDocument(title=fields.pop("title", name), **fields)
        document.file.save(name, ContentFile(content), save=False)
        document._set_document_file_metadata()
        document.save()
        return document

    return make


@pytest.fixture
def make_image(tmp_path):
    def make(name="square.png", *, width=400, **fields):
        path = tmp_path / name
        Picture.new("RGB", (width, 300), "green").save(path)
        image = PortalImage(title=name, file=ImageFile(BytesIO(path.read_bytes()), name=name), **fields)
        image._set_image_file_metadata()
        image.save()
        return image

    return make


@pytest.fixture
def cached(settings, tmp_path):
    """The page cache on, empty, with parameters of its own and the addresses of page_cache_urls."""
    settings.CACHE_URL = "memory://"
    settings.VAR_DIR = tmp_path
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]  # it lists files first
    settings.ROOT_URLCONF = "tests.core.page_cache_urls"
    before = set(known_parameters)
    register_parameters("q", "kind")
    yield stores.current_store()
    known_parameters.clear()
    known_parameters.update(before)
