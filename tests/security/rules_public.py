"""How the addresses for readers and programs are tried: what is not published must not come out there."""

from tests.security.rule import Rules, form, raw, rule

FIND = "q=zebra"
#: What readers are asked for on every public page.
REMARKS = frozenset({"feedback_pageremark"})

PUBLIC: Rules = {
    "api:openapi-json": (rule(),),
    "api:api-root": (rule(url="/api/v1/"),),
    "api:search": (rule(queries=("q=publicb", FIND, "q=markerb"), is_public=True),),
    "root": (rule(),),
    "favicon": (rule(),),
    "robots": (rule(),),
    "sitemap_index": (rule(),),
    "sitemap": (rule("language:fr", is_public=True), rule("language:ar")),
    "sitemap_part": (rule("language:fr part:1", is_public=True),),
    "search:page-list": (rule(queries=("q=publicb", FIND, "q=zebra&institution=bravo"), is_public=True),),
    "search:page-feed": (rule(queries=("q=publicb", FIND), is_public=True),),
    "search:help-detail": (rule(),),
    "search:suggestion-list": (rule(queries=("q=publicb", FIND, "q=zeb"), is_public=True),),
    "search:result-opened": (rule(),),
    "search:description-detail": (rule(),),
    "feedback:page-remark-add": (
        rule(
            "",
            form("page={live}", kind="error", text="Wrong"),
            queries=("page={live}", "page={draft}"),
            may=REMARKS,
            is_public=True,
        ),
    ),
    "feedback:page-remark-sent": (rule(queries=("page={live}", "page={draft}", "page={closed}"), is_public=True),),
    "entrances:region-list": (rule(),),
    "entrances:region-detail": (rule("code:north", is_public=True),),
    "entrances:region-feed": (rule("code:north", is_public=True),),
    "entrances:audience-list": (rule(),),
    "entrances:audience-detail": (rule("code:citizen", is_public=True),),
    "entrances:audience-feed": (rule("code:citizen", is_public=True),),
    "wagtailcore_authenticate_with_password": (
        rule("page_view_restriction_id+page_id=restriction+closed", raw(password="guess", return_url="/")),
    ),
    "wagtailcore_login": (rule(),),
    "wagtail_serve": (
        rule(url="/fr/institutions/publicb-bravo/", is_public=True),
        rule(url="/fr/institutions/publicb-bravo/publicb-item/", is_public=True),
        rule(url="/fr/institutions/", is_public=True),
        rule(url="/fr/"),
        rule(url="{draft_url}"),
        rule(url="{closed_url}"),
        rule(url="/fr/institutions/publicb-bravo/feed/"),
        rule(url="/fr/knowledge/"),
    ),
}
