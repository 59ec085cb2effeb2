"""Nothing of one institution that is not public can be seen or changed by the people of another, on any route.

`ROUTES=wagtaildocs,copy` tries only the routes whose names have one of these words, and prints what it finds.
`LEAKS=print` prints it of all routes, `LEAKS=write` writes it into LEAKS.txt, where the known leaks stand.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from tests.factories.portal import portal  # noqa: F401
from tests.security.crawl import crawl, problems, visitors
from tests.security.own_work import faults_of_work
from tests.security.smuggling import ATTEMPTS, FILE_FORMS, put_file, send
from tests.security.untested import UNTESTED
from tests.security.visiting import menus_made_once, plain_refusals
from tests.security.world import build_world

pytestmark = pytest.mark.django_db
LEAKS = Path(__file__).with_name("LEAKS.txt")


@pytest.fixture(scope="module")
def world(portal, tmp_path_factory):  # noqa: F811
    folder = {"location": str(tmp_path_factory.mktemp("media"))}
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": folder}
    stored = override_settings(STORAGES={**settings.STORAGES, "default": files})
    with stored, menus_made_once(), plain_refusals():
        yield build_world(portal)


def known_leaks():
    return LEAKS.read_text().splitlines()


@pytest.mark.first
@pytest.mark.either
def test_no_address_leads_across(world):
    assert_nothing_leads_across(world)


@pytest.mark.long
@pytest.mark.postgres
def test_no_address_leads_across_on_postgresql_either(world):
    assert_nothing_leads_across(world)


def assert_nothing_leads_across(world):
    found = crawl(world)
    print(f"\n{found.summary()}")
    if os.environ.get("LEAKS") == "print" or not found.whole:
        print("\n".join(f"{leak}   {url}" for leak, url in sorted(found.leaks.items())))
    if os.environ.get("LEAKS") == "write" and found.whole:
        of_forms = {leak for leak in known_leaks() if " form:" in leak}
        LEAKS.write_text("".join(f"{leak}\n" for leak in sorted(found.leaks.keys() | of_forms)))
    assert known_leaks() == sorted(set(known_leaks()))
    wrong = problems(found, known_leaks(), UNTESTED)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.name)
def test_a_form_may_name_ones_own_and_opens_nothing_of_anothers(world, attempt):
    with_own, with_others = send(world, attempt, own=True), send(world, attempt, own=False)
    assert with_own.page, with_own.answer
    assert with_own.names_it
    assert with_own.opened or not attempt.opens
    assert not with_own.kinds
    assert with_others.leaks(attempt) == {leak for leak in known_leaks() if leak.split()[2] == attempt.leak_name}


@pytest.mark.parametrize("name", FILE_FORMS)
def test_a_file_is_never_put_where_it_is_anothers(world, name):
    assert put_file(world, name, own=True) == (1, 0)
    assert put_file(world, name, own=False)[1] == 0


def test_people_of_an_institution_can_do_all_of_their_own_work(world):
    faults = faults_of_work(world, visitors(world))
    assert not faults, "\n".join(faults)
