"""The stages of imported deals: matched to the pipeline's, mapped, or added to it and told."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from pmtui.errors import InputError
from pmtui.interchange.imports.headers import plain_header
from pmtui.interchange.imports.import_report import Tally
from pmtui.interchange.imports.presets import CLOSE
from pmtui.interchange.imports.synonyms import LOST, WON
from pmtui.models.deals.deal import Deal
from pmtui.models.deals.pipeline_presets import PRESETS
from pmtui.models.deals.pipelines import Pipeline, Pipelines, Stage
from pmtui.models.values.folding import folded
from pmtui.rules.deals.outcome import is_open, outcome_of
from pmtui.store.changes import ChangeSet
from pmtui.workflows.deals.deals import open_deal
from pmtui.workflows.glossary.terms import slug
from pmtui.workflows.kind_steps import ActionContext

_YEARS = timedelta(days=730)
NEW_PROBABILITY = 50
"""The chance of winning from a stage of which nothing is known, percent."""


class Staging:
    """Puts imported deals into stages.

    Args:
        pipelines: The stages that are there.
        mapping: Stage by the file's label, as the person said.
        tally: Where added stages and suspicious dates are told.
        labels: How the file names pipelines; where it names one alone, that is the main one.

    Raises:
        InputError: The mapping names a stage that the pipeline does not have.
    """

    def __init__(
        self, pipelines: Pipelines, mapping: Mapping[str, str], tally: Tally, labels: Collection[str] = ()
    ) -> None:
        self._before = pipelines
        self._main = pipelines.main
        self._after = {_plain(each.name): each for each in pipelines}
        self._alone = len({_plain(label) for label in labels if label.strip()}) == 1
        self._added: set[tuple[str, str]] = set()
        self._tally = tally
        self._mapped: dict[str, Stage] = {}
        self._known: dict[tuple[str, str], Stage] = {}
        self.table: dict[str, str] = {}
        for label, name in mapping.items():
            try:
                self._mapped[folded(label)] = pipelines.whole.stage_named(name)
            except InputError as error:
                raise InputError(f"--stage {label}={name}: {error}") from None

    @property
    def pipelines(self) -> Pipelines:
        """The pipelines with what the file added."""
        return Pipelines(tuple(self._after.values()))

    def keep(self, changes: ChangeSet) -> None:
        """Put what the file added to the pipelines into a change set."""
        before = {each.id: each for each in self._before}
        for each in self._after.values():
            if each.id not in before:
                changes.create(each)
            elif each != before[each.id]:
                changes.update(before[each.id], each)

    def pipeline(self, label: str) -> Pipeline:
        """The pipeline that a label means; one that is not there is made, with an end for won and for lost."""
        key = _plain(label) or _plain(self._main.name)
        if key not in self._after and self._alone:
            return self._after[_plain(self._main.name)]
        if key not in self._after:
            name = label.strip()
            ends = tuple(stage for stage in self._main.stages if not is_open(stage))
            self._after[key] = Pipeline(id=slug(name), name=name, stages=ends)
        return self._after[key]

    def stage(self, pipeline: Pipeline, label: str, row: int, column: str) -> Stage:
        """The stage that a label means; one that the pipeline lacks joins it as an open stage."""
        place, key = _plain(pipeline.name), folded(label)
        if (place, key) not in self._known:
            self._known[place, key] = self._found(place, label)
        found = self._known[place, key]
        if label.strip():
            self.table[label.strip()] = found.name
        if (place, found.name) in self._added:
            self._tally.note(
                row,
                column,
                found.name,
                f"the pipeline had no stage {found.name!r}; it joined as an open one at {found.probability}% "
                f"({{n}} rows; --stage {found.name!r}=STAGE maps it instead)",
            )
        return found

    def _found(self, place: str, label: str) -> Stage:
        pipeline, key = self._after[place], folded(label)
        if not key and any(map(is_open, pipeline.stages)):
            return pipeline.first_open()
        mapped = self._mapped.get(key)
        found = pipeline.stage(mapped.name) if mapped else pipeline.stage(label) or self._ended(pipeline, key)
        if found is None:
            name, probability = _shipped(label.strip() or "New")
            self._after[place] = pipeline.with_open_stage(name, probability)
            found = self._after[place].stage_named(name)
            self._added.add((place, found.name))
        return found

    @staticmethod
    def _ended(pipeline: Pipeline, label: str) -> Stage | None:
        """The stage that a label such as `Closed Won` of another tool means, or `None`."""
        plain = plain_header(label)
        word = plain.removeprefix("closed ").removesuffix(" closed").strip()
        kind = "won" if word in WON else "lost" if word in LOST else ""
        return next((stage for stage in pipeline.stages if outcome_of(stage) == kind), None)

    @staticmethod
    def dated(values: Mapping[str, object], stage: Stage) -> dict[str, object]:
        """The values with a tool's one close date as what it means in the stage."""
        dated = {name: value for name, value in values.items() if name != CLOSE}
        if CLOSE in values:
            dated["expected_close" if is_open(stage) else "closed"] = values[CLOSE]
        return dated

    def opened(self, deal: Deal, here: ActionContext) -> Deal:
        """A new deal made complete, without dates that the file does not tell."""
        pipeline = self.pipelines.of(deal.pipeline)
        named = deal.model_copy(update={"pipeline": self.pipelines.key(pipeline)})
        complete = open_deal(named, pipeline, here.today, here.user, recorded=True)
        return complete.model_copy(update={"opened": deal.opened, "closed": deal.closed})

    def warn(self, deal: Deal, row: int, today: date) -> None:
        """Tell what is valid and yet worth a look."""
        stage = self.pipelines.of(deal.pipeline).stage(deal.stage)
        open_now = stage is None or is_open(stage)
        if open_now and deal.account is None:
            self._tally.note(row, "account", "", "{n} open deals have no account")
        if not open_now and deal.closed is None:
            self._tally.note(row, "closed", "", "{n} won or lost deals have no closed date")
        if open_now and deal.opened and deal.opened < today - _YEARS:
            self._tally.note(row, "opened", "", "{n} open deals were opened more than two years ago")
        if open_now and deal.expected_close and deal.opened and deal.expected_close < deal.opened:
            self._tally.note(
                row, "expected_close", "", "{n} deals are expected to close before they were opened"
            )
        if deal.opened and deal.closed and deal.closed < deal.opened:
            self._tally.note(
                row,
                "closed",
                "",
                "{n} deals were closed before they were opened; they count by the day they closed",
            )
        if deal.closed and deal.closed > today:
            self._tally.note(
                row, "closed", "", "{n} deals are closed after today; they count by the day they closed"
            )


def _shipped(label: str) -> tuple[str, int]:
    """A label as the presets spell and rate it: `appointmentscheduled` is `Appointment Scheduled` at 20%."""
    wanted = plain_header(label).replace(" ", "")
    for steps in PRESETS.values():
        for name, probability, *_ in steps.open:
            if plain_header(name).replace(" ", "") == wanted:
                return (name if wanted == label else label), probability
    return label, NEW_PROBABILITY


def _plain(name: str) -> str:
    """A pipeline's name by which tools agree: without the word itself."""
    return folded(name).replace("pipeline", "").strip()
