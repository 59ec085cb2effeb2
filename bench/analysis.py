"""Measures the text analysis on real laws, beside lower-casing and splitting the same texts in the same run.

Usage: `python -m bench.analysis [--data ../shared/data] [--repeat 3]`. Prints millions of tokens a second of one process,
the best of some runs: first with nothing remembered, as when an index is built, then as in a process that has run for a
while. Without the laws a generated text stands in, whose words are more alike than those of laws.
"""

import argparse
import gzip
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

from core.analysis import analyse, analyser, terms, words

LAWS = "legal_ma/all_3946.jsonl.gz"
Measured = Callable[[str, str], list]


def lower_and_split(text: str, language: str) -> list[str]:
    """The reference: what the standard library does in two calls."""
    return text.lower().split()


def laws(data: Path) -> list[tuple[str, str]]:
    """The articles of the laws with their language; a generated text without them."""
    path = data / LAWS
    if not path.exists():
        print(f"{path} is missing: a generated text is measured.")
        return generated()
    with gzip.open(path, "rt") as rows:
        return [(part["content"], row["lang"]) for row in map(json.loads, rows) for part in row["provisions"]]


def generated() -> list[tuple[str, str]]:
    """Two thousand texts of 500 words, drawn from 20,000 words as unevenly as a language draws them."""
    dice = random.Random(1)
    lexicon = ["".join(dice.choices("ابتثجحدرسشصطعفقكلمنهوي", k=dice.randint(2, 9))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(lexicon) + 1)]
    return [(" ".join(dice.choices(lexicon, weights, k=500)), "ar") for _ in range(2_000)]


def forget() -> None:
    """Empty what the analysis remembers of words."""
    for memory in (analyser._terms, analyser._words, analyser._tokens):
        memory.cache_clear()


def seconds(measured: Measured, texts: list[tuple[str, str]], repeat: int, *, cold: bool) -> tuple[float, int]:
    """The processor time of the fastest run, and the number of tokens."""
    best, tokens = float("inf"), 0
    for _ in range(repeat):
        if cold:
            forget()
        started = time.process_time()
        tokens = sum(len(measured(text, language)) for text, language in texts)
        best = min(best, time.process_time() - started)
    return best, tokens


def main() -> None:
    """Print one line a function."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared/data")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    texts = laws(options.data)
    reference, count = seconds(lower_and_split, texts, options.repeat, cold=False)
    print(f"{len(texts)} texts\n{'':24}{'tokens':>10}{'M tokens/s':>12}{'parts/s':>10}{'x reference':>13}")
    print(f"{'lower and split':24}{count:>10}{count / reference / 1e6:>12.2f}{len(texts) / reference:>10.0f}{1:>13.1f}")
    for measured in (terms, words, analyse):
        for cold in (True, False):
            used, count = seconds(measured, texts, options.repeat, cold=cold)
            name = f"{measured.__name__}, {'cold' if cold else 'warm'}"
            rate, parts, ratio = count / used / 1e6, len(texts) / used, used / reference
            print(f"{name:24}{count:>10}{rate:>12.2f}{parts:>10.0f}{ratio:>13.1f}")


if __name__ == "__main__":
    main()
