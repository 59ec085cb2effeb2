"""Forms of the import screen: the file, and the columns of a table with the fields they fill."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.importing.guess import guess_columns
from core.importing.mapping import BODY_FORMATS, DATE_FORMATS, Mapping, MappingError
from core.importing.readers.csv_records import ENCODINGS
from core.importing.targets import ImportTarget, import_kinds, row_fields
from core.importing.uploads import ImportMapping
from core.models import User
from institutions.models import InstitutionPage

LARGEST_UPLOAD = 10 * 1024 * 1024
#: Formats by the ending of the file's name.
ENDINGS = {".csv": "table", ".txt": "table", ".tsv": "table", ".xlsx": "table", ".json": "qa"}


class UploadForm(forms.Form):
    """The file and what its rows become."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with the names of the columns in the first row, or JSON with questions and answers."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    kind = forms.ChoiceField(label=_("What the rows are"), choices=import_kinds)
    mapping = forms.ModelChoiceField(
        ImportMapping.objects.none(),
        label=_("Saved assignment of columns"),
        required=False,
        help_text=_("Leave it empty to assign the columns now."),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        choices=list(ENCODINGS.items()),
        required=False,
        help_text=_("Only for CSV. Change it when letters look wrong in the next step."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mapping"].queryset = ImportMapping.objects.filter(owner=user).order_by("name")  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        """Raises ValidationError for a file that is too large or of no known format."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_UPLOAD:
            raise forms.ValidationError(_("The file is larger than 10 MB. Divide it into several files."))
        if self.ending_of(file) not in ENDINGS:
            raise forms.ValidationError(
                _("The file is none of CSV, XLSX and JSON. Save the table in one of these formats.")
            )
        return file

    @staticmethod
    def ending_of(file: UploadedFile) -> str:
        """The ending of the file's name, in small letters."""
        return PurePath(file.name or "").suffix.lower()


class ColumnsForm(forms.Form):
    """Which field each column fills, what is the same in every row, and how values are written."""

    list_name = forms.CharField(
        label=_("Name of this list"),
        max_length=100,
        help_text=_(
            "Importing a file again under the same name updates what was imported before. Another name makes other pages. "
            "Example: Trainings."
        ),
    )
    institution = forms.ChoiceField(label=_("Institution of rows that name none"), required=False)
    language = forms.ChoiceField(label=_("Language of rows that name none"), choices=settings.LANGUAGES)
    separator = forms.CharField(
        label=_("Separator between several topics in a cell"), max_length=3, initial=";", required=False
    )
    date_format = forms.ChoiceField(label=_("How dates are written"), choices=list(DATE_FORMATS.items()))
    body_format = forms.ChoiceField(label=_("How the text is written"), choices=list(BODY_FORMATS.items()))
    encoding = forms.ChoiceField(label=_("Encoding"), choices=list(ENCODINGS.items()))
    save_as = forms.CharField(
        label=_("Save this assignment as"),
        max_length=100,
        required=False,
        help_text=_("Under this name you can choose it for the next file. Leave it empty to use it once."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        columns: list[str],
        mapping: Mapping,
        pages: Iterable[InstitutionPage],
        is_new: bool = False,
    ) -> None:
        self.columns = columns
        self.mapping = mapping
        target: ImportTarget = mapping.target
        assigned = mapping.columns if not is_new else guess_columns(columns, target) | mapping.columns
        initial = mapping.options() | {"institution": mapping.fixed.get("institution", "")}
        initial["language"] = mapping.fixed.get("language") or settings.LANGUAGE_CODE
        super().__init__(data, initial=initial)
        names = {page.entity.code: page.entity.name() for page in pages}
        self.fields["institution"].choices = [("", "–"), *sorted(names.items(), key=lambda one: one[1])]  # type: ignore[attr-defined]
        if len(names) == 1 and not initial["institution"]:
            self.initial["institution"] = next(iter(names))
        choices = [
            ("", pgettext_lazy("column of an import", "Left out")),
            *((field.name, field.label) for field in (*row_fields(), *target.fields.values())),
        ]
        for at, column in enumerate(columns):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=column, choices=choices, required=False, initial=assigned.get(column, "")
            )

    def column_fields(self) -> list[forms.BoundField]:
        """The fields of the columns, in the order of the file."""
        return [self[f"column_{at}"] for at in range(len(self.columns))]

    def option_fields(self) -> list[forms.BoundField]:
        """All other fields."""
        return [field for field in self.visible_fields() if not field.name.startswith("column_")]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for an assignment that cannot be used."""
        cleaned = super().clean() or {}
        chosen = {
            column: cleaned[f"column_{at}"] for at, column in enumerate(self.columns) if cleaned.get(f"column_{at}")
        }
        fixed = {name: cleaned.get(name) for name in ("institution", "language")}
        self.mapping = Mapping(
            self.mapping.kind,
            chosen,
            {**self.mapping.fixed, **{name: value for name, value in fixed.items() if value}},
            cleaned.get("list_name", ""),
            cleaned.get("separator") or ";",
            cleaned.get("date_format", "auto"),
            cleaned.get("body_format", "markdown"),
            cleaned.get("encoding", "utf-8"),
        )
        if "institution" not in chosen.values() and not cleaned.get("institution"):
            self.add_error("institution", _("Choose an institution, or assign a column that names it."))
        if self.mapping.target.fields["title"].is_required and "title" not in chosen.values():
            self.add_error(None, _("No column fills the title. Assign one."))
        try:
            self.mapping.check()
        except MappingError as error:
            self.add_error(None, str(error))
        return cleaned
