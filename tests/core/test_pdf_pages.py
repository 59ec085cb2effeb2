"""The number of pages of a PDF is counted when it is filed, and unknown for what cannot be opened."""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile

from core.models import PortalDocument
from core.pdf import count_pages


def pdf(pages, **how):
    file = io.BytesIO()
    with pikepdf.new() as made:
        for _number in range(pages):
            made.add_blank_page()
        made.save(file, **how)
    return ContentFile(file.getvalue())


LOCKED = {"encryption": pikepdf.Encryption(owner="o", user="u")}


@pytest.mark.parametrize("pages", [1, 3, 40])
def test_pages_are_counted_from_wherever_the_file_stands(pages):
    file = pdf(pages)
    file.seek(10)
    assert count_pages(file) == pages
    assert file.tell() == 0


def test_what_cannot_be_opened_has_no_number():
    whole = pdf(3).read()
    for content in (b"", b"%PDF-1.4 0123456789", b"not a pdf", b"\0" * 5000, pdf(2, **LOCKED).read()):
        file = ContentFile(content)
        assert count_pages(file) is None
        assert file.tell() == 0
    assert count_pages(ContentFile(whole[: len(whole) // 3])) is None


@pytest.mark.django_db
def test_documents_carry_the_number_and_lose_it_with_the_file(make_document):
    document = make_document("report.pdf", pdf(7).read())
    assert PortalDocument.objects.get(pk=document.pk).page_count == 7
    document.file.save("data.csv", ContentFile(b"a,b"), save=False)
    document._set_document_file_metadata()
    document.save()
    assert PortalDocument.objects.get(pk=document.pk).page_count is None


@pytest.mark.django_db
def test_a_damaged_pdf_is_still_filed(make_document):
    assert PortalDocument.objects.get(pk=make_document("plan.pdf").pk).page_count is None
