"""Loads a small demonstration, and kills itself without warning after a number of batches of pages (0: never).

Run as a program of its own: `python tests/home/demo_kill.py FOLDER KILL_AFTER`.
"""

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))


def _kill_after(batches: int) -> None:
    """In the middle of a transaction: pages and their record are written, the commit is not."""
    from core.importing.pages import pages_created

    made = 0

    def count(**_arguments):
        nonlocal made
        made += 1
        if made == batches:
            os.kill(os.getpid(), signal.SIGKILL)

    pages_created.connect(count, weak=False)


def _what_is_there() -> dict[str, object]:
    from wagtail.models import Page

    from core.content_columns import wrong_institutions
    from core.models import ContentPage, Institution, PortalDocument, PortalImage, Topic, User
    from core.publishing import unapproved_live_pages
    from knowledge.models import LegalRelation

    files = [*PortalDocument.objects.all(), *PortalImage.objects.all()]
    public = sum(file.is_public for file in files)
    keys = Counter(Page.objects.filter(depth__gt=1).values_list("translation_key", "locale"))
    return {
        "pages": sorted(
            f"{page.url_path} {page.live}" for page in Page.objects.filter(depth__gt=1).order_by("url_path")
        ),
        "twice": [str(key) for key, number in keys.items() if number > 1],
        "unapproved": list(unapproved_live_pages()),
        "problems": [list(map(str, found)) for found in Page.find_problems() if found],
        "wrong": [page.title for page, _right in wrong_institutions(ContentPage.objects.all())],
        "topics": sorted(Topic.objects.values_list("code", flat=True)),
        "institutions": sorted(Institution.objects.values_list("code", flat=True)),
        "files": {"public": public, "private": len(files) - public},
        "relations": sorted(f"{one.target.locale.language_code} {one.kind}" for one in LegalRelation.objects.all()),
        "accounts": sorted(User.objects.filter(is_active=True).values_list("email", flat=True)),
    }


def main(folder: str, kill_after: int) -> None:
    """Prints what is in the database after a load that was let to its end."""
    import django

    django.setup()
    from django.core.management import call_command

    from home.demo import files

    files.DEMO_DIR = Path(folder)
    _kill_after(kill_after)
    call_command("load_demo", stdout=sys.stderr)
    print(json.dumps(_what_is_there()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
