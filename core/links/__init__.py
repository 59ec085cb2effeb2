"""The link checker: whether the web addresses that public content names answer (docs/operators.md, "Links").

Apps say in their `apps.py` which addresses they name; templates ask `core.links.queries` which of them are dead.
"""

from core.links.registry import NamedLink, register_link_source

__all__ = ["NamedLink", "register_link_source"]
