"""Production refuses to start, in words, on whatever is missing or unsafe; with good values nothing is left to warn of."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.environment import VARIABLES
from config.settings.refusals import refusals

GOOD = {
    "SECRET_KEY": "4bQy9-Zt7Lw2_Xk8Pm5Rv1Nc6Jd3Hf0Gs-aTeYuIoQpWzLxKvBnMc",
    "ALLOWED_HOSTS": "integrity.example,.integrity.example",
    "SITE_URL": "https://www.integrity.example",
    "TRUSTED_PROXIES": "1",
}
UNSAFE = {
    "a missing key": ("SECRET_KEY", "", "SECRET_KEY is not set."),
    "a missing host": ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is not set."),
    "a missing address": ("SITE_URL", "", "SITE_URL is not set."),
    "a short key": ("SECRET_KEY", "4bQy9-Zt7Lw2", "SECRET_KEY can be guessed."),
    "a monotonous key": ("SECRET_KEY", "ab" * 40, "SECRET_KEY can be guessed."),
    "the key of development": ("SECRET_KEY", "development-only-not-a-secret-" * 2, "SECRET_KEY can be guessed."),
    "any host": ("ALLOWED_HOSTS", "*,www.integrity.example", "accepts any host name"),
    "a host of others": ("ALLOWED_HOSTS", "other.example", "which is not in ALLOWED_HOSTS"),
    "an address without TLS": ("SITE_URL", "http://www.integrity.example", "which is not https"),
    "an unknown language": ("LANGUAGES", "fr,xx", "LANGUAGES names 'xx'"),
    "a default language not spoken": ("DEFAULT_LANGUAGE", "es", "DEFAULT_LANGUAGE is es"),
    "an unknown database": ("DATABASE_URL", "oracle://db", "DATABASE_URL starts with 'oracle:'"),
    "an unknown cache": ("CACHE_URL", "memcached://db", "CACHE_URL starts with 'memcached:'"),
    "an unknown store": ("STORAGE_URL", "ftp://db", "STORAGE_URL starts with 'ftp:'"),
    "a search engine that is not there": (
        "SEARCH_URL",
        "elasticsearch://db",
        "SEARCH_URL starts with 'elasticsearch:'",
    ),
    "mail that goes nowhere": ("EMAIL_URL", "dummymail://", "EMAIL_URL starts with 'dummymail:'"),
    "words for a number": ("TRUSTED_PROXIES", "yes", "TRUSTED_PROXIES is 'yes'"),
    "an unknown level": ("LOG_LEVEL", "LOUD", "LOG_LEVEL is 'LOUD'"),
    "an unknown time zone": ("TIME_ZONE", "Atlantis/City", "TIME_ZONE is 'Atlantis/City'"),
}


@pytest.fixture
def environment(monkeypatch):
    """A complete environment of production, in place of this one's."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def run(*command, **variables):
    """Runs Python with production settings and these variables alone."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", *command],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.production", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_refused_with_good_values(environment):
    assert refusals() == []


@pytest.mark.parametrize(("name", "value", "sentence"), UNSAFE.values(), ids=UNSAFE)
def test_each_unsafe_value_is_refused_in_words(environment, name, value, sentence):
    environment.setenv(name, value)
    assert any(sentence in found for found in refusals())


def test_every_reason_is_said_at_once(environment):
    environment.setenv("SECRET_KEY", "short")
    environment.setenv("SITE_URL", "http://www.integrity.example")
    assert len(refusals()) == 2


def test_the_server_does_not_start_without_what_is_required(tmp_path):
    started = run("-c", "import config.wsgi", VAR_DIR=str(tmp_path))
    assert started.returncode
    for variable in VARIABLES.values():
        assert (f"- {variable.name} is not set." in started.stderr) == variable.required


def test_both_entry_points_start_with_good_values(tmp_path):
    code = (
        "import config.wsgi, config.asgi; print(callable(config.wsgi.application), callable(config.asgi.application))"
    )
    started = run("-c", code, VAR_DIR=str(tmp_path), **GOOD)
    assert started.stdout.split() == ["True", "True"], started.stderr


def test_the_deployment_check_warns_of_nothing(tmp_path):
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", VAR_DIR=str(tmp_path), **GOOD)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout + checked.stderr
