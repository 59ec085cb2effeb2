"""The layout of DESIGN.md, section 4: imports point one way, files stay small, page types say where they may stand."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

ROOT = Path(settings.BASE_DIR)
#: From below to above. An app may import those of the lines before its own, and itself; those of one line are siblings.
LAYERS = (
    ("core",),
    ("audit",),
    ("themes", "institutions"),
    ("knowledge", "actions", "observatory", "participation", "feedback"),
    ("search", "home"),
)
APPS = [name for layer in LAYERS for name in layer if (ROOT / name / "__init__.py").is_file()]
LONGEST_FILE = 300
OURS = [*APPS, "config", "tools", "bench"]


def sources(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Names of the top-level packages that a file imports anywhere, inside functions and by name too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield "a relative import", node.lineno
            else:
                yield (node.module or "").partition(".")[0], node.lineno
        elif isinstance(node, ast.Call) and _name(node.func) == "import_module" and node.args:
            value = node.args[0]
            yield (value.value.partition(".")[0] if isinstance(value, ast.Constant) else "a computed name"), node.lineno


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def allowed(app: str) -> set[str]:
    below = next(number for number, layer in enumerate(LAYERS) if app in layer)
    return {app} | {name for layer in LAYERS[:below] for name in layer}


def test_every_app_of_ours_has_its_place():
    folders = {Path(config.path) for config in apps.get_app_configs()}
    installed = {folder.name for folder in folders if folder.parent == ROOT}
    assert installed == set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_imports_point_one_way(app):
    others = {name for layer in LAYERS for name in layer} | {"config", "tests", "tools", "bench", "a computed name"}
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sources(app)
        for name, line in imported(path)
        if name in others - allowed(app) or name == "a relative import"
    ]
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_references_to_models_point_one_way(app):
    """`"app.Model"` in a foreign key is an import in all but name; parents of pages may be named from below and above."""
    foreign = {name for layer in LAYERS for name in layer} - allowed(app)
    wrong = [
        f"{model.__name__}.{field.name} refers to {field.related_model._meta.label}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.local_fields + model._meta.local_many_to_many
        if field.is_relation and field.related_model and field.related_model._meta.app_label in foreign
    ]
    assert wrong == []


def test_the_configuration_names_the_apps_and_nobody_names_it_back():
    named = {name for path in sources("config") for name, _line in imported(path)}
    assert named & set(APPS) <= {"core", "search"}


@pytest.mark.parametrize("folder", OURS)
def test_files_are_short(folder):
    long = {
        str(path.relative_to(ROOT)): count
        for path in sources(folder)
        if "migrations" not in path.parts and (count := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


@pytest.mark.parametrize("folder", [*OURS, "tests"])
def test_every_file_says_what_it_is_for(folder):
    silent = [
        str(path.relative_to(ROOT))
        for path in sources(folder)
        if "migrations" not in path.parts
        and path.read_text().strip()
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


OWN_TYPES = [model for model in get_page_models() if model is not Page and model.is_creatable]


@pytest.mark.parametrize("model", OWN_TYPES, ids=lambda model: model.__name__)
def test_a_page_type_says_where_it_stands_and_has_its_own_template(model):
    assert model.__name__.endswith("Page")
    assert "parent_page_types" in _declared(model), "parent_page_types is not declared"
    template = model.template
    assert template == f"{model._meta.app_label}/{_snake(model.__name__)}.html"
    get_template(template)
    own = model._meta.app_label
    below = {child._meta.app_label for child in model.allowed_subpage_models()}
    above = set().union(*(allowed(name) for name in below & set(APPS))) if below else {own}
    assert own in above


def _declared(model: type[Page]) -> set[str]:
    """Names in the bodies of the class and of its parents in our apps."""
    return {name for one in model.__mro__ if one.__module__.partition(".")[0] in APPS for name in vars(one)}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def test_parents_of_types_cannot_be_created():
    assert [
        model.__name__ for model in get_page_models() if model.__name__ == "ContentPage" and model.is_creatable
    ] == []
