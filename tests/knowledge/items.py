"""Files to import items from, and the import of them, for tests."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.knowledge.factories import APPROVER, approver

COLUMNS = ("Ref", "Titre", "Résumé", "Texte", "Date", "Public", "Lien", "Thèmes", "Institution", "Langue", "Type")
MAPPING = {
    "kind": "guide",
    "columns": {
        "Ref": "id",
        "Titre": "title",
        "Résumé": "summary",
        "Texte": "body",
        "Date": "dated_on",
        "Public": "audience",
        "Lien": "link_url",
        "Thèmes": "topics",
        "Institution": "institution",
        "Langue": "language",
        "Type": "kind",
    },
    "fixed": {"institution": "agency", "language": "fr"},
}


def cells(number: int = 1, **changes: Any) -> list[Any]:
    """One row of the table, by the names of its columns."""
    base = {
        "Ref": f"g-{number}",
        "Titre": f"Guide pratique {number}",
        "Résumé": f"À quoi sert le guide {number}.",
        "Texte": f"## Objet\n\nLe **guide** {number} explique une démarche.\n\n- un\n- deux",
        "Date": "2026-03-01",
        "Public": "citizen",
        "Lien": f"https://source.example/{number}",
        "Thèmes": "",
        "Institution": "",
        "Langue": "",
        "Type": "",
    }
    return [(base | changes)[name] for name in COLUMNS]


def write_csv(path: Path, rows: list[Any], *, separator: str = ";", encoding: str = "utf-8") -> Path:
    """A CSV file with the row of names; a row given as text or bytes is written as it is."""
    out = io.BytesIO()
    for row in [COLUMNS, *rows]:
        if isinstance(row, bytes):
            out.write(row + b"\r\n")
            continue
        line = io.StringIO(newline="")
        csv.writer(line, delimiter=separator).writerow(row)
        out.write(line.getvalue().encode(encoding))
    path.write_bytes(out.getvalue())
    return path


def write_json(path: Path, value: Any) -> Path:
    """A JSON file."""
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def write_folder(path: Path, files: dict[str, str]) -> Path:
    """A folder of text files by their path below it."""
    for name, text in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return path


def keep_files_in(settings: Any, folder: Path) -> Path:
    """Has uploads stored in a folder, and returns it."""
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return folder


def importer(tmp_path: Path) -> Callable:
    """A function that imports a file or folder by the command; the entries of the report, and what was printed."""
    approver()

    def import_file(path: Path, *, publish: bool = True, approved_by: str | None = APPROVER, **options: Any) -> Any:
        report = tmp_path / "report.jsonl"
        report.unlink(missing_ok=True)
        if options.get("format", "table") == "table":
            options.setdefault("mapping", str(write_json(tmp_path / "mapping.json", MAPPING)))
        else:
            options.setdefault("institution", "agency")
        options.setdefault("format", "table")
        if publish:
            options |= {"publish": True, "approved_by": approved_by}
        out = io.StringIO()
        call_command("import_items", str(path), report=report, stdout=out, **options)
        return [json.loads(line) for line in report.read_text().splitlines()], out.getvalue()

    return import_file
