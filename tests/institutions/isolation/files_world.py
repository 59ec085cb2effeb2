"""Two institutions, A and B, whose files, people and drafts carry marks that are found in whatever shows them."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image as Picture

from core.models import Institution, PortalDocument, PortalImage, User
from institutions.enums import Role
from institutions.models import InstitutionPage, Workspace
from institutions.provisioning import institution_provision
from tests.factories import pages
from tests.factories.people import member


@dataclass
class Side:
    """One institution: its page, its people, and in its collection an image and a document."""

    institution: Institution
    workspace: Workspace
    page: InstitutionPage
    people: dict[Role, User]
    image: PortalImage
    document: PortalDocument
    drafts: list[Any] = field(default_factory=list)


def stored_image(title: str, collection: Any, **fields: Any) -> PortalImage:
    """A small picture in this collection."""
    data = BytesIO()
    Picture.new("RGB", (40, 30), "green").save(data, "PNG")
    name = f"{title}.png".replace(" ", "-")
    image = PortalImage(
        title=title, file=ImageFile(BytesIO(data.getvalue()), name=name), collection=collection, **fields
    )
    image._set_image_file_metadata()
    image.save()
    return image


def stored_document(title: str, collection: Any, **fields: Any) -> PortalDocument:
    """A small file in this collection."""
    document = PortalDocument(title=title, collection=collection, **fields)
    document.file.save(f"{title}.pdf".replace(" ", "-"), ContentFile(f"%PDF-1.4 {title}".encode()), save=False)
    document._set_document_file_metadata()
    document.save()
    return document


def make_side(code: str, mark: str) -> Side:
    """An institution whose files are called by `mark`."""
    institution = pages.make_institution(code, fr=code.title())
    workspace = institution_provision(institution=institution)
    people = {role: member(institution, role) for role in Role}
    image = stored_image(f"{mark} image", workspace.collection, alt_texts={"en": f"{mark} alt"})
    document = stored_document(f"{mark} document", workspace.collection)
    image.tags.add(f"{mark} image tag")
    document.tags.add(f"{mark} document tag")
    page = InstitutionPage.objects.get(entity=institution, face_language="fr")
    return Side(institution, workspace, page, people, image, document)


@pytest.fixture
def folder(settings, tmp_path):
    """Files are stored in a folder of the test."""
    acting = "institutions.isolation.acting.ActingMiddleware"
    if acting not in settings.MIDDLEWARE:
        after = settings.MIDDLEWARE.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1
        settings.MIDDLEWARE = [*settings.MIDDLEWARE[:after], acting, *settings.MIDDLEWARE[after:]]
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
def a(portal, folder):
    return make_side("alpha", "Aaaa")


@pytest.fixture
def b(portal, folder):
    return make_side("beta", "Bbbb")


def signed_in(user: User) -> Client:
    """A browser of this person, who reads the admin in the words of the code."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def editor(side: Side) -> Client:
    """The browser of the institution's editor."""
    return signed_in(side.people[Role.EDITOR])


def everybody(side: Side) -> list[Client]:
    """A browser for each role."""
    return [signed_in(user) for user in side.people.values()]


def superuser() -> Client:
    """The browser of an administrator."""
    user = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("root@portal.example")
    return signed_in(user)


def grant(user: User, *names: str) -> None:
    """Permissions ("app.codename") without a place, as a later role could hold them."""
    for name in names:
        app, codename = name.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
