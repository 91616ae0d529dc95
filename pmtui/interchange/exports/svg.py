"""A report as a picture: a bar chart in SVG, readable without colour."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from pmtui.errors import InputError
from pmtui.metrics.format import shown_value
from pmtui.metrics.report_table import Bar, Report

_WIDTH, _LABEL, _VALUE, _MARGIN = 840, 220, 130, 16
_STEP, _THICK, _THIN = 30, 16, 5
_LONGEST = 34


def report_svg(report: Report) -> str:
    """The chart of a report as SVG text: a bar for each row, and beneath it a thin one for the period before.

    Bars of unlike units stand apart, each group on its own scale.

    Raises:
        InputError: The report has no figures that could be drawn.
    """
    if not report.measure:
        raise InputError(f"{report.title}: there is nothing to draw; say --md, --csv or --json")
    body: list[str] = []
    top = 2 * _STEP
    for unit, bars in by_unit(report.bars).items():
        body.append(_text(_MARGIN, top, f"{report.measure}, {_unit(unit)}", "middle-size"))
        top += _STEP // 2
        body += _group(bars, top)
        top += _STEP * len(bars) + _STEP
    height = top + _MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="13" role="img">'
    )
    title = f"<title>{escape(report.title)}</title>"
    paper = f'<rect width="{_WIDTH}" height="{height}" fill="white"/>'
    return (
        "\n".join([head, title, paper, _text(_MARGIN, _STEP, report.title, "title"), *body, "</svg>"]) + "\n"
    )


def by_unit(bars: Sequence[Bar]) -> dict[str, list[Bar]]:
    """Bars by their unit: those that share a scale."""
    found: dict[str, list[Bar]] = {}
    for bar in bars:
        found.setdefault(bar.unit, []).append(bar)
    return found


def _unit(unit: str) -> str:
    return {"count": "number", "ratio": "share"}.get(unit, unit or "number")


def _group(bars: Sequence[Bar], top: int) -> Iterator[str]:
    values = [value for bar in bars for value in (bar.value, bar.before) if value is not None]
    low, high = min(Decimal(), *values), max(Decimal(), *values)
    room = _WIDTH - _LABEL - _VALUE - 2 * _MARGIN
    scale = Decimal(room) / (high - low) if high > low else Decimal()
    zero = _LABEL + _MARGIN - low * scale
    for place, bar in enumerate(bars):
        y = top + place * _STEP
        label = bar.label if len(bar.label) <= _LONGEST else f"{bar.label[: _LONGEST - 1]}…"
        yield _text(_MARGIN, y + 13, label)
        yield _bar(zero, bar.value * scale, y, _THICK, "0.75")
        told = shown_value(bar.value, bar.unit or "count")
        if bar.before is not None:
            yield _bar(zero, bar.before * scale, y + _THICK + 2, _THIN, "0.35")
            told += f" ({shown_value(bar.before, bar.unit or 'count')})"
        yield _text(_WIDTH - _MARGIN, y + 13, told, anchor="end")


def _bar(zero: Decimal, length: Decimal, y: int, thick: int, shade: str) -> str:
    left = zero + min(length, Decimal())
    return (
        f'<rect x="{left:.1f}" y="{y}" width="{abs(length):.1f}" height="{thick}" '
        f'fill="black" fill-opacity="{shade}"/>'
    )


def _text(x: int, y: int, text: str, look: str = "", anchor: str = "start") -> str:
    weight = {"title": ' font-size="16" font-weight="bold"', "middle-size": ' font-weight="bold"'}.get(
        look, ""
    )
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
