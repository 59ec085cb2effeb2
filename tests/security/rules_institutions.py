"""How the routes about institutions and their editors' work are tried: workspaces, checks of a form."""

from tests.security.forms import STREAMS
from tests.security.rule import Rule, Rules, form, raw, rule
from tests.security.rules_models import model_rules

ABSENCE = {"user": "{user}", "first_day": "2031-01-01", "last_day": "2031-01-02", "deputy": ""}
CHECKED = {**STREAMS, "title": "Own words"}
_ITEM = "content_type_app_name:institutions content_type_model_name:itempage"

INSTITUTIONS: Rules = {
    "workspace:institution-view": (rule("pk=institution"),),
    "workspace:institution-suspend": (rule("pk=institution", form()),),
    "workspace:institution-resume": (rule("pk=suspended", form()),),
    "workspace:institution-repair": (rule("pk=suspended", form()),),
    "workspace:table-upload": (rule("", form(file="@institutions")),),
    "workspace:table-view": (rule("pk=table"),),
    **model_rules("absences", "absence", ABSENCE, listing="index"),
    "page-approvals": (rule("page_id=returned"), rule("page_id=waiting")),
    "page-send-translation": (rule("page_id=target", raw(send="1")),),
    "content_checks_edit": (rule("page_id=itempage", form(**CHECKED), form_of="wagtailadmin_pages:edit"),),
    "page-preview-links": (rule("page_id=itempage", form(days="3")),),
    "page-preview-link-revoke": (
        rule("page_id+link_id=itempage+open_link", form()),
        rule("page_id=own_page link_id=open_link", form().called("by another page")),
    ),
    "preview:page-detail": (
        rule("secret=open_secret", is_secret=True),
        rule("secret=revoked_secret"),
        rule("secret=ended_secret"),
    ),
    "preview:file-detail": (
        Rule(url="{open_file}", is_secret=True),
        Rule(url="{revoked_file}"),
        Rule(url="{ended_file}"),
        rule("secret+key+name=open_secret+document+document_name kind:files signature:guessed"),
    ),
    "page-review": (rule("page_id=live", form(due_next="{soon}")),),
    "reviews-due": (rule(queries=("", "export=csv", "institution={institution}"), is_public=True),),
    "reviews-due-results": (rule(is_public=True),),
    "content_checks_create": (rule(f"{_ITEM} parent_page_id=home", form(**CHECKED), form_of="wagtailadmin_pages:add"),),
}
