"""The two projects that `bench/pages.py` compares: the portal with its content, and what `wagtail start` makes."""

import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CPU = Path(__file__).with_name("pages_cpu.py")

#: Prints an address for each kind of page, from the database.
ADDRESSES = """
import json
from django.db.models import Count
from wagtail.models import Page
pages = Page.objects.live().public().filter(locale__language_code="fr")
found = {}
for label, model in (("home", "homepage"), ("theme", "themepage"), ("institution", "institutionpage"), ("law", "legaltextpage")):
    page = pages.filter(content_type__model=model).order_by("depth", "pk").first()
    if page:
        found[label] = page.specific.get_url()
print("ADDRESSES" + json.dumps(found))
"""

#: Gives the bare project one page for each body, below its home page.
BODIES = """
import json, sys
from pathlib import Path
from home.models import HomePage
home = HomePage.objects.first()
for name, body in json.loads(Path("bodies.json").read_text()).items():
    home.add_child(instance=HomePage(title=name, slug=name, body=body))
"""


@dataclass(frozen=True)
class Project:
    """A project on disk: its folder, the environment of its commands, its SQLite file."""

    folder: Path
    environment: Mapping[str, str]
    wsgi: str
    database: Path

    def run(self, *arguments: str) -> str:
        """Standard output of `manage.py ARGUMENTS`. Ends the benchmark when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        ended = subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            raise SystemExit(f"{' '.join(arguments)} failed in {self.folder}:\n{ended.stderr[-3000:]}")
        return ended.stdout

    def cpu(self, rounds: int, addresses: list[str]) -> dict[str, dict[str, float]]:
        """CPU milliseconds, queries and bytes of each address, without page cache and server."""
        command = [sys.executable, str(CPU), self.wsgi, str(rounds), *addresses]
        ended = subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            raise SystemExit(f"Measuring failed in {self.folder}:\n{ended.stderr[-3000:]}")
        return json.loads(ended.stdout)

    def timed(self, *arguments: str) -> tuple[float, float]:
        """Seconds on the clock and of CPU that `manage.py ARGUMENTS` takes."""
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        self.run(*arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return time.monotonic() - started, spent


def portal(folder: Path) -> Project:
    """The portal as in production, but for https, with a database and folder of its own."""
    return Project(
        ROOT,
        {
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            "SECRET_KEY": "for-measuring-only-" * 4,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1",
            "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
            "VAR_DIR": str(folder / "var"),
            "CACHE_URL": "memory://",
            "LOG_LEVEL": "ERROR",
            "DEMONSTRATION": "true",
        },
        "config.wsgi",
        folder / "portal.sqlite3",
    )


def bare_wagtail(folder: Path) -> Project:
    """`wagtail start` with wagtail-localize, and a body on its page type."""
    target = folder / "bare"
    target.mkdir()
    wagtail = Path(sys.executable).with_name("wagtail")
    subprocess.run([wagtail, "start", "bare", target], check=True, capture_output=True)
    settings = target / "bare" / "settings" / "base.py"
    text = settings.read_text().replace(
        "INSTALLED_APPS = [", 'INSTALLED_APPS = [\n    "wagtail_localize",\n    "wagtail_localize.locales",'
    )
    text += (
        '\nWAGTAIL_I18N_ENABLED = True\nWAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("en", "English"), ("fr", "French")]\n'
    )
    text += 'SECRET_KEY = "for-measuring-only-" * 4\nALLOWED_HOSTS = ["127.0.0.1"]\nDEBUG = False\n'
    settings.write_text(text)
    (target / "home" / "models.py").write_text(
        "from django.db import models\nfrom wagtail.models import Page\n\n\n"
        "class HomePage(Page):\n    body = models.TextField(blank=True)\n"
    )
    page = '{% extends "base.html" %}{% block content %}{{ page.body|safe }}{% endblock %}'
    (target / "home" / "templates" / "home" / "home_page.html").write_text(page)
    project = Project(target, {"DJANGO_SETTINGS_MODULE": "bare.settings.base"}, "bare.wsgi", target / "db.sqlite3")
    project.run("makemigrations", "home")
    project.run("collectstatic", "--noinput")
    return project


def addresses_of(project: Project) -> dict[str, str]:
    """One address of each kind of page that has content."""
    text = project.run("shell", "-v", "0", "-c", ADDRESSES)
    return json.loads(re.search(r"ADDRESSES(.*)", text)[1])  # type: ignore[index]


def give_bodies(project: Project, pages: Mapping[str, bytes]) -> None:
    """Put the portal's pages, without head, into pages of the bare project."""
    bodies = {name: re.search(r"<body[^>]*>(.*)</body>", page.decode(), re.S)[1] for name, page in pages.items()}  # type: ignore[index]
    (project.folder / "bodies.json").write_text(json.dumps(bodies))
    project.run("shell", "-v", "0", "-c", BODIES)
