"""Template tags for what a page looks like: icons, the mark, covers, bands, notices, language attributes."""

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from wagtail.images.models import ResponsiveImage
from wagtail.images.shortcuts import get_renditions_or_not_found

from core import icons, zellige

register = template.Library()

VOWEL_MARKS = re.compile("[\u064b-\u0652]")
WIDTHS = (400, 800, 1200)  # pixels of pictures in a text
NOTICES = {"info": "info", "good": "check", "warn": "warn"}  # tone: its icon


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """`{% icon "search" %}`: an icon of core.icons as inline SVG, hidden from assistive tools."""
    return mark_safe(icons.icon(name, size))


@register.simple_tag
def brand_mark(size: int = 40) -> SafeString:
    """`{% brand_mark 32 %}`: the portal's sign."""
    return mark_safe(icons.mark(size))


@register.simple_tag
def cover(
    item: object, cols: int = 3, rows: int = 2, family: int | None = None, scheme: int | None = None
) -> SafeString:
    """`{% cover page.pk %}`: the zellige drawn from an id; nothing of the id reaches the markup."""
    return mark_safe(zellige.cover(str(item), cols, rows, family, scheme))


@register.simple_tag
def picture(image: Any, alt: str = "", language: str = "") -> ResponsiveImage:
    """`{% picture value.image value.alt %}`: an image of a text in the widths it has, for the browser to choose from.

    Without words of its own (`alt`) it has the image's, in the language of the page or in `language`.
    """
    alt = alt or image.alt_in(language or get_language())
    widths = WIDTHS[: sum(width < image.width for width in WIDTHS) + 1]
    renditions = get_renditions_or_not_found(image, [f"width-{width}|format-webp" for width in widths])
    return ResponsiveImage(renditions, {"alt": alt, "sizes": "(min-width: 60em) 38rem, 92vw", "loading": "lazy"})


@register.simple_tag
def lang_attrs(code: str | None) -> SafeString:
    """` lang="ar" dir="rtl"` for text in another language than the page's, nothing for the page's own.

    Starts with a space, so that it can follow a tag's name: `<p{% lang_attrs item.language %}>`.
    """
    if not code or code == get_language():
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', code, "rtl" if is_rtl(code) else "ltr")


@register.filter
def is_rtl(code: str) -> bool:
    """Whether the language is written from right to left; raises KeyError for a code Django does not know."""
    return bool(get_language_info(code)["bidi"])


@register.filter
def language_name(code: str) -> str:
    """The language's own name, as in the language switch; raises KeyError for a code Django does not know.

    Capital first and without vowel marks: it stands alone, as a label.
    """
    return capfirst(VOWEL_MARKS.sub("", get_language_info(code)["name_local"]))


@register.filter
def language_bdi(code: str) -> SafeString:
    """The language's own name as an element of its own direction, to be put into a translated sentence."""
    return format_html('<bdi lang="{}">{}</bdi>', code, language_name(code))


@register.simple_block_tag
def band(
    content: SafeString,
    title: str,
    text: str = "",
    more_url: str = "",
    more_label: str = "",
    id: str = "",
    wide: bool = False,
) -> SafeString:
    """`{% band title=… %}…{% endband %}`: a ruled section, heading and context in the margin, matter beside it."""
    lead = format_html("<p>{}</p>", text) if text else ""
    more = format_html('<a class="more" href="{}">{} {}</a>', more_url, more_label, icon("arrow")) if more_url else ""
    return format_html(
        '<section class="band{}"{}><header class="band-head"><h2>{}</h2>{}{}</header><div class="box">{}</div></section>',
        " band-wide" if wide else "",
        format_html(' id="{}"', id) if id else "",
        title,
        lead,
        more,
        content,
    )


@register.simple_block_tag
def notice(content: SafeString, tone: str = "info", symbol: str = "") -> SafeString:
    """`{% notice "warn" %}<p>…</p>{% endnotice %}`: a remark; `tone` is info, good or warn, `symbol` another icon."""
    return format_html(
        '<div class="notice{}">{}<div>{}</div></div>',
        "" if tone == "info" else f" notice-{tone}",
        icon(symbol or NOTICES[tone]),
        content,
    )
