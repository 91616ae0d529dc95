"""What a folded section holds, in a line."""

from collections.abc import Sequence

from pmtui.widgets.form.form_field import FormField
from pmtui.widgets.form.row_table import RowTable

_SHOWN = 4
"""Fields that it tells of."""


def summary_of(rows: Sequence[FormField | RowTable]) -> str:
    """The fields of a section that are filled, with their texts; rows by their number and first cells."""
    said = []
    for row in rows:
        label, text = row.spec.label.lower(), " ".join(row.text.split())
        if isinstance(row, RowTable) and row.rows:
            heads = [cells.get(row.form.columns[0].name, "") for cells in row.rows]
            said.append(f"{len(row.rows)} {label}: {', '.join(filter(None, heads))}")
        elif text:
            said.append(f"{label} {text}")
    return " · ".join(said[:_SHOWN]) or "none"
