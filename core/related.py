"""Items that an editor could link to: those filed under the same topics."""

from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.kinds import get_kind, listed_codes
from core.models import ContentPage, User


def suggest_related(page: ContentPage, limit: int = 5, *, user: User | None = None) -> list[ContentPage]:
    """Items in the page's language that share most topics with it; among equals those of its kind, then its institution.

    Public ones, and those of the same institution that `user` may see in the admin; without a user the public ones
    only. Three queries, however many items there are. What the page links to already is left out.
    """
    topics = [topic.pk for topic in page.topics.all()]
    if not topics:
        return []
    pages = ContentPage.objects.filter(locale_id=page.locale_id, kind__in=listed_codes())
    pages = pages.exclude(pk=page.pk).exclude(translation_key=page.translation_key).exclude(pk__in=_linked(page))
    found = (
        pages.filter(_seen(page, user))
        .annotate(
            shared=Count("topics", filter=Q(topics__in=topics), distinct=True),
            same_kind=_same(kind=page.kind),
            same_institution=_same(institution_id=page.institution_id) if page.institution_id else Value(0),
        )
        .filter(shared__gt=0)
        .order_by("-shared", "-same_kind", "-same_institution", "-dated_on", "-pk")
    )
    return list(found.select_related("institution").prefetch_related("institution__names")[:limit])


def _same(**values: Any) -> Case:
    return Case(When(**values, then=Value(1)), default=Value(0), output_field=IntegerField())


def _seen(page: ContentPage, user: User | None) -> Q:
    public = Q(pk__in=ContentPage.objects.visible().values("pk"))
    if user is None or not page.institution_id:
        return public
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    return public | Q(institution_id=page.institution_id, pk__in=explorable.values("pk"))


def _linked(page: ContentPage) -> list[int]:
    links = getattr(page, "links", None)
    return [link.target_id for link in links.all() if link.target_id] if links is not None else []


class RelatedPanel(Panel):
    """Shows, in the editor of a page, what it could be linked to. Nothing can be entered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Related items you could link to"), "icon": "link", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        """The list, for the page as it was last saved."""

        template_name = "core/admin/related_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Rows of title, address and what each is."""
            context = super().get_context_data(parent_context)
            page = self.instance
            user = self.request.user if self.request else None
            found = suggest_related(page, user=user) if page.pk else []
            context["rows"] = [
                {
                    "page": other,
                    "kind": get_kind(other.kind).label,
                    "institution": other.institution.name() if other.institution else "",
                }
                for other in found
            ]
            context["is_filed"] = bool(page.pk and page.topics.all())
            return context
