"""Prints how every screen looks, in figures; `--save DIR` keeps the pictures."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from pmtui.cli.demo_workspace import make_workspace
from pmtui.commands import Keymap
from pmtui.config import Settings
from pmtui.screens.frame.session import Session
from tests.conftest import StillClock
from tests.looks.measure import SIXTEEN_DARK, SIXTEEN_LIGHT, Looks, looks_of
from tests.looks.pictures import SIZES, Picture, pictures
from tests.screens import app_on, press
from tests.settling import settling

_HEAD = f"{'picture':<28} {'size':>7} {'cut':>4} {'numbers':>8} {'with room':>10} {'used':>6} {'contrast':>9}"


async def taken(
    session: Session, picture: Picture, size: tuple[int, int], theme: str, save: Path | None
) -> Looks:
    """Bring a picture up and measure it."""
    app = app_on(session, picture.start, theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, *(key for key in picture.keys if not key.startswith("wait:")))
        await pilot.pause()
        if save is not None:
            name = f"{picture.name}-{theme}-{size[0]}x{size[1]}.svg"
            (save / name).write_text(app.export_screenshot(), encoding="utf-8")
        strips = app.screen._compositor.render_strips()
        return looks_of(
            [list(strip) for strip in strips[: size[1]]], SIXTEEN_LIGHT if "light" in theme else SIXTEEN_DARK
        )


def main() -> None:
    """Print a line a picture and size, and the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", type=Path, metavar="DIR", help="keep the pictures as SVG")
    parser.add_argument("--theme", default="pmtui-dark")
    parser.add_argument("--only", default="", metavar="TEXT", help="pictures whose name has this in it")
    parser.add_argument("--size", default="", metavar="80x24", help="one size alone")
    options = parser.parse_args()
    if options.save is not None:
        options.save.mkdir(parents=True, exist_ok=True)
    print(_HEAD)
    found = []
    with tempfile.TemporaryDirectory() as folder, settling():
        workspace = make_workspace(Path(folder) / "demo", "ann", StillClock())
        session = Session(workspace, Settings(), Keymap())
        for size in SIZES:
            if options.size not in ("", f"{size[0]}x{size[1]}"):
                continue
            for picture in pictures():
                if options.only in picture.name:
                    looks = asyncio.run(taken(session, picture, size, options.theme, options.save))
                    found.append(looks)
                    print(_row(picture.name, size, looks), flush=True)
        workspace.let_go()
    count = len(found) or 1
    print(
        f"{count} pictures: {sum(looks.cut for looks in found) / count:.1f} cut a picture, "
        f"{sum(looks.numbers_cut for looks in found)} numbers cut, "
        f"{sum(looks.cut_with_room for looks in found)} cut with room, "
        f"contrast {min((looks.contrast for looks in found), default=21):.1f} at worst"
    )


def _row(name: str, size: tuple[int, int], looks: Looks) -> str:
    figures = f"{looks.cut:>4} {looks.numbers_cut:>8} {looks.cut_with_room:>10} {looks.used:>6.0%}"
    return f"{name:<28} {size[0]:>3}x{size[1]:<3} {figures} {looks.contrast:>9.1f}  {looks.dimmest[:30]}"


if __name__ == "__main__":
    main()
