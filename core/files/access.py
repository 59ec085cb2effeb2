"""The one place that decides whether a person may have a file."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.permissions import policy_registry

ACTIONS = ["choose", "change"]


def check(request: HttpRequest, file: Any) -> bool:
    """Whether anybody may have this image or document; False when only the person asking may.

    Raises Http404 for everyone else, as for a file that does not exist. Only a private file looks at the session.
    """
    if is_open(file):
        return True
    if may_see_in_admin(request, file):
        return False
    raise Http404("No such file, or not for you.")


def is_open(file: Any) -> bool:
    """Whether the file is public and its collection is under no view restriction."""
    return file.is_public and not file.collection.get_view_restrictions().exists()


def may_see_in_admin(request: HttpRequest, file: Any) -> bool:
    """Whether the signed-in person may choose or change the file in the admin."""
    policy = policy_registry.get_by_type(type(file))
    return policy.user_has_any_permission_for_instance(request.user, ACTIONS, file)
