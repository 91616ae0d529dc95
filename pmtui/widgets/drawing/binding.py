"""Binding a view to what owns its data, from the moment it is made."""

from collections.abc import Callable

from textual.widget import Widget


def bind(view: Widget, owner: Widget, *names: str) -> None:
    """Let a view's reactive attributes follow those of the same names of their owner.

    `Widget.data_bind` does the same once the view is mounted; a view that is bound so has its data before the
    next key is handled, so that keys that were typed ahead act on the right document.

    Args:
        view: The view.
        owner: The widget that owns the data.
        names: The attributes.
    """
    for name in names:
        view.watch(owner, name, _setter(view, name), init=False)


def _setter(view: Widget, name: str) -> Callable[[object], None]:
    def set_value(value: object) -> None:
        setattr(view, name, value)

    return set_value
