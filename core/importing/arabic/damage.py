"""Damages clean Arabic the way extraction from PDF does, so that tests and proofs know what a repair must give back."""

import re

from core.importing.arabic.lamalef import reverse_ligatures

_WORD = re.compile("[ء-ي\u064b-\u0652]+")
_NUMBER = r"\d+(?:[.,/:–-]\d+)*"
_SIGNS = r"()\[\]«».,،:%"
_NUMBER_RUN = re.compile(rf"{_NUMBER}(?:[{_SIGNS} ]|{_NUMBER})*")
_TOKEN = re.compile(rf"{_NUMBER}|.")
_SIGN_AFTER_WORD = re.compile(r"(?<=[ء-ي]) ?([،؛:.]) (?=[ء-ي])")


def lam_alef(text: str) -> str:
    """Return the text with every lam-alef ligature written alef-lam, and the name of God backwards."""
    text = _WORD.sub(lambda match: reverse_ligatures(match.group()), text)
    return re.sub("(?<![ء-ي])الله(?![ء-ي])", "هللا", text)


def visual_order(line: str) -> str:
    """Return the line with numbers and the signs after them reversed, and commas on the word that follows."""
    line = _NUMBER_RUN.sub(_reversed, line)
    line = _SIGN_AFTER_WORD.sub(r" \1", line)
    return re.sub(" {2,}", " ", line)


def _reversed(match: re.Match[str]) -> str:
    return "".join(reversed(_TOKEN.findall(match.group())))


def pages(lines: list[str], per_page: int = 30) -> str:
    """Return the lines as pages with a number between dashes at the foot of each."""
    out: list[str] = []
    for start in range(0, len(lines), per_page):
        out += [*lines[start : start + per_page], "", f"-{start // per_page + 1}-", ""]
    return "\n".join(out)


def wrap(paragraph: str, width: int = 80) -> list[str]:
    """Return the paragraph broken into lines of at most this many characters, unless one word is longer."""
    lines = [""]
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def damage(text: str) -> str:
    """Return the text as a PDF extraction would: broken into lines and pages, ligatures and numbers out of order."""
    lines = [line for paragraph in text.split("\n") for line in wrap(paragraph)]
    return pages([visual_order(lam_alef(line)) for line in lines])
