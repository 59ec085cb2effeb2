"""What each check finds, in the languages of the admin, and what it lets pass."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import PortalImage
from institutions.content_checks import Finding, Level, findings_of, register_check
from institutions.content_checks.personal import is_iban
from institutions.content_checks.reading import sentences
from institutions.content_checks.registry import _checks
from institutions.models import MediaPage, ProgrammePage
from tests.factories import pages
from tests.institutions.content_checks.conftest import codes, heading, page, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00"
    b"\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def image(**fields):
    file = SimpleUploadedFile("a.gif", PIXEL, "image/gif")
    return PortalImage.objects.create(title="Desk", file=file, width=1, height=1, **fields)


def picture(one, alt=""):
    return ("picture", {"image": one.pk, "alt": alt, "caption": ""})


def test_a_page_without_faults_has_no_findings(place):
    made = page(place, heading("Première"), text("<p>Une phrase courte.</p>"), heading("Partie", "3"))
    assert codes(made) == []


@pytest.mark.parametrize(
    ("texts", "alt", "found"),
    [
        ({}, "", ["picture-without-text"]),
        ({"en": "A desk"}, "", ["picture-without-text"]),
        ({"fr": "Un bureau"}, "", []),
        ({}, "Un bureau", []),
        ({}, "   ", ["picture-without-text"]),
    ],
)
def test_pictures_say_something_in_the_language_of_the_page(place, texts, alt, found):
    assert codes(page(place, picture(image(alt_texts=texts), alt))) == found


def test_decoration_needs_no_words(place):
    assert codes(page(place, picture(image(is_decorative=True)))) == []


def test_infographics_and_videos_have_their_words(place):
    made = MediaPage(title="Chiffres", kind="infographic", locale=place.locale, picture=image())
    assert "picture-without-text" in codes(made)
    made.picture_text = "Trois plaintes sur dix."
    assert "picture-without-text" not in codes(made)
    assert "video-without-captions" in codes(MediaPage(title="Film", kind="video", locale=place.locale))


def test_a_part_needs_its_section(place):
    assert codes(page(place, heading("Partie", "3"), heading("Section"))) == ["heading-order"]
    assert codes(page(place, heading("Section"), heading("Partie", "3"))) == []


def test_headings_differ_and_long_texts_have_some(place):
    assert codes(page(place, heading("Suite"), heading("Suite"))) == ["heading-twice"]
    long_text = "".join("<p>Une phrase de cinq mots.</p>" for _ in range(100))
    assert codes(page(place, text(long_text))) == ["text-without-headings"]


@pytest.mark.parametrize(
    "words", ["click here", "Cliquez ici !", "ici", "اضغط هنا", "هنا", "إقرأ المزيد", "Read more…"]
)
def test_links_name_their_target(place, words):
    made = page(place, text(f'<p>Pour la demande, <a href="/x/">{words}</a>.</p>'))
    assert codes(made) == ["link-says-nothing"]
    assert findings_of(made)[0].level == Level.ERROR


@pytest.mark.parametrize("words", ["https://example.org/a/b", "www.example.org", "example.org/form"])
def test_addresses_are_no_words(place, words):
    assert codes(page(place, text(f'<p><a href="https://example.org/">{words}</a></p>'))) == ["link-is-address"]


def test_links_without_words_and_good_links(place):
    assert codes(page(place, text('<p>A <a href="/x/"> </a> b</p>'))) == ["link-without-words"]
    assert codes(page(place, text('<p><a href="/x/">Le formulaire de demande</a></p>'))) == []


@pytest.mark.parametrize(("language", "most"), [("fr", 35), ("ar", 30), ("en", 30)])
def test_long_sentences_are_measured_in_the_language_of_the_page(portal, language, most):
    home = portal.homes[language]
    word = "كلمة" if language == "ar" else "mot"
    fits, too_long = " ".join([word] * most), " ".join([word] * (most + 1))
    end = "؟" if language == "ar" else "."
    made = page(home, text(f"<p>{fits}{end} {fits}{end}</p><p>{too_long}{end}</p>"))
    assert codes(made) == ["sentence-too-long"]
    assert str(most) in findings_of(made)[0].sentence


def test_abbreviations_and_numbers_end_no_sentence():
    assert sentences("Voir l'art. 3 de la loi. Il dit tout.") == ["Voir l'art. 3 de la loi.", "Il dit tout."]
    assert sentences("Première ligne\nSeconde ligne") == ["Première ligne", "Seconde ligne"]
    assert sentences("هل هذا سؤال؟ نعم.") == ["هل هذا سؤال؟", "نعم."]


def test_summaries_are_short(place):
    assert "summary-too-long" in codes(page(place, summary=" ".join(["mot."] * 70)))


def test_kinds_that_need_them_ask_for_source_and_date(place):
    made = page(place)
    made.kind = "report"
    assert codes(made) == ["source-missing", "date-missing"]
    made.dated_on = date(2026, 1, 1)
    made.sources = '[{"type": "source", "value": {"title": "Loi 31-13"}}]'
    assert codes(made) == []
    assert all(finding.level == Level.WARNING for finding in findings_of(made))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Écrire à karim.b@gmail.example pour cela.", "personal-email"),
        ("Appeler le +212 6 61 23 45 67 le matin.", "personal-phone"),
        ("Appeler le 06 61 23 45 67 le matin.", "personal-phone"),
        ("Appeler le ٠٦٦١٢٣٤٥٦٧ le matin.", "personal-phone"),
        ("Porteur de la carte BE 123456 ce jour.", "personal-national-id"),
        ("Compte GB82 WEST 1234 5698 7654 32 ouvert.", "personal-iban"),
    ],
)
def test_data_of_persons_are_warned_of(place, settings, words, code):
    settings.PERSONAL_DATA_COUNTRIES = ("ma",)
    made = page(place, text(f"<p>{words}</p>"))
    (finding,) = findings_of(made)
    assert (finding.code, finding.level) == (code, Level.WARNING)


@pytest.mark.parametrize(
    "words", ["La loi 31-13 du 22 février 2018.", "Article 154, 1 000 000 dirhams.", "Le GB82 TEST."]
)
def test_laws_dates_and_sums_are_no_data_of_persons(place, settings, words):
    settings.PERSONAL_DATA_COUNTRIES = ("ma",)
    assert codes(page(place, text(f"<p>{words}</p>"))) == []


def test_patterns_of_a_country_are_not_looked_for_elsewhere(place, settings):
    settings.PERSONAL_DATA_COUNTRIES = ()
    assert codes(page(place, text("<p>Appeler le 06 61 23 45 67.</p>"))) == []


def test_check_digits_of_a_bank_account():
    assert is_iban("GB82 WEST 1234 5698 7654 32")
    assert not is_iban("GB83 WEST 1234 5698 7654 32")


def test_fields_for_contact_are_for_contact(place):
    made = ProgrammePage(title="P", kind="good_practice", locale=place.locale, contact="service@agency.example")
    assert "personal-email" not in codes(made)
    made.results = "Voir karim@agency.example"
    assert "personal-email" in codes(made)


def test_required_languages_have_a_page(place, settings):
    settings.REQUIRED_LANGUAGES = ("fr", "ar", "xx")
    item = pages.add_item(place, "Guide", live=False)
    assert [finding.excerpt for finding in findings_of(item)] == ["ar"]
    pages.translate(item, "ar", live=False)
    assert findings_of(item) == []


def test_apps_above_register_checks_and_a_name_has_one(place):
    def check(made):
        yield Finding(Level.ERROR, "own", "No.", "title", made.title)

    register_check("own", check)
    try:
        assert codes(page(place)) == ["own"]
        with pytest.raises(ValueError, match="twice"):
            register_check("own", lambda made: iter(()))
    finally:
        del _checks["own"]


def test_a_fingerprint_follows_the_words_not_the_language_of_the_reader(place):
    from django.utils import translation

    made = page(place, text('<p><a href="/x/">ici</a></p>'))
    with translation.override("en"):
        one = findings_of(made)[0]
    with translation.override("ar"):
        other = findings_of(made)[0]
    assert one.fingerprint == other.fingerprint
    assert findings_of(page(place, text('<p><a href="/x/">lien</a></p>')))[0].fingerprint != one.fingerprint
