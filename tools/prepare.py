"""Brings the database to what the code expects, in one Django process: migrations, then demonstration content."""

import argparse
import contextlib
import errno
import io
import os
import sys

from tools.console import ROOT, Steps
from tools.faults import is_full

NO_ROOM = errno.ENOSPC  # the exit code when there was no room: the caller says so in a sentence


def prepare(first_step: int, total: int) -> str:
    """Migrate if needed, load the demonstration content into an empty database; return the accounts' text."""
    import django

    django.setup()
    from django.core.management import call_command

    from tools import database

    steps = Steps(total, first_step)
    database.begin()
    if _is_behind():
        steps.start("Bringing the database up to date")
        database.migrate()
        steps.done()
    else:
        steps.start("The database is up to date")
    database.end()
    steps.start("Demonstration content, when the database is empty")
    call_command("load_demo", if_empty=True)
    accounts = io.StringIO()
    call_command("demo_accounts", stdout=accounts)
    return accounts.getvalue()


def _is_behind() -> bool:
    from django.core.management import call_command

    try:
        with contextlib.redirect_stdout(io.StringIO()):
            call_command("migrate", check_unapplied=True, plan=False, verbosity=0)
    except SystemExit:
        return True
    return False


def command() -> None:
    """Prepare, and write the accounts' text where the caller wants to read it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first-step", type=int, default=1)
    parser.add_argument("--steps", type=int, default=2)
    parser.add_argument("--accounts-to", type=int, help="number of an open file descriptor")
    arguments = parser.parse_args()
    text = prepare(arguments.first_step, arguments.steps)
    with os.fdopen(arguments.accounts_to or os.dup(sys.stdout.fileno()), "w") as out:
        out.write(text)


if __name__ == "__main__":
    try:
        command()
    except KeyboardInterrupt:  # what there is to say, here and below, the caller says
        sys.exit(130)
    except Exception as error:
        if not is_full(ROOT, error):
            raise
        sys.exit(NO_ROOM)
