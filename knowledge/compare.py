"""What differs between two versions of a text, article by article."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from knowledge.models import Provision, TextVersion

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
#: Words of one article above which it is shown old and new instead of word by word: the comparison takes their square.
_WORD_BY_WORD = 6000
#: Share of common words below which a comparison word by word would only confuse.
_ANOTHER_TEXT = 0.35


@dataclass(frozen=True)
class Difference:
    """One article that differs. `old` or `new` is None when it exists in one version only."""

    anchor: str
    old: Provision | None
    new: Provision | None

    @property
    def label(self) -> str:
        """The article's label, of the new version where it has one."""
        row = self.new or self.old
        return row.label if row else self.anchor

    @property
    def html(self) -> SafeString:
        """The wording with what was taken out in <del> and what came in in <ins>."""
        return word_difference(_wording(self.old), _wording(self.new))


def _wording(row: Provision | None) -> str:
    if row is None:
        return ""
    return "\n".join(part for part in (row.label, row.heading, row.text) if part)


def differences(old: TextVersion, new: TextVersion) -> list[Difference]:
    """Every article that was added, removed or changed, in the order of the new version; removed ones first."""
    before = {row.anchor: row for row in old.provisions.in_order().defer("original")}
    after = {row.anchor: row for row in new.provisions.in_order().defer("original")}
    removed = [Difference(anchor, row, None) for anchor, row in before.items() if anchor not in after]
    changed = [
        Difference(anchor, before.get(anchor), row)
        for anchor, row in after.items()
        if anchor not in before or _wording(before[anchor]) != _wording(row)
    ]
    return removed + changed


def word_difference(old: str, new: str) -> SafeString:
    """Both texts merged, escaped, with <del> and <ins> around what differs."""
    if max(len(old), len(new)) > _WORD_BY_WORD * 6:
        return format_html("<del>{}</del>\n<ins>{}</ins>", old, new)
    return format_html_join("", "{}", ((piece,) for piece in _merged(_TOKENS.findall(old), _TOKENS.findall(new))))


def _merged(old: list[str], new: list[str]) -> Iterator[str | SafeString]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ANOTHER_TEXT:
        yield format_html("<del>{}</del>\n<ins>{}</ins>", "".join(old), "".join(new))
        return
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        removed, added = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if operation == "equal":
            yield added
            continue
        if removed:
            yield format_html("<del>{}</del>", removed)
        if added:
            yield format_html("<ins>{}</ins>", added)
