"""A page type that breaks a convention is named at start-up."""

import pytest
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import get_page_models

from core.checks import check_page_types
from core.duplicates.form import AnotherOnePanel
from core.models import PortalPage
from home.models import StandardPage
from institutions.models import ItemPage

OWN_TYPES = [model for model in get_page_models() if issubclass(model, PortalPage) and model.is_creatable]


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


def _leaves(panel):
    if hasattr(panel, "children"):
        for child in panel.children:
            yield from _leaves(child)
    else:
        yield panel


@pytest.mark.parametrize("model", OWN_TYPES, ids=lambda model: model.__name__)
def test_a_field_stands_once_in_the_editor(model):
    leaves = _leaves(model.get_edit_handler())
    names = [getattr(one, "field_name", None) or getattr(one, "relation_name", None) for one in leaves]
    assert sorted({name for name in names if name}) == sorted(name for name in names if name)


@pytest.mark.parametrize("model", OWN_TYPES, ids=lambda model: model.__name__)
def test_every_field_of_ours_is_explained(model):
    silent = []
    for tab in model.get_edit_handler().children[:-2]:  # the last two are Wagtail's own
        for panel in _leaves(tab):
            if isinstance(panel, FieldPanel) and not isinstance(panel, AnotherOnePanel):
                if not (panel.help_text or model._meta.get_field(panel.field_name).help_text):
                    silent.append(panel.field_name)
            elif isinstance(panel, InlinePanel) and not panel.help_text:
                silent.append(panel.relation_name)
    assert silent == []
