"""Compares the computed columns of content with what they are computed from."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.content_columns import refile, topics_that_differ, wrong_institutions, wrong_search_texts
from core.models import ContentPage


class Command(BaseCommand):
    help = "Checks institution, search text and topics of every page. --fix sets them right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fix", action="store_true", help="set right what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for page, institution_id in list(wrong_institutions(ContentPage.objects.all())):
            found += 1
            self.stdout.write(
                f"Page {page.pk} '{page.title}': its institution is not the one of its place in the tree."
            )
            if options["fix"]:
                ContentPage.objects.filter(pk=page.pk).update(institution=institution_id)
        for page, text in list(wrong_search_texts()):
            found += 1
            self.stdout.write(f"Page {page.pk} '{page.title}': its search text is out of date.")
            if options["fix"]:
                ContentPage.objects.filter(pk=page.pk).update(search_text=text)
        for page, source in list(topics_that_differ()):
            found += 1
            self.stdout.write(
                f"Page {page.pk} '{page.title}': it is filed differently from its source, page {source.pk}."
            )
            if options["fix"]:
                refile(page, source)
        if found and not options["fix"]:
            raise CommandError(f"{found} columns are wrong. Run `manage.py check_content --fix`.")
        self.stdout.write(f"{found} columns were set right." if found else "Every computed column is right.")
