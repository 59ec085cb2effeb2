"""Whatever happens to the engine: publishing goes on, the search answers and shows nothing that is not public, and index
and database agree in the end."""

import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from core.models import OutboxEntry
from core.outbox.worker import drain
from institutions.models import ItemPage
from search.engines import get_engine
from search.engines.base import EngineDown
from search.indexing.build import build_index
from search.indexing.compare import differences
from search.indexing.jobs import keep_index
from tests.engines.plugin import search_cluster, search_hosts  # noqa: F401
from tests.factories import pages
from tests.search.asking import ask, keys, titles
from tests.search.faulty import ENGINE_FAULTS, FOLDER_FAULTS, UNWRITABLE, Gate

pytestmark = pytest.mark.either

REDUCED = "Reduced search"
HIDDEN = ("Phare en projet", "Phare réservé", "Phare échu", "Phare retiré")
PATIENCE = 60  # seconds until a breaker lets somebody through again; not a measure of speed


@pytest.fixture
def agency(db):
    return pages.publish(pages.add_institution(pages.make_tree(), pages.make_institution("agency", fr="Agence")))


@pytest.fixture
def items(agency):
    """Pages by title; of the hidden ones, the last is taken down while the engine is at fault."""
    made = {"Phare en projet": pages.add_page(ItemPage, agency, "Phare en projet", kind="guide", live=False)}
    for title in ("Phare public", "Phare changé", *HIDDEN[1:]):
        made[title] = pages.publish(pages.add_page(ItemPage, agency, title, kind="guide"))
    PageViewRestriction.objects.create(page=made["Phare réservé"], restriction_type=PageViewRestriction.LOGIN)
    ItemPage.objects.filter(pk=made["Phare échu"].pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    return made


@pytest.fixture
def gate(search_hosts):  # noqa: F811
    made = Gate(search_hosts["opensearch"])
    yield made
    made.close()


@pytest.fixture
def cluster(gate, settings, tmp_path, items):
    """A real OpenSearch behind the gate, with an index of what the database holds."""
    prefix = f"faults{random.randrange(10**9)}"
    settings.SEARCH_URL = f"opensearch://{gate.host}/{prefix}?timeout=4&write_timeout=8"
    settings.VAR_DIR = str(tmp_path)
    engine = get_engine()
    drain()
    build_index(engine)
    yield engine
    gate.set("")
    for generation in engine.generations():
        engine.drop(generation)
    engine.close()


@pytest.fixture
def open_folder(settings, items):
    """A folder of the embedded engine that every user of the machine can reach, with an index."""
    with tempfile.TemporaryDirectory(prefix="portal-faults-") as made:
        Path(made).chmod(0o755)
        folder = Path(made) / "search"
        settings.SEARCH_URL = f"tantivy://{folder}"
        drain()
        build_index(get_engine())
        yield folder
        get_engine().close()


def search_page(client, hidden=HIDDEN):
    """The text of the page of results for a word that all pages have; it holds no hidden title."""
    with translation.override("en"):
        address = reverse("search:page-list")
    answer = client.get(address, {"q": "phare"})
    assert answer.status_code == 200
    text = answer.text.replace("<mark>", "").replace("</mark>", "")
    assert "Phare public" in text
    assert [title for title in hidden if title in text] == []
    return text


def change(items):
    """An editor publishes, adds and takes down, and every change is in the outbox."""
    pages.publish(items["Phare changé"], title="Phare nouveau")
    added = pages.publish(pages.add_page(ItemPage, items["Phare public"].get_parent(), "Phare ajouté", kind="guide"))
    ItemPage.objects.get(pk=items["Phare retiré"].pk).unpublish()
    wanted = {f"page:{page.pk}" for page in (items["Phare changé"], items["Phare retiré"], added)}
    assert wanted <= set(OutboxEntry.objects.filter(topic="search").values_list("key", flat=True))


def settle(engine):
    """The time of the next attempt has come; then everything is done, and both sides agree."""
    OutboxEntry.objects.update(due_at=timezone.now())
    drain()
    assert not OutboxEntry.objects.exists()
    assert list(differences(engine)) == []
    expected = {"Phare public", "Phare nouveau", "Phare ajouté"}
    until = time.monotonic() + PATIENCE
    while True:
        try:
            assert set(titles(ask("phare"))) == expected
            return
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


@pytest.mark.parametrize("fault", ENGINE_FAULTS)
def test_a_cluster_at_fault(fault, gate, cluster, items, client):
    assert REDUCED not in search_page(client, HIDDEN[:-1])
    with gate.broken(fault):
        before = gate.connections
        change(items)
        assert gate.connections == before, "publishing asks the engine nothing"
        for _ in range(5):  # the first ones ask the engine, the others are not kept waiting
            text = search_page(client)
            assert REDUCED in text
            assert "Phare nouveau" in text
        drain()
        waiting = OutboxEntry.objects.filter(topic="search")
        assert waiting.exists()
        assert not waiting.filter(failures__gt=0).exists(), "an engine that does not answer is no fault of the pages"
    settle(cluster)
    assert REDUCED not in search_page(client)


def test_a_cluster_that_lost_its_index(cluster, items, client):
    for generation in cluster.generations():
        cluster.drop(generation)
    change(items)
    drain()
    assert REDUCED in search_page(client)
    assert cluster.generations() == [], "nothing is written into an index that nobody made"
    keep_index()
    settle(cluster)
    assert REDUCED not in search_page(client)


@pytest.mark.parametrize("is_open", [True, False], ids=["files open", "files closed"])
@pytest.mark.parametrize("fault", FOLDER_FAULTS)
def test_a_folder_that_was_harmed(fault, is_open, engine, items, client, settings):
    folder = Path(settings.VAR_DIR) / "search"
    drain()
    assert REDUCED not in search_page(client, HIDDEN[:-1])
    if not is_open:
        engine.close()
    FOLDER_FAULTS[fault](folder)
    files = snapshot(folder)
    change(items)
    assert snapshot(folder) == files, "publishing writes nothing into the index"
    text = search_page(client)
    if not is_open and fault != "a byte of each segment":
        assert REDUCED in text
        assert "Phare nouveau" in text
    assert engine.current() is None, "the damage is noticed, even by a process that has the files open"
    assert not engine.health().is_up
    drain()
    search_page(client)
    keep_index()
    settle(engine)
    assert engine.generations() == [engine.current()], "what was harmed is gone"
    assert REDUCED not in search_page(client)


def snapshot(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.suffix != ".lock"}


@pytest.mark.parametrize("fault", UNWRITABLE)
def test_a_folder_that_cannot_be_written(fault, open_folder, items, client):
    engine = get_engine()
    search_page(client, HIDDEN[:-1])
    current = engine.current()
    change(items)
    with UNWRITABLE[fault](open_folder):
        drain()
        kept = list(OutboxEntry.objects.values_list("key", "failures"))
        found = keys(ask("phare"))
    assert kept
    assert {failures for _key, failures in kept} == {0}
    assert f"page:{items['Phare public'].pk}" in found, "what is there is still read"
    assert REDUCED not in search_page(client)
    assert engine.current() == current, "an interrupted writing harms nothing"
    settle(engine)
    keep_index()
    assert engine.current() == current


@pytest.mark.parametrize("fault", UNWRITABLE)
def test_a_build_that_finds_no_room_leaves_the_index_in_service(fault, open_folder):
    engine = get_engine()
    current = engine.current()
    with UNWRITABLE[fault](open_folder), pytest.raises(EngineDown):
        build_index(engine)
    assert engine.current() == current
    assert engine.generations() == [current]
    build_index(engine)
    assert list(differences(engine)) == []
