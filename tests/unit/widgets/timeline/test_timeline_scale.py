"""Bars in a calendar of cells: nine cells a column, worked out by hand."""

import itertools
from datetime import date

import pytest

from pmtui.widgets.drawing.line_segments import Line
from pmtui.widgets.timeline.timeline_scale import (
    ASCII,
    UNICODE,
    Bar,
    Canvas,
    Scale,
    TimelineCalendar,
    bar_line,
    heads_line,
    rule_line,
)

TODAY = date(2026, 11, 23)
MONTHS = TimelineCalendar(date(2026, 10, 15), "month", 36)
"""October to January."""
QUARTERS = TimelineCalendar(date(2026, 8, 1), "quarter", 27)
"""Q3 2026 to Q1 2027."""


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def bar(start: str = "", target: str = "", first: str = "", shipped: str = "") -> Bar:
    return Bar("x", day(start), day(target), day(first), day(shipped))


def drawn(line: Line) -> str:
    return "".join(text for text, _ in line)


def looks(line: Line, sign: str) -> set[str]:
    return {look for text, look in line if sign in text}


@pytest.mark.parametrize(
    ("calendar", "text", "cell"),
    [
        (MONTHS, "2026-10-01", 0),
        (MONTHS, "2026-10-31", 8),
        (MONTHS, "2026-11-01", 9),
        (MONTHS, "2026-11-23", 15),
        (MONTHS, "2026-12-12", 21),
        (MONTHS, "2027-02-01", 36),
        (MONTHS, "2026-09-30", -1),
        (MONTHS, "2025-10-01", -108),
        (QUARTERS, "2026-07-01", 0),
        (QUARTERS, "2026-09-30", 8),
        (QUARTERS, "2026-11-23", 14),
        (QUARTERS, "2027-01-01", 18),
    ],
)
def test_a_day_falls_into_a_cell(calendar: TimelineCalendar, text: str, cell: int) -> None:
    assert calendar.cell(date.fromisoformat(text)) == cell


@pytest.mark.parametrize("scale", ["month", "quarter"])
def test_later_days_never_fall_into_earlier_cells(scale: Scale) -> None:
    calendar = TimelineCalendar(date(2023, 12, 31), scale, 9)
    cells = [calendar.cell(date.fromordinal(date(2023, 1, 1).toordinal() + each)) for each in range(1500)]
    assert cells == sorted(cells)
    assert max(after - before for before, after in itertools.pairwise(cells)) == 1


@pytest.mark.parametrize(
    ("calendar", "columns", "first"),
    [
        (MONTHS, 0, "2026-10-01"),
        (MONTHS, 3, "2027-01-01"),
        (MONTHS, -10, "2025-12-01"),
        (QUARTERS, 0, "2026-07-01"),
        (QUARTERS, -3, "2025-10-01"),
        (MONTHS, 10**6, "9998-12-01"),
        (MONTHS, -(10**6), "0001-01-01"),
    ],
)
def test_a_calendar_scrolls_by_its_columns_and_stops_where_years_end(
    calendar: TimelineCalendar, columns: int, first: str
) -> None:
    shifted = calendar.shifted(columns)
    assert shifted.first.isoformat() == first
    assert len(list(shifted.heads())) == len(list(calendar.heads()))


def test_heads_name_months_and_quarters_with_their_year() -> None:
    assert drawn(heads_line(MONTHS)) == "Oct 2026 Nov 2026 Dec 2026 Jan 2027 "
    assert drawn(heads_line(QUARTERS)) == "Q3 2026  Q4 2026  Q1 2027  "
    assert drawn(heads_line(MONTHS._replace(width=12))) == "Oct 2026    "


def test_the_line_under_the_heads_has_the_columns_and_today() -> None:
    assert drawn(rule_line(MONTHS, TODAY, UNICODE)) == "┬────────┬─────▼today──────┬────────"
    assert drawn(rule_line(MONTHS, date(2020, 1, 1), ASCII)) == "+--------" * 4


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        # on its first plan: solid from cell 9 (1 November) to 21 (12 December), over it today and the target
        (bar("2026-11-01", "2026-12-12", "2026-12-12"), "         ======|=====T              "),
        (bar("2026-11-01", "2026-12-12"), "         ======|=====T              "),
        # slipped from 12 December (21) to 10 January (29): dotted between
        (bar("2026-11-01", "2027-01-10", "2026-12-12"), "         ======|=====o.......T      "),
        # pulled in: the first target stands alone behind the end
        (bar("2026-11-01", "2026-12-12", "2027-01-10"), "         ======|=====T       o      "),
        # begun only after the first target
        (bar("2026-12-20", "2027-01-10", "2026-12-01"), "               |  o    ......T      "),
        # shipped in time, and late
        (bar("2026-10-01", "2026-11-10", "2026-11-10", "2026-11-10"), "===========x   |                    "),
        (bar("2026-10-01", "2026-11-10", "2026-10-20", "2026-11-10"), "=====o.....x   |                    "),
        # no start: marks alone
        (bar("", "2026-12-12", "2026-12-12"), "               |     T              "),
        (bar("", "2027-01-10", "2026-12-12"), "               |     o.......T      "),
        # no target
        (bar("2026-11-01"), "         = no target                "),
        (bar(), "no dates       |                    "),
        # all before, all after, and across what is shown
        (bar("2026-01-01", "2026-03-01"), "<              |                    "),
        (bar("2027-03-01", "2027-06-01"), "               |                   >"),
        (bar("2026-01-01", "2027-06-01"), "===============|===================="),
    ],
)  # fmt: skip
def test_a_bar_is_drawn_cell_by_cell(given: Bar, seen: str) -> None:
    assert drawn(bar_line(given, MONTHS, TODAY, ASCII)) == seen


def test_late_targets_and_slips_are_set_apart_and_so_is_what_has_shipped() -> None:
    late = bar_line(bar("2026-10-05", "2026-11-20", "2026-11-01"), MONTHS, TODAY, UNICODE)
    assert (looks(late, "◆"), looks(late, "┄"), looks(late, "│")) == ({"risk"}, {"risk"}, {"strong"})
    on_time = bar_line(bar("2026-10-05", "2026-12-01"), MONTHS, TODAY, UNICODE)
    assert looks(on_time, "◆") == {"strong"}
    assert looks(bar_line(bar("", "", "", "2026-11-01"), MONTHS, TODAY, UNICODE), "✓") == {"good"}


@pytest.mark.parametrize("width", [0, 1, 5, 9, 100])
def test_a_line_fills_its_width_whatever_that_is(width: int) -> None:
    calendar = MONTHS._replace(width=width)
    for each in (bar(), bar("2026-11-01", "2027-01-10", "2026-12-12"), bar("2026-01-01", "2026-03-01")):
        assert len(drawn(bar_line(each, calendar, TODAY, UNICODE))) == width
    assert len(drawn(heads_line(calendar))) == len(drawn(rule_line(calendar, TODAY, UNICODE))) == width


def test_what_is_painted_outside_is_cut_off() -> None:
    canvas = Canvas(3)
    canvas.paint(-5, 0, "a")
    canvas.paint(2, 9, "b", "risk")
    assert canvas.line() == (("a ", ""), ("b", "risk"))
