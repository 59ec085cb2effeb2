"""Registers the kinds of legal texts and what follows when one is submitted or published."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        from core.kinds import register_kinds
        from knowledge.enums import LEGAL_KINDS

        register_kinds(*LEGAL_KINDS)
        from knowledge import signals  # noqa: F401
