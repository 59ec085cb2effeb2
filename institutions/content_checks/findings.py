"""What a check found."""

import hashlib
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    ERROR = "error", pgettext_lazy("level of a finding", "To correct")
    WARNING = "warning", pgettext_lazy("level of a finding", "To answer")


@dataclass(frozen=True)
class Finding:
    """One thing in one field: a stable code, a sentence that says what to do, and the words it is about."""

    level: Level
    code: str
    sentence: str
    field: str = ""
    excerpt: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it stops the page."""
        return self.level == Level.ERROR

    @property
    def fingerprint(self) -> str:
        """The same for the same words in the same field, whatever the language of the sentence: answers hang on it."""
        named = "\x1f".join((self.code, self.field, self.excerpt))
        return hashlib.sha256(named.encode()).hexdigest()[:32]
