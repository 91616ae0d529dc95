"""Waiting until an application under test has done all that was asked of it: for that, never for a time.

Textual's own pilot waits until the processor is idle, for a second at most: too short on a busy machine, too long on
an idle one. This waits until the event loop has nothing to run, nothing is to be painted, no worker is at work and no
short timer is running.
"""

import asyncio
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from typing import Protocol, cast

import pytest
from textual._context import active_app
from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot

PATIENCE = 60.0
"""Seconds after which an application that is never done fails its test."""

SOON = 0.25
"""Seconds up to which a timer that runs once is part of what was asked, such as a cursor that comes to rest."""

_TICK = 0.002  # seconds

_left_alone: set[str] = set()


class _Loop(Protocol):
    """The part of an event loop that tells whether it has anything to run."""

    _ready: Sized


async def settled(*_: float) -> None:
    """Wait until the application has settled; takes the place of Textual's `wait_for_idle`."""
    app = active_app.get()
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE
    while True:
        await _worked_off(cast(_Loop, loop))
        if app._exit or app._exception is not None:
            return
        if _paint(app):
            continue
        waiting = _awaited(app)
        if not waiting:
            return
        if loop.time() > deadline:
            raise AssertionError(f"after {PATIENCE:.0f} seconds still at work: {waiting}")
        await asyncio.sleep(_TICK)


async def _worked_off(loop: _Loop) -> None:
    """Wait until nothing is ready to run."""
    await asyncio.sleep(0)
    while loop._ready:
        await asyncio.sleep(0)


def _paint(app: App[object]) -> bool:
    """Paint at once what would be painted with the next frame; returns whether there was anything."""
    due = [each for each in app.screen_stack if each.is_running and each._update_timer._active.is_set()]
    for screen in due:
        screen._on_timer_update()
    return bool(due)


def _awaited(app: App[object]) -> list[str]:
    """The workers that are at work, and the timers that soon run out."""
    working = (each for each in app.workers if not each.is_finished and each.group not in _left_alone)
    workers = [f"worker {each.name} of {each.group}" for each in working]
    nodes = (app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True)))
    return workers + [f"timer of {node}" for node in nodes if _is_soon(node)]


def _is_soon(node: MessagePump) -> bool:
    return any(
        timer._repeat == 0 and timer._interval <= SOON and timer._task is not None and not timer._task.done()
        for timer in node._timers
    )


@contextmanager
def not_waiting_for(group: str) -> Iterator[None]:
    """Leave a group of workers alone, such as commits that a held lock keeps waiting."""
    _left_alone.add(group)
    try:
        yield
    finally:
        _left_alone.discard(group)


async def _settled(pilot: Pilot[object], timeout: float = PATIENCE) -> bool:
    """Wait in the same way in the place of `Pilot._wait_for_screen`."""
    await settled()
    return True


@contextmanager
def settling() -> Iterator[None]:
    """Let every pilot wait in this way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", settled)
        patch.setattr("textual.pilot.wait_for_idle", settled)
        patch.setattr(Pilot, "_wait_for_screen", _settled)
        yield
