"""Registers search and the parameters of its page."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from core.cache import register_parameters

        register_parameters("q", "page")
