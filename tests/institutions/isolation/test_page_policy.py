"""Pages that a person may work on: the same answers as Wagtail's, in queries that do not grow with what they serve."""

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import page_permission_policy

from institutions.enums import Role
from institutions.models import InstitutionPage
from tests.factories import pages
from tests.factories.people import member
from tests.factories.portal import portal  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

ACTIONS = [{"add"}, {"change"}, {"lock"}, {"add", "change"}, {"change", "lock"}, {"bulk_delete"}]


@pytest.fixture(scope="module", params=[2, 12])
def made_person(request, portal):  # noqa: F811
    """Of the module, and gone before the next parameter's."""
    with transaction.atomic():
        for number in range(request.param):
            institution = pages.make_institution(f"body-{number}", fr=f"Corps {number}")
            user = member(institution, Role.MODERATOR if number == 1 else Role.EDITOR, "person@portal.example")
        face = InstitutionPage.objects.filter(face_language="fr").first()
        item = pages.add_item(face, "Guide", live=False, owner=user)
        pages.add_item(InstitutionPage.objects.filter(face_language="ar").last(), "Other", live=False)
        group = user.groups.first()
        GroupPagePermission.objects.create(group=group, page=item, permission_type="bulk_delete")
        GroupPagePermission.objects.filter(group=group, page=face, permission__codename="change_page").delete()
        yield user.pk
        transaction.set_rollback(True)


@pytest.fixture
def person(made_person, django_user_model):
    """Somebody with that many institutions in four languages, one of them as a moderator, and a page below one."""
    return django_user_model.objects.get(pk=made_person)


@pytest.mark.parametrize("actions", ACTIONS)
def test_the_same_pages_as_wagtails(person, actions):
    theirs = PagePermissionPolicy(Page).instances_user_has_any_permission_for(person, actions)
    ours = page_permission_policy.instances_user_has_any_permission_for(person, actions)
    assert set(ours.values_list("pk", flat=True)) == set(theirs.values_list("pk", flat=True))


def test_the_same_pages_can_be_explored(person):
    theirs = PagePermissionPolicy(Page).explorable_instances(person)
    ours = page_permission_policy.explorable_instances(person)
    assert set(ours.values_list("pk", flat=True)) == set(theirs.values_list("pk", flat=True))


def test_strangers_and_administrators(django_user_model):
    nobody = django_user_model.objects.create_user("nobody@portal.example")
    assert not page_permission_policy.instances_user_has_any_permission_for(nobody, {"change"}).exists()
    admin = django_user_model.objects.create_superuser("admin@portal.example")
    assert page_permission_policy.explorable_instances(admin).count() == Page.objects.count()


def test_many_institutions_fit_into_one_query(person, django_assert_num_queries):
    list(page_permission_policy.get_cached_permissions_for_user(person))
    with django_assert_num_queries(1) as captured:
        assert isinstance(captured, CaptureQueriesContext)
        list(page_permission_policy.instances_user_has_any_permission_for(person, {"add", "change", "lock"}))
    assert captured[0]["sql"].count(" OR ") < 20
