"""A whole portal on SQLite with people writing, readers reading and an import running, all at once."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import requests

from tests.load.people import AUTHOR, EDITORS, MODERATOR, PASSWORD, Outcome, keep_publishing, keep_reading, keep_writing
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
#: Prints the number of the page that the author writes.
PREPARE = f"""
from wagtail.models import Locale
from core.models import Institution, InstitutionName, Topic, TopicName, User
from core.publishing import approve_and_publish, system_user
from home.setup import setup_portal
from home.models import HomePage, StandardPage
from institutions.models import InstitutionIndexPage, InstitutionPage
setup_portal()
locale = Locale.objects.get(language_code="fr")
for email in {[*EDITORS, AUTHOR, MODERATOR]}:
    User.objects.create_superuser(email, "{PASSWORD}")
for number in range({len(EDITORS)}):
    topic = Topic.add_root(code=f"theme-{{number}}", tree="theme")
    TopicName.objects.create(topic=topic, locale=locale, text=f"Theme {{number}}")
row = Institution.objects.create(code="issuer", kind="ministry")
InstitutionName.objects.create(institution=row, locale=locale, text="Issuer")
page = InstitutionPage(title="Issuer", entity=row, locale=locale, live=False)
charter = StandardPage(title="Charter", slug="charter", locale=locale, live=False)
InstitutionIndexPage.objects.get(locale=locale).add_child(instance=page)
HomePage.objects.get(locale=locale).add_child(instance=charter)
for one in (page, charter):
    approve_and_publish(page=one, author=system_user("writer"), approver=User.objects.get(email="{MODERATOR}"))
print(charter.pk)
"""


class Portal:
    """The processes of one portal in a folder of its own, with the database there; `stop` ends everything."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.load.settings",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "VAR_DIR": str(folder / "var"),
            "SITE_URL": self.base,
        }
        self.processes: list[subprocess.Popen] = []

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end; what it printed. Raises CalledProcessError with its output."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def start(self, name: str, *command: str) -> subprocess.Popen:
        """Start a process whose output goes to NAME.log."""
        log = (self.folder / f"{name}.log").open("wb")
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        self.processes.append(process)
        return process

    def serve(self) -> None:
        """Start web and worker and wait until a page answers."""
        server = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(self.port)]
        self.start("web", *server, "--blocking-threads", "4", "config.wsgi:application")
        self.start("worker", sys.executable, "manage.py", "run_worker")
        for _ in range(300):
            try:
                requests.get(f"{self.base}/fr/", timeout=10)
                return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise AssertionError(f"The portal did not answer:\n{self.logs()}")

    def logs(self) -> str:
        """Everything the processes printed."""
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def stop(self) -> None:
        """End what was started, by process id."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()


def work(base: str, page: int, outcome: Outcome, until: float) -> None:
    """Two editors, an author with a moderator and two readers at work until then."""
    people = [threading.Thread(target=keep_writing, args=(base, number, outcome, until)) for number in range(2)]
    people += [threading.Thread(target=keep_publishing, args=(base, page, outcome, until))]
    people += [threading.Thread(target=keep_reading, args=(base, outcome, until)) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()


def run(folder: Path, texts: Path, seconds: float, *, to_its_end: bool) -> Outcome:
    """People, web, worker and an import of `texts` for this long; then what everybody saw.

    Raises CalledProcessError when the content they leave is not as it must be.

    The folder has an empty, migrated `db.sqlite3`. The import is waited for to its end, or else stopped with the rest.
    """
    portal, outcome = Portal(folder), Outcome()
    page = int(portal.manage("shell", "--verbosity", "0", "-c", PREPARE))
    try:
        portal.serve()
        approve = ("--institution", "issuer", "--publish", "--approved-by", MODERATOR)
        importing = portal.start("import", sys.executable, "manage.py", "import_resources", str(texts), *approve)
        work(portal.base, page, outcome, time.monotonic() + seconds)
        outcome.is_importing = importing.poll() is None
        outcome.import_code = importing.wait(timeout=600) if to_its_end else None
    finally:
        portal.stop()
    for check in ("check_published", "check_content"):
        portal.manage(check)
    outcome.import_output, outcome.logs = (folder / "import.log").read_text(errors="replace"), portal.logs()
    return outcome
