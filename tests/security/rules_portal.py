"""How the routes of the portal as a whole are tried: workflows, reports, people, groups, sites, languages, settings."""

from tests.security.rule import Rules, form, raw, rule
from tests.security.rules_models import TABLES, model_rules

FIND = "q=zebra"
_SITE = "http://localhost/en"  # in the language of the person, which Wagtail takes for the place of the site's root
_TASK_TYPE = "app_label:institutions model_name:publicationapproval"


def _report(name: str, *queries: str, space: str = "wagtailadmin_reports") -> Rules:
    """A report, with its filters and its tables."""
    return {
        f"{space}:{name}": (rule(queries=("", *queries, "export=csv")),),
        f"{space}:{name}_results": (rule(queries=("", *queries[:1])),),
    }


PORTAL: Rules = {
    "wagtailadmin_home": (rule(),),
    "/admin/test404/": (rule(url="/admin/test404/"),),
    "wagtailadmin_error_test": (rule(),),
    "/admin/.*/$": (rule(url="/admin/no-such-address/"),),
    "wagtailadmin_sprite": (rule(),),
    "wagtailadmin_javascript_catalog": (rule(),),
    "wagtailadmin_login": (rule("", form(username="root@portal.example", password="wrong")),),
    "wagtailadmin_logout": (rule("", raw()),),
    "wagtailadmin_password_reset": (rule("", form(email="zebra.markerbperson0editor@bravo.example")),),
    "wagtailadmin_password_reset_done": (rule(),),
    "wagtailadmin_password_reset_confirm": (rule("uidb64:OA token:set-password"),),
    "wagtailadmin_password_reset_complete": (rule(),),
    "wagtailadmin_account": (rule("", form()),),
    "wagtailadmin_block_preview": (rule(queries=("id=1", "")),),
    "wagtailadmin_choose_page_external_link": (
        rule("", raw({"external-link-chooser-url": f"{_SITE}/institutions/publicb-bravo/publicb-item/"})),
    ),
    "wagtailadmin_choose_page_email_link": (rule(),),
    "wagtailadmin_choose_page_phone_link": (rule(),),
    "wagtailadmin_choose_page_anchor_link": (rule(),),
    "wagtailadmin_workflows:index": (rule(queries=("", "show_disabled=true")),),
    "wagtailadmin_workflows:index_results": (rule(queries=("", FIND)),),
    "wagtailadmin_workflows:add": (rule("", form(name="Put there")),),
    "wagtailadmin_workflows:enable": (rule("pk=old_workflow", raw()),),
    "wagtailadmin_workflows:disable": (rule("pk=workflow", form()),),
    "wagtailadmin_workflows:edit": (rule("pk=workflow", form(name="Taken over")),),
    "wagtailadmin_workflows:usage": (rule("pk=workflow"),),
    "wagtailadmin_workflows:usage_results": (rule("pk=workflow"),),
    "wagtailadmin_workflows:remove": (
        rule("page_pk=home", form()),
        rule("page_pk+workflow_pk=home+workflow", form()),
    ),
    "wagtailadmin_workflows:add_task": (rule(_TASK_TYPE, form(name="Put there", groups="{own_group}")),),
    "wagtailadmin_workflows:select_task_type": (rule(),),
    "wagtailadmin_workflows:task_index": (rule(queries=("", "show_disabled=true")),),
    "wagtailadmin_workflows:task_index_results": (rule(queries=("", FIND)),),
    "wagtailadmin_workflows:edit_task": (rule("pk=task", form(groups="{own_group}")),),
    "wagtailadmin_workflows:disable_task": (rule("pk=task", form()),),
    "wagtailadmin_workflows:enable_task": (rule("pk=old_task", raw()),),
    "wagtailadmin_workflows:task_chooser": (rule(),),
    "wagtailadmin_workflows:task_chooser_results": (rule(queries=("", FIND)),),
    "wagtailadmin_workflows:task_chooser_create": (rule(),),
    "wagtailadmin_workflows:task_chosen": (rule("task_id=task"),),
    **_report("locked_pages", "locked_by={user}"),
    **_report("workflow", "requested_by={user}", "workflow={workflow}", "status=rejected", "reviewable=true"),
    **_report("workflow_tasks", "task={task}", "user={user}", "status=rejected"),
    **_report("site_history", "user={user}", "is_commenting_action=true"),
    **_report("aging_pages", "last_published_by_user={user}", "content_type=1"),
    **_report("page_types_usage", "site=&page_locale=fr"),
    **model_rules("wagtaillocales", "locale", {"language_code": "zgh", "component-0-enabled": ""}, listing="index"),
    **model_rules(
        "wagtailsites",
        "site",
        {"hostname": "taken.example", "port": "80", "root_page": "{portal_home}"},
        listing="index",
    ),
    **model_rules(
        "wagtailusers_users",
        "user",
        {"email": "taken@alpha.example", "password1": "long-Enough-7391x", "password2": "long-Enough-7391x"},
        listing="index",
    ),
    **model_rules("wagtailusers_groups", "group", {"name": "Taken over"}, listing="index", copies=False),
    "wagtailredirects:index": (rule(queries=TABLES),),
    "wagtailredirects:index_results": (rule(queries=TABLES[:2]),),
    "wagtailredirects:add": (
        rule("", form(old_path="/put-there", redirect_page="{draft}", site="")),
        rule("", form(old_path="/put-there-too", redirect_link="https://x.example/").called("link")),
    ),
    "wagtailredirects:edit": (rule("redirect_id=redirect", form(old_path="/taken")),),
    "wagtailredirects:delete": (rule("redirect_id=redirect", form()),),
    "wagtailredirects:start_import": (rule("", form(import_file="@csv")),),
    "wagtailredirects:process_import": (rule("", raw(from_index="0", to_index="1", import_file_name="x.csv")),),
    "wagtailsettings:edit": (rule(url="/admin/settings/none/none/"), rule(url="/admin/settings/none/none/{site}/")),
    "wagtailsettings:preview_on_edit": (rule(url="/admin/settings/none/none/{site}/preview/"),),
}
