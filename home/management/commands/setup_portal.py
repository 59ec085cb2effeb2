"""Creates what a portal needs before its first content."""

from typing import Any

from django.core.management.base import BaseCommand

from home.setup import setup_portal


class Command(BaseCommand):
    help = "Creates languages, home pages, site, groups and the publication workflow. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        setup_portal()
        self.stdout.write("The foundation of the portal stands.")
