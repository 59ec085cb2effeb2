"""Submitting for translation makes what is missing: what somebody wrote in the other language stays as it is."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from home.models import StandardPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.files_world import superuser

pytestmark = pytest.mark.django_db
WRITTEN = "كتبته المؤسسة"


def submit(page, language, **data):
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    locale = Locale.objects.get(language_code=language)
    return superuser().post(address, {"locales": [locale.pk], **data})


def written(page):
    """The page with a draft that its people wrote by hand."""
    page.title = WRITTEN
    page.save_revision()
    return page


def draft_title(page):
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object().title


@pytest.fixture
def above(portal):  # noqa: F811
    """A page without an Arabic one, and two pages below it."""
    page = pages.add_standard(portal, "Dossier")
    for title in ("Une page", "Autre page"):
        pages.add_page(StandardPage, page, title)
    return Page.objects.get(pk=page.pk)


def test_below_a_page_only_what_is_missing_is_made(above):
    first, second = above.get_children()
    theirs = written(pages.translate(first, "ar", live=False))
    assert Page.objects.get(pk=theirs.pk).get_parent().alias_of_id == above.pk
    assert submit(above, "ar", include_subtree="on").status_code == 302
    assert draft_title(theirs) == WRITTEN
    sources = set(Translation.objects.values_list("source__object_id", flat=True))
    assert sources == {above.translation_key, second.translation_key}


def test_a_page_that_two_languages_lead_to_is_made_from_one_and_opens(above):
    first, _second = above.get_children()
    submit(first, "ar")
    english = pages.translate(above, "en")
    pages.translate(first, "en")
    assert submit(english, "ar", include_subtree="on").status_code == 302
    made = Page.objects.get(translation_key=first.translation_key, locale__language_code="ar")
    assert Translation.objects.get(source__object_id=first.translation_key).source.locale.language_code == "fr"
    assert superuser().get(reverse("wagtailadmin_pages:edit", args=[made.pk])).status_code == 200
