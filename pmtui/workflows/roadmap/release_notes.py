"""Release notes: what of a product has shipped in a period, in words that customers may read."""

from collections.abc import Iterator

from pmtui.errors import NothingFound
from pmtui.models.roadmap.feature import Feature
from pmtui.models.values.period import Period
from pmtui.store.workspace import Workspace
from pmtui.workflows.markdown_helpers import bullets, plain_text
from pmtui.workflows.redaction import Discretion, is_public


def release_notes(workspace: Workspace, period: Period, product_id: str = "") -> str:
    """The notes as Markdown: by product, the latest first; no customer is named.

    Features that are declined or tagged `internal` are left out, as are requirements that are not met.

    Args:
        workspace: Where the features are.
        period: When they shipped.
        product_id: The product; empty for all.

    Raises:
        NothingFound: Nothing has shipped.
    """
    shipped = [
        feature
        for each, row in workspace.rows("feature").items()
        if period.holds(str(row.get("shipped") or "-"))
        and row.get("status") == "shipped"
        and is_public(row)
        and product_id in ("", row.get("product"))
        and isinstance(feature := workspace.find(each), Feature)
    ]
    if not shipped:
        whose = f" of {workspace.names.label(product_id)}" if product_id else ""
        raise NothingFound(f"nothing{whose} shipped in {period.label}")
    products = sorted({each.product or "" for each in shipped}, key=workspace.names.label)
    discretion = Discretion(workspace.tables)
    lines: list[str] = []
    for product in products:
        name = workspace.names.label(product) if product else "Other"
        lines += [f"# {plain_text(name)}: what is new in {period.label}", ""]
        ours = [each for each in shipped if (each.product or "") == product]
        for feature in sorted(ours, key=lambda each: str(each.shipped), reverse=True):
            lines += _entry(feature, discretion)
    return "\n".join(lines).rstrip() + "\n"


def _entry(feature: Feature, discretion: Discretion) -> Iterator[str]:
    yield from (f"## {plain_text(discretion.said(feature.title))}", "")
    if feature.differentiator:
        yield from (plain_text(discretion.said(feature.differentiator)), "")
    why = feature.problem.partition("\n\n")[0]
    if why:
        yield from (f"Why: {plain_text(discretion.said(why))}", "")
    met = [each for each in feature.requirements if each.done and each.kind in ("functional", "quality")]
    if met:
        yield from bullets(plain_text(discretion.said(each.text)) for each in met)
