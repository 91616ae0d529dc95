"""The palette over a screen: what was picked in it is done, wherever it is done."""

import shlex
from collections.abc import Mapping
from typing import Protocol

from textual.app import App
from textual.message import Message

from pmtui.commands import COMMANDS
from pmtui.errors import PmtuiError
from pmtui.models.kinds import KINDS, kind_of
from pmtui.screens.frame.messages import ChooseTheme, ShowTerm, ShowView
from pmtui.screens.frame.palette.offered_acts import OfferedActs, subject_name
from pmtui.screens.frame.session import OfferedVerb, Session, VerbDone
from pmtui.screens.frame.text_viewer import TextViewer
from pmtui.widgets.palette.palette_dialog import Palette, Picked
from pmtui.widgets.palette.verb_line import VerbLine


class Actor(Protocol):
    """A screen on which the palette is opened."""

    @property
    def app(self) -> App[object]:
        """The application it is on."""
        ...

    def post_message(self, message: Message) -> bool:
        """Ask the application for something."""
        ...

    def give(self, action: str) -> None:
        """Carry out a command."""
        ...


def open_palette(
    screen: Actor, session: Session, place: str, subject: str, reasons: Mapping[str, str]
) -> None:
    """Show every act over a screen, and do the one that is picked.

    Args:
        screen: The screen.
        session: The workspace, keys, settings and verbs.
        place: Where the person is, in the terms of `pmtui.commands.PLACES`.
        subject: The id of the record under the cursor; empty for none.
        reasons: Why commands cannot be given now, by id.
    """
    acts = OfferedActs(session, place, subject, reasons).all()

    def picked(chosen: Picked | None) -> None:
        if chosen is not None:
            _do(screen, session, subject, chosen)

    screen.app.push_screen(Palette(acts, subject_name(session, subject)), picked)


def _do(screen: Actor, session: Session, subject: str, picked: Picked) -> None:
    sort, _, what = picked.act.key.partition(":")
    match sort:
        case "command":
            _give(screen, session, subject, what, with_words=picked.with_words)
        case "view" | "report":
            command, _, view = what.rpartition("/")
            screen.post_message(ShowView(command or "show-reports", view))
        case "metric":
            screen.post_message(ShowTerm(what))
        case "theme":
            screen.app.post_message(ChooseTheme(what))
        case "list":
            _run(screen, session, "list", KINDS[what].plural)
        case "setting":
            _ask(screen, session, _verb(session, "config"), f"--set {what}=")
        case _:
            verb = _verb(session, what)
            if verb.needs or verb.usual or picked.with_words:
                _ask(screen, session, verb, subject)
            else:
                _run(screen, session, what, "")


def _give(screen: Actor, session: Session, subject: str, command_id: str, *, with_words: bool) -> None:
    """Carry out a command; with arguments as its verb does, where it has one."""
    command = COMMANDS[command_id]
    if with_words and command.verb and session.verbs is not None:
        _ask(screen, session, _verb(session, command.verb), subject)
    else:
        screen.give(command.action)


def _verb(session: Session, name: str) -> OfferedVerb:
    offered = session.verbs.offered() if session.verbs is not None else ()
    return next(verb for verb in offered if verb.name == name)


def _ask(screen: Actor, session: Session, verb: OfferedVerb, subject: str) -> None:
    """Type the arguments of a verb; the record under the cursor stands there if the verb takes one of its kind."""
    typed = verb.usual or subject
    if subject and not typed.startswith("--"):
        takes = verb.first.lower()
        typed = f"{subject} " if takes in ("id", kind_of(subject).name, "keep") else ""

    def run(line: VerbLine, words: str) -> None:
        _run(screen, session, verb.name, words, line)

    screen.app.push_screen(VerbLine(verb.name, typed, verb.arguments, run))


def _run(screen: Actor, session: Session, verb: str, words: str, line: VerbLine | None = None) -> None:
    """Run a verb away from the interface's thread, and show what it prints."""
    runner, app = session.verbs, screen.app
    if runner is None:
        return
    try:
        given = [verb, *shlex.split(words)]
    except ValueError as error:
        given = []
        if line is not None:
            line.show_problem(f"the quotes are not closed: {error}")
    if not given:
        return

    def done(result: VerbDone) -> None:
        session.workspace.poll()
        if result.code and line is not None:
            line.show_problem(result.problem or f"nothing was found (exit code {result.code})")
            return
        if line is not None:
            line.dismiss(None)
        told = "\n\n".join(filter(None, (result.output.rstrip(), result.problem)))
        app.push_screen(TextViewer(session, told or f"pmtui {shlex.join(given)}: done"))

    def work() -> None:
        try:
            result = runner.run(given)
        except PmtuiError as error:
            result = VerbDone(2, "", str(error))
        app.call_from_thread(done, result)

    app.run_worker(work, thread=True, group="verbs")
