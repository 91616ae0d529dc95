"""A workspace of real work is framed and says so; a trial is not."""

from pmtui.cli import main
from pmtui.screens.frame.session import Session
from tests.screens import running, screen_text


async def test_production_is_framed_and_written_out(empty_session: Session) -> None:
    workspace = empty_session.workspace
    settings = workspace.settings
    async with running(empty_session, "show-pipeline", (100, 24)) as pilot:
        assert "PRODUCTION" not in screen_text(pilot)
    from pmtui.store.changes import ChangeSet

    changes = ChangeSet("Mark the workspace as production")
    changes.update(settings, settings.model_copy(update={"production": True}))
    workspace.commit(changes)
    async with running(empty_session, "show-pipeline", (100, 24)) as pilot:
        text = screen_text(pilot)
        assert "PRODUCTION" in text
        assert text.splitlines()[0].startswith("┌")
        assert "? help" in text


def test_the_command_line_marks_it_and_undo_takes_that_back(empty_session: Session) -> None:
    workspace = empty_session.workspace
    for words, marked in ((["mark", "production"], True), (["undo"], False)):
        assert main(["--workspace", str(workspace.path), "--user", "ann", *words]) == 0
        workspace.poll()
        assert workspace.settings.production is marked
