"""Visits of pages in a real browser: what they asked for, what they weighed, what went wrong."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.portal import ROOT, Portal

SCREENSHOTS = ROOT / "var" / "test-artefacts" / "screenshots"
HEIGHT = 900
WAIT_MILLISECONDS = 60_000  # a machine that runs other tests may be slow; nothing here measures time

# Elements that stick out of the window; sheets, what is hidden for the eye and what scrolls by itself may.
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)
    && !e.closest(".sr, .skip, .zellige, .sheet, [tabindex='0']");
}).map(e => e.outerHTML.slice(0, 100))"""

# Text that its own box cuts off, lines of text that lie on each other, and arrows that point against the reading.
MISPLACED = """() => {
  const unseen = ".sr, .skip, .zellige, script, style, template, noscript, svg, [hidden], option";
  const short = (one) => one.outerHTML.slice(0, 100);
  // Kept for screen readers alone.
  const isSpoken = (one) => one !== document.body && (getComputedStyle(one).clipPath === "inset(50%)" || isSpoken(one.parentElement));
  const found = [], lines = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest(unseen) || isSpoken(holder) || !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(holder);
    if (/hidden|clip/.test(style.overflowX + style.overflowY)
        && (holder.scrollWidth > holder.clientWidth + 1 || holder.scrollHeight > holder.clientHeight + 1)
        && holder.clientWidth) found.push("cut off: " + short(holder));
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 2 && box.height > 2) lines.push([box, node]);
  }
  lines.sort((a, b) => a[0].top - b[0].top);
  lines.forEach(([box, node], at) => {
    for (let next = at + 1; next < lines.length && lines[next][0].top < box.bottom; next++) {
      const [other, text] = lines[next];
      const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const high = Math.min(box.bottom, other.bottom) - other.top;
      // Boxes of lines are taller than their letters: only a real overlap is more than half of one.
      if (text !== node && wide > 3 && high > Math.min(box.height, other.height) / 2)
        found.push(`overlap: "${node.data.trim().slice(0, 40)}" and "${text.data.trim().slice(0, 40)}"`);
    }
  });
  const turned = document.dir === "rtl" ? "matrix(-1, 0, 0, 1, 0, 0)" : "none";
  for (const icon of document.querySelectorAll(".icon-turn"))
    if (icon.checkVisibility() && getComputedStyle(icon).transform !== turned) found.push("points the wrong way: " + short(icon));
  return found;
}"""


# A colour on its way from one scheme to the other has no contrast to speak of.
SETTLED = """() => Promise.all(document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime < Infinity)
  .map(one => one.finished.catch(() => null))).then(() => true)"""


class Visits:
    """The pages that one test opens. `problems` says, in words, what no page may do."""

    def __init__(self, portal: Portal, browser: Browser, name: str) -> None:
        self.portal = portal
        self.browser = browser
        self.name = re.sub(r"[^\w.-]+", "-", name.removeprefix("test_page_holds_what_every_page_must")).strip("-")
        self.problems: list[str] = []
        self.contexts: list = []
        self.names: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def open(self, path: str, width: int = 1280, *, status: int = 200, **options) -> Page:
        """Open a path, or full address, as a first visit: nothing is in the browser's cache."""
        context = self.browser.new_context(viewport={"width": width, "height": HEIGHT}, **options)
        context.set_default_timeout(WAIT_MILLISECONDS)
        self.contexts.append(context)
        page = context.new_page()
        self._watch(page, expected=status)
        self._weigh(context, page)
        answer = page.goto(self.portal.address + path.removeprefix(self.portal.address), wait_until="networkidle")
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}"
        return page

    @property
    def weight(self) -> int:
        """Bytes transferred since the last `open`: headers, style sheets, scripts and fonts included."""
        return sum(self.sizes.values())

    @property
    def answers(self) -> list[str]:
        """Each answer since the last `open` with its size, the heaviest first."""
        heaviest = sorted(self.sizes.items(), key=lambda pair: -pair[1])
        return [f"{size} {self.names.get(key, '?').removeprefix(self.portal.address)}" for key, size in heaviest]

    def _weigh(self, context, page: Page) -> None:
        names: dict[str, str] = {}
        sizes: dict[str, int] = {}
        wire = context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", lambda event: names.update({event["requestId"]: event["request"]["url"]}))
        wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}))
        wire.send("Network.enable")
        self.names, self.sizes = names, sizes

    def shoot(self, page: Page, what: str = "", *, full: bool = False) -> Path:
        """Keep a picture of the page as it is now."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{self.name}{'-' + what if what else ''}.png"
        # Hiding the caret would leave style attributes behind, which the pages' own policy forbids.
        page.screenshot(path=path, full_page=full, caret="initial")
        return path

    def close(self) -> None:
        """Close every page."""
        for context in self.contexts:
            context.close()

    def _watch(self, page: Page, expected: int) -> None:
        def note_console(message) -> None:
            # Chromium also writes a line for the answer of the page itself, when a visit is to an error page.
            if message.type == "error" and not (expected >= 400 and f"status of {expected}" in message.text):
                self.problems.append(f"console: {message.text}")

        def note_answer(answer) -> None:
            if answer.status >= 400 and not (answer.status == expected and answer.request.is_navigation_request()):
                self.problems.append(f"{answer.status}: {answer.url}")

        def note_request(request) -> None:
            if not request.url.startswith((self.portal.address, "data:")):
                self.problems.append(f"third party: {request.url}")

        page.on("console", note_console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("response", note_answer)
        page.on("request", note_request)


def misplaced(page: Page) -> list[str]:
    """What is wider than the window, cut off, drawn over other text or mirrored wrongly; empty when nothing is."""
    sideways = page.evaluate("() => document.documentElement.scrollWidth - innerWidth") > 0
    found = ["the page scrolls sideways"] if sideways else []
    return [*found, *page.evaluate(OUTSIDE), *page.evaluate(MISPLACED)]


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds once nothing moves: the rule and the elements."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(SETTLED)
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]
