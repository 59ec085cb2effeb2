"""Models of the search."""

from search.models.build import BuildState, IndexBuild, IndexBuildChange
from search.models.log import QueryCount, SettledQuery
from search.models.rules import Promotion, ProtectedWord, StopWord, SynonymSet
from search.models.words import IndexWords

__all__ = [
    "BuildState",
    "IndexBuild",
    "IndexBuildChange",
    "IndexWords",
    "Promotion",
    "ProtectedWord",
    "QueryCount",
    "SettledQuery",
    "StopWord",
    "SynonymSet",
]
