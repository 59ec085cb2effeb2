"""Guesses by the names of columns, in French, Arabic or English, which field each fills."""

from collections.abc import Iterable, Mapping

from django.utils.translation import override

from core.analysis.fold import fold
from core.importing.targets import LABEL_LANGUAGES, ROW_FIELDS, ImportTarget, row_fields

#: Names that people give to columns, besides the labels and names of the fields themselves.
_NAMES = {
    "id": "id ref réf référence reference code identifiant identifier numéro n° no number key clé الرقم المعرف الرمز رقم",
    "title": "titre title intitulé nom name libellé sujet question objet العنوان الاسم السؤال الموضوع",
    "summary": "résumé summary description chapeau abstract accroche الملخص ملخص الوصف وصف نبذة",
    "body": "texte text contenu content corps body réponse answer détail détails النص المحتوى الجواب التفاصيل",
    "dated_on": "date jour day publié published التاريخ تاريخ",
    "audience": "public audience publics cible destinataires الجمهور الفئة المستهدفة",
    "link_url": "lien link url site adresse web website الرابط رابط الموقع",
    "topics": "thème thèmes theme themes topics sujets secteur secteurs sector sectors région régions المواضيع الموضوعات "
    "القطاع القطاعات المحور المحاور الجهة",
    "institution": "institution organisme administration établissement entité organisation agency المؤسسة الإدارة الجهاز",
    "language": "langue language lang locale اللغة لغة",
    "kind": "type kind genre catégorie category النوع الصنف",
    "source_title": "source sources المصدر",
    "licence": "licence license الرخصة الترخيص",
}


def guess_columns(columns: Iterable[str], target: ImportTarget) -> dict[str, str]:
    """Fields by column, for the columns whose name says it. No field but topics is given twice."""
    known = _known(target)
    found: dict[str, str] = {}
    for column in columns:
        name = known.get(fold(column)) or known.get(fold(column).removesuffix(" s"))
        if name and (name == "topics" or name not in found.values()):
            found[column] = name
    return found


def _known(target: ImportTarget) -> Mapping[str, str]:
    """Fields by the folded names that a column may have. What is more particular counts first."""
    names: dict[str, str] = {}
    fields = {field.name: field for field in (*row_fields(), *target.fields.values())}
    for name in fields:
        names.setdefault(fold(name), name)
    for name, field in fields.items():
        for language in LABEL_LANGUAGES:
            with override(language):
                names.setdefault(fold(str(field.label)), name)
    for name, words in _NAMES.items():
        if name in fields or name in ROW_FIELDS:
            for word in words.split():
                names.setdefault(fold(word), name)
    return names
