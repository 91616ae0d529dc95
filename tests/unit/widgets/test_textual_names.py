"""Names in our widgets that mean something to Textual: a method called `_key_at` is called for the key `@`."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache

from textual.message_pump import MessagePump

import pmtui

_MEANT = {
    ("ErrorBoundary", "_dispatch_message"),
    ("GuardedApp", "_handle_exception"),
    ("GuardedApp", "_exception"),
    ("GuardedApp", "_return_code"),
}
"""Private names of Textual that are overridden on purpose."""


def ours() -> Iterator[type[MessagePump]]:
    found = set()
    for module in pkgutil.walk_packages(pmtui.__path__, "pmtui."):
        if module.name.endswith("__main__"):
            continue
        for each in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(each) and issubclass(each, MessagePump) and each.__module__ == module.name:
                found.add(each)
    yield from sorted(found, key=lambda each: each.__qualname__)


@cache
def private_names(kind: type) -> set[str]:
    """The private attributes that a class defines or sets on its instances."""
    set_on_self = re.findall(r"\bself\.(_[a-z]\w*)\b\s*(?::[^=\n]+)?=(?!=)", inspect.getsource(kind))
    defined = [
        name
        for name, value in vars(kind).items()
        if name.startswith("_")
        and not name.startswith("__")
        and (inspect.isfunction(value) or isinstance(value, property))
    ]
    return {*set_on_self, *defined}


def test_no_method_is_taken_for_the_handler_of_a_key() -> None:
    taken = [
        f"{kind.__qualname__}.{name}"
        for kind in ours()
        for name, value in vars(kind).items()
        if re.match(r"_?key_", name) and callable(value)
    ]
    assert not taken


def test_no_private_name_of_textual_is_overridden_by_accident() -> None:
    clashes = []
    for kind in ours():
        theirs = {
            name
            for base in kind.__mro__
            if base.__module__.startswith("textual")
            for name in private_names(base)
        }
        clashes += [
            f"{kind.__qualname__}.{name}"
            for name in private_names(kind) & theirs
            if (kind.__name__, name) not in _MEANT
        ]
    assert not clashes
