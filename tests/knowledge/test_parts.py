"""A long text is divided into parts that are in order, light, and never end with a heading."""

import gzip

from knowledge.parts import PART, plan_parts
from tests.knowledge.rows import words


class Row:
    def __init__(self, text="", level=1, division=False):
        self.text, self.level, self.is_division, self.label, self.heading = text, level, division, "Label", ""


def test_parts_are_in_order_and_light():
    rows = []
    for n in range(6):
        rows.append(Row(level=1, division=True))
        for m in range(3):
            rows.append(Row(level=2, division=True))
            rows += [Row(words(150, n * 50 + m * 10 + i)) for i in range(5)]
    parts = plan_parts(rows)
    assert parts == sorted(parts)
    assert set(parts) == set(range(1, max(parts) + 1))
    for part in set(parts):
        text = "\n".join(row.text for row, number in zip(rows, parts, strict=True) if number == part)
        assert len(gzip.compress(text.encode())) < PART * 1.25


def test_no_part_ends_with_a_heading():
    rows = [row for n in range(40) for row in (Row(level=2, division=True), Row(words(300, n)))]
    parts = plan_parts(rows)
    last = [row for row, part, after in zip(rows, parts, [*parts[1:], 0], strict=True) if part != after]
    assert not any(row.is_division for row in last)
