"""What the page cache keeps its entries in: a bounded pool, and a generation that only moves on."""

from core.cache.entry import Entry
from core.cache.generation import FileGeneration
from core.cache.memory import Pool


def test_pool_drops_what_was_used_longest_ago():
    entries = {name: Entry(200, {}, b"x" * 1000, b"", 0.0, None) for name in "abc"}
    pool = Pool(2 * entries["a"].size + 100)
    pool.put(("a",), entries["a"])
    pool.put(("b",), entries["b"])
    pool.get(("a",))
    pool.put(("c",), entries["c"])
    assert pool.get(("b",)) is None
    assert pool.get(("a",)) is entries["a"]
    assert pool.size <= pool.limit
    pool.put(("a",), Entry(200, {}, b"x" * 10_000, b"", 0.0, None))
    assert pool.get(("a",)) is None
    pool.drop(("c",))
    assert pool.size == 0


def test_generation_never_comes_back_when_its_file_starts_again(tmp_path, monkeypatch):
    monkeypatch.setattr("core.cache.generation.LARGEST", 20)
    generation = FileGeneration(tmp_path / "g")
    seen = set()
    for _ in range(200):
        seen.add(generation.current())
        generation.bump()
    assert len(seen) == 200
