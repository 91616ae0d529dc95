"""The roadmap: features by horizon, on a timeline, as a table; products; and who asks for what."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.errors import InputError
from pmtui.screens.board_screen import BoardScreen
from pmtui.screens.panes import Pane, TablePane
from pmtui.screens.portfolio import PortfolioBoard
from pmtui.screens.roadmap_board import HORIZON, STATUS, RoadmapBoard, groupings
from pmtui.screens.strip import Strip
from pmtui.screens.timeline_pane import TimelinePane
from pmtui.screens.views import FEATURES, LAUNCHES, PRODUCTS, REQUESTS
from pmtui.screens.work import telling
from pmtui.widgets.choice_list import Choice
from pmtui.widgets.picker import Picker
from pmtui.widgets.toast import toast
from pmtui.workflows.scheduling import (
    Span,
    moving_targets,
    slipping,
    starting_too_soon,
    stepping_statuses,
)

_WEEK = 7
_TOLD = 3

_PRODUCT_WORDS = (("brief", "card"), ("check-out", "end it"))
_WORDS = {
    "board": (("move-on", "move on"), ("lanes", "lanes"), ("brief", "spec")),
    "timeline": (("move-on", "later"), ("move-back", "earlier"), ("slip-chain", "slip chain")),
    "launches": (("check-out", "go or no-go"), ("brief", "what blocks it")),
    "portfolio": _PRODUCT_WORDS,
    "products": _PRODUCT_WORDS,
}
"""What the footer says of the keys of a view."""


class RoadmapScreen(BoardScreen):
    """Features on their way."""

    TITLE_SHOWN: ClassVar[str] = "Roadmap"
    PLACE: ClassVar[str] = "roadmap"

    def make_panes(self) -> Sequence[Pane]:
        """The board, the timeline, the table, the launches, the products on a board and in a table, the requests."""
        session = self.session
        self._board = RoadmapBoard(session)
        self._timeline = TimelinePane(session)
        return (
            self._board,
            self._timeline,
            TablePane(FEATURES, session),
            TablePane(LAUNCHES, session),
            PortfolioBoard(session),
            TablePane(PRODUCTS, session),
            TablePane(REQUESTS, session),
        )

    def footer_words(self) -> Sequence[tuple[str, str]]:
        """What is done with features, launches and products in this view of them."""
        return _WORDS.get(self.pane.view.id, ())

    @property
    def has_strip(self) -> bool:
        """The timeline has one too."""
        return super().has_strip or self.pane is self._timeline

    def fill_strip(self, strip: Strip) -> None:
        """Tell of the timeline what waits for what."""
        if self.pane is self._timeline:
            strip.text = self._timeline.told()
        else:
            super().fill_strip(strip)

    # Lanes

    @telling
    def action_lanes(self) -> None:
        """Choose what the lanes of the board are."""
        choices = [
            Choice(each.field, f"by {each.title}", "now" if each == self._board.grouping else "")
            for each in groupings()
        ]

        def picked(field: str | None) -> None:
            if field is not None:
                self._board.choose(field)
                self.show_pane(self._board)

        self.app.push_screen(
            Picker(
                "What are the lanes of the board?",
                lambda typed: [each for each in choices if typed.casefold() in each.label],
            ),
            picked,
        )

    # Moving

    def _step(self, steps: int) -> None:
        if self.pane is self._timeline:
            self._move_targets(steps)
        elif self.pane is not self._board or self._board.grouping.field == HORIZON:
            super()._step(steps)
        elif self._board.grouping.field == STATUS:
            ids = self.selected
            self._carry_out(stepping_statuses(self.session.workspace, ids, steps), ids)
        else:
            title, edit = self._board.grouping.title, self.session.keymap.label("edit")
            raise InputError(f"lanes by {title} have no order to move along; {edit} changes the {title}")

    def _move_targets(self, steps: int) -> None:
        """Move targets by a week, or by a month where the timeline shows quarters."""
        months = self._timeline.timeline.scale == "quarter"
        span = Span(months=steps) if months else Span(days=steps * _WEEK)
        workspace, ids = self.session.workspace, self.selected
        self._carry_out(moving_targets(workspace, ids, span), ids)
        if len(ids) == 1:
            self._tell_collisions(ids[0])

    def _tell_collisions(self, document_id: str) -> None:
        """Say which features now begin before the one that they wait for ends, and what mends it."""
        early = starting_too_soon(self.session.workspace, document_id, self._timeline.dependents)
        if early:
            named = ", ".join(early[:_TOLD]) + (f" and {len(early) - _TOLD}" if len(early) > _TOLD else "")
            verb = "begins" if len(early) == 1 else "begin"
            slip = self.session.keymap.label("slip-chain")
            toast(self, f"{named} {verb} before {document_id} ends · {slip} slips the chain", "warning")

    @telling
    def action_slip_chain(self) -> None:
        """Move what waits for the feature under the cursor by the days it needs."""
        workspace = self.session.workspace
        changes = slipping(workspace, self.current, self._timeline.dependents)
        if not len(changes):
            raise InputError(f"nothing that waits for {self.current} begins before it ends")
        self._told(workspace.commit(changes))

    # The calendar

    @telling
    def action_finer(self) -> None:
        """Show months."""
        self._require_timeline()
        self._timeline.timeline.scale = "month"

    @telling
    def action_coarser(self) -> None:
        """Show quarters."""
        self._require_timeline()
        self._timeline.timeline.scale = "quarter"

    def _require_timeline(self) -> None:
        if self.pane is not self._timeline:
            label = self.session.keymap.label("next-view")
            raise InputError(f"months and quarters are columns of the timeline; {label} brings it")
