"""What a portal needs before its first content: languages, home pages, site, groups, workflow. Safe to repeat."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from core.models import PortalPage
from core.publishing import approve_and_publish, system_user
from home.models import HomePage
from institutions.models import InstitutionIndexPage, PartnershipAgreement, PlatformIndexPage, PublicationApproval
from knowledge.models import KnowledgeIndexPage
from themes.models import SectorIndexPage, ThemeIndexPage

PORTAL_MODERATORS = "Portal moderators"
EDITORS = "Editors"  # Wagtail's own group: whoever may write every page
INDEX_PAGES = (
    (ThemeIndexPage, _("Themes")),
    (SectorIndexPage, _("Sectors")),
    (InstitutionIndexPage, _("Institutions")),
    (KnowledgeIndexPage, _("Knowledge")),
    (PlatformIndexPage, _("Platforms")),
)


def setup_portal() -> None:
    """Creates whatever of the foundation is missing; never touches what exists."""
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES]
    _groups_and_workflow()
    homes = [_home(locale) for locale in _default_first(locales)]
    _site(homes[0])
    for home in homes:
        for model, title in INDEX_PAGES:
            _index_page(home, model, title)
    _remove_welcome_page()


def _remove_welcome_page() -> None:
    """The page that Wagtail's first migration creates; nobody approved it."""
    for page in Page.objects.filter(depth=2, content_type__app_label="wagtailcore", content_type__model="page"):
        page.delete()


def _default_first(locales: list[Locale]) -> list[Locale]:
    return sorted(locales, key=lambda locale: locale.language_code != settings.LANGUAGE_CODE)


def _groups_and_workflow() -> None:
    """One approval step on the root; no group holds `publish`."""
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    moderators, _created = Group.objects.get_or_create(name=PORTAL_MODERATORS)
    _grant_moderators(moderators)
    _grant_search(moderators)
    _grant_remarks(moderators, *Group.objects.filter(name=EDITORS))
    workflow = _publication(moderators)
    agreements = ContentType.objects.get_for_model(PartnershipAgreement)
    WorkflowContentType.objects.update_or_create(content_type=agreements, defaults={"workflow": workflow})
    # Wagtail's own "Moderators approval" would be a second way to publish.
    Workflow.objects.filter(name="Moderators approval", active=True).update(active=False)


def _publication(moderators: Group) -> Workflow:
    """The workflow of the root: the one with a step of these people, whatever it is called by now, or a new one."""
    root = Page.objects.get(depth=1)
    steps = PublicationApproval.objects.filter(groups=moderators).values("pk")
    made = Workflow.objects.filter(workflow_tasks__task__in=steps, active=True).order_by("pk")
    found = made.filter(workflow_pages__page=root).first() or made.first()
    if found is None:
        with translation.override(settings.LANGUAGE_CODE):
            found = Workflow.objects.create(name=translation.gettext("Publication"))
            task = PublicationApproval.objects.create(name=translation.gettext("Approval by the portal's moderators"))
        task.groups.add(moderators)
        WorkflowTask.objects.create(workflow=found, task=task.task_ptr, sort_order=0)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": found})
    return found


def _grant_moderators(group: Group) -> None:
    root = Page.objects.get(depth=1)
    for codename in ("add_page", "change_page", "lock_page", "unlock_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    # Taxonomy, institutions, and the tasks of the outbox that were set aside.
    models = ("topic", "institution", "outboxentry")
    wanted = [f"{verb}_{model}" for model in models for verb in ("view", "add", "change")] + ["delete_outboxentry"]
    wanted.append("view_linkcheck")
    group.permissions.add(*Permission.objects.filter(content_type__app_label="core", codename__in=wanted))
    agreements = Permission.objects.filter(
        content_type__app_label="institutions", content_type__model="partnershipagreement"
    )
    group.permissions.add(*agreements.exclude(codename__startswith="publish"))
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="institutions", content_type__model="absence")
    )


def _grant_search(group: Group) -> None:
    """Lets them tell the search about words and results, see what people search, and have the index built."""
    rules = [
        f"{verb}_{model}"
        for model in ("synonymset", "promotion", "protectedword", "stopword")
        for verb in ("view", "add", "change", "delete")
    ]
    others = ["view_querycount", "add_settledquery", "delete_settledquery", "view_indexbuild", "change_indexbuild"]
    group.permissions.add(*Permission.objects.filter(content_type__app_label="search", codename__in=[*rules, *others]))


def _grant_remarks(*groups: Group) -> None:
    """Lets them deal with readers' remarks about the pages that they may change."""
    permission = Permission.objects.get(content_type__app_label="feedback", codename="change_pageremark")
    for group in groups:
        group.permissions.add(permission)


def _home(locale: Locale) -> HomePage:
    existing = HomePage.objects.filter(locale=locale).first()
    if existing:
        return existing
    source = HomePage.objects.order_by("path").first()
    with translation.override(locale.language_code):
        title = translation.gettext("National Integrity Portal")
    slug = "home" if locale.language_code == settings.LANGUAGE_CODE else f"home-{locale.language_code}"
    if source is None:
        Page.objects.filter(depth=2, slug="home").update(slug="welcome", url_path="/welcome/")
    page = HomePage(title=title, slug=slug, locale=locale)
    return _publish_under(Page.objects.get(depth=1), page, source)


def _index_page(home: HomePage, model: type[PortalPage], title: str | Promise) -> None:
    if model.objects.child_of(home).exists():
        return
    source = model.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    with translation.override(home.locale.language_code):
        page = model(title=str(title), locale=home.locale)
    _publish_under(home, page, source)


def _publish_under(parent: Page, page: PortalPage, source: PortalPage | None) -> PortalPage:
    """Adds the page below its parent, linked to its source in another language, and publishes it with its record."""
    if source is not None:
        page.translation_key = source.translation_key
    page.live = False
    parent.add_child(instance=page)
    approve_and_publish(page=page, author=system_user("setup"), approver=system_user("operator"))
    page.refresh_from_db()
    return page


def _site(home: HomePage) -> None:
    parts = urlsplit(settings.SITE_URL or "http://localhost")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port, site.root_page = parts.hostname or "localhost", port, home
    site.site_name = site.site_name or settings.SITE_NAME
    site.save()
