"""Registers the kinds of legal texts, their original files, and what follows when one is submitted or published."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        from core.files import register_referrer
        from core.kinds import register_kinds
        from knowledge import signals  # noqa: F401
        from knowledge.enums import LEGAL_KINDS
        from knowledge.files import original_files

        register_kinds(*LEGAL_KINDS)
        register_referrer(original_files)
