"""The guide as a graph: which step leads to which, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Step:
    """One question or result: its name, its heading, and for a question the answers with where they lead."""

    key: str
    is_question: bool
    title: str
    answers: tuple[tuple[str, str], ...] = ()
    is_empty: bool = False


@dataclass(frozen=True)
class Graph:
    """The steps of one guide in order; the first is where it begins."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, stream: Any) -> "Graph":
        """The graph of a StreamField of StepsBlock."""
        return cls(tuple(_step(block) for block in stream))

    @cached_property
    def by_key(self) -> dict[str, Step]:
        """The steps by name; of two with one name the first."""
        found: dict[str, Step] = {}
        for step in self.steps:
            found.setdefault(step.key, step)
        return found

    @cached_property
    def depths(self) -> dict[str, int]:
        """Fewest answers from the beginning to each step that can be reached."""
        if not self.steps:
            return {}
        depths = {self.steps[0].key: 0}
        waiting = [self.steps[0].key]
        for key in waiting:  # grows while it is read
            for _label, to in self.by_key[key].answers:
                if to in self.by_key and to not in depths:
                    depths[to] = depths[key] + 1
                    waiting.append(to)
        return depths

    def questions_before(self, key: str) -> list[Step]:
        """The questions of which an answer leads to this step."""
        return [step for step in self.steps if any(to == key for _label, to in step.answers)]

    def problems(self) -> list[str]:
        """A sentence for each fault: nothing to begin with, a name used twice, an answer that leads nowhere, a dead end,
        a step that no path reaches, a loop. No sentence twice."""
        if not self.steps:
            return [_("The guide has no step yet.")]
        said = [*self._names(), *self._leads(), *self._dead_ends(), *self._unreached(), *self._loops()]
        return list(dict.fromkeys(said))

    def _names(self) -> Iterator[str]:
        seen: set[str] = set()
        for step in self.steps:
            if step.key in seen:
                yield _("Two steps are called “%(key)s”. Give one of them another name.") % {"key": step.key}
            seen.add(step.key)

    def _leads(self) -> Iterator[str]:
        for step in self.steps:
            for label, to in step.answers:
                if to not in self.by_key:
                    yield _("“%(title)s”: the answer “%(label)s” leads to “%(to)s”, and no step is called that.") % {
                        "title": step.title,
                        "label": label,
                        "to": to,
                    }

    def _dead_ends(self) -> Iterator[str]:
        for step in self.steps:
            if step.is_question and not step.answers:
                yield _("“%(title)s” has no answer: the path ends there without a result.") % {"title": step.title}
            elif not step.is_question and step.is_empty:
                yield _("“%(title)s” names nobody who can help and says nothing to do.") % {"title": step.title}

    def _unreached(self) -> Iterator[str]:
        for step in self.steps:
            if step.key not in self.depths:
                yield _("No answer leads to “%(title)s” (%(key)s).") % {"title": step.title, "key": step.key}

    def _loops(self) -> Iterator[str]:
        """One sentence for each answer that leads back into the path it came by, found depth first."""
        state: dict[str, bool] = {}  # True while on the path, False when done
        stack: list[tuple[str, Iterator[tuple[str, str]]]] = []
        for first in self.by_key:
            if first in state:
                continue
            stack.append((first, iter(self.by_key[first].answers)))
            state[first] = True
            while stack:
                key, answers = stack[-1]
                to = next((to for _label, to in answers if to in self.by_key and state.get(to) is not False), None)
                if to is None:
                    state[key] = False
                    stack.pop()
                elif state.get(to):
                    keys = [step for step, _answers in stack]
                    path = " → ".join([*keys[keys.index(to) :], to])
                    yield _("The path goes round in a loop: %(path)s.") % {"path": path}
                else:
                    state[to] = True
                    stack.append((to, iter(self.by_key[to].answers)))


def _step(block: Any) -> Step:
    value = block.value
    if block.block_type == "question":
        answers = tuple((answer["label"], answer["to"]) for answer in value["answers"])
        return Step(value["key"], True, value["title"], answers)
    is_empty = not (value["text"] or "").strip() and not any(map(_leads_somewhere, value["ways"]))
    return Step(value["key"], False, value["title"], is_empty=is_empty)


def _leads_somewhere(way: Any) -> bool:
    """Whether readers see it: a page that was deleted leaves an empty way behind, and one that is not public none."""
    return bool(way.value) and getattr(way.value, "live", True)
