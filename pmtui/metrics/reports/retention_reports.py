"""The report of keeping customers: who renews, what the recurring value becomes, how satisfied they are."""

from pmtui.metrics.compute import compute
from pmtui.metrics.report_table import Line, Report, built, shown_figure
from pmtui.metrics.result import currency_of
from pmtui.metrics.scope import Source
from pmtui.models.values.period import Period

_TOLD = {
    "renewal-rate": "renewal rate",
    "nrr": "net revenue retention",
    "grr": "gross revenue retention",
    "churn-rate": "churn rate",
    "nps": "net promoter score",
    "csat": "satisfied",
    "customer-health": "health",
}
_NONE = "none"


def retention_report(source: Source, period: Period, by: str) -> Report:
    """The retention of customers, a row for each measure, or for each group and measure.

    Satisfaction and health are states: as they are, whatever the period.
    """
    lines = []
    for slug, told in _TOLD.items():
        for result in compute(source, slug, period, by):
            if result.value is None:
                continue
            made_of = ", ".join(
                f"{each.name} {shown_figure(each.value, each.unit)}" for each in result.inputs
            )
            cells = (
                *((result.label or _NONE,) if by else ()),
                told,
                currency_of(result),
                shown_figure(result.value, result.unit),
                made_of,
            )
            ids = tuple(dict.fromkeys(each for part in result.inputs for each in part.ids))
            lines.append(Line(cells, ids, result.value, result.unit))
    columns = (*((by,) if by else ()), "measure", "currency", "value", "made of")
    return built(
        f"Retention {period.label}: what becomes of the customers", columns, lines, "value", 3 if by else 2
    )
