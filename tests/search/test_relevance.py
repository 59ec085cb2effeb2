"""The quality of the search on judged queries does not fall below its floors."""

from pathlib import Path

import pytest
from django.conf import settings

from search.engines.scratch import scratch_engine
from search.quality import NotJudged, load_set, ndcg, recall, reciprocal_rank
from search.relevance import measure

pytestmark = pytest.mark.either

SHARED = Path(settings.BASE_DIR).parent / "shared" / "data" / "relevance"
FLOORS = {"arcd-train-ar": 0.84, "piaf-even-fr": 0.79, "xquad-ar": 0.93, "xquad-en": 0.965}


@pytest.mark.shared
@pytest.mark.parametrize("name", FLOORS)
def test_ndcg_at_ten_is_above_its_floor(name, db):
    with scratch_engine("tantivy") as engine:
        measured = measure(load_set(SHARED / name), engine, "relevance")
    assert measured.ndcg_at_10 >= FLOORS[name]
    assert measured.recall_at_100 >= 0.9


@pytest.mark.shared
def test_a_cluster_ranks_as_well_as_the_embedded_engine(search_hosts, db):
    judged = load_set(SHARED / "arcd-train-ar")
    with scratch_engine("tantivy") as embedded:
        own = measure(judged, embedded, "relevance")
    for kind, host in search_hosts.items():
        with scratch_engine(f"{kind}://{host}?timeout=20&write_timeout=60") as cluster:
            measured = measure(judged, cluster, "relevance")
        assert measured.ndcg_at_10 == pytest.approx(own.ndcg_at_10, abs=0.01)
        assert measured.recall_at_100 == pytest.approx(own.recall_at_100, abs=0.01)


def test_ndcg_weighs_gains_by_rank():
    assert ndcg(["a", "b"], {"a": 1}) == 1
    assert ndcg(["b", "a"], {"a": 1}) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg(["b"], {"a": 1}) == 0
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx((1 + 2 * 0.63093) / (2 + 0.63093), abs=1e-4)
    assert ndcg([*"bcdefghijk", "a"], {"a": 1}) == 0, "beyond the tenth rank nothing counts"


def test_recall_and_reciprocal_rank():
    assert recall(["a", "x"], {"a": 1, "b": 1}) == 0.5
    assert reciprocal_rank(["x", "a"], {"a": 1}) == 0.5
    assert reciprocal_rank([], {"a": 1}) == 0


def test_a_folder_that_is_no_judged_set_is_named(tmp_path):
    with pytest.raises(NotJudged, match=r"lacks corpus.jsonl, queries.jsonl, qrels.tsv"):
        load_set(tmp_path)


def test_a_set_in_the_layout_of_beir_is_read(tmp_path):
    folder = tmp_path / "small-fr"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text('{"_id": "d1", "title": "Titre", "text": "Texte"}\n')
    (folder / "queries.jsonl").write_text('{"_id": "q1", "text": "texte"}\n{"_id": "q2", "text": "sans jugement"}\n')
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    judged = load_set(folder)
    assert (judged.language, judged.passages) == ("fr", [("d1", "Titre", "Texte")])
    assert judged.queries == {"q1": "texte"}
    assert judged.judgements == {"q1": {"d1": 1}}


def test_the_command_prints_rows_and_json(tmp_path, capsys, db):
    import json

    from django.core.management import CommandError, call_command

    test_a_set_in_the_layout_of_beir_is_read(tmp_path)
    folder = tmp_path / "small-fr"
    capsys.readouterr()
    call_command("bench_relevance", folder, "--engine", "tantivy", "--json")
    (row,) = json.loads(capsys.readouterr().out)
    assert row == {
        "set": "small-fr",
        "engine": "tantivy",
        "passages": 1,
        "queries": 1,
        "ndcg@10": 1.0,
        "recall@100": 1.0,
        "mrr@10": 1.0,
    }
    call_command("bench_relevance", folder, "--engine", "tantivy")
    assert "small-fr" in capsys.readouterr().out
    with pytest.raises(CommandError, match="lacks"):
        call_command("bench_relevance", tmp_path)
