"""Bars of text."""

from decimal import Decimal

from pmtui.widgets.charts.bar_chart import DrawnBar, bar_lines


def bar(label: str, value: int, before: int | None = None) -> DrawnBar:
    return DrawnBar(
        label,
        Decimal(value),
        f"{value:,}",
        None if before is None else Decimal(before),
        "" if before is None else f"{before:,}",
    )


def test_bars_are_as_long_as_their_values_and_say_them() -> None:
    assert list(bar_lines([bar("won", 10), bar("gap", 5), bar("none", 0)], 18)) == [
        "won  ██████████ 10",
        "gap  █████       5",
        "none             0",
    ]


def test_the_period_before_stands_beneath_in_another_sign() -> None:
    assert list(bar_lines([bar("won", 4, 8)], 30, ascii=True)) == [
        "won ############             4",
        "  … ------------------------ 8",
    ]


def test_below_zero_is_another_sign_and_no_line_is_too_long() -> None:
    lines = list(bar_lines([bar("a very long name of a feature indeed", -20), bar("東京", 40)], 40))
    assert lines[0].startswith("a very long ")
    assert "▒" in lines[0]
    assert "-20" in lines[0]
    assert lines[1].startswith("東京  ")
    assert len(lines[0]) <= 40


def test_nothing_draws_nothing() -> None:
    assert list(bar_lines([], 40)) == []
