"""An editor writes a rights sheet in French, sees it, sends it for approval; two moderators approve it, and it is public."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys import admin_settings
from tests.journeys import portal as portals
from tests.journeys.conftest import assert_whole
from tests.journeys.documents import read
from tests.journeys.http import FRESH, fetch
from tests.journeys.visits import Visits

pytestmark = pytest.mark.journey

PASSWORD = "a password of this test only"
PEOPLE = ("editor@portal.example", "agency-moderator@portal.example", "moderator@portal.example")
#: Lets the three sign in, and says which institution's page the sheet goes below.
PREPARE = f"""
from core.models.user import User
from institutions.models import InstitutionPage
for person in User.objects.filter(email__in={PEOPLE!r}):
    person.set_password({PASSWORD!r})
    person.is_active = True
    person.save()
print(InstitutionPage.objects.filter(locale__language_code="fr").order_by("pk").first().pk)
"""
SHEET = {
    "title": "Carte de stationnement pour résidents",
    "summary": "Qui peut la demander, combien elle coûte et dans quel délai elle est remise.",
    "conditions": "Habiter la commune.\n- Un justificatif de domicile\n- La carte grise",
    "price": "Gratuit.",
    "time": "Quinze jours à compter du dépôt.",
    "duties": "Remettre un récépissé daté.",
    "remedies": "Écrire au président de la commune, puis au Médiateur.",
}


@pytest.fixture(scope="module")
def desk(request, tmp_path_factory):
    """A portal with its admin, of this module's own: what is written here is in nobody's way."""
    source = portals.loaded(Path(request.config.cache.mkdir("portal")))
    with portals.served(source, tmp_path_factory.mktemp("desk"), admin_settings.__name__) as portal:
        yield portal


@pytest.fixture(scope="module")
def parent(desk):
    """The key of a French institution page; the editor and the moderators can sign in."""
    done = desk.manage("shell", "-v", "0", "-c", PREPARE)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


@pytest.fixture
def desk_visits(desk, chromium):
    """The admin in a browser; the test fails when one of its pages had an error or asked a third party."""
    opened = Visits(desk, chromium, "editor")
    yield opened
    opened.close()
    assert opened.problems == []


def signed_in(visits, email):
    page = visits.open("/admin/login/", locale="fr-FR")
    page.locator("[name=username]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main [type=submit]").click()
    assert urlsplit(page.url).path == "/admin/"
    assert page.locator("html").get_attribute("lang") == "fr"
    return page


def act(page, action):
    """Choose an action of the menu beside the button that saves a draft."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    with page.expect_navigation():
        page.locator(f"footer {action}").click()


def where(desk):
    """Key and address of the sheet."""
    found = f"p = Page.objects.get(title={SHEET['title']!r}); print(p.pk, p.url)"
    done = desk.manage("shell", "-v", "0", "-c", f"from wagtail.models import Page; {found}")
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_rights_sheet_goes_from_the_editor_to_the_public(desk, desk_visits, parent):
    page = signed_in(desk_visits, PEOPLE[0])
    page.goto(f"{desk.address}/admin/pages/add/knowledge/rightssheetpage/{parent}/", wait_until="networkidle")
    for name, text in SHEET.items():
        page.locator(f"#page-edit-form [name={name}]").fill(text)

    page.locator("[data-side-panel-toggle=preview]").click()
    preview = page.frame_locator("#w-preview-iframe")
    preview.locator("h1", has_text=SHEET["title"]).wait_for()
    assert preview.locator("html").get_attribute("lang") == "fr"
    assert preview.locator(".prose li").all_text_contents() == ["Un justificatif de domicile", "La carte grise"]
    desk_visits.shoot(page, "preview")

    act(page, "[name=action-submit]")
    assert page.locator(".messages .success").is_visible()
    key, public = where(desk)
    assert fetch(desk, public, **FRESH).status == 404, "it is public before anybody approved it"

    for moderator in PEOPLE[1:]:
        assert fetch(desk, public, **FRESH).status == 404, "it is public before everybody approved it"
        page = signed_in(desk_visits, moderator)
        page.goto(f"{desk.address}/admin/pages/{key}/edit/", wait_until="networkidle")
        act(page, "[data-workflow-action-name=approve]")
        assert page.locator(".messages .success").is_visible()
    sheet = read(fetch(desk, public, **FRESH).text)
    assert (sheet.lang, sheet.headings) == ("fr", [SHEET["title"]])
    shown = desk_visits.open(public, 360)
    assert all(shown.get_by_text(SHEET[name], exact=True).is_visible() for name in ("price", "time", "remedies"))
    assert_whole(desk)
