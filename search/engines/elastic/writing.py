"""Puts objects and their parts in place of what an engine held, in an order that no reader and no crash can harm.

Parts carry the version of their object. New parts come first, then older ones go, then the object changes, and all of
it is shown at the end. An object that turns out to be there in a higher version leaves no parts behind.
"""

from collections.abc import Iterable, Mapping, Sequence

from search.engines.base import IndexedObject
from search.engines.content import is_key, refusal
from search.engines.elastic.bulk import Outcome, Overloaded, bulk, sentence
from search.engines.elastic.clients import Refused
from search.engines.elastic.cluster import NOT_THERE, Cluster
from search.engines.elastic.names import HALVES, OBJECTS, PARTS, Names
from search.engines.elastic.operations import (
    Operation,
    deletion,
    object_operation,
    part_operations,
)

#: In one query, which may hold 1,024 clauses; a range counts as several.
VERSIONS_AT_ONCE = 100
ABSENT, CONFLICT = 404, 409
#: Statuses of an operation that say that its content is at fault.
CONTENT = (400, 413)
ANSWER = "filter_path=items.*.status,items.*.result,items.*.error.type,items.*.error.reason"


class Writing:
    """One call of `Engine.write`, into one generation."""

    def __init__(self, cluster: Cluster, names: Names, generation: str) -> None:
        self._cluster = cluster
        self._written = {half: names.written(generation, half) for half in HALVES}

    def into_service(self, objects: Sequence[IndexedObject], deleted: Mapping[str, int]) -> dict[str, str]:
        """Write where readers search. Returns a sentence for each key that was refused for its content."""
        taken, gone, refused = _sorted_out(objects, deleted)
        refused |= self._parts(taken)
        taken = [one for one in taken if one.key not in refused]
        self._delete_parts({one.key: one.version for one in taken} | {key: gone[key] + 1 for key in gone})
        outcomes = self._objects(taken, gone)
        self._refresh()
        stale = {outcome.key for outcome in outcomes if outcome.status == CONFLICT}
        if late := {one.key: one.version + 1 for one in taken if one.key in stale}:
            self._delete_parts(late)
            self._refresh()
        return refused | _refusals(outcomes)

    def into_build(self, objects: Sequence[IndexedObject], deleted: Mapping[str, int]) -> dict[str, str]:
        """Write where nobody searches yet: nothing is shown, and only what was written twice has older parts."""
        taken, gone, refused = _sorted_out(objects, deleted)
        refused |= self._parts(taken)
        taken = [one for one in taken if one.key not in refused]
        outcomes = self._objects(taken, gone)
        status = {outcome.key: outcome for outcome in outcomes}
        older = {key: version + 1 for key, version in gone.items()}
        for one in taken:
            if status[one.key].did != "created":
                older[one.key] = one.version + (status[one.key].status == CONFLICT)
        if older:
            self._refresh()
            self._delete_parts(older)
        return refused | _refusals(outcomes)

    def _parts(self, taken: Sequence[IndexedObject]) -> dict[str, str]:
        return _refusals(self._bulk(PARTS, (one for found in taken for one in part_operations(found))))

    def _objects(self, taken: Sequence[IndexedObject], gone: Mapping[str, int]) -> list[Outcome]:
        operations = [object_operation(one) for one in taken]
        return self._bulk(OBJECTS, [*operations, *(deletion(key, version) for key, version in gone.items())])

    def _bulk(self, half: str, operations: Iterable[Operation]) -> list[Outcome]:
        path = f"/{self._written[half]}/_bulk?require_alias=true&{ANSWER}"
        seconds = self._cluster.address.write_timeout
        try:
            outcomes = bulk(lambda body: self._cluster.send("POST", path, body), operations, seconds)
        except Refused as error:
            raise self._cluster.fault(error) from None
        except Overloaded as error:
            raise self._cluster.down(str(error)) from None
        for outcome in outcomes:
            if outcome.kind in NOT_THERE:
                raise self._cluster.missing()
            if outcome.status >= 300 and outcome.status not in (ABSENT, CONFLICT, *CONTENT):
                raise self._cluster.down(f"did not write (status {outcome.status}, {outcome.kind})")
        return outcomes

    def _delete_parts(self, below: Mapping[str, int]) -> None:
        """Delete the parts of these objects whose version is below the one given."""
        keys: dict[int, list[str]] = {}
        for key, version in below.items():
            keys.setdefault(version, []).append(key)
        versions = list(keys)
        for start in range(0, len(versions), VERSIONS_AT_ONCE):
            older = [
                {"bool": {"filter": [{"terms": {"key": keys[version]}}, {"range": {"version": {"lt": version}}}]}}
                for version in versions[start : start + VERSIONS_AT_ONCE]
            ]
            body = {"query": {"bool": {"should": older, "minimum_should_match": 1}}}
            # A conflict is a part that someone has written anew meanwhile.
            path = f"/{self._written[PARTS]}/_delete_by_query?conflicts=proceed"
            answer = self._cluster.write("POST", path, body)
            if answer["failures"] or answer["timed_out"]:
                raise self._cluster.down("did not delete older parts")

    def _refresh(self) -> None:
        answer = self._cluster.write("POST", f"/{','.join(self._written.values())}/_refresh")
        if answer["_shards"]["failed"]:
            raise self._cluster.down("could not show what was written")


def _sorted_out(
    objects: Sequence[IndexedObject], deleted: Mapping[str, int]
) -> tuple[list[IndexedObject], dict[str, int], dict[str, str]]:
    refused = {one.key: why for one in objects if (why := refusal(one))}
    taken = {one.key: one for one in sorted(objects, key=lambda one: one.version) if one.key not in refused}
    return list(taken.values()), {key: version for key, version in deleted.items() if is_key(key)}, refused


def _refusals(outcomes: Sequence[Outcome]) -> dict[str, str]:
    return {outcome.key: sentence(outcome) for outcome in outcomes if outcome.status in CONTENT}
