"""Actions on many things at once: what a person may not act on is not named to them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.documents.views import bulk_actions as documents
from wagtail.images.views import bulk_actions as images
from wagtail.permissions import policy_registry
from wagtail.snippets import bulk_actions as snippets

# Wagtail 8.0.1 looks up whatever numbers the address holds and lists by title what the person may not act on ("You don't
# have permission to delete this image"). Whoever counts through the numbers reads the titles of all images, documents
# and snippets. The address asks no permission on the model either, except for people.
SEEN = ("add", "change", "delete", "view", "choose")


class OwnItems:
    """A bulk action that knows only what the person may see."""

    request: HttpRequest
    model: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's answer; Http404 for numbers that are none."""
        if any(not key.isdecimal() and key != "all" for key in request.GET.getlist("id")):
            raise Http404("No such number.")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        """Wagtail's, without what the person may not see. Raises Http404 when nothing is left."""
        objects, rest = super().get_actionable_objects()  # type: ignore[misc]
        policy: Any = policy_registry.get_by_type(self.model)
        refused = rest["items_with_no_access"]
        seen = policy.instances_user_has_any_permission_for(self.request.user, SEEN).order_by()
        keys = set(seen.filter(pk__in=[one.pk for one in refused]).values_list("pk", flat=True)) if refused else set()
        rest["items_with_no_access"] = [one for one in refused if one.pk in keys]
        if not objects and not rest["items_with_no_access"]:
            raise Http404("Nothing to act on.")
        return objects, rest


STOCK: tuple[type[BulkAction], ...] = (
    *(getattr(images, name) for name in images.__all__),
    *(getattr(documents, name) for name in documents.__all__),
    *(getattr(snippets, name) for name in snippets.__all__),
)


def register_own_actions() -> None:
    """Registers each of Wagtail's actions anew; of two of the same name Wagtail keeps the one registered last."""
    for stock in STOCK:
        own = type(f"Own{stock.__name__}", (OwnItems, stock), {"__doc__": stock.__doc__})
        hooks.register("register_bulk_action", own, order=100)
