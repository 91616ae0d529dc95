"""The session that every screen is given: the workspace, the keys and the settings in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from pmtui.commands import Keymap
from pmtui.config import Places, Settings
from pmtui.errors import InputError
from pmtui.screens.frame.commits import Commits
from pmtui.screens.frame.session_state import SessionState
from pmtui.screens.frame.typed.form_drafts import FormDrafts
from pmtui.screens.frame.typed.typed_lines import TypedLines
from pmtui.store.log.presence import Presence, company
from pmtui.store.workspace import Workspace


class OfferedVerb(NamedTuple):
    """A verb of the command line, as a session can offer it."""

    name: str
    """Its word on the command line."""
    help: str
    """What it does, in a clause."""
    also: str
    """Other words that people use for it, separated by commas."""
    arguments: str
    """What it takes, as its `--help` prints it."""
    first: str
    """The name of its first argument, such as `DEAL`; empty for none."""
    needs: bool
    """Whether it cannot run without arguments."""
    usual: str
    """Arguments to begin with; empty for none."""
    apart: bool
    """Whether it needs a terminal of its own."""


class VerbDone(NamedTuple):
    """What a verb came to."""

    code: int
    """Its exit code."""
    output: str
    """What it printed."""
    problem: str
    """What it said on standard error."""


class VerbRunner(Protocol):
    """The command line, as a session can use it."""

    def offered(self) -> Sequence[OfferedVerb]:
        """Every verb."""
        ...

    def run(self, words: Sequence[str]) -> VerbDone:
        """Run a line in this workspace; in any thread but the interface's."""
        ...


@dataclass(frozen=True)
class Session:
    """One person at work in one workspace.

    Attributes:
        workspace: The documents.
        settings: What the person chose.
        keymap: The keys in force.
        restricted: Whether other programs and files elsewhere are out of reach.
        ascii: Whether lines and signs are drawn with ASCII alone.
        as_of: The day as of which the workspace is shown; `None` for now.
        memory: Where the person was and what they were typing; `None` where that is not kept.
        presence: Who else has the workspace open; `None` where that is not known.
        verbs: The command line on this workspace; `None` where it cannot be used.
        files: Where the person's own settings and keys are written; `None` where they are not.
    """

    workspace: Workspace
    settings: Settings
    keymap: Keymap
    restricted: bool = False
    ascii: bool = False
    as_of: date | None = None
    memory: SessionState | None = None
    presence: Presence | None = None
    verbs: VerbRunner | None = None
    files: Places | None = None

    @cached_property
    def commits(self) -> Commits:
        """The runner of commits away from the interface's thread."""
        return Commits(lambda: self.workspace.waiting_for)

    @cached_property
    def drafts(self) -> FormDrafts:
        """The forms that were closed without saving."""
        return FormDrafts(self.memory)

    @cached_property
    def typed(self) -> TypedLines:
        """The words that stand in its one-line inputs."""
        if self.memory is None:
            return TypedLines(dict, lambda lines: None)
        return TypedLines(self.memory.lost_lines, self.memory.keep_lines)

    @property
    def title(self) -> str:
        """The title of the workspace: the name of its folder."""
        return self.workspace.path.name or str(self.workspace.path)

    def company(self, document: str) -> str:
        """Who else is on a document, in words; empty for nobody."""
        return company(self.presence.seen, document) if self.presence is not None else ""

    @property
    def clipboard(self) -> str:
        """How `y` copies: under `--restricted` through the terminal alone, with no program and no file."""
        return "osc52" if self.restricted else self.settings.clipboard

    @property
    def way_back(self) -> tuple[str, str]:
        """The key that takes the latest command back, and the words beside it."""
        return self.keymap.label("undo"), "takes it back"

    @property
    def refusal(self) -> str:
        """Why nothing can be written; empty where it can."""
        if self.as_of is not None:
            return f"this is the workspace as of {self.as_of}; {self.keymap.label('back')} goes back to now"
        return "the workspace is read only" if self.workspace.read_only else ""

    def require_writable(self) -> None:
        """Refuse a write before anything is typed.

        Raises:
            InputError: Nothing can be written, and why.
        """
        if self.refusal:
            raise InputError(self.refusal)


SCREENS: Sequence[tuple[str, str]] = (
    ("show-today", "Today"),
    ("show-glossary", "Glossary"),
    ("show-roadmap", "Roadmap"),
    ("show-pipeline", "Pipeline"),
    ("show-customers", "Customers"),
    ("show-discovery", "Discovery"),
    ("show-reports", "Reports"),
    ("show-workspace", "Workspace"),
)
"""The screens in the order of their keys, as (command, title)."""
