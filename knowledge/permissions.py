"""Who may change the text of a page: whoever may change the page, while it is not locked for them."""

from core.models import User
from knowledge.models import LegalTextPage


def can_edit_text(user: User, page: LegalTextPage) -> bool:
    """May open the articles of this text in the admin."""
    return page.permissions_for_user(user).can_edit()


def is_locked_for(user: User, page: LegalTextPage) -> bool:
    """The page is locked, by a person or because somebody is asked to approve it."""
    lock = page.get_lock()
    return bool(lock and lock.for_user(user))
