"""The page cache on a real Redis: shared by nodes, and absent in safety when Redis does not answer."""

import shutil
import signal
import socket
import subprocess
import time

import pytest
import redis
from django.test import Client

from core.cache import register_parameters, stores
from core.cache.registry import known_parameters

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="redis-server is not installed."),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Redis of its own on a free port of this machine: (process, URL)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    folder = tmp_path_factory.mktemp("redis")
    process = subprocess.Popen(["redis-server", *options, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/0"
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            redis.Redis.from_url(url).ping()
            break
        except redis.ConnectionError:
            time.sleep(0.05)
    yield process, url
    process.send_signal(signal.SIGCONT)
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def nodes(server, settings, tmp_path, monkeypatch):
    """Two stores as of two nodes; the portal under test is on the first."""
    _, url = server
    redis.Redis.from_url(url).flushall()
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.ROOT_URLCONF = "tests.core.page_cache_urls"
    settings.VAR_DIR = tmp_path
    settings.CACHE_URL = f"{url}?megabytes=1"
    before = set(known_parameters)
    register_parameters("q")
    stores._store.cache_clear()
    first = stores.current_store()
    second = stores.Store(stores.RedisShared(url), 2**20)
    monkeypatch.setattr(stores, "REDIS_REST", 0.5)
    yield first, second
    known_parameters.clear()
    known_parameters.update(before)


def use(monkeypatch, store):
    monkeypatch.setattr("core.cache.middleware.current_store", lambda: store)


def test_a_page_made_on_one_node_is_served_by_another(nodes, monkeypatch):
    page = Client().get("/fr/plain/")
    use(monkeypatch, nodes[1])
    again = Client().get("/fr/plain/", headers={"accept-encoding": "gzip"})
    assert again.headers["ETag"].startswith(page.headers["ETag"][:-1])
    assert len(nodes[1].plain) == 1
    assert Client().get("/fr/plain/").content == page.content


def test_a_change_on_one_node_is_seen_on_the_other(nodes, monkeypatch):
    use(monkeypatch, nodes[1])
    page = Client().get("/fr/plain/").content
    nodes[0].forget_all()
    assert Client().get("/fr/plain/").content != page


def test_only_pages_without_parameters_fill_redis_and_they_end(nodes, server):
    client = redis.Redis.from_url(server[1])
    Client().get("/fr/plain/?q=a")
    Client().get("/fr/missing/")
    assert not list(client.scan_iter("portal:page:*"))
    Client().get("/fr/plain/")
    (name,) = client.scan_iter("portal:page:*")
    assert 0 < client.ttl(name) <= stores.LONGEST_AGE


def test_an_entry_that_cannot_be_read_is_made_again(nodes, server, monkeypatch):
    client = redis.Redis.from_url(server[1])
    page = Client().get("/fr/plain/").content
    (name,) = client.scan_iter("portal:page:*")
    client.set(name, b"nonsense")
    use(monkeypatch, nodes[1])
    assert Client().get("/fr/plain/").content != page


def test_a_redis_that_hangs_is_waited_for_once_and_shows_nothing_old(nodes, server, monkeypatch, caplog):
    monkeypatch.setattr(stores, "REDIS_REST", 3600)
    client = Client()
    page = client.get("/fr/plain/").content
    server[0].send_signal(signal.SIGSTOP)
    try:
        answers = [client.get("/fr/plain/").content for _ in range(5)]
        assert page not in answers
        assert len(set(answers)) == 5
        assert [record.message.split(" (")[0] for record in caplog.records] == ["Redis does not answer"]
        nodes[0].forget_all()
    finally:
        server[0].send_signal(signal.SIGCONT)
    nodes[0].shared.resting_until = 0
    kept = client.get("/fr/plain/").content
    assert client.get("/fr/plain/").content == kept
