"""Which pages a person may work on, asked in one condition however many institutions they serve.

Stock Wagtail 8.0.1 adds a condition for each permission of each page: somebody with thirty institutions in four languages has
hundreds, and SQLite refuses more than a thousand in one query, which a list that asks twice reaches.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr
from django.db.models.lookups import In
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

FEW = 20  # up to so many places a condition for each, which an index can answer
EXPLORE = frozenset({"add", "change", "lock", "unlock", "bulk_delete"})


class BriefPagePolicy(PagePermissionPolicy):
    """Wagtail's for pages, with shorter queries."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> PageQuerySet:
        """As Wagtail's: pages at or below those where a group of the person holds one of the permissions."""
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        codenames = self._get_permission_codenames(set(actions))
        add = self._get_permission_codename("add")
        own_alone = "change" in actions and "add" not in actions
        whole, owned = set(), set()
        for granted in self.get_cached_permissions_for_user(user):
            if granted.permission.codename in codenames:
                whole.add(granted.page.path)
            elif own_alone and granted.permission.codename == add:
                owned.add(granted.page.path)
        condition = at_or_below(whole)
        if owned:
            condition |= at_or_below(owned) & Q(owner=user)
        return self.model._default_manager.filter(condition)

    def explorable_instances(self, user: Any) -> PageQuerySet:
        """As Wagtail's: those, and the pages above them up to the lowest that all have in common."""
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        granted = {one.page.path for one in self.get_cached_permissions_for_user(user)}
        above = {path[:end] for path in granted for end in range(Page.steplen, len(path), Page.steplen)}
        own = self.instances_user_has_any_permission_for(user, EXPLORE)
        named = self.model._default_manager.filter(path__in=above)
        return (own | named).filter(path__startswith=_above_all(granted))


def at_or_below(paths: Iterable[str]) -> Q:
    """Condition on pages: at one of these paths of the tree, or below it."""
    outermost = _outermost(paths)
    if not outermost:
        return Q(pk__in=[])
    condition = Q()
    if len(outermost) <= FEW:
        for path in outermost:
            condition |= Q(path__startswith=path)
        return condition
    for length in {len(path) for path in outermost}:
        condition |= Q(In(Substr("path", 1, length), [path for path in outermost if len(path) == length]))
    return condition


def _above_all(paths: Collection[str]) -> str:
    """The path of the lowest page that stands above all of these; an empty one, which all begin with, when none does."""
    first, last = min(paths, default=""), max(paths, default="")
    ends = range(Page.steplen, len(first) + 1, Page.steplen)
    common = max((first[:end] for end in ends if last.startswith(first[:end])), key=len, default="")
    return common[: -Page.steplen] if common in paths else common


def _outermost(paths: Iterable[str]) -> list[str]:
    """The paths that lie below none of the others, in order."""
    found: list[str] = []
    for path in sorted(set(paths)):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found
