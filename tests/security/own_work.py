"""What people of A do all day with what is A's: reading it, and forms that change it."""

from typing import Any

from tests.security.forms import STREAMS, fields_of, filled
from tests.security.visiting import Request, Visitor
from tests.security.world import World

#: Who reads what, and the words that must stand there.
READS = (
    ("editor", "/admin/", "Own draft"),
    ("editor", "/admin/pages/{own_home}/", "Own draft"),
    ("editor", "/admin/pages/search/?q=own", "Own draft"),
    ("editor", "/admin/pages/{own_page}/edit/", "Own draft"),
    ("editor", "/admin/pages/{own_page}/view_draft/", "Own draft"),
    ("editor", "/admin/pages/{own_page}/history/", "Own draft"),
    ("editor", "/admin/pages/{own_page}/usage/", "Own draft"),
    ("editor", "/admin/pages/{own_page}/revisions/compare/earliest...latest/", "Own draft"),
    ("editor", "/admin/pages/{own_page}/revisions/{own_page_revision}/view/", "Own draft"),
    ("editor", "/admin/pages/{own_waiting}/workflow_history/", "Own waiting"),
    ("editor", "/admin/pages/{own_home}/add_subpage/", "institutions/itempage"),
    ("editor", "/admin/choose-page/{own_home}/", "Own draft"),
    ("editor", "/admin/choose-page/search/?q=own", "Own draft"),
    ("editor", "/admin/choose-page/{home}/", "PUBLICB item"),
    ("editor", "/admin/api/main/pages/{own_page}/", "Own draft"),
    ("editor", "/admin/images/", "own file"),
    ("editor", "/admin/images/{own_image}/", "own file"),
    ("editor", "/admin/images/usage/{own_image}/", "own file"),
    ("editor", "/admin/images/chooser/", "own file"),
    ("editor", "/admin/images/chooser/chosen/{own_image}/", "own file"),
    ("editor", "/admin/api/main/images/{own_image}/", "own file"),
    ("editor", "/admin/documents/", "own file"),
    ("editor", "/admin/documents/edit/{own_document}/", "own file"),
    ("editor", "/admin/documents/usage/{own_document}/", "own file"),
    ("editor", "/admin/documents/chooser/", "own file"),
    ("editor", "/admin/documents/chooser/chosen/{own_document}/", "own file"),
    ("editor", "/files/{own_document}/{own_document_name}", "own content"),
    ("editor", "/admin/tag-autocomplete/?term=own", "own tag"),
    ("editor", "/admin/reports/site-history/", "Own draft"),
    ("editor", "/admin/reports/workflow/", "Own waiting"),
    ("editor", "/admin/reports/texts-of-files/", "own file"),
    ("editor", "/admin/legal-texts/{own_legaltextpage}/articles/", "Own LegalTextPage"),
    ("editor", "/admin/institutions/{own_institution}/", "Alpha editor"),
    ("moderator", "/admin/", "Own waiting"),
    ("moderator", "/admin/pages/{own_home}/", "Own draft"),
    ("moderator", "/admin/pages/{own_waiting}/edit/", "Own waiting"),
    ("moderator", "/admin/pages/{own_waiting}/view_draft/", "Own waiting"),
    ("moderator", "/admin/pages/{own_page}/history/", "Own draft"),
    ("moderator", "/admin/images/", "own file"),
    ("moderator", "/admin/reports/workflow_tasks/", "Own waiting"),
    ("handler", "/admin/", "Alpha"),
    ("handler", "/admin/institutions/{own_institution}/", "Alpha editor"),
)
_EDIT = "/admin/pages/{own_page}/edit/"
_COMMENT = {
    "comments-TOTAL_FORMS": "1",
    "comments-INITIAL_FORMS": "0",
    "comments-0-text": "Own comment",
    "comments-0-contentpath": "title",
    "comments-0-position": "",
    "comments-0-replies-TOTAL_FORMS": "0",
    "comments-0-replies-INITIAL_FORMS": "0",
}
#: Who sends which form with which changes, and the table in which something is different afterwards.
WRITES: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("editor", _EDIT, {**STREAMS, "title": "Own words"}, "wagtailcore_revision"),
    ("editor", _EDIT, {**STREAMS, "action-submit": "1"}, "wagtailcore_workflowstate"),
    ("editor", _EDIT, {**STREAMS, **_COMMENT}, "wagtailcore_comment"),
    (
        "editor",
        "/admin/pages/{own_page}/copy/",
        {"new_title": "Own copy", "new_slug": "own-copy", "new_parent_page": "{own_home}"},
        "wagtailcore_page",
    ),
    ("editor", "/admin/pages/{own_page}/delete/", {}, "wagtailcore_page"),
    ("editor", "/admin/localize/submit/page/{own_page}/", {"locales": "{arabic}"}, "wagtail_localize_translation"),
    ("editor", "/admin/images/{own_image}/", {"title": "Own picture"}, "core_portalimage"),
    ("editor", "/admin/documents/edit/{own_document}/", {"title": "Own paper"}, "core_portaldocument"),
    (
        "editor",
        "/admin/legal-texts/{own_legaltextpage}/articles/add/",
        {"label": "Article 1", "anchor": "art-1", "kind": "article", "text": "Own words"},
        "knowledge_provision",
    ),
    ("moderator", "/admin/pages/{own_page}/edit/", {**STREAMS, "title": "Own words"}, "wagtailcore_revision"),
    ("moderator", "/admin/pages/{own_page}/lock/", {"next": "/admin/"}, "wagtailcore_page"),
    (
        "moderator",
        "/admin/pages/workflow/action/{own_waiting}/approve/{own_task_state}/",
        {"comment": "Good"},
        "wagtailcore_taskstate",
    ),
    (
        "moderator",
        "/admin/pages/workflow/action/{own_waiting}/reject/{own_task_state}/",
        {"comment": "Say where the figure comes from."},
        "wagtailcore_taskstate",
    ),
)


def faults_of_work(world: World, people: dict[str, Visitor]) -> list[str]:
    """A sentence for each thing that somebody of A could not do."""
    keys, faults = world.first(), []
    for role, address, words in READS:
        seen = people[role].visit(Request("GET", address.format_map(keys)), keep=True)
        if words not in seen.text:
            faults.append(f"{role} does not see “{words}” at {address} ({seen.status} {seen.fault}).")
    for role, address, changes, table in WRITES:
        url = address.format_map(keys)
        fields = fields_of(people[role].visit(Request("GET", url), keep=True).html)
        seen = people[role].visit(Request("POST", url, filled(fields, changes, keys)))
        if table not in seen.changed:
            faults.append(f"{role} cannot change {table} at {address} ({seen.status} {seen.fault} {seen.changed}).")
    return faults
