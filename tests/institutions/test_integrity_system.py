"""The integrity system is drawn from the functions of the institutions that readers can open."""

import pytest
from bs4 import BeautifulSoup

from core.enums import InstitutionFunction
from core.models import InstitutionRole
from institutions.models import IntegritySystemPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(portal):  # noqa: F811
    return pages.add_page(IntegritySystemPage, portal.institutions["fr"], "Qui fait quoi")


def add(portal, code, title, *functions, kind="ministry", **fields):  # noqa: F811
    row = pages.make_institution(code, kind=kind, fr=title)
    for function in functions:
        InstitutionRole.objects.create(institution=row, function=function)
    return pages.add_institution(portal, row, **fields)


@pytest.fixture
def main(client, system):
    def read():
        answer = client.get(system.get_url())
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser").select_one("main")

    return read


def marks(row):
    """Names of the columns in which the row has a mark."""
    return [cell.select_one("svg + .sr").text for cell in row.select("td") if cell.select_one("svg")]


def test_diagram_and_list_say_the_same(portal, main):  # noqa: F811
    add(portal, "a", "Agence", "prevent", "inform")
    add(portal, "c", "Cour", "judge", "audit", kind="judiciary")
    add(portal, "n", "Sans fonction")
    add(portal, "d", "Brouillon", "judge", live=False)
    soup = main()
    rows = {row.th.select_one("a")["href"]: marks(row) for row in soup.select("tr:has(td)")}
    by_function = {}
    for function in InstitutionFunction:
        section = soup.select_one(f"#{function.value}")
        for link in section.select("ul.ruled a"):
            by_function.setdefault(link["href"], []).append(function.label)
    assert len(rows) == 2
    assert {url: [str(label) for label in labels] for url, labels in by_function.items()}.keys() == rows.keys()
    assert {url: len(labels) for url, labels in by_function.items()} == {url: len(found) for url, found in rows.items()}
    assert "Brouillon" not in soup.text
    assert "Sans fonction" not in soup.text


def test_the_table_is_read_by_its_headings(portal, main):  # noqa: F811
    add(portal, "a", "Agence", "prevent")
    table = main().select_one("table.system")
    columns = len(table.select("thead th"))
    assert columns == 1 + len(InstitutionFunction.values)
    assert {head.get("scope") for head in table.select("th")} == {"col", "row", "rowgroup"}
    assert all(len(row.find_all(["th", "td"])) == columns for row in table.select("tr:has(td)"))
    assert {int(head["colspan"]) for head in table.select('th[scope="rowgroup"]')} == {columns}
    for link in table.select("thead a"):
        assert main().select_one(link["href"])


@pytest.mark.parametrize(
    ("functions", "line"),
    [
        (("judge",), "......"),
        (("prevent", "inform"), ">====<"),
        (("investigate", "audit"), ".>=<.."),
        (("prevent", "judge", "oversee"), ">===<."),
    ],
)
def test_the_line_joins_the_first_mark_to_the_last(portal, main, functions, line):  # noqa: F811
    add(portal, "a", "Agence", *functions)
    cells = main().select("tr:has(td) td")
    signs = {(False, True): ">", (True, True): "=", (True, False): "<", (False, False): "."}
    drawn = [signs["enters" in cell.get("class", []), "leaves" in cell.get("class", [])] for cell in cells]
    assert "".join(drawn) == line


def test_names_are_escaped(portal, main):  # noqa: F811
    page = add(portal, "a", '<script>alert("1")</script>', "judge", slug="a")
    page.entity.names.update(acronym='"><b>')
    soup = main()
    assert not soup.select("script, b")
    assert '<script>alert("1")</script>' in soup.text


def test_without_institutions_it_says_so(main):
    assert main().select_one(".empty")


def test_the_directory_leads_to_it(client, portal, system):  # noqa: F811
    url = portal.institutions["fr"].get_url()
    assert (
        f'href="{system.get_url()}"'
        in BeautifulSoup(client.get(url).content, "html.parser").select_one("main").decode()
    )


def test_queries_do_not_grow_with_the_institutions(client, portal, system, django_assert_max_num_queries):  # noqa: F811
    def asked():
        with django_assert_max_num_queries(30) as made:
            client.get(system.get_url())
        return len(made)

    for number in range(3):
        add(portal, f"a{number}", f"A{number}", "judge", "audit")
    client.get(system.get_url())
    few = asked()
    for number in range(3, 20):
        add(portal, f"a{number}", f"A{number}", "judge", "audit")
    assert asked() == few
