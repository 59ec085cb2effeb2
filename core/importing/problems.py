"""What can be wrong with a row or file of an import, each in one sentence: where, what was read, what to do."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

#: Errors: a row that has one is not imported.
ERRORS: dict[str, Any] = {
    "encoding": _(
        "Row %(row)s, column “%(column)s”: “%(value)s” holds a byte that does not belong to the chosen encoding. "
        "Save the file as UTF-8, or choose the encoding it was saved in."
    ),
    "columns": _(
        "Row %(row)s, column “%(column)s”: the row has %(found)s cells and the first row %(expected)s. Put text that "
        "holds the separator between quotation marks, or complete the row."
    ),
    "quote": _(
        "Row %(row)s, column “%(column)s”: a quotation mark is opened at “%(value)s” and never closed. Close it, or "
        "write it twice if it belongs to the text."
    ),
    "formula_without_value": _(
        "Row %(row)s, column “%(column)s”: the formula %(value)s has no stored result. Open the file in a spreadsheet "
        "program, save it, and upload it again."
    ),
    "cell_error": _(
        "Row %(row)s, column “%(column)s”: the spreadsheet shows the error %(value)s here. Mend the formula, or write "
        "the value itself."
    ),
    "formula": _(
        "Row %(row)s, column “%(column)s”: “%(value)s” begins like a formula of a spreadsheet. Write the value itself."
    ),
    "control": _(
        "Row %(row)s, column “%(column)s”: the text holds an invisible control character (%(value)s). Delete it, or "
        "type the text anew."
    ),
    "active_html": _(
        "Row %(row)s, column “%(column)s”: the text holds the HTML element %(value)s, which pages of this portal never "
        "carry. Take it out."
    ),
    "no_id": _(
        "Row %(row)s, column “%(column)s”: the identifier is empty. Give every row one that no other row has and that "
        "stays the same."
    ),
    "long_id": _(
        "Row %(row)s, column “%(column)s”: the identifier “%(value)s” has %(found)s characters, and at most "
        "%(expected)s are possible. Shorten it."
    ),
    "same_id": _(
        "Row %(row)s, column “%(column)s”: row %(other)s has the same identifier “%(value)s”. Only that row counts; "
        "give this one another identifier."
    ),
    "missing": _(
        "Row %(row)s, column “%(column)s”: the field “%(field)s” is required and the cell is empty. Fill it in."
    ),
    "unmapped": _(
        "Row %(row)s, column “%(column)s”: the field “%(field)s” is required and no column is assigned to it. Assign "
        "one, or set a fixed value."
    ),
    "no_letters": _("Row %(row)s, column “%(column)s”: the title “%(value)s” holds no letter. Write a title in words."),
    "too_long": _(
        "Row %(row)s, column “%(column)s”: the text has %(found)s characters, and “%(field)s” takes at most "
        "%(expected)s. Shorten it."
    ),
    "institution": _(
        "Row %(row)s, column “%(column)s”: no institution has the code or name “%(value)s”. Write the code of an "
        "institution of this portal."
    ),
    "not_permitted": _(
        "Row %(row)s, column “%(column)s”: you may not add pages for the institution “%(value)s”. Take the row out, or "
        "ask somebody of that institution."
    ),
    "no_face": _(
        "Row %(row)s, column “%(column)s”: the institution “%(value)s” has no page in the language “%(language)s” yet. "
        "Make that page first."
    ),
    "topic": _(
        "Row %(row)s, column “%(column)s”: no theme, sector or region has the code or name “%(value)s”. Write it as "
        "it stands in the list of topics."
    ),
    "choice": _(
        "Row %(row)s, column “%(column)s”: “%(value)s” is none of the values that “%(field)s” can have: %(expected)s."
    ),
    "date": _(
        "Row %(row)s, column “%(column)s”: “%(value)s” is not a date that can be read. Write it like %(expected)s."
    ),
    "no_such_day": _("Row %(row)s, column “%(column)s”: the day “%(value)s” does not exist. Correct the date."),
    "language": _(
        "Row %(row)s, column “%(column)s”: “%(value)s” is no language of this portal. Write one of %(expected)s."
    ),
    "kind": _(
        "Row %(row)s, column “%(column)s”: “%(value)s” is not a kind of item that can be imported together with "
        "the others here. Write one of %(expected)s."
    ),
    "url": _(
        "Row %(row)s, column “%(column)s”: “%(value)s” is not a web address. Write it in full, beginning with "
        "https:// or http://."
    ),
    "number": _("Row %(row)s, column “%(column)s”: “%(value)s” is not a whole number. Write digits only."),
    "yes_no": _("Row %(row)s, column “%(column)s”: “%(value)s” is neither yes nor no. Write yes or no."),
    "refused": _("Row %(row)s, column “%(column)s”: the portal refuses the value “%(value)s”: %(why)s"),
    "front_matter": _(
        "Row %(row)s, column “%(column)s”: the lines between the two rows of dashes of “%(value)s” cannot be read. "
        "Write one “name: value” a line."
    ),
    "file": _("Row %(row)s, column “%(column)s”: the file “%(value)s” cannot be read (%(why)s)."),
    "shape": _(
        "Row %(row)s, column “%(column)s”: the entry holds no question with an answer, and no title with a text."
    ),
    "unexpected": _(
        "Row %(row)s, column “%(column)s”: the row could not be written (%(why)s). The other rows were not touched."
    ),
}

#: Remarks: the row is imported; somebody should look at it.
NOTES: dict[str, Any] = {
    "picture_left_out": _(
        "Row %(row)s, column “%(column)s”: the picture “%(value)s” was left out. Add it in the page's editor."
    ),
    "link_left_out": _(
        "Row %(row)s, column “%(column)s”: the link to “%(value)s” was left out, because it leads to nothing that "
        "was imported. Its words stay."
    ),
    "html_left_out": _(
        "Row %(row)s, column “%(column)s”: the HTML elements %(value)s were left out. Their words stay."
    ),
    "table_as_list": _("Row %(row)s, column “%(column)s”: a table was written as a list."),
    "deleted_here": _(
        "Row %(row)s, column “%(column)s”: the page of “%(value)s” was deleted here, so it is not created again."
    ),
    "edited_here": _(
        "Row %(row)s, column “%(column)s”: the page of “%(value)s” was edited here since the import, so it stays "
        "as it is."
    ),
    "in_approval": _(
        "Row %(row)s, column “%(column)s”: the page of “%(value)s” is waiting for approval or locked, so it stays "
        "as it is for now."
    ),
    "not_yours": _(
        "Row %(row)s, column “%(column)s”: you may not change the page of “%(value)s”, so it stays as it is."
    ),
    "translated_here": _(
        "Row %(row)s, column “%(column)s”: a translation of “%(value)s” was made here, so the row is not imported."
    ),
}

_ALL = ERRORS | NOTES
LONGEST_VALUE = 80


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one row, or worth a remark. Kept without words, so that each reader gets their own."""

    code: str
    row: int
    column: str = ""
    value: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def is_note(self) -> bool:
        """Whether the row is imported all the same."""
        return self.code in NOTES

    def sentence(self) -> str:
        """The sentence in the active language."""
        words = {
            "row": self.row,
            "column": self.column or "–",
            "value": shown(self.value),
            **{name: shown(text) for name, text in self.more.items()},
        }
        return str(_ALL[self.code]) % words

    def as_json(self) -> dict[str, Any]:
        """For storing; `from_json` reads it."""
        kept = asdict(self) | {"value": shown(self.value)}
        return {name: value for name, value in kept.items() if value}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Problem":
        """The problem that was stored."""
        return cls(**stored)


def shown(text: str, longest: int = LONGEST_VALUE) -> str:
    """A value as a sentence shows it: on one line, without characters that cannot be seen, cut when long.

    >>> shown("a\\x00b")
    'a\\ufffdb'
    """
    visible = "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(str(text).split(" ")))
    visible = visible.encode("utf-8", "replace").decode("utf-8")
    return visible if len(visible) <= longest else f"{visible[: longest - 1]}…"


class SourceError(ValueError):
    """A file that cannot be read at all. The message, translated when it is shown, says why and what to do."""

    def __init__(self, sentence: Any, **words: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.words = words

    def __str__(self) -> str:
        return str(self.sentence) % self.words if self.words else str(self.sentence)
