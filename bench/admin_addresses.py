"""The addresses of every admin page of a legal text, computed from the code. Runs inside the portal that is measured.

A name of the pages' admin, of the articles' admin or of the translations' admin that is neither reversed nor an
exception with a reason ends the benchmark: what a later version adds is measured or explained.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Locale, Page

from core.publishing import publication_workflow
from institutions.models import InstitutionPage
from knowledge.compare import differences
from knowledge.models import LegalTextPage, TextVersion

NAMESPACES = ("wagtailadmin_pages", "legal_text", "wagtail_localize")
#: Only for a text that waits for approval.
SUBMITTED = {
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
}
POST = "answers only what a form or script sends"
OTHER = "is about something else than a legal text"
EXCEPTIONS = {
    "wagtailadmin_pages:preview_on_add": "draws what the form sent before; view_draft draws the same page",
    "wagtailadmin_pages:preview_on_edit": "draws what the form sent before; view_draft draws the same page",
    "wagtailadmin_pages:revisions_index": "an old address, which leads to the history",
    "wagtailadmin_pages:revisions_unschedule": "only for a scheduled revision",
    "wagtailadmin_pages:convert_alias": "only for an alias",
    "wagtailadmin_pages:lock": POST,
    "wagtailadmin_pages:unlock": POST,
    "wagtailadmin_pages:set_page_position": POST,
    "legal_text:article-move": POST,
    "wagtail_localize:edit_string_translation": POST,
    "wagtail_localize:edit_override": POST,
    "wagtail_localize:upload_pofile": POST,
    "wagtail_localize:machine_translate": POST,
    "wagtail_localize:stop_translation": POST,
    "wagtail_localize:convert_to_alias": "only for a translation that was an alias",
    "wagtail_localize:download_pofile": "a download",
    "wagtail_localize:javascript_catalog": OTHER,
    "wagtail_localize:submit_snippet_translation": OTHER,
    "wagtail_localize:snippets_api_listing": OTHER,
    "wagtail_localize:snippets_api_detail": OTHER,
}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address below the resolver, with its namespace."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, one.namespace or namespace)
        elif namespace in NAMESPACES:
            yield f"{namespace}:{one.name}", one


def values_of(text: LegalTextPage) -> dict[str, Any]:
    """What stands in the addresses of this text: parameter -> value."""
    from wagtail_localize.models import Translation

    revisions = text.revisions.order_by("pk")
    state = text.workflow_states.order_by("-pk").first()
    task = state.task_states.order_by("-pk").first()
    translation = Translation.objects.get(source__object_id=text.translation_key)
    return {
        **dict.fromkeys(("page_id", "pk", "page_to_move_id"), text.pk),
        "parent_page_id": text.get_parent().pk,
        "destination_id": InstitutionPage.objects.get(title="Other", locale=text.locale).pk,
        **dict.fromkeys(("content_type_app_name", "app_label"), "knowledge"),
        **dict.fromkeys(("content_type_model_name", "model_name"), "legaltextpage"),
        "revision_id": revisions.first().pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "workflow_state_id": state.pk,
        "task_state_id": task.pk,
        "task_id": task.task_id,
        "action_name": "reject",
        "anchor": middle_anchor(text),
        "translation_id": translation.pk,
        "translation_source_id": translation.source_id,
    }


def middle_anchor(text: LegalTextPage) -> str:
    """The address of the article in the middle of the text."""
    anchors = text.version.provisions.filter(kind="article").order_by("position").values_list("anchor", flat=True)
    return anchors[len(anchors) // 2]


def addresses(text: LegalTextPage) -> dict[str, str]:
    """Every admin page of this text: its name -> its path. Ends the benchmark for a name without rule."""
    values = values_of(text)
    old, new = TextVersion.objects.of_text(text.translation_key, text.locale.language_code).order_by("pk")[:2]
    if len(differences(old, new)) != articles(text):
        raise SystemExit("The two versions do not differ in every article.")
    found = {"list of the institution": reverse("wagtailadmin_explore", args=[text.get_parent().pk])}
    named = list(patterns(get_resolver()))
    if gone := EXCEPTIONS.keys() - dict(named):
        raise SystemExit(f"EXCEPTIONS names what no longer exists: {sorted(gone)}.")
    for name, pattern in named:
        wanted = pattern.pattern.regex.groupindex
        if name in EXCEPTIONS or name in found:
            continue
        if unknown := [one for one in wanted if one not in values]:
            raise SystemExit(f"{name} needs {unknown}: add them to values_of, or the name to EXCEPTIONS with a reason.")
        found[name] = reverse(name, kwargs={one: values[one] for one in wanted})
    found["legal_text:version-compare"] += f"?old={old.pk}&new={new.pk}"
    copy = Page.objects.get(translation_key=text.translation_key, locale__language_code="en")
    return found | {"wagtailadmin_pages:edit of its translation": reverse("wagtailadmin_pages:edit", args=[copy.pk])}


def editable() -> None:
    """Makes a translation of each text; prints JSON: number of articles -> name -> path, but for SUBMITTED."""
    from wagtail_localize.operations import translate_object

    found = {}
    for text in texts():
        translate_object(text, [Locale.objects.get(language_code="en")])
        found[articles(text)] = {name: path for name, path in addresses(text).items() if name not in SUBMITTED}
    print("ADDRESSES" + json.dumps(found))


def submitted() -> None:
    """Sends each text for approval by who wrote its draft; prints JSON as `editable`, of SUBMITTED alone.

    Ends the benchmark when saving the draft did not copy the public version.
    """
    found = {}
    for text in texts():
        draft = text.get_latest_revision_as_object()
        if draft.version_id == text.version_id or articles(draft) != articles(text):
            raise SystemExit(f"The draft of {text} has no full copy of the public version.")
        publication_workflow()[0].start(draft, text.latest_revision.user)
        found[articles(text)] = {name: path for name, path in addresses(text).items() if name in SUBMITTED}
    print("ADDRESSES" + json.dumps(found))


def texts() -> list[LegalTextPage]:
    """The texts that were imported, without their translations."""
    return list(LegalTextPage.objects.exclude(locale__language_code="en"))


def articles(text: LegalTextPage) -> int:
    """How many articles its version has."""
    return text.version.provisions.filter(kind="article").count()
