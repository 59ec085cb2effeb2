"""Editors may save a guide half written; only a sound one can be sent for approval, and nothing typed is lost."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from institutions.models import HelpGuidePage
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.guide_world import add_guide, question, result
from tests.load.forms import fields_of
from tests.load.people import STREAMS

pytestmark = pytest.mark.django_db

#: An answer that leads nowhere, a loop, a result that nothing leads to.
FAULTY = (
    question("start", ("Oui", "again"), ("Non", "nowhere")),
    question("again", ("Encore", "start"), ("Fin", "end")),
    result("end"),
    result("alone"),
)
SENTENCES = (
    "“Question start”: the answer “Non” leads to “nowhere”, and no step is called that.",
    "No answer leads to “Result alone” (alone).",
    "The path goes round in a loop: start → again → start.",
)


@pytest.fixture
def guide(portal):  # noqa: F811
    return add_guide(portal.homes["fr"], live=False)


def edit(guide):
    return reverse("wagtailadmin_pages:edit", args=[guide.pk])


def typed(*steps):
    """What a browser sends of these steps."""
    blocks = []
    for kind, value in steps:
        value = dict(value)
        if "answers" in value:
            value["answers"] = streamfield([("", one) for one in value["answers"]])
        if "ways" in value:
            value["ways"] = streamfield(value["ways"])
        blocks.append((kind, value))
    return nested_form_data({"steps": streamfield(blocks)})


def send(client, guide, *steps, **more):
    return send_form(client, edit(guide), **(typed(*steps) | more))


def drafted(guide):
    steps = HelpGuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object().steps
    return [step.value["key"] for step in steps]


def test_a_draft_with_faults_is_saved(admin, guide):
    assert send(admin, guide, *FAULTY).status_code == 302
    assert drafted(guide) == ["start", "again", "end", "alone"]


def test_a_draft_with_faults_is_saved_by_itself(admin, guide):
    data = fields_of(admin.get(edit(guide)).text) | STREAMS | typed(*FAULTY)
    answer = admin.post(edit(guide), data, headers={"accept": "application/json"})
    assert answer.json()["success"], answer.json()
    assert drafted(guide) == ["start", "again", "end", "alone"]


@pytest.mark.parametrize("action", ["action-submit"])
def test_a_faulty_guide_is_not_sent_and_nothing_typed_is_lost(admin, guide, action):
    answer = send(admin, guide, *FAULTY, title="Nouveau titre", **{action: "1"})
    assert answer.status_code == 200
    field = BeautifulSoup(answer.content, "html.parser").select_one("div#steps")
    _value, errors = json.loads(field["data-w-block-arguments-value"])
    assert sorted(errors["messages"]) == sorted(SENTENCES)
    form = answer.context["form"]
    assert list(form.errors) == ["steps"]
    assert form["title"].value() == "Nouveau titre"
    assert [step.value["key"] for step in form["steps"].value()] == ["start", "again", "end", "alone"]
    stored = HelpGuidePage.objects.get(pk=guide.pk)
    assert not stored.live
    assert not stored.workflow_in_progress


def test_a_sound_guide_is_sent(admin, guide):
    answer = send(admin, guide, question("start", ("Oui", "end")), result("end"), **{"action-submit": "1"})
    assert answer.status_code == 302
    assert HelpGuidePage.objects.get(pk=guide.pk).workflow_in_progress


def test_an_empty_guide_is_not_sent(admin, guide):
    answer = send(admin, guide, **{"action-submit": "1"})
    assert answer.status_code == 200
    assert "The guide has no step yet." in answer.text


@pytest.mark.parametrize("key", ["Start", "print", "é", "a b"])
def test_a_name_that_is_no_address_is_refused(admin, guide, key):
    answer = send(admin, guide, result(key), **{"action-submit": "1"})
    assert answer.status_code == 200
    assert "steps" in answer.context["form"].errors
    assert not HelpGuidePage.objects.get(pk=guide.pk).workflow_in_progress


def test_the_editor_shows_the_graph_of_what_was_saved_with_its_faults(admin, portal):  # noqa: F811
    sound = add_guide(portal.homes["fr"])
    page = admin.get(edit(sound)).text
    assert 'class="guide-graph"' in page
    assert "Every path ends at a result; there is no loop." in page
    faulty = add_guide(portal.homes["en"], *FAULTY, title="<b>Guide</b>")
    page = admin.get(edit(faulty)).text
    for sentence in SENTENCES:
        assert sentence in page
    empty = add_guide(portal.homes["ar"])
    HelpGuidePage.objects.filter(pk=empty.pk).update(steps="[]")
    assert "Save the page once it has steps" in admin.get(edit(empty)).text


def test_a_half_written_guide_can_be_edited_again_and_previewed(admin, guide):
    half = (question("", ("", "")), result("", title=" "))
    assert send(admin, guide, *half).status_code == 302
    assert admin.get(edit(guide)).status_code == 200
    assert admin.get(reverse("wagtailadmin_pages:view_draft", args=[guide.pk])).status_code == 200


def test_a_new_guide_is_made_in_the_admin(admin, portal):  # noqa: F811
    add = reverse("wagtailadmin_pages:add", args=["institutions", "helpguidepage", portal.homes["zgh"].pk])
    assert admin.get(add).status_code == 200
    answer = send_form(admin, add, title="Guide", slug="guide", **typed(*FAULTY))
    assert answer.status_code == 302
    made = HelpGuidePage.objects.get(locale__language_code="zgh")
    assert not made.live
    assert [step.value["key"] for step in made.steps] == ["start", "again", "end", "alone"]
