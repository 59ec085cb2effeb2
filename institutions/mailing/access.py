"""Whether a notice is still of use to its person at the moment it is sent."""

from wagtail.models import TaskState

from institutions.isolation.scope import is_own_page, serves_portal
from institutions.models.notice import ALWAYS_KINDS, Notice, NoticePreference


def is_of_use(notice: Notice) -> bool:
    """Active, still in reach of the page, still waited for, and not unwanted by now."""
    user = notice.user
    if not user.is_active or not user.email:
        return False
    if notice.kind not in ALWAYS_KINDS and _is_unwanted(notice):
        return False
    return _may_see(notice) and _is_waited_for(notice)


def _may_see(notice: Notice) -> bool:
    """Where the person writes or moderates now, or must decide now; what they could see when it happened counts for nothing."""
    page, user = notice.page, notice.user
    if page is None:
        return True
    if is_own_page(user, page) or serves_portal(user):
        return True
    return page.specific.permissions_for_user(user).can_edit()


def _is_waited_for(notice: Notice) -> bool:
    task_state = notice.facts.get("task_state")
    if not task_state:
        return True
    return TaskState.objects.filter(pk=task_state, status=TaskState.STATUS_IN_PROGRESS).exists()


def _is_unwanted(notice: Notice) -> bool:
    preference = NoticePreference.objects.filter(user=notice.user_id).first()
    return preference is not None and notice.kind in preference.kinds_off
