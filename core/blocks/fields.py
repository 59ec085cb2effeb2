"""StreamFields whose blocks stay out of migrations."""

from typing import Any

from wagtail.fields import StreamField

from core.blocks.body import BodyBlock
from core.blocks.sources import SourcesBlock


class BodyField(StreamField):
    """Running text. Its blocks are code, not schema: a migration that listed them would grow with every change of one."""

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        super().__init__(block_types or BodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class SourcesField(BodyField):
    """The sources of a text, each with its title, address and the day it was consulted."""

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        super().__init__(block_types or SourcesBlock(), **kwargs)
