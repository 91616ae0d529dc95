"""What opens under a field: a menu with its keys, a month to walk in, the names that complete a link."""

from datetime import date

import pytest
from textual.events import Key
from textual.pilot import Pilot

from pmtui.models.form.new_record import NewRecord
from pmtui.widgets.form.form import Form
from pmtui.widgets.form.form_field import FormField
from pmtui.widgets.form.popup import Menu, Month, menu_keys
from tests.pilot.widgets.plain_stage import heard, line_with, staged
from tests.pilot.widgets.test_form import deal, form_of, typed, values


async def at(pilot: Pilot[None], name: str) -> FormField:
    """Go to a field."""
    form = pilot.app.query_one(Form)
    form.first = name
    await pilot.pause()
    field = form.row(name)
    assert isinstance(field, FormField)
    return field


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        (("commit", "best case", "pipeline", "omitted"), ("c", "b", "p", "o")),
        (("call", "meeting", "demo", "e-mail", "task", "note"), ("c", "m", "d", "e", "t", "n")),
        (("Prospecting", "Proposal", "Won"), ("p", "r", "w")),
        (("aa", "aa", "aa"), ("a", "1", "2")),
        (("jk", "k"), ("1", "2")),
    ],
)
def test_every_choice_has_a_key_of_its_own_that_does_not_move(
    options: tuple[str, ...], keys: tuple[str, ...]
) -> None:
    assert menu_keys(options) == keys


@pytest.mark.parametrize("opening", ["enter", "space"])
async def test_a_choice_opens_a_menu_under_its_field_whose_keys_choose(opening: str) -> None:
    async with staged(form_of, Form.Submitted) as pilot:
        field = await at(pilot, "forecast")
        await pilot.press(opening)
        await pilot.pause()
        assert line_with(pilot, "c  commit") == line_with(pilot, "▌  Forecast") + 2
        await pilot.press("b")
        await pilot.pause()
        assert field.text == "best case"
        assert not pilot.app.query(Menu)
        assert not field.current


async def test_a_menu_is_walked_with_the_arrows_and_left_with_escape() -> None:
    async with staged(form_of, Form.Cancelled) as pilot:
        field = await at(pilot, "forecast")
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert field.text == "best case"
        await at(pilot, "forecast")
        await pilot.press("enter", "j", "escape")
        await pilot.pause()
        assert (field.text, heard(pilot)) == ("best case", [])


async def test_typing_narrows_a_menu_and_enter_takes_the_first() -> None:
    async with staged(lambda: form_of("request")) as pilot:
        field = await at(pilot, "kind")
        await pilot.press("i", "m")
        await pilot.pause()
        assert line_with(pilot, "important") > 0
        await pilot.press("enter")
        await pilot.pause()
        assert field.text == "important"


async def test_a_date_shows_a_month_to_walk_in() -> None:
    async with staged(lambda: form_of(base=deal(expected_close="2026-12-04")), Form.Submitted) as pilot:
        field = await at(pilot, "expected_close")
        await pilot.press("enter")
        await pilot.pause()
        assert line_with(pilot, "fri 4 dec 2026") > 0
        assert line_with(pilot, "in 11d") > 0
        await pilot.press("l", "l", "j")
        await pilot.pause()
        assert line_with(pilot, "sun 13 dec 2026") > 0
        await pilot.press("enter")
        await pilot.pause()
        assert field.text == "2026-12-13"
        assert not pilot.app.query(Month)


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (("full_stop",), "2026-11-23"),
        (("e",), "2026-12-31"),
        (("right_square_bracket",), "2027-01-04"),
        (("pageup",), "2026-11-04"),
        (("k", "h"), "2026-11-26"),
    ],
)
async def test_a_month_has_keys_for_today_the_quarter_and_other_months(
    keys: tuple[str, ...], day: str
) -> None:
    async with staged(lambda: form_of(base=deal(expected_close="2026-12-04"))) as pilot:
        field = await at(pilot, "expected_close")
        await pilot.press("enter", *keys, "enter")
        await pilot.pause()
        assert field.text == day


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("key", ["l", "h", "j", "k", "pageup", "pagedown"])
def test_a_month_at_an_end_of_time_can_be_walked(day: date, key: str) -> None:
    month = Month(day, day, lambda on: on)
    month.press(Key(key, None))
    assert month.render()


async def test_a_day_that_is_typed_opens_nothing() -> None:
    async with staged(form_of) as pilot:
        field = await at(pilot, "expected_close")
        await pilot.press(*"fri", "enter")
        await pilot.pause()
        assert (field.text, field.is_open, field.current) == ("fri", False, False)


async def test_typing_a_day_closes_the_month() -> None:
    async with staged(lambda: form_of(base=deal(expected_close="2026-12-04"))) as pilot:
        field = await at(pilot, "expected_close")
        await pilot.press("enter", "l", *"31", "full_stop", *"12", "full_stop", "enter")
        await pilot.pause()
        assert (field.text, field.is_open) == ("31.12.", False)


async def test_a_link_is_made_on_the_spot() -> None:
    async with staged(lambda: form_of(draft={"title": "x"}), Form.Submitted) as pilot:
        field = await at(pilot, "account")
        await pilot.press(*"Bolt")
        await pilot.pause()
        assert line_with(pilot, "new account Bolt") > 0
        await pilot.press("down", "enter")
        await pilot.pause()
        assert field.text == "new account Bolt"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert values(pilot)["account"] == NewRecord("account", "Bolt")


async def test_a_link_that_means_nothing_is_not_made_without_being_asked_for() -> None:
    async with staged(lambda: form_of(draft={"title": "x"}), Form.Submitted) as pilot:
        await typed(pilot, "account", "Bolt")
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        assert heard(pilot) == []
        assert pilot.app.query_one(Form).row("account").problem


async def test_leaving_a_field_closes_its_menu() -> None:
    async with staged(form_of) as pilot:
        await at(pilot, "forecast")
        await pilot.press("enter", "tab")
        await pilot.pause()
        assert not pilot.app.query(Menu)


async def test_entering_a_filled_field_selects_its_text() -> None:
    async with staged(lambda: form_of(base=deal(owner="ann"))) as pilot:
        field = await at(pilot, "owner")
        await pilot.press(*"bob")
        await pilot.pause()
        assert field.text == "bob"


async def test_a_long_text_grows_with_what_is_typed() -> None:
    async with staged(form_of) as pilot:
        field = await at(pilot, "notes")
        heights = []
        for _ in range(3):
            heights.append(field.size.height)
            await pilot.press("x", "enter")
            await pilot.pause()
        assert heights == [1, 2, 3]
        await pilot.press(*["enter"] * 12)
        await pilot.pause()
        assert field.size.height == 10
