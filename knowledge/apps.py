"""Registers the kinds of legal texts, their original files, and what follows when one is submitted or published."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        from core.enums import Authority
        from core.files import register_referrer
        from core.importing.targets import register_import_target
        from core.kinds import Kind, register_kinds
        from core.searchable import register_concepts, register_file_texts
        from core.texts import register_text_step
        from knowledge import signals  # noqa: F401
        from knowledge.enums import LEGAL_KINDS
        from knowledge.extraction.registration import register_extraction
        from knowledge.extraction.texts import file_parts
        from knowledge.files import original_files
        from knowledge.glossary import explain_terms, glossary_concepts
        from knowledge.importers.items.registration import register_imports
        from knowledge.models import GlossaryTermPage, RightsSheetPage

        register_kinds(
            *LEGAL_KINDS,
            Kind("rights_sheet", _("Rights sheet"), _("Rights sheets"), "law", authority=Authority.OFFICIAL),
            Kind("glossary_term", _("Glossary term"), _("Glossary terms"), "quote"),
        )
        register_referrer(original_files)
        register_text_step(explain_terms)
        register_concepts(glossary_concepts)
        register_file_texts(file_parts)
        register_import_target(RightsSheetPage)
        register_import_target(GlossaryTermPage)
        register_imports()
        register_extraction()
