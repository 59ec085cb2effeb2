"""Empties the outbox and runs periodic jobs, until it is told to end."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.outbox.worker import WorkerLoop


class Command(BaseCommand):
    help = "Does what changes have left in the outbox, and runs periodic jobs. As many as wanted may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then end.")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        worker = WorkerLoop()

        def end(signum: int, frame: FrameType | None) -> None:
            worker.stop()

        before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            if once:
                worker.run_jobs()
                worker.drain()
            else:
                worker.run()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
