"""Blocks of page bodies, one family a file."""

from core.blocks.body import BodyBlock
from core.blocks.fields import BodyField, SourcesField

__all__ = ["BodyBlock", "BodyField", "SourcesField"]
