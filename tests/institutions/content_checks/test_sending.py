"""In the editor: errors stop what is sent, warnings are answered, a draft is never refused, nobody else sees anything."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from institutions.enums import Role
from institutions.models import CheckAnswer, ItemPage
from tests.factories import pages
from tests.factories.people import member
from tests.institutions.content_checks.conftest import body, heading, text
from tests.load.forms import fields_of
from tests.load.people import STREAMS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

ERROR, WARNING = text('<p><a href="/x/">ici</a></p>'), text("<p>Écrire à a.b@mail.example.</p>")
SEND = {"action-submit": "1"}


@pytest.fixture
def browser(client, editor):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(editor)
    return client


@pytest.fixture
def item(place, editor):
    made = pages.add_item(place, "Guide", live=False, owner=editor)
    made.save_revision(user=editor)
    return made


def blocks(*given):
    """What the editor's script adds to the form for these blocks."""
    fields = {"body-count": str(len(given)), "sources-count": "0"}
    for number, (kind, value) in enumerate(given):
        fields |= {f"body-{number}-type": kind, f"body-{number}-order": str(number), f"body-{number}-deleted": ""}
        fields |= {f"body-{number}-id": ""}
        if kind == "heading":
            fields |= {f"body-{number}-value-{name}": part for name, part in value.items()}
        else:
            fields[f"body-{number}-value"] = rich(value)
    return fields


def rich(html):
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    return ContentstateConverter(features=["bold", "link", "ol", "ul"]).from_database_format(html)


def edit(browser, item, *given, **more):
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    form = fields_of(browser.get(address).text)
    return browser.post(address, form | STREAMS | blocks(*given) | more)


def waits(item):
    return bool(ItemPage.objects.get(pk=item.pk).current_workflow_state)


def test_a_draft_with_faults_is_saved(browser, item):
    assert edit(browser, item, ERROR, WARNING).status_code == 302
    assert not waits(item)


def test_an_error_stops_what_is_sent_in_words(browser, item):
    answer = edit(browser, item, ERROR, **SEND)
    assert answer.status_code == 200
    assert "does not say where it leads" in answer.text
    assert not waits(item)


def test_a_page_without_findings_is_sent(browser, item):
    assert edit(browser, item, heading("Une section"), text("<p>Une phrase.</p>"), **SEND).status_code == 302
    assert waits(item)


def test_a_warning_is_answered_and_the_answer_is_kept_with_the_revision(browser, item, editor):
    answer = edit(browser, item, WARNING, **SEND)
    assert answer.status_code == 200
    assert "a.b@mail.example" in answer.text
    assert not waits(item)
    (name,) = [name for name in fields_all(answer.text) if name.startswith("check-answer-")]
    assert edit(browser, item, WARNING, **SEND, **{name: "  "}).status_code == 200
    assert edit(browser, item, WARNING, **SEND, **{name: "Adresse du service."}).status_code == 302
    assert waits(item)
    row = CheckAnswer.objects.get()
    page = ItemPage.objects.get(pk=item.pk)
    assert (row.text, row.user, row.revision) == ("Adresse du service.", editor, page.latest_revision)
    assert row.code == "personal-email"


def fields_all(html):
    """Names of every field of the page, also of those that belong to the form from outside."""
    import re

    return re.findall(r'name="([^"]+)"', html)


def answer_name(browser, item):
    html = browser.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).text
    return next(name for name in fields_all(html) if name.startswith("check-answer-"))


def test_an_answer_given_with_a_draft_counts_later_and_can_be_taken_back(browser, item):
    edit(browser, item, WARNING)
    name = answer_name(browser, item)
    edit(browser, item, WARNING, **{name: "Adresse du service."})
    assert "Adresse du service." in browser.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).text
    edit(browser, item, WARNING, **{name: ""})
    assert edit(browser, item, WARNING, **SEND).status_code == 200
    edit(browser, item, WARNING, **{name: "Adresse du service."})
    assert edit(browser, item, WARNING, **SEND).status_code == 302


def test_an_answer_does_not_cover_other_words(browser, item):
    edit(browser, item, WARNING)
    edit(browser, item, WARNING, **{answer_name(browser, item): "Adresse du service."})
    other = text("<p>Écrire à c.d@mail.example.</p>")
    assert edit(browser, item, other, **SEND).status_code == 200


def test_the_moderator_reads_the_answer_in_the_same_panel_and_cannot_change_it(browser, client, item, agency):
    edit(browser, item, WARNING)
    edit(browser, item, WARNING, **SEND, **{answer_name(browser, item): "Adresse du service."})
    moderator = member(agency, Role.MODERATOR)
    client.force_login(moderator)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).text
    assert "Adresse du service." in html
    assert "Answer of editor" in html
    assert "check-answer-" not in html


def test_a_finding_is_in_the_panel_when_the_editor_opens(browser, item):
    edit(browser, item, ERROR)
    html = browser.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).text
    assert "1 thing must be corrected." in html
    assert "js/admin/content-checks.js" in html


def test_a_new_page_is_checked_too_and_keeps_its_answers(browser, place):
    address = reverse("wagtailadmin_pages:add", args=["institutions", "itempage", place.pk])
    form = fields_of(browser.get(address).text) | STREAMS | {"title": "Neuf", "slug": "neuf", "kind": "guide"}
    assert browser.post(address, form | blocks(ERROR) | SEND).status_code == 200
    answer = browser.post(address, form | blocks(WARNING) | SEND)
    assert answer.status_code == 200
    name = next(name for name in fields_all(answer.text) if name.startswith("check-answer-"))
    assert browser.post(address, form | blocks(WARNING) | SEND | {name: "Un service."}).status_code == 302
    assert waits(ItemPage.objects.get(slug="neuf"))
    assert CheckAnswer.objects.get().text == "Un service."


def ask(browser, item, *given, **more):
    form = fields_of(browser.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).text)
    return browser.post(reverse("content_checks_edit", args=[item.pk]), form | STREAMS | blocks(*given) | more)


def test_what_is_typed_is_checked_without_being_saved(browser, item):
    revisions = item.revisions.count()
    answer = ask(browser, item, ERROR, WARNING)
    assert answer.status_code == 200
    assert "does not say where it leads" in answer.text
    assert "a.b@mail.example" in answer.text
    assert "<html" not in answer.text
    assert item.revisions.count() == revisions
    assert not CheckAnswer.objects.exists()


def test_what_is_typed_into_an_answer_survives_the_refresh(browser, item):
    name = next(name for name in fields_all(ask(browser, item, WARNING).text) if name.startswith("check-answer-"))
    answer = ask(browser, item, WARNING, **{name: "<b>Un service"})
    assert "&lt;b&gt;Un service" in answer.text
    assert "Nothing stands in the way" in answer.text


def test_a_form_with_faults_is_read_as_far_as_it_goes(browser, item):
    answer = ask(browser, item, ERROR, title="", dated_on="tomorrow")
    assert answer.status_code == 200
    assert "does not say where it leads" in answer.text


def test_a_new_page_is_checked_while_typed(browser, place):
    address = reverse("wagtailadmin_pages:add", args=["institutions", "itempage", place.pk])
    assert reverse("content_checks_create", args=["institutions", "itempage", place.pk]) == f"{address}checks/"
    form = fields_of(browser.get(address).text) | STREAMS | blocks(ERROR)
    assert "does not say where it leads" in browser.post(f"{address}checks/", form).text
    assert not ItemPage.objects.exists()


@pytest.mark.parametrize("who", [Role.EDITOR, Role.MODERATOR, Role.HANDLER, None])
def test_nobody_else_learns_anything(client, item, place, who):
    if who is not None:
        client.force_login(member(pages.make_institution("other", fr="Autre"), who))
    edited = client.post(reverse("content_checks_edit", args=[item.pk]), {"title": "x"})
    new = client.post(reverse("content_checks_create", args=["institutions", "itempage", place.pk]), {"title": "x"})
    for answer in (edited, new):
        assert answer.status_code in (302, 403)
        assert "Guide" not in answer.text


@pytest.mark.parametrize("model", ["core/user", "institutions/institutionpage", "no/thing"])
def test_only_types_that_stand_there_are_read(browser, place, model):
    app, name = model.split("/")
    assert browser.post(reverse("content_checks_create", args=[app, name, place.pk])).status_code in (302, 404)


def test_reading_alone_is_no_way_in(browser, item):
    assert browser.get(reverse("content_checks_edit", args=[item.pk])).status_code == 405


def translated(item, editor, *given):
    """A translation into Arabic, a draft, of a page with these blocks."""
    item.body = body(*given)
    item.save_revision(user=editor).publish(skip_permission_checks=True)
    source, _made = TranslationSource.get_or_create_from_instance(ItemPage.objects.get(pk=item.pk))
    made = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="ar"))
    made.save_target(user=editor, publish=False)
    return made.get_target_instance()


def test_a_translation_is_checked_before_it_is_sent_too(browser, item, editor):
    page = translated(item, editor, WARNING)
    address = reverse("page-send-translation", args=[page.pk])
    (name,) = [name for name in fields_all(browser.get(address).text) if name.startswith("check-answer-")]
    answer = browser.post(address, {"send": "1"})
    assert "is not sent yet" in answer.text
    assert not waits(page)
    assert browser.post(address, {"draft": "1", name: ""}).status_code == 302, "a draft is never refused"
    assert browser.post(address, {"send": "1", name: "Adresse du service."}).status_code == 302
    assert waits(page)
    row = CheckAnswer.objects.get()
    assert (row.page_id, row.text, row.user) == (page.pk, "Adresse du service.", editor)


def test_a_translation_with_an_error_is_not_sent_whatever_is_answered(browser, item, editor):
    page = translated(item, editor, ERROR)
    address = reverse("page-send-translation", args=[page.pk])
    answer = browser.post(address, {"send": "1"})
    assert "does not say where it leads" in answer.text
    assert not waits(page)
