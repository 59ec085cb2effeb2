"""Names are in the order of their language's dictionaries, whatever the database."""

import random
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from core.collation import collation_key, first_letter

ORDERED = {
    "fr": ["abus", "Académie", "âge", "École", "égalité", "Élection", "Ministère", "Œuvre", "Office", "zèle"],
    "en": ["Audit", "auditor", "Élan", "élite", "eye", "Zoo"],
    "ar": ["الأمن", "البرلمان", "تقرير", "الجمارك", "الحكومة", "مجلس", "النيابة", "وزارة"],
    "zgh": ["ⴰⵙⵉⵏⴰⴳ", "ⵜⴰⵎⴰⵡⴰⵙⵜ", "ⵣⵣⵔⴼ"],
}


@pytest.mark.parametrize("language", ORDERED)
def test_names_are_in_dictionary_order(language):
    names = ORDERED[language]
    for seed in range(20):
        mixed = random.Random(seed).sample(names, len(names))
        assert sorted(mixed, key=lambda name: collation_key(name, language)) == names


def test_hamza_is_filed_with_the_letter_that_carries_it():
    words = ["أمن", "بنك", "إدارة", "اتحاد", "آلية"]
    assert sorted(words, key=lambda word: collation_key(word, "ar")) == ["اتحاد", "إدارة", "آلية", "أمن", "بنك"]


def test_the_last_letters_of_arabic_words_have_their_place():
    words = ["جماعة", "جماعتنا", "جماعج", "جماعه", "جماعي"]
    mixed = [words[number] for number in (3, 0, 4, 2, 1)]
    assert sorted(mixed, key=lambda word: collation_key(word, "ar")) == words


def test_accents_decide_only_between_equals():
    words = ["cote", "coté", "côte", "côté", "cotez"]
    mixed = [words[number] for number in (3, 0, 4, 2, 1)]
    assert sorted(mixed, key=lambda word: collation_key(word, "fr")) == words


def test_spelling_of_the_same_name_makes_no_difference():
    assert collation_key("E\u0301cole", "fr") == collation_key("École", "fr")
    assert collation_key("رِشْوَة", "ar")[0] == collation_key("رشوة", "ar")[0] == collation_key("رشـــوة", "ar")[0]


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ("École", "fr", "E"),
        ("l’audit", "fr", "A"),
        ("L'Instance", "fr", "I"),
        ("Œuvre", "fr", "O"),
        ("  « Bureau »", "fr", "B"),
        ("4 yeux", "fr", "#"),
        ("", "fr", "#"),
        ("!", "fr", "#"),
        ("النيابة", "ar", "ن"),
        ("الله", "ar", "ل"),
        ("أمن", "ar", "ا"),
        ("إدارة", "ar", "ا"),
        ("الأمن", "ar", "ا"),
        ("ال", "ar", "ا"),
        ("النيابة", "fr", "ا"),
        ("ⵜⴰⵎⴰⵡⴰⵙⵜ", "zgh", "ⵜ"),
    ],
)
def test_the_letter_of_the_index(name, language, letter):
    assert first_letter(name, language) == letter


def test_letters_of_an_index_come_in_one_run_each():
    """A name between two others of its letter is never under another letter."""
    for language in ("fr", "ar", "en"):
        found = [
            first_letter(name, language) for name in sorted(names(language), key=lambda n: collation_key(n, language))
        ]
        runs = [letter for number, letter in enumerate(found) if number == 0 or found[number - 1] != letter]
        assert len(runs) == len(set(runs))


def names(language):
    """The names of the demonstration's institutions in the language."""
    files = sorted(Path(settings.BASE_DIR, "demo", "institutions").glob(f"*.{language}.md"))
    return [re.search(r"^title: *(.+)$", file.read_text(), re.MULTILINE)[1].strip("'\"") for file in files]


ALPHABETS = {
    "fr": "abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôœùûüÿ",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ar": "ابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",  # no letter with hamza or madda: see core.collation
}


def random_words(language, seed):
    """Words of which no two have the same letters, so that accents and case, which ICU weighs by tables, do not decide."""
    chance, words = random.Random(seed), {}
    for _number in range(1500):
        word = "".join(chance.choices(ALPHABETS[language], k=chance.randint(1, 7)))
        word = word.title() if chance.random() < 0.2 else word
        if language != "ar" or not word.startswith("ال"):
            words.setdefault(collation_key(word, language)[0], word)
    return list(words.values())


def by_icu(words, language):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT w FROM unnest(%s::text[]) AS w ORDER BY w COLLATE "{language}-x-icu"', [words])
        return [word for (word,) in cursor]


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("language", ALPHABETS)
def test_random_words_are_in_the_order_of_icu(language):
    words = random_words(language, 1) + random_words(language, 2)
    words = list({collation_key(word, language)[0]: word for word in words}.values())
    assert sorted(words, key=lambda word: collation_key(word, language)) == by_icu(words, language)


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("language", ALPHABETS)
def test_institutions_are_in_the_order_of_icu(language):
    found = names(language)
    assert len(found) >= 15
    article = re.compile({"ar": "^ال", "fr": "^[LlDd]['’]"}.get(language, "^$"))
    bare = {article.sub("", name): name for name in found}
    expected = [bare[name] for name in by_icu(list(bare), language)]
    assert sorted(found, key=lambda name: collation_key(name, language)) == expected
