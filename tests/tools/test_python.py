"""The commands start on every Python, if only to say which one they need."""

import ast
from pathlib import Path

import pytest

from tools import python_problem

INIT = Path(__file__).resolve().parent.parent.parent / "tools" / "__init__.py"


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_old_python_gets_a_sentence_that_says_what_to_install(version):
    problem = python_problem(version)
    assert f"this is Python {version[0]}.{version[1]}." in problem
    assert "apt-get install python3.11" in problem
    assert "make run PYTHON=" in problem


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (4, 0, 0)])
def test_new_python_gets_no_sentence(version):
    assert python_problem(version) == ""


def test_the_check_is_written_in_syntax_that_old_python_reads():
    tree = ast.parse(INIT.read_text(), feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]
