from collections.abc import Sequence

from textual.app import ComposeResult
from textual.color import Color
from textual.filter import LineFilter
from textual.widgets import Static

from pmtui.widgets.drawing.ascii_filter import AsciiFilter
from pmtui.widgets.drawing.glyphs import ASCII, UNICODE
from tests.pilot.widgets.plain_stage import PlainStage


class Plain(PlainStage):
    """An application on a terminal that is not UTF-8."""

    CSS = "#framed { border: round white; } #heavy { border: outer white; }"

    def compose(self) -> ComposeResult:
        """Borders, signs, and a name."""
        yield Static("".join(UNICODE), markup=False, id="framed")
        yield Static("Größe · 12k …", markup=False, id="heavy")

    def get_line_filters(self) -> Sequence[LineFilter]:
        """As the real application has them."""
        return [*super().get_line_filters(), AsciiFilter()]


async def test_what_is_drawn_is_ascii_and_what_was_typed_stays() -> None:
    app = Plain(Static)
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        lines = [strip.apply_filter(AsciiFilter(), Color(0, 0, 0)).text for strip in strips]
        assert "".join(lines).replace("ö", "").replace("ß", "").isascii()
        assert lines[0].startswith("+---")
        assert lines[2].endswith("---+")
        assert "Größe * 12k ~" in "".join(lines)
        assert {len(line) for line in lines} == {40}


def test_every_sign_has_a_plain_one() -> None:
    assert len(ASCII) == len(UNICODE)
    assert "".join(ASCII).isascii()
