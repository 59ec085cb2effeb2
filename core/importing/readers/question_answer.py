"""Reads questions with their answers from JSON: the layout of SQuAD, sheets in it, or plain lists."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from core.importing.problems import Problem, SourceError
from core.importing.readers.base import Source, SourceRow, clean_id

_CONTAINERS = {"paragraphs", "qas", "answers"}


class QuestionAnswerFile(Source):
    """One row a question; an entry that has a title and a text but no question is a row with these.

    Layouts: `{"data": [{"title", "paragraphs": [{"context", "qas": [{"question", "answers": [{"text"}]}]}]}]}`, a list
    of `[id, question, answer]`, a list of `{"question", "answer"}`.
    """

    usual_columns: ClassVar = {
        "id": "id",
        "question": "title",
        "answer": "body",
        "link": "source_url",
        "url": "source_url",
        "summary": "summary",
        "date": "dated_on",
        "language": "language",
        "institution": "institution",
        "topics": "topics",
    }

    def rows(self) -> Iterator[SourceRow]:
        number = 0
        asked: dict[str, int] = {}
        for entry in self._entries():
            for values in _questions(entry) or [{}]:
                number += 1
                if not values:
                    yield SourceRow(number, problem=Problem("shape", number, "question"))
                    continue
                if not values["id"]:
                    values["id"] = _own_id(values["question"], asked)
                yield SourceRow(number, clean_id(values["id"]), values)

    def _entries(self) -> list[Any]:
        try:
            whole = json.loads(self.path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise SourceError(
                _("The file is not UTF-8 (byte %(byte)s). Save it as UTF-8."), byte=error.start
            ) from error
        except (ValueError, RecursionError) as error:
            raise SourceError(
                _("The file is not JSON: it cannot be read at line %(line)s."), line=getattr(error, "lineno", "–")
            ) from error
        entries = whole.get("data") if isinstance(whole, dict) else whole
        if not isinstance(entries, list):
            raise SourceError(_("The file holds no list of questions, neither by itself nor under the name “data”."))
        return entries


def _questions(entry: Any) -> list[dict[str, Any]]:
    """The rows of one entry."""
    if isinstance(entry, list) and len(entry) >= 3 and all(isinstance(part, str) for part in entry[:3]):
        return [_row(entry[1], entry[2], entry[0], {})]
    if not isinstance(entry, dict):
        return []
    facts = {
        str(name): value.strip() if isinstance(value, str) else value
        for name, value in entry.items()
        if name not in _CONTAINERS and isinstance(value, str | int | float | bool)
    }
    own_id = str(facts.get("id", ""))
    if isinstance(entry.get("question"), str) and isinstance(entry.get("answer"), str):
        return [_row(entry["question"], entry["answer"], own_id, facts)]
    paragraphs = [one for one in _list(entry.get("paragraphs")) if isinstance(one, dict)]
    asked = [
        (qa, paragraph)
        for paragraph in paragraphs
        for qa in _list(paragraph.get("qas"))
        if isinstance(qa, dict) and str(qa.get("question") or "").strip()
    ]
    rows = []
    for qa, paragraph in asked:
        answer = _answer(qa) or str(paragraph.get("context") or "")
        own = str(qa.get("id") or (own_id if len(asked) == 1 else ""))
        rows.append(_row(str(qa["question"]), answer, own, facts))
    text = "\n\n".join(str(one.get("context") or "") for one in paragraphs).strip()
    if not rows and text and str(facts.get("title", "")).strip():
        rows.append(_row(str(facts["title"]), text, own_id, facts))
    return rows


def _row(question: str, answer: str, own_id: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The values of one row."""
    question, answer = " ".join(question.split()), answer.replace("\r\n", "\n").strip()
    return {**facts, "id": own_id.strip(), "question": question, "answer": _without_title(answer, question)}


def _own_id(question: str, asked: dict[str, int]) -> str:
    """An identifier made from the question's words; the same question asked again gets the next number."""
    made = f"q-{hashlib.sha256(question.casefold().encode(errors='replace')).hexdigest()[:16]}"
    asked[made] = asked.get(made, 0) + 1
    return made if asked[made] == 1 else f"{made}-{asked[made]}"


def _without_title(answer: str, question: str) -> str:
    """The answer without a first line that only repeats what is asked."""
    first, _newline, rest = answer.partition("\n")
    repeats = rest.strip() and " ".join(first.split()).startswith(question)
    return rest.strip() if repeats and len(first) <= len(question) + 80 else answer


def _answer(qa: dict[str, Any]) -> str:
    texts = [one.get("text") for one in _list(qa.get("answers")) if isinstance(one, dict)]
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
