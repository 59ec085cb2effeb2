"""Every admin page of the largest legal text, in Chromium: milliseconds until the page has loaded. Prints Markdown.

    python -m bench.admin_pages [FILE]

FILE is a JSON lines file of legal texts; by default the real ones beside the project. The text with the most articles
is imported into an empty portal, served as in production, and each of its admin pages is opened by an editor's browser
ROUNDS times. Beside them stands the same page of a text with one article: what the admin itself takes.
"""

import datetime
import json
import os
import platform
import re
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.import_resources import DEFAULT
from bench.pages_load import server_commands, serving
from bench.pages_projects import ROOT, Project, portal
from core.importing.lines import LineFile
from tools.needs import chromium

ROUNDS = 5
BUDGET = 2.0
EMAIL, PASSWORD = "measuring@portal.example", "only-for-this-measurement"
SET_UP = f"""
from core.models import Institution, User
from institutions.models import InstitutionIndexPage, InstitutionPage
institution = Institution.objects.create(code="sgg", kind="ministry")
for index in InstitutionIndexPage.objects.filter(locale__language_code__in=("ar", "fr")):
    page = InstitutionPage(title="SGG", slug="sgg", entity=institution, locale=index.locale, live=True)
    index.add_child(instance=page)
User.objects.create_superuser("{EMAIL}", "{PASSWORD}")
"""
#: Prints the addresses of the admin pages of every text, by the number of its articles.
ADDRESSES = """
import json
from django.urls import NoReverseMatch, reverse
from knowledge.models import LegalTextPage
from wagtail.admin.urls import pages as names
found = {}
for text in LegalTextPage.objects.select_related("version"):
    articles = list(text.version.provisions.filter(kind="article").order_by("position"))
    own = found[len(articles)] = {}
    for name in ("edit", "history", "usage", "workflow_history", "copy", "move", "delete", "unpublish", "view_draft"):
        own[name] = reverse(f"wagtailadmin_pages:{name}", args=[text.pk])
    own["list of the institution"] = reverse("wagtailadmin_explore", args=[text.get_parent().pk])
    for name in ("article-list", "article-add", "version-edit", "version-compare"):
        own[name] = reverse(f"legal_text:{name}", kwargs={"page_id": text.pk})
    for name in ("article-edit", "article-remove"):
        own[name] = reverse(f"legal_text:{name}", kwargs={"page_id": text.pk, "anchor": articles[len(articles) // 2].anchor})
print("ADDRESSES" + json.dumps(found))
"""


def two_texts(source: Path, target: Path) -> int:
    """Writes the text with the most articles, and it again with its first article alone; returns how many it has."""
    rows = (line.row for line in LineFile(source).lines() if line.row)
    largest = max(rows, key=lambda row: len(row.get("provisions") or ()))
    small = largest | {"id": "one-article", "provisions": largest["provisions"][:1]}
    target.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in (largest, small)) + "\n")
    return len(largest["provisions"])


def prepare(project: Project, folder: Path, source: Path) -> dict[str, dict[str, str]]:
    """An empty portal with both texts; the addresses of their admin pages by number of articles."""
    print(f"... a portal with a text of {two_texts(source, folder / 'texts.jsonl')} articles", file=sys.stderr)
    project.run("migrate", "-v0")
    project.run("setup_portal")
    project.run("shell", "-v0", "-c", SET_UP)
    project.run(
        "import_resources", str(folder / "texts.jsonl"), "--institution", "sgg", "--publish", "--approved-by", EMAIL
    )
    project.run("collectstatic", "--noinput")
    text = project.run("shell", "-v0", "-c", ADDRESSES)
    return json.loads(re.search(r"ADDRESSES(.*)", text)[1])  # type: ignore[index]


def measure(page: Any, url: str) -> float:
    """Seconds from the request to the load event; median of the rounds, the browser's cache warm as an editor's is."""
    seconds = []
    for _ in range(ROUNDS + 1):
        answer = page.goto(url, wait_until="load")
        if answer.status != 200:
            sys.exit(f"{url} answered {answer.status}.")
        seconds.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"))
    return statistics.median(seconds[1:])


def sign_in(page: Any, base: str) -> None:
    """Signs in through the form."""
    page.goto(f"{base}/admin/login/")
    page.fill("[name=username]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(f"{base}/admin/")


def main() -> None:
    """Measures and prints the table."""
    from playwright.sync_api import sync_playwright

    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not source.is_file():
        sys.exit(f"There is no file {source}.")
    with tempfile.TemporaryDirectory(prefix="bench-admin-") as name:
        folder = Path(name)
        project = portal(folder)
        addresses = prepare(project, folder, source)
        large, small = (addresses[count] for count in sorted(addresses, key=int, reverse=True))
        command = server_commands()["granian, 4 threads"]
        with (
            serving(command, "config.wsgi:application", ROOT, project.environment, "/fr/") as server,
            sync_playwright() as driver,
        ):
            base = server.url.removesuffix("/fr/")
            browser = driver.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
            )
            page = browser.new_page()
            page.set_default_timeout(120_000)
            sign_in(page, base)
            rows = {name: (measure(page, base + large[name]), measure(page, base + small[name])) for name in large}
            browser.close()
    most = max(addresses, key=int)
    print(
        f"\n{datetime.date.today():%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, `python -m bench.admin_pages`\n"
    )
    print(f"| admin page | {int(most):,} articles, s | 1 article, s | budget, s |\n|---|---|---|---|")
    for name, (one, other) in sorted(rows.items(), key=lambda row: -row[1][0]):
        print(f"| {name} | {one:.2f} | {other:.2f} | {BUDGET:.0f} |")


if __name__ == "__main__":
    main()
