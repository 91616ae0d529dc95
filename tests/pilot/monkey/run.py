"""Monkeys over the workspaces that matter, at the sizes that matter; `make monkey` runs the long form.

python -m tests.pilot.monkey [--steps N] [--seed N]
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pmtui.app import PmtuiApp
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.models.values.clock import Clock
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.session_state import SessionState
from pmtui.screens.screen_manager import ScreenManager
from pmtui.store.open_workspace import open_workspace
from pmtui.store.workspace import Workspace
from tests.pilot.monkey.act_out import Monkey, MonkeyError


@contextmanager
def two_sessions(made: Path, folder: Path, clock: Clock) -> Iterator[tuple[Session, Workspace]]:
    """A copy of a workspace, opened by the person at the screen and by somebody else."""
    shutil.copytree(made, folder)
    with (
        closing(open_workspace(folder, user="ann", clock=clock)) as ours,
        closing(open_workspace(folder, user="ben", clock=clock)) as theirs,
    ):
        yield (
            Session(ours, Settings(), Keymap(), memory=SessionState(folder.parent / "state", str(folder))),
            theirs,
        )


async def let_loose(
    made: Path, folder: Path, clock: Clock, *, seed: int, steps: int, size: tuple[int, int]
) -> int:
    """Run one monkey over a copy of a workspace.

    Returns:
        The steps it took.

    Raises:
        MonkeyError: Something that must hold does not.
    """
    with two_sessions(made, folder, clock) as (session, other):
        app = PmtuiApp(lambda: ScreenManager(session), session.settings, session.keymap)
        problem: MonkeyError | None = None
        taken = 0
        try:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                monkey = Monkey(pilot, session.workspace, other, seed)
                try:
                    await monkey.run(steps)
                except MonkeyError as error:
                    problem = error
                taken = monkey.keys
        except Exception as error:  # what the application failed by, which the monkey has told
            if problem is None:
                raise MonkeyError(f"seed {seed}: {error!r} on leaving") from error
        if problem is not None:
            raise problem
        return taken
