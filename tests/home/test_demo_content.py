"""The demonstration has what a reader of each language should find, and says what nobody has reviewed."""

import re
import shutil

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from core.importing.markdown import read_markdown_file
from core.models import ContentPage
from home.demo import files

#: Folder, and the least number of items that are written in Arabic, French and English alike.
LEAST = {
    "themes": 12,
    "sectors": 10,
    "regions": 12,
    "institutions": 30,
    "items": 60,
    "texts": 2,
    "platforms": 14,
    "glossary": 14,
    "services": 6,
    "guide": 2,
}
COMPLETE = {"ar", "fr", "en"}


def depth(item, items):
    parent = item.facts.get("parent")
    return 1 + (depth(items[parent], items) if parent else 0)


@pytest.mark.parametrize("folder", LEAST)
def test_a_folder_has_its_items_in_three_languages(folder):
    complete = [item for item in files.demo_items(folder) if set(item.files) >= COMPLETE]
    assert len(complete) >= LEAST[folder]
    for item in complete:
        for file in (item.files[language] for language in COMPLETE):
            assert file.facts["title"].strip()
            assert folder == "regions" or file.facts["summary"].strip(), file.path


@pytest.mark.parametrize("path", sorted(files.DEMO_DIR.glob("*/*.fr.md")), ids=lambda path: path.name)
def test_french_marks_never_begin_a_line(path):
    """A mark of two parts follows its word after a narrow no-break space (demo/README.md)."""
    assert re.findall(r".{15}[^\W\d_] [;!?»]|« ", read_markdown_file(path).text) == []


def test_themes_stand_on_up_to_three_levels():
    items = {item.code: item for item in files.demo_items("themes")}
    assert {depth(item, items) for item in items.values()} == {1, 2, 3}


def test_an_unreviewed_text_is_refused_where_its_page_would_not_say_so(settings, tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    shutil.copy(project.BASE_DIR / "demo" / "pages" / "about.zgh.md", tmp_path / "pages")
    monkeypatch.setattr(files, "DEMO_DIR", tmp_path)
    assert files.demo_items("pages")[0].languages() == ["zgh"]
    settings.UNREVIEWED_LANGUAGES = []
    with pytest.raises(files.MarkdownFileError, match=r"about\.zgh\.md: nobody has reviewed this text"):
        files.demo_items("pages")


@pytest.mark.django_db
def test_a_portal_that_is_no_demonstration_refuses_invented_content(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="This portal is no demonstration"):
        call_command("load_demo")
    assert not ContentPage.objects.exists()
