"""When e-mails that are sent together leave: on working mornings."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from institutions.workflow.calendar import is_working_day

HOUR = 8
LONGEST_BREAK = 31  # days without a working day; then the calendar is wrong and the next morning will do


def next_morning(after: datetime) -> datetime:
    """The first working morning after this moment, in the site's time zone."""
    local = timezone.localtime(after)
    first = local.date() if local.hour < HOUR else local.date() + timedelta(days=1)
    return _morning(_first_working(first))


def next_week(after: datetime) -> datetime:
    """The first working morning of the week after this moment, of this week when it is still to come."""
    local = timezone.localtime(after)
    monday = local.date() - timedelta(days=local.weekday())
    this_week = _morning(_first_working(monday))
    return this_week if this_week > after else _morning(_first_working(monday + timedelta(days=7)))


def _first_working(day: date) -> date:
    days = (day + timedelta(days=number) for number in range(LONGEST_BREAK))
    return next((one for one in days if is_working_day(one)), day)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(HOUR)))
