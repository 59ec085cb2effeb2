"""A small guide for tests: two questions, results with every way to be helped."""

from typing import Any

from institutions.models import HelpGuidePage
from tests.factories import pages


def answer(label: str, to: str) -> dict[str, str]:
    return {"label": label, "to": to}


def question(key: str, *answers: tuple[str, str], title: str = "", text: str = "") -> tuple[str, dict[str, Any]]:
    value = {"key": key, "title": title or f"Question {key}", "text": text}
    return "question", value | {"answers": [answer(label, to) for label, to in answers]}


def result(key: str, *ways: tuple[str, Any], title: str = "", text: str = "À faire.") -> tuple[str, dict[str, Any]]:
    return "result", {"key": key, "title": title or f"Result {key}", "text": text, "ways": list(ways)}


PHONE = ("phone", {"number": "+212 5 37 00", "label": "Ligne", "note": "Gratuit"})
STEPS = (
    question("start", ("Argent demandé", "money"), ("Autre chose", "other")),
    question("money", ("Dans un service", "report"), ("Ailleurs", "other")),
    result("report", PHONE),
    result("other"),
)


def add_guide(home: Any, *steps: tuple[str, Any], title: str = "Qui peut m’aider ?", **fields: Any) -> HelpGuidePage:
    """A guide of these steps (of STEPS without any) below a home page."""
    return pages.add_page(HelpGuidePage, home, title, steps=list(steps or STEPS), **fields)
