"""The engine behind `elasticsearch://` and `opensearch://`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.engines.base import Clause, EngineDown, Health, IndexedObject, PartHit, Request, Result
from search.engines.elastic.address import Address
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.generations import Generations
from search.engines.elastic.names import MOST_PARTS, OBJECTS, PARTS, Names
from search.engines.elastic.query import WINDOW, passages_body, preference, read_cursor, search_body
from search.engines.elastic.results import hits_of, to_passages, to_result
from search.engines.elastic.writing import Writing

Json = dict[str, Any]
SCAN_CHUNK = 5_000
#: Scores count terms over all shards, so that an index in several ranks like one; what is lost is never left out.
SEARCH = "search_type=dfs_query_then_fetch&allow_partial_search_results=false"


class ElasticEngine:
    """Search in a cluster of Elasticsearch 9, or of OpenSearch 2 or 3."""

    def __init__(self, address: Address) -> None:
        self.name = address.kind
        self._cluster = Cluster(address)
        self._names = Names(address.prefix)
        self._generations = Generations(self._cluster, self._names)

    def health(self) -> Health:
        """Whether the cluster answers, the colour it gives the index, and how many objects that holds; never raises."""
        address = self._cluster.address
        try:
            generation = self.current()
            if generation is None:
                return Health(False, 0, f"{address} answers, but has no search index in service.")
            colour = self._generations.colour(generation)
            with self._cluster.understood():
                objects = int(self._cluster.read("GET", f"/{self._names.index(generation, OBJECTS)}/_count")["count"])
        except EngineDown as error:
            return Health(False, 0, str(error))
        return Health(colour != "red", objects, f"{address} holds {objects} objects; its index is {colour}.")

    def current(self) -> str | None:
        """The generation that both aliases name, or None."""
        return self._generations.current()

    def generations(self) -> list[str]:
        """Names of all generations of which an index exists."""
        return self._generations.all()

    def create(self, generation: str) -> None:
        """Make both indices of a generation, empty, in place of older ones of that name."""
        self._generations.create(generation)

    def swap(self, generation: str) -> None:
        """Let both aliases name the indices of this generation, at one moment."""
        self._generations.swap(generation)

    def drop(self, generation: str) -> None:
        """Delete both indices of a generation."""
        self._generations.drop(generation)

    def write(
        self, objects: Sequence[IndexedObject], deleted: Mapping[str, int], generation: str = ""
    ) -> dict[str, str]:
        """Put objects in place of what their keys held, and delete keys. What is written into a generation that is not
        in service is shown by `finish`."""
        if not objects and not deleted:
            return {}
        serving = self._generations.current() if generation else self._generations.in_service()
        writing = Writing(self._cluster, self._names, generation or str(serving))
        with self._cluster.understood():
            if generation in ("", serving):
                return writing.into_service(objects, deleted)
            return writing.into_build(objects, deleted)

    def finish(self, generation: str) -> None:
        """Keep and show what was written, make the copies, and wait until the index can be searched."""
        self._generations.finish(generation)

    def scan(self, generation: str = "") -> Iterator[tuple[str, str]]:
        """Key and fingerprint of every object, in the order of keys."""
        index = self._names.index(generation or self._generations.in_service(), OBJECTS)
        self._cluster.write("POST", f"/{index}/_refresh")
        body: Json = {"query": {"match_all": {}}, "size": SCAN_CHUNK, "sort": [{"key": "asc"}], "_source": False}
        body |= {"docvalue_fields": ["fingerprint"], "track_total_hits": False}
        while True:
            with self._cluster.understood():
                answer = self._cluster.write("POST", f"/{index}/_search?allow_partial_search_results=false", body)
                rows = [(str(hit["sort"][0]), str(hit["fields"]["fingerprint"][0])) for hit in hits_of(answer)]
            yield from rows
            if len(rows) < SCAN_CHUNK:
                return
            body["search_after"] = [rows[-1][0]]

    def search(self, request: Request) -> Result:
        """The objects that a request asks for. Raises CursorError for an `after` that no result gave."""
        if not 0 <= request.limit < WINDOW:
            raise ValueError(f"A page holds fewer than {WINDOW} hits.")
        after = read_cursor(request.sort, request.after) if request.after else []
        body = search_body(request) | self._limit()
        asked = preference(body["query"]["bool"]["must"])
        path = f"/{self._names.alias(OBJECTS)}/_search?{SEARCH}&preference={asked}"
        with self._cluster.understood():
            place = self._place(path, body, request, after)
            return to_result(self._cluster.read("POST", path, body | place), request)

    def _limit(self) -> Json:
        """Lets the engine stop, too, when nobody waits any more."""
        return {"timeout": f"{int(self._cluster.address.timeout * 1000)}ms"}

    def _place(self, path: str, body: Json, request: Request, after: list[Any]) -> Json:
        """Where the page begins, and how many hits it asks for: one more than it shows, but for an empty page."""
        size = request.limit + 1 if request.limit else 0
        if not after and request.offset + size <= WINDOW:
            return {"size": size, "from": request.offset}
        after = after or self._walk(path, body, request.offset)
        return {"size": size, "search_after": after} if after else {"size": 0}

    def _walk(self, path: str, body: Json, steps: int) -> list[Any]:
        """The place after so many hits, farther than one request reaches; empty when there are fewer."""
        asked = {name: value for name, value in body.items() if name != "aggs"}
        asked |= {"_source": False, "track_total_hits": False}
        reached: list[Any] = []
        while steps:
            asked["size"] = min(steps, WINDOW)
            hits = hits_of(self._cluster.read("POST", path, asked))
            if len(hits) < asked["size"]:
                return []
            reached = asked["search_after"] = hits[-1]["sort"]
            steps -= len(hits)
        return reached

    def passages(self, keys: Sequence[str], clause: Clause, limit: int) -> dict[str, list[PartHit]]:
        """For each object, its parts that match best, by one request."""
        if not keys or limit < 1:
            return {}
        body = passages_body(keys, clause, min(limit, MOST_PARTS)) | self._limit()
        asked = preference(body["query"]["bool"]["must"])
        path = f"/{self._names.alias(PARTS)}/_search?{SEARCH}&preference={asked}"
        with self._cluster.understood():
            return to_passages(self._cluster.read("POST", path, body), keys)

    def close(self) -> None:
        """Close the connections."""
        self._cluster.close()
