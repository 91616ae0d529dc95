"""The long form: hundreds of thousands of steps over three workspaces at five sizes."""

import argparse
import asyncio
import os
import shutil
import tempfile
import time
import traceback
from itertools import count, cycle, product
from pathlib import Path

from pmtui.cli.demo_workspace import make_workspace as make_demo
from pmtui.store.open_workspace import create_workspace
from tests.bench.workload import make_workspace as make_large
from tests.conftest import StillClock
from tests.pilot.monkey.act_out import MonkeyError
from tests.pilot.monkey.acts import SIZES
from tests.pilot.monkey.run import let_loose

_ROUND = 1_000
"""Steps between two fresh starts."""


def main() -> None:
    """Run monkeys until the steps are taken, and say how many."""
    parser = argparse.ArgumentParser(prog="monkey")
    parser.add_argument("--steps", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--round", type=int, default=_ROUND)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    clock = StillClock()
    with tempfile.TemporaryDirectory() as at:
        os.environ.update(HOME=at, TZ="UTC", TEXTUAL_ANIMATIONS="none")
        time.tzset()
        folder = Path(at)
        make_demo(folder / "demo", "ann", clock).close()
        create_workspace(folder / "empty", user="ann", clock=clock).close()
        make_large(folder / "large", 8_800, 900)
        named = [each for each in ("demo", "empty", "large") if asked.only in each]
        taken = failures = 0
        for seed, (size, name) in zip(count(asked.seed), cycle(product(SIZES, named)), strict=False):
            room = folder / f"run-{seed}"
            room.mkdir()
            before = time.monotonic()
            try:
                steps = asyncio.run(
                    let_loose(folder / name, room / name, clock, seed=seed, steps=asked.round, size=size)
                )
            except MonkeyError as error:
                failures += 1
                traceback.print_exception(error)
                steps = asked.round
            taken += steps
            pace = (time.monotonic() - before) / steps * 1_000
            print(
                f"seed {seed}  {name:5}  {size[0]}x{size[1]}  {steps:,} steps, {pace:.1f} ms each; {taken:,} in all",
                flush=True,
            )
            shutil.rmtree(room)
            if taken >= asked.steps:
                break
    if failures:
        raise SystemExit(f"{failures} monkeys found something")


if __name__ == "__main__":
    main()
