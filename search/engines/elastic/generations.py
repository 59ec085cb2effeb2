"""Makes, builds, puts in service and deletes generations: two indices each, and two aliases for those in service."""

from typing import Any

from search.engines.elastic.clients import Refused
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.encoding import encoded
from search.engines.elastic.names import (
    HALVES,
    SIMILARITIES,
    Names,
    mapping,
    settings_in_service,
    settings_while_building,
)

#: How many times longer than a writing the end of a build may take.
FINISH_TIMES = 6


class Generations:
    """The generations of one portal in a cluster."""

    def __init__(self, cluster: Cluster, names: Names) -> None:
        self._cluster = cluster
        self._names = names

    def current(self) -> str | None:
        """The generation that both aliases name, or None."""
        served = self._served()
        found = {self._names.generation(index) for indices in served.values() for index in indices}
        is_whole = len(found) == 1 and all(len(served[half]) == 1 for half in HALVES)
        return found.pop() or None if is_whole else None

    def in_service(self) -> str:
        """The generation in service. Raises IndexMissing."""
        generation = self.current()
        if generation is None:
            raise self._cluster.missing()
        return generation

    def all(self) -> list[str]:
        """Names of all generations of which an index exists."""
        with self._cluster.understood():
            answer = self._cluster.write("GET", f"/{self._names.pattern()}/_alias?expand_wildcards=all")
            aliased = {index: one["aliases"] for index, one in answer.items()}
            return sorted({self._names.generation(index) for index in aliased} - {""})

    def create(self, generation: str) -> None:
        """Make both indices, empty, in place of older ones of that name."""
        self.drop(generation)
        for half in HALVES:
            try:
                self._create(generation, half, SIMILARITIES[0])
            except Refused as error:
                if error.status != 400:
                    raise self._cluster.fault(error) from None
                self._create_or_tell(generation, half)

    def _create(self, generation: str, half: str, similarity: str) -> None:
        body = {
            "settings": {"index": settings_while_building(self._cluster.address, similarity)},
            "mappings": mapping(half),
            "aliases": {self._names.written(generation, half): {}},
        }
        self._cluster.send("PUT", f"/{self._names.index(generation, half)}", encoded(body))

    def _create_or_tell(self, generation: str, half: str) -> None:
        try:
            self._create(generation, half, SIMILARITIES[1])
        except Refused as error:
            raise self._cluster.fault(error) from None

    def finish(self, generation: str) -> None:
        """Keep and show what was written, make the copies, and wait until the index can be searched."""
        both = self._both(generation)
        self._cluster.write("POST", f"/{both}/_flush", times=FINISH_TIMES)
        self._cluster.write("PUT", f"/{both}/_settings", {"index": settings_in_service(self._cluster.address)})
        self._cluster.write("POST", f"/{both}/_refresh", times=FINISH_TIMES)
        wait = f"wait_for_status=yellow&timeout={self._cluster.address.write_timeout:g}s"
        self._cluster.write("GET", f"/_cluster/health/{both}?{wait}", times=FINISH_TIMES)

    def swap(self, generation: str) -> None:
        """Let both aliases name the indices of this generation, in one change of the cluster's state."""
        actions: list[dict[str, Any]] = []
        for half, indices in self._served().items():
            index, alias = self._names.index(generation, half), self._names.alias(half)
            actions += [{"remove": {"index": other, "alias": alias}} for other in indices if other != index]
            actions.append({"add": {"index": index, "alias": alias}})
        self._cluster.write("POST", "/_aliases", {"actions": actions})

    def drop(self, generation: str) -> None:
        """Delete both indices."""
        self._cluster.write("DELETE", f"/{self._both(generation)}?ignore_unavailable=true")

    def colour(self, generation: str) -> str:
        """What the cluster says of the indices: green, yellow without some of the copies, red without some of the data."""
        with self._cluster.understood():
            return str(self._cluster.read("GET", f"/_cluster/health/{self._both(generation)}")["status"])

    def _both(self, generation: str) -> str:
        return ",".join(self._names.index(generation, half) for half in HALVES)

    def _served(self) -> dict[str, list[str]]:
        """For each half, the indices that its alias names."""
        aliases = {half: self._names.alias(half) for half in HALVES}
        try:
            answer = self._cluster.send("GET", f"/_alias/{','.join(aliases.values())}", is_read=True)
        except Refused as error:
            if error.status != 404 or error.body is None:
                raise self._cluster.fault(error) from None
            answer = error.body  # what there is, beside the error that tells what is not
        with self._cluster.understood():
            named = {index: one["aliases"] for index, one in answer.items() if index not in ("error", "status")}
        return {half: [index for index, own in named.items() if alias in own] for half, alias in aliases.items()}
