"""Blocks of governance: committees, commitments, meetings with decisions, as readers see them."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from core.blocks.body import BodyBlock
from core.importing.markdown import read_markdown_file
from home.demo.governance import governance_blocks
from home.models import StandardPage
from tests.core.conftest import _stored_in_a_folder, make_document  # noqa: F401
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

BAD = '<script>alert("1")</script> & <b>'
FILE = """---
title: Gouvernance
committees:
  - name: Comité
    role: |
      - Conduit
      - Décide
    members:
      - seat: Présidence
        institution: Instance
      - seat: Société civile
commitments:
  - title: Charte
    signed_by: Ministère
    signed_on: 2026-07-02
    text: Publier chaque mois.
meetings:
  - date: 2026-07-03
    body: Comité
    place: Rabat
    present: Douze sièges
    summary: Premier point.
    decisions:
      - number: 1
        text: Ouvrir les données.
        owner: Instance
        due: 2026-12-31
        state: done
      - text: Se revoir.
---

Texte.
"""


@pytest.fixture
def blocks(tmp_path: Path):
    file = tmp_path / "governance.fr.md"
    file.write_text(FILE)
    return governance_blocks(read_markdown_file(file))


def test_a_file_becomes_blocks_with_their_headings(blocks):
    assert [block["type"] for block in blocks] == [
        "heading",
        "committee",
        "heading",
        "commitment",
        "heading",
        "meeting",
    ]
    value = BodyBlock().clean(BodyBlock().to_python(blocks))
    assert [block.block_type for block in value] == [block["type"] for block in blocks]


def test_loading_twice_gives_the_same_blocks(blocks, tmp_path):
    assert governance_blocks(read_markdown_file(tmp_path / "governance.fr.md")) == blocks


def test_a_file_without_such_keys_has_none(tmp_path):
    file = tmp_path / "plain.fr.md"
    file.write_text("---\ntitle: x\n---\n\nTexte.\n")
    assert governance_blocks(read_markdown_file(file)) == []


@pytest.fixture
def main(client, portal):  # noqa: F811
    def read(blocks):
        page = pages.add_page(StandardPage, portal.homes["fr"], "Gouvernance", body=BodyBlock().to_python(blocks))
        answer = client.get(page.get_url())
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser").select_one("main")

    return read


@pytest.mark.django_db
def test_readers_see_who_steers_what_was_signed_and_what_was_decided(main, blocks):
    committee, commitment, meeting = main(blocks).select("section.register")
    assert committee.h3.text == "Comité"
    assert [entry.text for entry in committee.select("ul:not(.seats) li")] == ["Conduit", "Décide"]
    assert [seat.b.text for seat in committee.select(".seats li")] == ["Présidence", "Société civile"]
    assert "2 juillet 2026" in commitment.text
    assert "Publier chaque mois." in commitment.text
    assert meeting.time["datetime"] == "2026-07-03"
    first, second = meeting.select(".decisions > li")
    with translation.override("fr"):
        done, is_open = (translation.pgettext("state of a decision", word) for word in ("Done", "Open"))
    assert done in first.text
    assert "31 décembre 2026" in first.text
    assert is_open in second.text


def with_bad_text(value):
    """The same blocks with markup in every text."""
    if isinstance(value, dict):
        kept = ("type", "id", "level", "date", "due", "signed_on", "state")
        return {name: one if name in kept else with_bad_text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [with_bad_text(one) for one in value]
    return f"{value} {BAD}" if isinstance(value, str) and value else value


@pytest.mark.django_db
def test_every_text_is_escaped(main, blocks):
    soup = main(with_bad_text(blocks))
    assert not soup.select("script")
    assert not [bold for bold in soup.select("b") if bold.parent.name not in ("li", "p")]
    assert soup.text.count(BAD) >= 14


@pytest.mark.django_db
def test_minutes_and_signed_documents_can_be_read(main, blocks, make_document):  # noqa: F811
    minutes, signed = make_document("pv.pdf"), make_document("charte.pdf")
    blocks[5]["value"]["minutes"] = minutes.pk
    blocks[3]["value"]["document"] = signed.pk
    links = [link["href"] for link in main(blocks).select("section.register a.link")]
    assert links == [signed.url, minutes.url]


@pytest.mark.django_db
def test_only_what_is_known_is_shown(main):
    bare = [
        {"type": "committee", "value": {"name": "Comité", "role": "", "members": []}},
        {"type": "commitment", "value": {"title": "Charte", "signed_by": "X", "signed_on": None, "text": "T"}},
        {"type": "meeting", "value": {"date": "2026-07-03", "body": "Comité", "decisions": []}},
    ]
    committee, commitment, meeting = main(bare).select("section.register")
    assert not committee.select("ul, p")
    assert len(commitment.select("dl div")) == 1
    assert not meeting.select("ol, h4, dl div, a")
