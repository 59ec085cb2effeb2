"""Taking a page down with a reason, and what its address answers then."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageLogEntry

from institutions.models import InstitutionPage, Unpublishing
from institutions.provisioning import institution_suspend
from search.engines import get_engine
from search.indexing.build import build_index
from tests.factories import pages
from tests.institutions.record.conftest import published

pytestmark = pytest.mark.django_db
ERROR, CONSOLIDATED, WITHDRAWN = "error", "consolidated", "withdrawn"


@pytest.fixture(autouse=True)
def quiet(told):
    return told


@pytest.fixture
def target(face):
    return published(pages.add_item(face, "Le guide complet", live=False))


def take_down(client, page, reason, **fields):
    data = {"reason": reason, "text": "Un chiffre était faux.", "target": ""} | fields
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), data, follow=True)


def test_published_in_error_is_gone(at_work, client, moderator, editor, guide, told):
    text = take_down(at_work(moderator), guide, ERROR).text
    assert "“Demander un acte” is taken down." in text
    client.logout()
    answer = client.get(guide.url)
    assert answer.status_code == 410
    assert "Un chiffre était faux." in answer.text
    assert "Demander un acte" not in answer.text
    assert "noindex" in answer.text
    row = Unpublishing.objects.get(page=guide.pk)
    assert (row.by, row.on, row.language) == (moderator, timezone.localdate(), "fr")
    assert ("unpublished", "Un chiffre était faux.") in {(kind, facts.get("reason")) for kind, _p, _g, facts in told}


def test_the_gone_page_speaks_the_language_of_the_address(at_work, client, moderator, guide):
    page = published(pages.translate(guide, "en", live=False))
    take_down(at_work(moderator), page, ERROR)
    client.logout()
    answer = client.get(page.url)
    with translation.override("en"):
        assert "It was published in error and taken down on" in answer.text
    assert client.get(guide.url).status_code == 200, "the French page stays"


def test_replaced_leads_to_the_other_page(at_work, client, moderator, guide, target):
    take_down(at_work(moderator), guide, CONSOLIDATED, target=target.pk, text="")
    client.logout()
    answer = client.get(guide.url)
    assert (answer.status_code, answer.headers["Location"]) == (301, target.url)


def test_replaced_in_each_language_where_there_is_one(at_work, client, moderator, guide, target):
    arabic, english = (
        published(pages.translate(guide, "ar", live=False)),
        published(pages.translate(guide, "en", live=False)),
    )
    arabic_target = published(pages.translate(target, "ar", live=False))
    take_down(at_work(moderator), guide, CONSOLIDATED, target=target.pk, include_translations="on")
    client.logout()
    assert client.get(guide.url).headers["Location"] == target.url
    assert client.get(arabic.url).headers["Location"] == arabic_target.url
    assert client.get(english.url).status_code == 200, "nothing replaces it in English"


def test_translations_stay_when_nobody_asks(at_work, client, moderator, guide):
    arabic = published(pages.translate(guide, "ar", live=False))
    take_down(at_work(moderator), guide, ERROR)
    assert client.get(arabic.url).status_code == 200


def test_a_chain_of_replacements_leads_to_the_last(at_work, client, moderator, guide, target, face):
    last = published(pages.add_item(face, "Le dernier", live=False))
    take_down(at_work(moderator), guide, CONSOLIDATED, target=target.pk)
    take_down(at_work(moderator), target, CONSOLIDATED, target=last.pk)
    client.logout()
    assert client.get(guide.url).headers["Location"] == last.url
    take_down(at_work(moderator), last, ERROR)
    client.logout()
    assert client.get(guide.url).status_code == 410


def test_a_replacement_that_was_deleted_leaves_a_page_that_is_gone(at_work, client, moderator, guide, target):
    take_down(at_work(moderator), guide, CONSOLIDATED, target=target.pk)
    target.delete()
    client.logout()
    answer = client.get(guide.url)
    assert answer.status_code == 410
    assert "published in error" not in answer.text


def test_withdrawn_stays_with_a_notice(at_work, client, moderator, editor, guide, told):
    page = published(pages.translate(guide, "en", live=False))
    take_down(at_work(moderator), page, WITHDRAWN)
    client.logout()
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert "This page was withdrawn on" in answer.text
    assert '<div class="flow"' in answer.text
    assert "Un chiffre était faux." in answer.text
    assert Page.objects.get(pk=page.pk).live
    assert told[-1][3]["event"].endswith("withdrawn")


def test_lists_and_search_mark_what_was_withdrawn(at_work, client, moderator, guide, face, settings, tmp_path):
    settings.SEARCH_URL, settings.VAR_DIR = "tantivy://", str(tmp_path)
    build_index(get_engine())
    search = "/fr/search/?q=demander"
    mark = '<p class="badge badge-warn">Caduque</p>'
    for address in (face.url, search):
        text = client.get(address, headers={"accept-language": "fr"}).text
        assert "Demander" in text
        assert mark not in text
    take_down(at_work(moderator), guide, WITHDRAWN)
    client.logout()
    for address in (face.url, search):
        assert client.get(address, headers={"accept-language": "fr"}).text.count(mark) == 1
    get_engine().close()


def test_publishing_again_ends_it(at_work, client, moderator, guide):
    take_down(at_work(moderator), guide, ERROR)
    published(guide)
    client.logout()
    assert client.get(guide.url).status_code == 200
    take_down(at_work(moderator), guide, WITHDRAWN)
    published(guide)
    assert not Unpublishing.objects.exists()
    actions = set(PageLogEntry.objects.filter(page=guide.pk).values_list("action", flat=True))
    assert {"institutions.unpublish.error", "institutions.unpublish.withdrawn"} <= actions


def test_the_history_says_why(at_work, moderator, guide, target):
    client = at_work(moderator)
    take_down(client, guide, CONSOLIDATED, target=target.pk)
    text = client.get(reverse("wagtailadmin_pages:history", args=[guide.pk])).text
    assert "Taken down and replaced by “Le guide complet”" in text
    assert "Un chiffre était faux." in text


@pytest.mark.parametrize("who", ["editor", "stranger"])
def test_others_are_refused_in_a_sentence(request, at_work, guide, who):
    text = take_down(at_work(request.getfixturevalue(who)), guide, ERROR).text
    sentences = (
        "Only moderators of the institution or of the portal",
        "you do not have permission to access this area",
    )
    assert any(sentence in text for sentence in sentences)
    assert Page.objects.get(pk=guide.pk).live


def test_a_foreign_draft_does_not_exist(at_work, stranger, face):
    draft = pages.add_item(face, "Brouillon", live=False)
    answer = at_work(stranger).get(reverse("wagtailadmin_pages:unpublish", args=[draft.pk]))
    assert answer.status_code in {302, 404}
    assert "Brouillon" not in answer.text


def test_suspended_moderators_take_nothing_down(at_work, moderator, guide, agency):
    institution_suspend(institution=agency, by=None)
    take_down(at_work(moderator), guide, ERROR)
    assert Page.objects.get(pk=guide.pk).live


def test_home_pages_and_drafts_are_refused_in_a_sentence(admin, portal, face):
    assert "A home page cannot be taken down." in take_down(admin, portal.homes["fr"], ERROR).text
    draft = pages.add_item(face, "Brouillon", live=False)
    assert "nothing to take down" in take_down(admin, draft, ERROR).text


@pytest.mark.parametrize(
    ("reason", "fields", "sentence"),
    [
        (ERROR, {"text": ""}, "Say in a sentence why"),
        (WITHDRAWN, {"text": ""}, "Say in a sentence why"),
        (CONSOLIDATED, {}, "Choose the published page that replaces it."),
        ("other", {}, "Select a valid choice"),
    ],
)
def test_the_form_says_what_is_missing(at_work, moderator, guide, reason, fields, sentence):
    assert sentence in take_down(at_work(moderator), guide, reason, **fields).text
    assert Page.objects.get(pk=guide.pk).live


def test_a_page_does_not_replace_itself_nor_one_that_goes_with_it(at_work, moderator, guide, face):
    client = at_work(moderator)
    assert "A page cannot replace itself." in take_down(client, guide, CONSOLIDATED, target=guide.pk).text
    below = {"target": guide.pk, "include_descendants": "on"}
    assert "would be taken down too" in take_down(client, face, CONSOLIDATED, **below).text
    arabic = published(pages.translate(guide, "ar", live=False))
    with_it = {"target": arabic.pk, "include_translations": "on"}
    assert "would be taken down too" in take_down(client, guide, CONSOLIDATED, **with_it).text
    draft = pages.add_item(face, "Brouillon", live=False)
    assert "Select a valid choice" in take_down(client, guide, CONSOLIDATED, target=draft.pk).text
    assert not Unpublishing.objects.exists()


def test_pages_below_go_along_when_asked(at_work, client, moderator, face, guide, target):
    take_down(at_work(moderator), face, ERROR)
    assert Page.objects.get(pk=guide.pk).live
    published(face)
    text = take_down(at_work(moderator), face, ERROR, include_descendants="on").text
    assert "3 pages are taken down." in text
    client.logout()
    assert [client.get(page.url).status_code for page in (face, guide, target)] == [410] * 3


def test_too_many_at_once_are_refused(at_work, moderator, face, guide, monkeypatch):
    monkeypatch.setattr("institutions.record.unpublish_views.MOST_AT_ONCE", 1)
    assert "more than 1 pages at once" in take_down(at_work(moderator), face, ERROR, include_descendants="on").text
    assert Page.objects.get(pk=guide.pk).live


def test_only_content_is_withdrawn(admin, portal):
    page = portal.institutions["en"]
    assert "Withdrawn" not in admin.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).text


def test_many_at_once(at_work, client, moderator, guide, target, other):
    foreign = published(InstitutionPage.objects.get(entity=other, face_language="fr"))
    draft = pages.add_item(foreign, "Brouillon secret", live=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    query = "?" + "&".join(f"id={page.pk}" for page in (guide, target, foreign, draft)) + "&next=/admin/pages/"
    signed_in = at_work(moderator)
    text = signed_in.get(address + query).text
    assert "What readers are told" in text
    assert "Brouillon secret" not in text
    assert "Say in a sentence why" in signed_in.post(address + query, {"reason": ERROR, "text": "", "target": ""}).text
    signed_in.post(address + query, {"reason": ERROR, "text": "Faux.", "target": ""})
    assert set(Unpublishing.objects.values_list("page", flat=True)) == {guide.pk, target.pk}
    assert Page.objects.get(pk=foreign.pk).live
    client.logout()
    assert client.get(target.url).status_code == 410


def test_many_at_once_with_nothing_of_theirs(at_work, stranger, guide):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    signed_in = at_work(stranger)
    answer = signed_in.post(f"{address}?id={guide.pk}", {"reason": ERROR, "text": "Faux.", "target": ""})
    assert answer.status_code == 302
    assert Page.objects.get(pk=guide.pk).live
    assert signed_in.get(f"{address}?id=x").status_code == 302


def test_routes_of_a_page_that_was_replaced_lead_to_it_too(at_work, client, moderator, face, target, other):
    foreign = published(InstitutionPage.objects.get(entity=other, face_language="fr"))
    take_down(at_work(moderator), face, CONSOLIDATED, target=foreign.pk)
    client.logout()
    assert client.get(f"{face.url}nothing/").status_code == 404
    assert client.get(face.url).headers["Location"] == foreign.url
    assert client.get(target.url).status_code == 200


def test_what_is_not_found_stays_so(client, guide):
    for address in ("/fr/nothing/", "/nothing/", f"{guide.url}x/", "/fr/\0/"):
        assert client.get(address).status_code == 404
    assert client.post("/fr/nothing/").status_code in {403, 404, 405}


def test_the_api_of_the_admin_takes_nothing_down(at_work, moderator, guide):
    address = reverse("wagtailadmin_api:pages:action", args=[guide.pk, "unpublish"])
    assert at_work(moderator).post(address, {"recursive": True}, content_type="application/json").status_code == 404
    assert Page.objects.get(pk=guide.pk).live


def test_the_menu_offers_it_to_those_who_may(at_work, moderator, editor, guide):
    address = reverse("wagtailadmin_pages:unpublish", args=[guide.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    assert address in at_work(moderator).get(edit).text
    assert address not in at_work(editor).get(edit).text


def test_taking_down_empties_the_page_cache(at_work, moderator, guide, monkeypatch, django_capture_on_commit_callbacks):
    calls = []
    monkeypatch.setattr("core.cache.registry._forget", lambda: calls.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        take_down(at_work(moderator), guide, WITHDRAWN)
    assert calls
