"""Numbers and codes are found however they are punctuated, and by their parts."""

import pytest

from core.analysis import analyse, terms, words


@pytest.mark.parametrize("written", ["31-13", "31.13", "31/13", "٣١-١٣", "31‑13", "31–13", "31٫13"])
def test_a_code_is_one_term_whatever_its_punctuation_and_its_numbers_are_terms_too(written):
    assert terms(f"loi n°{written}, art. 5", "fr")[2:5] == ["31-13", "31", "13"]
    assert terms(f"القانون رقم {written}.", "ar")[2:] == ["31-13", "31", "13"]


@pytest.mark.parametrize("written", ["20000", "20 000", "20\u00a0000", "20\u202f000", "20,000", "٢٠٬٠٠٠"])
def test_thousands_are_one_number(written):
    assert words(f"({written} DH)", "fr") == ["20000", "dh"]


def test_years_are_not_joined_with_the_number_that_follows():
    assert words("en 2003 100 articles", "fr") == ["en", "2003", "100", "articles"]


def test_leading_zeros_do_not_count():
    assert terms("05/2016 05-20 2-00 007", "fr") == ["5-2016", "5", "2016", "5-20", "5", "20", "2-0", "2", "0", "7"]
    assert words("05", "fr") == ["05"]


def test_longer_codes_and_codes_with_letters():
    assert terms("2.15.332", "fr") == ["2-15-332", "2", "15", "332"]
    assert terms("332bis L131-3 B2B", "fr") == ["332bis", "l131", "3", "b2b"]


def test_each_number_of_a_code_has_its_own_place():
    text = "loi 31-13"
    assert [text[token.start : token.end] for token in analyse(text, "fr")] == ["loi", "31-13", "31", "13"]


def test_terms_are_never_too_long_for_an_engine():
    assert [len(term) for term in terms("x" * 100_000 + " " + "9" * 5000, "fr")] == [100, 100]
