"""Names of indices and aliases, their settings and mappings."""

import re
from typing import Any

from search.engines.base import CODE_FIELDS, PART_FIELDS, TERM_FIELDS
from search.engines.elastic.address import Address

OBJECTS, PARTS = "objects", "parts"
HALVES = (OBJECTS, PARTS)
GENERATION = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?")
#: Fields in which phrases are looked for; the others keep no positions.
STEMS = frozenset({"title", "summary", "text", "part"})
#: Characters. The engine cuts longer terms; its own limit is 32,766 bytes, four of which a character takes at most.
LONGEST_TERM = 8_000
#: BM25 with its constant factor k1 + 1, so that fixed scores weigh as much beside it as with every other engine. What
#: OpenSearch 3 calls so is "BM25" to OpenSearch 2 and Elasticsearch, which refuse the first name.
SIMILARITIES = ("LegacyBM25", "BM25")
#: How many parts of an object one request may ask for.
MOST_PARTS = 10_000


class Names:
    """The names of one portal's indices. Each index has a second name of its own, by which alone it is written.

    An engine would make an index out of nothing for whoever writes to a name that does not exist; it does not when
    told that the name must be an alias.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._pattern = re.compile(rf"{re.escape(prefix)}-({GENERATION.pattern})-({'|'.join(HALVES)})")

    def alias(self, half: str) -> str:
        """What searches ask."""
        return f"{self._prefix}-{half}"

    def index(self, generation: str, half: str) -> str:
        """The index of a generation. Raises ValueError for a name that a generation cannot have."""
        if not GENERATION.fullmatch(generation):
            raise ValueError(f"'{generation}' is no name for a generation: small Latin letters, digits, hyphens.")
        return f"{self._prefix}-{generation}-{half}"

    def written(self, generation: str, half: str) -> str:
        """The alias by which an index is written."""
        return f"{self.index(generation, half)}-written"

    def pattern(self) -> str:
        """All indices, and nothing of another prefix."""
        return f"{self._prefix}-*-{OBJECTS},{self._prefix}-*-{PARTS}"

    def generation(self, index: str) -> str:
        """The generation of an index, or an empty string when it is none of ours."""
        found = self._pattern.fullmatch(index)
        return found[1] if found else ""


def settings_while_building(address: Address, similarity: str) -> dict[str, Any]:
    """Settings of a new index: nothing is copied or shown before `finish`."""
    return {
        "number_of_shards": address.shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "translog.durability": "async",
        # How long a late writing of a lower version cannot bring a deleted key back.
        "gc_deletes": "1h",
        "max_inner_result_window": MOST_PARTS,
        "similarity": {"default": {"type": similarity}},
        "analysis": {
            "analyzer": {"terms": {"type": "custom", "tokenizer": "spaces"}},
            "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": LONGEST_TERM}},
        },
    }


def settings_in_service(address: Address) -> dict[str, Any]:
    """Settings of an index that is searched. What is written is shown by a request of its own."""
    return {
        "number_of_replicas": address.replicas,
        "refresh_interval": "30s",
        "translog.durability": "request",
    }


def mapping(half: str) -> dict[str, Any]:
    """The fields of an index; a field that is not here is refused. Only what is shown is kept as it was sent."""
    hidden = {"type": "keyword", "index": False, "doc_values": False}
    keyword = {"type": "keyword"}
    properties: dict[str, Any] = {"display": hidden, "version": {"type": "long"}}
    if half == OBJECTS:
        properties |= {name: _terms(name) for name in TERM_FIELDS}
        properties |= dict.fromkeys(CODE_FIELDS, keyword)
        properties |= {"day": {"type": "long"}, "expires": {"type": "long"}}
        properties["fingerprint"] = {"type": "keyword", "index": False}
    else:
        properties |= {name: _terms(name) for name in PART_FIELDS}
        properties |= {"key": keyword, "anchor": keyword}
    return {"dynamic": "strict", "_source": {"includes": ["display"]}, "properties": properties}


def _terms(name: str) -> dict[str, Any]:
    return {"type": "text", "analyzer": "terms", "index_options": "positions" if name in STEMS else "freqs"}
