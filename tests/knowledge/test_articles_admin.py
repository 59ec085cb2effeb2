"""In the admin one article opens and saves alone, and only those who may edit the page get there."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, PageLogEntry

from core.models import PortalDocument, User
from core.publishing import publication_workflow, system_user
from knowledge.models import LegalTextPage
from tests.knowledge.factories import approver, make_institution_page, make_text, publish_text
from tests.load.forms import fields_of
from tests.load.people import STREAMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(institution) -> LegalTextPage:
    return publish_text(make_text(institution, rows=[(1, "Titre I"), "Premier.", "Deuxième.", "Troisième."]))


@pytest.fixture
def editor(institution) -> User:
    """Somebody who may edit what this institution publishes, and nothing else."""
    user = User.objects.create_user("editor@agency.example", "secret-for-tests")
    group = Group.objects.create(name="Agency editors")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=institution, permission=permission)
    user.groups.add(group)
    return user


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def url(name: str, page: LegalTextPage, *args: object) -> str:
    return reverse(f"legal_text:{name}", args=[page.pk, *args])


def posted(response) -> dict[str, object]:
    """What a browser would send back of the form it got."""
    form = response.context["form"]
    return {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}


def draft(page: LegalTextPage) -> LegalTextPage:
    return LegalTextPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_list_shows_articles_and_finds_words(admin, text):
    html = admin.get(url("article-list", text)).content.decode()
    assert "Article 1" in html
    assert "Titre I" in html
    found = admin.get(url("article-list", text), {"q": "Deuxième"}).content.decode()
    assert "Article 2" in found
    assert "Article 3" not in found


def test_article_saves_alone_in_a_draft(admin, text):
    address = url("article-edit", text, "art-2")
    data = posted(admin.get(address)) | {"text": "Deuxième, corrigé."}
    response = admin.post(address, data)
    assert response.status_code == 302
    texts = dict(draft(text).version.provisions.articles().values_list("anchor", "text"))
    assert texts == {"art-1": "Premier.", "art-2": "Deuxième, corrigé.", "art-3": "Troisième."}
    assert LegalTextPage.objects.get(pk=text.pk).version.provisions.get(anchor="art-2").text == "Deuxième."
    entry = PageLogEntry.objects.filter(page=text.pk, action="knowledge.article_edit").get()
    assert (entry.user.email, entry.data["anchor"]) == ("editor@agency.example", "art-2")


def test_saved_article_goes_through_the_workflow(admin, editor, text):
    address = url("article-edit", text, "art-2")
    admin.post(address, posted(admin.get(address)) | {"text": "Deuxième, corrigé."})
    page = LegalTextPage.objects.get(pk=text.pk)
    workflow, _task = publication_workflow()
    state = workflow.start(page, editor)
    assert page.permissions_for_user(editor).page_locked()
    assert admin.post(address, {"text": "Written while locked."}).status_code == 302
    assert draft(text).version.provisions.get(anchor="art-2").text == "Deuxième, corrigé."
    state.current_task_state.specific.approve(user=approver())
    published = LegalTextPage.objects.get(pk=text.pk)
    assert published.version.number == 2
    assert published.version.provisions.get(anchor="art-2").text == "Deuxième, corrigé."


def test_conflict_is_said_and_nothing_is_lost(admin, text):
    address = url("article-edit", text, "art-1")
    mine = posted(admin.get(address)) | {"text": "Le mien."}
    admin.post(address, posted(admin.get(address)) | {"text": "Le leur."})
    response = admin.post(address, mine)
    assert response.status_code == 200
    assert "Le mien." in response.content.decode()
    assert draft(text).version.provisions.get(anchor="art-1").text == "Le leur."


def test_articles_are_added_moved_and_removed(admin, text):
    new = {"kind": "article", "level": 1, "label": "Article 4", "anchor": "art-4", "text": "Quatrième.", "place": 2}
    assert admin.post(url("article-add", text), new).status_code == 302
    admin.post(url("article-move", text, "art-4"), {"direction": "down"})
    admin.post(url("article-remove", text, "art-3"))
    order = draft(text).version.provisions.in_order().values_list("anchor", "position")
    assert list(order) == [("div-1", 1), ("art-1", 2), ("art-4", 3), ("art-2", 4)]
    assert LegalTextPage.objects.get(pk=text.pk).version.provisions.count() == 4


@pytest.mark.parametrize("anchor", ["art-1", "Art 5", "é", ""])
def test_anchor_that_is_taken_or_malformed_is_said_in_the_form(admin, text, anchor):
    new = {"kind": "article", "level": 1, "label": "Article 5", "anchor": anchor, "text": "Cinq."}
    response = admin.post(url("article-add", text), new)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_address_of_an_article_cannot_be_changed(admin, text):
    address = url("article-edit", text, "art-1")
    admin.post(address, posted(admin.get(address)) | {"anchor": "art-99", "text": "Autre."})
    assert draft(text).version.provisions.filter(anchor="art-1", text="Autre.").exists()


def test_facts_of_the_version_are_saved_in_a_draft(admin, text):
    address = url("version-edit", text)
    data = posted(admin.get(address)) | {"label": "Consolidée", "in_force_from": "2024-03-01"}
    assert admin.post(address, data).status_code == 302
    assert (draft(text).version.label, draft(text).version.in_force_from.year) == ("Consolidée", 2024)
    assert LegalTextPage.objects.get(pk=text.pk).version.label == ""


def test_comparison_shows_what_changed_word_by_word(admin, text):
    address = url("article-edit", text, "art-2")
    admin.post(address, posted(admin.get(address)) | {"text": "Deuxième <corrigé>."})
    html = admin.get(url("version-compare", text)).content.decode()
    assert "<ins>" in html
    assert "&lt;" in html
    assert "<corrigé>" not in html
    assert "Troisième" not in html


def test_comparison_with_a_version_of_another_text_is_not_found(admin, institution, text):
    other = make_text(institution, "Loi secrète", rows=["SECRET"])
    assert admin.get(url("version-compare", text), {"old": other.version_id}).status_code == 404
    assert admin.get(url("version-compare", text), {"old": "x"}).status_code == 404


def test_editor_of_another_institution_gets_nowhere(admin, portal):
    foreign = publish_text(make_text(make_institution_page(portal, "foreign"), "Loi étrangère", rows=["SECRET"]))
    before = list(foreign.version.provisions.values_list("text"))
    addresses = [
        url(name, foreign, *args)
        for name, args in [
            ("article-list", ()),
            ("article-add", ()),
            ("version-edit", ()),
            ("version-compare", ()),
            ("article-edit", ("art-1",)),
            ("article-remove", ("art-1",)),
            ("article-move", ("art-1",)),
        ]
    ]
    for address in addresses:
        for response in (admin.get(address), admin.post(address, {"text": "x", "direction": "up"})):
            assert "SECRET" not in response.content.decode()
            assert response.status_code in (302, 403, 405), address
    assert list(draft(foreign).version.provisions.values_list("text")) == before


def test_anonymous_visitor_is_sent_to_sign_in(client, text):
    response = client.get(url("article-list", text))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_page_editor_leads_to_the_articles_and_keeps_the_version(admin, text):
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[text.pk])).content.decode()
    assert url("article-list", text) in html
    assert 'name="version"' not in html


def test_admin_needs_the_same_queries_for_any_number_of_articles(admin, institution):
    few = publish_text(make_text(institution, "Courte", rows=["a"] * 60))
    many = publish_text(make_text(institution, "Longue", rows=["b"] * 600))
    for name, args in (("article-list", ()), ("article-edit", ("art-30",)), ("version-edit", ())):
        counts = []
        for page in (few, many):
            admin.get(url(name, page, *args))
            with CaptureQueriesContext(connection) as captured:
                assert admin.get(url(name, page, *args)).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1], name


def test_history_of_the_page_says_who_changed_which_article(admin, text):
    address = url("article-edit", text, "art-2")
    admin.post(address, posted(admin.get(address)) | {"text": "Autre."})
    history = reverse("wagtailadmin_pages:history", args=[text.pk])
    html = admin.get(history, headers={"accept-language": "en"}).content.decode()
    assert "Article edited" in html


def test_writer_of_an_article_counts_as_writer_of_the_revision(admin, editor, text):
    from core.publishing import writers_of_next_publication

    address = url("article-edit", text, "art-2")
    admin.post(address, posted(admin.get(address)) | {"text": "Autre."})
    page = LegalTextPage.objects.get(pk=text.pk)
    assert writers_of_next_publication(page) == {editor.pk}
    assert system_user("import").pk not in writers_of_next_publication(page)


def with_relations(admin, page, *targets):
    """The address of the page's form, and the form filled in with relations to these texts."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = fields_of(admin.get(address).content.decode()) | STREAMS | {"relations-TOTAL_FORMS": str(len(targets))}
    for number, target in enumerate(targets):
        row = {"id": "", "ORDER": str(number + 1), "DELETE": "", "kind": "amends", "target": str(target.pk)}
        data |= {f"relations-{number}-{name}": value for name, value in row.items()}
    return address, data


def test_relation_to_another_text_is_saved_by_the_page_form(admin, institution, text):
    other = publish_text(make_text(institution, title="Autre loi"))
    assert admin.post(*with_relations(admin, text, other)).status_code == 302
    assert [(row.kind, row.target.pk) for row in draft(text).relations.all()] == [("amends", other.pk)]


@pytest.mark.parametrize(("wrong", "sentence"), [("itself", "lui-même"), ("twice", "déjà")])
def test_relation_that_says_nothing_is_refused_in_words(admin, institution, text, wrong, sentence):
    other = publish_text(make_text(institution, title="Autre loi"))
    answer = admin.post(*with_relations(admin, text, *([text] if wrong == "itself" else [other, other])))
    assert answer.status_code == 200
    assert sentence in str(answer.context["form"].formsets["relations"].errors)
    assert not draft(text).relations.exists()


def test_original_file_is_chosen_for_a_version(admin, editor, text):
    document = PortalDocument.objects.create(title="Loi", file=ContentFile(b"%PDF-1.4", name="loi.pdf"))
    address = url("version-edit", text)
    wanted = posted(admin.get(address)) | {"source_file": str(document.pk)}
    answer = admin.post(address, wanted)
    assert "source_file" in answer.context["form"].errors  # neither public nor theirs to choose
    choose = Permission.objects.get(content_type__app_label="wagtaildocs", codename="choose_document")
    GroupCollectionPermission.objects.create(
        group=editor.groups.first(), collection=document.collection, permission=choose
    )
    assert admin.post(address, wanted).status_code == 302
    assert draft(text).version.source_file.pk == document.pk
    assert LegalTextPage.objects.get(pk=text.pk).version.source_file is None


@pytest.mark.parametrize("query", ["q=a%00b", "q=" + "x" * 3000])
def test_list_answers_any_words(admin, text, query):
    assert admin.get(f"{url('article-list', text)}?{query}").status_code == 200


def test_comparison_with_a_number_of_any_length_is_not_found(admin, text):
    assert admin.get(url("version-compare", text), {"old": "9" * 5000}).status_code == 404
