"""Translations: an institution's people translate their own pages into their own, and see no others."""

import json

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation

from institutions.enums import Role
from institutions.isolation.localize import may_add_translation
from institutions.models import InstitutionPage, ItemPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.files_world import (
    a,  # noqa: F401
    b,  # noqa: F401
    editor,
    everybody,
    folder,  # noqa: F401
    grant,
    superuser,
)

pytestmark = pytest.mark.django_db
MARK = "Bbbb"


def submitted(side, mark, **fields):
    """A draft of the institution with its translation into Arabic, made in the admin by its editor."""
    draft = pages.add_item(side.page, f"{mark} draft", live=False, **fields)
    arabic = Locale.objects.get(language_code="ar")
    address = reverse("wagtail_localize:submit_page_translation", args=[draft.pk])
    response = editor(side).post(address, {"locales": [arabic.pk]})
    assert response.status_code == 302, response.text
    return Translation.objects.get(source__object_id=draft.translation_key)


@pytest.fixture
def theirs(b):  # noqa: F811
    return submitted(b, MARK, cover=b.image)


def reading(translation):
    source = translation.source
    return [
        reverse("wagtail_localize:submit_page_translation", args=[source.get_source_instance().pk]),
        reverse("wagtail_localize:update_translations", args=[source.pk]),
        reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]),
        reverse("wagtail_localize:download_pofile", args=[translation.pk]),
        reverse("wagtail_localize:preview_translation", args=[translation.pk]),
        reverse("wagtail_localize:translations_report"),
        reverse("wagtail_localize:translations_report_results"),
        reverse("wagtail_localize:translations_report") + "?export=csv",
    ]


def body(response):
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_translations_are_read_by_their_own_people_and_by_no_others(a, b, theirs):  # noqa: F811
    for role in Role:
        grant(a.people[role], "wagtail_localize.submit_translation")
    own, others = editor(b), everybody(a)
    for address in reading(theirs):
        if "export" not in address:
            assert MARK in body(own.get(address)), address
        for browser in others:
            response = browser.get(address)
            assert MARK not in body(response), address
            assert response.status_code < 500, address


def test_the_report_shows_the_portals_people_everything(a, theirs):  # noqa: F811
    assert MARK in superuser().get(reverse("wagtail_localize:translations_report")).text


def put(browser, address, value):
    return browser.put(address, data=json.dumps({"value": value}), content_type="application/json")


def form_put(browser, address, value):
    """As the editor's script sends it."""
    return browser.generic("PUT", address, f"value={value}", content_type="application/x-www-form-urlencoded")


def string_address(translation):
    segment = StringSegment.objects.filter(source=translation.source, context__path="title").get()
    return reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])


def test_strings_are_written_by_their_own_people_and_by_no_others(a, b, theirs):  # noqa: F811
    address = string_address(theirs)
    for browser in everybody(a):
        assert form_put(browser, address, "Changed").status_code in (302, 403)
        assert browser.delete(address).status_code in (302, 403)
        assert not StringTranslation.objects.exists()
    assert form_put(editor(b), address, "Changed").status_code == 201
    assert StringTranslation.objects.get().data == "Changed"
    for browser in everybody(a):
        browser.delete(address)
    assert StringTranslation.objects.exists()
    assert editor(b).delete(address).status_code == 200


def test_a_string_names_no_file_or_draft_of_others(a, b):  # noqa: F811
    own, draft = submitted(a, "Aaaa"), pages.add_item(b.page, "Bbbb draft", live=False)
    address, browser = string_address(own), editor(a)
    for value in (
        f'<embed embedtype="image" id="{b.image.pk}" format="left" alt=""/>',
        f'<a linktype="document" id="{b.document.pk}">x</a>',
        f'<a linktype="page" id="{draft.pk}">x</a>',
    ):
        response = form_put(browser, address, value)
        assert (response.status_code, "nor yours" in response.text) == (400, True), value
    assert form_put(browser, address, f'<a linktype="document" id="{a.document.pk}">x</a>').status_code == 201
    assert browser.generic("PUT", address, "", content_type="application/x-www-form-urlencoded").status_code == 400


def test_a_choice_that_differs_names_no_file_of_others(a, b):  # noqa: F811
    body_ = [{"type": "picture", "value": {"image": a.image.pk, "alt": "x", "caption": ""}}]
    own, browser = submitted(a, "Aaaa", body=body_), editor(a)
    segments = OverridableSegment.objects.filter(source=own.source, data_json=str(a.image.pk))
    for segment in segments:
        address = reverse("wagtail_localize:edit_override", args=[own.pk, segment.pk])
        assert form_put(browser, address, str(b.image.pk)).status_code == 400
        assert form_put(browser, address, str(a.image.pk)).status_code == 201
    assert segments


def po_of(translation, **strings):
    po = polib.POFile()
    po.metadata = {"X-WagtailLocalize-TranslationID": str(translation.uuid)}
    for entry in translation.export_po():
        entry.msgstr = strings.get("all", "Changed")
        po.append(entry)
    return SimpleUploadedFile("x.po", str(po).encode())


def test_a_po_file_is_taken_from_their_own_people_and_names_nothing_of_others(a, b, theirs):  # noqa: F811
    address = reverse("wagtail_localize:upload_pofile", args=[theirs.pk])
    for browser in everybody(a):
        assert browser.post(address, {"file": po_of(theirs)}).status_code == 302
        assert not StringTranslation.objects.exists()
    own = submitted(a, "Aaaa")
    mine = reverse("wagtail_localize:upload_pofile", args=[own.pk])
    embed = f'<embed embedtype="image" id="{b.image.pk}" format="left" alt=""/>'
    for file in (po_of(own, all=embed), SimpleUploadedFile("x.po", b"nonsense"), SimpleUploadedFile("x.po", b"\n\xff")):
        assert editor(a).post(mine, {"file": file}).status_code == 302
    assert editor(a).post(mine).status_code == 302
    assert not StringTranslation.objects.exists()
    editor(b).post(address, {"file": po_of(theirs)})
    assert StringTranslation.objects.filter(data="Changed").exists()


def test_translations_are_submitted_by_their_own_people_alone(a, b):  # noqa: F811
    draft = pages.add_item(b.page, "Bbbb draft", live=False)
    arabic = Locale.objects.get(language_code="ar")
    address = reverse("wagtail_localize:submit_page_translation", args=[draft.pk])
    for browser in everybody(a):
        browser.post(address, {"locales": [arabic.pk]})
        assert not draft.get_translations().exists()
    editor(b).post(address, {"locales": [arabic.pk]})
    made = ItemPage.objects.get(translation_key=draft.translation_key, locale=arabic)
    assert made.institution == b.institution
    assert not made.live


def test_a_translation_stands_below_ones_own_page_or_is_ones_own(a, b):  # noqa: F811
    arabic, user = Locale.objects.get(language_code="ar"), a.people[Role.EDITOR]
    draft = pages.add_item(a.page, "Aaaa draft", live=False)
    assert may_add_translation(user, draft, arabic)
    theirs = InstitutionPage.objects.get(entity=b.institution, face_language="ar")
    assert not may_add_translation(user, pages.add_item(b.page, "Bbbb", live=False), arabic)
    InstitutionPage.objects.filter(entity=a.institution, face_language="ar").first().delete()
    assert may_add_translation(user, Page.objects.get(pk=draft.pk), arabic)
    assert may_add_translation(user, Page.objects.get(pk=a.page.pk), arabic)
    assert not may_add_translation(user, Page.objects.get(pk=theirs.get_parent().pk), Locale(pk=0, language_code="xx"))


def test_updating_is_for_their_own_people_and_publishes_for_nobody(a, b, theirs):  # noqa: F811
    draft = theirs.source.get_source_instance()
    pages.publish(draft, title="Bbbb changed")
    grant(a.people[Role.MODERATOR], "wagtail_localize.submit_translation")
    address, before = (
        reverse("wagtail_localize:update_translations", args=[theirs.source_id]),
        theirs.source.last_updated_at,
    )
    for browser in everybody(a):
        browser.post(address, {})
        theirs.source.refresh_from_db()
        assert theirs.source.last_updated_at == before
    for browser in (editor(b), superuser()):
        assert "was approved itself" in browser.post(address, {"publish_translations": "on"}).text
        assert not theirs.get_target_instance().live
    assert editor(b).post(address, {}).status_code == 302
    theirs.source.refresh_from_db()
    assert theirs.source.last_updated_at > before
    assert not theirs.get_target_instance().live


def test_stopping_is_for_their_own_people(a, b, theirs):  # noqa: F811
    address = reverse("wagtail_localize:stop_translation", args=[theirs.pk])
    for browser in everybody(a):
        browser.post(address)
        assert Translation.objects.get(pk=theirs.pk).enabled
    editor(b).post(address)
    assert not Translation.objects.get(pk=theirs.pk).enabled


def test_no_translation_becomes_an_alias(a, b, theirs):  # noqa: F811
    target = theirs.get_target_instance()
    address = reverse("wagtail_localize:convert_to_alias", args=[target.pk])
    for browser in (editor(b), superuser()):
        assert "each language is approved" in browser.post(address, follow=True).text
        assert Page.objects.get(pk=target.pk).alias_of_id is None
    for browser in everybody(a):
        assert MARK not in browser.get(address, follow=True).text


def test_a_translation_whose_source_went_to_others_no_longer_tells_its_words(a, b, theirs):  # noqa: F811
    """The target is now A's, the source still B's."""
    target = theirs.get_target_instance()
    face = InstitutionPage.objects.get(entity=a.institution, face_language="ar")
    Page.objects.get(pk=target.pk).move(face, pos="last-child")
    for address in reading(theirs)[2:5]:
        response = editor(a).get(address)
        assert response.status_code == 302, address


def test_snippets_are_listed_for_those_who_hold_a_permission(a, b):  # noqa: F811
    address = reverse("wagtail_localize:snippets_api_listing", args=["core", "institution"])
    assert "Beta" in superuser().get(address).text
    for browser in everybody(a):
        assert browser.get(address).json() == []


def test_what_is_gone_is_not_found(b, theirs):  # noqa: F811
    theirs.get_target_instance().delete()
    for name in ("download_pofile", "preview_translation"):
        assert editor(b).get(reverse(f"wagtail_localize:{name}", args=[theirs.pk])).status_code == 404
