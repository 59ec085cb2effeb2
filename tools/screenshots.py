"""`make screenshots`: photographs the demonstration for the README, in Arabic and French, on a phone and a desk.

`make screenshots ALL=1` photographs every public place whole, for looking through: into var/screenshots.
"""

import contextlib
import itertools
import re
import shutil
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.journeys.portal import Portal, loaded, served  # noqa: E402
from tests.journeys.searching import WORD  # noqa: E402
from tools.needs import CHROMIUM, chromium  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
ALL_TARGET = ROOT / "var" / "screenshots"
LANGUAGES = ("ar", "fr")
LARGEST = 1_600_000  # bytes of all pictures together
WIDTHS = {360: 780, 1280: 860}  # and the height of the window
PLACES = {
    "home": "page:HomePage",
    "theme": "page:ThemePage",
    "institution": "page:InstitutionPage",
    "law": "page:LegalTextPage",
    "guide": "page:HelpGuidePage",
    "platforms": "page:PlatformIndexPage",
    "integrity-system": "page:IntegritySystemPage",
    "rights-sheet": "page:RightsSheetPage",
    "glossary": "route:KnowledgeIndexPage:glossary/",
    "video": "state:kind video",
}
SEARCH = "search"  # results for a word of each language
#: The one width that says most of a page; the others are shown in both.
ONE_WIDTH = {
    "guide": 360,
    "platforms": 360,
    "integrity-system": 1280,
    "rights-sheet": 360,
    "glossary": 360,
    "video": 360,
}
#: What of a page is photographed, where it is not its beginning.
PARTS = {"integrity-system": "#diagram", "video": ".media"}
#: A video shows nothing before it is played: its third second, with its captions.
PLAYED = """() => Promise.all([...document.querySelectorAll("main video")].map(async (video) => {
  video.muted = true;
  await video.play();
  video.pause();
  await new Promise((resolve) => { video.onseeked = resolve; video.currentTime = 3; });
}))"""


def main() -> int:
    """Write docs/screenshots/<place>-<language>-<width>.webp; 0, or 1 when Chromium is missing or they are too large."""
    if not CHROMIUM.is_present():
        print(CHROMIUM.sentence())
        return 1
    source = loaded(ROOT / ".pytest_cache" / "d" / "portal")
    if "--all" in sys.argv:
        with tempfile.TemporaryDirectory() as folder, served(source, Path(folder)) as portal:
            _photograph_all(portal)
        return 0
    with tempfile.TemporaryDirectory() as folder, served(source, Path(folder)) as portal:
        shutil.rmtree(TARGET, ignore_errors=True)
        TARGET.mkdir(parents=True)
        _photograph(portal)
    total = sum(path.stat().st_size for path in TARGET.iterdir())
    print(f"{len(list(TARGET.iterdir()))} pictures, {total / 1000:.0f} kB, in {TARGET.relative_to(ROOT)}")
    if total > LARGEST:
        print(f"That is more than {LARGEST / 1000:.0f} kB: lower the quality in tools/screenshots.py.")
    return int(total > LARGEST)


@contextlib.contextmanager
def _windows(scale: float) -> Iterator[Iterator[tuple[int, Page]]]:
    """A browser's window of each width, with that width."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield (
            (width, browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale))
            for width, height in WIDTHS.items()
        )
        browser.close()


def _photograph(portal: Portal) -> None:
    with _windows(scale=1.5) as windows:
        for width, page in windows:
            for name, language in itertools.product([*PLACES, SEARCH], LANGUAGES):
                if ONE_WIDTH.get(name, width) == width:
                    _open(page, portal.address + _place(portal, name, language), PARTS.get(name))
                    _keep(page, TARGET / f"{name}-{language}-{width}.webp")


def _place(portal: Portal, name: str, language: str) -> str:
    """The address of a place; what is searched is a word of the language."""
    if name == SEARCH:
        return f"/{language}/search/?q={quote(WORD[language])}"
    return portal.catalogue[PLACES[name]][language]


def _photograph_all(portal: Portal) -> None:
    """Every place of the catalogue that is a page of HTML, whole, in each language and width; prints what it skips."""
    shutil.rmtree(ALL_TARGET, ignore_errors=True)
    ALL_TARGET.mkdir(parents=True)
    with _windows(scale=1) as windows:
        for width, page in windows:
            for place, language in itertools.product(portal.catalogue, LANGUAGES):
                address = portal.catalogue[place].get(language)
                if address and _is_html(portal.address + address):
                    _open(page, portal.address + address, None)
                    name = re.sub(r"[^\w]+", "-", place).strip("-")
                    _keep(page, ALL_TARGET / f"{name}-{language}-{width}.webp", whole=True)
                elif width == max(WIDTHS):
                    print(f"not a page in {language}: {place}")
    print(f"{len(list(ALL_TARGET.iterdir()))} pictures in {ALL_TARGET.relative_to(ROOT)}")


def _is_html(url: str) -> bool:
    with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(quote(url, safe=":/?&=%")) as answer:
        is_file = "attachment" in answer.headers.get("Content-Disposition", "")
        return answer.headers.get_content_type() == "text/html" and not is_file
    return False


def _open(page: Page, address: str, part: str | None) -> None:
    page.goto(address, wait_until="networkidle")
    page.evaluate("() => document.fonts.ready")
    if part:
        page.locator(part).evaluate("one => one.scrollIntoView({ behavior: 'instant' })")
        page.evaluate(PLAYED)
        page.wait_for_timeout(1000)  # the browser's own controls fade


def _keep(page: Page, path: Path, *, whole: bool = False) -> None:
    with Image.open(BytesIO(page.screenshot(full_page=whole))) as picture:
        picture.thumbnail((4000, 16000))  # WebP holds no more
        picture.convert("RGB").save(path, "WEBP", quality=70, method=6)


if __name__ == "__main__":
    sys.exit(main())
