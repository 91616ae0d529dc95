"""The playbooks as tables: which there are, and the steps of each."""

from collections.abc import Sequence
from typing import ClassVar

from pmtui.errors import FieldError
from pmtui.metrics.workspace.effects import Effects
from pmtui.models.deals.activity import ACTIVITY_TYPES
from pmtui.models.fields import read_row, write_row
from pmtui.models.kinds import KINDS
from pmtui.models.row_text import join_row
from pmtui.models.settings import PLAYBOOK_KINDS, PlaybookStep
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.money_tables import reading_of
from pmtui.screens.workspace.settings_table import Act, SettingsTable, wide_columns
from pmtui.widgets.drawing.data_sources import Column
from pmtui.workflows.deals.own_playbooks import (
    add_playbook,
    drop_playbook,
    playbooks_of,
    set_steps,
    steps_of,
)
from pmtui.workflows.playbook_files import Playbook
from pmtui.workflows.workspace.settings import moved

_FUTURE = "what was planned by it stays; what is planned from now on takes the new steps"


class PlaybookListTable(SettingsTable):
    """The playbooks: what each is for, and whether it is the team's own."""

    ADDS: ClassVar[str] = "playbook"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._playbooks = {playbook.id: playbook for playbook in playbooks_of(self.workspace)}
        self._own = {playbook.id for playbook in self.workspace.settings.playbooks}

    @property
    def columns(self) -> tuple[Column, ...]:
        """Name, kind, steps and origin."""
        return wide_columns(
            self,
            (("name", "playbook", "left"), ("kind", "for a", "left"), ("steps", "steps", "right"),
             ("own", "steps are", "left")),
        )  # fmt: skip

    def row_keys(self) -> Sequence[str]:
        """The ids."""
        return list(self._playbooks)

    def text(self, key: str, column: str) -> str:
        """One cell of a playbook."""
        playbook = self._playbooks[key]
        own = "ours" if key in self._own else "as they ship"
        return {
            "name": playbook.name, "kind": playbook.kind, "steps": f"{len(playbook.steps)}", "own": own,
        }[column]  # fmt: skip

    def locked(self, key: str, column: str) -> str:
        """Its steps are edited under its name."""
        return f"the steps of {self._playbooks[key].name} are edited under its name at the left"

    @property
    def add_hint(self) -> str:
        """A name and a kind."""
        return f"the new playbook, such as Kick-off | for=deal; for a {', '.join(PLAYBOOK_KINDS)}"

    def adding(self, text: str, key: str | None) -> Act:
        """Make a playbook: `Kick-off | for=deal`."""
        name, _, rest = text.partition("|")
        kind = rest.partition("=")[2].strip() or PLAYBOOK_KINDS[0]
        return lambda: add_playbook(self.workspace, name, kind)

    def deleting(self, key: str) -> Act:
        """Drop a playbook of the team's own, or bring the steps back as they ship."""
        return lambda: drop_playbook(self.workspace, key)


class PlaybookTable(SettingsTable):
    """The steps of one playbook.

    Args:
        session: The workspace, keys and settings.
        playbook: The playbook.
    """

    ADDS: ClassVar[str] = "step"
    MOVES: ClassVar[bool] = True
    EMPTY: ClassVar[str] = "what is to be done, and how many days after the start"

    def __init__(self, session: Session, playbook: Playbook) -> None:
        super().__init__(session, playbook.name)
        self._playbook = playbook
        self._steps = steps_of(playbook)

    @property
    def note(self) -> str:
        """The kind of record it is for."""
        since = "before (-) and after the launch" if self._playbook.kind == "launch" else "after it begins"
        return f"for a {KINDS[self._playbook.kind].name} · days {since}"

    @property
    def columns(self) -> tuple[Column, ...]:
        """The day, the type and the text of each step."""
        return wide_columns(
            self, (("after", "day", "right"), ("type", "type", "left"), ("text", "step", "left")), "text"
        )

    def row_keys(self) -> Sequence[str]:
        """The places of the steps."""
        return [str(place) for place in range(len(self._steps))]

    def text(self, key: str, column: str) -> str:
        """One cell of a step."""
        return str(getattr(self._steps[int(key)], column))

    def choices(self, key: str, column: str) -> Sequence[str]:
        """The types of activity."""
        return ACTIVITY_TYPES if column == "type" else ()

    def _with(self, key: str, column: str, text: str) -> tuple[PlaybookStep, ...]:
        words = {name: self.text(key, name) for name in ("text", "type", "after")} | {column: text}
        row = join_row(words["text"], [(name, words[name].strip()) for name in ("type", "after")])
        made = self._read(row)
        return tuple(made if place == int(key) else step for place, step in enumerate(self._steps))

    def _read(self, row: str) -> PlaybookStep:
        made = read_row(PlaybookStep, row, reading_of(self.session))
        if not made.text:
            raise FieldError("playbooks", "a step says what is to be done")
        return made

    def effects(self, key: str, column: str, text: str) -> Effects:
        """What is planned from now on."""
        self._with(key, column, text)
        return Effects(_FUTURE)

    def _keep(self, steps: Sequence[PlaybookStep], what: str) -> Act:
        name = f"{what} of the playbook {self._playbook.name}"
        return lambda: set_steps(self.workspace, self._playbook.id, steps, name)

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Change the step."""
        return self._keep(self._with(key, column, text), "Change a step")

    @property
    def add_hint(self) -> str:
        """A step as a row."""
        return f"the new step, such as {PlaybookStep.EXAMPLE}"

    def adding(self, text: str, key: str | None) -> Act:
        """Add a step behind another one."""
        place = int(key) + 1 if key is not None else len(self._steps)
        steps = (*self._steps[:place], self._read(text), *self._steps[place:])
        return self._keep(steps, "Add a step")

    def deleting(self, key: str) -> Act:
        """Take the step out."""
        kept = tuple(step for place, step in enumerate(self._steps) if place != int(key))
        return self._keep(kept, "Drop a step")

    def moving(self, key: str, steps: int) -> Act:
        """Move the step."""
        return self._keep(moved(self._steps, int(key), steps), "Move a step")

    def about(self, key: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """The step as a row."""
        return self._playbook.name, [(write_row(self._steps[int(key)]), "")]
