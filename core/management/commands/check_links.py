"""Checks the web addresses that public content names, or one address by way of trial."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.links.checker import OUTSIDE, Reach, check
from core.links.enums import SOUND
from core.links.job import Done, run
from core.links.models import LinkCheck
from core.links.rounds import Pace
from core.outbox.registry import HandlerFailed

PATIENT = Pace(seconds=300)


class Command(BaseCommand):
    help = "Checks the web addresses that are due, as the worker does by itself. --now checks all of them."
    reach: Reach = OUTSIDE

    def add_arguments(self, parser: CommandParser) -> None:
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--now", action="store_true", help="check every address, whenever it would be due")
        group.add_argument("--url", help="only say what this address answers; nothing is written down")

    def handle(self, *args: Any, now: bool = False, url: str | None = None, **options: Any) -> None:
        """Raises CommandError (exit code 1) when the one address fails, or when checking was not possible."""
        if url is not None:
            self._try(url)
            return
        if now:
            LinkCheck.objects.update(next_check_at=timezone.now())
        checked = failing = 0
        while (done := self._run()).taken:
            checked, failing = checked + done.checked, failing + done.failing
        self.stdout.write(f"{checked} links checked, {failing} of them failing. See Reports, Links in the admin.")

    def _try(self, url: str) -> None:
        result = check(url, self.reach)
        if result.outcome not in SOUND:
            raise CommandError(result.sentence)
        self.stdout.write(result.sentence)

    def _run(self) -> Done:
        try:
            return run(check=lambda url: check(url, self.reach), pace=PATIENT)
        except HandlerFailed as fault:
            raise CommandError(str(fault)) from None
