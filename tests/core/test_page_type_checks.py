"""A page type that breaks a convention is named at start-up."""

from core.checks import check_page_types
from home.models import StandardPage
from institutions.models import ItemPage


def found():
    return [(error.id, error.obj.__name__) for error in check_page_types(None)]


def test_our_page_types_keep_the_conventions():
    assert found() == []


def test_type_that_may_stand_anywhere_is_named(monkeypatch):
    monkeypatch.delattr(StandardPage, "parent_page_types")
    assert found() == [("core.E001", "StandardPage")]


def test_type_without_a_template_is_named_with_the_file_to_write(monkeypatch):
    monkeypatch.setattr(StandardPage, "template", "home/missing.html")
    assert found() == [("core.E002", "StandardPage")]
    assert check_page_types(None)[0].hint == "Write templates/home/missing.html."


def test_content_without_a_kind_is_named(monkeypatch):
    monkeypatch.setattr(ItemPage, "kinds", ())
    assert found() == [("core.E003", "ItemPage")]


def test_kind_that_nobody_registered_is_named(monkeypatch):
    monkeypatch.setattr(ItemPage, "kinds", (*ItemPage.kinds, "rumour"))
    assert found() == [("core.E003", "ItemPage")]
    assert "'rumour'" in check_page_types(None)[0].msg
