"""The short form of the monkey; `make monkey` takes 300,000 steps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.cli.demo_workspace import make_workspace as make_demo
from pmtui.models.values.clock import Clock
from pmtui.store.open_workspace import create_workspace
from tests.bench.workload import make_workspace as make_large
from tests.pilot.monkey.acts import ACTS, SIZES, acts
from tests.pilot.monkey.run import let_loose

_STEPS = 250

_MAKERS: dict[str, Callable[[Path, Clock], object]] = {
    "demo": lambda path, clock: make_demo(path, "ann", clock).close(),
    "empty": lambda path, clock: create_workspace(path, user="ann", clock=clock).close(),
    "large": lambda path, clock: make_large(path, 8_800, 900),
}


@pytest.mark.parametrize(
    ("seed", "size", "kind"),
    [
        (seed, size, kind)
        for seed, (size, kind) in enumerate(
            zip(SIZES, ("demo", "empty", "large", "demo", "demo"), strict=True), start=1
        )
    ],
)
async def test_whatever_a_person_does_the_screens_stay_up_come_home_and_agree_with_the_store(
    tmp_path: Path, home: Path, clock: Clock, seed: int, size: tuple[int, int], kind: str
) -> None:
    _MAKERS[kind](tmp_path / kind, clock)
    taken = await let_loose(
        tmp_path / kind, tmp_path / "run" / kind, clock, seed=seed, steps=_STEPS, size=size
    )
    assert taken >= _STEPS


def test_the_same_seed_makes_the_same_acts_and_another_one_others() -> None:
    def first(seed: int) -> list[tuple[str, list[object]]]:
        made = acts(seed)
        return [(name, [*steps]) for name, steps in (next(made) for _ in range(50))]

    assert first(3) == first(3)
    assert first(3) != first(4)


def test_every_kind_of_act_is_taken_within_a_short_run() -> None:
    made = acts(1)
    named = {name for name, _ in (next(made) for _ in range(200))}
    assert len(named) == len(ACTS)
