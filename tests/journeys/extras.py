"""What the demonstration content has no reason to show: a text read in parts, an article in pieces, a restricted page.

Texts of that length are real ones (`make demo-real`): nobody writes 100 kB of articles to demonstrate.
"""

import django

WORDS = {
    "fr": "Toute personne chargée d’une mission de service public déclare ses intérêts, cadeaux et activités annexes",
    "ar": "يصرح كل شخص مكلف بخدمة عمومية بمصالحه والهدايا التي تلقاها وأنشطته الموازية لدى الجهة المختصة داخل الأجل المحدد",
}
TITLES = {"fr": "Texte long pour essais de lecture par partie", "ar": "نص طويل لتجربة القراءة جزءا جزءا"}
ARTICLES = 300
LONG_ARTICLE = 7
DIVISIONS = 6
PRINTED_TITLE = "تقرير مطبوع في ثماني صفحات"
PRINTED_WORD, PRINTED_PAGE = "السفرجل", 7  # a quince, of which nobody else speaks


def main() -> None:
    """Add them to the portal that the settings name."""
    from core.publishing import system_user
    from home.demo import accounts
    from home.demo.pages import Loader

    loader = Loader(system_user("setup"), accounts.ensure_account(accounts.MODERATOR))
    _long_text(loader)
    _restricted(loader)
    _printed(loader)


def _long_text(loader) -> None:
    import uuid

    from core.publishing import approve_and_publish
    from institutions.models import InstitutionPage
    from knowledge.models import LegalTextPage, Provision, TextVersion

    key = uuid.uuid4()
    code = InstitutionPage.objects.filter(face_language="fr").order_by("pk").first().entity.code
    for language, title in TITLES.items():
        version = TextVersion.objects.create(text_key=key, language=language, created_by=loader.author)
        Provision.objects.bulk_create(_provisions(version, language, Provision))
        parent = InstitutionPage.objects.get(entity__code=code, face_language=language)
        page = LegalTextPage(
            title=title, locale=parent.locale, translation_key=key, version=version, live=False, owner=loader.author
        )
        parent.add_child(instance=page)
        approve_and_publish(page=page, author=loader.author, approver=loader.approver)


def _provisions(version, language: str, provision) -> list:
    rows, label = [], {"fr": ("Titre", "Article"), "ar": ("الباب", "المادة")}[language]
    for number in range(1, ARTICLES + 1):
        if (number - 1) % (ARTICLES // DIVISIONS) == 0:
            count = (number - 1) // (ARTICLES // DIVISIONS) + 1
            shape = {"kind": "division", "level": 1, "label": f"{label[0]} {count}", "anchor": f"div-{count}"}
            rows.append(provision(version=version, position=len(rows) + 1, since=version, **shape))
        shape = {"kind": "article", "label": f"{label[1]} {number}", "anchor": f"art-{number}"}
        text = _text(language, number)
        rows.append(provision(version=version, position=len(rows) + 1, since=version, text=text, **shape))
    return rows


def _text(language: str, number: int) -> str:
    """Sentences that differ, so that compression does not make a long text small."""
    import random

    words = WORDS[language].split()
    chance = random.Random(f"{language} {number}")
    sentences = 900 if number == LONG_ARTICLE else 6
    return "\n".join(" ".join(chance.sample(words, len(words))) + f" {number}.{n}." for n in range(sentences))


def _restricted(loader) -> None:
    """A page in each language that asks for a password."""
    import uuid

    from wagtail.models import PageViewRestriction

    from core.publishing import approve_and_publish
    from home.models import HomePage, StandardPage

    key = uuid.uuid4()
    for language, title in {"fr": "Page à mot de passe", "ar": "صفحة بكلمة سر"}.items():
        home = HomePage.objects.get(locale__language_code=language)
        page = StandardPage(
            title=title, slug="restricted", locale=home.locale, translation_key=key, live=False, owner=loader.author
        )
        home.add_child(instance=page)
        approve_and_publish(page=page, author=loader.author, approver=loader.approver)
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")


def _printed(loader) -> None:
    """A report in Arabic that is a file of eight pages, each with the same sentence, and one with a word of its own."""
    import tempfile
    from pathlib import Path

    from django.core.files import File

    from core.models import PortalDocument
    from core.publishing import approve_and_publish
    from institutions.models import InstitutionPage, ItemPage
    from tests.knowledge.extraction.files import browser_pdf
    from tools.needs import chromium

    if not chromium():
        return  # the journey that looks for it needs a browser too
    pages = [[f"{WORDS['ar']}.", f"{PRINTED_WORD}." if number == PRINTED_PAGE else "."] for number in range(1, 9)]
    with tempfile.TemporaryDirectory() as folder, browser_pdf(Path(folder), pages).open("rb") as file:
        document = PortalDocument(title=PRINTED_TITLE, file=File(file, name="report.pdf"))
        document._set_document_file_metadata()
        document.save()
    parent = InstitutionPage.objects.filter(face_language="ar").order_by("pk").first()
    body = [{"type": "file", "value": {"document": document.pk, "title": ""}}]
    page = ItemPage(
        title=PRINTED_TITLE,
        kind="report",
        locale=parent.locale,
        live=False,
        owner=loader.author,
        body=ItemPage._meta.get_field("body").to_python(body),
    )
    parent.add_child(instance=page)
    approve_and_publish(page=page, author=loader.author, approver=loader.approver)


if __name__ == "__main__":
    django.setup()
    main()
