"""What an institution gets when it is created, again when that is repeated, and what suspending takes away."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Workflow, WorkflowPage
from wagtail.permissions import page_permission_policy, policy_registry

from core.models import Institution, PortalDocument, PortalImage
from institutions.enums import Role
from institutions.models import InstitutionPage, PublicationApproval, RoleGroup, Workspace
from institutions.provisioning import institution_provision, institution_resume, institution_suspend
from institutions.provisioning.check import access_faults
from tests.factories import pages
from tests.factories.people import member
from tests.factories.portal import portal  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


@pytest.fixture
def agency():
    return pages.make_institution("agency", fr="Agence", ar="وكالة")


@pytest.fixture
def workspace(agency):
    return institution_provision(institution=agency)


def held(group):
    rows = GroupPagePermission.objects.filter(group=group).values_list("page_id", "permission__codename")
    return set(rows)


def group_of(institution, role):
    return RoleGroup.objects.get(institution=institution, role=role).group


def everything():
    models = (Group, GroupPagePermission, GroupCollectionPermission, Page, Workflow, WorkflowPage, PublicationApproval)
    return {model.__name__: sorted(model.objects.values_list("pk", flat=True)) for model in models}


def test_a_draft_page_is_made_in_each_language(workspace, agency, settings):
    made = InstitutionPage.objects.filter(entity=agency)
    assert {page.face_language for page in made} == set(dict(settings.LANGUAGES))
    assert not any(page.live for page in made)
    assert len({page.translation_key for page in made}) == 1
    assert made.get(face_language="ar").title == "وكالة"


def test_each_role_holds_what_it_needs_in_every_language_and_nobody_publishes(workspace, agency):
    keys = set(InstitutionPage.objects.filter(entity=agency).values_list("pk", flat=True))
    assert held(group_of(agency, Role.EDITOR)) == {(key, f"{verb}_page") for key in keys for verb in ("add", "change")}
    moderation = ("change", "lock", "unlock")
    assert held(group_of(agency, Role.MODERATOR)) == {(key, f"{verb}_page") for key in keys for verb in moderation}
    assert held(group_of(agency, Role.HANDLER)) == set()


def test_the_workflow_asks_its_moderators_then_the_portals(workspace, agency):
    first, second = (task.specific for task in workspace.workflow.tasks)
    assert list(first.groups.all()) == [group_of(agency, Role.MODERATOR)]
    assert [group.name for group in second.groups.all()] == ["Portal moderators"]
    for page in InstitutionPage.objects.filter(entity=agency):
        assert page.get_workflow() == workspace.workflow


def test_repeating_it_changes_nothing(workspace, agency):
    before = everything()
    assert institution_provision(institution=agency) == workspace
    assert everything() == before


def test_repeating_it_repairs_what_is_missing(workspace, agency):
    InstitutionPage.objects.filter(entity=agency, face_language="ar").first().delete()
    group_of(agency, Role.EDITOR).delete()
    WorkflowPage.objects.exclude(page__depth=1).delete()
    workspace.workflow.workflow_tasks.all().delete()
    Workflow.objects.filter(pk=workspace.workflow_id).update(active=False)
    GroupCollectionPermission.objects.all().delete()
    assert [fault for fault in access_faults() if "lacks" in fault]
    institution_provision(institution=agency)
    member(agency, Role.MODERATOR)
    assert list(access_faults()) == []
    assert Workflow.objects.get(pk=workspace.workflow_id).tasks.count() == 2


def test_a_workflow_chosen_by_hand_stays(workspace, agency):
    other = Workflow.objects.create(name="Three steps")
    page = InstitutionPage.objects.filter(entity=agency).first()
    WorkflowPage.objects.filter(page=page).update(workflow=other)
    institution_provision(institution=agency)
    assert page.get_workflow() == other


def test_a_page_translated_later_belongs_to_the_same_people(workspace, agency):
    page = InstitutionPage.objects.get(entity=agency, face_language="fr")
    InstitutionPage.objects.exclude(pk=page.pk).delete()
    copy = pages.translate(page, "ar")
    assert (copy.pk, "change_page") in held(group_of(agency, Role.EDITOR))
    assert copy.get_workflow() == workspace.workflow


def test_a_page_that_became_anothers_changes_hands(workspace, agency):
    other = pages.make_institution("office", fr="Office")
    theirs = institution_provision(institution=other)
    InstitutionPage.objects.filter(entity=other, face_language="fr").delete()
    page = InstitutionPage.objects.get(entity=agency, face_language="fr")
    pages.publish(page, entity=other)
    assert page.pk not in {key for key, _name in held(group_of(agency, Role.EDITOR))}
    assert (page.pk, "change_page") in held(group_of(other, Role.EDITOR))
    assert Page.objects.get(pk=page.pk).get_workflow() == theirs.workflow


def test_an_editor_reaches_their_own_institution_and_no_other(workspace, agency):
    other = pages.make_institution("office", fr="Office")
    institution_provision(institution=other)
    editor = member(agency, Role.EDITOR)
    allowed = page_permission_policy.instances_user_has_permission_for(editor, "change")
    assert {page.specific.entity_id for page in allowed} == {agency.pk}


def test_one_person_may_serve_several_institutions(workspace, agency):
    other = pages.make_institution("office", fr="Office")
    person = member(agency, Role.EDITOR, "person@portal.example")
    member(other, Role.MODERATOR, "person@portal.example")
    allowed = page_permission_policy.instances_user_has_permission_for(person, "change")
    assert {page.specific.entity_id for page in allowed} == {agency.pk, other.pk}


def test_suspending_takes_everything_but_the_members_and_resuming_gives_it_back(workspace, agency):
    editor, before = member(agency, Role.EDITOR), everything()
    institution_suspend(institution=agency, by=None)
    assert agency.is_suspended
    assert not page_permission_policy.user_has_any_permission(editor, ["add", "change"])
    assert not type(editor).objects.get(pk=editor.pk).has_perm("wagtailadmin.access_admin")
    assert not GroupCollectionPermission.objects.filter(group__in=editor.groups.all()).exists()
    institution_provision(institution=agency)
    assert not page_permission_policy.user_has_any_permission(type(editor).objects.get(pk=editor.pk), ["change"])
    institution_resume(institution=agency, by=None)
    again = type(editor).objects.get(pk=editor.pk)
    assert page_permission_policy.user_has_any_permission(again, ["change"])
    assert {name: len(keys) for name, keys in everything().items()} == {
        name: len(keys) for name, keys in before.items()
    }


def test_pages_of_a_suspended_institution_stay(workspace, agency):
    page = pages.publish(InstitutionPage.objects.get(entity=agency, face_language="fr"))
    institution_suspend(institution=agency, by=None)
    assert InstitutionPage.objects.get(pk=page.pk).live


def test_groups_and_workflow_go_with_the_institution(workspace, agency):
    before = Group.objects.count()
    task = workspace.workflow.tasks.first().pk
    InstitutionPage.objects.filter(entity=agency).delete()
    agency.delete()
    assert Group.objects.count() == before - len(Role)
    assert not Workspace.objects.exists()
    assert not Workflow.objects.filter(pk=workspace.workflow_id).exists()
    assert not PublicationApproval.objects.filter(pk=task).exists()


def test_two_institutions_with_codes_that_begin_alike_get_groups_of_their_own():
    first, second = (pages.make_institution("a" * 70 + end, fr=end) for end in "xy")
    institution_provision(institution=first)
    institution_provision(institution=second)
    assert RoleGroup.objects.values("group").distinct().count() == 2 * len(Role)


def test_check_access_names_an_institution_without_a_moderator(workspace, agency):
    (fault,) = access_faults()
    assert "nobody can approve" in fault
    moderator = member(agency, Role.MODERATOR)
    assert list(access_faults()) == []
    moderator.is_active = False
    moderator.save()
    assert "nobody can approve" in next(access_faults())
    institution_suspend(institution=agency, by=None)
    assert list(access_faults()) == []


def test_check_access_names_what_was_never_provisioned_and_what_is_too_much(workspace, agency):
    member(agency, Role.MODERATOR)
    Institution.objects.create(code="bare", kind="ministry")
    group = group_of(agency, Role.HANDLER)
    row = GroupPagePermission.objects.filter(permission__codename="change_page").first()
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=1), permission=row.permission)
    faults = list(access_faults())
    assert any("bare" in fault and "lacks its groups" in fault for fault in faults)
    assert any(group.name in fault and "too many" in fault for fault in faults)


def test_check_access_names_a_group_that_could_publish(workspace, agency):
    member(agency, Role.MODERATOR)
    group = group_of(agency, Role.HANDLER)
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=1), permission_type="publish")
    assert any("permission to publish" in fault for fault in access_faults())


def test_check_access_asks_the_same_number_of_queries_for_many(workspace, django_assert_max_num_queries):
    for number in range(5):
        institution_provision(institution=pages.make_institution(f"body-{number}", fr=f"Corps {number}"))
    with django_assert_max_num_queries(14):
        assert len(list(access_faults())) == 6


def test_files_of_the_institution_are_its_editors_alone(workspace, agency):
    other = pages.make_institution("office", fr="Office")
    theirs = institution_provision(institution=other)
    editor = member(agency, Role.EDITOR)
    for model in (PortalImage, PortalDocument):
        policy = policy_registry.get_by_type(model)
        allowed = policy.collections_user_has_any_permission_for(editor, ["add", "change", "choose"])
        assert [one.pk for one in allowed] == [workspace.collection_id]
        assert theirs.collection_id != workspace.collection_id
