"""Terms, views, pipelines and settings as rows."""

from collections.abc import Mapping
from typing import Self

from pmtui.models.row import (
    Day,
    DocumentRow,
    Exact,
    Flag,
    Number,
    OptionalText,
    OptionalWhole,
    Pairs,
    Parts,
    Row,
    Stored,
    Text,
    Texts,
    Whole,
)


class TermRow(DocumentRow):
    """A dictionary entry of the team's own, or its override of a shipped one; its id is the slug."""

    __slots__ = ()
    KIND = "term"

    headword = Text()
    aliases = Texts()
    abbreviation = Text()
    label = Text()
    discipline = OptionalText()
    phase = OptionalText()
    definition = Text()
    explanation = Text()
    example = Text()
    formula = Text()
    unit = Text()
    pitfalls = Text()
    related = Texts()
    contrasts = Texts()
    sources = Texts()
    shipped = Pairs()


class ViewRow(DocumentRow):
    """A view of a table or a board, saved under a name for the whole team."""

    __slots__ = ()
    KIND = "view"

    name = Text()
    kind = Text()
    filter = Text()
    sort = Text()
    columns = Texts()
    reverse = Flag()


class StageRow(Row):
    """One step of a pipeline."""

    __slots__ = ()

    name = Text()
    kind = Text("open")
    probability = Whole()
    rot_days = OptionalWhole()
    forecast = Text("pipeline")
    exit = Texts()
    enforced = Flag()
    reason_optional = Flag()


class PipelineRow(DocumentRow):
    """The stages a deal passes, in their order."""

    __slots__ = ()
    KIND = "pipeline"

    name = Text()
    stages = Parts(StageRow)


class TraitRow(Row):
    """One thing about the ideal customer."""

    __slots__ = ()

    field = Text()
    values = Texts()
    weight = Whole(1)


class CriterionRow(Row):
    """One thing that features are judged by."""

    __slots__ = ()

    name = Text()
    weight = Number()


class RateRow(Row):
    """The value of one unit of a currency in another from a day on."""

    __slots__ = ()

    currency = Text()
    into = Text()
    day = Day()
    figure = Exact()


class PlaybookStepRow(Row):
    """One step of a playbook."""

    __slots__ = ()

    text = Text()
    type = Text("task")
    after = Whole()


class OwnPlaybookRow(Row):
    """A playbook of the team's own."""

    __slots__ = ()

    id = Text()
    name = Text()
    kind = Text()
    steps = Parts(PlaybookStepRow)


class SettingsRow(DocumentRow):
    """The settings of the whole workspace, whoever opens it."""

    __slots__ = ()
    KIND = "settings"

    name = Text("workspace")
    currency = Text("USD")
    profile = Parts(TraitRow)
    criteria = Parts(CriterionRow)
    also_called = Pairs()
    production = Flag()
    fiscal_year_start = Whole(1)
    rates = Parts(RateRow)
    week_start = Text("monday")
    loss_reasons = Texts()
    playbooks = Parts(OwnPlaybookRow)

    @classmethod
    def of_workspace(cls, settings: Mapping[str, Stored]) -> Self:
        """The settings among the stored documents of their kind; the defaults if none are stored."""
        return cls(settings.get("workspace", {}))
