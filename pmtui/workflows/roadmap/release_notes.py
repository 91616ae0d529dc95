"""Release notes: what of a product has shipped in a period, in the words that were written for customers."""

from datetime import date

from pmtui.errors import NothingFound
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.values.period import Period
from pmtui.rules.roadmap.features import is_public, is_shipped
from pmtui.store.workspace import Workspace
from pmtui.workflows.markdown_helpers import plain_text
from pmtui.workflows.redaction import Discretion


def release_notes(workspace: Workspace, period: Period, product_id: str = "") -> str:
    """The notes as Markdown: by product, the latest first; no customer is named.

    Only features with `public = yes` and a public text are in them, and only with that text.

    Args:
        workspace: Where the features are.
        period: When they shipped.
        product_id: The product; empty for all.

    Raises:
        NothingFound: Nothing has shipped, or nothing of it is public.
    """
    shipped = [
        feature
        for feature in FeatureRow.all(workspace.tables)
        if is_shipped(feature)
        and feature.shipped is not None
        and period.first <= feature.shipped <= period.last
        and product_id in ("", feature.product)
    ]
    public = [feature for feature in shipped if is_public(feature)]
    if not public:
        raise NothingFound(_nothing(workspace, period, product_id, len(shipped)))
    names, discretion = workspace.names.label, Discretion(workspace.tables)
    lines: list[str] = []
    for product in sorted({feature.product or "" for feature in public}, key=names):
        name = names(product) if product else "Other"
        lines += [f"# {plain_text(name)}: what is new in {period.label}", ""]
        ours = [feature for feature in public if (feature.product or "") == product]
        for feature in sorted(ours, key=lambda feature: feature.shipped or date.min, reverse=True):
            text = discretion.said(feature.public_text.strip())
            lines.append("- " + text.replace("\n", "\n  "))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _nothing(workspace: Workspace, period: Period, product_id: str, shipped: int) -> str:
    whose = f" of {workspace.names.label(product_id)}" if product_id else ""
    if not shipped:
        return f"nothing{whose} shipped in {period.label}"
    count = f"{shipped:,} feature{'' if shipped == 1 else 's'}{whose}"
    return f"{count} shipped in {period.label}, none with public=yes and a public_text for customers"
