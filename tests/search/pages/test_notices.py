"""What the page says about how it searched, and the way to have it otherwise."""

import pytest

from tests.search.pages.reading import pairs, query_of, titles, total

pytestmark = pytest.mark.django_db


def notices(page):
    return page.select("#notices .notice")


def test_another_spelling_is_offered_with_its_results(read):
    page = read("q=lanterme&kind=report")
    offer = page.select_one(".instead a")
    assert offer.get_text() == "lanterne"
    assert pairs(offer["href"]) == [("q", "lanterne"), ("kind", "report")]
    assert titles(read(query_of(offer["href"]))) == ["Lanterne du môle"]


def test_no_spelling_is_offered_for_a_protected_word(read):
    from search.models import ProtectedWord

    ProtectedWord.objects.create(language="fr", word="lanterme")
    assert not read("q=lanterme").select(".instead")


def test_a_query_that_is_written_rightly_has_no_other_spelling(read):
    assert not read("q=phare").select(".instead")


def test_results_with_some_of_the_words_are_announced_and_can_be_left_out(read):
    page = read("q=phare+chandelle")
    (notice,) = notices(page)
    assert total(page) > 1
    assert not notice.select("a"), "nothing has all the words: there is nothing to choose"
    page = read("q=gardien+phare+balises+môle")
    assert notices(page)


def test_only_results_with_all_words_on_request_and_back(read):
    page = read("q=lanterne+phare")
    (notice,) = notices(page)
    strict = read(query_of(notice.a["href"]))
    assert ("exactly", "1") in pairs(notice.a["href"])
    assert titles(strict) == ["Lanterne du môle"]
    (notice,) = notices(strict)
    assert titles(read(query_of(notice.a["href"]))) == titles(page)


def test_words_in_another_language_are_announced(read):
    page = read("q=فانوس")
    (notice,) = notices(page)
    assert pairs(notice.a["href"]) == [("q", "فانوس"), ("language", "fr")]
    assert not notices(read("q=فانوس", "ar"))


def test_one_language_can_be_chosen_and_left_again(read):
    page = read("q=phare&language=fr")
    back = page.select_one("p.search-said a")
    assert pairs(back["href"]) == [("q", "phare")]
    everything = read("q=phare")
    assert not everything.select("p.search-said"), "all of it is in the reader's language"


@pytest.mark.parametrize("day", ["2020-13-01", "2020-02-30", "hier", "20200101x", "٢٠٢٠-٠١-٠١x", "9" * 500])
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_date_that_is_none_is_named_and_left_out(read, name, day):
    page = read(f"q=phare&{name}={day}")
    (notice,) = notices(page)
    assert "notice-warn" in notice["class"]
    assert day[:40] in notice.get_text()
    assert total(page) > 20
    field = page.select_one(f"#date-{name}")
    assert field["aria-invalid"] == "true"
    assert page.select_one(f"#{field['aria-describedby']}")


def test_days_in_the_wrong_order_are_named(read):
    page = read("q=phare&from=2010-01-01&to=2005-01-01")
    assert total(page) == 0
    assert len(notices(page)) == 1


def test_an_unknown_order_is_named_and_left_out(read):
    page = read("q=phare&sort=loudest")
    assert len(notices(page)) == 1
    assert titles(page) == titles(read("q=phare"))


def test_unknown_parameters_are_no_matter(read):
    assert not notices(read("q=phare&utm_source=x"))
