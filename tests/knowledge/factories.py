"""A legal text with articles, as editors and imports make them."""

from typing import Any

from core.models import User
from core.publishing import approve_and_publish, system_user, unapproved_live_pages
from home.setup import setup_portal
from institutions.models import InstitutionPage
from knowledge.enums import ProvisionKind
from knowledge.models import LegalTextPage, Provision, TextVersion
from tests.factories.pages import Tree, add_institution, add_page, make_institution, make_tree

APPROVER = "moderator@portal.example"


def make_portal() -> Tree:
    """The tree of every portal, and the workflow on its root."""
    tree = make_tree()
    setup_portal()
    return tree


def approver() -> User:
    """Somebody who may approve what the import wrote."""
    return User.objects.filter(email=APPROVER).first() or User.objects.create_superuser(APPROVER, "secret-for-tests")


def make_institution_page(tree: Tree, code: str = "agency", language: str = "fr") -> InstitutionPage:
    """An institution with its page in one language."""
    from core.models import Institution

    institution = Institution.objects.filter(code=code).first() or make_institution(code, fr="Agence", ar="الوكالة")
    return add_institution(tree, institution, language)


def make_version(page: LegalTextPage, rows: list[Any], **fields: Any) -> TextVersion:
    """A draft version. A row is the text of an article, or (level, heading) for a division."""
    version = TextVersion.objects.create(text_key=page.translation_key, language=page.locale.language_code, **fields)
    provisions, articles, divisions = [], 0, 0
    for position, row in enumerate(rows, start=1):
        if isinstance(row, tuple):
            divisions += 1
            shape = {"kind": ProvisionKind.DIVISION, "level": row[0], "label": row[1], "anchor": f"div-{divisions}"}
        else:
            articles += 1
            shape = {"label": f"Article {articles}", "anchor": f"art-{articles}", "text": row}
        provisions.append(Provision(version=version, position=position, since=version, **shape))
    Provision.objects.bulk_create(provisions)
    return version


def make_text(parent: InstitutionPage, title: str = "Loi 1-23", rows: list[Any] | None = None, **fields: Any) -> Any:
    """A draft text with a draft version."""
    page = add_page(LegalTextPage, parent, title, live=False, **fields)
    page.version = make_version(page, ["Le premier texte.", "Le second texte."] if rows is None else rows)
    page.save_revision(user=system_user("import"))
    return page


def publish_text(page: LegalTextPage) -> LegalTextPage:
    """Publishes the page's draft with its record, and returns the page as stored."""
    draft = LegalTextPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    approve_and_publish(page=draft, author=system_user("import"), approver=approver())
    return LegalTextPage.objects.get(pk=page.pk)


def unapproved() -> list[str]:
    """What is wrong with the record of live texts. (The tree of the tests is made without one.)"""
    texts = LegalTextPage.objects.values_list("pk", flat=True)
    return [sentence for sentence in unapproved_live_pages() if any(f"Page {pk} " in sentence for pk in texts)]
