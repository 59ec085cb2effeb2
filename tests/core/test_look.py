"""The rules of the look: weight, contrast, logical properties, no inline style, fonts that shape Arabic, covers."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django.conf import settings
from django.http import Http404
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.test.signals import template_rendered
from django.utils import translation
from fontTools.ttLib import TTFont

from core import icons, styleguide, zellige

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
#: The admin's sheet dresses Wagtail's markup with Wagtail's tokens; no reader loads it.
NOT_PUBLIC = {"styleguide.css", "admin.css"}
STYLES = [path for path in sorted((STATIC / "css").glob("*.css")) if path.name not in NOT_PUBLIC]
FACE = re.compile(r"@font-face \{(.*?)\}", re.S)

# Text and its ground, from the table of roles: they need 4.5; marks and borders need 3 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT_PAIRS = (
    ("ink", "paper"), ("ink", "paper-2"), ("ink", "green-tint"), ("ink", "clay-tint"), ("ink", "mark"),
    ("ink-2", "paper"), ("ink-2", "paper-2"), ("green", "paper"), ("green", "paper-2"), ("green", "green-tint"),
    ("green", "clay-tint"), ("clay", "paper"), ("clay", "clay-tint"), ("on-green", "fill-green"), ("ink-2", "green-tint"),
    ("ink-2", "clay-tint"),
)  # fmt: skip
MARK_PAIRS = (("rule-2", "paper"), ("green-2", "paper"), ("focus", "paper"), ("focus", "paper-2"))


def weight(paths: list[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def render(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


def test_style_sheets_weigh_less_than_25_kb_compressed():
    assert weight(STYLES) < 25_000


def test_scripts_weigh_less_than_20_kb_compressed():
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    assert weight([*(STATIC / "js").glob("*.js"), htmx]) < 20_000


def test_fonts_of_an_arabic_page_leave_room_for_the_page():
    names = ["noto-sans-arabic", "noto-naskh-arabic", "noto-naskh-digits", "noto-sans"]
    files = [STATIC / "fonts" / f"{name}-{heaviness}.woff2" for name in names for heaviness in (400, 700)]
    files.append(STATIC / "fonts" / "names-tifinagh-400.woff2")
    assert sum(path.stat().st_size for path in files) < 75_000


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_keep_their_contrast(scheme):
    table = styleguide.colours()

    def ratio(pair):
        return styleguide.contrast(table[pair[0]][scheme], table[pair[1]][scheme])

    assert {pair: ratio(pair) for pair in TEXT_PAIRS if ratio(pair) < 4.5} == {}
    assert {pair: ratio(pair) for pair in MARK_PAIRS if ratio(pair) < 3} == {}


def test_contrast_follows_wcag():
    assert styleguide.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert styleguide.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_style_sheets_know_no_left_and_right():
    physical = re.compile(
        r"(?<![\w-])(margin|padding|border)-(left|right|top|bottom)|(?<![\w-])(left|right|float)\s*:|text-align:\s*(left|right)"
    )
    sheets = [*STYLES, STATIC / "css" / "admin.css"]
    assert {path.name: physical.findall(path.read_text()) for path in sheets if physical.search(path.read_text())} == {}


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(r'\sstyle=|<style|<script(?![^>]*\s(?:src=|type="application/ld\+json"))[^>]*>|\son[a-z]+=')
    # Wagtail's admin has a policy of its own; e-mails have their style inside; 503.html is the source of a file that stands alone, outside the portal.
    public = [
        path
        for path in TEMPLATES.rglob("*.html")
        if not {"admin", "mail"} & set(path.relative_to(TEMPLATES).parts) and path.name != "503.html"
    ]
    found = {str(path.relative_to(TEMPLATES)): inline.findall(path.read_text()) for path in public}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_no_style_is_without_a_page():
    words = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r"[\w-]+", path.read_text())}
    code = [*(settings.BASE_DIR / "core").rglob("*.py"), *(STATIC / "js").glob("*.js")]
    words |= {name for path in code for name in re.findall(r"[\w-]+", path.read_text())}
    classes = {
        name
        for path in STYLES
        for name in re.findall(r"\.([a-z][\w-]*)", re.sub(r"url\(.*?\)|/\*.*?\*/", "", path.read_text(), flags=re.S))
    }
    tones = {"notice-good", "notice-warn"}  # put together by the tag `notice`
    by_others = {"block-heading", "htmx-request"}  # Wagtail's and htmx's own
    assert classes - words - tones - by_others == set()


def test_every_colour_token_is_used():
    sheets = "".join(path.read_text() for path in STYLES)
    assert [name for name in re.findall(r"^\s+--([\w-]+):", sheets, re.M) if f"var(--{name})" not in sheets] == []


def test_every_font_face_has_the_letters_it_announces():
    faces = FACE.findall((STATIC / "css" / "tokens.css").read_text())
    assert len(faces) == len(list((STATIC / "fonts").glob("*.woff2")))
    for face in faces:
        name = re.search(r"fonts/([\w-]+\.woff2)", face)[1]
        letters = TTFont(STATIC / "fonts" / name).getBestCmap()
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face):
            wanted = range(int(first, 16), int(last or first, 16) + 1)
            assert [f"{code:04X}" for code in wanted if code not in letters] == [], name


@pytest.mark.parametrize("name", ["noto-sans-arabic", "noto-naskh-arabic"])
@pytest.mark.parametrize("heaviness", [400, 700])
def test_arabic_fonts_keep_what_shapes_the_script(name, heaviness):
    font = TTFont(STATIC / "fonts" / f"{name}-{heaviness}.woff2")
    substitutions = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    positions = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "rlig"} <= substitutions
    assert {"mark", "mkmk"} <= positions


def test_fonts_are_committed_with_their_licence():
    licences = {path.name for path in (STATIC / "fonts").glob("OFL-*.txt")}
    assert licences == {f"OFL-noto-{name}.txt" for name in ("sans", "sans-arabic", "naskh-arabic", "sans-tifinagh")}


@pytest.mark.no_cover  # a thousand covers, of which the tests around draw some
def test_the_same_id_draws_the_same_cover_and_others_differ():
    zellige.cover.cache_clear()
    first = zellige.cover("12")
    zellige.cover.cache_clear()
    assert zellige.cover("12") == first
    assert len({zellige.cover(str(number)) for number in range(1000)}) > 150


@pytest.mark.parametrize("family", range(len(zellige.FAMILIES)))
def test_a_cover_is_small_and_holds_nothing_but_paths(family):
    for seed in range(12):
        svg = zellige.cover(f"item-{seed}", 2, 2, family)
        assert set(re.findall(r"<(\w+)", svg)) == {"svg", "path"}
        assert set(re.findall(r' class="(\w+)"', svg)) <= {"zellige", "z0", "z1", "z2", "z3", "z4"}
        assert " style=" not in svg
        assert " id=" not in svg
        assert len(gzip.compress(svg.encode())) < 1_000


def test_nothing_of_an_id_reaches_the_markup():
    assert "evil" not in render("{% cover id %}", id='"><script>evil')


def test_icons_that_templates_name_exist():
    named = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'{% icon "(\w+)"', path.read_text())}
    assert named - set(icons.ICONS) == set()
    with pytest.raises(KeyError):
        render('{% icon "no-such-icon" %}')


def test_language_attributes_only_where_the_language_changes():
    with translation.override("fr"):
        assert render("<p{% lang_attrs code %}>", code="fr") == "<p>"
        assert render("<p{% lang_attrs code %}>", code="ar") == '<p lang="ar" dir="rtl">'
        assert render("<p{% lang_attrs code %}>", code="zgh") == '<p lang="zgh" dir="ltr">'
        assert render("<p{% lang_attrs code %}>", code="") == "<p>"


def test_languages_are_called_by_their_own_names():
    names = [render("{{ code|language_name }}", code=code) for code in ("ar", "fr", "en", "zgh")]
    assert names == ["العربية", "Français", "English", "ⵜⴰⵎⴰⵣⵉⵖⵜ"]


def test_block_tags_escape_what_they_are_given():
    html = render("{% band title=title text=text %}<p>{{ text }}</p>{% endband %}", title="<b>", text="<i>")
    assert "<b>" not in html
    assert "<i>" not in html
    assert "<p>&lt;i&gt;</p>" in html
    assert "&lt;x&gt;" in render('{% notice "warn" %}{{ text }}{% endnotice %}', text="<x>")


@override_settings(DEBUG=True)
def test_style_guide_shows_every_component():
    shown: set[str] = set()

    def note(template, **kwargs):
        shown.add(template.name)

    template_rendered.connect(note)
    try:
        response = styleguide.styleguide(RequestFactory().get("/styleguide/"))
    finally:
        template_rendered.disconnect(note)
    assert response.status_code == 200
    # Shown by the pages that hold them: they need rows of the database, or are a page themselves.
    by_pages = {
        f"components/{name}.html"
        for name in (
            *("body", "listing", "page_remarks", "page_standing", "plain", "publication_record", "translation"),
            "blocks/picture",
        )
    }
    found = [path.relative_to(TEMPLATES) for path in (TEMPLATES / "components").rglob("*.html")]
    partials = {str(path) for path in found if "previews" not in path.parts}  # the admin's pictures of blocks
    assert partials - shown - by_pages == set()


@override_settings(DEBUG=True)
@pytest.mark.parametrize("language", ["", "fr", "ar"])
def test_style_guide_repeats_no_id(language):
    html = styleguide.styleguide(RequestFactory().get("/styleguide/"), language).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    targets = set(re.findall(r'(?:href="#|popovertarget="|aria-labelledby="|\sfor=")([^"]+)"', html))
    assert targets - set(ids) - {f"samples-{code}" for code in ("fr", "ar")} == set()


def test_style_guide_is_absent_outside_development():
    with pytest.raises(Http404):
        styleguide.styleguide(RequestFactory().get("/styleguide/"))
