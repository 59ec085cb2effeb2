"""What is kept about the rows of an import while it runs: for the command a file of lines, for the admin rows."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from django.utils.translation import override

from core.importing.models import ImportRun
from core.importing.problems import Problem
from core.importing.report import Report


@dataclass
class Result:
    """What became of one row: its outcome (a key of core.importing.report.OUTCOMES), remarks and errors, its page."""

    number: int
    source_id: str
    outcome: str
    problems: list[Problem] = field(default_factory=list)
    page: int | None = None


class Recorder(ABC):
    """Takes the results of rows in their order; `save` is called in the transaction that wrote what they tell of."""

    @abstractmethod
    def save(self, results: list[Result], done: int) -> None:
        """Keeps these results; `done` rows of the file are done now."""

    @abstractmethod
    def saved(self, results: list[Result], done: int) -> None:
        """Called after that transaction."""


@dataclass
class ReportRecorder(Recorder):
    """The report of the command; the run's row says how far it is."""

    report: Report
    run: ImportRun | None = None

    def save(self, results: list[Result], done: int) -> None:
        """Writes how many rows are done."""
        if self.run:
            ImportRun.objects.filter(pk=self.run.pk).update(rows_done=done)

    def saved(self, results: list[Result], done: int) -> None:
        """Writes the lines, in the words of the code as all output of commands."""
        with override("en"):
            for result in results:
                errors = [one.sentence() for one in result.problems if not one.is_note]
                kept = [one.sentence() for one in result.problems if one.is_note and result.outcome == "kept"]
                notes = [one for one in result.problems if one.is_note and result.outcome != "kept"]
                self.report.row(
                    result.outcome,
                    line=result.number,
                    source_id=result.source_id,
                    reason=" ".join([*errors, *kept]),
                    notes=[note.sentence() for note in notes],
                    kinds=[note.code.replace("_", " ") for note in notes],
                    page=result.page,
                )
            self.report.flush()
