"""A file that is here already is named wherever one is added, and the person decides which to use."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import PortalDocument, PortalImage
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4 0123456789"
CHOOSER = "wagtaildocs_chooser:create"


def upload(name="again.pdf", content=CONTENT):
    return SimpleUploadedFile(name, content, "application/pdf")


def collection():
    from wagtail.models import Collection

    return Collection.get_first_root_node().pk


def add_in_chooser(client, **fields):
    prefix = "document-chooser-upload-"
    sent = {"title": "Encore", "file": upload(), "collection": collection()} | fields
    return client.post(reverse(CHOOSER), {f"{prefix}{name}": value for name, value in sent.items()}).json()


def decide(client, choice):
    new = PortalDocument.objects.latest("pk")
    sent = {"duplicate-uploaded": new.pk, "duplicate-choice": choice}
    return client.post(reverse(CHOOSER), sent).json()


@pytest.fixture
def existing(make_document):
    return make_document(title="Plan")


def test_form_for_one_document_names_the_same_one(admin, existing):
    sent = {"title": "Encore", "file": upload(), "collection": collection()}
    text = admin.post(reverse("wagtaildocs:add"), sent, follow=True).text
    assert "The same file is here already: “Plan”." in text
    new = PortalDocument.objects.latest("pk")
    assert reverse("wagtaildocs:edit", args=[existing.pk]) in text
    assert reverse("wagtaildocs:delete", args=[new.pk]) in text
    assert PortalDocument.objects.count() == 2


def test_form_for_one_image_names_the_same_one(admin, make_image):
    image = make_image()
    with image.file.open() as stored:
        sent = {"title": "Encore", "file": SimpleUploadedFile("b.png", stored.read()), "collection": collection()}
    assert (
        "The same file is here already: “square.png”."
        in admin.post(reverse("wagtailimages:add"), sent, follow=True).text
    )
    assert PortalImage.objects.count() == 2


def test_a_new_file_is_taken_without_a_word(admin, existing):
    sent = {"title": "Autre", "file": upload(content=b"%PDF-1.4 other"), "collection": collection()}
    assert "same file" not in admin.post(reverse("wagtaildocs:add"), sent, follow=True).text
    assert add_in_chooser(admin, file=upload(content=b"%PDF-1.4 third"))["step"] == "chosen"


def test_documents_that_are_dropped_are_named_in_their_form(admin, existing):
    address = reverse("wagtaildocs:add_multiple")
    answer = admin.post(address, {"title": "Encore", "files[]": upload()}).json()
    assert answer["success"] is True
    assert "The same file is here already:" in answer["form"]
    assert reverse("wagtaildocs:edit", args=[existing.pk]) in answer["form"]
    other = admin.post(address, {"title": "Autre", "files[]": upload(content=b"%PDF-1.4 other")}).json()
    assert "same file" not in other["form"]


def test_chooser_asks_and_the_existing_document_takes_the_place_of_the_new_one(admin, existing):
    answer = add_in_chooser(admin)
    assert answer["step"] == "reshow_creation_form"
    assert "“Plan”" in answer["htmlFragment"]
    chosen = decide(admin, "existing")
    assert chosen["step"] == "chosen"
    assert chosen["result"]["id"] == str(existing.pk)
    assert list(PortalDocument.objects.all()) == [existing]


def test_chooser_lets_the_person_keep_both(admin, existing):
    add_in_chooser(admin)
    chosen = decide(admin, "new")
    assert chosen["result"]["title"] == "Encore"
    assert PortalDocument.objects.count() == 2


def test_nobody_decides_on_what_another_person_has_uploaded(admin, existing, django_user_model):
    add_in_chooser(admin)
    PortalDocument.objects.exclude(pk=existing.pk).update(
        uploaded_by_user=django_user_model.objects.create_user(email="other@portal.example")
    )
    sent = {"duplicate-uploaded": PortalDocument.objects.latest("pk").pk, "duplicate-choice": "existing"}
    assert admin.post(reverse(CHOOSER), sent).status_code == 404
    assert PortalDocument.objects.count() == 2


def test_files_that_a_person_may_not_choose_are_never_named(client, existing, django_user_model):
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import Collection, GroupCollectionPermission

    own = Collection.get_first_root_node().add_child(name="own")
    group = Group.objects.create(name="own editors")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for codename in ("add_document", "choose_document"):
        permission = Permission.objects.get(codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=own, permission=permission)
    user = django_user_model.objects.create_user(email="own@portal.example", password="a long password")
    user.groups.add(group)
    client.force_login(user)
    assert add_in_chooser(client, collection=own.pk)["step"] == "chosen"
