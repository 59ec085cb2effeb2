"""The page cache and people: nothing made for one reaches another, in whatever order they come."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core.cache import stores

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cached")]


def read(client, address, **headers):
    return client.get(address, headers=headers)


def test_signed_in_people_get_and_leave_nothing():
    user = get_user_model().objects.create_user(email="a@example.org", password="a long password")
    client = Client()
    client.force_login(user)
    theirs = client.get("/fr/plain/").content
    mine = Client().get("/fr/plain/").content
    assert theirs != mine
    assert client.get("/fr/plain/").content not in {theirs, mine}
    assert Client().get("/fr/plain/").content == mine


def test_requests_with_credentials_get_and_leave_nothing():
    theirs = read(Client(), "/fr/plain/", authorization="Basic eDp5").content
    assert Client().get("/fr/plain/").content != theirs
    assert read(Client(), "/fr/plain/", authorization="Basic eDp5").content not in {theirs}


def test_a_reader_with_a_message_waiting_sees_it():
    client = Client()
    Client().get("/fr/plain/")
    client.get("/fr/message/")
    assert "only for you" in client.get("/fr/show-messages/").content.decode()


def test_what_is_personal_is_not_compressed():
    assert "Content-Encoding" not in read(Client(), "/fr/csrf/", **{"accept-encoding": "gzip"}).headers


COOKIES = st.sampled_from(["", "csrftoken=abc", "sessionid=abc", "messages=abc", "other=1"])
ADDRESSES = st.sampled_from(
    ["/fr/plain/", "/fr/who/", "/fr/csrf/", "/fr/session-read/", "/fr/session-written/", "/fr/cookie/", "/fr/preview/"]
)


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits=st.lists(st.tuples(ADDRESSES, COOKIES, st.booleans()), max_size=12))
def test_no_answer_made_for_a_person_reaches_another(visits):
    """Whatever the order of visits: an answer is given twice only when it was made for nobody in particular."""
    stores.current_store().forget_all()
    user, _ = get_user_model().objects.get_or_create(email="b@example.org")
    signed_in, seen = Client(), {}
    signed_in.force_login(user)
    for address, cookie, is_signed_in in visits:
        client = signed_in if is_signed_in else Client()
        answer = client.get(address, headers={} if is_signed_in else {"cookie": cookie})
        if "made" not in answer.content.decode():
            continue
        personal = is_signed_in or cookie.startswith(("sessionid", "messages"))
        assert seen.get(answer.content, personal) == personal, "an answer crossed from one kind of reader"
        assert not (personal and answer.content in seen)
        seen[answer.content] = personal
        assert address == "/fr/plain/" or list(seen).count(answer.content) == 1
