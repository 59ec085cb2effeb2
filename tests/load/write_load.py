"""A whole portal on SQLite with people writing, readers reading and an import running, all at once."""

import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests

from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "load-test-2026"
PREPARE = f"""
from wagtail.models import Locale
from core.models import Institution, InstitutionName, Topic, TopicName, User
from core.publishing import approve_and_publish, system_user
from institutions.models import InstitutionIndexPage, InstitutionPage
locale = Locale.objects.get(language_code="fr")
for number in range(2):
    User.objects.create_superuser(f"editor{{number}}@portal.example", "{PASSWORD}")
    topic = Topic.add_root(code=f"theme-{{number}}", tree="theme")
    TopicName.objects.create(topic=topic, locale=locale, text=f"Theme {{number}}")
row = Institution.objects.create(code="issuer", kind="ministry")
InstitutionName.objects.create(institution=row, locale=locale, text="Issuer")
page = InstitutionPage(title="Issuer", entity=row, locale=locale, live=False)
InstitutionIndexPage.objects.get(locale=locale).add_child(instance=page)
approve_and_publish(page=page, author=system_user("writer"), approver=User.objects.get(email="editor0@portal.example"))
"""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Outcome:
    """What people saw: answers by status, writes that were confirmed, and sentences about anything wrong."""

    statuses: dict[int, int] = field(default_factory=dict)
    saved: int = 0
    wrong: list[str] = field(default_factory=list)
    import_output: str = ""
    import_code: int | None = None
    logs: str = ""


class Portal:
    """The processes of one portal in a folder of its own; everything is stopped by `stop`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "VAR_DIR": str(folder / "var"),
            "SITE_URL": self.base,
        }
        self.processes: list[subprocess.Popen] = []

    def manage(self, *arguments: str) -> None:
        """Run a management command to its end; raises CalledProcessError with its output."""
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)

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


def sign_in(base: str, email: str) -> requests.Session:
    """A signed-in browser without pictures."""
    session = requests.Session()
    page = session.get(f"{base}/admin/login/", timeout=60)
    token = TOKEN.search(page.text)
    data = {"username": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    answer = session.post(f"{base}/admin/login/", data, headers={"Referer": base}, timeout=60)
    assert "/admin/login" not in answer.url, "the editor could not sign in"
    return session


def keep_writing(portal: Portal, number: int, outcome: Outcome, until: float) -> None:
    """Rename one's own theme again and again, as an editor does in the admin."""
    session = sign_in(portal.base, f"editor{number}@portal.example")
    url = f"{portal.base}/admin/snippets/core/topic/edit/{number + 1}/"
    turn = 0
    while time.monotonic() < until:
        turn += 1
        text = session.get(url, timeout=60).text
        token, name_id, locale = TOKEN.search(text), re.search(r'name="names-0-id" value="(\d+)"', text), None
        locale = re.search(r'<option value="(\d+)" selected', text)
        data = {
            "csrfmiddlewaretoken": token[1] if token else "",
            "order": "0",
            "parent": "",
            "names-TOTAL_FORMS": "1",
            "names-INITIAL_FORMS": "1",
            "names-MIN_NUM_FORMS": "1",
            "names-MAX_NUM_FORMS": "1000",
            "names-0-id": name_id[1] if name_id else "",
            "names-0-locale": locale[1] if locale else "1",
            "names-0-text": f"Theme {number} turn {turn}",
        }
        answer = session.post(url, data, headers={"Referer": url}, allow_redirects=False, timeout=60)
        outcome.statuses[answer.status_code] = outcome.statuses.get(answer.status_code, 0) + 1
        if answer.status_code == 302:
            outcome.saved += 1
        elif answer.status_code >= 500:
            outcome.wrong.append(f"saving answered {answer.status_code}: {answer.text[:200]}")


def keep_reading(portal: Portal, outcome: Outcome, until: float) -> None:
    """Read public pages, each time with the cache emptied by somebody's writing."""
    while time.monotonic() < until:
        for path in ("/fr/", "/fr/search/?q=loi"):
            answer = requests.get(portal.base + path, timeout=60)
            outcome.statuses[answer.status_code] = outcome.statuses.get(answer.status_code, 0) + 1
            if answer.status_code >= 500:
                outcome.wrong.append(f"{path} answered {answer.status_code}")


def run(folder: Path, texts: Path, seconds: float) -> Outcome:
    """Two editors, two readers, web, worker and an import of `texts` for this long; then what everybody saw."""
    portal, outcome = Portal(folder), Outcome()
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("setup_portal")
    portal.manage("shell", "--verbosity", "0", "-c", PREPARE)
    try:
        portal.serve()
        approve = ("--institution", "issuer", "--publish", "--approved-by", "editor1@portal.example")
        importing = portal.start("import", sys.executable, "manage.py", "import_resources", str(texts), *approve)
        until = time.monotonic() + seconds
        people = [threading.Thread(target=keep_writing, args=(portal, n, outcome, until)) for n in range(2)]
        people += [threading.Thread(target=keep_reading, args=(portal, outcome, until)) for _ in range(2)]
        for person in people:
            person.start()
        for person in people:
            person.join()
        outcome.import_code = importing.wait(timeout=600)
    finally:
        portal.stop()
    outcome.import_output, outcome.logs = (folder / "import.log").read_text(errors="replace"), portal.logs()
    return outcome
