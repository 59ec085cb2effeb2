"""Working days, counted in the site's time zone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

#: Asked of each day besides the weekend; an app that knows the holidays adds a function: True for a day off.
days_off: list[Callable[[date], bool]] = []


def is_working_day(day: date) -> bool:
    """Whether people work on this day (setting WORKING_WEEKDAYS, 0 is Monday)."""
    return day.weekday() in settings.WORKING_WEEKDAYS and not any(off(day) for off in days_off)


def add_working_days(day: date, number: int) -> date:
    """The day that is this number of working days later, or earlier for a negative number."""
    step = timedelta(days=1 if number >= 0 else -1)
    left, tries = abs(number), 0
    while left and tries < 3660:  # a calendar without working days ends here
        day += step
        tries += 1
        left -= is_working_day(day)
    return day


def due_on(since: datetime, working_days: int) -> date:
    """The last day on which something that began at this moment is still in time."""
    return add_working_days(timezone.localtime(since).date(), working_days)
