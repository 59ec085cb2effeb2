"""Reads what a person typed: words, phrases in quotes, words to leave out, prefixes such as `kind:law`."""

import re
from dataclasses import dataclass

from core.analysis.fold import fold

LONGEST_QUERY = 200  # characters
QUESTION_MARKS = ("?", "؟")

#: What a prefix asks for, by the names it has in each language, folded.
PREFIXES = {
    "title": ("title", "titre", "عنوان", "العنوان"),
    "kind": ("kind", "type", "نوع", "النوع"),
    "theme": ("theme", "موضوع", "الموضوع"),
    "sector": ("sector", "secteur", "قطاع", "القطاع"),
    "region": ("region", "جهة", "الجهة"),
    "institution": ("institution", "مؤسسة", "المؤسسة", "ⵜⴰⵎⵔⵙⵍⵜ"),
    "year": ("year", "annee", "سنة", "السنة"),
    "language": ("language", "langue", "لغة", "اللغة", "ⵜⵓⵜⵍⴰⵢⵜ"),
}
_BY_NAME = {fold(name): prefix for prefix, names in PREFIXES.items() for name in names}
_PIECE = re.compile(
    r"""(?P<minus>(?<!\S)[-−])?
        (?:(?P<name>[^\W\d_]+):(?=[^\s/]))?
        (?:["“”„](?P<quoted>[^"“”„]*)["“”„]|«(?P<guillemets>[^»]*)»|(?P<word>[^\s"“”„«»]+|["“”„«»]))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query in its pieces. `words` stand as they were typed; `fields` are prefixes with their values."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing says what an object should be about."""
        return not (self.words or self.phrases or self.titles)


def read_query(text: str) -> Asked:
    """The pieces of a query, of at most LONGEST_QUERY characters. A sign that has no sense where it stands is left out."""
    words: list[str] = []
    found: dict[str, list] = {"phrases": [], "titles": [], "without": [], "fields": []}
    for match in _PIECE.finditer(text[:LONGEST_QUERY].replace("\0", " ")):
        quoted = match["quoted"] if match["quoted"] is not None else match["guillemets"]
        value = (quoted if quoted is not None else match["word"]).strip()
        prefix = _BY_NAME.get(fold(match["name"] or ""))
        if match["name"] and prefix is None:
            value = f"{match['name']}:{value}"
        if not fold(value):
            is_mark = words and value in QUESTION_MARKS and match["word"] == match[0]
            words += [value] if is_mark else []  # French sets it off by a space
            continue
        if match["minus"]:
            found["without"].append(value)
        elif prefix == "title":
            found["titles"].append(value)
        elif prefix:
            found["fields"].append((prefix, value))
        elif quoted is not None:
            found["phrases"].append(value)
        else:
            words.append(value)
    return Asked(words=" ".join(words), **{name: tuple(values) for name, values in found.items()})
