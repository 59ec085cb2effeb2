"""What the search knows of one object in one language, whatever its model."""

from dataclasses import dataclass, field
from datetime import date, datetime

from core.enums import Authority


@dataclass(frozen=True, slots=True)
class SearchPart:
    """One passage that has an address of its own: an article, a section, a page of a file.

    `anchor` names it within its object, `label` names it for readers in the object's language.
    """

    anchor: str
    label: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an object's own text. `path` is its address, from the address of the object; empty for the object itself."""

    anchor: str
    label: str
    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class FilePart:
    """The text of one page of a file, or of a file without pages (`number` is None)."""

    document_id: int
    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One public object in one language. Lists of codes; topics include those above them.

    `institution_language` is that of
    the institution's name when it is another. `best_for` are the languages whose readers have no better version of the object than this one; `also_in` are the
    addresses of its other public versions by language. `item` is shared by all its versions.
    """

    key: str
    item: str
    language: str
    title: str
    url: str
    kind: str
    summary: str = ""
    keywords: str = ""
    institution: str = ""
    institution_name: str = ""
    institution_language: str = ""
    themes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    authority: str = Authority.INFORMATION.value
    dated_on: date | None = None
    expires_at: datetime | None = None
    best_for: tuple[str, ...] = ()
    also_in: dict[str, str] = field(default_factory=dict)
    parts: tuple[SearchPart, ...] = ()
