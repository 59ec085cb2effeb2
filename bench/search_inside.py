"""What bench/search.py measures inside one Django process: indexing, and queries through the service and on the engine alone.

    python -m bench.search_inside prepare QUERIES | index | search QUERIES | articles QUERIES

QUERIES is a file of JSON: a list of pairs, reader's language and query. The first half warms a fresh process up, as a web
process is that has answered for a while; the second half, which nobody has asked before, is measured. `articles` builds an
index in which each article is an object, and measures there.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.http import QueryDict  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils import translation  # noqa: E402

from bench.search_articles import use_articles  # noqa: E402
from bench.search_bare import noting  # noqa: E402
from bench.search_percentiles import percentiles  # noqa: E402
from knowledge.models import Provision  # noqa: E402
from search.engines import get_engine  # noqa: E402
from search.engines.scratch import scratch_engine  # noqa: E402
from search.find import Search  # noqa: E402
from search.indexing.build import BATCH, build_index  # noqa: E402
from search.indexing.documents import indexed  # noqa: E402
from search.indexing.reading import public_keys, read_documents  # noqa: E402
from search.items import entries  # noqa: E402
from search.labels import Labels  # noqa: E402
from search.params import SearchParams  # noqa: E402

QUERIES = 500  # measured, after as many others
SEED = 20261125


def choose_queries() -> list[tuple[str, str]]:
    """Distinct queries of two to four words that stand next to each other in some article, half of them Arabic."""
    chance = random.Random(SEED)
    found: dict[tuple[str, str], None] = {}
    for language in ("ar", "fr"):
        rows = Provision.objects.filter(version__language=language, version__published_at__isnull=False, kind="article")
        keys = list(rows.values_list("pk", flat=True))
        wanted = len(found) + QUERIES
        while len(found) < wanted:
            words = Provision.objects.values_list("text", flat=True).get(pk=chance.choice(keys)).split()
            length = chance.randint(2, 4)
            if len(words) > length + 2:
                start = chance.randrange(len(words) - length)
                found[language, " ".join(words[start : start + length])[:120]] = None
    queries = list(found)
    chance.shuffle(queries)
    return queries


def indexing() -> dict[str, float]:
    """Parts a second: what is analysed and written, the same written alone, and a whole build with reading."""
    keys = list(public_keys())
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    documents = [list(read_documents(batch).values()) for batch in batches]
    parts = sum(len(document.parts) for batch in documents for document in batch)
    with scratch_engine() as engine:
        started = time.perf_counter()
        engine.create("analysed")
        for batch in documents:
            engine.write([indexed(document, 1) for document in batch], {}, "analysed")
        engine.finish("analysed")
        both = time.perf_counter() - started
        ready = [[indexed(document, 1) for document in batch] for batch in documents]
        started = time.perf_counter()
        engine.create("written")
        for objects in ready:
            engine.write(objects, {}, "written")
        engine.finish("written")
        alone = time.perf_counter() - started
    del ready, documents
    started = time.perf_counter()
    engine = get_engine()
    assert engine is not None
    build_index(engine)
    build = time.perf_counter() - started
    return {"objects": len(keys), "parts": parts, "analysed": parts / both, "alone": parts / alone, "build": build}


def through_the_service(engine: Any, queries: list[tuple[str, str]]) -> Iterator[tuple[float, int]]:
    """Seconds and results of each query, from its words to entries with passages and facets."""
    request = RequestFactory().get("/")
    for language, text in queries:
        with translation.override(language):
            started = time.perf_counter()
            params = SearchParams.from_query(QueryDict(urlencode({"q": text})))
            found = Search(engine, request, params, language).run()
            entries(found, Labels(request), language)
            yield time.perf_counter() - started, found.result.total


def searching(queries: list[tuple[str, str]]) -> dict[str, Any]:
    """The service beside the engine's own time for the same questions, in turns; the first half is not counted."""
    engine = get_engine()
    assert engine is not None
    noted = noting(engine)
    service, bare, empty = [], [], 0
    for number, query in enumerate(queries):
        noted.forget()
        (measured,) = through_the_service(noted, [query])
        again = noted.again()
        if number >= QUERIES:
            service.append(measured[0])
            bare.append(again)
            empty += not measured[1]
    return {
        "service": percentiles(service),
        "bare": percentiles(bare),
        "what": noted.what,
        "empty": empty,
        "objects": engine.health().objects,
    }


def main() -> None:
    """Print what was asked for, as JSON."""
    what = sys.argv[1]
    if what == "prepare":
        Path(sys.argv[2]).write_text(json.dumps(choose_queries(), ensure_ascii=False))
    elif what == "index":
        sys.stdout.write(json.dumps(indexing()))
    else:
        if what == "articles":
            use_articles()
            engine = get_engine()
            assert engine is not None
            build_index(engine)
        queries = [(language, text) for language, text in json.loads(Path(sys.argv[2]).read_text())]
        sys.stdout.write(json.dumps(searching(queries)))


if __name__ == "__main__":
    main()
