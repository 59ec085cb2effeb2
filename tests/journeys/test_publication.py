"""From an editor's first word to readers, and off again: two languages, a return, two approvals, a set time, a redirect."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

from tests.journeys import admin_settings
from tests.journeys import portal as portals
from tests.journeys.conftest import assert_whole
from tests.journeys.http import FRESH, fetch
from tests.journeys.test_editor import act, signed_in
from tests.journeys.visits import Visits

pytestmark = pytest.mark.journey

EDITOR, FIRST, SECOND = (f"{name}@portal.example" for name in ("agency-editor", "agency-moderator", "moderator"))
TITLE, TITLE_AR = "Forum des signalements 2026", "منتدى التبليغات 2026"
SUMMARY, SUMMARY_AR = "Le programme et les inscriptions.", "البرنامج والتسجيل."
REASON = "Ajoutez le lieu."
PREPARE = f"""
from core.models.user import User
from institutions.models import InstitutionPage
from tests.journeys.test_editor import PASSWORD
for person in User.objects.filter(email__in={(EDITOR, FIRST, SECOND)!r}):
    person.set_password(PASSWORD)
    person.is_active = True
    person.save()
page = InstitutionPage.objects.get(entity__code="inpplc", face_language="fr")
print(page.pk, page.get_children().live().order_by("path").first().pk)
"""
TIME_ZONE = ZoneInfo("Africa/Casablanca")


@pytest.fixture(scope="module")
def desk(request, tmp_path_factory):
    """A portal with its admin, of this module's own: what is written here is in nobody's way."""
    source = portals.loaded(Path(request.config.cache.mkdir("portal")))
    with portals.served(source, tmp_path_factory.mktemp("desk"), admin_settings.__name__) as portal:
        yield portal


@pytest.fixture
def visits(desk, chromium):
    opened = Visits(desk, chromium, "publication")
    yield opened
    opened.close()
    assert opened.problems == []


def said(page):
    return " ".join(page.locator(".messages").inner_text().split())


def printed(desk, code):
    done = desk.manage("shell", "-v", "0", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def go(page, desk, path):
    page.goto(f"{desk.address}{path}", wait_until="networkidle")


def write(page, desk, parent):
    """The French page, filed under the first theme; its key."""
    go(page, desk, f"/admin/pages/add/institutions/itempage/{parent}/")
    page.locator("#page-edit-form [name=title]").fill(TITLE)
    page.locator("#page-edit-form [name=summary]").fill(SUMMARY)
    page.get_by_role("tab", name="Informations").click()
    page.locator("[name=dated_on]").fill("2026-12-15")
    page.get_by_role("tab", name="Classement").click()
    page.locator("[name=topics]").select_option(index=0)
    with page.expect_navigation():
        page.locator("footer .action-save").first.press("Enter")
    assert TITLE in said(page)
    return page.url.split("/pages/")[1].split("/")[0]


def translate(page, desk, key):
    """Its translation into Arabic, sent for approval; its key."""
    go(page, desk, f"/admin/localize/submit/page/{key}/")
    page.locator("label", has=page.locator("[name=locales]")).filter(has_text="العربي").locator("input").check(
        force=True
    )
    with page.expect_navigation():
        page.locator("main form[method=post] [type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    for words in (TITLE_AR, SUMMARY_AR):
        page.get_by_role("button", name="Traduire", exact=True).first.click()
        page.locator("main textarea").last.fill(words)
        page.get_by_role("button", name="Enregistrer", exact=True).first.click()
        page.get_by_text(words, exact=True).first.wait_for()
    translation = page.url.split("/pages/")[1].split("/")[0]
    go(page, desk, f"/admin/pages/{translation}/send-translation/")
    with page.expect_navigation():
        page.locator("[name=send]").click()
    assert "soumis" in said(page)
    return translation


def set_time(page, at):
    """Has the page published at this minute, in the portal's time zone."""
    page.locator("[data-side-panel-toggle=status]").first.click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    page.locator("[name=go_live_at]").fill(f"{at.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}")
    with page.expect_navigation():
        page.locator("#schedule-publishing-dialog .action-save").press("Enter")


def decide(page, desk, key, action, reason=""):
    go(page, desk, f"/admin/pages/{key}/edit/")
    if not reason:
        return act(page, f"[data-workflow-action-name={action}]")
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator(f"footer [data-workflow-action-name={action}]").click()
    page.locator(".modal form textarea").fill(reason)
    with page.expect_navigation():
        page.locator(".modal form [type=submit]").click()
    return None


def work_until(desk, holds):
    """Has the worker work until this holds, as it does all day: it looks for pages to publish once a minute."""
    for _time in range(12):
        done = desk.manage("run_worker", "--once")
        assert done.returncode == 0, done.stderr
        if holds():
            return
        time.sleep(8)
    raise AssertionError("The worker did not do it.")


@pytest.mark.first
def test_a_page_is_written_translated_returned_corrected_approved_published_and_replaced(desk, visits):
    parent, successor = printed(desk, PREPARE)
    editor = signed_in(visits, EDITOR)
    key = write(editor, desk, parent)
    translation = translate(editor, desk, key)

    go(editor, desk, f"/admin/pages/{key}/edit/")
    act(editor, "[name=action-submit]")
    first = signed_in(visits, FIRST)
    decide(first, desk, key, "reject", REASON)
    go(editor, desk, f"/admin/pages/{key}/edit/")
    assert editor.get_by_text(REASON, exact=True).is_visible()
    visits.shoot(editor, "returned")

    editor.locator("#page-edit-form [name=summary]").fill(SUMMARY + " À Rabat.")
    at = datetime.now(TIME_ZONE).replace(second=0, microsecond=0) + timedelta(minutes=2)
    set_time(editor, at)
    go(editor, desk, f"/admin/pages/{key}/edit/")
    act(editor, "[name=action-submit]")
    second = signed_in(visits, SECOND)
    for moderator in (first, second):
        for one in (key, translation):
            decide(moderator, desk, one, "approve")

    where = "from wagtail.models import Page; print(*(Page.objects.get(pk=key).url for key in ({key}, {other})))"
    french, arabic = printed(desk, where.format(key=key, other=translation))
    assert fetch(desk, arabic, **FRESH).status == 200
    if datetime.now(TIME_ZONE) < at:
        assert desk.manage("run_worker", "--once").returncode == 0
        assert fetch(desk, french, **FRESH).status == 404, "it is public before its time"
    time.sleep(max(0.0, (at - datetime.now(TIME_ZONE)).total_seconds()) + 1)
    work_until(desk, lambda: fetch(desk, french, **FRESH).status == 200)
    assert SUMMARY in fetch(desk, french, **FRESH).text
    assert TITLE_AR in fetch(desk, arabic, **FRESH).text

    theme = (
        f"from core.models import ContentPage; p = ContentPage.objects.get(pk={key}); t = p.topics.first(); print(t.pk)"
    )
    topic = printed(desk, theme)[0]
    find = f"from themes.models import ThemePage; print(ThemePage.objects.get(entity={topic}, face_language='fr').url)"
    assert TITLE in fetch(desk, f"{printed(desk, find)[0]}?sort=newest", **FRESH).text
    search = "/fr/search/?" + urlencode({"q": "forum signalements"})
    work_until(desk, lambda: f'href="{french}"' in fetch(desk, search, **FRESH).text)

    go(first, desk, f"/admin/pages/{key}/unpublish/")
    first.locator("[name=reason][value=consolidated]").check(force=True)
    first.locator("[name=target]").evaluate("(field, value) => { field.value = value }", successor)
    visits.shoot(first, "take-down")
    with first.expect_navigation():
        first.locator("main form[method=post] [type=submit]").last.click()
    answer = fetch(desk, french, **FRESH)
    assert answer.status == 301
    target = printed(desk, f"from wagtail.models import Page; print(Page.objects.get(pk={successor}).url)")[0]
    assert answer.headers["location"].endswith(target)
    assert_whole(desk)
