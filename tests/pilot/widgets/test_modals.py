"""What lies over a screen: picker, question, help; and the message that passes."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

import pytest
from textual.screen import Screen
from textual.widgets import Static

from pmtui.terminal.text import clean_line
from pmtui.widgets.frame.choice_list import Choice, ChoiceList
from pmtui.widgets.frame.confirm import Confirm
from pmtui.widgets.frame.message_line import MessageLine, Said
from pmtui.widgets.frame.picker import Picker
from tests.pilot.widgets.plain_stage import PlainStage, line_with, seen, staged

HOSTILE = ("[b", "[/]", "[@click=app.quit]x[/]", "$accent [red]")
Answer = TypeVar("Answer")
WORDS = [Choice(f"T-{n}", f"term {n}", "metric", ((0, 4),)) for n in range(200)]


def search(text: str) -> Sequence[Choice]:
    return [choice for choice in WORDS if text in choice.label]


class Answers(PlainStage, Generic[Answer]):
    """Puts a modal screen up and keeps its answer."""

    def __init__(self, screen: Callable[[], Screen[Answer]]) -> None:
        super().__init__(Static)
        self.screen_of = screen
        self.answers: list[Answer | None] = []

    def on_mount(self) -> None:
        """Ask at once."""
        self.push_screen(self.screen_of(), self.answers.append)


async def answered(screen: Callable[[], Screen[Answer]], *keys: str) -> list[Answer | None]:
    app = Answers(screen)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return app.answers


def picker() -> Picker:
    return Picker("look up", search)


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        (("enter",), "T-0"),
        (("down", "down", "up", "enter"), "T-1"),
        (("1", "9", "9", "enter"), "T-199"),
        (("down", "down", "1", "7", "enter"), "T-17"),
        (("up", "enter"), "T-0"),
        (("escape",), None),
    ],
)
async def test_typing_is_searching_and_enter_picks(keys: tuple[str, ...], key: str | None) -> None:
    assert await answered(picker, *keys) == [key]


async def test_enter_picks_nothing_where_nothing_matches() -> None:
    assert await answered(picker, "z", "enter") == []
    async with staged(lambda: Picker("look up", search, nothing="no such term")) as pilot:
        await pilot.press("z")
        await pilot.pause()
        assert line_with(pilot, "no such term") >= 0
        await pilot.press("backspace")
        await pilot.pause()
        assert line_with(pilot, "no such term") == -1
        assert line_with(pilot, "▌term 0") >= 0


async def test_what_was_typed_before_is_searched_at_once() -> None:
    async with staged(lambda: Picker("look up", search, typed="19")) as pilot:
        await pilot.pause()
        assert line_with(pilot, "▌term 19") >= 0
        assert line_with(pilot, "term 20") == -1


async def test_the_cursor_stays_in_sight_through_a_long_list() -> None:
    async with staged(lambda: Picker("look up", search)) as pilot:
        for keys, label in (
            (["down"] * 60, "term 60"),
            (["pagedown"] * 40, "term 199"),
            (["up"] * 30, "term 169"),
            (["pageup"] * 40, "term 0"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert line_with(pilot, f"▌{label}") >= 0
            assert sum("▌" in line for line in seen(pilot)) == 1


class Counted(Sequence[Choice]):
    """Fifty thousand choices that count how many were read."""

    def __init__(self) -> None:
        self.read: set[int] = set()

    def __len__(self) -> int:
        return 50_000

    @overload
    def __getitem__(self, at: int) -> Choice: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Choice]: ...
    def __getitem__(self, at: int | slice) -> Choice | Sequence[Choice]:
        assert isinstance(at, int)
        self.read.add(at)
        return Choice(str(at), f"choice {at}")

    def __iter__(self) -> Iterator[Choice]:
        raise AssertionError("all choices were asked for")


async def test_only_the_rows_in_sight_are_read() -> None:
    choices = Counted()
    async with staged(lambda: Picker("pick", lambda text: choices)) as pilot:
        await pilot.press(*["pagedown"] * 3)
        await pilot.pause()
        assert line_with(pilot, "▌choice") >= 0
        assert len(choices.read) < 5 * pilot.app.screen.query_one(ChoiceList).size.height


@pytest.mark.parametrize("text", HOSTILE)
async def test_choices_titles_and_questions_show_as_text(text: str) -> None:
    async with staged(lambda: Picker(text, lambda _: [Choice("k", text, text, ((0, 1),))])) as pilot:
        await pilot.pause()
        assert sum(line.count(text) for line in seen(pilot)) == 3
    async with staged(lambda: Confirm(text, text)) as pilot:
        assert sum(line.count(text) for line in seen(pilot)) == 2


@pytest.mark.parametrize(("key", "answer"), [("y", True), ("n", False), ("escape", False)])
async def test_a_question_is_answered_by_a_letter(key: str, answer: bool) -> None:
    assert await answered(lambda: Confirm("Restore?", "Changes are set aside."), key) == [answer]


async def test_enter_is_not_yes() -> None:
    assert await answered(lambda: Confirm("Restore?"), "enter", "space") == []


@pytest.mark.parametrize("text", [*HOSTILE, "\x1b]0;x\x07moved"])
async def test_a_message_shows_as_text(text: str) -> None:
    async with staged(MessageLine) as pilot:
        pilot.app.query_one(MessageLine).said = Said(clean_line(text), "refusal", ("u", "takes it back"))
        await pilot.pause()
        shown = text.replace("\x1b]0;x\x07", "")
        assert seen(pilot)[0].startswith(f" ! {shown} ")
        assert seen(pilot)[0].rstrip().endswith("u takes it back")


async def test_a_long_message_takes_the_lines_it_needs_and_no_word_is_cut() -> None:
    words = " ".join(f"word{number}" for number in range(24))
    async with staged(MessageLine) as pilot:
        line = pilot.app.query_one(MessageLine)
        assert line.size.height == 1
        line.said = Said(words)
        await pilot.pause()
        assert " ".join(" ".join(seen(pilot)[: line.size.height]).split()) == words
        line.said = None
        await pilot.pause()
        assert line.size.height == 1
