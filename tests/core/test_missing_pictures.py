"""A picture that was deleted, or whose file has gone, never takes its page with it."""

import pytest

from institutions.models import ItemPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


def with_picture(tree, image):
    body = [("picture", {"image": image, "alt": "A square", "caption": ""})]
    return pages.publish(pages.add_standard(tree, "Page", live=False), body=body)


def test_page_stays_when_its_picture_is_deleted(client, portal, make_image):  # noqa: F811
    image = make_image()
    page = with_picture(portal, image)
    assert "<figure" in client.get(page.url).text
    image.delete()
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert "<figure" not in answer.text


@pytest.mark.parametrize("part", ["cover", "picture"])
def test_page_stays_when_the_file_of_its_picture_has_gone(client, portal, make_image, part):  # noqa: F811
    image = make_image()
    if part == "picture":
        page = with_picture(portal, image)
    else:
        institution = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
        page = pages.publish(pages.add_item(institution, "Guide", live=False), cover=image)
        page = ItemPage.objects.get(pk=page.pk)
    image.refresh_from_db()
    image.file.storage.delete(image.file.name)
    image.renditions.all().delete()
    answer = client.get(page.url)
    assert answer.status_code == 200
