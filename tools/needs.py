"""What the tests need from outside Python, where it is looked for, and how to install what is missing."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from tools import postgres


@dataclass(frozen=True)
class Need:
    """One program outside Python: whether it is here, what it is for, and the sentence for its absence."""

    name: str
    purpose: str
    install: str
    is_present: Callable[[], bool]

    def sentence(self) -> str:
        """Return what is missing, what that costs, and what to install."""
        return f"{self.name} is missing, so {self.purpose}. {self.install}"


def chromium() -> str:
    """Return the path of Chromium or Chrome (CHROMIUM names another), or an empty string."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if name and (path := shutil.which(name))), "")


POSTGRESQL = Need(
    "PostgreSQL",
    "nothing is tested on it",
    postgres.MISSING.partition(". ")[2],
    lambda: postgres.programs() is not None,
)
CHROMIUM = Need(
    "Chromium",
    "the browser journeys are left out",
    "Debian: apt-get install chromium; elsewhere, any Chrome or Chromium on the PATH, or named by CHROMIUM.",
    lambda: bool(chromium()),
)
REDIS = Need(
    "redis-server",
    "the page cache is not tested on it",
    "Debian, Ubuntu: apt-get install redis-server; Fedora: dnf install redis; macOS: brew install redis.",
    lambda: shutil.which("redis-server") is not None,
)
JAVA = Need(
    "Java",
    "no page is checked against the HTML standard, and search is tested on the embedded engine alone",
    "Debian, Ubuntu: apt-get install default-jre-headless; Fedora: dnf install java-latest-openjdk-headless; "
    "macOS: brew install openjdk.",
    lambda: shutil.which("java") is not None,
)
NPM = Need(
    "npm",
    "the HTML checker cannot be fetched",
    "Debian, Ubuntu: apt-get install npm; Fedora: dnf install nodejs-npm; macOS: brew install node.",
    lambda: shutil.which("npm") is not None,
)
MAVEN = Need(
    "Maven",
    "OpenSearch cannot be fetched, and search is tested on the embedded engine alone",
    "Debian, Ubuntu: apt-get install maven; Fedora: dnf install maven; macOS: brew install maven.",
    lambda: shutil.which("mvn") is not None,
)
ALL = (POSTGRESQL, CHROMIUM, REDIS, JAVA, NPM, MAVEN)


def missing() -> list[Need]:
    """Return what is not on this machine."""
    return [need for need in ALL if not need.is_present()]
