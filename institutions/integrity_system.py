"""Who does what in the integrity system: the institutions and their functions, as a diagram and as lists."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.cache import remember
from core.collation import collation_key
from core.enums import InstitutionFunction, InstitutionKind
from core.locales import language_of
from core.models import ContentPage

EXPLAINED = {
    InstitutionFunction.PREVENT: _("Sets rules, trains, advises and closes the gaps that corruption uses."),
    InstitutionFunction.INVESTIGATE: _("Looks into suspected facts and gathers the evidence."),
    InstitutionFunction.JUDGE: _("Decides whether the law was broken, and what follows."),
    InstitutionFunction.AUDIT: _("Examines accounts, management and the use of public money."),
    InstitutionFunction.OVERSEE: _("Watches over others, receives complaints and asks for answers."),
    InstitutionFunction.INFORM: _("Publishes what happens, so that everybody can see and ask."),
}


def system_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Functions with their institutions, and institutions by kind with their functions; drawn once for everybody."""
    key = ("integrity-system", page.pk, get_language(), request.get_host())
    return remember(key, lambda: _make(page, request))


def _make(page: Any, request: HttpRequest) -> dict[str, Any]:
    language = language_of(page.locale_id)
    faces = (
        ContentPage.objects.visible()
        .filter(kind="institution", locale=page.locale_id, institution__roles__isnull=False)
        .distinct()
        .select_related("locale", "institution")
        .prefetch_related("institution__names", "institution__roles")
    )
    rows = [_row(face, request) for face in sorted(faces, key=lambda face: collation_key(face.title, language))]
    functions = [{"code": code, "label": label, "text": EXPLAINED[code]} for code, label in _functions()]
    for function in functions:
        function["institutions"] = [row for row in rows if function["code"] in row["functions"]]
    for row in rows:
        row["cells"] = [
            {"label": function["label"], "has": function["code"] in row["functions"], **_line(row, functions, number)}
            for number, function in enumerate(functions)
        ]
    kinds = [{"label": label, "rows": [row for row in rows if row["kind"] == code]} for code, label in _kinds()]
    return {"functions": functions, "kinds": [kind for kind in kinds if kind["rows"]]}


def _functions() -> list[tuple[InstitutionFunction, str]]:
    return [(function, str(function.label)) for function in InstitutionFunction]


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in InstitutionKind]


def _row(face: ContentPage, request: HttpRequest) -> dict[str, Any]:
    institution = face.institution
    assert institution is not None
    acronym = institution.acronym()
    return {
        "title": face.title,
        "acronym": acronym if acronym != face.title else "",
        "url": face.get_url(request),
        "kind": institution.kind,
        "functions": {role.function for role in institution.roles.all()},
    }


def _line(row: dict[str, Any], functions: list[dict[str, Any]], number: int) -> dict[str, bool]:
    """Whether the line that joins the institution's marks enters and leaves this cell."""
    own = [place for place, function in enumerate(functions) if function["code"] in row["functions"]]
    return {"enters": own[0] < number <= own[-1], "leaves": own[0] <= number < own[-1]}
