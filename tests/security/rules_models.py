"""How the routes of rows are tried: institutions, agreements, topics, remarks, imports, legal texts, search rules."""

from tests.security.rule import Rules, as_json, form, raw, rule

FIND = "q=zebra"
TABLES = ("", FIND, "export=csv", "export=xlsx")

NAMES = {
    "names-TOTAL_FORMS": "1",
    "names-INITIAL_FORMS": "0",
    "names-0-locale": "{locale}",
    "names-0-text": "Put there",
    "names-0-ORDER": "1",
}


def model_rules(
    space: str,
    key: str,
    changes: dict[str, str],
    *,
    listing: str = "list",
    copies: bool = True,
    more: dict[str, str] | None = None,
    is_public: bool = False,
) -> Rules:
    """The views that Wagtail makes for a model."""
    rules: Rules = {
        f"{space}:{listing}": (rule(queries=TABLES, is_public=is_public),),
        f"{space}:{listing}_results": (rule(queries=TABLES[:2], is_public=is_public),),
        f"{space}:add": (rule("", form(**{**changes, **(more or {})})),),
        f"{space}:edit": (rule(f"pk={key}", form(**changes)),),
        f"{space}:delete": (rule(f"pk={key}", form()),),
        f"{space}:usage": (rule(f"pk={key}", is_public=key == "synonyms"),),
        f"{space}:history": (rule(f"pk={key}", queries=("", "user={user}")),),
        f"{space}:history_results": (rule(f"pk={key}"),),
    }
    if copies:
        rules[f"{space}:copy"] = (rule(f"pk={key}", form(**changes)),)
    return rules


def _snippet(app: str, model: str, key: str, changes: dict[str, str], more: dict[str, str]) -> Rules:
    choosing = f"wagtailsnippetchoosers_{app}_{model}"
    return {
        **model_rules(f"wagtailsnippets_{app}_{model}", key, changes, more=more, is_public=True),
        f"{choosing}:choose": (rule(queries=("", FIND), is_public=True),),
        f"{choosing}:choose_results": (rule(queries=("", FIND, "q=bravo"), is_public=True),),
        f"{choosing}:chosen": (rule(f"pk={key}", is_public=True),),
        f"{choosing}:chosen_multiple": (rule(queries=(f"id={{{key}}}",), is_public=True),),
        f"{choosing}:create": (rule("", raw()),),
    }


AGREEMENT = {"signed_on": "2026-01-01", "institution": "{institution}"}
_AGREEMENT = "wagtailsnippets_institutions_partnershipagreement"
_WAITING = "pk+task_state_id=agreement+agreement_task_state"

MODELS: Rules = {
    **_snippet("core", "topic", "topic", {"code": "put-there", "tree": "theme", "order": "7"}, NAMES),
    **_snippet("core", "institution", "institution", {"code": "put-there", "kind": "ministry", "order": "7"}, NAMES),
    **_snippet("institutions", "partnershipagreement", "agreement", AGREEMENT, {"institution": "{own_institution}"}),
    f"{_AGREEMENT}:revisions_revert": (rule("pk+revision_id=agreement+agreement_revision", form(**AGREEMENT)),),
    f"{_AGREEMENT}:revisions_compare": (rule("pk=agreement revision_id_a:earliest revision_id_b:latest"),),
    f"{_AGREEMENT}:revisions_unschedule": (rule("pk+revision_id=agreement+agreement_revision", form()),),
    f"{_AGREEMENT}:unpublish": (rule("pk=agreement_in_force", form()),),
    f"{_AGREEMENT}:workflow_action": (
        rule(f"{_WAITING} action_name:approve", raw(comment="taken").called("approve")),
        rule(f"{_WAITING} action_name:reject", raw(comment="taken").called("reject")),
    ),
    f"{_AGREEMENT}:collect_workflow_action_data": (
        rule(f"{_WAITING} action_name:approve,reject", raw(comment="zebra")),
    ),
    f"{_AGREEMENT}:confirm_workflow_cancellation": (rule("pk=agreement"),),
    f"{_AGREEMENT}:workflow_history": (rule("pk=agreement"),),
    f"{_AGREEMENT}:workflow_history_detail": (rule("pk+workflow_state_id=agreement+agreement_state"),),
    "wagtailsnippets:index": (rule(),),
    "page-remarks:index": (rule(queries=(*TABLES, "institution={institution}", "state=new")),),
    "page-remarks:index_results": (rule(queries=TABLES[:2]),),
    "page-remarks:edit": (rule("pk=remark", form(state="corrected", note="taken")),),
    "imports:import-list": (rule(),),
    "imports:import-upload": (
        rule("", form(file="@csv", kind="guide"), queries=("", "mapping={mapping}")),
        rule("", form(file="@csv", kind="guide", mapping="{mapping}").called("with B's mapping")),
    ),
    "imports:import-status": (rule("pk=job"), rule("pk=job_busy")),
    "imports:import-columns": (rule("pk=job_new", form(list_name="taken", save_as="taken")),),
    "imports:import-start": (rule("pk=job", raw()),),
    "imports:import-stop": (rule("pk=job_busy", raw()),),
    "imports:import-remove": (rule("pk=job", raw()),),
    "imports:import-report": (rule("pk=job", queries=("", "rows=all")),),
    "imports:mapping-remove": (rule("pk=mapping", raw(), by=("b_editor",)),),
    "legal_text:article-list": (rule("page_id=legaltextpage", queries=("", FIND)),),
    "legal_text:article-add": (
        rule("page_id=legaltextpage", form(label="Article 9", anchor="art-9", kind="article", text="put")),
    ),
    "legal_text:article-edit": (rule("page_id+anchor=legaltextpage+anchor", form(text="taken over")),),
    "legal_text:article-remove": (rule("page_id+anchor=legaltextpage+anchor", form()),),
    "legal_text:article-move": (rule("page_id+anchor=legaltextpage+anchor", raw(direction="down")),),
    "legal_text:version-edit": (rule("page_id=legaltextpage", form(label="taken over")),),
    "legal_text:version-compare": (rule("page_id=legaltextpage"),),
    "links:report-list": (rule(queries=TABLES),),
    "links:report-list-results": (rule(),),
    "outbox:task-list": (rule(queries=TABLES),),
    "outbox:task-list-results": (rule(),),
    "outbox:task-retry-all": (rule("", form()),),
    "outbox:task-retry": (rule("pk=outbox", form()),),
    "outbox:task-discard": (rule("pk=outbox", form()),),
    "search-queries:query-list": (rule(queries=(*TABLES, "show=frequent"), is_public=True),),
    "search-queries:query-list-results": (rule(queries=("", "show=frequent"), is_public=True),),
    "search-queries:query-settle": (
        rule("", form("query=zebra&language=fr", note="taken"), queries=("query=zebra&language=fr",)),
    ),
    "search-queries:query-unsettle": (rule("pk=settled", form()),),
    "search-index:index-state": (rule(),),
    "search-index:index-build": (rule("", form()),),
    "search-index:change-retry-all": (rule("", form()),),
    **model_rules(
        "search-synonyms",
        "synonyms",
        {"terms_fr": "un\ndeux", "kind": "two_way"},
        is_public=True,
        listing="index",
        copies=False,
    ),
    **model_rules(
        "search-promotions",
        "promotion",
        {"words": "put", "language": "fr", "page": "{live}"},
        listing="index",
        copies=False,
    ),
    **model_rules(
        "search-protected-words", "protected", {"language": "fr", "word": "put"}, listing="index", copies=False
    ),
    **model_rules("search-ignored-words", "ignored", {"language": "fr", "word": "put"}, listing="index", copies=False),
    "search-page-chooser:choose": (rule(queries=("", FIND), is_public=True),),
    "search-page-chooser:choose_results": (rule(queries=("", FIND, "q=publicb"), is_public=True),),
    "search-page-chooser:chosen": (rule("pk=live", is_public=True), rule("pk=itempage"), rule("pk=closed")),
    "wagtailadmin_editing_sessions:ping": (
        rule("object_id+session_id=itempage+session app_label:institutions model_name:itempage", raw(is_editing="1")),
        rule("object_id+session_id=agreement+session app_label:institutions model_name:partnershipagreement", raw()),
    ),
    "wagtailadmin_editing_sessions:release": (rule("session_id=session", raw(), by=("b_editor",)),),
    "content_model": (rule(),),
    "wagtailadmin_dismissibles": (rule("", as_json({"seen": "1"}, "PATCH")),),
}
