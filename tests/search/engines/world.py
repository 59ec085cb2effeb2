"""Objects to search for, and engines that hold them."""

import json
import random
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from search.engines.base import Engine, IndexedObject, IndexedPart
from search.engines.elastic.address import parse_address
from search.engines.elastic.engine import ElasticEngine
from search.engines.tantivy import TantivyEngine

KINDS = ("tantivy", "opensearch", "elasticsearch")
NOW = 1_800_000_000
WORDS = ["law", "decree", "court", "audit", "gift", "bribe", "tender", "ⴰⵙⵍⵓⴼ", "قانون", "نزاهه", "integrite", "marche"]
THEMES, REGIONS = ("ethics", "tenders", "courts", "money"), ("north", "south", "east")
YEARS, LANGUAGES, KIND_CODES = ("2019", "2020", "2021", "2022"), ("ar", "fr", "en", "zgh"), ("law", "report", "video")


def new_engine(kind: str, request: pytest.FixtureRequest, folder: Path, options: str = "") -> Engine:
    """An engine of this kind, with an index of its own and nothing in it."""
    if kind == "tantivy":
        return TantivyEngine(folder)
    host = request.getfixturevalue("search_hosts")[kind]
    return ElasticEngine(
        parse_address(f"{kind}://{host}/t{uuid.uuid4().hex[:16]}?timeout=20&write_timeout=60{options}")
    )


def remove(engine: Engine) -> None:
    """Delete everything that an engine holds."""
    for generation in engine.generations():
        engine.drop(generation)
    engine.close()


def built(engine: Engine, objects: Sequence[IndexedObject], generation: str = "g1") -> Engine:
    """The engine, with these objects in a generation that is in service."""
    engine.create(generation)
    assert engine.write(objects, {}, generation) == {}
    engine.finish(generation)
    engine.swap(generation)
    return engine


def made(key: str, version: int = 1, *, parts: Iterable[tuple[str, str]] = (), **fields) -> IndexedObject:
    """An object; its terms and codes are named as the fields are, codes as tuples."""
    given = {name: fields.pop(name) for name in ("day", "expires") if name in fields}
    display = fields.pop("display", json.dumps({"key": key, "version": version}, ensure_ascii=False))
    terms = {name: value for name, value in fields.items() if isinstance(value, str)}
    codes = {name: value for name, value in fields.items() if not isinstance(value, str)}
    return IndexedObject(
        key=key,
        version=version,
        terms={"title": "law", "text": "law", **terms},
        codes={"item": (key,), **codes},
        day=given.get("day", 0),
        expires=given.get("expires", 0),
        display=display,
        fingerprint=f"{key}@{version}",
        parts=[IndexedPart(anchor, {"part": text}, json.dumps({"anchor": anchor})) for anchor, text in parts],
    )


def some_objects(count: int, seed: int) -> list[IndexedObject]:
    """Random objects. Every one has terms in every field: engines count documents without any in ways of their own."""
    dice = random.Random(seed)
    return [_random_object(dice, f"page:{number}") for number in range(count)]


def _random_object(dice: random.Random, key: str) -> IndexedObject:
    def some(words: Sequence[str], most: int, least: int = 1) -> str:
        return " ".join(dice.choices(words, k=dice.randint(least, most)))

    return made(
        key,
        title=some(WORDS, 4),
        summary=some(WORDS, 9),
        text=some(WORDS, 30, 5),
        words=some(WORDS, 20),
        prefixes=some(["l", "la", "d", "de", "q"], 6),
        kind=(dice.choice(KIND_CODES),),
        theme=tuple(dice.sample(THEMES, dice.randint(0, 3))),
        region=tuple(dice.sample(REGIONS, dice.randint(0, 2))),
        institution=(f"i{dice.randrange(6)}",),
        year=(dice.choice(YEARS),),
        language=(dice.choice(LANGUAGES),),
        day=dice.choice((0, 737_000, 737_100, 737_200, 737_300, dice.randrange(737_000, 738_000))),
        expires=dice.choice((0, 0, 0, NOW - 10, NOW, NOW + 10)),
    )
