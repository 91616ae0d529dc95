"""Lets the terminal scroll lines by itself, which costs twenty bytes where painting them costs thousands.

Textual can only repaint. This writes what it cannot: scroll some lines, inside the synchronised
update that Textual's own repaint of the new lines then ends. It is the one place that reaches past
Textual's public API, it asks for nothing that could change a widget, and wherever a condition is not
met it does nothing, and says so; the widget then repaints.
"""

from textual.widget import Widget


def can_scroll(widget: Widget) -> bool:
    """Whether the terminal shows just this widget on its lines: full width, on top, nothing over it."""
    app = widget.app
    if app.is_headless or app.is_inline or app.is_web or not app._sync_available or app._driver is None:
        return False
    region = widget.region
    if (
        not region
        or region.width != app.size.width
        or not widget.is_attached
        or widget.screen is not app.screen
    ):
        return False
    family = {widget, *widget.ancestors}
    return not any(
        node not in family and node.display and node.visible and region.overlaps(node.region)
        for node in widget.screen.walk_children(Widget)
    )


def scroll(widget: Widget, first: int, last: int, up: int) -> bool:
    """Scroll some lines of a widget on the terminal; the lines that come in are left blank.

    Args:
        widget: Whose lines they are.
        first: The first line that scrolls, within the widget.
        last: The last one.
        up: Lines to scroll up by; negative scrolls down.

    Returns:
        Whether the terminal did it. If so, the widget's other lines have to follow at once.
    """
    driver = widget.app._driver
    if driver is None or not up or abs(up) > last - first or not can_scroll(widget):
        return False
    top, bottom = widget.region.y + first + 1, widget.region.y + last + 1
    verb = f"\x1b[{up}M" if up > 0 else f"\x1b[{-up}L"
    widget.app._begin_update()
    driver.write(f"\x1b[{top};{bottom}r\x1b[{top};1H{verb}\x1b[r")
    widget._styles_cache.clear()
    return True
