"""Whoever may do more or less than before is told, when a person did it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation

from core.models import User
from institutions.enums import Role
from institutions.models import Notice, RoleGroup
from institutions.provisioning.suspend import institution_resume, institution_suspend
from tests.factories.people import member
from tests.institutions.mailing.conftest import send, speaks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def told():
    return [(notice.user.email, notice.facts["change"]) for notice in Notice.objects.order_by("pk")]


def put_into(admin, user, *groups):
    """The form of a person in the admin, as an administrator sends it."""
    fields = {
        "email": user.email,
        "first_name": "A",
        "last_name": "B",
        "is_active": "on",
        "groups": [group.pk for group in groups],
    }
    response = admin.post(reverse("wagtailusers_users:edit", args=[user.pk]), fields)
    assert response.status_code == 302, response.context["form"].errors


def test_who_is_put_into_a_group_or_taken_out_is_told_by_name(admin, agency, editor, sink):
    speaks(editor, "fr")
    old, new = (RoleGroup.objects.get(institution=agency, role=role).group for role in (Role.EDITOR, Role.MODERATOR))
    put_into(admin, editor, old, new)
    put_into(admin, editor, new)
    assert told() == [
        (editor.email, f"Vous êtes maintenant membre de\u202f: {new.name}"),
        (editor.email, f"Vous n’êtes plus membre de\u202f: {old.name}"),
    ]
    put_into(admin, editor, new)
    assert len(told()) == 2, "nothing changed"
    send()
    assert len(sink.mails) == 2
    assert " ".join(new.name.split()) in sink.mails[0].get_body(("plain",)).get_content()


def test_who_does_it_for_themselves_is_not_told(admin, agency):
    administrator = User.objects.get(is_superuser=True)
    put_into(admin, administrator, Group.objects.get(name="Portal moderators"))
    assert told() == []


def test_what_no_person_did_is_told_to_nobody(agency):
    member(agency, Role.EDITOR).groups.clear()
    assert told() == []


def test_the_people_of_an_institution_are_told_that_it_is_suspended_and_works_again(agency, editor, moderator):
    for person in (editor, moderator):
        speaks(person, "en")
    moderator.is_active = False
    moderator.save()
    administrator = User.objects.create_superuser("root@portal.example")
    with translation.override("ar"):
        institution_suspend(institution=agency, by=administrator)
        institution_suspend(institution=agency, by=administrator)
        institution_resume(institution=agency, by=administrator)
    assert [email for email, _change in told()] == [editor.email] * 2
    suspended, resumed = (change for _email, change in told())
    assert "is suspended: its people cannot work on the portal until it is resumed." in suspended
    assert resumed.endswith("works on the portal again.")
