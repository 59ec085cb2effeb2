"""What readers see changes: the page cache forgets at commit, and only then."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from core.cache import remember, stores
from core.commits import once_at_commit
from tests.factories.pages import add_standard, make_institution, make_topic, make_tree, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def cached(settings, tmp_path):
    settings.CACHE_URL = "memory://"
    settings.VAR_DIR = tmp_path
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    return stores.current_store()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something as if in a transaction of its own, with what follows its commit."""

    def run(action):
        connection.run_on_commit.clear()  # what the test prepared is noted there, and would be the same change
        with django_capture_on_commit_callbacks(execute=True):
            action()

    return run


@pytest.fixture
def forgets(cached, committed):
    """Whether an action makes the cache forget, once committed."""

    def run(action):
        before = cached.generation()
        committed(action)
        return cached.generation() != before

    return run


@pytest.fixture
def tree():
    return make_tree(indexes=False)


def test_publishing_unpublishing_moving_renaming_and_deleting_forget(tree, forgets):
    page, other = add_standard(tree, "About"), add_standard(tree, "Other")
    assert forgets(lambda: publish(page, title="About us"))
    page.refresh_from_db()
    page.slug = "renamed"
    assert forgets(page.save)
    assert forgets(lambda: page.move(type(other).objects.get(pk=other.pk), pos="last-child"))
    page.refresh_from_db()
    assert forgets(page.unpublish)
    assert forgets(page.delete)


def test_work_on_drafts_does_not(tree, forgets):
    page = add_standard(tree, "About")
    page.title = "A draft title"
    assert not forgets(page.save_revision)
    assert not forgets(lambda: add_standard(tree, "New", live=False))
    assert not forgets(lambda: page.save(update_fields=["locked"]))


def test_sites_redirects_and_restrictions_forget(tree, forgets):
    page = add_standard(tree, "About")
    assert forgets(tree.site.save)
    assert forgets(lambda: Redirect.objects.create(old_path="/old", redirect_page=page))
    assert forgets(lambda: PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN))


def test_names_and_entities_forget(tree, forgets):
    institution, topic = make_institution(fr="Agence"), make_topic("ethics", fr="Éthique")
    name = topic.names.first()
    name.text = "Déontologie"
    assert forgets(name.save)
    assert forgets(institution.names.first().delete)
    institution.kind = "ministry"
    assert forgets(institution.save)


def test_nothing_is_forgotten_for_what_is_rolled_back(tree, forgets):
    def rolled_back():
        with transaction.atomic():
            publish(add_standard(tree, "About"))
            transaction.set_rollback(True)

    assert not forgets(rolled_back)


def test_many_changes_in_one_transaction_are_one(django_capture_on_commit_callbacks):
    calls = []

    def note():
        calls.append(1)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        once_at_commit(note)
        with transaction.atomic():
            once_at_commit(note)
        once_at_commit(note)
    assert calls == [1]


def test_a_change_after_a_savepoint_that_was_rolled_back_counts(django_capture_on_commit_callbacks):
    calls = []

    def note():
        calls.append(1)

    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            once_at_commit(note)
            transaction.set_rollback(True)
        once_at_commit(note)
    assert calls == [1]


def test_a_kept_page_never_shows_a_draft_nor_what_was_taken_down(tree, cached, client, committed):
    page = publish(add_standard(tree, "About", summary="First words"))
    address = page.get_url()
    assert "First words" in client.get(address).content.decode()
    assert len(cached.plain) == 1, "a page of the portal touches neither session nor CSRF token"
    page.summary = "Draft words"
    page.save_revision()
    assert "Draft words" not in client.get(address).content.decode()
    committed(lambda: publish(page, summary="Second words"))
    assert "Second words" in client.get(address).content.decode()
    committed(type(page).objects.get(pk=page.pk).unpublish)
    assert client.get(address).status_code == 404


def test_a_page_that_becomes_private_is_no_longer_shown(tree, cached, client, committed):
    page = publish(add_standard(tree, "About", summary="For all"))
    address = page.get_url()
    client.get(address)
    committed(lambda: PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN))
    assert client.get(address).status_code == 302


def test_an_expired_page_is_shown_for_a_minute_at_most(tree, cached, client, monkeypatch):
    page = publish(add_standard(tree, "About"))
    address = page.get_url()
    assert client.get(address).status_code == 200
    type(page).objects.filter(pk=page.pk).update(live=False, expire_at=timezone.now() - timedelta(seconds=1))
    later = stores.time.time() + stores.LONGEST_AGE
    monkeypatch.setattr(stores.time, "time", lambda: later)
    assert client.get(address).status_code == 404


def test_what_pages_share_is_remembered_until_something_public_changes(cached, monkeypatch):
    made, now = [], stores.LONGEST_AGE * 50_000_000  # a window begins

    def make():
        made.append(1)
        return len(made)

    monkeypatch.setattr(stores.time, "time", lambda: now)
    assert [remember(("menu", "fr"), make) for _ in range(3)] == [1, 1, 1]
    assert remember(("menu", "ar"), make) == 2
    cached.forget_all()
    assert remember(("menu", "fr"), make) == 3
    monkeypatch.setattr(stores.time, "time", lambda: now + stores.LONGEST_AGE)
    assert remember(("menu", "fr"), make) == 4


def test_nothing_is_remembered_without_a_cache(settings):
    settings.CACHE_URL = "off://"
    made = []
    for _ in range(2):
        remember(("menu",), lambda: made.append(1))
    assert made == [1, 1]
