from pmtui.widgets.frame.line_input import LineInput
from tests.pilot.widgets.plain_stage import seen, staged


async def test_a_text_longer_than_the_line_scrolls_with_the_cursor() -> None:
    async with staged(LineInput, size=(30, 5)) as pilot:
        await pilot.press(*"first", *"x" * 40, *"last")
        assert seen(pilot)[0].rstrip().endswith("xxlast")
        assert "first" not in seen(pilot)[0]
        await pilot.press("home")
        assert seen(pilot)[0].startswith("firstxx")
        await pilot.press("end", *["backspace"] * 44)
        assert seen(pilot)[0].rstrip() == "first"


async def test_typing_moves_nothing_else() -> None:
    async with staged(LineInput, size=(30, 5)) as pilot:
        line = pilot.app.query_one(LineInput)
        laid_out: list[object] = []
        pilot.app.screen.screen_layout_refresh_signal.subscribe(line, laid_out.append)
        await pilot.press(*"some text", "backspace")
        await pilot.pause()
        assert laid_out == []
        line.styles.width = 10
        await pilot.pause()
        assert laid_out
