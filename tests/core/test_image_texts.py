"""What an image tells is asked once a language, used wherever it is shown, and missed aloud."""

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from core.blocks.body import PictureBlock
from core.models import PortalImage
from tests.factories.admin import send_form

pytestmark = pytest.mark.django_db

SHOWN = Template("{% load look %}{% picture image alt %}")


def shown(image, alt="", language="fr"):
    with translation.override(language):
        return SHOWN.render(Context({"image": image, "alt": alt}))


def edit(client, image, **changes):
    return send_form(client, reverse("wagtailimages:edit", args=[image.pk]), **changes)


def test_form_asks_for_each_language_and_offers_the_focal_point(admin, make_image):
    text = admin.get(reverse("wagtailimages:edit", args=[make_image().pk])).text
    for code in ("ar", "fr", "en", "zgh"):
        assert f'name="alt_{code}"' in text
    assert 'name="is_decorative"' in text
    assert 'name="focal_point_x"' in text
    assert "focal-point-chooser" in text


def test_texts_are_stored_by_language(admin, make_image):
    image = make_image()
    assert edit(admin, image, alt_fr=" Un guichet ", alt_ar="شباك").status_code == 302
    image.refresh_from_db()
    assert image.alt_texts == {"fr": "Un guichet", "ar": "شباك"}
    assert edit(admin, image, alt_fr="").status_code == 302
    image.refresh_from_db()
    assert image.alt_texts == {"ar": "شباك"}


def test_a_file_that_is_only_replaced_keeps_its_texts(admin, make_image):
    image = make_image(alt_texts={"fr": "Un guichet"})
    admin.post(reverse("wagtailimages:edit_multiple", args=[image.pk]), {f"image-{image.pk}-title": "Autre"})
    image.refresh_from_db()
    assert image.title == "Autre"
    assert image.alt_texts == {"fr": "Un guichet"}


def test_picture_without_words_of_its_own_has_those_of_the_page_language(make_image):
    image = make_image(alt_texts={"fr": "Un guichet", "ar": "شباك"})
    assert 'alt="Un guichet"' in shown(image)
    assert 'alt="شباك"' in shown(image, language="ar")
    assert 'alt="Autre chose"' in shown(image, "Autre chose")


def test_no_other_language_takes_the_place_of_a_missing_text(make_image):
    assert 'alt=""' in shown(make_image(alt_texts={"fr": "Un guichet"}), language="en")


def test_decoration_has_no_words_though_texts_exist(make_image):
    image = make_image(alt_texts={"fr": "Un guichet"}, is_decorative=True)
    assert 'alt=""' in shown(image)
    assert image.languages_without_alt == []


def test_picture_block_takes_the_words_of_the_image(make_image):
    image = make_image(alt_texts={"en": "A counter"})
    block = PictureBlock()
    value = block.to_python({"image": image.pk, "alt": "", "caption": ""})
    with translation.override("en"):
        assert 'alt="A counter"' in block.render(value)


def test_missing_texts_are_said_in_the_list_and_on_the_form(admin, make_image):
    make_image("whole.png", alt_texts={"ar": "أ", "fr": "f", "en": "e"})
    assert "Words missing" not in admin.get(reverse("wagtailimages:index")).text
    image = make_image("half.png", alt_texts={"fr": "f"})
    for layout in ("grid", "list"):
        text = admin.get(reverse("wagtailimages:index"), {"layout": layout}).text
        assert text.count("Words missing") == 1
        assert "ar · en" in text
    assert "not written yet in:" in admin.get(reverse("wagtailimages:edit", args=[image.pk])).text


def test_list_of_images_costs_no_query_for_texts(admin, make_image, django_assert_max_num_queries):
    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            admin.get(reverse("wagtailimages:index"))
        return len(found)

    make_image("one.png")
    admin.get(reverse("wagtailimages:index"))
    few = queries()
    for number in range(4):
        make_image(f"{number}.png")
    admin.get(reverse("wagtailimages:index"))  # makes the small pictures
    assert queries() == few
    assert PortalImage.objects.count() == 5
