"""People of the admin and counted queries, for tests of the search's admin."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.users.models import UserProfile

from search.models import QueryCount


def person(*permissions, language="en"):
    """Somebody who may enter the admin, with these permissions on models of the search or of the outbox."""
    users = get_user_model().objects
    user = users.create_user(email=f"moderator{users.count()}@example.org", password="a long password")
    wanted = Permission.objects.filter(codename__in=["access_admin", *permissions])
    user.user_permissions.set(wanted.filter(content_type__app_label__in=["wagtailadmin", "search", "core"]))
    UserProfile.objects.create(user=user, preferred_language=language)
    return user


def hour(hours_ago=0):
    """The beginning of an hour."""
    return timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours_ago)


def searched(query, *, language="fr", hours_ago=0, searches=1, clicks=0, results=0):
    """What was counted of a query in one hour."""
    return QueryCount.objects.create(
        hour=hour(hours_ago), language=language, query=query, searches=searches, clicks=clicks, results=results
    )
