"""French and English: apostrophes, accents and forms of a word."""

import pytest

from core.analysis import terms, words


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("l’article", "article"),
        ("L'Article d’une", "article une"),
        ("qu’il jusqu'à lorsqu’elle", "il a elle"),
        ("aujourd'hui jusqu’aujourd’hui", "aujourdhui aujourdhui"),
        ("prud’hommes", "prudhommes"),
        ("presqu'île", "ile"),
        ("quelqu'un", "un"),
        ("l\u2019\u0153uvre", "oeuvre"),
        ("McDonald's", "mcdonald"),
        ("vice-présidente a-t-il", "vice presidente a t il"),
        ("e\u0301tat État ÉTAT", "etat etat etat"),
        ("O.N.U. l'O.N.U. ONU S.A.R.L.", "onu onu onu sarl"),
        ("m² n° nº № Nº", "m 2 no no no no"),
        ("1er 1ᵉʳ", "1er 1er"),
        ("a_b", "a b"),
    ],
)
def test_french_words(written, found):
    assert words(written, "fr") == found.split()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("the people's", "the people"),
        ("don’t can't we're I'm they'll", "dont cant we i they"),
        ("O'Brien", "obrien"),
        ("d'État", "etat"),
        ("U.S. i.e.", "us ie"),
        ("ﬁnance", "finance"),
        ("straße STRASSE", "strasse strasse"),
        ("İstanbul Ærø", "istanbul aero"),
    ],
)
def test_english_words(written, found):
    assert words(written, "en") == found.split()


@pytest.mark.parametrize(
    "forms",
    [
        "marché marchés Marches",
        "national nationale nationaux nationales",
        "présidé présidée presidees",
        "travail travaux",
        "public publique publics publiques",
        "nouveau nouvelle nouveaux nouvelles",
        "corruption corruptions",
        "région regions RÉGIONS",
        "intégrité integrite",
    ],
)
def test_forms_of_a_french_word_have_one_stem_with_and_without_accents(forms):
    assert len(set(terms(forms, "fr"))) == 1


@pytest.mark.parametrize(
    "forms", ["law laws law's", "woman women", "report reports reported reporting", "policy policies", "paid pay pays"]
)
def test_forms_of_an_english_word_have_one_stem(forms):
    assert len(set(terms(forms, "en"))) == 1


def test_words_of_another_script_follow_the_rules_of_their_script():
    assert terms("القوانين", "fr") == terms("قانون", "ar")
    assert terms("l’administration", "ar") == terms("administrations", "fr")
    assert terms("ⵜⴰⵎⴰⵣⵉⵖⵜ", "en") == terms("tamaziɣt", "zgh")


def test_words_of_a_language_without_rules_are_only_folded():
    assert terms("L'Été de la Niña, القوانين हिन्दी", "es") == ["l", "ete", "de", "la", "nina", "القوانين", "हिन्दी"]
