"""What the admin says of the text of files, to whom, and who may have a file read again."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, GroupCollectionPermission

from core.models import OutboxEntry, User
from core.outbox.worker import drain
from knowledge.extraction.enums import TextReason, TextState
from knowledge.extraction.models import FilePage, FileText
from knowledge.extraction.sentences import sentence
from tests.knowledge.extraction.files import drawn_pdf, locked, scan

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/texts-of-files/"
PAGE = [(60, 700, "one")]


@pytest.fixture(autouse=True)
def _english():
    """The words of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def collections():
    return {name: Collection.get_first_root_node().add_child(name=name) for name in ("own", "foreign")}


@pytest.fixture
def editor(client, collections):
    """A browser with somebody signed in who may change the documents of one collection."""
    group = Group.objects.create(name="editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_document", "change_document"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtaildocs")
        GroupCollectionPermission.objects.create(group=group, collection=collections["own"], permission=permission)
    user = User.objects.create_user("editor@portal.example", "secret-for-tests")
    user.groups.add(group)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(user)
    return client


def shown(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_screens_of_documents_say_what_the_search_finds(admin, make_document):
    document = make_document(drawn_pdf([PAGE, PAGE]), "plan.pdf")
    other = make_document(b"a,b", "data.csv")
    edit = reverse("wagtaildocs:edit", args=[document.pk])
    assert "The text of the file is about to be read." in shown(admin, edit)
    drain()
    assert "The search finds the text of 2 pages." in shown(admin, edit)
    assert "does not read files of this kind" in shown(admin, reverse("wagtaildocs:edit", args=[other.pk]))
    for address in ("wagtaildocs:index", "wagtaildocs:index_results"):
        text = shown(admin, reverse(address))
        assert "The search finds the text of 2 pages." in text
        assert "does not read files of this kind" in text


def test_the_list_of_documents_costs_one_query_for_all(admin, make_document, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as queries:
            shown(admin, reverse("wagtaildocs:index"))
        return len(queries)

    make_document(b"text")
    drain()
    shown(admin, reverse("wagtaildocs:index"))
    few = count()
    for number in range(5):
        make_document(f"text {number}".encode())
    drain()
    assert count() == few


def test_the_report_counts_and_filters(admin, make_document):
    make_document(scan(), "scan.pdf", title="A scan")
    make_document(locked(drawn_pdf([PAGE])), "locked.pdf", title="A locked one")
    make_document(b"text", "read.txt", title="A text")
    drain()
    make_document(b"waits", "waits.txt")
    text = shown(admin, LIST)
    assert "Image only: the search finds nothing in it." in text
    assert "The file could not be read: it is locked with a password." in text
    assert "1 more file is about to be read." in text
    assert text.index("A locked one") < text.index("A scan")
    found = shown(admin, LIST, state="image_only")
    assert "A scan" in found
    assert "A locked one" not in found
    assert "A locked one" in shown(admin, LIST, reason="locked")
    assert "locked with a password" in admin.get(LIST, {"export": "csv"}).getvalue().decode()


def test_people_see_and_read_again_only_what_they_may_change(editor, make_document, collections):
    own = make_document(b"text", "own.txt", title="Our own", collection=collections["own"])
    foreign = make_document(b"text", "foreign.txt", title="The foreign", collection=collections["foreign"])
    drain()
    make_document(b"waits", "waits.txt", collection=collections["foreign"])
    for address in (LIST, f"{LIST}results/"):
        text = shown(editor, address)
        assert "Our own" in text
        assert "The foreign" not in text
        assert "about to be read" not in text
    FileText.objects.update(state=TextState.UNREADABLE, reason=TextReason.DAMAGED)
    rows = {row.document_id: row for row in FileText.objects.all()}
    OutboxEntry.objects.all().delete()
    assert editor.post(reverse("file_texts:read-again", args=[rows[foreign.pk].pk])).status_code == 404
    editor.post(reverse("file_texts:read-again-all"))
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == [str(own.pk)]


def test_people_who_may_change_no_document_do_not_reach_it(client, make_document):
    make_document(b"text")
    drain()
    user = User.objects.create_user("other@portal.example", "secret-for-tests")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    row = FileText.objects.get()
    for address in (LIST, f"{LIST}results/", f"{LIST}read-again/", f"{LIST}{row.pk}/read-again/"):
        assert client.post(address).status_code in (302, 405)
        assert client.get(address).status_code == 302
    assert not OutboxEntry.objects.exists()
    assert LIST not in shown(client, "/admin/")


def test_reading_again_asks_first(admin, make_document):
    document = make_document(b"text", title="A text")
    drain()
    FileText.objects.update(state=TextState.UNREADABLE, reason=TextReason.TOO_LONG)
    assert reverse("file_texts:read-again-all") in shown(admin, LIST)
    address = reverse("file_texts:read-again", args=[FileText.objects.get().pk])
    text = shown(admin, address)
    assert "Yes, read again" in text
    assert "it takes too long" in text
    assert not OutboxEntry.objects.exists()
    assert "1 file will be read again." in admin.post(address, follow=True).content.decode()
    drain()
    assert FileText.objects.get(document=document).state == TextState.TEXT
    assert reverse("file_texts:read-again-all") not in shown(admin, LIST)


def test_the_report_is_in_the_menu(editor, make_document):
    assert LIST in shown(editor, "/admin/")


@pytest.mark.parametrize("reason", TextReason.values)
def test_every_reason_has_its_sentence(make_document, reason):
    row = FileText(document=make_document(b"text"), state=TextState.UNREADABLE, reason=reason, file_hash="0" * 40)
    row.save()
    told = sentence(FileText.objects.with_counts().get())
    assert told.startswith("The file could not be read")


@pytest.mark.parametrize(
    ("fields", "pages", "told"),
    [
        ({"page_count": None}, 2, "The search finds the text of the file."),
        ({"page_count": 1}, 1, "The search finds the text of 1 page."),
        ({"page_count": 3}, 2, "The search finds the text of 2 of 3 pages; there is none on the others."),
        ({"page_count": 9, "reason": "too_long"}, 2, "The search finds the beginning of the text only"),
    ],
)
def test_a_sentence_says_how_much_is_found(make_document, fields, pages, told):
    row = FileText.objects.create(document=make_document(b"text"), state="text", file_hash="0" * 40, **fields)
    for position in range(pages):
        FilePage.objects.create(file_text=row, position=position, text="x")
    assert sentence(FileText.objects.with_counts().get()).startswith(told)
