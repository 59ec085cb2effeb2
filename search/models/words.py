"""The words of the index, for suggestions of another spelling."""

import json
import zlib
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


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
