"""The style guide at /styleguide/, in development only: every component with sample content, left-to-right and right-to-left."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from core import icons, zellige
from core.styleguide_samples import SampleForm, samples

SECTIONS = {  # template in templates/styleguide/: heading
    "type": "Type, buttons and links",
    "frame": "Header, menu, search, footer",
    "hero": "Hero",
    "head": "Head of a page",
    "lists": "Lists, tiles, tags",
    "filters": "Filters, sorting, pages, empty state",
    "labels": "Notices, badges, languages",
    "record": "Facts, figures, table, contacts",
    "law": "Legal text",
    "content": "Directory, guide, glossary",
    "item": "Item and governance",
    "forms": "Forms",
    "page": "Layout and prose",
}
TOKENS = settings.BASE_DIR / "static" / "css" / "tokens.css"
LANGUAGES = ("fr", "ar")
REFERENCES = re.compile(
    r'\b(id|for|popovertarget|aria-labelledby|aria-describedby)="([^"]+)"|href="#([^"]+)"|aria-label="([^"]+)"'
)


def colours() -> dict[str, tuple[str, str]]:
    """Each colour token with its light and its dark value, read from the style sheet itself."""
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    values: list[dict[str, str]] = [
        dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", part.split("@media print")[0])) for part in (light, dark)
    ]
    return {name: (value, values[1].get(name, value)) for name, value in values[0].items()}


def luminance(colour: str) -> float:
    """Relative luminance of a #rrggbb colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two #rrggbb colours (WCAG 2.2), from 1 to 21."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def swatches() -> list[dict[str, str]]:
    """Name, both values and both contrasts against paper of every colour token."""
    table = colours()
    paper = table["paper"]
    return [
        {
            "name": name,
            "light": light,
            "dark": dark,
            "ratio": f"{contrast(light, paper[0]):.1f} / {contrast(dark, paper[1]):.1f}",
        }
        for name, (light, dark) in table.items()
    ]


def sample(section: str, language: str) -> SafeString:
    """One section in one language; its ids end in the language and its names in both, so that all can stand on a page."""
    with translation.override(language):
        form = SampleForm({"commune": "", "kind": "x"}, language=language)
        html = render_to_string(f"styleguide/_{section}.html", {"s": samples(language), "form": form})

    def suffix(match: re.Match[str]) -> str:
        if match[3] is not None:
            return f'href="#{match[3]}-{language}"'
        if match[4] is not None:
            return f'aria-label="{match[4]} ({section}, {language})"'
        return f'{match[1]}="{" ".join(f"{name}-{language}" for name in match[2].split())}"'

    return mark_safe(REFERENCES.sub(suffix, html))


def styleguide(request: HttpRequest, language: str = "") -> HttpResponse:
    """Every component in French and Arabic beside each other, or in one language alone; 404 outside development."""
    if not settings.DEBUG or (language and language not in LANGUAGES):
        raise Http404
    languages = (language,) if language else LANGUAGES
    context = {
        "page_language": language or "en",
        "page_direction": "rtl" if language == "ar" else "ltr",
        "swatches": swatches(),
        "covers": [(family, scheme) for family in range(len(zellige.FAMILIES)) for scheme in range(4)],
        "icons": list(icons.ICONS),
        "sections": [
            {
                "title": title,
                "id": name,
                "halves": [{"language": code, "html": sample(name, code)} for code in languages],
            }
            for name, title in SECTIONS.items()
        ],
    }
    with translation.override(language or "en"):
        return render(request, "styleguide/index.html", context)
