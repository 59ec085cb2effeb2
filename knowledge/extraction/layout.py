"""Puts the glyphs of a page together into lines, and the lines into a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from knowledge.extraction.glyphs import Glyph, is_right_to_left
from knowledge.extraction.order import Line, in_pairs, in_reading_order

# Shares of the size of the font.
SAME_LINE = 0.5  # dots and vowel marks are set up to a third off the baseline
SAME_BASELINE = 0.35
GOES_ON = 2.5  # glyphs that follow in the file go on with the line up to this distance: a tabulator, not a column
RECENT = 200  # lines that may still get another piece: all of an ordinary page
BELONGS = 0.8  # pieces of a line from different places of the file belong together up to this distance


@dataclass(slots=True)
class _Piece:
    """Glyphs of one line that stand together."""

    turn: int
    size: float
    left: float
    right: float
    baseline: float
    glyphs: list[Glyph] = field(default_factory=list)

    def takes(self, glyph: Glyph) -> bool:
        """Whether the glyph goes on with this line."""
        distance = max(glyph.left - self.right, self.left - glyph.right)
        off = abs(glyph.baseline - self.baseline)
        size = max(self.size, glyph.size)
        return glyph.turn == self.turn and off < SAME_LINE * size and distance < GOES_ON * size

    def add(self, glyph: Glyph) -> None:
        count = len(self.glyphs)
        self.baseline = (self.baseline * count + glyph.baseline) / (count + 1)
        self.left, self.right = min(self.left, glyph.left), max(self.right, glyph.right)
        self.size = max(self.size, glyph.size)
        self.glyphs.append(glyph)

    def is_beside(self, other: "_Piece") -> bool:
        """Whether both are pieces of one line."""
        size = min(self.size, other.size)
        distance = max(other.left - self.right, self.left - other.right)
        return (
            self.turn == other.turn
            and abs(self.baseline - other.baseline) < SAME_BASELINE * size
            and distance < BELONGS * size
        )

    def join(self, other: "_Piece") -> None:
        for glyph in other.glyphs:
            self.add(glyph)


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of a page, a line a line, in the order in which its file draws the lines."""
    letters = [is_right_to_left(glyph.text[0]) for glyph in glyphs if glyph.text[0].isalpha()]
    from_the_right = sum(letters) * 2 > len(letters)
    lines = [in_reading_order(piece.glyphs, from_the_right=from_the_right) for piece in _joined(_pieces(glyphs))]
    return "\n".join(with_brackets(lines))


def with_brackets(lines: Iterable[Line]) -> list[str]:
    """The texts of the lines, each with the brackets that fit it, or those of most lines when both or none do."""
    pairs = [line.pairs for line in lines]
    page_is_turned = sum(turned for _text, turned in pairs) > sum(text for text, _turned in pairs)
    return [
        in_pairs(line.turned if (turned > text or (turned == text and page_is_turned)) else line.text)
        for line, (text, turned) in zip(lines, pairs, strict=True)
    ]


def _pieces(glyphs: Iterable[Glyph]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for glyph in glyphs:
        if not pieces or not pieces[-1].takes(glyph):
            pieces.append(_Piece(glyph.turn, glyph.size, glyph.left, glyph.right, glyph.baseline))
        pieces[-1].add(glyph)
    return pieces


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, each line's together where the first of them is: letters that a program draws later find their word."""
    lines: list[_Piece] = []
    for piece in pieces:
        beside = [line for line in lines[-RECENT:] if line.is_beside(piece)]
        if not beside:
            lines.append(piece)
            continue
        beside[0].join(piece)
        for other in beside[1:]:
            beside[0].join(other)
            lines.remove(other)
    return lines
