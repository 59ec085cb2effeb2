"""Makes the pictures and originals of demo/files from the words of demo/; run by hand when those change.

`python -m tools.demo_files` (needs Chromium). The checklists (.csv) are written by hand.
"""

import html
import sys
import tempfile
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from playwright.sync_api import Page, sync_playwright

from tools.console import ROOT
from tools.needs import CHROMIUM, chromium

DEMO, TOKENS = ROOT / "demo", (ROOT / "static" / "css" / "tokens.css").as_uri()
LANGUAGES = ("ar", "fr", "en")
ORIGINALS = ("charter-of-publication", "moderation-rules")
STYLE = """
body { margin: 0; font: 11pt/1.6 "Noto Sans", "Noto Sans Arabic", sans-serif; color: #1c1b17; background: #fff }
h1 { font-size: 19pt; line-height: 1.3; margin: 0 0 4mm } h2 { font-size: 14pt; margin: 8mm 0 2mm; break-after: avoid }
h3 { font-size: 11.5pt; margin: 5mm 0 1mm; break-after: avoid } p, ul { margin: 0 0 2.5mm }
.reference { color: #55534b; border-block-end: 1pt solid #b9b4a4; padding-block-end: 4mm }
main { width: 760px; padding: 24px 20px; box-sizing: border-box }
main ol { margin: 0; padding: 0; list-style: none }
main li { position: relative; margin-inline-start: 14px; padding: 0 36px 30px; border-inline-start: 8px solid #1f6f54;
  font-size: 30px; line-height: 1.4 }
main li::before { content: ""; position: absolute; inset-block-start: 6px; inset-inline-start: -22px; width: 36px;
  height: 36px; border-radius: 50%; background: #fff; border: 8px solid #1f6f54; box-sizing: border-box }
main li:last-child { padding-block-end: 0 } main li:last-child, main li:last-child::before { border-color: #b5562f }
main b { display: block; font-size: 38px; line-height: 1.25 }
"""
#: When, and what then. The facts are those of demo/items/administrative-decision-sixty-days.
STEPS = {
    "fr": (
        ("Jour 0", "Vous déposez le dossier et recevez un reçu."),
        ("30 jours", "pour ajouter une pièce qui manquait."),
        ("60 jours", "au plus, dès que le dossier est complet : réponse motivée."),
        ("Silence ?", "Accord pour les actes de la liste ; recours pour les autres."),
    ),
    "en": (
        ("Day 0", "You hand in the file and get a receipt."),
        ("30 days", "to add a paper that was missing."),
        ("60 days", "at most, once the file is complete: an answer with reasons."),
        ("Silence?", "Consent for the acts on the list; an appeal for the others."),
    ),
    "ar": (
        ("اليوم 0", "تودعون الملف وتتسلمون وصلا."),
        ("30 يوما", "لإضافة وثيقة ناقصة."),
        ("60 يوما", "على الأكثر من تاريخ اكتمال الملف: جواب معلل."),
        ("سكوت؟", "موافقة في القرارات الواردة في اللائحة، وطعن في غيرها."),
    ),
}


def main() -> int:
    """Write the files; 0, or 1 when Chromium is missing."""
    if not CHROMIUM.is_present():
        print(CHROMIUM.sentence())
        return 1
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(viewport={"width": 760, "height": 600})
        for language in LANGUAGES:
            for code in ORIGINALS:
                show(page, Path(folder), language, _original(code, language))
                page.pdf(
                    path=DEMO / "files" / f"{code}.{language}.pdf",
                    format="A4",
                    margin={"top": "22mm", "right": "22mm", "bottom": "22mm", "left": "22mm"},
                    tagged=True,
                )
            steps = "".join(f"<li><b>{when}</b>{html.escape(what)}</li>" for when, what in STEPS[language])
            show(page, Path(folder), language, f"<main><ol>{steps}</ol></main>")
            page.locator("main").screenshot(path=DEMO / "files" / f"administrative-decision-sixty-days.{language}.png")
        browser.close()
    return 0


def show(page: Page, folder: Path, language: str, body: str, style: str = STYLE) -> None:
    """Open the HTML in the page, in the portal's fonts and colours, and wait for its fonts."""
    direction = "rtl" if language == "ar" else "ltr"
    title = body.partition("<h1>")[2].partition("</h1>")[0]
    head = f'<meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="{TOKENS}"><style>{style}</style>'
    file = folder / "page.html"
    file.write_text(f'<!doctype html><html lang="{language}" dir="{direction}"><head>{head}</head><body>{body}</body>')
    page.goto(file.as_uri())
    page.evaluate("() => document.fonts.ready")


def _original(code: str, language: str) -> str:
    """The text as its authority would sign it: title, number and date, articles."""
    _, head, text = (DEMO / "texts" / f"{code}.{language}.md").read_text(encoding="utf-8").split("---\n", 2)
    source = (DEMO / "texts" / f"{code}.fr.md").read_text(encoding="utf-8").split("---\n", 2)[1]
    facts, words = yaml.safe_load(source), yaml.safe_load(head)
    reference = f"<bdi>{facts['number']}</bdi> · <bdi>{facts['dated_on'].isoformat()}</bdi>"
    heading = f'<h1>{html.escape(words["title"])}</h1><p class="reference">{reference}</p>'
    return heading + MarkdownIt("commonmark", {"html": False}).render(text)


if __name__ == "__main__":
    sys.exit(main())
