"""Whatever goes wrong on a screen: a sentence, drafts kept, and nothing of anybody's data in the report."""

from pathlib import Path

import pytest
from textual.worker import get_current_worker

from pmtui.app import PmtuiApp
from pmtui.errors import InputError, InternalError, WorkspaceError
from pmtui.screens.customers.customers import CustomersScreen
from pmtui.screens.deals.pipeline import PipelineScreen
from pmtui.screens.editing.form_screen import FormScreen
from pmtui.screens.frame.base_screen import BaseScreen
from pmtui.screens.frame.session import Session
from pmtui.screens.frame.session_state import Draft, SessionState
from pmtui.screens.screen_manager import ScreenManager
from pmtui.widgets.drawing.line_view import LineView
from pmtui.widgets.form.form import Form
from tests.screens import app_on, press, running, screen_text, told, type_text

SECRET = "Acme pays 42 million"


def ended(session: Session, monkeypatch: pytest.MonkeyPatch, home: Path) -> PmtuiApp:
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    return app_on(session)


async def press_a_key(app: PmtuiApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("j")
        await pilot.pause()


async def fail_on_the_next_key(app: PmtuiApp, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(view: LineView, rows: int) -> None:
        raise error

    monkeypatch.setattr(LineView, "move", fail)
    monkeypatch.setattr("pmtui.widgets.board.board.Board.move", fail)
    with pytest.raises(type(error)):
        await press_a_key(app)


async def test_a_fault_of_our_own_ends_in_a_sentence_with_a_report_and_the_exit_code_of_an_unusable_workspace(
    demo_session: Session, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    app = ended(demo_session, monkeypatch, home)
    await fail_on_the_next_key(app, ZeroDivisionError(SECRET), monkeypatch)
    assert isinstance(app.failure, InternalError)
    assert "ZeroDivisionError" in str(app.failure)
    assert SECRET not in str(app.failure)
    assert app.return_code == 3
    reports = list((home / "state").rglob("crashes/*"))
    assert len(reports) == 1
    assert SECRET not in reports[0].read_text()
    assert "action_down" in reports[0].read_text()


async def test_the_values_of_variables_are_not_printed_on_leaving(
    demo_session: Session, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    app = ended(demo_session, monkeypatch, home)
    await fail_on_the_next_key(app, ZeroDivisionError(SECRET), monkeypatch)
    assert not app._exit_renderables


@pytest.mark.parametrize("error", [InputError("no such deal"), WorkspaceError("the disk is full")])
async def test_an_error_people_can_act_on_is_told_wherever_it_is_raised(
    demo_session: Session, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    async with running(demo_session) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, PipelineScreen)
        ways = (
            lambda: pilot.app.simulate_key("G"),
            lambda: pilot.app.call_next(fail),
            lambda: screen.call_next(fail),
            lambda: screen.call_later(fail),
            lambda: screen.call_after_refresh(fail),
            lambda: screen.set_timer(0.01, fail),
        )
        monkeypatch.setattr(BaseScreen, "action_last", fail)
        for way in ways:
            await press(pilot, "j")
            way()
            for _ in range(400):
                if str(error) in told(pilot):
                    break
                await pilot.pause(0.02)
            assert told(pilot).strip() == str(error)
        await press(pilot, "j", "enter")
        assert pilot.app.is_running


async def test_a_worker_that_fails_is_told_on_its_screen_which_stays(
    demo_session: Session, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))

    def fail() -> None:
        get_current_worker()
        raise ZeroDivisionError(SECRET)

    async with running(demo_session) as pilot:
        screen = pilot.app.screen
        screen.run_worker(fail, thread=True, exit_on_error=False)
        for _ in range(400):
            if told(pilot):
                break
            await pilot.pause(0.02)
        assert "ZeroDivisionError" in told(pilot)
        assert SECRET not in told(pilot)
        assert pilot.app.is_running


def memory_of(home: Path) -> SessionState:
    return SessionState(home / "state", "acme")


async def test_each_key_of_a_form_is_kept_before_anything_else_happens_to_it(
    demo: object, demo_session: Session, home: Path
) -> None:
    memory = memory_of(home)
    session = Session(demo_session.workspace, demo_session.settings, demo_session.keymap, memory=memory)
    async with running(session) as pilot:
        await press(pilot, "n")
        assert not list((home / "state").glob("draft-*")), "nothing was typed yet"
        for letter in "Bolt":
            await press(pilot, letter)
            [kept] = (home / "state").glob("draft-*")
            assert letter in kept.read_text()
        assert '"Bolt"' in kept.read_text()


def lose(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is from here on of a process that is no more."""
    monkeypatch.setattr("pmtui.screens.frame.session_state.is_alive", lambda process: False)


async def test_a_draft_that_ended_the_session_it_was_brought_back_in_is_set_aside_with_a_word(
    demo_session: Session, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(home, monkeypatch)
    memory_of(home).keep_draft(Draft("deal", "", {"title": "Bolt", "amount": "12k"}))

    def session() -> Session:
        return Session(
            demo_session.workspace, demo_session.settings, demo_session.keymap, memory=memory_of(home)
        )

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("pmtui.widgets.form.form_field.read_back", fail)
        with pytest.raises(ZeroDivisionError):
            await press_a_key(app_on(session()))
    async with running(session()) as pilot:
        assert not isinstance(pilot.app.screen, FormScreen)
        assert "could not be brought back" in told(pilot)
        [aside] = (home / "state").glob("aside-*")
        assert str(aside) in told(pilot)
        assert "Bolt" in aside.read_text()
    async with running(session()) as pilot:
        assert not told(pilot), "it is said once"


async def test_a_draft_that_was_brought_back_is_brought_back_again_as_often_as_the_line_drops(
    demo_session: Session, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(home, monkeypatch)
    memory_of(home).keep_draft(Draft("deal", "", {"title": "Bolt"}))
    for _ in range(3):
        session = Session(
            demo_session.workspace, demo_session.settings, demo_session.keymap, memory=memory_of(home)
        )
        async with running(session) as pilot:
            assert isinstance(pilot.app.screen, FormScreen)
            assert pilot.app.screen.query_one(Form).drafts() == {"title": "Bolt"}


async def test_a_draft_file_of_any_content_is_passed_over(
    demo_session: Session, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(home, monkeypatch)
    memory = memory_of(home)
    memory.keep_draft(Draft("deal", "", {"title": "Bolt"}))
    [file] = (home / "state").glob("draft-*")
    whole = file.read_text()
    for number, text in enumerate(
        (
            "",
            "[" * 100_000,
            '{"workspace": "acme", "kind": ' + "9" * 6_000 + "}",
            "[]",
            '{"workspace": "acme"}',
        )
    ):
        file.with_name(file.name.rpartition("-")[0] + f"-{number + 1}.json").write_text(text)
    file.with_name(file.name.rpartition("-")[0] + "-77.json").write_text(whole)
    file.unlink()
    assert ScreenManager(demo_session) is not None
    draft = memory.lost_draft()
    assert draft is not None
    assert draft.typed == {"title": "Bolt"}


async def test_a_shorter_record_opened_after_a_longer_one_shows_its_own_fields(demo_session: Session) -> None:
    async with running(demo_session, "show-customers") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CustomersScreen)
        for _ in range(len(screen.pane.listing)):
            await press(pilot, "enter")
            assert screen.current in screen_text(pilot)
            await press(pilot, "escape", "j")


async def test_a_report_without_rows_has_no_rows_of_the_one_before_it(demo_session: Session) -> None:
    async with running(demo_session, "show-reports") as pilot:
        for _ in range(20):
            await press(pilot, "less_than_sign", "enter")
        await type_text(pilot, "j")
        assert pilot.app.is_running


async def test_a_document_that_cannot_be_used_is_named_once_on_the_screen(
    demo_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_of = ["deal D-7 cannot be used: amount is no money; `pmtui doctor` says how to mend it"]
    monkeypatch.setattr(type(demo_session.workspace), "notices", property(lambda _: tuple(told_of)))
    async with running(demo_session) as pilot:
        app = pilot.app
        assert isinstance(app, PmtuiApp)
        assert app._now is not None
        for _ in range(3):
            app._now.poll()
        await pilot.pause()
        assert told(pilot).count("deal D-7") == 1
