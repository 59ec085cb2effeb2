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
    "no host at all": ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS names no host"),
    "an address without a host": ("SITE_URL", "https://", "SITE_URL is https://, which names no host"),
    "an address that cannot be read": ("SITE_URL", "https://[x", "SITE_URL is https://[x, which names no host"),
    "an address with a path": ("SITE_URL", "https://www.integrity.example/portal", "nothing but scheme, host and port"),
    "an address with a password": ("SITE_URL", "https://a:b@www.integrity.example", "nothing but scheme, host"),
    "an unknown language": ("LANGUAGES", "fr,xx", "LANGUAGES names 'xx'"),
    "a language twice": ("LANGUAGES", "fr,ar,fr", "LANGUAGES names 'fr' more than once"),
    "no language": ("LANGUAGES", ",", "DEFAULT_LANGUAGE is fr, which is not in LANGUAGES"),
    "an unknown language nobody reviewed": ("UNREVIEWED_LANGUAGES", "zgh;ar", "UNREVIEWED_LANGUAGES names 'zgh;ar'"),
    "a default language not spoken": ("DEFAULT_LANGUAGE", "es", "DEFAULT_LANGUAGE is es"),
    "an unknown database": ("DATABASE_URL", "oracle://db", "DATABASE_URL starts with 'oracle:'"),
    "a database in memory": ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL keeps the database in memory"),
    "a database without a name": ("DATABASE_URL", "sqlite://", "DATABASE_URL keeps the database in memory"),
    "a file on a host": ("DATABASE_URL", "sqlite://var/db.sqlite3", "DATABASE_URL names the host 'var'"),
    "a server without a database": ("DATABASE_URL", "postgres://u:p@db", "DATABASE_URL names no database"),
    "a port in words": ("DATABASE_URL", "postgres://u:p@db:five/portal", "DATABASE_URL is no address"),
    "a password with a slash": (
        "DATABASE_URL",
        "postgres://u:p/w@db/portal",
        "write / ? # @ [ ] in a name or password",
    ),
    "an address without slashes": ("DATABASE_URL", "postgres:portal", "DATABASE_URL is no address"),
    "words for a size": ("CACHE_URL", "memory://?megabytes=x", "CACHE_URL ends in megabytes=x"),
    "no size": ("CACHE_URL", "memory://?megabytes=", "CACHE_URL ends in megabytes="),
    "a size of nothing": ("CACHE_URL", "redis://cache?megabytes=0", "CACHE_URL ends in megabytes=0"),
    "an unknown option of the cache": ("CACHE_URL", "memory://?megabyte=5", "CACHE_URL has the option 'megabyte'"),
    "a cache without a host": ("CACHE_URL", "redis://", "CACHE_URL names no host"),
    "a cache with a name": ("CACHE_URL", "redis://cache/pages", "CACHE_URL names the Redis database 'pages'"),
    "an unknown cache": ("CACHE_URL", "memcached://db", "CACHE_URL starts with 'memcached:'"),
    "an unknown store": ("STORAGE_URL", "ftp://db", "STORAGE_URL starts with 'ftp:'"),
    "a folder taken for a host": ("STORAGE_URL", "file://srv/files", "STORAGE_URL names the host 'srv'"),
    "a store without a bucket": ("STORAGE_URL", "s3://", "STORAGE_URL names no bucket"),
    "a key without a bucket": ("STORAGE_URL", "s3://key:secret@", "STORAGE_URL names no bucket"),
    "a key without its secret": ("STORAGE_URL", "s3://key@bucket", "STORAGE_URL has a key without its secret"),
    "a secret with a slash": ("STORAGE_URL", "s3://key:12/34@bucket", "STORAGE_URL goes on after the bucket"),
    "a misspelled endpoint": ("STORAGE_URL", "s3://bucket?endpont=https://s3.example", "has the option 'endpont'"),
    "an endpoint without a scheme": ("STORAGE_URL", "s3://bucket?endpoint=s3.example", "has the endpoint 's3.example'"),
    "files on disk sent by a store": ("FILE_DELIVERY", "redirect", "but STORAGE_URL keeps files on disk"),
    "days of grace in words": ("REVIEW_GRACE_DAYS", "ninety", "REVIEW_GRACE_DAYS is 'ninety'"),
    "no working day": ("WORKING_WEEKDAYS", "", "WORKING_WEEKDAYS is ''"),
    "an eighth day": ("WORKING_WEEKDAYS", "0,1,7", "WORKING_WEEKDAYS is '0,1,7'"),
    "an unknown delivery": ("FILE_DELIVERY", "by mail", "FILE_DELIVERY is 'by mail'"),
    "no delivery": ("FILE_DELIVERY", "", "FILE_DELIVERY is ''"),
    "the code's folder": ("VAR_DIR", "", "VAR_DIR is empty"),
    "a folder below a file": ("VAR_DIR", "manage.py/var", "where this user cannot write"),
    "a search engine that is not there": (
        "SEARCH_URL",
        "solr://db",
        "SEARCH_URL starts with 'solr:'",
    ),
    "mail that goes nowhere": ("EMAIL_URL", "dummymail://", "EMAIL_URL starts with 'dummymail:'"),
    "mail without a server": ("EMAIL_URL", "smtp://", "EMAIL_URL names no mail server"),
    "mail to a port in words": ("EMAIL_URL", "smtp://mail:x", "EMAIL_URL is no address"),
    "a sender without an address": ("DEFAULT_FROM_EMAIL", "Portal", "DEFAULT_FROM_EMAIL is 'Portal'"),
    "a sender of two lines": ("DEFAULT_FROM_EMAIL", "a@b.example\nBcc: c@d.example", "DEFAULT_FROM_EMAIL is"),
    "neither true nor false": ("DEMONSTRATION", "yes", "DEMONSTRATION is 'yes'"),
    "words for a number": ("TRUSTED_PROXIES", "yes", "TRUSTED_PROXIES is 'yes'"),
    "an unknown level": ("LOG_LEVEL", "LOUD", "LOG_LEVEL is 'LOUD'"),
    "an unknown time zone": ("TIME_ZONE", "Atlantis/City", "TIME_ZONE is 'Atlantis/City'"),
}


GOOD_VALUES = {
    "a socket": ("DATABASE_URL", "postgres:///portal"),
    "a server": ("DATABASE_URL", "postgresql://u:p%2Fw@[::1]:5432/portal"),
    "a service": ("DATABASE_URL", "postgres://?service=portal"),
    "an absolute file": ("DATABASE_URL", "sqlite:////srv/portal.sqlite3"),
    "no page cache": ("CACHE_URL", "off://"),
    "a large cache": ("CACHE_URL", "redis://:secret@cache:6379/1?megabytes=512"),
    "an index on this machine": ("SEARCH_URL", "tantivy://"),
    "a cluster": ("SEARCH_URL", "opensearch://user:secret@one:9200,two:9200/portal?replicas=1"),
    "a folder": ("STORAGE_URL", "file:///srv/files"),
    "a store by the machine's role": ("STORAGE_URL", "s3://bucket?region=eu-west-3"),
    "a store with a key": ("STORAGE_URL", "s3://key:se%2Fcret@bucket?endpoint=http://store:9000&region=x"),
    "nginx": ("FILE_DELIVERY", "accel"),
    "mail with TLS": ("EMAIL_URL", "smtp+tls://user:password@mail.internal:587"),
    "a sender with a name": ("DEFAULT_FROM_EMAIL", "Portal <portal@integrity.example>"),
    "everything reviewed": ("UNREVIEWED_LANGUAGES", ""),
    "a port": ("SITE_URL", "https://www.integrity.example:8443/"),
    "a demonstration": ("DEMONSTRATION", "True"),
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


@pytest.mark.parametrize(("name", "value"), GOOD_VALUES.values(), ids=GOOD_VALUES)
def test_good_values_of_other_kinds_are_accepted(environment, name, value):
    environment.setenv(name, value)
    assert refusals() == []


def test_nginx_cannot_send_files_of_a_store(environment):
    environment.setenv("STORAGE_URL", "s3://bucket")
    environment.setenv("FILE_DELIVERY", "redirect")
    assert refusals() == []
    environment.setenv("FILE_DELIVERY", "accel")
    assert [found for found in refusals() if "keeps no files on disk" in found]


@pytest.mark.parametrize("rest", ["user:hunter2@host:x", "user:hunter2@", "user:hunter2/x@host?speling=1"])
def test_no_password_is_repeated(environment, rest):
    for name, scheme in (("DATABASE_URL", "postgres"), ("CACHE_URL", "redis"), ("STORAGE_URL", "s3")):
        environment.setenv(name, f"{scheme}://{rest}")
    assert len(refusals()) >= 3
    assert "hunter2" not in "".join(refusals())


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
