"""Loading the real texts says in words what is missing."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

pytestmark = pytest.mark.django_db


def test_absent_data_is_said(tmp_path):
    with pytest.raises(CommandError, match="shared/data"):
        call_command("load_demo_real", data=tmp_path)


def test_portal_without_demonstration_content_is_said(tmp_path):
    (tmp_path / "legal_ma").mkdir()
    (tmp_path / "legal_ma" / "all_3946.jsonl.gz").touch()
    with pytest.raises(CommandError, match="demonstration content first"):
        call_command("load_demo_real", data=tmp_path, full=True)
