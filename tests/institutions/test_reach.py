"""Numbers and addresses as links need them."""

import pytest

from institutions.reach import dialled, site_of


@pytest.mark.parametrize(
    ("written", "target"),
    [("05 37 71 88 88", "0537718888"), ("+212 (0) 5-37", "+2120537"), ("٠٥ ٣٧", "0537"), ("", ""), ("x²", "")],
)
def test_a_number_is_dialled_in_latin_digits(written, target):
    assert dialled(written) == target


@pytest.mark.parametrize(
    ("url", "site"), [("https://www.chikaya.ma/a?b", "chikaya.ma"), ("http://a.example", "a.example"), ("", "")]
)
def test_a_site_is_named_without_what_readers_do_not_need(url, site):
    assert site_of(url) == site
