"""The concrete parent of every public content type: what a card, a listing or a count needs, and no more."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, TabbedInterface
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod
from wagtail_localize.fields import SynchronizedField

from core.analysis.fold import fold
from core.enums import Audience, Medium
from core.models.codes import CodesField
from core.models.institution import Institution
from core.models.portal_page import PortalPage
from core.panels import content_tabs, links_panel
from core.restrictions import unrestricted
from core.searchable.around import Around, page_document
from core.searchable.documents import SearchDocument, Section

INSTITUTION_KIND = "institution"


def everyone() -> list[str]:
    """The audience of what is written for nobody in particular."""
    return [Audience.EVERYONE.value]


class ContentPageQuerySet(PageQuerySet):
    def unexpired(self) -> "ContentPageQuerySet":
        """Not past their expiry, even when the worker has not taken them down yet."""
        return self.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()), expired=False)

    def visible(self) -> "ContentPageQuerySet":
        """What anybody may read now: live, not expired, under no view restriction."""
        return self.live().unrestricted().unexpired()

    def unrestricted(self) -> "ContentPageQuerySet":
        """Under no view restriction."""
        return unrestricted(self)  # type: ignore[return-value]


class ContentPage(PortalPage):
    """One published or draft item in one language, whatever its type."""

    #: Kinds (codes of core.kinds) that a type may have; the first is the default.
    kinds: ClassVar[tuple[str, ...]] = ()

    #: Fields that a draft or an import may leave empty, but not what is sent for approval (core.page_form).
    needed_to_send: ClassVar[tuple[str, ...]] = ()

    #: The schema.org type that search engines are told.
    schema_type: ClassVar[str] = "Article"

    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_(
            "Recommended. One or two sentences, shown in lists and shared links. Example: What a public service may ask "
            "of you, and what to do when it takes longer than the law allows."
        ),
    )
    kind = models.CharField(_("kind"), max_length=40, blank=True, db_index=True)
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="content",
    )
    topics = ParentalManyToManyField("core.Topic", verbose_name=_("filed under"), blank=True, related_name="content")
    cover = models.ForeignKey(
        "core.PortalImage", verbose_name=_("cover"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    audience = CodesField(
        _("audience"),
        codes=Audience,
        default=everyone,
        help_text=_("For whom it is written. It is listed in the entrance of each audience that is ticked."),
    )
    dated_on = models.DateField(
        _("date"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "The item's own date, such as the day of an event or of a report. Leave it empty when it is not known."
        ),
    )
    review_due_on = models.DateField(_("next review"), null=True, blank=True, db_index=True)
    translated_from = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    translated_at = models.DateTimeField(null=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects: ClassVar = PageManager.from_queryset(ContentPageQuerySet)()

    override_translatable_fields = [
        SynchronizedField("kind", overridable=False),
        SynchronizedField("audience", overridable=False),
        SynchronizedField("topics", overridable=False),
        SynchronizedField("dated_on", overridable=False),
    ]
    is_creatable = False
    topics_panel: ClassVar = FieldPanel(
        "topics",
        help_text=_(
            "A translation takes these over from the page it was translated from, each time that page is published."
        ),
    )

    kind_panel: ClassVar = FieldPanel("kind", help_text=_("Required. Lists and filters use it."))
    looks_panels: ClassVar[list[Any]] = [
        FieldPanel(
            "cover", help_text=_("Optional. A picture of the thing itself. Without one the portal draws a pattern.")
        ),
        FieldPanel(
            "review_due_on",
            help_text=_("Recommended for what changes: when somebody must look at it again. Example: a year from now."),
        ),
    ]
    facts_panels: ClassVar[list[Any]] = []
    #: Topics, audience, cover, review date and links: the same for everything that institutions publish.
    filing_panels: ClassVar[list[Any]] = [
        topics_panel,
        FieldPanel("audience"),
        *looks_panels,
        links_panel(),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary"), index.FilterField("kind")]

    class Meta:
        verbose_name = _("content")

    @cached_classmethod
    def get_edit_handler(cls) -> TabbedInterface:
        """The tabs of the editor, from the lists of panels of the class."""
        return content_tabs(cls).bind_to_model(cls)

    def institution_from_path(self) -> Institution | None:
        """The institution whose page is this page's nearest ancestor, or None.

        Read from the tree, never from a revision: an old draft published after a move would bring the old one back.
        """
        ancestors = [self.path[:end] for end in range(self.steplen, len(self.path), self.steplen)]
        face = (
            ContentPage.objects.filter(path__in=ancestors, kind=INSTITUTION_KIND)
            .order_by("-depth")
            .select_related("institution")
            .first()
        )
        return face.institution if face else None

    def search_sections(self) -> list[Section]:
        """The page's text for the search, in reading order, each stretch with its address."""
        return []

    def search_keywords(self) -> str:
        """Words besides title, summary and text by which the page should be found."""
        return ""

    def search_media(self) -> list[str]:
        """In what form the page itself can be had (core.enums.Medium)."""
        return [Medium.TEXT.value]

    @classmethod
    def search_hollow(cls, page_ids: Collection[int]) -> set[int]:
        """Those of these pages of the type that lack the words which another language has: readers are shown both."""
        return set()

    def search_document(self, around: Around) -> SearchDocument:
        """The page as the search knows it."""
        return page_document(self, around)

    def _set_core_field_defaults(self) -> None:
        super()._set_core_field_defaults()
        if not self.kind and self.kinds:
            self.kind = self.kinds[0]

    def with_content_json(self, content: dict[str, Any]) -> "ContentPage":
        """The page with the fields of a revision; computed columns stay as the tree and the worker left them."""
        page = super().with_content_json(content)
        page.institution_id = self.institution_id
        page.translated_from_id = self.translated_from_id
        page.translated_at = self.translated_at
        return page

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None:
            if self.path:
                self.institution = self.institution_from_path()
            self.search_text = fold(f"{self.title} {self.summary}")
        return super().save(*args, **kwargs)
