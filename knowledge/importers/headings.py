"""Finds the divisions of a text: extraction left their headings at the end of the article before."""

import re

_ARABIC_ORDINALS = (
    "الأول|الاول|األول|الأولى|الاولى|األولى|الثاني|الثانية|الثالث|الثالثة|الرابع|الرابعة|الخامس|الخامسة|السادس|السادسة"
    "|السابع|السابعة|الثامن|الثامنة|التاسع|التاسعة|العاشر|العاشرة|الحادي|الحادية|التمهيدي|تمهيدي|الفريد|فريد"
    "|العشرون|الأخير|األخير|الاخير"
)
#: Names of divisions, the largest first. Which of them a text uses differs; only their order among each other counts.
_RANKS = (
    "الكتاب|livre|book",
    "الجزء|partie|part",
    "القسم|titre|title",
    "الباب|chapitre|chapter",
    "الفرع|section",
    "المبحث|sous-section|subsection",
    "المطلب|paragraphe",
)
_WORDS = "|".join(_RANKS)
_HEADING = re.compile(
    rf"^\s*({_WORDS})\s*(?::?\s*\d|(?:{_ARABIC_ORDINALS})(?!\w)|premi[eè]re?\b|[ivxl]+\b|unique\b|pr[ée]liminaire\b|first\b)",
    re.IGNORECASE,
)
_RANK = [re.compile(rf"^(?:{words})$", re.IGNORECASE) for words in _RANKS]
_PAGE_NUMBER = re.compile(r"^\s*-?\s*\d+\s*-?\s*$")
_MOST_CONTINUATIONS = 3
_LONGEST_LINE = 110


def is_heading(line: str) -> bool:
    """Whether the line begins like the heading of a division: its name and an ordinal or number."""
    return _HEADING.match(line) is not None


def rank(heading: str) -> int:
    """Place of a division's name among all, 0 for the largest; the last place for a heading without such a name."""
    match = _HEADING.match(heading)
    if match is None:
        return len(_RANK)
    return next(number for number, pattern in enumerate(_RANK) if pattern.match(match.group(1)))


def levels(headings: list[str]) -> list[int]:
    """The level of each heading of one text, from 1: the largest kind of division that this text uses is 1."""
    ranks = [rank(heading) for heading in headings]
    order = sorted(set(ranks))
    return [order.index(one) + 1 for one in ranks]


def split_trailing(content: str, chapter: str) -> tuple[str, list[str]]:
    """The article without the headings that end it, and those headings, for the divisions before the next article.

    `chapter` is what the source names as the next article's division. The cut is made only where that very line ends
    the article: a heading elsewhere may be part of a sentence. Otherwise the article stays whole and `chapter` is the
    only heading.
    """
    chapter = chapter.strip()
    lines = content.split("\n")
    at = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].strip() == chapter), None)
    if at is None or not _only_heading_matter(lines[at + 1 :]):
        return content, [chapter]
    start = _first_heading(lines, at)
    return "\n".join(lines[:start]).rstrip(), _grouped(lines[start:])


def _only_heading_matter(lines: list[str]) -> bool:
    """Nothing but the rest of a long heading."""
    rest = [line for line in lines if line.strip() and not _PAGE_NUMBER.match(line)]
    return len(rest) <= _MOST_CONTINUATIONS and all(_may_continue(line) for line in rest)


def _may_continue(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and not line.rstrip().endswith((".", "؛", ";", ":"))


def _first_heading(lines: list[str], at: int) -> int:
    """The line where the block of headings that ends at `at` begins."""
    start, continuations = at, 0
    for i in range(at - 1, -1, -1):
        line = lines[i]
        if is_heading(line):
            start, continuations = i, 0
        elif not line.strip() or _PAGE_NUMBER.match(line):
            continue
        elif continuations < _MOST_CONTINUATIONS and _may_continue(line):
            continuations += 1
        else:
            break
    return start


def _grouped(lines: list[str]) -> list[str]:
    """One heading a division; lines that do not begin one go on with the one before."""
    headings: list[str] = []
    for line in lines:
        if not line.strip() or _PAGE_NUMBER.match(line):
            continue
        if headings and not is_heading(line):
            headings[-1] = f"{headings[-1]} {line.strip()}"
        else:
            headings.append(line.strip())
    return headings
