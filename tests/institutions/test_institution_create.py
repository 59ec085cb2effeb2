"""`institution_create`: one institution, a table of many, every one again."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from core.models import Institution
from institutions.models import InstitutionPage, Workspace
from tests.factories.portal import portal  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal", "english")]

HEAD = "code,kind,parent,functions,name_fr,acronym_fr,name_ar\n"


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def run(capsys):
    def call(*arguments, **options):
        call_command("institution_create", *arguments, **options)
        return capsys.readouterr().out

    return call


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "institutions.csv"
        path.write_text(HEAD + text)
        return path

    return write


def test_one_is_created_then_repaired(run):
    said = run("agency", kind="ministry", name=["fr=Agence", "ar=وكالة"])
    assert "agency: created" in said
    assert Institution.objects.get(code="agency").name("ar") == "وكالة"
    InstitutionPage.objects.filter(face_language="ar").delete()
    assert "agency: complete" in run("agency")
    assert InstitutionPage.objects.filter(face_language="ar").exists()


@pytest.mark.parametrize(
    ("arguments", "options", "reason"),
    [
        ((), {}, "Name one institution"),
        (("agency",), {"all": True}, "Name one institution"),
        (("agency",), {"name": ["fr=Agence"]}, "needs one of these kinds"),
        (("agency",), {"kind": "ministry"}, "needs a name"),
        (("agency",), {"kind": "ministry", "name": ["Agence"]}, "is no name"),
        (("agency",), {"kind": "ministry", "name": ["xx=Agence"]}, "no language of the portal"),
        (("not a code",), {"kind": "ministry", "name": ["fr=Agence"]}, "not a code"),
    ],
)
def test_what_cannot_be_created_is_said_in_a_sentence(run, arguments, options, reason):
    with pytest.raises(CommandError, match=reason):
        run(*arguments, **options)
    assert not Institution.objects.exists()


def test_a_table_makes_each_with_its_parent_and_functions_whatever_the_order(run, table):
    path = table("branch,ministry,head,audit;inform,Direction,D,مديرية\nhead,ministry,,,Siège,S,\n")
    assert "2 created, 0 that existed" in run(csv=path)
    branch = Institution.objects.get(code="branch")
    assert branch.parent.code == "head"
    assert {role.function for role in branch.roles.all()} == {"audit", "inform"}
    assert branch.acronym("fr") == "D"
    assert Workspace.objects.count() == 2


def test_a_table_run_again_adds_names_in_further_languages_and_changes_nothing_else(run, table):
    run(csv=table("head,ministry,,,Siège,S,\n"))
    said = run(csv=table("head,union,,,Autre nom,X,المقر\n"))
    head = Institution.objects.get(code="head")
    assert "0 created, 1 that existed" in said
    assert (head.kind, head.name("fr"), head.name("ar")) == ("ministry", "Siège", "المقر")


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("one,nonsense,,,Un,,\n", ["“nonsense” is no kind"]),
        ("one,ministry,,fly,Un,,\n", ["“fly” is no function"]),
        ("one,ministry,,,,,\n", ["no column whose name begins"]),
        ("o n e,ministry,,,Un,,\n", ["must consist of Latin letters"]),
        ("one,ministry,,,Un,,\none,ministry,,,Deux,,\n", ["stands in a row above"]),
        ("one,ministry,nobody,,Un,,\n", ["“nobody”, which is neither"]),
        (
            "one,ministry,two,,Un,,\ntwo,ministry,one,,Deux,,\n",
            ["one: it is part of itself", "two: it is part of itself"],
        ),
        ("one,ministry,,,Un\n", ["5 cells"]),
        ("one,ministry,,," + "n" * 256 + ",,\n", ["longer than 255"]),
        ("one,bad,,,,,\ntwo,bad,,,,,\n", ["Row 2: “bad”", "Row 3: “bad”"]),
    ],
)
def test_a_table_with_faults_names_all_of_them_and_makes_nothing(run, table, text, reasons):
    with pytest.raises(CommandError) as refused:
        run(csv=table(text))
    assert [reason for reason in reasons if reason not in str(refused.value)] == []
    assert not Institution.objects.exists()


def test_a_file_that_is_not_there_is_named(run, tmp_path):
    with pytest.raises(CommandError, match=r"missing\.csv"):
        run(csv=tmp_path / "missing.csv")


def test_a_column_that_nobody_knows_is_named(run, tmp_path):
    path = tmp_path / "institutions.csv"
    path.write_text("code,kind,nom\none,ministry,Un\n")
    with pytest.raises(CommandError, match="there is no column “nom”"):
        run(csv=path)


def test_every_one_is_repaired_at_once(run, table):
    run(csv=table("head,ministry,,,Siège,S,\nbranch,ministry,head,,Direction,,\n"))
    InstitutionPage.objects.all().delete()
    assert "0 created, 2 that existed" in run(all=True)
    assert InstitutionPage.objects.count() == 2 * 4
