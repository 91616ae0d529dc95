import pytest

from pmtui.widgets.record.detail import Detail, DetailLine
from tests.pilot.widgets.plain_stage import heard, line_with, seen, staged

LINES = (
    DetailLine("D-142 Arbor platform", heading=True),
    DetailLine("Account", "Arbor", headword="account", target="A-7"),
    DetailLine("Amount", "48,000.00 USD", headword="deal-amount"),
    DetailLine("Close", "2026-12-04, pushed twice", "risk", headword="expected-close-date"),
    DetailLine("Notes", heading=True),
    DetailLine("", "one two three four five six seven eight nine ten eleven twelve"),
    DetailLine("Owner", "ann", headword="deal-owner"),
)
MANY = (DetailLine("Many", heading=True), *(DetailLine(f"Field {n}", f"value {n}") for n in range(60)))


def shown(lines: tuple[DetailLine, ...] = LINES) -> Detail:
    detail = Detail()
    detail.lines = lines
    return detail


async def test_labels_stand_in_a_column_under_their_heading() -> None:
    async with staged(shown) as pilot:
        lines = seen(pilot)
        assert lines[0] == " D-142 Arbor platform"
        assert lines[1].index("Arbor") == lines[2].index("48,000.00") == lines[3].index("2026")
        assert lines[5] == " Notes"


async def test_long_values_wrap_by_cells_and_nothing_is_cut() -> None:
    wide = (DetailLine("Notes", "第二行" * 12), DetailLine("", "x" * 50))
    async with staged(lambda: shown(wide), size=(30, 20)) as pilot:
        text = "".join(line.replace("Notes", "").replace("▌", "").strip() for line in seen(pilot))
        assert text == "第二行" * 12 + "x" * 50


async def test_the_cursor_goes_from_field_to_field_past_headings() -> None:
    async with staged(shown) as pilot:
        detail = pilot.app.query_one(Detail)
        words = []
        for _ in range(5):
            words.append(detail.headword)
            await pilot.press("j")
        assert words == ["account", "deal-amount", "expected-close-date", "", "deal-owner"]
        await pilot.press("j")
        assert detail.headword == "deal-owner"
        await pilot.press("home")
        assert detail.headword == "account"
        await pilot.press("k")
        assert detail.headword == "account"


async def test_enter_opens_what_a_value_stands_for() -> None:
    async with staged(shown, Detail.Opened) as pilot:
        await pilot.press("enter", "j", "enter")
        await pilot.pause()
        assert [each.target for each in heard(pilot) if isinstance(each, Detail.Opened)] == ["A-7"]


@pytest.mark.parametrize("keys", [("G",), ("pagedown",) * 9, ("ctrl+d",) * 12, ("j",) * 80])
async def test_every_way_down_ends_at_the_last_field_and_shows_it(keys: tuple[str, ...]) -> None:
    async with staged(lambda: shown(MANY)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        detail = pilot.app.query_one(Detail)
        assert detail.current == MANY[-1]
        assert line_with(pilot, "▌Field 59") >= 0


@pytest.mark.parametrize("keys", [("home",), ("pageup",) * 9, ("ctrl+u",) * 12, ("k",) * 80])
async def test_every_way_up_ends_at_the_first_field_under_its_heading(keys: tuple[str, ...]) -> None:
    async with staged(lambda: shown(MANY)) as pilot:
        await pilot.press("G", *keys)
        await pilot.pause()
        assert seen(pilot)[0] == " Many"
        assert line_with(pilot, "▌Field 0 ") == 1


async def test_a_value_taller_than_the_pane_can_be_read_to_its_end() -> None:
    tall = (DetailLine("", "\n".join(f"line {n}" for n in range(40))), DetailLine("Owner", "ann"))
    async with staged(lambda: shown(tall), size=(40, 10)) as pilot:
        read = set(seen(pilot))
        for _ in range(45):
            await pilot.press("j")
            await pilot.pause()
            read |= set(seen(pilot))
        text = "\n".join(read)
        assert all(f"line {n}" in text for n in range(40))
        assert "Owner" in text


async def test_new_lines_keep_the_field_and_the_scroll() -> None:
    async with staged(lambda: shown(MANY)) as pilot:
        detail = pilot.app.query_one(Detail)
        await pilot.press(*("j",) * 30)
        await pilot.pause()
        top = seen(pilot)[0]
        changed = list(MANY)
        changed[25] = changed[25]._replace(value="other")
        detail.lines = tuple(changed)
        await pilot.pause()
        assert seen(pilot)[0] == top
        assert line_with(pilot, "Field 24  other") >= 0
        detail.lines = (MANY[0], DetailLine("New", "x"), *MANY[1:])
        await pilot.pause()
        assert detail.current == MANY[31]


async def test_fewer_lines_leave_the_cursor_on_one_of_them() -> None:
    async with staged(lambda: shown(MANY)) as pilot:
        detail = pilot.app.query_one(Detail)
        await pilot.press("G")
        detail.lines = LINES
        await pilot.pause()
        assert detail.headword == "account"
        detail.lines = ()
        await pilot.pause()
        assert detail.current is None
        assert detail.headword == ""
        await pilot.press("j", "k", "G", "home", "pagedown", "pageup", "enter")
        assert not "".join(seen(pilot)).strip()


@pytest.mark.parametrize("text", ["[b", "[/]", "[@click=app.quit]x[/]", "$accent [red]", "👩\u200d👧"])
async def test_values_and_labels_show_as_text(text: str) -> None:
    lines = (DetailLine(text, heading=True), DetailLine(text, text, "bad"))
    async with staged(lambda: shown(lines)) as pilot:
        assert seen(pilot)[0].strip() == text
        assert seen(pilot)[1].count(text) == 2


async def test_a_shorter_text_leaves_nobody_below_its_end() -> None:
    async with staged(lambda: shown(MANY), size=(30, 20)) as pilot:
        detail = pilot.app.query_one(Detail)
        await pilot.press("end")
        assert detail.scroll_offset.y == detail.max_scroll_y == 61 - 20
        for rows in (31, 21, 20, 5, 41):
            detail.lines = MANY[:rows]
            await pilot.pause()
            assert detail.virtual_size.height == rows
            assert detail.scroll_offset.y <= detail.max_scroll_y == max(0, rows - 20)
            assert detail.show_vertical_scrollbar == (rows > 20)
            if rows > 20:
                assert detail.vertical_scrollbar.window_virtual_size == rows
            await pilot.press("end")
            assert line_with(pilot, f"value {rows - 2}") >= 0
