"""Clauses for counting: what engines need not look at when no score is asked for."""

from dataclasses import replace

from search.engines.base import AllOf, Always, AnyOf, Best, Clause, Phrase, Term


def unscored(clause: Clause) -> Clause:
    """A clause that the same documents match, for counting them: without what only adds to a score."""
    match clause:
        case AnyOf(clauses, at_least):
            return AnyOf(tuple(unscored(part) for part in clauses), at_least)
        case Best(clauses):
            return AnyOf(tuple(unscored(part) for part in clauses))
        case AllOf((only,), (), _):
            return unscored(only)
        case AllOf(clauses, without, _):
            return AllOf(tuple(unscored(part) for part in clauses), tuple(unscored(part) for part in without))
        case Term() | Phrase():
            return replace(clause, weight=1.0)
        case Always(_, inner):
            return unscored(inner) if inner is not None else clause
    return clause
