"""What is current on a screen, as a sentence that can be read aloud."""

import re
from collections.abc import Iterator

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from pmtui.widgets.board.board import Board
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.form.form_field import FormField
from pmtui.widgets.frame.choice_list import ChoiceList
from pmtui.widgets.frame.empty_state import EmptyState
from pmtui.widgets.grid.grid import Grid
from pmtui.widgets.palette.act_list import ActList
from pmtui.widgets.palette.help_columns import HelpColumns
from pmtui.widgets.record.detail import Detail

_DRAWN = re.compile(r"[─-▟⠀-⣿▌▐│]+|(?<!\S)[-=_|>+#]+(?!\S)")
"""Lines, blocks, dots, and what stands for them in ASCII."""

_GAP = re.compile(r"\s{2,}")


def spoken_text(screen: Screen[object]) -> str:
    """What the keys act on now; empty if nothing is current."""
    focused = screen.focused
    found = (
        _chosen(screen)
        or (_typed(focused) if isinstance(focused, Input | TextArea) else "")
        or (_told(screen, focused) if focused is not None else "")
        or _first_text(screen)
    )
    return plain(found)


def plain(text: str) -> str:
    """A text without what is only drawn; what stands apart is separated by commas."""
    return ", ".join(filter(None, (part.strip() for part in _GAP.split(_DRAWN.sub("  ", text)))))


def _chosen(screen: Screen[object]) -> str:
    """The choice, act or key under the cursor of a dialog that is typed into, after what was typed."""
    for choices in screen.query(ChoiceList):
        if choices.is_on_screen and choices.chosen is not None:
            return f"{choices.chosen.label}  {choices.chosen.note}"
    for acts in screen.query(ActList):
        if acts.chosen is not None:
            act = acts.chosen
            return f"{act.title}  {act.reason or act.about}  {act.keys}"
    for columns in screen.query(HelpColumns):
        if columns.current is not None:
            return f"{columns.current.keys}  {columns.current.text}  {columns.current.reason}"
    return ""


def _typed(line: Input | TextArea) -> str:
    """A field or a line with what is typed in it."""
    value = line.value if isinstance(line, Input) else line.document.get_line(line.cursor_location[0])
    field = next((each for each in line.ancestors if isinstance(each, FormField)), None)
    if field is not None:
        problem = f"  wrong: {field.problem}" if field.problem else ""
        return f"{field.spec.label}: {value or 'empty'}{problem}  {field.spec.help}"
    label = next((text for text in map(_bare, _labels(line)) if text), "")
    return f"{label}: {value or 'empty'}"


def _bare(label: str) -> str:
    return label.strip(" :/,")


def _labels(line: Widget) -> Iterator[str]:
    """The texts beside a line, and the title of its dialog."""
    for ancestor in line.ancestors:
        if isinstance(ancestor, Widget):
            yield from (plain(str(each.content)) for each in ancestor.children if isinstance(each, Static))
            yield str(ancestor.border_title or "")


def _told(screen: Screen[object], focused: Widget) -> str:
    if isinstance(focused, EmptyState):
        return "  ".join((focused.title, *(f"{key} {word}" for key, word in focused.keys)))
    if isinstance(focused, Detail) and focused.current is not None:
        return f"{focused.current.label}  {focused.current.value}"
    if isinstance(focused, Board):
        return _card(focused)
    if isinstance(focused, Grid) and focused.current_key is not None:
        return _row(focused, focused.current_key)
    if isinstance(focused, LineView):
        region = focused.current_region
        return "  ".join(_lines(screen, region)) if region is not None else "nothing here"
    return "  ".join(_lines(screen, Region(*focused.region.offset, focused.region.width, 1)))


def _card(board: Board) -> str:
    """The card under the cursor, its lane first, with its place in it."""
    lane = board.current_lane
    title = board.lanes.head(lane).title if lane < len(board.lanes) else ""
    found = board.lanes.find(board.current_key) if board.current_key is not None else None
    if found is None:
        return f"{title}: no cards"
    card = board.lanes.card(*found)
    texts = filter(None, (card.amount, card.note, card.flag, card.warning))
    return "  ".join((f"{title}: {card.title}", *texts, f"{found[1] + 1} of {board.lanes.count(lane)}"))


def _row(grid: Grid, key: str) -> str:
    """The row under the cursor, each cell after the title of its column."""
    place = grid.rows.index(key)
    cells = grid.rows.cells(place, [column.id for column in grid.columns]) if place is not None else ()
    named = zip(grid.columns, cells, strict=False)
    return "  ".join(f"{column.title} {cell.text}".strip() for column, cell in named if cell.text)


def _lines(screen: Screen[object], region: Region) -> Iterator[str]:
    """The text in a region of the screen."""
    widget, shown = screen.get_widget_at(region.x, region.y)
    inside = region.translate((-shown.x, -shown.y))
    for strip in widget.render_lines(Region(0, inside.y, shown.width, region.height)):
        yield strip.crop(inside.x, inside.x + region.width).text


def _first_text(screen: Screen[object]) -> str:
    """The first text of a dialog."""
    return next((text for each in screen.query(Static) if (text := plain(str(each.content)))), "")
