"""The catalogues hold every text of the code, in the agreed words, and compile without gettext's tools."""

import shutil
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import gettext, override
from polib import POEntry, POFile

from core.messages import terms
from core.messages.binary import compile_all, compiled
from core.messages.catalogue import files, load, merge, number_of_forms, path_of, save
from core.messages.check import problems
from core.messages.collect import Conflict, Text, collect, texts_in
from core.messages.rules import problems_of

NNBSP = "\u202f"


@pytest.fixture
def catalogues(settings, tmp_path: Path) -> Path:
    """A copy of locale/ that a test may change."""
    shutil.copytree(settings.LOCALE_PATHS[0], tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path / "locale"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def found_in(folder: Path, name: str, text: str) -> list[tuple[str | None, str, str | None]]:
    return [(found.context, found.msgid, found.plural) for found in texts_in(written(folder, name, text))]


def entry(msgid: str, *forms: str, plural: str = "", context: str | None = None) -> POEntry:
    made = POEntry(msgid=msgid, msgid_plural=plural, msgctxt=context, msgstr="" if plural else forms[0])
    made.msgstr_plural = dict(enumerate(forms)) if plural else {}
    return made


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return collect()


def test_catalogues_of_the_portal_are_complete(texts):
    assert list(problems(texts, ["ar", "en", "fr", "zgh"])) == []


def test_python_texts_are_found_with_context_plural_and_joined_lines(tmp_path):
    source = """
def words(n):
    _("One " "text")
    pgettext("button", "Search")
    ngettext("%(n)s item", "%(n)s items", n) % {"n": n}
    npgettext_lazy("law", "part", "parts", n)
    _(variable)
"""
    assert found_in(tmp_path, "code.py", source) == [
        (None, "One text", None),
        ("button", "Search", None),
        (None, "%(n)s item", "%(n)s items"),
        ("law", "part", "parts"),
    ]


def test_template_texts_are_found_as_django_looks_them_up(tmp_path):
    source = """{% load i18n %}
  {% translate "Home" as home %} <p title="{% translate 'Search' context "button" %}">{{ x|default:_("None yet") }}</p>
    {% blocktranslate trimmed with day=x|date:"d" context "law" %}
       In force
       since {{ day }}
    {% endblocktranslate %}
 {% blocktranslate count n=list|length %}{{ n }} page{% plural %}{{ n }} pages{% endblocktranslate %}
{% component title=_("Title") %}{# {% translate "Not used" %} #}
"""
    assert found_in(tmp_path, "page.html", source) == [
        (None, "Home", None),
        ("button", "Search", None),
        (None, "None yet", None),
        ("law", "In force since %(day)s", None),
        (None, "%(n)s page", "%(n)s pages"),
        (None, "Title", None),
    ]


def test_the_same_text_with_two_plurals_is_refused(monkeypatch, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    paths = [
        written(tmp_path, "one.py", 'ngettext("item", "items", n)'),
        written(tmp_path, "two.py", 'ngettext("item", "itemz", n)'),
    ]
    monkeypatch.setattr("core.messages.collect.source_files", lambda: iter(paths))
    with pytest.raises(Conflict, match=r"two\.py: “item” has another plural in one\.py"):
        collect()


def test_merging_keeps_translations_and_leaves_out_texts_that_are_gone():
    known = POFile()
    known.extend([entry("Kept", "Gardé"), entry("Gone", "Parti")])
    merged = merge(known, [Text("New", paths=["core/x.py"]), Text("Kept", paths=["core/x.py"])], "fr")
    assert [(each.msgid, each.msgstr, each.occurrences) for each in merged] == [
        ("Kept", "Gardé", [("core/x.py", "")]),
        ("New", "", [("core/x.py", "")]),
    ]


@pytest.mark.usefixtures("catalogues")
def test_the_catalogues_are_as_extracting_writes_them(capsys):
    before = [path.read_bytes() for path in files()]
    call_command("messages", "extract")
    assert [path.read_bytes() for path in files()] == before
    assert capsys.readouterr().out.count(": unchanged") == len(before)


@pytest.mark.usefixtures("catalogues")
def test_agreed_words_are_filled_in_with_the_placeholders_of_the_code(capsys):
    lost = load("ar")
    lost.find("%(n)s item").msgstr_plural = dict.fromkeys(range(6), "")
    save(lost, "ar")
    call_command("messages", "extract")
    capsys.readouterr()
    forms = load("ar").find("%(n)s item").msgstr_plural
    assert list(forms.values()) == [
        "لا عناصر",
        "عنصر واحد",
        "عنصران",
        "%(n)s عناصر",
        "%(n)s عنصرا",
        "%(n)s عنصر",
    ]


@pytest.mark.usefixtures("catalogues")
def test_tamazight_never_keeps_a_guess(capsys, texts):
    guessed = load("zgh")
    guessed.find("Ministry").msgstr = "ⴰⵎⴰⵢⵏⵓ"
    save(guessed, "zgh")
    assert any("zgh: “Ministry” is translated although" in problem for problem in problems(texts, ["zgh"]))
    call_command("messages", "extract")
    capsys.readouterr()
    assert load("zgh").find("Ministry").msgstr == ""


def test_a_missing_and_an_old_text_are_named(catalogues, texts):
    changed = load("fr")
    changed.remove(changed.find("Breadcrumb"))
    changed.append(entry("Not in the code", "Plus là"))
    save(changed, "fr")
    found = list(problems(texts, ["fr"]))
    assert any(problem.startswith("fr: “Breadcrumb” is missing") for problem in found)
    assert any(problem.startswith("fr: “Not in the code” is no longer in the code") for problem in found)
    with pytest.raises(CommandError, match=r"The catalogues have \d+ problems"):
        call_command("messages", "check")


@pytest.mark.parametrize(
    ("language", "made", "says"),
    [
        ("fr", entry("New text", ""), "is not translated"),
        ("fr", entry("%(n)s task", "%(n)s tâche", "", plural="%(n)s tasks"), "not in every plural form"),
        ("ar", entry("%(n)s task", "مهمة", "%(n)s مهام", plural="%(n)s tasks"), "has 2 plural forms"),
        ("fr", entry("Since %(date)s", "Depuis"), "leaves out %(date)s"),
        ("fr", entry("Since %(date)s", "Depuis %(date)s, %(day)s"), "has %(day)s"),
        ("fr", entry("%(n)s task", "Une tâche", "%(n)s tâches", plural="%(n)s tasks"), "leaves out %(n)s"),
        ("fr", entry("%s tasks of %s", "%s tâches"), "other placeholders"),
        ("fr", entry("Read <a>this</a>", "Lisez ceci"), "other tags"),
        ("fr", entry("Sorted by ", "Trié par"), "ends with a space"),
        ("fr", entry("What now?", "Et alors ?"), "U+202F"),
        ("fr", entry("Note: this", f"«{NNBSP}Note »{NNBSP}: ceci"), "U+202F"),
        ("fr", entry("The law’s text", "L'ensemble de la loi"), "apostrophe"),
        ("ar", entry("Yes, really", "نعم, حقا"), "are ، ؛ ؟"),
        ("ar", entry("Breadcrumb", "فتات الخبز"), "agreed in locale/ is “مسار التصفح”"),
        ("fr", entry("Next", "Suivant", context="page"), "agreed in locale/ is “Suivante”"),
    ],
)
def test_a_broken_rule_is_said(language, made, says):
    assert any(says in problem for problem in problems_of(made, language))


def test_a_fuzzy_translation_is_not_accepted():
    guess = entry("New text", "Nouveau texte")
    guess.flags.append("fuzzy")
    assert problems_of(guess, "fr") == ["is marked fuzzy: check it, then take the mark away"]


def test_arabic_may_write_one_and_two_as_words():
    forms = ("لا مهام", "مهمة واحدة", "مهمتان", "%(n)s مهام", "%(n)s مهمة", "%(n)s مهمة")
    assert problems_of(entry("%(n)s task", *forms, plural="%(n)s tasks"), "ar") == []


def test_capitals_and_the_arabic_article_may_follow_the_sentence():
    assert problems_of(entry("institutions", "institutions"), "fr") == []
    assert problems_of(entry("Institutions", "مؤسسات"), "ar") == []


def test_a_context_chooses_between_two_terms():
    assert terms.wording_for(entry("Search", "", context="noun"), "fr") == ("Recherche",)
    assert terms.wording_for(entry("Search", "", context="button"), "fr") == ("Rechercher",)
    assert terms.wording_for(entry("Decision", "", context="legal text"), "ar") == ("مقرر",)


def test_every_form_of_a_count_is_chosen_by_its_number():
    compiled_file = path_of("ar")
    catalogue = _translations(compiled_file)
    said = [catalogue.ngettext("%(n)s item", "%(n)s items", n) % {"n": n} for n in (0, 1, 2, 3, 10, 11, 99, 100, 103)]
    assert said == [
        "لا عناصر",
        "عنصر واحد",
        "عنصران",
        "3 عناصر",
        "10 عناصر",
        "11 عنصرا",
        "99 عنصرا",
        "100 عنصر",
        "103 عناصر",
    ]
    french = _translations(path_of("fr"))
    assert [french.ngettext("%(n)s item", "%(n)s items", n) % {"n": n} for n in (0, 1, 2)] == [
        "0 élément",
        "1 élément",
        "2 éléments",
    ]


def test_compiling_writes_what_changed_and_nothing_else(catalogues):
    compile_all()
    assert compile_all() == []
    path_of("fr").with_suffix(".mo").write_bytes(b"half a file")
    assert compile_all() == [path_of("fr").with_suffix(".mo")]
    assert not list(catalogues.rglob(".django.mo*"))


def test_a_broken_catalogue_is_named_with_its_line(catalogues):
    path_of("fr").write_text('msgid "Home"\nthis is not a catalogue\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"fr.LC_MESSAGES.django\.po"):
        call_command("messages", "compile")


@pytest.mark.usefixtures("catalogues")
def test_tamazight_falls_back_to_the_default_language():
    compile_all()
    with override("zgh"):
        assert gettext("Home") == "ⴰⵙⵏⵓⴱⴳ"
        assert gettext("Ministry") == "Ministère"


@pytest.mark.parametrize(("language", "forms"), [("ar", 6), ("en", 2), ("fr", 2), ("zgh", 2), ("pl", 3)])
def test_number_of_plural_forms(language, forms):
    assert number_of_forms(language) == forms


def _translations(path: Path) -> GNUTranslations:
    return GNUTranslations(BytesIO(compiled(path)))
