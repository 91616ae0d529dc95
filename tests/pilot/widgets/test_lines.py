"""The lines around the panes: status, tabs, footer, filter; and what stands in an empty pane."""

import pytest

from pmtui.widgets.frame.empty_state import EmptyState
from pmtui.widgets.frame.filter_bar import FilterBar
from pmtui.widgets.frame.footer_keys import FooterKeys
from pmtui.widgets.frame.screen_tabs import ScreenTabs
from pmtui.widgets.frame.status_line import StatusLine, StatusPart
from tests.pilot.widgets.plain_stage import heard, line_with, seen, staged

HOSTILE = "[b [@click=app.quit]x[/] $accent"
TABS = (("1", "Today"), ("2", "Glossary"), ("4", "Pipeline"))


def status() -> StatusLine:
    line = StatusLine()
    line.parts = (
        StatusPart("acme", "strong"),
        StatusPart(""),
        StatusPart("ann"),
        StatusPart("owner:me", "dim"),
    )
    line.right = StatusPart("62% of 400k")
    return line


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (60, " acme · ann · owner:me" + " " * 26 + "62% of 400k"),
        (36, " acme · ann · owner:me"),
        (20, " acme · ann"),
        (10, " acme"),
        (5, " ac…"),
    ],
)
async def test_the_status_line_drops_parts_from_the_right(width: int, text: str) -> None:
    async with staged(status, size=(width, 3)) as pilot:
        assert seen(pilot)[0] == text


async def test_the_status_line_shows_names_as_text_and_follows_its_parts() -> None:
    async with staged(status) as pilot:
        line = pilot.app.query_one(StatusLine)
        line.parts = (StatusPart(HOSTILE, "risk"),)
        await pilot.pause()
        assert HOSTILE in seen(pilot)[0]


def tabs() -> ScreenTabs:
    line = ScreenTabs()
    line.tabs, line.current = TABS, "Pipeline"
    return line


@pytest.mark.parametrize(
    ("width", "text"),
    [(60, " 1 Today  2 Glossary  4 Pipeline"), (24, " 1  2  4 Pipeline"), (8, " 1  2  …")],
)
async def test_the_tabs_keep_the_open_screens_name(width: int, text: str) -> None:
    async with staged(tabs, size=(width, 3)) as pilot:
        assert seen(pilot)[0] == text


@pytest.mark.parametrize(
    ("width", "text"),
    [(60, " enter open  n new  ? help"), (25, " enter open  ? help"), (7, " ? help"), (8, " ? help")],
)
async def test_the_footer_drops_whole_keys_from_the_right(width: int, text: str) -> None:
    def footer() -> FooterKeys:
        line = FooterKeys()
        line.pairs = (("?", "help"), ("enter", "open"), ("n", "new"))
        return line

    async with staged(footer, size=(width, 3)) as pilot:
        assert seen(pilot)[0] == text


async def test_an_empty_pane_teaches_the_first_key() -> None:
    def empty() -> EmptyState:
        return EmptyState(
            f"No deals match {HOSTILE}", (("n", "new deal"), ("pmtui import deals FILE", "bring them in"))
        )

    async with staged(empty) as pilot:
        title = line_with(pilot, f"No deals match {HOSTILE}")
        assert title > 5
        assert seen(pilot)[title + 2].split() == ["n", "new", "deal"]
        await pilot.resize_terminal(30, 12)
        await pilot.pause()
        assert line_with(pilot, "n  new deal") >= 0


async def test_a_filter_is_told_as_it_is_typed_kept_and_given_up() -> None:
    async with staged(FilterBar, FilterBar.Changed, FilterBar.Submitted, FilterBar.Closed) as pilot:
        await pilot.press("a", "colon", "enter", "escape")
        await pilot.pause()
        assert [type(each).__name__ for each in heard(pilot)] == ["Changed", "Changed", "Submitted", "Closed"]
        told = [
            each.text for each in heard(pilot) if isinstance(each, FilterBar.Changed | FilterBar.Submitted)
        ]
        assert told == ["a", "a:", "a:"]


@pytest.mark.parametrize("size", [(80, 24), (50, 10), (120, 40)])
@pytest.mark.parametrize("column", [0, 9, 14])
@pytest.mark.parametrize("before", ["owner:me stge:proposal", "名前:me stge:proposal"])
async def test_a_mistake_is_pointed_at(size: tuple[int, int], column: int, before: str) -> None:
    async with staged(lambda: FilterBar(before), size=size) as pilot:
        bar = pilot.app.query_one(FilterBar)
        bar.show_error("there is no field 'stge'", column)
        await pilot.pause()
        lines = pilot.app.screen._compositor.render_strips()
        caret = lines[1].crop(0, lines[1].text.index("^")).cell_length
        under = lines[0].crop(caret, caret + 1).text
        assert under == before[column] or lines[0].crop(caret, caret + 2).text.startswith(before[column])
        assert line_with(pilot, "no field") in (1, 2)


async def test_a_mistake_scrolled_out_of_sight_is_pointed_at_from_the_edge() -> None:
    async with staged(lambda: FilterBar("stge:proposal " + "owner:me " * 9), size=(30, 10)) as pilot:
        pilot.app.query_one(FilterBar).show_error("there is no field 'stge'", 0)
        await pilot.pause()
        assert seen(pilot)[1] == " " * 9 + "^"
        assert seen(pilot)[2] == " there is no field 'stge'"


async def test_the_problem_goes_when_the_filter_is_edited() -> None:
    async with staged(lambda: FilterBar("stge:x")) as pilot:
        bar = pilot.app.query_one(FilterBar)
        bar.show_error(HOSTILE, 0)
        await pilot.pause()
        assert line_with(pilot, HOSTILE) == 1
        await pilot.press("backspace")
        await pilot.pause()
        assert line_with(pilot, "^") == -1
        assert bar.size.height == 2


async def test_a_filter_can_be_put_there() -> None:
    async with staged(FilterBar) as pilot:
        bar = pilot.app.query_one(FilterBar)
        bar.text = "owner:me\x1b[2J"
        await pilot.pause()
        assert bar.text == "owner:me"
