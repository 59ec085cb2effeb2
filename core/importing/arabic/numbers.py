"""Puts numbers, brackets and punctuation of right-to-left lines back from the order they are seen in to the order they are read in.

Extraction from PDF writes a number together with all signs and spaces after it in reverse: "1440 (12 يونيو 2019)." comes
out as "12( 1440يونيو .)2019", and a comma after a word as " ،يقوم". The spaces lost in between are put back.
"""

import re

_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,/:–-]\d+)*°?|[٠-٩]+(?:[.,/:-][٠-٩]+)*"
_TOKEN = re.compile(rf"(?:(?<=%)-)?(?:{_NUMBER})|[ \u00a0]+|.")
# The Arabic semicolon and question mark are not here: they are strong right-to-left and end a run of number and signs.
_SIGNS = r"()\[\]«»\"“”.,،:;%/–\-−?!"
_RUN = re.compile(rf"[{_SIGNS} \u00a0]*(?:{_NUMBER})(?:[{_SIGNS} \u00a0]|{_NUMBER})*")
_OPENS_BEFORE = re.compile(r"\s*[(\[«]+(?=[\s)])")
# A year in front of a bracket that opens on words: "1417 (فاتح يوليو 1996)" is damaged to "( 1417فاتح".
_YEAR_BEFORE_BRACKET = re.compile(r"\s*\( (1[2-4]\d\d)$")
_NUMBER_ALONE = re.compile(rf"^([.،؛]+)({_NUMBER})$")
_NUMBER_GLUED = re.compile(r"(?<=\d)(?=[ء-ي]{3})")
_HAS_DIGIT = re.compile(r"[\d٠-٩]")
_LETTER = re.compile("[ء-ي\u064b-\u0652]")
_OTHER_LETTER = re.compile(r"[^\W\d_]")
DIGIT_OR_GUILLEMET = re.compile(r"[\d«]")
MISPLACED = re.compile(r" [،؛:.؟!)\]]|[،؛:.][ء-ي]|[ء-ي)][(\[«]")
_MARK_BEFORE = re.compile(r"(?<=[ء-ي\u064b-\u0652\d)\]»%]) +([،؛:.؟!)\]]+)(?=[ء-ي\u064b-\u0652\d(«\"]|\s|$)")
_GLUED = re.compile(r"(?<=[،؛:])(?=[ء-ي])|(?<=[ء-ي\u064b-\u0652][.])(?=[ء-ي]{2})|(?<=[ء-ي)])(?=[(\[«])")
_GUILLEMET_CLOSES = re.compile("(?<=[ء-ي\u064b-\u0652\\d)]) ?«(?=\\s|[،؛:.)]|$)")
_MIRRORED = re.compile(r"(?<![^\s(])»(?=[ء-ي])([^«»]*[ء-ي.])«(?![ء-ي])")
_AND_NUMBER = re.compile(r"(?<=\d)\s*و\s*(?=\d)")
_SPACES = re.compile(" {2,}")


def reading_order(line: str) -> str:
    """Return the line with numbers and signs in reading order; a line without Arabic letters only when it is one number and its stop."""
    if not _LETTER.search(line):
        return _NUMBER_ALONE.sub(r"\2\1", line)
    if _HAS_DIGIT.search(line):
        line = _RUN.sub(lambda match: _run(match, line), line)
        line = _NUMBER_GLUED.sub(" ", _AND_NUMBER.sub(" و", line))
    if "«" in line:
        line = _MIRRORED.sub(r"«\1»", line)
        line = _GUILLEMET_CLOSES.sub(_closing_guillemet, line)
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
    if after and (year := _YEAR_BEFORE_BRACKET.match(run)):
        return f" {year.group(1)} ("
    opening = _OPENS_BEFORE.match(run)
    start = opening.group() if opening else ""
    if not _is_turned(run[len(start) :], before + start, after):
        return run
    tokens = _TOKEN.findall(run[len(start) :])
    turned = "".join(reversed(tokens)).strip()
    if not _brackets_fit(start + turned):
        return run
    lead = start.rstrip() or (" " if before else "")
    return lead + turned + (" " if _LETTER.match(after) else "")


def _closing_guillemet(match: re.Match[str]) -> str:
    """Return the closing sign where one is open on the line, else the sign as it is."""
    before = match.string[: match.start()]
    return "»" if before.count("«") > before.count("»") else match.group()


def _is_turned(run: str, before: str, after: str) -> bool:
    """Say whether the run shows the trace of reversal: it ends with its number, the space after that being lost."""
    if not _HAS_DIGIT.match(run[-1:].replace("°", "0")) or _foreign(before[-1:]) or _foreign(after[:1]):
        return False
    return not before or run[0] == " " or before[-1] in "([" or bool(_HAS_DIGIT.match(run))


def _foreign(character: str) -> bool:
    return bool(_OTHER_LETTER.match(character)) and not _LETTER.match(character)


def _brackets_fit(run: str) -> bool:
    """Say that the run neither holds an empty pair of brackets nor ends by opening one."""
    return not re.search(r"\(\s*\)|\[\s*\]|«\s*»|[(\[«]\s*$", run)
