"""Proves that everything live was approved by someone who did not write it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.publishing import unapproved_live_pages


class Command(BaseCommand):
    help = "Names every live page whose live revision lacks an approval by someone who did not write it."

    def handle(self, *args: Any, **options: Any) -> None:
        sentences = list(unapproved_live_pages())
        for sentence in sentences:
            self.stdout.write(sentence)
        if sentences:
            raise CommandError(f"{len(sentences)} live pages have no valid publication record.")
        self.stdout.write("Every live page has a valid publication record.")
