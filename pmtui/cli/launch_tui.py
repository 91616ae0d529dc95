"""Opening the workspace on the terminal; Textual is imported here and nowhere else on the command line."""

import gc
import os
import shutil
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from pmtui.address import is_address, shown
from pmtui.cli.options import Options, day_of
from pmtui.commands import Keymap
from pmtui.config import Settings, write_settings
from pmtui.errors import InputError, WorkspaceError
from pmtui.keys_file import load_keymap
from pmtui.private_files import private_temporary_folder
from pmtui.terminal.profile import detect, require_terminal

_PROMPT, _SPARING = "500", "60"
"""Repaints a second at most: a key is answered at once, or what comes together is sent together."""

_THIN_LINE = "If this line is slow: pmtui --low-bandwidth, or for good pmtui config --set low_bandwidth=true"


def open_workspace_screen(start: str, options: Options, _given: object = None) -> int:
    """`pmtui [SCREEN]`.

    Args:
        start: The command of the screen to begin with; empty for the usual one.
        options: The options before the verb.

    Raises:
        InputError: This is no terminal.
        WorkspaceError: There is no workspace, or it cannot be used.
    """
    from pmtui.store.log.files import Places

    if options.in_session:
        raise InputError("the screens are open already; say what to print, such as --md")
    require_terminal(detect())
    loaded = options.loaded()
    place = options.place()
    folder = Path(place)
    there = any(os.path.lexists(folder / mark) for mark in ("workspace.json", "journal.jsonl"))
    if not is_address(place) and not there and not Places(folder).is_unfinished():
        if options.restricted:
            raise WorkspaceError(f"there is no workspace at {folder}, and with --restricted none is made")
        if _offer(options, folder):
            return open_demo(options)
        return _run(options, loaded.settings, load_keymap(loaded.places.keys), start, tour=True)
    return _run(options, loaded.settings, load_keymap(loaded.places.keys), start)


def open_demo(options: Options) -> int:
    """`pmtui demo`: the demo workspace in a folder that is gone afterwards.

    Raises:
        InputError: This is no terminal.
    """
    require_terminal(detect())
    from pmtui.cli.demo_workspace import make_demo

    folder = Path(private_temporary_folder("pmtui-demo-"))
    try:
        there = make_demo(folder / "demo", options)
        loaded = there.loaded()
        return _run(there, loaded.settings, load_keymap(loaded.places.keys), "", tour=True, kept=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(
    options: Options, settings: Settings, keymap: Keymap, start: str, *, tour: bool = False, kept: bool = True
) -> int:
    # Textual reads its environment once, when it is imported.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", settings.animation)
    os.environ.setdefault("TEXTUAL_FPS", _SPARING if settings.low_bandwidth else _PROMPT)
    colors = detect().color_system
    if settings.low_bandwidth and colors == "truecolor":
        colors = "256"  # a color takes half the bytes
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", colors)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them reads what is installed
    drawn = settings.borders == "unicode" or (settings.borders == "auto" and detect().unicode)
    plain = settings.screen_reader or not drawn
    as_of = day_of(options.as_of, "--as-of") if options.as_of else None
    live = replace(options, as_of="", read_only=True) if as_of else options
    with ExitStack() as closing:
        gc.disable()  # what a start makes is kept; the application lets the collector begin after it
        closing.callback(gc.enable)
        from pmtui.app import PmtuiApp, Start
        from pmtui.screens.frame.screen_provider import ScreenProvider

        def open_screens() -> ScreenProvider:
            from pmtui.base_folders import state_folder
            from pmtui.cli.context import opened
            from pmtui.cli.session_verbs import SessionVerbs
            from pmtui.screens.frame.session import Session
            from pmtui.screens.frame.session_state import SessionState
            from pmtui.screens.screen_manager import ScreenManager
            from pmtui.store.log.files import make_folder

            workspace = closing.enter_context(opened(live))
            make_folder(workspace.path)
            state = state_folder(os.environ)
            memory = SessionState(Path(state), shown(options.place())) if kept and state else None
            if memory and detect().ssh and not settings.low_bandwidth and memory.first_time("thin-line"):
                app.call_after_refresh(app.notify, _THIN_LINE, timeout=10, markup=False)
            presence = None
            if kept and (presence := workspace.presence(silent=as_of is not None)) is not None:
                closing.callback(presence.leave)
            return ScreenManager(
                Session(
                    workspace,
                    settings,
                    keymap,
                    options.restricted,
                    plain,
                    memory=memory,
                    presence=presence,
                    verbs=SessionVerbs(options),
                    files=None if options.restricted or not kept else options.loaded().places,
                )
            )

        fitting = settings if settings.theme else settings._replace(theme=detect().theme)
        keep = None if options.restricted or not kept else partial(_keep, options.loaded().places.config)
        app = PmtuiApp(
            open_screens,
            fitting,
            keymap,
            Start(start, as_of, tour, options.restricted),
            plain=plain,
            keep=keep,
        )
        app.run(mouse=settings.mouse)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _keep(config: Path | None, name: str, value: str) -> str:
    """Write one setting for the next start, and tell where."""
    write_settings(config, {name: value})
    return f"kept in {config}"


def _offer(options: Options, folder: Path) -> bool:
    """Ask what to begin with where there is no workspace: the demo, a file, or nothing.

    Returns:
        Whether the person wants the demo, which is kept nowhere.

    Raises:
        WorkspaceError: They want none of these.
        InputError: The file cannot be imported; the workspace is then empty.
    """
    print(f"There is no workspace at {folder}. Begin with")
    print("  d  the demo: a small company to look round in; thrown away afterwards")
    print("  i  deals from a file of another tool, such as deals.csv")
    print("  e  an empty workspace")
    answer = _asked("[d/i/e, anything else leaves] ")
    if answer == "d":
        return True
    if answer not in ("i", "e"):
        raise WorkspaceError(f"there is no workspace at {folder}; `pmtui init` makes one")
    file = _asked("Which file? ", as_typed=True) if answer == "i" else ""
    if answer == "i" and not file:
        raise WorkspaceError("no file was named; nothing was made")
    from pmtui.cli.new_workspace import make_workspace

    make_workspace(options, pipeline="default", currency="USD")
    if file:
        from pmtui.cli.import_file import Incoming, import_file

        import_file(options, Incoming("deals", file))
    return False


def _asked(question: str, *, as_typed: bool = False) -> str:
    """An answer; its first letter, small, unless it is wanted as it was typed."""
    try:
        answer = input(question).strip()
    except (EOFError, UnicodeError):  # nothing, or bytes that are no letters
        return ""
    return answer if as_typed else answer[:1].lower()
