"""Proves that every institution has what it needs, and somebody who can approve."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from institutions.provisioning.check import access_faults


class Command(BaseCommand):
    help = "Lists institutions without an active moderator, and groups that hold too little or too much."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit code 1) when something is wrong."""
        found = 0
        for fault in access_faults():
            found += 1
            self.stdout.write(fault)
        if found:
            raise CommandError(f"{found} faults were found.")
        self.stdout.write("Every institution has what it needs and somebody who can approve.")
