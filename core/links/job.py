"""The job of the link checker: a small round every few minutes, so that no other job waits long for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from core.links import rows as table
from core.links.addresses import host_of
from core.links.checker import Result, check
from core.links.enums import NO_CONTACT, SOUND
from core.links.models import LinkCheck
from core.links.registry import named_links
from core.links.rounds import Pace, Round
from core.outbox.registry import HandlerFailed, describe, periodic

EVERY_SECONDS = 300
MOST_LINKS = 40
MOST_A_HOST = 5
SUSPICIOUS_HOSTS = 5
PACE = Pace()  # with the ten seconds of a check, a round ends within half a minute


@dataclass(frozen=True)
class Done:
    """What one run did: how many addresses it took, checked, and found failing."""

    taken: int
    checked: int
    failing: int


def check_links() -> None:
    """The periodic job. Does nothing while LINK_CHECKS is off."""
    if settings.LINK_CHECKS:
        run()


def run(*, check: Callable[[str], Result] = check, pace: Pace = PACE, now: datetime | None = None) -> Done:
    """Check what is due, at most MOST_LINKS. No transaction is open while the network is used.

    Raises HandlerFailed, after everything that could be done, with a sentence for the administrators.
    """
    now = now or timezone.now()
    problems = _keep_named(now)
    rows = table.claim(now, most=MOST_LINKS, most_a_host=MOST_A_HOST)
    results, begun = Round({row.pk: row.url for row in rows}, check, pace).run()
    table.release(row for row in rows if row.pk not in begun)
    if _seems_cut_off(rows, results):
        problems.append(
            "None of the sites that answered before could be reached, so nothing was noted: "
            "this machine seems to have no way to the internet."
        )
    else:
        table.note(results, now)
        if broken := len(begun - results.keys()):
            problems.append(f"{broken} links could not be checked; the log says why.")
    if problems:
        raise HandlerFailed(" ".join(problems))
    return Done(len(rows), len(results), sum(result.outcome not in SOUND for result in results.values()))


def _keep_named(now: datetime) -> list[str]:
    """Bring the rows in line with what content names; a sentence when a source fails, and then no row is deleted."""
    try:
        table.keep_named(list(named_links()), now)
    except Exception as error:
        return [f"It could not be found out which addresses are named: {describe(error)}"]
    return []


def _seems_cut_off(rows: list[LinkCheck], results: dict[int, Result]) -> bool:
    """Whether it is rather this machine that cannot be reached: several sound sites, and none made contact."""
    if any(result.outcome not in NO_CONTACT for result in results.values()):
        return False
    hosts = {host_of(row.url) for row in rows if row.pk in results and row.failing_since is None}
    return len(hosts) >= SUSPICIOUS_HOSTS


def register_job() -> None:
    """Register the job."""
    periodic("check links", EVERY_SECONDS, check_links)
