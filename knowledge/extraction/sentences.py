"""Says in a whole sentence, in the active language, what the search finds in a file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.models import PortalDocument
from knowledge.extraction.enums import TextReason, TextState
from knowledge.extraction.models import FileText, readable

FAILURES = {
    TextReason.TOO_LARGE: gettext_lazy("The file could not be read: it is too large."),
    TextReason.TOO_LONG: gettext_lazy("The file could not be read: it takes too long."),
    TextReason.TOO_MUCH_MEMORY: gettext_lazy("The file could not be read: it needs too much memory."),
    TextReason.DAMAGED: gettext_lazy("The file could not be read: it is damaged."),
    TextReason.LOCKED: gettext_lazy("The file could not be read: it is locked with a password."),
    TextReason.UNKNOWN_FORMAT: gettext_lazy("The file could not be read: it is not what its name says."),
    TextReason.MISSING: gettext_lazy("The file could not be read: it is missing in the store of files."),
}


def sentence(row: FileText) -> str:
    """What came of reading a file; the row comes from `with_counts`."""
    if row.state == TextState.TEXT:
        return _found(row)
    if row.state == TextState.IMAGE_ONLY:
        return _(
            "Image only: the search finds nothing in it. Scan it with text recognition, or add a version with text."
        )
    if row.state == TextState.EMPTY:
        return _("There is no text in the file, so the search finds nothing in it.")
    return str(FAILURES[TextReason(row.reason)])


def _found(row: FileText) -> str:
    count, every = row.pages_with_text, row.page_count
    if row.reason:
        return _("The search finds the beginning of the text only: the file is too long to be read to its end.")
    if every is None:
        return _("The search finds the text of the file.")
    if count < every:
        return _("The search finds the text of %(count)d of %(every)d pages; there is none on the others.") % {
            "count": count,
            "every": every,
        }
    return ngettext(
        "The search finds the text of %(count)d page.", "The search finds the text of %(count)d pages.", count
    ) % {"count": count}


def sentences_of(documents: Iterable[PortalDocument]) -> dict[int, str]:
    """A sentence for each document, by its key; one query."""
    found = {document.pk: document for document in documents}
    rows = FileText.objects.current().with_counts().filter(document__in=found)
    told = {row.document_id: sentence(row) for row in rows}
    return {pk: told.get(pk) or _without_text(document) for pk, document in found.items()}


def _without_text(document: PortalDocument) -> str:
    if readable(document.file_extension):
        return _("The text of the file is about to be read.")
    return _("The search does not read files of this kind.")
