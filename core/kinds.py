"""The kinds of content, registered by the apps that define them."""

from dataclasses import dataclass

from django.utils.functional import Promise

from core.enums import Authority


@dataclass(frozen=True)
class Kind:
    """One kind of content: stable code, label for one item, label for many, its icon, whether listings show it, how binding
    it is."""

    code: str
    label: str | Promise
    plural: str | Promise
    icon: str = "file"
    is_listed: bool = True
    authority: Authority = Authority.INFORMATION


_kinds: dict[str, Kind] = {}


def register_kinds(*kinds: Kind) -> None:
    """Adds kinds, in the order listings show them. Raises ValueError when a code is taken by another kind."""
    for kind in kinds:
        if _kinds.get(kind.code, kind) != kind:
            raise ValueError(f"The kind '{kind.code}' is registered twice.")
        _kinds[kind.code] = kind


def all_kinds() -> list[Kind]:
    """Every registered kind, in order of registration."""
    return list(_kinds.values())


def listed_codes() -> list[str]:
    """Codes of the kinds that listings show."""
    return [kind.code for kind in _kinds.values() if kind.is_listed]


def get_kind(code: str) -> Kind:
    """The kind with this code; for an unknown code one that is labelled with the code itself."""
    return _kinds.get(code) or Kind(code, code, code)
