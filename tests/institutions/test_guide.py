"""The guide as a graph: every fault is named once, and no fault is invented."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from institutions.guide.blocks import KEY, StepsBlock
from institutions.guide.drawing import draw
from institutions.guide.graph import Graph, Step


def question(key, *targets, title=""):
    return Step(key, True, title or f"Question {key}", tuple((f"to {to}", to) for to in targets))


def result(key, *, is_empty=False):
    return Step(key, False, f"Result {key}", is_empty=is_empty)


def problems(*steps):
    with translation.override("en"):
        return Graph(steps).problems()


def test_a_sound_guide_has_no_problem():
    assert problems(question("a", "b", "c"), question("b", "c", "d"), result("c"), result("d")) == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], ["The guide has no step yet."]),
        (
            [question("a", "b"), result("b"), result("b")],
            ["Two steps are called “b”. Give one of them another name."],
        ),
        (
            [question("a", "b", "nowhere"), result("b")],
            ["“Question a”: the answer “to nowhere” leads to “nowhere”, and no step is called that."],
        ),
        ([question("a")], ["“Question a” has no answer: the path ends there without a result."]),
        (
            [question("a", "b"), result("b", is_empty=True)],
            ["“Result b” names nobody who can help and says nothing to do."],
        ),
        ([question("a", "b"), result("b"), result("c")], ["No answer leads to “Result c” (c)."]),
        ([question("a", "a", "b"), result("b")], ["The path goes round in a loop: a → a."]),
        (
            [question("a", "b"), question("b", "a", "r"), result("r")],
            ["The path goes round in a loop: a → b → a."],
        ),
        (
            [question("a", "b"), question("b", "c"), question("c", "a", "r"), result("r")],
            ["The path goes round in a loop: a → b → c → a."],
        ),
        (
            [question("a", "a", "b"), question("b", "c", "r"), question("c", "b"), result("r")],
            ["The path goes round in a loop: a → a.", "The path goes round in a loop: b → c → b."],
        ),
    ],
    ids=[
        "empty",
        "name twice",
        "unknown",
        "no answer",
        "says nothing",
        "unreached",
        "of 1",
        "of 2",
        "of 3",
        "two loops",
    ],
)
def test_each_fault_is_named_once(steps, expected):
    assert problems(*steps) == expected


def test_no_sentence_is_said_twice():
    assert problems(result("a"), result("a"), result("a")) == [
        "Two steps are called “a”. Give one of them another name."
    ]
    assert problems(question("a", "a", "a", "r"), result("r")) == ["The path goes round in a loop: a → a."]


def test_a_loop_that_no_path_reaches_is_named_too():
    said = problems(result("r"), question("a", "b"), question("b", "a"))
    assert "The path goes round in a loop: a → b → a." in said
    assert sum("No answer leads to" in sentence for sentence in said) == 2


KEYS = ("a", "b", "c", "d", "e")
targets = st.lists(st.sampled_from((*KEYS, "nowhere")), max_size=3)
#: Mostly sound: later steps as targets, so that examples without faults are not rare.
steps = st.one_of(
    st.builds(lambda key, to: question(key, *to), st.sampled_from(KEYS), targets),
    st.builds(lambda key, empty: result(key, is_empty=empty), st.sampled_from(KEYS), st.booleans()),
)


@st.composite
def forward_graphs(draw_from):
    """Guides whose answers lead to later steps only; some of them sound."""
    count = draw_from(st.integers(1, 5))
    made = []
    for number, key in enumerate(KEYS[:count]):
        later = KEYS[number + 1 : count]
        if later and draw_from(st.booleans()):
            made.append(question(key, *draw_from(st.lists(st.sampled_from(later), min_size=1, max_size=3))))
        else:
            made.append(result(key))
    return made


def every_path_helps(given_steps):
    """By walking every path there is: each ends at a result that says something, and every step is met once."""
    names = [step.key for step in given_steps]
    if not names or len(set(names)) < len(names):
        return False
    by_name = dict(zip(names, given_steps, strict=True))
    met = set()

    def walk(name, way):
        if name not in by_name or name in way:
            return False
        met.add(name)
        step = by_name[name]
        if not step.is_question:
            return not step.is_empty
        return bool(step.answers) and all(walk(to, (*way, name)) for _label, to in step.answers)

    return walk(names[0], ()) and met == set(names)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(steps, max_size=5), forward_graphs()))
def test_a_guide_is_sound_exactly_when_every_path_ends_with_help(given_steps):
    assert (problems(*given_steps) == []) == every_path_helps(given_steps)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(steps, max_size=5), forward_graphs()), st.sampled_from(["ar", "fr"]))
def test_every_guide_can_be_drawn(given_steps, language):
    with translation.override(language):
        svg = str(draw(Graph(tuple(given_steps))))
    if not given_steps:
        assert svg == ""
        return
    drawn = ElementTree.fromstring(svg)
    _left, _top, width, height = map(int, drawn.get("viewBox").split())
    boxes = drawn.findall("g/rect")
    assert len(boxes) == len({step.key for step in given_steps})
    for box in boxes:
        assert 0 <= int(box.get("x")) <= width - int(box.get("width"))
        assert 0 <= int(box.get("y")) <= height - int(box.get("height"))
    places = [(box.get("x"), box.get("y")) for box in boxes]
    assert len(set(places)) == len(places)


def test_titles_are_escaped_in_the_drawing():
    title = "<b>&\" > 'x'"
    drawn = ElementTree.fromstring(str(draw(Graph((question("a", "r", title=title), result("r"))))))
    assert drawn.find("g/title").text == title
    assert not drawn.findall(".//b")


def test_the_drawing_is_mirrored_in_arabic():
    graph = Graph((question("a", "b", "r"), question("b", "r"), result("r"), result("alone")))

    def places(language):
        with translation.override(language):
            drawn = ElementTree.fromstring(str(draw(graph)))
        width = int(drawn.get("width"))
        rects = {box.find("title").text: box.find("rect") for box in drawn.findall("g")}
        return width, {name: (int(box.get("x")), int(box.get("y"))) for name, box in rects.items()}

    width, left_to_right = places("fr")
    mirrored_width, right_to_left = places("ar")
    assert mirrored_width == width
    assert right_to_left == {name: (width - x - 200, y) for name, (x, y) in left_to_right.items()}


def test_lines_begin_and_end_at_the_boxes_they_join():
    graph = Graph((question("a", "b"), question("b", "a", "r"), result("r")))
    for language in ("fr", "ar"):
        with translation.override(language):
            drawn = ElementTree.fromstring(str(draw(graph)))
        edges = set()
        for box in drawn.findall("g/rect"):
            x, y, width, height = (int(box.get(name)) for name in ("x", "y", "width", "height"))
            edges |= {(x, y + height // 2), (x + width, y + height // 2)}
        for line in drawn.findall("path"):
            numbers = line.get("d").replace("M", "").replace("C", " ").split()
            first, last = tuple(map(int, numbers[:2])), tuple(map(int, numbers[-2:]))
            assert first in edges
            assert last in edges


def test_a_step_that_nothing_leads_to_is_drawn_apart():
    drawn = ElementTree.fromstring(str(draw(Graph((question("a", "r"), result("r"), result("alone"))))))
    classes = {box.find("title").text: box.find("rect").get("class") for box in drawn.findall("g")}
    assert "guide-unreached" in classes["Result alone"]
    assert "guide-unreached" not in classes["Result r"]


@pytest.mark.parametrize("name", ["start", "asked-for-money", "2", "a" * 50])
def test_names_of_steps(name):
    KEY(name)


@pytest.mark.parametrize("name", ["print", "Start", "é", "a b", "-a", "a/b", "a" * 51, "a\n", "بداية"])
def test_names_that_are_no_address_are_refused(name):
    with translation.override("en"), pytest.raises(ValidationError, match="Latin letters"):
        KEY(name)


def stream(*raw):
    block = StepsBlock()
    return block.to_python([{"type": kind, "value": value} for kind, value in raw])


def test_the_graph_of_stored_steps_needs_nothing_but_names():
    """Imported or old steps may lack what the form asks for."""
    graph = Graph.of(
        stream(("question", {"key": "a", "title": "A?", "answers": []}), ("result", {"key": "b", "title": "B"}))
    )
    assert [(step.key, step.is_question, step.answers, step.is_empty) for step in graph.steps] == [
        ("a", True, (), False),
        ("b", False, (), True),
    ]


def test_a_result_that_names_only_what_was_deleted_is_empty():
    graph = Graph.of(stream(("result", {"key": "a", "title": "A", "ways": [{"type": "institution", "value": None}]})))
    assert graph.steps[0].is_empty


def test_a_result_with_a_phone_is_not_empty():
    way = {"type": "phone", "value": {"number": "05 37", "label": "Line"}}
    graph = Graph.of(stream(("result", {"key": "a", "title": "A", "text": "", "ways": [way]})))
    assert not graph.steps[0].is_empty
