"""A table of institutions uploaded in the admin: checked whole, then made by the worker one by one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Institution
from core.outbox import queue
from core.outbox.registry import topics
from institutions.enums import Role
from institutions.models import InstitutionTable, Workspace
from institutions.viewsets import InstitutionViewSet
from tests.factories import pages
from tests.factories.people import member
from tests.factories.portal import portal  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

HEAD = "code,kind,name_fr\n"


def upload(client, text):
    file = SimpleUploadedFile("institutions.csv", text.encode())
    return client.post(reverse("workspace:table-upload"), {"file": file, "encoding": "utf-8"}, follow=True)


def work():
    while held := queue.lease({"institution-table": topics["institution-table"]}):
        held.topic.handler(held.leases)
        queue.finish(held, [lease.key for lease in held.leases])


def test_the_list_of_institutions_leads_to_it(admin):
    page = admin.get(reverse(InstitutionViewSet().get_url_name("list"))).text
    assert reverse("workspace:table-upload") in page


def test_institutions_are_made_by_the_worker_and_the_page_says_how_far_it_is(admin):
    answer = upload(admin, HEAD + "one,ministry,Un\ntwo,union,Deux\n")
    assert "0 of 2 institutions of institutions.csv are done." in answer.text
    assert 'http-equiv="refresh"' in answer.text
    work()
    table = InstitutionTable.objects.get()
    assert table.is_done
    assert Workspace.objects.count() == 2
    page = admin.get(reverse("workspace:table-view", args=[table.pk])).text
    assert "2 of 2 institutions" in page
    assert "Created" in page
    assert 'http-equiv="refresh"' not in page


def test_a_file_with_faults_makes_nothing_and_names_them_all(admin):
    answer = upload(admin, HEAD + "one,nonsense,Un\ntwo,union,\n")
    assert "Nothing was made" in answer.text
    assert "Row 2: “nonsense” is no kind" in answer.text
    assert "Row 3: no column" in answer.text
    assert not InstitutionTable.objects.exists()


@pytest.mark.parametrize(("text", "sentence"), [("", "empty"), (HEAD, "names no institution"), ("\x00", "file")])
def test_an_empty_file_is_said_to_be_empty(admin, text, sentence):
    assert sentence in upload(admin, text).text
    assert not InstitutionTable.objects.exists()


def test_one_that_became_impossible_meanwhile_does_not_stop_the_others(admin):
    upload(admin, HEAD + "one,ministry,Un\ntwo,union,Deux\n")
    table = InstitutionTable.objects.get()
    table.rows[0]["kind"] = "gone"
    table.save()
    work()
    table.refresh_from_db()
    assert "problem" in table.outcomes[0]
    assert Institution.objects.filter(code="two").exists()


def test_only_those_who_may_add_institutions_reach_it(client):
    client.force_login(member(pages.make_institution("agency", fr="Agence"), Role.EDITOR))
    assert client.get(reverse("workspace:table-upload")).status_code == 302
    assert upload(client, HEAD + "one,ministry,Un\n").redirect_chain
    assert not InstitutionTable.objects.exists()
