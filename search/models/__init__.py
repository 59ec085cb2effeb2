"""Models of the search."""

from search.models.build import BuildState, IndexBuild, IndexBuildChange
from search.models.log import QueryCount, SettledQuery
from search.models.rules import Promotion, ProtectedWord, StopWord, SynonymSet
from search.models.words import IndexState, IndexWords

__all__ = [
    "BuildState",
    "IndexBuild",
    "IndexBuildChange",
    "IndexState",
    "IndexWords",
    "Promotion",
    "ProtectedWord",
    "QueryCount",
    "SettledQuery",
    "StopWord",
    "SynonymSet",
]
