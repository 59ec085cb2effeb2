"""Many institutions on PostgreSQL: provisioning 200 from one table, then the admin with 20,000 pages. Prints Markdown.

    python -m bench.institutions

The first figure is the time of `manage.py institution_create --csv` with 200 rows in three languages, in a process of its
own. Then 20,000 pages are filed, 100 an institution; in three institutions WAITING pages each wait for approval, and as many
are locked. Each list of the admin is asked for ROUNDS times, as an editor and a moderator of one institution and as an
administrator, through Django's test client in one process: queries, and milliseconds until the answer is there. The budget
of the editor's explorer is 500 ms, that of queries 40.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTITUTIONS, PAGES_EACH, WAITING, ROUNDS = 200, 100, 25, 7
BUDGET_SECONDS, BUDGET_MS, BUDGET_QUERIES = 60, 500, 40


def table(path: Path) -> None:
    """A table of institutions."""
    head = "code,kind,name_fr,acronym_fr,name_ar,name_en\n"
    rows = (
        f"agency-{number},ministry,Agence nationale {number},AN{number},الوكالة الوطنية {number},National agency {number}\n"
        for number in range(INSTITUTIONS)
    )
    path.write_text(head + "".join(rows))


def main() -> None:
    """Starts the database, runs the rest of this file against it, prints."""
    from tools.postgres import throwaway

    with throwaway() as url, tempfile.TemporaryDirectory() as folder:
        own = os.environ | {
            "DATABASE_URL": url,
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "bench.institutions_settings",
            "LOG_LEVEL": "ERROR",
            "INSTITUTIONS_CSV": f"{folder}/institutions.csv",
        }
        table(Path(own["INSTITUTIONS_CSV"]))
        _manage(own, "migrate", "-v0")
        _manage(own, "setup_portal")
        print("... provisioning", file=sys.stderr, flush=True)
        started = time.monotonic()
        _manage(own, "institution_create", "--csv", own["INSTITUTIONS_CSV"])
        seconds = time.monotonic() - started
        print(f"{datetime.now(UTC).date()} · {platform.machine()}, {os.cpu_count()} processors, PostgreSQL\n")
        print("| what | measured | budget |\n|---|---|---|")
        print(f"| {INSTITUTIONS} institutions from a table, s | {seconds:.1f} | {BUDGET_SECONDS} |", flush=True)
        subprocess.run([sys.executable, "-m", "bench.institutions", "inside"], cwd=ROOT, env=own, check=True)


def _manage(own: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=own, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout[-2000:] + done.stderr[-3000:])


def inside() -> None:
    """Files the pages and asks for the lists."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from institutions.models import InstitutionPage
    from tests.factories.bulk import Row, make_rows
    from tests.factories.people import member

    settings.ALLOWED_HOSTS = ["*"]
    print("... filing the pages", file=sys.stderr, flush=True)
    parents = list(InstitutionPage.objects.filter(face_language="fr").select_related("locale", "entity"))
    for parent in parents:
        make_rows([Row(parent, f"Guide {number} de {parent.title}") for number in range(PAGES_EACH)])
    institution, page = parents[7].entity, parents[7]
    editor, moderator = member(institution, "editor"), member(institution, "moderator")
    for place in parents[7:10]:
        _make_wait(place, editor, moderator)
    people = {"editor": editor, "moderator": moderator, "administrator": _administrator()}
    print("\n| list | as | queries | ms, median | ms, greatest |\n|---|---|---|---|---|")
    for name, address in addresses(page):
        for role, user in people.items():
            client = Client()
            client.force_login(user)
            client.get(address)  # what is made once a process
            times, queries = [], 0
            for _round in range(ROUNDS):
                with CaptureQueriesContext(connection) as captured:
                    started = time.perf_counter()
                    answer = client.get(address)
                    times.append((time.perf_counter() - started) * 1000)
                queries = len(captured)
            if answer.status_code == 200:
                print(
                    f"| {name} | {role} | {queries} | {statistics.median(times):.0f} | {max(times):.0f} |", flush=True
                )


def _make_wait(parent, editor, moderator):  # type: ignore[no-untyped-def]
    """Sends some pages below this one for approval, and locks others."""
    from django.utils import timezone
    from wagtail.models import Page

    pages = Page.objects.child_of(parent).order_by("path").specific()
    for page in pages[:WAITING]:
        page.save_revision(user=editor, log_action=True)
        page.get_workflow().start(page, editor)
    locked = [page.pk for page in pages[WAITING : 2 * WAITING]]
    Page.objects.filter(pk__in=locked).update(locked=True, locked_by=moderator, locked_at=timezone.now())


def _administrator():  # type: ignore[no-untyped-def]
    from core.models import User

    return User.objects.create_superuser("admin@portal.example")


def addresses(page):  # type: ignore[no-untyped-def]
    """The lists of the admin, each with its address."""
    from django.urls import reverse
    from wagtail.models import Page

    from institutions.viewsets import AgreementViewSet, InstitutionViewSet

    yield "home of the admin", reverse("wagtailadmin_home")
    yield "explorer, root", reverse("wagtailadmin_explore_root")
    yield "explorer, an institution", reverse("wagtailadmin_explore", args=[page.pk])
    yield "explorer, the directory", reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    yield "search for a page", reverse("wagtailadmin_pages:search") + "?q=Guide"
    yield "choosing a page", reverse("wagtailadmin_choose_page_child", args=[page.pk])
    yield "images", reverse("wagtailimages:index")
    yield "documents", reverse("wagtaildocs:index")
    yield "report: history of the site", reverse("wagtailadmin_reports:site_history")
    yield "report: ageing pages", reverse("wagtailadmin_reports:aging_pages")
    yield "report: locked pages", reverse("wagtailadmin_reports:locked_pages")
    yield "report: workflows", reverse("wagtailadmin_reports:workflow")
    yield "report: tasks", reverse("wagtailadmin_reports:workflow_tasks")
    yield "report: types of pages", reverse("wagtailadmin_reports:page_types_usage")
    yield "report: reviews due", reverse("reviews-due")
    yield "absences", reverse("absences:index")
    yield "workflows", reverse("wagtailadmin_workflows:index")
    yield "steps of workflows", reverse("wagtailadmin_workflows:task_index")
    yield "groups", reverse("wagtailusers_groups:index")
    yield "redirects", reverse("wagtailredirects:index")
    yield "collections", reverse("wagtailadmin_collections:index")
    yield "history of a page", reverse("wagtailadmin_pages:history", args=[page.pk])
    yield "who approved what", reverse("page-approvals", args=[Page.objects.child_of(page).order_by("path")[0].pk])
    yield "preview links", reverse("page-preview-links", args=[page.pk])
    yield "choosing an image", reverse("wagtailimages_chooser:choose")
    yield "choosing a document", reverse("wagtaildocs_chooser:choose")
    yield "translations", reverse("wagtail_localize:translations_report")
    yield "institutions", reverse(InstitutionViewSet().get_url_name("list"))
    yield "agreements", reverse(AgreementViewSet().get_url_name("list"))
    yield "remarks of readers", reverse("page-remarks:index")
    yield "users", reverse("wagtailusers_users:index")


if __name__ == "__main__":
    inside() if sys.argv[1:] == ["inside"] else main()
