"""The page of a legal text: its facts and relations; of its words, only which version."""

from collections.abc import Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.kinds import get_kind
from core.models import ContentPage, UniqueRowsKey
from core.searchable import Section
from knowledge.enums import LEGAL_KINDS, LegalStatus, RelationKind
from knowledge.page_form import LegalTextForm
from knowledge.panels import ArticlesPanel
from knowledge.routes import LegalTextRoutes
from knowledge.sections import article_sections

FACTS = (
    "kind",
    "audience",
    "topics",
    "links",
    "dated_on",
    "review_due_on",
    "number",
    "status",
    "status_source",
    "gazette",
)


class LegalTextPage(LegalTextRoutes, ContentPage):
    """A legal text in one language."""

    official_title = models.TextField(
        _("official title"), blank=True, help_text=_("In full. Empty when the title above is complete.")
    )
    number = models.CharField(_("number"), max_length=100, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=LegalStatus, default=LegalStatus.NOT_VERIFIED)
    status_source = models.CharField(
        _("source of the status"),
        max_length=500,
        blank=True,
        help_text=_("Where it is written: the text, its article, the issue of the gazette."),
    )
    gazette = models.CharField(
        _("official gazette"), max_length=200, blank=True, help_text=_("Issue, date and page of publication.")
    )
    version = models.ForeignKey(
        "knowledge.TextVersion",
        verbose_name=_("version"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="pages",
    )

    kinds = tuple(kind.code for kind in LEGAL_KINDS)
    parent_page_types: ClassVar = ["institutions.InstitutionPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "knowledge/legal_text_page.html"
    schema_type = "Legislation"
    base_form_class = LegalTextForm
    #: Every language has its own versions: a copy starts without text, and is never translated by segments.
    exclude_fields_in_copy: ClassVar = ["version", "official_title"]
    translatable_fields: ClassVar = [
        *(TranslatableField(name) for name in ("title", "slug", "summary", "seo_title", "search_description")),
        *(SynchronizedField(name, overridable=False) for name in FACTS),
    ]
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("official_title"),
        ContentPage.kind_panel,
        FieldPanel("summary"),
        ArticlesPanel(heading=_("Articles")),
    ]
    facts_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("number", help_text=_("Recommended. Example: 31-13.")),
                FieldPanel("dated_on"),
                FieldPanel("gazette"),
                FieldPanel("status", required_on_save=True, help_text=_("Set it only with its source.")),
                FieldPanel("status_source"),
            ],
            heading=_("Facts"),
        ),
        InlinePanel(
            "relations",
            label=_("Relation to another text"),
            help_text=_("Example: amends Law 31-13. The other text shows it too."),
        ),
    ]

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=LegalStatus.NOT_VERIFIED) | ~Q(status_source=""),
                name="legal_text_status_has_a_source",
            )
        ]

    @property
    def full_title(self) -> str:
        """The title in full, however long."""
        return self.official_title or self.title

    @property
    def kind_label(self) -> str:
        """The kind of text, in words."""
        return str(get_kind(self.kind).label)

    def search_sections(self) -> list[Section]:
        """Every article and division, each with its address."""
        return article_sections(self.version_id)

    def search_keywords(self) -> str:
        """The official title and the number."""
        return f"{self.official_title} {self.number} {self.gazette}".strip()

    @classmethod
    def search_hollow(cls, page_ids: Collection[int]) -> set[int]:
        """Texts of which the portal does not have the words in this language."""
        return set(cls.objects.filter(pk__in=page_ids, version=None).values_list("pk", flat=True))

    def clean(self) -> None:
        super().clean()
        if self.status != LegalStatus.NOT_VERIFIED and not self.status_source.strip():
            raise ValidationError(
                {"status_source": _("Say where this status is written, or leave it as not verified.")}
            )


class LegalRelation(Orderable):
    """This text amends, repeals or implements another one; readers get the other text in their own language."""

    page = UniqueRowsKey(LegalTextPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind)
    target = models.ForeignKey(
        LegalTextPage, verbose_name=_("other text"), on_delete=models.CASCADE, related_name="relations_from_others"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("relation between texts")
        constraints = [
            models.UniqueConstraint(fields=["page", "kind", "target"], name="legal_relation_once"),
            models.CheckConstraint(condition=~Q(page=models.F("target")), name="legal_relation_to_another_text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.target}"
