"""Sending a remark: what is kept, what is refused, and that what was typed is never lost."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, PageViewRestriction, ReferenceIndex
from wagtail.models.audit_log import ModelLogEntry

from feedback import services
from feedback.models import LONGEST_TEXT, PageRemark, today
from tests.factories import pages

pytestmark = pytest.mark.django_db
NEW = "/fr/page-remarks/new/"
ERROR = {"kind": "error", "text": "Le délai est de trente jours."}


@pytest.fixture
def page(sides):
    return sides["a"].item


def send(page, client=None, **changes):
    return (client or Client()).post(f"{NEW}?page={page.pk}", ERROR | changes)


def test_a_remark_is_kept_with_its_page_and_day(page):
    answer = send(page)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/fr/page-remarks/sent/?page={page.pk}"
    remark = PageRemark.objects.get()
    assert (remark.page_id, remark.address, remark.page_title) == (page.pk, page.get_url(), "Guide A")
    assert (remark.language, remark.institution.code, remark.kind) == ("fr", "agency-a", "error")
    assert (remark.text, remark.sent_on, remark.state) == (ERROR["text"], today(), "new")


def test_nothing_tells_who_sent_it_or_at_what_time(page):
    client = Client(HTTP_USER_AGENT="Secret browser", REMOTE_ADDR="192.0.2.7")
    client.get("/fr/")
    send(page, client)
    row = PageRemark.objects.values().get()
    assert set(row) == {
        "id", "page_id", "address", "page_title", "language", "institution_id", "kind", "text", "sent_on",
        "state", "note", "handled_by_id", "handled_on",
    }  # fmt: skip
    assert not any(isinstance(value, datetime.datetime) for value in row.values())
    assert "Secret" not in str(row)
    assert "192.0.2.7" not in str(row)
    assert not ModelLogEntry.objects.filter(content_type__model="pageremark").exists()
    assert not PageLogEntry.objects.filter(page=page.pk, action__contains="remark").exists()
    assert not ReferenceIndex.objects.filter(base_content_type__model="pageremark").exists()


def test_nothing_is_logged(page, caplog):
    with caplog.at_level(0):
        send(page)
    assert "trente jours" not in caplog.text
    assert page.get_url() not in caplog.text


@pytest.mark.parametrize("kind", ["useful", "not_useful"])
def test_a_vote_needs_no_words(page, kind):
    assert send(page, kind=kind, text="").status_code == 302
    assert PageRemark.objects.get().kind == kind


def test_an_error_needs_words(page):
    answer = send(page, text="   ")
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text
    assert 'role="alert"' in answer.text
    assert not PageRemark.objects.exists()


def test_the_database_refuses_an_error_without_words(page):
    with pytest.raises(IntegrityError), transaction.atomic():
        PageRemark.objects.create(page=page, address="/fr/", page_title="x", language="fr", kind="error")


@pytest.mark.parametrize("kind", ["", "praise", "ERROR"])
def test_an_unknown_kind_is_refused(page, kind):
    assert send(page, kind=kind).status_code == 200
    assert not PageRemark.objects.exists()


def test_a_text_that_is_too_long_comes_back_whole(page):
    text = "é" * (LONGEST_TEXT + 1)
    answer = send(page, text=text)
    assert answer.status_code == 200
    assert text in answer.text
    assert not PageRemark.objects.exists()
    assert send(page, text=text[:-1]).status_code == 302


def test_an_end_of_line_counts_once(page):
    text = "\r\n".join(["ligne"] * 300)  # 1,799 characters, 2,098 as a browser sends them
    text += "x" * (LONGEST_TEXT - len(text.replace("\r\n", "\n")))
    assert send(page, text=text).status_code == 302
    assert len(PageRemark.objects.get().text) == LONGEST_TEXT


def test_a_null_character_is_refused(page):
    assert send(page, text="a\0b").status_code == 200
    assert not PageRemark.objects.exists()


def test_the_field_for_programs_refuses_and_keeps_the_words(page):
    answer = send(page, subject_line="http://spam.example")
    assert answer.status_code == 200
    assert ERROR["text"] in answer.text
    assert "spam.example" not in answer.text
    assert not PageRemark.objects.exists()


def test_a_page_takes_so_many_remarks_of_a_kind_a_day(page, sides, monkeypatch):
    monkeypatch.setattr(services, "MOST_A_DAY", 2)
    assert [send(page, kind="useful", text="").status_code for _ in range(3)] == [302, 302, 429]
    assert send(page).status_code == 302, "votes keep no error from being reported"
    assert send(page).status_code == 302
    refused = send(page)
    assert refused.status_code == 429
    assert ERROR["text"] in refused.text
    assert send(sides["b"].item).status_code == 302
    PageRemark.objects.update(sent_on=today() - datetime.timedelta(days=1))
    assert send(page).status_code == 302


def test_what_is_not_public_takes_no_remark(page, sides):
    hidden = pages.add_item(sides["a"].page, "Brouillon", live=False)
    closed = pages.add_item(sides["a"].page, "Fermé")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    for one in (hidden, closed):
        answer = Client().get(f"{NEW}?page={one.pk}")
        assert answer.status_code == 404
        assert one.title not in answer.text
        assert send(one).status_code == 404
    assert not PageRemark.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "", "page=", "page=0", "page=999999", "page=1", "page=-1", "page=٣", "page=" + "9" * 30, "page=1e3", "page=%00",
        "at=", "at=/", "at=/fr/", "at=/fr/no-such-page/", "at=https://evil.example/", "at=//evil.example/fr/", "at=/admin/",
        "at=/fr/page-remarks/new/", "at=/fr/search/%00", "at=/fr/search/%E2%80%AE", "at=/de/search/", "at=/fr/search",
        "at=/fr/_util/login/", "at=javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_unknown_page_or_address_is_said_in_a_sentence(sides, query):
    for answer in (Client().get(f"{NEW}?{query}"), Client().post(f"{NEW}?{query}", ERROR)):
        assert answer.status_code == 404
        assert answer.text.count("<h1>") == 1
        assert "csrftoken" not in answer.cookies
        assert "page-remarks/new/?" not in answer.text.partition("<main")[2]
    assert not PageRemark.objects.exists()


def test_an_address_without_a_page_takes_remarks(sides):
    answer = Client().get(f"{NEW}?at=/fr/search/&about=useful")
    assert 'href="/fr/search/"' in answer.text
    assert Client().post(f"{NEW}?at=/fr/search/", ERROR).status_code == 302
    remark = PageRemark.objects.get()
    assert (remark.page, remark.institution, remark.address, remark.language) == (None, None, "/fr/search/", "fr")


def test_a_part_of_a_page_is_kept_as_the_address_and_no_other_can_be(page, sides):
    part = f"{page.get_url()}article/2/"
    assert Client().post(f"{NEW}?page={page.pk}&at={part}", ERROR).status_code == 302
    assert PageRemark.objects.get().address == part
    for wrong in ("https://evil.example/", sides["b"].item.get_url(), "//evil.example/"):
        assert wrong not in Client().get(f"{NEW}?page={page.pk}&at={wrong}").text
    assert Client().get(f"{NEW}?page={page.pk}&at=%E2%80%AE").status_code == 404


def test_a_very_long_address_is_cut_to_what_the_column_takes(page):
    assert Client().post(f"{NEW}?page={page.pk}&at={page.get_url()}{'x' * 600}/", ERROR).status_code == 302
    assert len(PageRemark.objects.get().address) == 500


@pytest.mark.parametrize("about", ["error", "useful", "not_useful"])
def test_the_form_opens_on_what_was_chosen(page, about):
    text = Client().get(f"{NEW}?page={page.pk}&about={about}").text
    chosen = [line for line in text.split("<input") if "checked" in line]
    assert len(chosen) == 1
    assert f'value="{about}"' in chosen[0]


def test_the_form_in_another_language_is_about_the_same_page(page):
    text = Client().get(f"{NEW}?page={page.pk}&about=useful").text
    assert f'href="/ar/page-remarks/new/?page={page.pk}&amp;about=useful"' in text
    other = Client().get(f"/ar/page-remarks/new/?page={page.pk}").text
    assert '<p lang="fr" dir="ltr"><a class="link"' in other
    assert Client().post(f"/ar/page-remarks/new/?page={page.pk}", ERROR).status_code == 302
    assert PageRemark.objects.get().language == "fr"


def test_the_thanks_lead_back(page):
    answer = Client().get(f"/fr/page-remarks/sent/?page={page.pk}")
    assert answer.status_code == 200
    assert f'href="{page.get_url()}"' in answer.text
    assert Client().get("/fr/page-remarks/sent/").status_code == 200
    assert Client().post("/fr/page-remarks/sent/").status_code == 405


def test_a_form_from_elsewhere_is_refused(page):
    strict = Client(enforce_csrf_checks=True)
    assert send(page, strict).status_code == 403
    form = strict.get(f"{NEW}?page={page.pk}")
    token = form.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert send(page, strict, csrfmiddlewaretoken=token).status_code == 302


def test_no_search_engine_keeps_the_form(page):
    for name in ("add", "sent"):
        answer = Client().get(f"{reverse(f'feedback:page-remark-{name}')}?page={page.pk}")
        assert '<meta name="robots" content="noindex">' in answer.text


def test_a_remark_outlives_its_page(page):
    send(page)
    page.delete()
    remark = PageRemark.objects.get()
    assert (remark.page, remark.page_title) == (None, "Guide A")
