"""The import screen is for those who may add pages, and an upload for whoever made it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from core.importing import uploads
from core.importing.uploads import ImportJob, ImportMapping
from core.models import User
from core.outbox.worker import drain
from institutions.models import ItemPage
from tests.knowledge.factories import make_institution_page
from tests.knowledge.items import cells, write_csv
from tests.knowledge.uploads import NEW, begin, check, make_editor, uploaded

pytestmark = pytest.mark.django_db


def test_only_the_institutions_of_the_person_are_offered_and_taken(editor, tmp_path, portal):
    make_institution_page(portal, "second")
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(1), cells(2, Institution="second")]))
    form = editor.get(f"/admin/imports/{job.pk}/columns/").context["form"]
    assert [code for code, _name in form.fields["institution"].choices] == ["", "agency"]
    status = check(editor, job)
    assert "you may not add pages for the institution “second”" in status.text
    begin(editor, job)
    drain()
    assert {page.institution.code for page in ItemPage.objects.all()} == {"agency"}


def test_right_that_was_taken_away_meanwhile_counts(editor, tmp_path):
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(1)]))
    check(editor, job)
    begin(editor, job)
    GroupPagePermission.objects.all().delete()
    drain()
    assert not ItemPage.objects.exists()


def test_people_without_a_place_to_add_pages_see_nothing(client, institution, storage):
    group = Group.objects.create(name="nothing")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = User.objects.create_user("nobody@portal.example", "secret-for-tests")
    user.groups.add(group)
    client.force_login(user)
    for address in ("/admin/imports/", NEW):
        assert client.get(address).status_code == 302, "Wagtail leads back to its home page"
    assert client.post(NEW, {}).status_code == 302
    assert "/admin/imports/" not in client.get("/admin/").text


def test_menu_leads_to_the_screen(editor):
    assert "/admin/imports/" in editor.get("/admin/").text


def test_uploads_of_others_do_not_exist(editor, client, institution, tmp_path, django_user_model):
    job = uploaded(editor, write_csv(tmp_path / "secret-name.csv", [cells(1)]))
    check(editor, job, save_as="Private")
    mapping = ImportMapping.objects.get()
    client.force_login(make_editor(institution, "other"))
    for name in ("import-status", "import-columns", "import-report"):
        assert client.get(reverse(f"imports:{name}", args=[job.pk])).status_code == 404
    for name in ("import-start", "import-stop", "import-remove", "import-columns"):
        assert client.post(reverse(f"imports:{name}", args=[job.pk])).status_code == 404
    assert client.post(f"/admin/imports/mappings/{mapping.pk}/remove/").status_code == 404
    listing = client.get("/admin/imports/").text
    assert "secret-name" not in listing
    assert "Private" not in listing
    assert "Private" not in client.get(NEW).text
    client.force_login(django_user_model.objects.create_superuser("root@portal.example"))
    assert "secret-name" in client.get("/admin/imports/").text
    assert client.get(reverse("imports:import-status", args=[job.pk])).status_code == 200


def test_actions_are_never_taken_by_a_link(editor, tmp_path):
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(1)]))
    check(editor, job)
    for name in ("start", "stop", "remove"):
        assert editor.get(f"/admin/imports/{job.pk}/{name}/").status_code == 405
    assert ImportJob.objects.get().state == uploads.JobState.CHECKED
