"""How the routes of pages are tried: the explorer, editing, workflow, history, choosing pages."""

from tests.security.forms import STREAMS
from tests.security.rule import Rule, Rules, as_json, form, raw, rule
from tests.security.world_pages import page_types

FIND = "q=zebra"
EDIT = {**STREAMS, "title": "Taken over"}
NEW = {**STREAMS, "title": "Put there", "slug": "put-there", "criteria": "c", "reasons": "r", "action": "a"}


def _action(name: str, page: str = "itempage", **data: object) -> Rule:
    """One of the actions of the pages' API, as JSON."""
    return rule(f"pk={page} action_name:{name}", as_json(data).called(name))


def _bulk(action: str, pages: str = "itempage", **fields: object) -> Rule:
    query = f"id={{{pages}}}&id={{live}}&next=/admin/"
    send = form(query, **fields).called(action)
    return rule(f"app_label:wagtailcore model_name:page action:{action}", send, queries=(query,))


def _typed(args: str, *sends: object, **more: object) -> tuple[Rule, ...]:
    """A rule for every type that an institution may publish."""
    return tuple(
        rule(f"{args.format(type._meta.app_label, type._meta.model_name)}", *sends, **more) for type in page_types()
    )


_TYPE = "content_type_app_name:{} content_type_model_name:{}"
_ITEM = _TYPE.format("institutions", "itempage")
_LAW = _TYPE.format("knowledge", "legaltextpage")

PAGES: Rules = {
    "wagtailadmin_api:pages:listing": (
        rule(
            queries=(
                "",
                "for_explorer=1&child_of={home}",
                "translation_of={translated}",
                "search=zebra",
                "type=institutions.ItemPage&fields=*&limit=100&order=-id",
            )
        ),
    ),
    "wagtailadmin_api:pages:detail": (rule("pk=page"), rule("pk=target")),
    "wagtailadmin_api:pages:find": (rule(queries=("id={draft}", "html_path=/fr/institutions/publicb-bravo/")),),
    "wagtailadmin_api:pages:action": (
        _action("convert_alias", "alias"),
        _action("copy", title="Copied", slug="copied", destination_page_id="{home}", recursive=True, keep_live=False),
        _action("copy", "live", slug="copied-too", destination_page_id="{own_home}", keep_live=False),
        _action("copy", "own_page", slug="intruder", destination_page_id="{home}", keep_live=False),
        _action("delete"),
        _action("publish", "live"),
        _action("unpublish", "live"),
        _action("move", destination_page_id="{own_home}", position="last-child"),
        _action("move", "own_page", destination_page_id="{home}", position="last-child"),
        _action("copy_for_translation", locale="en", copy_parents=True),
        _action("create_alias", "live", destination_page_id="{own_home}", update_slug="again"),
        _action("revert_to_page_revision", revision_id="{itempage_revision}"),
    ),
    "wagtailadmin_explore_root": (rule(queries=("", FIND), is_public=True),),
    "wagtailadmin_explore": (
        rule("parent_page_id=home", queries=("", FIND, "owner={user}", "ordering=ord", "locale=ar")),
        rule("parent_page_id=itempage"),
        rule("parent_page_id=returned"),
        rule("parent_page_id=closed"),
        rule("parent_page_id=directory"),
    ),
    "wagtailadmin_explore_results": (
        rule("parent_page_id=home", queries=("", FIND)),
        rule("parent_page_id=root", queries=(FIND,)),
        rule("parent_page_id=directory", queries=("", FIND)),
    ),
    "wagtail_bulk_action": (
        _bulk("delete"),
        _bulk("move", chooser="{own_home}"),
        _bulk("move", "own_page", chooser="{home}"),
        _bulk("publish", include_descendants="on"),
        _bulk("unpublish", "live", include_descendants="on"),
        rule(
            "app_label:wagtailcore model_name:page action:delete,move",
            queries=("id=all&childOf={home}",),
        ),
        *(
            rule(
                f"app_label:core model_name:{model} action:{action}",
                form(query, **fields).called(f"{model} {action}"),
                queries=(query,),
            )
            for model, key in (("portalimage", "image"), ("portaldocument", "document"))
            for query in (f"id={{{key}}}&id={{own_{key}}}",)
            for action, fields in (
                ("delete", {}),
                ("add_tags", {"tags": "taken"}),
                ("add_to_collection", {"collection": "{own_collection}"}),
            )
        ),
        rule(
            "app_label:institutions model_name:partnershipagreement action:delete",
            form("id={agreement}").called("agreement"),
            queries=("id={agreement}", "id=all"),
        ),
        rule(
            "app_label:core model_name:user action:assign_role",
            form("id={user}", role="{own_group}").called("assign_role"),
            queries=("id={user}",),
        ),
        rule("app_label:core model_name:user action:delete", form("id={user}").called("user"), queries=("id={user}",)),
        rule(
            "app_label:core model_name:user action:set_active_state",
            form("id={user}", mark_as_active="False").called("set_active_state"),
            queries=("id={user}",),
        ),
    ),
    "wagtailadmin_pages:add": (
        *_typed(f"{_TYPE} parent_page_id=home"),
        rule(f"{_ITEM} parent_page_id=home", form(**NEW), form(**NEW, **{"action-submit": "1"}).called("submit")),
    ),
    "wagtailadmin_pages:preview_on_add": (
        rule(
            f"{_ITEM} parent_page_id=home",
            form(**NEW).and_read(),
            is_public=True,
            form_of="wagtailadmin_pages:add",
        ),
    ),
    "wagtailadmin_pages:type_use": (rule(_ITEM, queries=("", FIND)), rule(_LAW)),
    "wagtailadmin_pages:type_use_results": (rule(_ITEM, queries=("", FIND)), rule(_LAW)),
    "wagtailadmin_pages:choose_parent": (
        rule("app_label:institutions model_name:itempage", raw(parent_page="{home}"), is_public=True),
    ),
    "wagtailadmin_pages:usage": (rule("page_id=itempage"), rule("page_id=live")),
    "wagtailadmin_pages:edit": (
        rule("page_id=page"),
        rule("page_id=target"),
        rule("page_id=home"),
        rule(
            "page_id=itempage",
            form(**EDIT),
            form(**EDIT, **{"action-submit": "1"}).called("submit"),
            form(**EDIT, **{"action-publish": "1"}).called("publish"),
        ),
        rule(
            "page_id=waiting",
            form(**EDIT, **{"action-cancel-workflow": "1"}).called("cancel"),
            form(**EDIT, **{"action-workflow-action": "1", "workflow-action-name": "approve"}).called("approve"),
        ),
        rule("page_id=returned", form(**EDIT, **{"action-restart-workflow": "1"}).called("restart")),
    ),
    "wagtailadmin_pages:preview_on_edit": (
        rule("page_id=itempage", form(**EDIT).and_read(), form_of="wagtailadmin_pages:edit"),
        rule("page_id=live"),
        rule("page_id=translated"),
    ),
    "wagtailadmin_pages:view_draft": (rule("page_id=page"), rule("page_id=target")),
    "wagtailadmin_pages:add_subpage": (rule("parent_page_id=arabic_home"), rule("parent_page_id=home")),
    "wagtailadmin_pages:delete": (rule("page_id=itempage", form()), rule("page_id=live")),
    "wagtailadmin_pages:unpublish": (rule("page_id=live", form()), rule("page_id=closed")),
    "wagtailadmin_pages:convert_alias": (rule("page_id=alias", form()),),
    "wagtailadmin_pages:search": (rule(queries=("", "q=zebra&content_type=institutions.itempage", "q=zebra&all=1")),),
    "wagtailadmin_pages:search_results": (rule(queries=(FIND, "q=zebra&ordering=title")),),
    "wagtailadmin_pages:move": (
        rule("page_to_move_id=itempage", form(new_parent_page="{own_home}")),
        rule("page_to_move_id=own_page", raw(new_parent_page="{home}").called("to B")),
    ),
    "wagtailadmin_pages:move_confirm": (
        rule("page_to_move_id=itempage destination_id=own_home", form()),
        rule("page_to_move_id=own_page destination_id=home", form().called("to B")),
    ),
    "wagtailadmin_pages:set_page_position": (rule("page_to_move_id=itempage", raw(query="position=3")),),
    "wagtailadmin_pages:copy": (
        rule("page_id=itempage", form(new_title="C", new_slug="c", new_parent_page="{own_home}")),
        rule("page_id=live", form(new_title="C", new_slug="c", new_parent_page="{home}").called("live")),
        rule("page_id=own_page", form(new_title="C", new_slug="c", new_parent_page="{home}").called("to B")),
    ),
    "wagtailadmin_pages:workflow_action": (
        rule(
            "page_id+task_state_id=waiting+waiting_task_state action_name:approve",
            raw(comment="taken").called("approve"),
        ),
        rule(
            "page_id+task_state_id=waiting+waiting_task_state action_name:reject",
            raw(comment="taken").called("reject"),
        ),
        rule("page_id+task_state_id=own_page+waiting_task_state action_name:approve"),
    ),
    "wagtailadmin_pages:collect_workflow_action_data": (
        rule("page_id+task_state_id=waiting+waiting_task_state action_name:approve,reject", raw(comment="zebra")),
    ),
    "wagtailadmin_pages:confirm_workflow_cancellation": (rule("page_id=waiting"),),
    "wagtailadmin_pages:workflow_preview": (rule("page_id+task_id=waiting+waiting_task"),),
    "wagtailadmin_pages:set_privacy": (
        rule("page_id=closed", form(restriction_type="none")),
        rule("page_id=live", form(restriction_type="password", password="taken over").called("close")),
    ),
    "wagtailadmin_pages:lock": (rule("page_id=itempage", raw(next="/admin/")),),
    "wagtailadmin_pages:unlock": (rule("page_id=locked", raw(next="/admin/")),),
    "wagtailadmin_pages:revisions_index": (rule("page_id=itempage"),),
    "wagtailadmin_pages:revisions_view": (
        rule("page_id+revision_id=itempage+itempage_revision"),
        rule("page_id=own_page revision_id=revision"),
        rule("page_id+revision_id=live+later"),
    ),
    "wagtailadmin_pages:revisions_revert": (
        rule("page_id+revision_id=itempage+itempage_revision", form(**EDIT)),
        rule("page_id=own_page revision_id=itempage_revision"),
    ),
    "wagtailadmin_pages:revisions_unschedule": (
        rule("page_id+revision_id=scheduled+scheduled_revision", form()),
        rule("page_id=own_page revision_id=scheduled_revision"),
    ),
    "wagtailadmin_pages:revisions_compare": (
        rule("pk=itempage revision_id_a:earliest revision_id_b:latest"),
        rule("pk=live revision_id_a:live revision_id_b:latest"),
        rule("pk=own_page revision_id_a=revision revision_id_b:latest"),
        rule("pk=own_page revision_id_a:earliest revision_id_b=later"),
    ),
    "wagtailadmin_pages:workflow_history": (rule("page_id=waiting"), rule("page_id=returned")),
    "wagtailadmin_pages:workflow_history_detail": (
        rule("page_id+workflow_state_id=returned+returned_state"),
        rule("page_id+workflow_state_id=own_page+returned_state"),
    ),
    "wagtailadmin_pages:history": (rule("page_id=itempage", queries=("", "user={user}")), rule("page_id=live")),
    "wagtailadmin_pages:history_results": (rule("page_id=itempage"),),
    "wagtailadmin_choose_page": (
        rule(
            queries=(
                "",
                "page_type=institutions.itempage",
                "can_choose_root=1",
            )
        ),
    ),
    "wagtailadmin_choose_page_child": (
        rule("parent_page_id=home", queries=("", "page_type=institutions.itempage", "user_perms=move_to")),
        rule("parent_page_id=directory"),
        rule("parent_page_id=itempage"),
    ),
    "wagtailadmin_choose_page_search": (rule(queries=(FIND, "q=zebra&page_type=institutions.itempage")),),
    "wagtailadmin_choose_page_chosen_multiple": (rule(queries=("id={draft}&id={live}", "id={target}")),),
}
