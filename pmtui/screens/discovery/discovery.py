"""Discovery: insights with their evidence, competitors, markets, segments, personas, interviews, objectives."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from textual.screen import Screen

from pmtui.models.discovery.discovery_rows import ResearchRow
from pmtui.models.discovery.research import fields_of_type
from pmtui.models.fields import form_fields
from pmtui.screens.discovery.discovery_views import (
    COMPETITORS,
    INSIGHTS,
    INTERVIEWS,
    MARKETS,
    OBJECTIVES,
    PERSONAS,
    SEGMENTS,
)
from pmtui.screens.documents.document_screen import DocumentScreen
from pmtui.screens.documents.panes import Condition, Pane, TablePane
from pmtui.screens.documents.view_definitions import TableView
from pmtui.screens.editing.asked import Asked
from pmtui.screens.frame.commits import Save
from pmtui.screens.frame.session import Session
from pmtui.store.query.sorted_view import Listing, Order, SortValue
from pmtui.store.query.stored_rows import Row
from pmtui.store.workspace import Commit
from pmtui.workflows.discovery.gate import money_behind, voices
from pmtui.workflows.discovery.strategy import market_size, progress

_DECIDED = ("gate", "gate_reason")
"""The fields that the gate decides and no form of an insight asks for."""

_WORDS = {
    "insights": (("gate", "gate"),),
    "competitors": (("brief", "battlecard"), ("matrix", "matrix")),
}
"""The footer's words for the keys of a view."""

_FIGURES = ("tam", "sam", "som")


class WorkedOutPane(TablePane):
    """A table that can be sorted by what is worked out as well."""

    def _list(self, condition: Condition | None, order: Order) -> Listing:
        if order.field in (*_FIGURES, "voices", "behind", "progress"):
            order = Order(order.field, lambda row: self._value(order.field, row), order.reverse)
        return super()._list(condition, order)

    def _value(self, field: str, row: Row) -> SortValue | None:
        workspace = self._session.workspace
        if field in _FIGURES:
            size = market_size(row)[_FIGURES.index(field)].value
            return float(size.amount) if size else None
        if field == "voices":
            return float(voices(workspace.tables, row).total)
        if field == "progress":
            share = progress(row)
            return None if share is None else float(share)
        behind = money_behind(workspace.tables, row)
        return float(max(behind.values(), default=Decimal())) or None


class ResearchPane(WorkedOutPane):
    """The research of one type.

    Args:
        view: What it shows; its hint names the type.
        session: The workspace it shows it from.
    """

    def __init__(self, view: TableView, session: Session) -> None:
        super().__init__(view, session)
        self._type = view.hint

    def beginning(self) -> Mapping[str, str]:
        """New research is of this type."""
        return {"type": self._type}

    def summary(self) -> str:
        """How many are shown, of those of this type."""
        rows = self._session.workspace.rows("research").values()
        count, total = len(self.listing), sum(ResearchRow(row).type == self._type for row in rows)
        return f"{count:,} of {total:,}" if count != total else f"{count:,}"


class DiscoveryScreen(DocumentScreen):
    """Knowledge of needs and markets."""

    TITLE_SHOWN: ClassVar[str] = "Discovery"

    def make_panes(self) -> Sequence[Pane]:
        """The insights, the research type by type, the objectives."""
        session = self.session
        research = (COMPETITORS, MARKETS, SEGMENTS, PERSONAS, INTERVIEWS)
        return (
            WorkedOutPane(INSIGHTS, session),
            *(ResearchPane(view, session) for view in research),
            WorkedOutPane(OBJECTIVES, session),
        )

    def footer_words(self) -> Sequence[tuple[str, str]]:
        """The gate over insights; what competitors have and lack."""
        return (*super().footer_words(), *_WORDS.get(self.pane.view.id, ()))

    def taken_for_granted(self) -> Mapping[str, object]:
        """Research is of the type that the view is about."""
        return self.pane.beginning()

    def _form(
        self,
        kind: str,
        base: str,
        save: Save,
        asked: Asked,
    ) -> Screen[Commit | None]:
        """A form with the fields that the document has: those of its type, and none that the gate decides."""
        from pmtui.screens.editing.form_screen import FormScreen

        if kind == "research" and not asked.only:
            row = self.session.workspace.rows(kind).get(base)
            research_type = ResearchRow(row).type if row is not None else asked.typed.get("type", "")
            title = f"{FormScreen.TITLES[not base]} {research_type} {base}".rstrip()
            asked = replace(asked, only=fields_of_type(research_type), title=title)
        elif kind == "insight" and not asked.only:
            only = tuple(field.name for field in form_fields(kind) if field.name not in _DECIDED)
            asked = replace(asked, only=only)
        return super()._form(kind, base, save, asked)
