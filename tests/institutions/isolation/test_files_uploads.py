"""Uploads that lacked something: completed by who began them, with a clear answer when that is not possible."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import UploadedFile

from core.models import PortalDocument, PortalImage
from institutions.enums import Role
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.files_world import a, b, editor, everybody, folder  # noqa: F401

pytestmark = pytest.mark.django_db
MARK = "Bbbb"


def upload(side, model, name):
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=ContentFile(b"%PDF-1.4", name=name),
        uploaded_by_user=side.people[Role.EDITOR],
    )


COMPLETED = [
    (PortalImage, "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple"),
    (PortalDocument, "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple"),
]


@pytest.mark.parametrize(("model", "complete", "drop"), COMPLETED)
def test_an_upload_that_lacked_something_is_completed_by_who_began_it(a, b, model, complete, drop):  # noqa: F811
    row = upload(b, model, "Bbbb.pdf")
    for name in (complete, drop):
        for browser in everybody(a):
            response = browser.post(reverse(name, args=[row.pk]), {"title": "Taken"})
            assert MARK not in response.text
            assert response.status_code < 500
    assert UploadedFile.objects.filter(pk=row.pk).exists()
    assert editor(b).post(reverse(drop, args=[row.pk])).json() == {"success": True}
    assert not UploadedFile.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(("model", "complete", "drop"), COMPLETED)
def test_an_upload_whose_file_is_gone_is_a_clear_answer(b, model, complete, drop):  # noqa: F811
    for gone in (lambda row: row.file.storage.delete(row.file.name), lambda row: row.file.delete()):
        row = upload(b, model, "gone.pdf")
        gone(row)
        prefix = "uploaded-image" if model is PortalImage else "uploaded-document"
        response = editor(b).post(reverse(complete, args=[row.pk]), {f"{prefix}-{row.pk}-title": "Again"})
        assert response.status_code == 400
        assert "Upload it again" in response.json()["error_message"]


@pytest.mark.parametrize(("model", "complete", "drop"), COMPLETED)
def test_an_upload_is_completed_in_ones_own_collection(b, model, complete, drop):  # noqa: F811
    stored = b.image if model is PortalImage else b.document
    row = upload(b, model, "whole.png" if model is PortalImage else "whole.pdf")
    row.file.save(row.file.name, ContentFile(stored.file.read()), save=True)
    prefix = "uploaded-image" if model is PortalImage else "uploaded-document"
    response = editor(b).post(reverse(complete, args=[row.pk]), {f"{prefix}-{row.pk}-title": "Whole"})
    assert response.json()["success"], response.text
    made = model.objects.get(title="Whole")
    assert made.collection_id == b.workspace.collection_id
    assert made.file.size == stored.file.size


def test_an_upload_with_an_ending_that_is_not_taken_is_told_so(b):  # noqa: F811
    row = upload(b, PortalDocument, "whole.exe")
    address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[row.pk])
    response = editor(b).post(address, {f"uploaded-document-{row.pk}-title": "Whole"})
    assert not response.json()["success"]
    assert not PortalDocument.objects.filter(title="Whole").exists()
