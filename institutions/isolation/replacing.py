"""Puts a view of the portal in the place of one of Wagtail's that no hook reaches."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from wagtail import hooks

#: Wagtail's addresses, made when the module is first imported, and with them which view answers.
ADDRESSES = "wagtail.admin.urls"


def replace_view(module: ModuleType, name: str, view: Any) -> None:
    """From `AppConfig.ready()`: the addresses of the admin lead to `view` instead of `module.name`.

    `register_admin_urls` comes after the addresses of Wagtail's own package, which therefore answer first; what that
    package reads from its modules of views while it makes them is the last place before. Raises ImproperlyConfigured
    when it has made them already: the replacement would do nothing, and nobody would notice.
    """
    if not hasattr(module, name):
        raise ImproperlyConfigured(f"{module.__name__} has no {name} any more. Look where Wagtail put it.")
    if ADDRESSES in sys.modules:
        raise ImproperlyConfigured(f"{ADDRESSES} was imported before {module.__name__}.{name} was replaced.")
    setattr(module, name, view)


def replace_hook(name: str, stock: Callable[..., Any], own: Callable[..., Any]) -> None:
    """Calls our function where a package registered its own; what is registered beside it stays, in its order."""
    found = hooks._hooks.get(name, [])
    if not any(function is stock for function, _order in found):
        raise LookupError(f"{stock.__module__}.{stock.__name__} is no longer a hook of {name}. Read how it works now.")
    hooks._hooks[name] = [(own if function is stock else function, order) for function, order in found]
