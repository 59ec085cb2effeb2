"""The largest real text, a code of 1,291 articles in Arabic, is read part by part, each light enough for a slow network."""

import gzip
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys import portal as portals
from tests.journeys.documents import read
from tests.journeys.http import fetch
from tests.journeys.test_every_page import LARGEST
from tests.journeys.visits import Visits, violations

#: Every page of `make test` includes a text in parts of our own; this is the proof on the real one.
pytestmark = [pytest.mark.journey, pytest.mark.shared, pytest.mark.long]

TEXTS = portals.ROOT.parent / "shared" / "data" / "legal_ma" / "all_3946.jsonl.gz"
ARTICLES = 1291
ADDRESS = "from core.models import ImportedItem; print(ImportedItem.objects.get().page.get_url())"


@dataclass(frozen=True)
class LargestText:
    """A portal that has the text, and the addresses of the text and of its parts."""

    portal: portals.Portal
    address: str
    parts: list[str]

    @property
    def heaviest(self) -> str:
        """The address of the part of which most bytes are sent."""
        return max(self.parts, key=lambda part: len(fetch(self.portal, part, **{"Accept-Encoding": "gzip"}).body))


def largest_text_of_the_source():
    with gzip.open(TEXTS, "rb") as lines:
        return next(line for line in lines if len(json.loads(line)["provisions"]) == ARTICLES)


@pytest.fixture(scope="module")
def text(request, tmp_path_factory):
    """The text, imported into a served portal of this module's own."""
    folder = tmp_path_factory.mktemp("largest-text")
    source, rows = folder / "source", folder / "text.jsonl"
    shutil.copytree(portals.loaded(Path(request.config.cache.mkdir("portal"))), source)
    rows.write_bytes(largest_text_of_the_source())
    with portals.served(source, folder / "served") as portal:
        approval = ("--institution", "sgg", "--publish", "--approved-by", "moderator@portal.example")
        done = portal.manage("import_resources", str(rows), *approval)
        assert done.returncode == 0, done.stderr
        address = portal.manage("shell", "-v", "0", "-c", ADDRESS).stdout.strip()
        links = read(fetch(portal, address).text).links
        others = dict.fromkeys(link.partition("#")[0] for link in links if link.startswith(f"{address}part/"))
        yield LargestText(portal, address, [address, *others])


@pytest.fixture
def visits(text, chromium, request):
    """As everywhere: no page may have an error or ask a third party."""
    opened = Visits(text.portal, chromium, request.node.name)
    yield opened
    opened.close()
    assert opened.problems == []


def open_part(visits, address):
    """The page of a part, read from right to left and light enough."""
    page = visits.open(address, 360)
    page.evaluate("() => document.fonts.ready")
    assert visits.weight <= LARGEST, visits.answers
    assert page.locator("html").get_attribute("dir") == "rtl"
    return page


def articles(page):
    return page.locator(".article").evaluate_all("all => all.map(one => one.id)")


def test_first_and_heaviest_part_are_light_and_lead_to_an_article(visits, text):
    open_part(visits, text.address)
    page = open_part(visits, text.heaviest)
    assert violations(page) == []
    anchor = articles(page)[-1]
    link = page.locator(f'.article-tools a[href="{text.address}article/{anchor}/"]')
    with page.expect_navigation():
        link.first.click()
    assert page.locator(f"[id='{anchor}']").is_visible()
    assert articles(open_part(visits, f"{text.address}article/{anchor}/")) == [anchor]


def test_every_part_is_light_and_together_they_hold_every_article(visits, text):
    found, weights = [], []
    for address in text.parts:
        found += articles(open_part(visits, address))
        weights.append(visits.weight)
    assert len(found) == len(set(found)) == ARTICLES
    print(f"\n{len(weights)} parts of {ARTICLES} articles: {min(weights):,} to {max(weights):,} bytes each")


@pytest.mark.parametrize("command", ["check_published", "check_content", "check_files"])
def test_it_is_published_and_filed_as_everything_else(text, command):
    done = text.portal.manage(command)
    assert done.returncode == 0, done.stdout + done.stderr
