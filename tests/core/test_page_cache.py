"""The page cache: what is kept, under which key, for how long."""

import gzip
import threading
import time

import pytest
from django.test import Client

from core.cache import changed, stores
from core.cache.generation import FileGeneration
from tests.core import page_cache_urls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cached")]


def read(client, address, **headers):
    return client.get(address, headers=headers)


def is_kept(address, client=None, **headers):
    """Whether a second reader gets what was made for the first."""
    client = client or Client()
    return read(client, address, **headers).content == read(Client(), address, **headers).content


@pytest.mark.parametrize("address", ["/fr/plain/", "/ar/plain/", "/fr/moved/", "/fr/missing/", "/fr/plain/عربي/"])
def test_pages_redirects_and_missing_pages_are_kept(address):
    first, second = Client().get(address), Client().get(address)
    assert first.content == second.content
    assert first.status_code == second.status_code
    assert first.headers.get("Location") == second.headers.get("Location")
    assert first.headers.get("Content-Security-Policy") == second.headers.get("Content-Security-Policy")
    assert second.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    [
        "/fr/csrf/",
        "/fr/session-read/",
        "/fr/session-written/",
        "/fr/who/",
        "/fr/cookie/",
        "/fr/message/",
        "/fr/found/",
        "/fr/error/",
        "/fr/preview/",
        "/fr/control/private/",
        "/fr/control/no_store/",
        "/fr/control/no_cache/",
        "/fr/varying/",
        "/fr/nonce/",
        "/fr/streamed/",
        "/plain/",
        "/admin/login/",
    ],
)
def test_nothing_personal_or_passing_is_kept(address, cached):
    Client().get(address)
    assert len(cached.plain) == len(cached.asked) == len(cached.missing) == 0


def test_a_page_of_each_language_and_host_is_its_own(settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    answers = {
        Client().get(f"/{language}/plain/", headers={"host": host}).content
        for language in ("ar", "fr", "en", "zgh")
        for host in settings.ALLOWED_HOSTS
    }
    assert len(answers) == 8
    assert Client().get("/fr/plain/", headers={"host": "three.example"}).status_code == 400


def test_http_and_https_are_kept_apart():
    client = Client()
    assert client.get("/fr/plain/").content != client.get("/fr/plain/", secure=True).content


def test_known_parameters_are_part_of_the_key_in_any_order():
    assert is_kept("/fr/plain/?q=a&kind=law")
    assert Client().get("/fr/plain/?q=a&kind=law").content == Client().get("/fr/plain/?kind=law&q=a").content
    assert Client().get("/fr/plain/?q=a").content != Client().get("/fr/plain/?q=b").content
    assert Client().get("/fr/plain/?q=a&q=b").content != Client().get("/fr/plain/?q=b&q=a").content


def test_unknown_parameters_reach_neither_key_nor_view():
    page = Client().get("/fr/plain/").content
    assert Client().get("/fr/plain/?utm_source=letter&fbclid=1").content == page
    answer = Client().get("/fr/plain/?q=a&utm_source=letter").content.decode()
    assert "utm_source" not in answer
    assert "'q': ['a']" in answer


def test_parameters_outside_public_pages_stay():
    assert "next" in Client().get("/admin/login/?next=/admin/").content.decode()


def test_a_fragment_for_htmx_is_kept_apart_from_the_page():
    page = Client().get("/fr/plain/").content
    fragment = read(Client(), "/fr/plain/", **{"hx-request": "true", "hx-target": "listing"}).content
    other = read(Client(), "/fr/plain/", **{"hx-request": "true", "hx-target": "other"}).content
    assert len({page, fragment, other}) == 3
    assert is_kept("/fr/plain/", **{"hx-request": "true", "hx-target": "listing"})
    assert "HX-Request" in Client().get("/fr/plain/").headers["Vary"]


def test_posting_is_never_answered_from_the_cache():
    client = Client()
    page = client.get("/fr/plain/").content
    assert client.post("/fr/plain/").content != page
    assert client.get("/fr/plain/").content == page


def test_head_has_the_headers_of_the_page_and_leaves_nothing(cached):
    Client().head("/fr/plain/")
    assert len(cached.plain) == 0
    page = Client().get("/fr/plain/")
    head = Client().head("/fr/plain/")
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(page.content))
    assert head.headers["ETag"] == page.headers["ETag"]


def test_browsers_ask_again_and_are_told_when_nothing_changed():
    page = Client().get("/fr/plain/")
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    tag = page.headers["ETag"]
    for asked in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        answer = read(Client(), "/fr/plain/", **{"if-none-match": asked})
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer.headers["ETag"] == tag
        assert answer.headers["Vary"] == page.headers["Vary"]
        assert "Content-Type" not in answer.headers
    assert read(Client(), "/fr/plain/", **{"if-none-match": '"other"'}).status_code == 200
    changed()
    stores.current_store().forget_all()
    assert read(Client(), "/fr/plain/", **{"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0, br", False),
    ],
)
def test_a_kept_page_is_compressed_for_those_who_read_it(accepted, is_packed):
    plain = Client().get("/fr/plain/")
    answer = read(Client(), "/fr/plain/", **{"accept-encoding": accepted})
    assert ("Content-Encoding" in answer.headers) == is_packed
    body = gzip.decompress(answer.content) if is_packed else answer.content
    assert body == plain.content
    assert (answer.headers["ETag"] != plain.headers["ETag"]) == is_packed
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_change_empties_the_cache_of_every_process(cached, tmp_path):
    page = Client().get("/fr/plain/").content
    FileGeneration(tmp_path / "pages.generation").bump()
    assert Client().get("/fr/plain/").content != page


def test_a_change_while_a_page_is_made_keeps_it_out(cached):
    page_cache_urls.begun.clear()
    page_cache_urls.may_end.clear()
    old = []
    reader = threading.Thread(target=lambda: old.append(Client().get("/fr/held/").content))
    reader.start()
    assert page_cache_urls.begun.wait(timeout=60)
    cached.forget_all()
    page_cache_urls.may_end.set()
    reader.join()
    new = Client().get("/fr/held/").content
    assert new not in old
    assert Client().get("/fr/held/").content == new
    assert len(cached.plain) == 1


def test_a_page_is_made_again_after_a_minute_since_time_changes_pages(cached, monkeypatch):
    page = Client().get("/fr/plain/").content
    now = time.time()
    monkeypatch.setattr(stores.time, "time", lambda: now + stores.LONGEST_AGE - 1)
    assert Client().get("/fr/plain/").content == page
    monkeypatch.setattr(stores.time, "time", lambda: now + stores.LONGEST_AGE + 1)
    assert Client().get("/fr/plain/").content != page


def test_readers_of_one_page_wait_for_one_making():
    client = Client()
    client.get("/fr/plain/")
    answers = []
    readers = [threading.Thread(target=lambda: answers.append(client.get("/fr/slow/").content)) for _ in range(5)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(answers) == 5
    assert len(set(answers)) == 1


def test_readers_of_a_page_that_is_not_kept_do_not_wait_for_each_other(monkeypatch):
    client = Client()
    client.get("/fr/private-together/")  # the middleware of this client learns that it is not kept
    monkeypatch.setattr(page_cache_urls, "together", threading.Barrier(4))
    answers = []
    readers = [
        threading.Thread(target=lambda: answers.append(client.get("/fr/private-together/").content)) for _ in range(4)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(answers) == 4


def test_random_addresses_do_not_push_pages_out(settings, tmp_path):
    settings.CACHE_URL = "memory://?megabytes=1"
    page = Client().get("/fr/plain/").content
    client = Client()
    for number in range(150):
        client.get(f"/fr/missing/{number}/")
        client.get(f"/fr/plain/?q={number}")
    store = stores.current_store()
    assert Client().get("/fr/plain/").content == page
    assert store.missing.size <= store.missing.limit
    assert store.asked.size <= store.asked.limit
    assert len(store.missing) < 150
    assert len(store.asked) < 300


@pytest.mark.parametrize("address", ["/fr/plain/" + "x" * 1200 + "/", "/fr/plain/?q=" + "x" * 600])
def test_overlong_addresses_are_answered_and_not_kept(address, cached):
    assert Client().get(address).status_code == 200
    assert len(cached.plain) == len(cached.asked) == 0


def test_a_folder_that_cannot_be_written_means_no_cache(settings, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    settings.VAR_DIR = tmp_path / "file"
    assert not is_kept("/fr/plain/")
