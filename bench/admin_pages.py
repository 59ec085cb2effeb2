"""Every admin page of the largest legal text, in Chromium: milliseconds until the page has loaded. Prints Markdown.

    python -m bench.admin_pages [FILE]

FILE is a JSON lines file of legal texts; by default the real ones beside the project. The text with the most articles
is imported into an empty portal, twice with other words, served as in production, and each of its admin pages (computed
in bench/admin_addresses.py) is opened by an editor's browser ROUNDS times. Beside them stands the same page of a text with
one article: what the admin itself takes.
"""

import datetime
import json
import os
import platform
import re
import statistics
import sys
import tempfile
import time
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
EDITOR, APPROVER = "editor@portal.example", "approver@portal.example"  # nobody approves what they wrote
PASSWORD = "only-for-this-measurement"
SET_UP = f"""
from core.models import Institution, User
from institutions.models import InstitutionIndexPage, InstitutionPage
from wagtail.models import Locale
for title, code in (("SGG", "sgg"), ("Other", "other")):
    institution = Institution.objects.create(code=code, kind="ministry")
    first = None
    for index in InstitutionIndexPage.objects.filter(locale__language_code__in=("ar", "fr", "en")):
        key = {{"translation_key": first.translation_key}} if first else {{}}
        page = InstitutionPage(title=title, slug=code, entity=institution, locale=index.locale, live=True, **key)
        first = index.add_child(instance=page)
for email in ("{EDITOR}", "{APPROVER}"):
    User.objects.create_superuser(email, "{PASSWORD}")
"""


def two_texts(source: Path, target: Path, addition: str) -> int:
    """Writes the text with the most articles, and it again with its first article alone; returns how many it has.

    Each article begins with the addition, so that a second import makes a version that differs in all of them. At its
    end the addition would be taken for part of a heading in some.
    """
    rows = (line.row for line in LineFile(source).lines() if line.row)
    largest = max(rows, key=lambda row: len(row.get("provisions") or ()))
    for article in largest["provisions"]:
        article["content"] = addition + article["content"]
    small = largest | {"id": "one-article", "provisions": largest["provisions"][:1]}
    target.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in (largest, small)) + "\n")
    return len(largest["provisions"])


def prepare(project: Project, folder: Path, source: Path) -> int:
    """Fills an empty portal with both texts, each in two published versions that differ in every article.

    Returns how many articles the large one has.
    """
    project.run("migrate", "-v0")
    project.run("setup_portal")
    project.run("shell", "-v0", "-c", SET_UP)
    rows = folder / "texts.jsonl"
    for addition in ("", "(1) "):
        count = two_texts(source, rows, addition)
        print(f"... importing a text of {count} articles", file=sys.stderr)
        project.run("import_resources", str(rows), "--institution", "sgg", "--publish", "--approved-by", APPROVER)
    project.run("collectstatic", "--noinput")
    return count


def addresses(project: Project, which: str) -> tuple[dict[str, str], dict[str, str]]:
    """Admin pages of the large and of the small text, name -> path, from this function of bench.admin_addresses."""
    text = project.run("shell", "-v0", "-c", f"from bench.admin_addresses import {which}; {which}()")
    found = json.loads(re.search(r"ADDRESSES(.*)", text)[1])  # type: ignore[index]
    large, small = (found[count] for count in sorted(found, key=int, reverse=True))
    return large, small


def measure_save(page: Any, url: str) -> float:
    """Seconds from pressing Save on an article to the load of the next page. The first save copies the version."""
    page.goto(url, wait_until="load")
    text = page.locator("textarea[name=text]")
    text.fill(text.input_value() + " (2)")
    started = time.monotonic()
    with page.expect_navigation(wait_until="load"):
        page.locator("form:has(textarea[name=text]) [type=submit]").first.click()
    seconds = time.monotonic() - started
    if not page.locator(".messages .success").count():
        sys.exit(f"{url} was not saved.")
    return seconds


def measure(page: Any, url: str) -> float:
    """Seconds from the request to the load event; median of the rounds, the browser's cache warm as an editor's is."""
    seconds = []
    for _ in range(ROUNDS + 1):
        answer = page.goto(url, wait_until="load")
        if answer.status != 200 or page.url != url:
            sys.exit(f"{url} answered {answer.status} at {page.url}.")
        seconds.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"))
    return statistics.median(seconds[1:])


def compare(page: Any, base: str, large: dict[str, str], small: dict[str, str]) -> dict[str, list[float]]:
    """Seconds of each page of the large text, and of the small one."""
    return {name: [measure(page, base + paths[name]) for paths in (large, small)] for name in large}


def signed_in(browser: Any, base: str, email: str) -> Any:
    """A page of a browser without cookies, in which this person has signed in through the form."""
    page = browser.new_context().new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{base}/admin/login/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(f"{base}/admin/")
    return page


def measure_all(project: Project, browser: Any, base: str) -> dict[str, list[float]]:
    """Seconds of each page of the large text, and of the small one: as an editor writes, then as it waits for approval."""
    editor, texts = signed_in(browser, base, EDITOR), addresses(project, "editable")
    saves = [measure_save(editor, base + paths["legal_text:article-edit"]) for paths in texts]
    rows = compare(editor, base, *texts) | {"first save of an article, which copies the version (once)": saves}
    return rows | compare(signed_in(browser, base, APPROVER), base, *addresses(project, "submitted"))


def main() -> None:
    """Measures and prints the table."""
    from playwright.sync_api import sync_playwright

    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not source.is_file():
        sys.exit(f"There is no file {source}.")
    with tempfile.TemporaryDirectory(prefix="bench-admin-") as name:
        folder = Path(name)
        project = portal(folder)
        count = prepare(project, folder, source)
        command = server_commands()["granian, 4 threads"]
        with (
            serving(command, "config.wsgi:application", ROOT, project.environment, "/fr/") as server,
            sync_playwright() as driver,
        ):
            base = server.url.removesuffix("/fr/")
            browser = driver.chromium.launch(
                executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
            )
            rows = measure_all(project, browser, base)
            browser.close()
    today = f"{datetime.date.today():%Y-%m-%d}"
    print(f"\n{today}, {os.cpu_count()} cores, {platform.machine()}, `python -m bench.admin_pages`\n")
    print(f"| admin page | {count:,} articles, s | 1 article, s | budget, s |\n|---|---|---|---|")
    for name, (one, other) in sorted(rows.items(), key=lambda row: -row[1][0]):
        print(f"| {name} | {one:.2f} | {other:.2f} | {BUDGET:.0f} |")


if __name__ == "__main__":
    main()
