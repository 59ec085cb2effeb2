"""Recordings and infographics: only files that browsers play, always with their words, public only while the page is."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation
from wagtail.test.utils.form_data import nested_form_data, streamfield

from core.models import PortalDocument
from institutions.models import MediaPage, MediaTrack
from institutions.player import length_in_words
from tests.core.conftest import _stored_in_a_folder, make_document, make_image  # noqa: F401
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour.\n"
BODY = [("paragraph", "<p>Bonjour.</p>")]


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


def add(agency, title="Vidéo", *, kind="video", **fields):
    return pages.add_page(MediaPage, agency, title, kind=kind, **fields)


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def body(text="<p>Tout.</p>"):
    return nested_form_data({"body": streamfield([("quote", {"text": text, "source": ""})])})


def tracks(*rows):
    data = {"tracks-TOTAL_FORMS": str(len(rows))}
    for number, row in enumerate(rows):
        values = {"id": "", "kind": "captions", "language": "fr", "ORDER": str(number + 1), "DELETE": ""} | row
        data |= {f"tracks-{number}-{name}": value for name, value in values.items()}
    return data


@pytest.mark.parametrize(
    ("kind", "name", "is_played"),
    [
        ("video", "v.mp4", True),
        ("video", "v.WEBM", True),
        ("video", "v.mp3", False),
        ("video", "v.exe", False),
        ("audio", "a.mp3", True),
        ("audio", "a.opus", True),
        ("audio", "a.pdf", False),
        ("audio", "a", False),
    ],
)
def test_only_files_that_browsers_play_are_taken(admin, agency, make_document, kind, name, is_played):  # noqa: F811
    page, document = add(agency, kind=kind, live=False), make_document(name)
    answer = send_form(admin, edit(page), kind=kind, media=str(document.pk), **body(), **{"action-submit": "1"})
    errors = {} if answer.status_code == 302 else answer.context["form"].errors
    assert ("media" not in errors) == is_played
    if not is_played:
        assert name in str(answer.context["form"].errors["media"])


def test_a_sign_language_version_is_a_video(admin, agency, make_document):  # noqa: F811
    page = add(agency, live=False)
    answer = send_form(admin, edit(page), kind="video", sign_language=str(make_document("s.mp3").pk))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["sign_language"]


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("video", {"media", "body"}), ("audio", {"media", "body"}), ("infographic", {"picture", "body"})],
)
def test_a_draft_may_lack_its_file_and_words_but_is_not_sent_without(admin, agency, kind, missing):
    page = add(agency, kind=kind, live=False)
    assert send_form(admin, edit(page), kind=kind).status_code == 302
    answer = send_form(admin, edit(page), kind=kind, summary="Gardé", **{"action-submit": "1"})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == missing
    assert answer.context["form"]["summary"].value() == "Gardé"
    assert not MediaPage.objects.get(pk=page.pk).workflow_in_progress


def test_captions_are_webvtt(admin, agency, make_document):  # noqa: F811
    page, media = add(agency, live=False), make_document("v.mp4")
    wrong, right = make_document("c.srt"), make_document("c.vtt", VTT.encode())
    whole = {"kind": "video", "media": str(media.pk), "action-submit": "1"} | body()
    answer = send_form(admin, edit(page), **whole, **tracks({"file": str(wrong.pk)}))
    assert answer.status_code == 200
    assert "file" in answer.context["form"].formsets["tracks"].errors[0]
    answer = send_form(admin, edit(page), **whole, **tracks({"file": str(wrong.pk), "DELETE": "on"}))
    assert "tracks" not in str(answer.context["form"].errors)  # without captions it is warned of, not wrong
    page = add(agency, "Autre", live=False)
    assert send_form(admin, edit(page), **whole, **tracks({"file": str(right.pk)})).status_code == 302


@pytest.fixture
def main(client):
    def read(page):
        answer = client.get(page.get_url())
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser").select_one("main")

    return read


def test_the_player_starts_nothing_by_itself_and_names_its_tracks(main, agency, make_document):  # noqa: F811
    page = add(agency, '"Vidéo" <b>', media=make_document("v.mp4"), body=BODY, seconds=125)
    for number, (kind, language) in enumerate([("captions", "fr"), ("subtitles", "ar"), ("subtitles", "fr")]):
        file = make_document(f"{kind}-{language}.vtt", VTT.encode())
        MediaTrack.objects.create(page=page, kind=kind, language=language, file=file, sort_order=number)
    soup = main(page)
    (video,) = soup.select("video")
    assert video.has_attr("controls")
    assert not {"autoplay", "loop", "muted"} & set(video.attrs)
    assert video["aria-label"] == '"Vidéo" <b>'
    assert video.source["type"] == "video/mp4"
    found = video.select("track")
    assert [(track["kind"], track["srclang"], track.has_attr("default")) for track in found] == [
        ("captions", "fr", True),
        ("subtitles", "ar", False),
        ("subtitles", "fr", False),
    ]
    assert all(track["label"] and track["src"].endswith(".vtt") for track in found)
    assert soup.select_one('a[href="#transcript"]')
    assert soup.select_one("#transcript")
    assert "2 min 5 s" in soup.text.replace("\u202f", " ")


def test_sound_has_a_player_of_sound(main, agency, make_document):  # noqa: F811
    soup = main(add(agency, kind="audio", media=make_document("a.opus"), body=BODY))
    assert soup.select_one("audio[controls] source")["type"] == "audio/ogg"
    assert not soup.select("video")


def test_the_sign_language_version_is_a_second_player(main, agency, make_document):  # noqa: F811
    page = add(agency, media=make_document("v.mp4"), sign_language=make_document("s.webm"), body=BODY)
    assert [source["type"] for source in main(page).select("video source")] == ["video/mp4", "video/webm"]


def test_a_page_whose_file_was_deleted_shows_its_words(main, agency, make_document):  # noqa: F811
    document = make_document("v.mp4")
    page = add(agency, media=document, body=BODY)
    document.delete()
    soup = main(MediaPage.objects.get(pk=page.pk))
    assert not soup.select("video")
    assert "Bonjour." in soup.text


def test_an_infographic_shows_its_picture_with_its_text(main, agency, make_image):  # noqa: F811
    page = add(agency, kind="infographic", picture=make_image(), picture_text='Trois "barres"', body=BODY)
    soup = main(page)
    assert soup.select_one("figure.media img")["alt"] == 'Trois "barres"'
    with translation.override("fr"):
        assert soup.select_one("#transcript").text == translation.gettext("What it says")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    def run(action, *args, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, **fields)

    return run


def test_files_are_public_only_while_the_page_is(client, agency, make_document, committed):  # noqa: F811
    media, captions = make_document("v.mp4"), make_document("c.vtt", VTT.encode())
    page = committed(add, agency, live=False, media=media, body=BODY)
    committed(MediaTrack.objects.create, page=page, kind="captions", language="fr", file=captions)

    def answers():
        return [client.get(PortalDocument.objects.get(pk=one.pk).url).status_code for one in (media, captions)]

    committed(page.save_revision)
    assert answers() == [404, 404]
    committed(MediaPage.objects.get(pk=page.pk).save_revision().publish)
    assert answers() == [200, 200]
    committed(MediaPage.objects.get(pk=page.pk).unpublish)
    assert answers() == [404, 404]


def test_captions_come_from_the_portal_itself_where_files_are_redirected(client, make_document, settings):  # noqa: F811
    """A browser reads captions of another origin only with rights that a store does not give."""
    document = make_document("c.vtt", VTT.encode(), is_public=True)
    settings.FILE_DELIVERY = "redirect"
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.getvalue().decode() == VTT


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0, ""), (1, "1 second"), (59, "59 seconds"), (125, "2 min 5 s"), (3600, "60 min 0 s")],
)
def test_the_length_in_words(seconds, words):
    with translation.override("en"):
        assert length_in_words(seconds) == words
