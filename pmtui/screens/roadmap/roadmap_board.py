"""The board of the roadmap: its lanes are horizons, or any other thing that features have in common."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from pmtui.models.fields import Shape, fields_of
from pmtui.models.roadmap.roadmap_words import STATUSES
from pmtui.models.stored import JsonValue
from pmtui.models.values.folding import folded
from pmtui.rules.roadmap.features import is_open_status
from pmtui.screens.documents.board_lanes import LaneName, feature_lane, roadmap_lanes
from pmtui.screens.documents.panes import BoardPane
from pmtui.screens.documents.view_definitions import ROADMAP_BOARD
from pmtui.screens.frame.session import Session
from pmtui.store.events import Changed
from pmtui.store.query.name_index import title_of
from pmtui.store.query.stored_rows import Row

HORIZON, STATUS = "horizon", "status"
_FIELDS = (HORIZON, STATUS, "product", "objective", "owner", "teams")


class Grouping(NamedTuple):
    """A choice of lanes for the board.

    Attributes:
        field: The field of a feature that determines its lane.
        title: Its title.
        headword: Slug of the entry that defines it.
        link: The kind of the documents that are the lanes; empty if they are words.
        choices: The lanes in their order; empty if they are the values that features have.
    """

    field: str
    title: str
    headword: str
    link: str = ""
    choices: tuple[str, ...] = ()

    def lane_of(self, row: Row) -> str:
        """The lane of a stored feature: the first of several values; empty where it has none."""
        if self.field == HORIZON:
            return feature_lane(row)
        return _first(row.get(self.field, self.choices[0] if self.choices else ""))


def groupings() -> list[Grouping]:
    """All that the lanes may be, the usual one first; of some fields, those that features have."""
    specs = fields_of("feature")
    found = []
    for name in _FIELDS:
        if name in specs:
            spec = specs[name]
            kind = spec.link if spec.shape is Shape.LINK else ""
            choices = STATUSES if name == STATUS else ()
            found.append(Grouping(name, spec.label.casefold(), spec.headword, kind, choices))
    return found


class RoadmapBoard(BoardPane):
    """Features by horizon at first.

    Attributes:
        grouping: What the lanes are.
    """

    def __init__(self, session: Session) -> None:
        self.grouping = groupings()[0]
        super().__init__(ROADMAP_BOARD, session, self._lane, self._names, HORIZON)

    def choose(self, field: str) -> None:
        """Make the lanes the values of another field."""
        self.grouping = next(each for each in groupings() if each.field == field)
        self._field = field
        title = ROADMAP_BOARD.title if field == HORIZON else f"{ROADMAP_BOARD.title} by {self.grouping.title}"
        self.view = replace(ROADMAP_BOARD, title=title, headword=self.grouping.headword)
        self.list_anew(self.condition)

    def beginning(self) -> Mapping[str, str]:
        """A new feature starts in the lane under the cursor, where that is an open one with a name."""
        return {name: text for name, text in super().beginning().items() if text}

    def on_commit(self, changed: Changed) -> None:
        """Take in a commit; a lane that is new, or is called otherwise, has its place too."""
        super().on_commit(changed)
        if self._made is None or self.grouping.field in (HORIZON, STATUS):
            return
        known = {self._lanes_shown.name(place).key for place in range(len(self._lanes_shown))}
        if self.grouping.link in changed.ids or not known.issuperset(self.listing.lanes()):
            self._put(self.listing)

    def _lane(self, row: Row) -> str:
        return self.grouping.lane_of(row)

    def _names(self) -> list[LaneName]:
        by = self.grouping
        if by.field == HORIZON:
            return roadmap_lanes()
        if by.choices:
            return [
                LaneName(each, each.capitalize(), by.headword, is_open_status(each)) for each in by.choices
            ]
        rows = self._session.workspace.rows(by.link or "feature")
        if by.link:
            return _sorted({key: title_of(by.link, row) for key, row in rows.items()}, by)
        values = {by.lane_of(row) for row in rows.values()}
        return _sorted({value: value for value in values}, by)


def _sorted(names: Mapping[str, str], by: Grouping) -> list[LaneName]:
    """Lanes by their names, and last the one of features that have none."""
    keys = sorted(filter(None, names), key=lambda key: folded(names[key]))
    lanes = [LaneName(key, names[key], by.headword) for key in keys]
    return [*lanes, LaneName("", f"no {by.title}", by.headword)]


def _first(value: JsonValue) -> str:
    if isinstance(value, list):
        return str(value[0]) if value else ""
    return value if isinstance(value, str) else ""
