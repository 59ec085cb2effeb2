"""Readers of files, one a format; all yield the same rows."""

from core.importing.readers.base import Options, Source, SourceRow
from core.importing.readers.markdown_folder import MarkdownFolder
from core.importing.readers.question_answer import QuestionAnswerFile
from core.importing.readers.table import TableFile

#: What may be read, by the name it has on the command line and in stored imports.
FORMATS: dict[str, type[Source]] = {"markdown": MarkdownFolder, "qa": QuestionAnswerFile, "table": TableFile}

__all__ = ["FORMATS", "MarkdownFolder", "Options", "QuestionAnswerFile", "Source", "SourceRow", "TableFile"]
