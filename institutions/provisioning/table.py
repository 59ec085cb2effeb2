"""Institutions from a table: one row an institution, checked whole before the first is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from wagtail.models import Locale

from core.enums import InstitutionFunction, InstitutionKind
from core.importing.readers import Options, TableFile
from core.importing.readers.base import as_text
from core.models import Institution, InstitutionName, InstitutionRole
from institutions.models import Workspace
from institutions.provisioning.provide import institution_provision

#: code, kind, and one name at least, in columns name_fr, name_ar ...; acronym_fr ..., parent, functions, order may be there.
COLUMNS = ("code", "kind", "parent", "functions", "order")
CODE_LENGTH = 80


@dataclass(frozen=True)
class NewInstitution:
    """What one row says. `names` gives name and acronym by language code."""

    code: str
    kind: str = ""
    parent: str = ""
    order: int = 0
    functions: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class TableRefused(ValueError):
    """The table cannot be used; `problems` has a sentence for each thing to be put right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_table(path: Path, encoding: str = "utf-8") -> list[NewInstitution]:
    """The institutions of a CSV or XLSX file, those above before those that are part of them.

    Raises TableRefused with every problem of the file, and SourceError for a file that cannot be read at all.
    """
    problems: list[str] = []
    rows: dict[str, NewInstitution] = {}
    languages = set(Locale.objects.values_list("language_code", flat=True))
    for source in TableFile(path, Options(key="code", encoding=encoding)).rows():
        if source.problem:
            problems.append(source.problem.sentence())
            continue
        values = {name: as_text(value).strip() for name, value in source.values.items()}
        row = _row(values)
        problems += [f"Row {source.number}: {fault}" for fault in _faults(row, values, languages, rows)]
        rows[row.code] = row
    problems += _unknown_parents(rows)
    if problems:
        raise TableRefused(problems)
    return list(_parents_first(rows))


@transaction.atomic
def institution_create(*, row: NewInstitution) -> tuple[Workspace, bool]:
    """The workspace of this row's institution, and whether the institution was made now, all in one transaction.

    An institution that exists keeps what it has; names in further languages are added. Raises ValidationError for a new
    one without a kind or a name.
    """
    institution = Institution.objects.filter(code=row.code).first()
    is_new = institution is None
    if institution is None:
        institution = _make(row)
    have = set(institution.names.values_list("locale__language_code", flat=True))
    for language, (name, acronym) in row.names.items():
        if language not in have:
            locale = Locale.objects.get(language_code=language)
            InstitutionName.objects.create(institution=institution, locale=locale, text=name, acronym=acronym)
    return institution_provision(institution=institution), is_new


def _make(row: NewInstitution) -> Institution:
    if row.kind not in InstitutionKind.values:
        raise ValidationError(f"A new institution needs one of these kinds: {', '.join(InstitutionKind.values)}.")
    if not row.names:
        raise ValidationError("A new institution needs a name in one language at least.")
    parent = Institution.objects.get(code=row.parent) if row.parent else None
    institution = Institution(code=row.code, kind=row.kind, parent=parent, order=row.order)
    institution.full_clean()
    institution.save()
    for function in row.functions:
        InstitutionRole.objects.create(institution=institution, function=function)
    return institution


def _row(values: dict[str, str]) -> NewInstitution:
    names = {
        column.removeprefix("name_"): (name, values.get(f"acronym_{column.removeprefix('name_')}", ""))
        for column, name in values.items()
        if column.startswith("name_") and name
    }
    order = values.get("order", "")
    return NewInstitution(
        code=values.get("code", ""),
        kind=values.get("kind", ""),
        parent=values.get("parent", ""),
        order=int(order) if order.isdecimal() else 0,
        functions=tuple(part.strip() for part in values.get("functions", "").split(";") if part.strip()),
        names=names,
    )


def _faults(
    row: NewInstitution, values: dict[str, str], languages: set[str], before: Mapping[str, Any]
) -> Iterator[str]:
    yield from _unknown_columns(values, languages)
    try:
        validate_slug(row.code)
    except ValidationError:
        yield f"the code '{row.code}' must consist of Latin letters, digits, hyphens and underscores."
    if len(row.code) > CODE_LENGTH:
        yield f"the code '{row.code}' has {len(row.code)} characters; {CODE_LENGTH} are possible."
    if row.code in before:
        yield f"the code '{row.code}' stands in a row above. Give this institution another."
    if row.kind not in InstitutionKind.values:
        yield f"'{row.kind}' is no kind of institution. The kinds are: {', '.join(InstitutionKind.values)}."
    for function in set(row.functions) - set(InstitutionFunction.values):
        yield f"'{function}' is no function. The functions are: {', '.join(InstitutionFunction.values)}."
    if values.get("order") and not values["order"].isdecimal():
        yield f"the order '{values['order']}' is no whole number."
    if not row.names:
        yield "no column name_... is filled. Write its name in one language at least."
    for language, (name, acronym) in row.names.items():
        if len(name) > 255 or len(acronym) > 40:
            yield f"the name in {language} is longer than 255 characters, or its acronym longer than 40."


def _unknown_columns(values: dict[str, str], languages: set[str]) -> Iterator[str]:
    known = {*COLUMNS, *(f"{part}_{language}" for part in ("name", "acronym") for language in languages)}
    for column in sorted(set(values) - known):
        yield f"there is no column '{column}'. The columns are: {', '.join(sorted(known))}."


def _unknown_parents(rows: Mapping[str, NewInstitution]) -> list[str]:
    named = {row.parent for row in rows.values() if row.parent} - set(rows)
    missing = named - set(Institution.objects.filter(code__in=named).values_list("code", flat=True))
    return [
        f"Institution {row.code}: it is part of '{row.parent}', which is neither on the portal nor in the table."
        for row in rows.values()
        if row.parent in missing
    ] + [f"Institution {code}: it is part of itself, by way of others." for code in sorted(_in_circles(rows))]


def _in_circles(rows: Mapping[str, NewInstitution]) -> Iterable[str]:
    """Codes whose chain of parents comes back to them."""
    for code in rows:
        above, steps = rows[code].parent, 0
        while above in rows and above != code and steps < len(rows):
            above, steps = rows[above].parent, steps + 1
        if above == code:
            yield code


def _parents_first(rows: Mapping[str, NewInstitution]) -> Iterator[NewInstitution]:
    done: set[str] = set()
    waiting = list(rows.values())
    while waiting:
        ready = [row for row in waiting if row.parent not in rows or row.parent in done]
        yield from ready
        done |= {row.code for row in ready}
        waiting = [row for row in waiting if row.code not in done]
