"""The scorecard, the ideal customer, the people and the words of the roadmap as tables."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from pmtui.errors import FieldError, InputError
from pmtui.metrics.workspace.effects import Effects, criteria_effects, profile_effects, renaming
from pmtui.models.kinds import KINDS
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.models.roadmap.roadmap_words import HORIZONS, STATUSES
from pmtui.models.roadmap.score_parts import Criterion
from pmtui.models.row_text import join_list, join_row
from pmtui.models.settings import Trait
from pmtui.rules.roadmap.features import is_open, is_open_status
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.money_tables import reading_of
from pmtui.screens.workspace.settings_table import Act, SettingsTable, kind_word, wide_columns
from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.workflows.deals.lead_score import checked_profile, read_trait, set_profile
from pmtui.workflows.roadmap.scoring import read_criterion, refuse_twins, set_criteria
from pmtui.workflows.workspace.people import OWNER, bears, kinds_with, people, rename_person
from pmtui.workflows.workspace.settings import moved


class CriteriaTable(SettingsTable):
    """The criteria of the scorecard and their weights."""

    ADDS: ClassVar[str] = "criterion"
    MOVES: ClassVar[bool] = True

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._criteria = self.workspace.settings.scorecard

    @property
    def note(self) -> str:
        """Whether they are the usual ones."""
        return "" if self.workspace.settings.criteria else "the usual ones"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Name and weight."""
        return wide_columns(self, (("name", "criterion", "left"), ("weight", "weight", "right")))

    def row_keys(self) -> Sequence[str]:
        """The names of the criteria."""
        return [criterion.name for criterion in self._criteria]

    def _place(self, key: str) -> int:
        return list(self.row_keys()).index(key)

    def text(self, key: str, column: str) -> str:
        """One cell of a criterion."""
        criterion = self._criteria[self._place(key)]
        return criterion.name if column == "name" else f"{criterion.weight:g}"

    def _with(self, key: str, column: str, text: str) -> tuple[Criterion, ...]:
        words = {name: self.text(key, name) for name in ("name", "weight")} | {column: text}
        made = read_criterion(
            join_row(words["name"], [("weight", words["weight"])]), reading_of(self.session)
        )
        changed = tuple(
            made if place == self._place(key) else each for place, each in enumerate(self._criteria)
        )
        refuse_twins(each.name for each in changed)
        return changed

    def effects(self, key: str, column: str, text: str) -> Effects:
        """Which features score differently."""
        return criteria_effects(self.workspace, self._with(key, column, text))

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Change the criterion."""
        changed = self._with(key, column, text)
        return lambda: set_criteria(self.workspace, changed)

    @property
    def add_hint(self) -> str:
        """A name and a weight."""
        return "the new criterion, such as Fit | weight=2; a weight below 0 counts against a feature"

    def adding(self, text: str, key: str | None) -> Act:
        """Add a criterion: `Fit | weight=2`."""
        added = (*self._criteria, read_criterion(text, reading_of(self.session)))
        return lambda: set_criteria(self.workspace, added)

    def deleting(self, key: str) -> Act:
        """Take the criterion out."""
        if len(self._criteria) == 1:
            raise InputError(
                "a scorecard needs a criterion; `pmtui criteria --drop` brings the usual ones back"
            )
        kept = tuple(each for each in self._criteria if each.name != key)
        return lambda: set_criteria(self.workspace, kept)

    def moving(self, key: str, steps: int) -> Act:
        """Move the criterion."""
        changed = moved(self._criteria, self._place(key), steps)
        return lambda: set_criteria(self.workspace, changed)


class ProfileTable(SettingsTable):
    """What the ideal customer is like, by which leads are scored."""

    ADDS: ClassVar[str] = "trait"
    MOVES: ClassVar[bool] = True
    EMPTY: ClassVar[str] = "without a profile, leads are scored by the accounts there are"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._traits = self.workspace.settings.profile

    @property
    def columns(self) -> tuple[Column, ...]:
        """Field, values and weight."""
        return wide_columns(
            self,
            (("field", "field of leads", "left"), ("values", "is one of", "left"), ("weight", "weight", "right")),
        )  # fmt: skip

    def row_keys(self) -> Sequence[str]:
        """The places of the traits."""
        return [str(place) for place in range(len(self._traits))]

    def text(self, key: str, column: str) -> str:
        """One cell of a trait."""
        trait = self._traits[int(key)]
        return join_list(trait.values) if column == "values" else str(getattr(trait, column))

    def _with(self, key: str, column: str, text: str) -> tuple[Trait, ...]:
        words = {name: self.text(key, name) for name in ("field", "values", "weight")} | {column: text}
        made = read_trait(words["field"].strip(), join_row(words["values"], [("weight", words["weight"])]))
        changed = tuple(made if place == int(key) else each for place, each in enumerate(self._traits))
        checked_profile(changed)
        return changed

    def effects(self, key: str, column: str, text: str) -> Effects:
        """Which leads score differently."""
        return profile_effects(self.workspace, self._with(key, column, text))

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Change the trait."""
        changed = self._with(key, column, text)
        return lambda: set_profile(self.workspace, changed)

    @property
    def add_hint(self) -> str:
        """A field, values and a weight."""
        return "the new trait, such as industry=software, fintech | weight=3"

    def adding(self, text: str, key: str | None) -> Act:
        """Add a trait: `industry=software, fintech | weight=3`."""
        name, equals, row = text.partition("=")
        if not equals:
            raise FieldError(
                "profile", "a trait is a field and its values, such as industry=software, fintech"
            )
        added = (*self._traits, read_trait(name.strip(), row))
        checked_profile(added)
        return lambda: set_profile(self.workspace, added)

    def deleting(self, key: str) -> Act:
        """Take the trait out."""
        kept = tuple(trait for place, trait in enumerate(self._traits) if place != int(key))
        return lambda: set_profile(self.workspace, kept)

    def moving(self, key: str, steps: int) -> Act:
        """Move the trait."""
        changed = moved(self._traits, int(key), steps)
        return lambda: set_profile(self.workspace, changed)


_COUNTED = ("deal", "feature", "account", "activity", "target")


class PeopleTable(SettingsTable):
    """The people or teams that records belong to.

    Args:
        session: The workspace, keys and settings.
        name: The name of the table.
        field: `owner` or `teams`.
    """

    EMPTY: ClassVar[str] = "who owns a record, or works on a feature, stands here"

    def __init__(self, session: Session, name: str, field: str) -> None:
        super().__init__(session, name)
        self._field = field
        self._found = {person.name: person.counts for person in people(self.workspace, field)}

    @property
    def document(self) -> tuple[str, str]:
        """No document of its own."""
        return "", ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The name, and what belongs to it."""
        shown = _COUNTED if self._field == OWNER else kinds_with(self._field)
        return wide_columns(
            self,
            (("name", "name", "left"), *((kind, KINDS[kind].plural, "right") for kind in shown)),
        )

    def row_keys(self) -> Sequence[str]:
        """The names."""
        return list(self._found)

    def cell(self, key: str, column: str) -> Cell:
        """One cell of a person."""
        if column == "name":
            return Cell(key, "strong" if key == self.workspace.user else "")
        count = self._found[key].get(column, 0)
        return Cell(f"{count:,}" if count else "")

    def text(self, key: str, column: str) -> str:
        """One cell of a person as it is typed."""
        return key if column == "name" else self.cell(key, column).text

    def locked(self, key: str, column: str) -> str:
        """What is counted is not typed."""
        return "" if column == "name" else "counted from the records"

    def effects(self, key: str, column: str, text: str) -> Effects:
        """Which records take the new name."""
        if not text.strip():
            raise FieldError(self._field, "a name is needed")
        touched = [(kind, lambda row: bears(row, self._field, key)) for kind in kinds_with(self._field)]
        found = renaming(self.workspace, touched)
        if text.strip() in self._found and text.strip() != key:
            return found._replace(summary=f"{key} and {text.strip()} become one")
        return found

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Rename the person."""
        return lambda: rename_person(self.workspace, key, text, self._field)

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """What belongs to them."""
        return key, [(kind_word(kind, count), "") for kind, count in self._found[key].items()]


class StatusTable(SettingsTable):
    """The statuses and the horizons of features, with what is in each.

    Args:
        session: The workspace, keys and settings.
        name: The name of the table.
        field: `status` or `horizon`.
    """

    def __init__(self, session: Session, name: str, field: str) -> None:
        super().__init__(session, name)
        self._field = field
        features = list(FeatureRow.all(self.workspace.tables))
        self._counts = Counter(
            feature.status if field == "status" else feature.horizon
            for feature in features
            if field == "status" or is_open(feature)
        )

    @property
    def document(self) -> tuple[str, str]:
        """No document of its own."""
        return "", ""

    @property
    def note(self) -> str:
        """What the words are."""
        return "the words of every workspace; a team's own word for one is the label of its term"

    @property
    def columns(self) -> tuple[Column, ...]:
        """The word, what it means, and how many features bear it."""
        return wide_columns(
            self, (("name", self._field, "left"), ("kind", "kind", "left"), ("count", "features", "right"))
        )

    def row_keys(self) -> Sequence[str]:
        """The words, in their order."""
        return STATUSES if self._field == "status" else HORIZONS

    def text(self, key: str, column: str) -> str:
        """One cell."""
        if column == "count":
            return f"{self._counts[key]:,}"
        if column == "kind":
            return "open" if self._field == "horizon" or is_open_status(key) else key
        return key

    def locked(self, key: str, column: str) -> str:
        """They are not edited."""
        return f"the {self._field} {key} means the same in every workspace"
