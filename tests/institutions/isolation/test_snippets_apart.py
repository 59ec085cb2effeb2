"""Agreements, workflows, people and settings: what an institution's people see of another's."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Site

from core.models import Institution
from institutions.enums import Role
from institutions.isolation.logs import visible_log_entries
from institutions.models import FocalPoint, InstitutionPage, PartnershipAgreement
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.files_world import (
    a,  # noqa: F401
    b,  # noqa: F401
    editor,
    everybody,
    folder,  # noqa: F401
    grant,
    signed_in,
    superuser,
)

pytestmark = pytest.mark.django_db
MARK = "Focal-Bbbb"
AGREEMENTS = "wagtailsnippets_institutions_partnershipagreement"
CHOOSER = "wagtailsnippetchoosers_institutions_partnershipagreement"


@pytest.fixture
def agreement(b):  # noqa: F811
    row = PartnershipAgreement.objects.create(institution=b.institution)
    FocalPoint.objects.create(agreement=row, name=MARK, email="focal@b.example")
    row.save_revision()
    row.save_revision()
    return row


def of_agreement(row):
    first, second = row.revisions.order_by("pk")
    names = {"list": [], "edit": [row.pk], "delete": [row.pk], "usage": [row.pk], "history": [row.pk], "copy": [row.pk]}
    names |= {"revisions_revert": [row.pk, first.pk], "revisions_compare": [row.pk, first.pk, second.pk]}
    names |= {"workflow_history": [row.pk], "unpublish": [row.pk]}
    addresses = [reverse(f"{AGREEMENTS}:{name}", args=args) for name, args in names.items()]
    addresses += [reverse(f"{CHOOSER}:choose"), reverse(f"{CHOOSER}:choose_results")]
    addresses += [reverse(f"{CHOOSER}:chosen", args=[row.pk]), reverse(f"{CHOOSER}:chosen_multiple") + f"?id={row.pk}"]
    bulk = reverse("wagtail_bulk_action", args=["institutions", "partnershipagreement", "delete"])
    return [*addresses, f"{bulk}?id={row.pk}"]


def holder(side, role):
    """Somebody of the institution who was given every permission on agreements."""
    names = Permission.objects.filter(content_type__model="partnershipagreement").values_list("codename", flat=True)
    user = side.people[role]
    grant(user, *(f"institutions.{name}" for name in names))
    return signed_in(user)


def test_an_agreement_is_the_portals_and_of_those_of_its_institution_who_hold_a_permission(a, b, agreement):  # noqa: F811
    root, theirs, others = superuser(), holder(b, Role.EDITOR), [holder(a, Role.EDITOR), *everybody(a)[1:]]
    for address in of_agreement(agreement):
        for browser in (root, theirs):
            response = browser.get(address)
            if "/unpublish/" in address:  # nobody holds the permission to publish, on which Wagtail makes this depend
                continue
            assert response.status_code == 200, address
            assert "Beta" in response.text, address
        for browser in others:
            response = browser.get(address)
            assert response.status_code < 500, address
            assert MARK not in response.text, address
            assert "Beta" not in response.text, address
    assert MARK in theirs.get(of_agreement(agreement)[1]).text


def test_an_agreement_is_changed_by_no_others(a, b, agreement):  # noqa: F811
    other = holder(a, Role.EDITOR)
    for address in of_agreement(agreement):
        assert other.post(address, {"institution": a.institution.pk}).status_code < 500, address
    assert PartnershipAgreement.objects.get(pk=agreement.pk).institution == b.institution
    assert holder(b, Role.EDITOR).post(of_agreement(agreement)[2]).status_code == 302
    assert not PartnershipAgreement.objects.filter(pk=agreement.pk).exists()


def test_log_entries_are_told_by_what_they_are_about(a, b, agreement):  # noqa: F811
    log(agreement, "wagtail.edit")
    log(b.institution, "wagtail.edit")
    log(a.institution, "wagtail.edit")
    user = a.people[Role.EDITOR]
    holder(a, Role.EDITOR)
    assert {entry.label for entry in visible_log_entries(type(user).objects.get(pk=user.pk))} == {"Alpha"}
    theirs = type(user).objects.get(pk=b.people[Role.EDITOR].pk)
    holder(b, Role.EDITOR)
    theirs = type(user).objects.get(pk=theirs.pk)
    assert {entry.object_id for entry in visible_log_entries(theirs)} == {str(agreement.pk), str(b.institution.pk)}
    superuser()
    root = type(user).objects.get(is_superuser=True)
    assert visible_log_entries(root).count() == 3


def test_workflows_and_steps_are_named_to_those_who_assemble_them(a, b):  # noqa: F811
    task = b.workspace.workflow.tasks.first()
    addresses = [
        reverse("wagtailadmin_workflows:index"),
        reverse("wagtailadmin_workflows:index_results"),
        reverse("wagtailadmin_workflows:edit", args=[b.workspace.workflow_id]),
        reverse("wagtailadmin_workflows:usage", args=[b.workspace.workflow_id]),
        reverse("wagtailadmin_workflows:disable", args=[b.workspace.workflow_id]),
        reverse("wagtailadmin_workflows:task_index"),
        reverse("wagtailadmin_workflows:task_index_results"),
        reverse("wagtailadmin_workflows:edit_task", args=[task.pk]),
        reverse("wagtailadmin_workflows:disable_task", args=[task.pk]),
        reverse("wagtailadmin_workflows:task_chooser"),
        reverse("wagtailadmin_workflows:task_chooser_results"),
        reverse("wagtailadmin_workflows:task_chosen", args=[task.pk]),
    ]
    root = superuser()
    for address in addresses:
        assert "beta" in root.get(address).text.lower(), address
        for browser in everybody(a):
            response = browser.get(address)
            assert response.status_code == 302, address
            assert "beta" not in response.text.lower(), address
    create = reverse("wagtailadmin_workflows:task_chooser_create")
    assert root.get(create).status_code == 200
    assert all(browser.get(create).status_code == 302 for browser in everybody(a))
    for name in ("enable", "disable"):
        for browser in everybody(a):
            browser.post(reverse(f"wagtailadmin_workflows:{name}", args=[b.workspace.workflow_id]))
    b.workspace.workflow.refresh_from_db()
    assert b.workspace.workflow.active


def test_people_and_groups_are_the_portals_to_see(a, b):  # noqa: F811
    user, group = b.people[Role.EDITOR], b.people[Role.EDITOR].groups.get()
    addresses = [
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:edit", args=[user.pk]),
        reverse("wagtailusers_users:delete", args=[user.pk]),
        reverse("wagtailusers_users:history", args=[user.pk]),
        reverse("wagtailusers_groups:index"),
        reverse("wagtailusers_groups:edit", args=[group.pk]),
        *(reverse("wagtail_bulk_action", args=["core", "user", name]) + f"?id={user.pk}" for name in USER_ACTIONS),
    ]
    root = superuser()
    for address in addresses:
        text = root.get(address).text
        assert "beta" in text.lower() or str(user) in text, address
        for browser in everybody(a):
            response = browser.get(address)
            assert response.status_code < 500, address
            assert "beta" not in response.text.lower(), address


USER_ACTIONS = ("assign_role", "delete", "set_active_state")


def test_no_role_holds_a_permission_on_what_is_the_portals(a):  # noqa: F811
    portals = [Site, Institution, PartnershipAgreement, *apps.get_app_config("wagtailredirects").get_models()]
    portals += [*apps.get_app_config("auth").get_models(), apps.get_model("core.User"), apps.get_model("core.Topic")]
    portals += list(apps.get_app_config("search").get_models())
    portals += [apps.get_model(f"wagtailcore.{name}") for name in ("Workflow", "Task", "Locale", "Collection")]
    for user in a.people.values():
        for model in portals:
            held = {name for name in user.get_all_permissions() if name.split("_")[-1] == model._meta.model_name}
            assert not held, (user, held)


def test_the_institution_of_a_page_is_fixed_for_its_people(a, b):  # noqa: F811
    address = reverse("wagtailadmin_pages:edit", args=[a.page.pk])
    InstitutionPage.objects.filter(entity=b.institution, face_language="fr").first().delete()
    for browser in everybody(a)[:2]:
        send_form(browser, address, title="Changed", entity=str(b.institution.pk))
        assert latest(a.page).entity == a.institution
    assert latest(a.page).title == "Changed"
    send_form(superuser(), address, title="Changed", entity=str(b.institution.pk))
    assert latest(a.page).entity == b.institution


def latest(page):
    return InstitutionPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_the_site_that_readers_see_is_not_deleted(a, client):  # noqa: F811
    site, root = Site.objects.get(), superuser()
    address = reverse("wagtailsites:delete", args=[site.pk])
    assert "cannot be deleted" in root.post(address, follow=True).text
    assert Site.objects.filter(pk=site.pk).exists()
    assert client.get("/fr/", follow=True).status_code == 200
    for browser in everybody(a):
        assert "cannot be deleted" not in browser.post(address, follow=True).text
    other = Site.objects.create(hostname="other.example", port=80, root_page=site.root_page)
    root.post(reverse("wagtailsites:delete", args=[other.pk]))
    assert not Site.objects.filter(pk=other.pk).exists()


def test_names_of_institutions_are_public(a, b):  # noqa: F811
    address = reverse("wagtailsnippetchoosers_core_institution:choose")
    assert "Beta" in editor(a).get(address).text
    assert pages.make_institution("gamma", fr="Gamma").name("fr") in editor(a).get(address).text
