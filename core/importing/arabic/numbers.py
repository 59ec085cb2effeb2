"""Puts numbers, brackets and punctuation of right-to-left lines back from the order they are seen in to the order they are read in.

Extraction from PDF writes a number together with all signs and spaces after it in reverse: "1440 (12 يونيو 2019)." comes
out as "12( 1440يونيو .)2019", and a comma after a word as " ،يقوم". The spaces lost in between are put back.
"""

import re

_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,/:-]\d+)*°?|[٠-٩]+(?:[.,/:-][٠-٩]+)*"
_TOKEN = re.compile(rf"(?:(?<=%)-)?(?:{_NUMBER})|[ \u00a0]+|.")
_SIGNS = r"()\[\]«»\"“”.,،؛:;%/–\-−?؟!"
_RUN = re.compile(rf"(?:[{_SIGNS} \u00a0]|{_NUMBER})+")
_OPENS_BEFORE = re.compile(r"\s*[(\[«]+(?=\s)")
_HAS_DIGIT = re.compile(r"[\d٠-٩]")
_LETTER = re.compile("[ء-ي\u064b-\u0652]")
_LATIN = re.compile("[A-Za-z]")
_OTHER_LETTER = re.compile(r"[^\W\d_]")
_MARK_BEFORE = re.compile(r"(?<=[ء-ي\u064b-\u0652\d)\]»%]) +([،؛:.؟!)\]]+)(?=[ء-ي\u064b-\u0652\d(«\"]|\s|$)")
_GLUED = re.compile(r"(?<=[،؛:])(?=[ء-ي])|(?<=[ء-ي\u064b-\u0652][.])(?=[ء-ي]{2})|(?<=[ء-ي)])(?=[(\[«])")
_GUILLEMET_CLOSES = re.compile("(?<=[ء-ي\u064b-\u0652\\d)]) ?«(?=\\s|[،؛:.)]|$)")
_AND_NUMBER = re.compile(r"(?<=\d)\s*و\s*(?=\d)")
_SPACES = re.compile(" {2,}")
_BRACKETS = {")": "(", "]": "[", "»": "«"}


def reading_order(line: str) -> str:
    """Return the line with numbers and signs in reading order; lines without Arabic letters stay as they are."""
    if not _LETTER.search(line):
        return line
    line = _RUN.sub(lambda match: _run(match, line), line)
    line = _AND_NUMBER.sub(" و", line)
    line = _GUILLEMET_CLOSES.sub("»", line)
    return _SPACES.sub(" ", line)


def punctuation(line: str) -> str:
    """Return the line with commas, stops and closing brackets on the word before them and a space after."""
    if not _LETTER.search(line):
        return line
    line = _MARK_BEFORE.sub(r"\1 ", line)
    return _SPACES.sub(" ", _GLUED.sub(" ", line)).rstrip()


def _run(match: re.Match[str], line: str) -> str:
    run = match.group()
    before, after = line[: match.start()], line[match.end() :]
    opening = _OPENS_BEFORE.match(run)
    start = opening.group() if opening else ""
    if not _is_turned(run[len(start) :], before + start, after):
        return run
    tokens = _TOKEN.findall(run[len(start) :])
    turned = "".join(reversed(tokens)).strip()
    if not _brackets_fit(start + turned):
        return run
    lead = start.rstrip() if start else (" " if before and run[0] != "(" or before.endswith(" ") else "")
    if before and not lead and not start:
        lead = " "
    return lead + turned + (" " if after else "")


def _is_turned(run: str, before: str, after: str) -> bool:
    """Say whether the run shows the trace of reversal: it ends with its number, the space after that being lost."""
    if not _HAS_DIGIT.match(run[-1:].replace("°", "0")) or _foreign(before[-1:]) or _foreign(after[:1]):
        return False
    return not before or run[0] == " " or bool(_HAS_DIGIT.match(run))


def _foreign(character: str) -> bool:
    return bool(_OTHER_LETTER.match(character)) and not _LETTER.match(character)


def _brackets_fit(run: str) -> bool:
    """Say that no bracket is opened and closed the wrong way round inside the run."""
    return not re.search(r"\(\s*\)|\[\s*\]|«\s*»", run) and not re.search(r"\)\s*\d[^()]*\(\s*$", run)
