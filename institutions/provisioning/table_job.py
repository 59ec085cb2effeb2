"""The worker's part of a table that was uploaded in the admin: one institution after the other, each in a transaction."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.models.user import User
from core.outbox import Lease, enqueue
from institutions.models import InstitutionTable
from institutions.provisioning.table import NewInstitution, institution_create

TOPIC = "institution-table"


@transaction.atomic
def table_upload(*, rows: list[NewInstitution], file: UploadedFile, by: User) -> InstitutionTable:
    """Stores the checked rows for the worker."""
    name = (file.name or "")[-255:]
    table = InstitutionTable.objects.create(file_name=name, uploaded_by=by, rows=[asdict(row) for row in rows])
    enqueue(TOPIC, [str(table.pk)])
    return table


def make_institutions(leases: list[Lease]) -> None:
    """Makes the institutions of the tables named by the leases; what an earlier run made is passed over."""
    for lease in leases:
        while _make_next(int(lease.key)):
            pass


@transaction.atomic
def _make_next(key: int) -> bool:
    """Makes the next institution of a table with its outcome; False when there is none."""
    table = InstitutionTable.objects.select_for_update().filter(pk=key).first()
    if table is None or table.is_done:
        return False
    values = table.waiting[0]
    row = NewInstitution(**{**values, "functions": tuple(values["functions"])})
    table.outcomes = [*table.outcomes, _outcome(row)]
    table.save(update_fields=["outcomes"])
    return True


def _outcome(row: NewInstitution) -> dict[str, object]:
    """What became of the row: the institution's key, and whether it is new, or the reasons against it."""
    try:
        with transaction.atomic():
            workspace, is_new = institution_create(row=row)
    except ValidationError as error:
        return {"code": row.code, "problem": " ".join(error.messages)}
    return {"code": row.code, "institution": workspace.institution_id, "is_new": is_new}
