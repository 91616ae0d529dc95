"""The timeline of the roadmap: features in a calendar, with what they wait for and what waits for them."""

from collections.abc import Mapping
from datetime import date

from textual.reactive import reactive

from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.screens.documents.panes import Condition, Pane, usual_order
from pmtui.screens.documents.view_definitions import TIMELINE, TimelineView
from pmtui.screens.frame.session import Session
from pmtui.store.events import DAY, Changed
from pmtui.store.query.sorted_view import Listing, Order
from pmtui.store.query.stored_rows import Row
from pmtui.widgets.drawing.binding import bind
from pmtui.widgets.timeline.timeline import Bars, NoBars, Relation, Timeline
from pmtui.widgets.timeline.timeline_scale import Bar
from pmtui.workflows.roadmap.dependencies import Dependents, collides, needed_by

BEFORE, AFTER = "B", "A"
"""The letters of what must ship before the feature under the cursor, and of what comes after it."""

_TOLD = 3


class ListingBars:
    """A listing of features as the bars of a timeline.

    Args:
        listing: The features in their order.
        dependents: Which features wait for which.
    """

    def __init__(self, listing: Listing, dependents: Dependents) -> None:
        self._listing = listing
        self._dependents = dependents

    def __len__(self) -> int:
        return len(self._listing)

    def key(self, index: int) -> str:
        """The id of the feature at a place."""
        return self._listing.key(index)

    def index(self, key: str) -> int | None:
        """The place of a feature."""
        found = self._listing.find(key)
        return found[1] if found else None

    def _row(self, key: str) -> Row:
        return self._listing.row(key) or {}

    def bar(self, index: int) -> Bar:
        """The bar of the feature at a place."""
        row = self._row(self.key(index))
        feature = FeatureRow(row)
        return Bar(
            feature.title,
            feature.start,
            feature.target,
            feature.first_target,
            feature.shipped,
            any(collides(self._row(each), row) for each in needed_by(row)),
        )

    def related(self, key: str) -> Mapping[str, Relation]:
        """The features that a feature waits for, and those that wait for it."""
        row = self._row(key)
        before = {
            each: Relation(BEFORE, collides(self._row(each), row))
            for each in needed_by(row)
            if self._listing.row(each) is not None
        }
        after = {each: Relation(AFTER, collides(row, self._row(each))) for each in self._dependents.of(key)}
        return {**after, **before}


class TimelinePane(Pane):
    """The timeline as a view of the roadmap.

    Args:
        session: The workspace it shows it from.
    """

    bars: reactive[Bars] = reactive(NoBars, init=False, repaint=False, always_update=True)
    """What the timeline shows."""
    today: reactive[date] = reactive(date.min, init=False, repaint=False)
    """The day that its line is drawn at."""

    view: TimelineView

    def __init__(self, session: Session) -> None:
        super().__init__(TIMELINE, session)
        today = session.workspace.clock.today()
        self.timeline = Timeline(today, id=f"view-{TIMELINE.id}")
        self.timeline.set_reactive(Timeline.ascii, session.ascii)
        self.set_reactive(TimelinePane.today, today)
        bind(self.timeline, self, "bars", "today")
        self._made: tuple[Listing, ListingBars] | None = None
        self._dependents: Dependents | None = None

    @property
    def dependents(self) -> Dependents:
        """Which features wait for which; made when first asked for."""
        if self._dependents is None:
            self._dependents = Dependents(self._session.workspace.rows("feature"))
        return self._dependents

    @property
    def listing(self) -> Listing:
        """The features in their order; made when first asked for."""
        return self._shown[0]

    @property
    def _shown(self) -> tuple[Listing, ListingBars]:
        return self._made or self._put(self._list(None, usual_order(self._session, self.view)))

    @property
    def widget(self) -> Timeline:
        """The timeline."""
        return self.timeline

    @property
    def headword(self) -> str:
        """The slug of what a timeline is."""
        return self.view.headword

    def list_anew(self, condition: Condition | None, order: Order | None = None) -> None:
        """List with another filter or order."""
        self.condition = condition
        self._put(self._list(condition, order or self.listing.order))

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit: move what moved, draw again what differs."""
        ids = changed.ids.get(self.view.kind, frozenset())
        if self._dependents is not None:
            self._dependents.update(ids)
        if DAY in changed.ids:
            self.today = self._session.workspace.clock.today()
        if self._made is not None:
            self._made[0].update(ids)
            self.mutate_reactive(TimelinePane.bars)

    def told(self) -> str:
        """The features that the one under the cursor waits for, and those that wait for it, with their letters."""
        key = self.timeline.current_key
        if key is None:
            return ""
        found = self._shown[1].related(key)
        parts = [key]
        for letter, word in ((BEFORE, "first"), (AFTER, "after")):
            ids = [each for each, relation in found.items() if relation.letter == letter]
            if ids:
                more = f" +{len(ids) - _TOLD}" if len(ids) > _TOLD else ""
                named = " ".join(f"{each}!" if found[each].conflict else each for each in ids[:_TOLD])
                parts.append(f"{letter} {word} {named}{more}")
        return " · ".join(parts)

    def _list(self, condition: Condition | None, order: Order) -> Listing:
        return Listing(self._session.workspace.rows(self.view.kind), order, condition=condition)

    def _put(self, listing: Listing) -> tuple[Listing, ListingBars]:
        self._made = (listing, ListingBars(listing, self.dependents))
        self.bars = self._made[1]
        return self._made
