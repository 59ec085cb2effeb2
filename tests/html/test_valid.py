"""Every public page is valid HTML, warnings included."""

import re
from pathlib import Path

import pytest

from tests.html import checker
from tests.journeys.http import fetch
from tests.journeys.places import cases
from tests.journeys.test_every_place import address_of

BROKEN = '<!doctype html><html lang="fr"><head><title>x</title></head><body><p foo="1">x<div>y</div></p></body></html>'


@pytest.fixture(scope="module")
def jar(request):
    try:
        checker.require_programs()
        return checker.jar(Path(request.config.cache.mkdir("html-checker")))
    except checker.CheckerMissing as missing:
        pytest.skip(str(missing))


def test_every_page_and_download_is_valid_html(portal, jar, tmp_path):
    files = []
    for place, language in cases():
        answer = fetch(portal, address_of(portal, place, language))
        if not answer.headers["content-type"].startswith("text/html") or not answer.body:
            continue
        name = re.sub(r"[^\w.-]+", "-", place.name)
        file = tmp_path / f"{name}-{language}.html"
        file.write_bytes(answer.body)
        files.append(file)
    assert len(files) > 40
    assert any("download" in file.name for file in files)
    assert checker.problems(jar, files) == []


def test_a_fragment_swapped_in_place_is_valid_html(portal, jar, tmp_path):
    theme = portal.catalogue["page:ThemePage"]["fr"]
    answer = fetch(portal, f"{theme}?kind=guide", **{"HX-Request": "true", "HX-Target": "listing"})
    assert "<html" not in answer.text
    file = tmp_path / "fragment.html"
    start = '<!doctype html><html lang="fr"><head><title>x</title></head><body><h1>x</h1>'
    file.write_text(f"{start}{answer.text}</body></html>")
    assert checker.problems(jar, [file]) == []


def test_what_the_checker_needs_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(checker.CheckerMissing) as missing:
        checker.require_programs()
    assert "Java is missing" in str(missing.value)
    assert "apt-get install default-jre-headless" in str(missing.value)
    assert "apt-get install npm" in str(missing.value)


def test_the_checker_finds_what_is_wrong(jar, tmp_path):
    file = tmp_path / "broken.html"
    file.write_text(BROKEN)
    assert len(checker.problems(jar, [file])) >= 2
