"""The words of the index, for suggestions of another spelling."""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IndexState(models.Model):
    """The one row that says when the index last changed, when its words were counted, and how long that took."""

    changed_at = models.DateTimeField(_("last change"))
    counted_at = models.DateTimeField(_("words counted"), null=True)
    seconds = models.FloatField(_("seconds it took"), default=0)
    is_build_wanted = models.BooleanField(_("to be built again"), default=False)

    class Meta:
        verbose_name = _("state of the index")
        default_permissions = ()
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="index_state_is_one_row")]

    def __str__(self) -> str:
        return str(self.changed_at)

    @classmethod
    def note_change(cls) -> None:
        """Say that the index changed; written at most twice a minute."""
        now = timezone.now()
        cls._make(now)
        due = models.Q(changed_at__lt=now - timedelta(seconds=30)) | models.Q(changed_at__lte=models.F("counted_at"))
        cls.objects.filter(due, pk=1).update(changed_at=now)

    @classmethod
    def want_build(cls) -> None:
        """Have the worker build the index again."""
        cls._make(timezone.now())
        cls.objects.filter(pk=1).update(is_build_wanted=True)

    @classmethod
    def _make(cls, now: datetime) -> None:
        if not cls.objects.filter(pk=1).exists():
            IndexState.objects.bulk_create([IndexState(pk=1, changed_at=now)], ignore_conflicts=True)


class IndexWords(models.Model):
    """The words of all public objects in one language, with the number of objects that have each."""

    language = models.CharField(_("language"), max_length=10, unique=True)
    packed = models.BinaryField(help_text=_("Compressed JSON."))
    counted_at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("words of the index")
        default_permissions = ()

    def __str__(self) -> str:
        return self.language

    @property
    def words(self) -> dict[str, tuple[int, str]]:
        """By folded word, the number of objects with it and its usual form."""
        return {
            word: (number, form) for word, (number, form) in json.loads(zlib.decompress(bytes(self.packed))).items()
        }

    @staticmethod
    def pack(words: Mapping[str, tuple[int, str]]) -> bytes:
        """The words as they are stored."""
        return zlib.compress(json.dumps(words, ensure_ascii=False).encode())
