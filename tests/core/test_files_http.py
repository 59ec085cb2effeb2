"""A file leaves the server only after the check, in a form no browser runs."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import reverse
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.images.views.serve import generate_image_url
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from core.models import PortalDocument, PortalImage, User
from core.templatetags.look import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def public_document(make_document):
    return make_document(is_public=True)


def sign_in(client, *, collection=None, permission="choose_document"):
    user = User.objects.create_user(email="editor@example.org", password="a long password")
    if collection:
        group = Group.objects.create(name="editors")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=Permission.objects.get(codename=permission)
        )
        user.groups.add(group)
    client.force_login(user)
    return user


def test_addresses_are_the_portals_own(make_document, make_image):
    document, rendition = make_document(), make_image().get_rendition("width-200")
    assert document.url == f"/files/{document.pk}/plan.pdf"
    assert rendition.url == f"/images/{rendition.image_id}/square.width-200.png"
    assert document.url in DocumentLinkHandler.expand_db_attributes({"id": str(document.pk)})


@pytest.mark.parametrize(("width", "widths"), [(300, []), (760, ["400w", "760w"]), (1600, ["400w", "800w", "1200w"])])
def test_a_picture_is_offered_in_each_width_it_has_once(make_image, width, widths):
    drawn = str(picture(make_image(width=width), 'Trois «mains» & un "plan"'))
    tag = BeautifulSoup(drawn, "html.parser").img
    assert tag["alt"] == 'Trois «mains» & un "plan"'
    assert [part.split()[1] for part in tag.get("srcset", "").split(",") if part] == widths
    assert tag["src"].endswith("width-400.format-webp.webp")


def test_a_public_file_is_sent_whole_and_safe(client, public_document):
    response = client.get(public_document.url)
    assert response.status_code == 200
    assert response.getvalue() == b"%PDF-1.4 0123456789"
    assert response["Content-Length"] == "19"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="plan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("kind", ["anonymous", "no rights"])
def test_a_private_file_does_not_exist_for_others(client, make_document, make_image, kind):
    if kind == "no rights":
        sign_in(client)
    for url in (make_document().url, make_image().get_rendition("width-200").url):
        assert client.get(url).status_code == 404


def test_a_private_file_opens_for_who_may_choose_it(client, make_document):
    elsewhere = Collection.get_first_root_node().add_child(name="Elsewhere")
    mine, other = make_document(collection=elsewhere), make_document("b.pdf")
    sign_in(client, collection=elsewhere)
    response = client.get(mine.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(other.url).status_code == 404


def test_a_private_rendition_opens_for_who_may_choose_its_image(client, make_image):
    rendition = make_image().get_rendition("width-200")
    sign_in(client, collection=Collection.get_first_root_node(), permission="choose_image")
    assert client.get(rendition.url).status_code == 200


def test_renditions_follow_their_image_at_once(client, make_image):
    image = make_image()
    rendition = image.get_rendition("width-200")
    assert client.get(rendition.url).status_code == 404
    PortalImage.objects.update(is_public=True)
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    PortalImage.objects.update(is_public=False)
    assert client.get(rendition.url).status_code == 404


def test_a_restricted_collection_closes_its_public_files(client, public_document):
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type=CollectionViewRestriction.LOGIN
    )
    assert client.get(public_document.url).status_code == 404


def test_wagtails_own_addresses_lead_through_the_same_check(client, make_document, make_image):
    document, image = make_document(), make_image()
    assert reverse("wagtaildocs_serve", args=[document.pk, document.filename]) == document.url
    signed = generate_image_url(image, "width-200")
    assert client.get(signed).status_code == 404
    PortalImage.objects.update(is_public=True)
    assert client.get(signed).status_code == 200
    assert client.get(signed.replace("width-200", "width-300")).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/files/999999999999999999999999999999/a.pdf",
        "/files/0/a.pdf",
        "/images/1/%00.png",
        "/images/999999999999999999999999999999/a.png",
        "/images/signed/x/999999999999999999999999999999/width-1/a.png",
        "/images/signed/x//width-1/a.png",
        "/files/1/",
        "/media/documents/plan.pdf",
        "/fr/media/documents/plan.pdf",
    ],
)
def test_a_wrong_address_is_a_plain_404(client, public_document, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("name", "content_type", "disposition"),
    [
        ("page.html", "application/octet-stream", "attachment"),
        ("logo.svg", "image/svg+xml", "attachment"),
        ("page.xhtml", "application/octet-stream", "attachment"),
        ("data.csv", "text/csv; charset=utf-8", "attachment"),
        ("PAGE.HTM", "application/octet-stream", "attachment"),
        ("bare", "application/octet-stream", "attachment"),
    ],
)
def test_what_could_carry_script_is_downloaded(client, make_document, name, content_type, disposition):
    response = client.get(make_document(name, b"<script>alert(1)</script>", is_public=True).url)
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith(f"{disposition}; ")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_names_in_arabic_and_tifinagh_survive(client, make_document):
    document = make_document("تقرير-ⴰⵙⵏⴼⴰⵔ.pdf", is_public=True)
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%D8%AA")


def test_an_unchanged_file_is_not_sent_again(client, public_document):
    etag = client.get(public_document.url)["ETag"]
    response = client.get(public_document.url, headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response["Cache-Control"] == "public, max-age=300"


def test_a_replaced_file_has_another_version_and_its_old_address_leads_to_it(client, public_document):
    old_url, old_etag = public_document.url, client.get(public_document.url)["ETag"]
    public_document.file.save("plan-2.pdf", ContentFile(b"%PDF new"), save=False)
    public_document._set_document_file_metadata()
    public_document.save()
    response = client.get(old_url, headers={"If-None-Match": old_etag}, follow=True)
    assert response.redirect_chain == [(public_document.url, 302)]
    assert response.getvalue() == b"%PDF new"
    assert response["ETag"] != old_etag


def test_the_name_of_a_private_file_is_not_told(client, make_document):
    assert client.get(f"/files/{make_document().pk}/other.pdf").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "status", "body"),
    [
        ("bytes=0-3", 206, b"%PDF"),
        ("bytes=15-", 206, b"6789"),
        ("bytes=-4", 206, b"6789"),
        ("bytes=15-999", 206, b"6789"),
        ("bytes=0-", 200, b"%PDF-1.4 0123456789"),
        ("bytes=19-", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=5-1", 200, b"%PDF-1.4 0123456789"),
        ("bytes=0-1,4-5", 200, b"%PDF-1.4 0123456789"),
        ("bytes=" + "9" * 5000 + "-", 200, b"%PDF-1.4 0123456789"),
        ("lines=0-1", 200, b"%PDF-1.4 0123456789"),
    ],
)
def test_one_range_is_sent_alone(client, public_document, wanted, status, body):
    response = client.get(public_document.url, headers={"Range": wanted})
    assert (response.status_code, response.getvalue()) == (status, body)
    if status == 206:
        assert response["Content-Length"] == str(len(body))


def test_a_range_of_another_version_is_the_whole_file(client, public_document):
    response = client.get(public_document.url, headers={"Range": "bytes=0-3", "If-Range": '"other"'})
    assert response.status_code == 200


def test_a_head_request_carries_no_body(client, public_document):
    response = client.head(public_document.url)
    assert response["Content-Length"] == "19"
    assert response.getvalue() == b""
    assert client.post(public_document.url).status_code == 405


def test_nginx_is_told_where_the_file_lies(client, settings, make_document):
    settings.FILE_DELIVERY = "accel"
    document = make_document("تقرير.pdf", is_public=True)
    response = client.get(document.url)
    assert response["X-Accel-Redirect"].startswith("/protected/documents/%D8%AA")
    assert response.getvalue() == b""
    assert response["Content-Type"] == "application/pdf"
    PortalDocument.objects.update(is_public=False)
    assert "X-Accel-Redirect" not in client.get(document.url)


def test_a_file_missing_from_the_store_is_a_404(client, public_document):
    public_document.file.storage.delete(public_document.file.name)
    assert client.get(public_document.url).status_code == 404


@pytest.mark.parametrize("way", ["redirect", "by mail"])
def test_a_delivery_the_store_cannot_do_stops_the_start(settings, way):
    settings.FILE_DELIVERY = way
    with pytest.raises(SystemCheckError, match="FILE_DELIVERY"):
        call_command("check")
