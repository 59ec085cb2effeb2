"""Files that commands write from the code are as the code has them."""

import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from config.environment import VARIABLES
from core.management.commands import maintenance_page, settings_table
from core.messages.catalogue import PARTIAL

SECTION = re.compile(r'<section lang="([a-z]+)" dir="(rtl|ltr)">(.*?)</section>', re.DOTALL)
SCRIPTS = {"ar": re.compile("[\u0621-\u064a]"), "zgh": re.compile("[\u2d30-\u2d67]")}


def test_the_table_of_settings_is_current(capsys):
    call_command("settings_table", check=True)
    assert "current" in capsys.readouterr().out


def test_the_table_has_every_variable_once():
    names = re.findall(r"^\| `([A-Z_]+)` \|", settings_table.PATH.read_text(encoding="utf-8"), re.MULTILINE)
    assert names == list(VARIABLES)


def test_a_changed_variable_makes_the_table_out_of_date(settings):
    settings.ENVIRONMENT_TABLE += "| `NEW` | none | optional | New. |\n"
    with pytest.raises(CommandError, match="out of date"):
        call_command("settings_table", check=True)


def test_the_maintenance_page_is_current(capsys):
    call_command("maintenance_page", check=True)
    assert "current" in capsys.readouterr().out


def test_the_maintenance_page_asks_for_nothing_else():
    page = maintenance_page.PATH.read_text(encoding="utf-8")
    assert not re.search(r"<(link|script|img|iframe|object|form)\b|url\(|@import|https?:", page)
    assert set(re.findall(r'(?:src|href)="([^"]*)"', page)) == {""}


def test_the_maintenance_page_speaks_every_language_in_its_direction():
    sections = SECTION.findall(maintenance_page.PATH.read_text(encoding="utf-8"))
    directions = {code: "rtl" if code == "ar" else "ltr" for code, _name in settings.LANGUAGES}
    assert {code: direction for code, direction, _text in sections} == directions
    texts = {code: re.sub(r"<[^>]+>", " ", text).split("\n") for code, _direction, text in sections}
    for code, script in SCRIPTS.items():
        lines = [line for line in texts[code] if line.strip()]
        assert lines
        assert all(script.search(line) for line in lines)
    whole = [tuple(texts[code]) for code in texts if code not in PARTIAL]
    assert len(set(whole)) == len(whole)
