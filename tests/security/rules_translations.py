"""How the routes of wagtail-localize are tried."""

from tests.security.rule import Rules, form, other, raw, rule

_ONE = "translation_id=translation"

TRANSLATIONS: Rules = {
    "wagtail_localize:javascript_catalog": (rule(),),
    "wagtail_localize:submit_page_translation": (
        rule("page_id=itempage", form(locales="{arabic}"), queries=("", "select_locale=ar")),
        rule("page_id=live", form(locales="{arabic}").called("live")),
    ),
    "wagtail_localize:submit_snippet_translation": (
        rule("app_label:institutions model_name:partnershipagreement pk=agreement", form(locales="{arabic}")),
    ),
    "wagtail_localize:update_translations": (rule("translation_source_id=translation_source", form()),),
    "wagtail_localize:edit_string_translation": (
        rule(
            f"{_ONE} string_segment_id=segment",
            other("PUT", value="taken over"),
            other("DELETE"),
        ),
    ),
    "wagtail_localize:edit_override": (
        rule(
            f"{_ONE} overridable_segment_id=overridable",
            other("PUT", value='"https://taken.example/"'),
            other("DELETE"),
        ),
    ),
    "wagtail_localize:download_pofile": (rule(_ONE),),
    "wagtail_localize:upload_pofile": (rule(_ONE, raw(file="@{pofile}")),),
    "wagtail_localize:machine_translate": (rule(_ONE, raw()),),
    "wagtail_localize:preview_translation": (rule(_ONE), rule(f"{_ONE} mode:print")),
    "wagtail_localize:stop_translation": (rule(_ONE, raw()),),
    "wagtail_localize:convert_to_alias": (rule("page_id=target", form()),),
    "wagtail_localize:translations_report": (
        rule(queries=("", "q=zebra", "export=csv", "export=xlsx", "source_title=zebra")),
    ),
    "wagtail_localize:translations_report_results": (rule(),),
    "wagtail_localize:snippets_api_listing": (
        rule("app_label:institutions model_name:partnershipagreement", is_public=True),
        rule("app_label:core model_name:institution", is_public=True),
    ),
    "wagtail_localize:snippets_api_detail": (
        rule("app_label:institutions model_name:partnershipagreement pk=agreement", is_public=True),
    ),
}
