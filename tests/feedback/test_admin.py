"""Remarks in the admin: each editor meets those about their own pages, and nothing of the others by any address."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Page
from wagtail.models.audit_log import ModelLogEntry

from core.models import User
from feedback.models import PageRemark, today
from home.setup import PORTAL_MODERATORS
from tests.factories.admin import send_form
from tests.feedback.conftest import signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/page-remarks/"


def remark(page, text, **fields):
    values = {"kind": "error", "page_title": page.title, "address": page.get_url(), "language": "fr"} | fields
    institution = getattr(page, "institution", None)
    return PageRemark.objects.create(page=page, text=text, institution=institution, **values)


@pytest.fixture
def remarks(sides):
    made = {name: remark(side.item, f"words about {name}") for name, side in sides.items()}
    made["search"] = PageRemark.objects.create(
        address="/fr/search/", page_title="Search", language="fr", kind="error", text="words about search"
    )
    return made


def edit(row):
    return reverse("page-remarks:edit", args=[row.pk])


@pytest.fixture
def moderator(portal):
    user = User.objects.create_user("moderator@portal.example")
    user.groups.add(Group.objects.get(name=PORTAL_MODERATORS))
    return signed_in(user)


@pytest.mark.parametrize("query", ["", "?q=words", "?state=new", "?kind=error", "?export=csv", "?ordering=-sent_on"])
@pytest.mark.parametrize("address", [LIST, f"{LIST}results/"])
def test_an_editor_lists_their_own_alone(sides, remarks, address, query):
    answer = sides["a"].client.get(address + query)
    text = answer.getvalue().decode()
    assert "words about a" in text
    for foreign in ("words about b", "words about search", "Guide B", "Agence B"):
        assert foreign not in text


def test_an_export_to_a_workbook_holds_their_own_alone(sides, remarks):
    workbook = load_workbook(io.BytesIO(sides["a"].client.get(f"{LIST}?export=xlsx").getvalue()))
    cells = [str(cell) for row in workbook.active.values for cell in row]
    assert "words about a" in cells
    assert not any("about b" in cell or "search" in cell for cell in cells)


def test_another_institutions_remark_is_not_found(sides, remarks):
    for foreign in ("b", "search"):
        for answer in (
            sides["a"].client.get(edit(remarks[foreign])),
            sides["a"].client.post(edit(remarks[foreign]), {"state": "dismissed", "note": "mine now"}),
        ):
            assert answer.status_code == 404
            assert "words about" not in answer.text
    assert not PageRemark.objects.exclude(state="new").exists()
    filtered = sides["a"].client.get(f"{LIST}?institution={remarks['b'].institution_id}").text
    assert "words about b" not in filtered
    assert "Agence B" not in filtered


def test_neither_history_nor_reports_name_what_another_editor_handled(sides, remarks):
    send_form(sides["b"].client, edit(remarks["b"]), state="handled", note="corrected by b")
    assert PageRemark.objects.get(pk=remarks["b"].pk).state == "handled"
    assert not ModelLogEntry.objects.filter(content_type__model="pageremark").exists()
    for address in ("/admin/reports/site-history/", "/admin/", f"/admin/pages/usage/{sides['b'].item.pk}/"):
        answer = sides["a"].client.get(address)
        assert "corrected by b" not in answer.text
        assert "words about b" not in answer.text


@pytest.mark.parametrize("name", ["add", "copy", "delete", "history", "usage", "inspect", "choose"])
def test_there_is_no_other_view_that_would_ask_for_the_model_alone(portal, name):
    for arguments in ([], [1]):
        with pytest.raises(NoReverseMatch):
            reverse(f"page-remarks:{name}", args=arguments)


def test_only_who_may_change_the_page_sees_the_remark(sides, remarks):
    """Adding pages beside it is not enough; nor is the model's permission, nor seeing the page in the explorer."""
    a, b = sides["a"], sides["b"]
    add = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=a.editor.groups.get(), page=b.page, permission=add)
    assert "words about b" not in a.client.get(LIST).text
    assert a.client.get(edit(remarks["b"])).status_code == 404
    Page.objects.filter(pk=b.item.pk).update(owner=a.editor)  # Wagtail lets those who may add change what they own
    assert a.client.get(edit(remarks["b"])).status_code == 200


def test_a_page_that_moves_takes_its_remarks_along(sides, remarks):
    item, target = (Page.objects.get(pk=page.pk) for page in (sides["a"].item, sides["b"].page))
    item.move(target, "last-child")
    assert "words about a" in sides["b"].client.get(LIST).text
    assert "words about a" not in sides["a"].client.get(LIST).text


def test_without_the_permission_on_remarks_there_is_nothing(sides, remarks):
    group = sides["a"].editor.groups.get()
    group.permissions.remove(Permission.objects.get(codename="change_pageremark"))
    assert LIST not in sides["a"].client.get("/admin/").text
    for address in (LIST, f"{LIST}results/", f"{LIST}?export=csv", edit(remarks["a"])):
        answer = sides["a"].client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/admin/"


def test_moderators_and_administrators_see_all(admin, moderator, remarks):
    for client in (admin, moderator):
        text = client.get(LIST).text
        assert all(f"words about {name}" in text for name in ("a", "b", "search"))
        assert client.get(edit(remarks["search"])).status_code == 200


def test_setup_lets_wagtails_editors_and_the_moderators_deal_with_remarks(portal):
    for name in ("Editors", PORTAL_MODERATORS):
        assert Group.objects.get(name=name).permissions.filter(codename="change_pageremark").exists()


@pytest.mark.parametrize("state", ["handled", "dismissed"])
def test_what_became_of_it_is_kept_with_who_and_when(sides, remarks, state):
    client, row = sides["a"].client, remarks["a"]
    answer = send_form(client, edit(row), state=state, note="The figure is corrected.")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.note, row.handled_by, row.handled_on) == (
        state, "The figure is corrected.", sides["a"].editor, today()
    )  # fmt: skip
    PageRemark.objects.filter(pk=row.pk).update(handled_on=today() - timedelta(days=3))
    send_form(client, edit(row), note="And the table.")
    row.refresh_from_db()
    assert row.handled_on == today() - timedelta(days=3), "a longer note is no new decision"
    send_form(client, edit(row), state="new")
    row.refresh_from_db()
    assert (row.state, row.handled_by, row.handled_on) == ("new", None, None)


def test_what_the_reader_wrote_cannot_be_changed(sides, remarks):
    row = remarks["a"]
    send_form(
        sides["a"].client, edit(row), text="other words", kind="useful", page_title="x", language="ar", state="handled"
    )
    row.refresh_from_db()
    assert (row.text, row.kind, row.page_title, row.address) == (
        "words about a", "error", "Guide A", sides["a"].item.get_url()
    )  # fmt: skip
    assert row.state == "handled"


def test_the_database_keeps_state_and_day_together(remarks):
    for values in ({"state": "handled"}, {"handled_on": today()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PageRemark.objects.filter(pk=remarks["a"].pk).update(**values)


def test_a_remark_leads_to_the_page_and_to_its_editor(sides, remarks):
    text = sides["a"].client.get(edit(remarks["a"])).text
    assert f'href="{sides["a"].item.get_url()}"' in text
    assert f'href="/admin/pages/{sides["a"].item.pk}/edit/"' in text


def test_the_list_is_filtered_and_searched(admin, remarks, sides):
    remark(sides["a"].item, "", kind="useful")
    assert "words about a" not in admin.get(f"{LIST}?kind=useful").text
    assert "words about b" not in admin.get(f"{LIST}?institution={remarks['a'].institution_id}").text
    assert "words about a" not in admin.get(f"{LIST}?q=about+b").text
    assert "words about a" not in admin.get(f"{LIST}?state=handled").text
    assert admin.get(f"{LIST}?q=%00&institution=x&kind=x").status_code == 200


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\n="])
def test_an_export_holds_no_formula(admin, sides, start):
    text = f"{start}HYPERLINK(1)"
    remark(sides["a"].item, text)
    rows = list(csv.DictReader(io.StringIO(admin.get(f"{LIST}?export=csv").getvalue().decode(), newline="")))
    assert rows[0]["What the reader wrote"] == f"'{text}"
    sheet = load_workbook(io.BytesIO(admin.get(f"{LIST}?export=xlsx").getvalue())).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_markup_in_a_remark_is_shown_as_text(admin, sides):
    row = remark(sides["a"].item, "<script>alert(1)</script>")
    for address in (LIST, edit(row)):
        assert "<script>alert(1)" not in admin.get(address).text


def test_a_remark_is_shown_in_its_lines(admin, sides):
    assert "one<br>two" in admin.get(edit(remark(sides["a"].item, "one\ntwo"))).text


def test_the_home_page_counts_what_waits_for_the_person(admin, sides, remarks):
    assert "1 remark of a reader waiting" in sides["a"].client.get("/admin/").text
    assert "3 remarks of readers waiting" in admin.get("/admin/").text


def test_the_list_asks_as_many_questions_for_many_remarks(admin, sides, remarks, django_assert_max_num_queries):
    for number in range(30):
        remark(sides["ab"[number % 2]].item, f"words {number}")
    admin.get(LIST)
    with django_assert_max_num_queries(25):
        admin.get(LIST)
