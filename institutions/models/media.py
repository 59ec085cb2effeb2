"""Recordings and pictures that inform: video, audio, infographics."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from core.enums import Medium, SpokenLanguage
from core.models import ContentPage, TextMixin
from institutions.enums import TrackKind
from institutions.media_form import MediaForm
from institutions.models.item import PublishedItem
from institutions.player import player_context


def portal_languages() -> list[tuple[str, str]]:
    """The languages of the portal; a setting, so migrations do not name them."""
    return list(settings.LANGUAGES)


class MediaPage(TextMixin, PublishedItem):
    """A video, a sound recording or an infographic, always with its words as text: the body is the transcript."""

    media = models.ForeignKey(
        "core.PortalDocument",
        verbose_name=_("recording"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "Video: MP4 or WebM. Sound: MP3, M4A or Opus. It is served by the portal itself, never from another site."
        ),
    )
    sign_language = models.ForeignKey(
        "core.PortalDocument",
        verbose_name=_("sign-language version"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("A second video, in which the words are signed."),
    )
    picture = models.ForeignKey(
        "core.PortalImage",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Of an infographic. Everything it says stands in the text too."),
    )
    picture_text = models.CharField(
        _("alternative text of the picture"),
        max_length=500,
        blank=True,
        help_text=_("What the picture tells, in a sentence."),
    )
    spoken_language = models.CharField(_("language spoken"), max_length=5, choices=SpokenLanguage, blank=True)
    seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)

    base_form_class = MediaForm
    kinds = ("video", "audio", "infographic")
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        ContentPage.kind_panel,
        FieldPanel("summary"),
        FieldPanel(
            "body", heading=_("transcript"), help_text=_("Required. Everything that is said or shown, as text.")
        ),
        TextMixin.text_panels[1],
    ]
    facts_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("media"),
                FieldPanel("sign_language"),
                FieldPanel("spoken_language", help_text=_("The language that is heard. Example: Tachelhit.")),
                FieldPanel("seconds", help_text=_("Example: 90 for a minute and a half.")),
            ],
            heading=_("Recording"),
        ),
        InlinePanel(
            "tracks",
            label=_("Captions or subtitles"),
            heading=_("Captions and subtitles"),
            help_text=_(
                "Recommended for a video with sound: captions in the language that is spoken, for those who cannot hear."
            ),
        ),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_text")], heading=_("Infographic")),
        FieldPanel("dated_on"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("spoken_language", overridable=True),
        SynchronizedField("seconds", overridable=True),
    ]

    class Meta:
        verbose_name = _("video, recording or infographic")

    @property
    def schema_type(self) -> str:  # type: ignore[override]
        """The schema.org type of its kind."""
        return {"video": "VideoObject", "audio": "AudioObject"}.get(self.kind, "ImageObject")

    def search_media(self) -> list[str]:
        """What it is, with its words as text."""
        own = {"video": Medium.VIDEO, "audio": Medium.AUDIO}.get(self.kind, Medium.IMAGE)
        return [own.value, Medium.TEXT.value]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | player_context(self)


class MediaTrack(Orderable):
    """One file of captions or subtitles (WebVTT) of a recording."""

    page = ParentalKey(MediaPage, on_delete=models.CASCADE, related_name="tracks")
    kind = models.CharField(_("kind"), max_length=12, choices=TrackKind, default=TrackKind.CAPTIONS)
    language = models.CharField(_("language"), max_length=10, choices=portal_languages)
    file = models.ForeignKey(
        "core.PortalDocument",
        verbose_name=_("file"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("WebVTT, with the extension .vtt."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("captions or subtitles")
        verbose_name_plural = _("captions and subtitles")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"
