"""The import screen as a test uses it: somebody who may add pages, an upload, its check, its beginning."""

from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import GroupPagePermission

from core.importing.uploads import ImportJob
from core.models import User
from core.outbox.worker import drain
from tests.factories.admin import send_form

NEW = "/admin/imports/new/"


def make_editor(institution, name="editor"):
    """Somebody who may add pages below one institution's page."""
    group = Group.objects.create(name=f"group of {name}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=institution, permission=permission)
    user = User.objects.create_user(f"{name}@portal.example", "secret-for-tests")
    user.groups.add(group)
    return user


def upload(client, path, **data):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(NEW, {"file": file, "kind": "guide", "encoding": "utf-8", **data})


def uploaded(client, path, **data):
    """The job of an upload that was taken."""
    answer = upload(client, path, **data)
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportJob.objects.latest("pk")


def check(client, job, **changes):
    """Assigns the columns as guessed and lets the worker check; the status page."""
    answer = send_form(client, f"/admin/imports/{job.pk}/columns/", list_name="Guides", **changes)
    assert answer.status_code == 302, answer.context["form"].errors
    drain()
    job.refresh_from_db()
    return client.get(f"/admin/imports/{job.pk}/")


def begin(client, job):
    answer = client.post(f"/admin/imports/{job.pk}/start/")
    assert answer.status_code == 302
    return client.get(f"/admin/imports/{job.pk}/")
