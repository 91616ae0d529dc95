"""The stages of imported deals: matched to the pipeline's, mapped, or added to it and told."""

from collections.abc import Mapping

from pmtui.errors import InputError
from pmtui.interchange.headers import CLOSE
from pmtui.interchange.report import Tally
from pmtui.models.deal import Deal
from pmtui.models.stages import Pipeline, Stage
from pmtui.workflows.deals import open_deal
from pmtui.workflows.documents import Situation

NEW_PROBABILITY = 50
"""The chance of winning from a stage of which nothing is known, percent."""


class Staging:
    """Puts imported deals into stages.

    Args:
        pipeline: The stages that are there.
        mapping: Stage by the file's label, as the person said.
        tally: Where added stages and suspicious dates are told.

    Raises:
        InputError: The mapping names a stage that the pipeline does not have.
    """

    def __init__(self, pipeline: Pipeline, mapping: Mapping[str, str], tally: Tally) -> None:
        self.pipeline = pipeline
        self.added: list[str] = []
        self._tally = tally
        self._known: dict[str, Stage] = {}
        for label, name in mapping.items():
            try:
                self._known[label.strip().casefold()] = pipeline.stage_named(name)
            except InputError as error:
                raise InputError(f"--stage {label}={name}: {error}") from None

    def stage(self, label: str, row: int, column: str) -> Stage:
        """The stage that a label means; one that the pipeline lacks joins it as an open stage."""
        key = label.strip().casefold()
        if key not in self._known:
            found = self.pipeline.stage(label) or self._ended(key) if key else self.pipeline.first_open()
            if found is None:
                self.pipeline = self.pipeline.with_open_stage(label.strip(), NEW_PROBABILITY)
                found = self.pipeline.stage_named(label)
                self.added.append(found.name)
            self._known[key] = found
        found = self._known[key]
        if found.name in self.added:
            self._tally.note(
                row,
                column,
                found.name,
                f"the pipeline had no stage {found.name!r}; it joined as an open one at {NEW_PROBABILITY}% "
                f"({{n}} rows; --stage {found.name!r}=STAGE maps it instead)",
            )
        return found

    def _ended(self, label: str) -> Stage | None:
        """The stage that a label such as `Closed Won` of another tool means, or `None`."""
        words = (
            "".join(letter if letter.isalpha() else " " for letter in label).replace("closed", " ").split()
        )
        kind = {"won": "won", "lost": "lost"}.get(words[0]) if len(words) == 1 else None
        return next((stage for stage in self.pipeline.stages if stage.kind == kind), None)

    @staticmethod
    def dated(values: Mapping[str, object], stage: Stage) -> dict[str, object]:
        """The values with a tool's one close date as what it means in the stage."""
        dated = {name: value for name, value in values.items() if name != CLOSE}
        if CLOSE in values:
            dated["expected_close" if stage.kind == "open" else "closed"] = values[CLOSE]
        return dated

    def opened(self, deal: Deal, here: Situation) -> Deal:
        """A new deal made complete, without dates that the file does not tell."""
        complete = open_deal(deal, self.pipeline, here.today, here.user)
        return complete.model_copy(update={"opened": deal.opened, "closed": deal.closed})

    def warn(self, deal: Deal, row: int) -> None:
        """Tell what is valid and yet worth a look."""
        stage = self.pipeline.stage(deal.stage)
        is_open = stage is None or stage.kind == "open"
        if is_open and deal.account is None:
            self._tally.note(row, "account", "", "{n} open deals have no account")
        if not is_open and deal.closed is None:
            self._tally.note(row, "closed", "", "{n} won or lost deals have no closed date")
        if deal.opened and deal.closed and deal.closed < deal.opened:
            self._tally.note(row, "closed", "", "{n} deals were closed before they were opened")
