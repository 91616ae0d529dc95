from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from pmtui.errors import ConflictError, FieldError, InputError
from pmtui.models.document import Document
from pmtui.models.fields import Field, Reading, build, form_fields
from pmtui.models.values.money import Money
from pmtui.widgets.form.field_inputs import LongInput
from pmtui.widgets.form.form import Form
from pmtui.widgets.form.form_context import FormContext
from pmtui.widgets.form.form_field import FormField
from pmtui.widgets.form.row_table import RowTable
from pmtui.widgets.form.section_head import SectionHead
from pmtui.widgets.frame.line_input import LineInput
from tests.pilot.widgets.plain_stage import heard, line_with, seen, staged

ACCOUNTS = {"A-7": "Arbor", "A-8": "Arbor Labs", "A-9": "Nordwind"}
HOSTILE = ("[b", "[/]", "[@click=app.quit]x[/]", "$accent [red]", "漢字かな", "👩\u200d👧", "e\u0301\u0301")


def find(kind: str, text: str) -> str:
    for account, name in ACCOUNTS.items():
        if text.casefold() in (account.casefold(), name.casefold()):
            return account
    raise InputError(f"there is no {kind} {text!r}")


def suggest(spec: Field, text: str) -> Sequence[str]:
    words = {"account": tuple(ACCOUNTS.values()), "product": ()}.get(spec.link, ("Prospecting", "Proposal"))
    return [word for word in words if word.casefold().startswith(text.casefold())]


READING = Reading(today=date(2026, 11, 23), find=find)


def form_of(kind: str = "deal", base: Document | None = None, draft: Mapping[str, str] | None = None) -> Form:
    context = FormContext(
        READING,
        suggest,
        names=lambda account: ACCOUNTS.get(account, account),
        facts=lambda texts: {"outcome": "lost" if texts.get("stage") == "Lost" else "open"},
    )
    form = Form(form_fields(kind), context, kind=kind, whole=lambda values: build(kind, base, values))
    form.document, form.given = base, draft or {}
    return form


def deal(**values: object) -> Document:
    return build("deal", None, {"title": "Arbor platform"} | values)


async def typed(pilot: Pilot[None], field: str, text: str) -> None:
    """Go to a field, clear it and type."""
    pilot.app.query_one(Form).first = field
    await pilot.pause()
    await pilot.press("end", "ctrl+u", *("space" if letter == " " else letter for letter in text))
    await pilot.pause()


def values(pilot: Pilot[None]) -> dict[str, object]:
    """The values of the one submission there was."""
    (submitted,) = heard(pilot)
    assert isinstance(submitted, Form.Submitted)
    return submitted.values


async def test_what_is_typed_is_submitted_as_typed_values() -> None:
    async with staged(form_of, Form.Submitted) as pilot:
        await pilot.press(*"Arbor", "tab", *"arbor", "tab", "tab", *"12k", "ctrl+s")
        await pilot.pause()
        assert values(pilot) == {
            "title": "Arbor",
            "account": "A-7",
            "amount": Money(amount=Decimal(12000), currency="USD"),
        }


@pytest.mark.parametrize(
    ("field", "text", "reading"),
    [
        ("amount", "12k", "12,000.00 USD"),
        ("expected_close", "fri", "2026-11-27 fri"),
        ("expected_close", "+2w", "2026-12-07 mon"),
        ("probability", "60%", "60 %"),
    ],
)
async def test_the_reading_stands_beside_what_was_typed(field: str, text: str, reading: str) -> None:
    async with staged(form_of) as pilot:
        await typed(pilot, field, text)
        assert seen(pilot)[line_with(pilot, text)].endswith(reading)


async def test_a_link_shows_its_id_when_the_field_is_left() -> None:
    async with staged(form_of) as pilot:
        await typed(pilot, "account", "nordwind")
        await pilot.press("tab")
        await pilot.pause()
        assert seen(pilot)[line_with(pilot, "nordwind")].endswith("A-9")


async def test_an_edit_submits_only_the_fields_that_differ() -> None:
    base = deal(account="A-8", amount={"amount": "48000", "currency": "USD"}, owner="ann")
    async with staged(lambda: form_of(base=base), Form.Submitted) as pilot:
        await typed(pilot, "owner", "bob")
        await typed(pilot, "amount", "48k")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert values(pilot) == {"owner": "bob"}


async def test_an_untouched_link_is_never_looked_up_again() -> None:
    def ambiguous(kind: str, text: str) -> str:
        raise InputError(f"{text!r} may be A-7 or A-8")

    def form() -> Form:
        context = FormContext(Reading(READING.today, find=ambiguous), names=lambda _: "Arbor")
        made = Form(form_fields("deal"), context, kind="deal")
        made.document = deal(account="A-7")
        return made

    async with staged(form, Form.Submitted) as pilot:
        await pilot.press("tab", "tab", "ctrl+s")
        await pilot.pause()
        assert values(pilot) == {}


async def test_a_field_can_be_emptied() -> None:
    async with staged(lambda: form_of(base=deal(owner="ann", probability=40)), Form.Submitted) as pilot:
        await typed(pilot, "owner", "")
        await typed(pilot, "probability", "")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert values(pilot) == {"owner": "", "probability": None}


@pytest.mark.parametrize("size", [(80, 24), (48, 16), (120, 40)])
async def test_an_error_stands_under_its_field_once_the_field_is_left(size: tuple[int, int]) -> None:
    async with staged(form_of, size=size) as pilot:
        await typed(pilot, "amount", "lots")
        assert line_with(pilot, "!") == -1
        await pilot.press("tab")
        await pilot.pause()
        assert line_with(pilot, "! 'lots' is not") == line_with(pilot, "Amount") + 1
        await typed(pilot, "amount", "12")
        assert line_with(pilot, "!") == -1


async def test_a_form_with_errors_is_not_submitted_and_goes_to_the_first() -> None:
    async with staged(form_of, Form.Submitted) as pilot:
        await typed(pilot, "expected_close", "2026-02-30")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert heard(pilot) == []
        assert line_with(pilot, "! is required") == line_with(pilot, "Title") + 1
        assert line_with(pilot, "does not exist") == line_with(pilot, "Expected close") + 1
        assert pilot.app.query_one(Form).headword == "deal"
        await pilot.press(*"Arbor")
        await pilot.pause()
        assert seen(pilot)[line_with(pilot, "Title")].split() == ["▌", "Title", "*", "Arbor"]


async def test_what_was_typed_stays_when_the_commit_fails() -> None:
    async with staged(form_of, Form.Faulty) as pilot:
        form = pilot.app.query_one(Form)
        await typed(pilot, "title", "Arbor")
        form.failure = FieldError("stage", "there is no stage 'X'")
        await pilot.pause()
        assert line_with(pilot, "! there is no stage 'X'") == line_with(pilot, "Stage") + 1
        form.failure = ConflictError("ann changed the [b title meanwhile")
        await pilot.pause()
        last = heard(pilot)[-1]
        assert isinstance(last, Form.Faulty)
        assert last.problems == {"": "ann changed the [b title meanwhile"}
        assert form.drafts() == {"title": "Arbor"}


async def test_escape_cancels_and_the_draft_can_be_put_back() -> None:
    async with staged(form_of, Form.Cancelled) as pilot:
        form = pilot.app.query_one(Form)
        await typed(pilot, "title", "Arbor")
        await typed(pilot, "notes", "one")
        await pilot.press("enter", *"two", "escape")
        await pilot.pause()
        assert [type(each) for each in heard(pilot)] == [Form.Cancelled]
        draft = form.drafts()
    assert draft == {"title": "Arbor", "notes": "one\ntwo"}
    async with staged(lambda: form_of(draft=draft | {"gone": "x"}), Form.Submitted) as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert values(pilot) == draft


def sensible(kind: str) -> list[str]:
    """The labels of the fields that an empty form shows, when all sections are open."""
    facts = {"outcome": "open"}
    specs = form_fields(kind)
    return [
        spec.label
        for spec in specs
        if all(when is None or when.holds(facts) for when in (spec.when, spec.section.when))
    ]


async def test_every_field_can_be_reached_and_is_in_sight_at_80x24() -> None:
    async with staged(form_of) as pilot:
        form = pilot.app.query_one(Form)
        for head in form.query(SectionHead):
            head.folded = True
            head.action_fold()
        await pilot.pause()
        reached = []
        for _ in sensible("deal"):
            current = form.current
            assert isinstance(current, FormField | RowTable)
            reached.append(current.spec.label)
            assert current.region.bottom <= 24
            await pilot.press("tab")
            await pilot.pause()
        assert sorted(reached) == sorted(sensible("deal"))
        assert line_with(pilot, "▌  Title") >= 0
        await pilot.press("shift+tab")
        await pilot.pause()
        assert line_with(pilot, f"▌  {reached[-1]}") >= 0


async def test_arrows_and_enter_go_from_field_to_field_and_out_of_long_text() -> None:
    async with staged(lambda: form_of(draft={"stage": "Lost", "lost_note": "one\ntwo"})) as pilot:
        form = pilot.app.query_one(Form)
        form.first = "lost_reason"
        await pilot.pause()
        await pilot.press("tab")
        await pilot.pause()
        assert form.headword == "win-loss-analysis"
        await pilot.press("down", "up")
        await pilot.pause()
        assert form.headword == "win-loss-analysis"
        await pilot.press("up")
        await pilot.pause()
        assert form.headword == "loss-reason"
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert form.headword == "deal"


async def test_a_name_completes_and_completes_again_to_the_next() -> None:
    async with staged(form_of, Form.Submitted) as pilot:
        form = pilot.app.query_one(Form)
        await typed(pilot, "account", "ar")
        assert [line_with(pilot, f" {name} ") for name in ("▌ Arbor", "Arbor Labs")] != [-1, -1]
        for expected in ("Arbor", "Arbor Labs", "Arbor"):
            await pilot.press("ctrl+n")
            await pilot.pause()
            assert form.drafts()["account"] == expected


async def test_a_choice_is_offered_and_completed() -> None:
    async with staged(lambda: form_of("request")) as pilot:
        form = pilot.app.query_one(Form)
        form.first = "kind"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert line_with(pilot, "b  blocker") + 1 == line_with(pilot, "i  important")
        await pilot.press("escape")
        await typed(pilot, "kind", "bl")
        await pilot.press("ctrl+n")
        assert form.drafts() == {"kind": "blocker"}


async def test_only_the_last_name_of_a_list_is_completed() -> None:
    async with staged(lambda: form_of("feature")) as pilot:
        form = pilot.app.query_one(Form)
        await typed(pilot, "depends_on", "F-1, Pros")
        await pilot.press("ctrl+n")
        assert form.drafts() == {"depends_on": "F-1, Prospecting"}


@pytest.mark.parametrize("text", HOSTILE)
async def test_stored_text_shows_as_text(text: str) -> None:
    async with staged(
        lambda: form_of(base=deal(title=text, notes=text, owner=text)), Form.Submitted
    ) as pilot:
        form = pilot.app.query_one(Form)
        assert text in seen(pilot)[line_with(pilot, "Title")]
        form.failure = FieldError("title", text)
        await pilot.pause()
        assert text in seen(pilot)[1]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert values(pilot) == {}


@pytest.mark.parametrize("field", ["title", "notes"])
async def test_pasted_escape_sequences_never_reach_the_screen(field: str) -> None:
    async with staged(form_of) as pilot:
        form = pilot.app.query_one(Form)
        form.first = field
        await pilot.pause()
        pilot.app.post_message(Paste("a\x1b]0;x\x07b\x1b[31m\u202ec\x9b2J"))
        await pilot.pause()
        assert form.drafts() == {field: "abc2J"}
        assert not any("\x1b" in line or "\x9b" in line for line in seen(pilot))


async def test_ctrl_e_hands_the_text_to_the_editor_and_takes_it_back() -> None:
    async with staged(lambda: form_of(draft={"notes": "one"}), Form.EditorWanted) as pilot:
        form = pilot.app.query_one(Form)
        form.first = "notes"
        await pilot.press("ctrl+e")
        await pilot.pause()
        (wanted,) = heard(pilot)
        assert isinstance(wanted, Form.EditorWanted)
        assert wanted.text == "one"
        wanted.answer("one\ntwo")
        assert form.drafts()["notes"] == "one\ntwo"


async def test_ctrl_g_asks_for_the_word_behind_the_label() -> None:
    async with staged(form_of, Form.DefineWanted) as pilot:
        form = pilot.app.query_one(Form)
        form.first = "amount"
        await pilot.press("ctrl+g")
        await pilot.pause()
        (wanted,) = heard(pilot)
        assert isinstance(wanted, Form.DefineWanted)
        assert wanted.headword == "deal-amount"


async def test_remapped_keys_are_the_forms_keys() -> None:
    async with staged(lambda: form_of(draft={"title": "x"}), Form.Submitted) as pilot:
        pilot.app.set_keymap({"submit": "ctrl+o"})
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert heard(pilot) == []
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert values(pilot) == {"title": "x"}


@pytest.mark.parametrize(
    "kind", ["term", "product", "feature", "account", "contact", "deal", "request", "activity"]
)
async def test_there_is_a_form_for_every_kind(kind: str) -> None:
    async with staged(lambda: form_of(kind)) as pilot:
        form = pilot.app.query_one(Form)
        assert form.fields == tuple(spec.name for spec in form_fields(kind))
        assert line_with(pilot, f"▌  {form_fields(kind)[0].label}") == 1


async def test_no_input_blinks() -> None:
    async with staged(form_of) as pilot:
        form = pilot.app.query_one(Form)
        entries = [*form.query(LineInput), *form.query(LongInput)]
        assert len(entries) + len(form.query(RowTable)) == len(form.fields)
        assert not any(entry.cursor_blink for entry in entries)


async def test_a_key_repaints_the_input_that_it_is_typed_into_and_nothing_else() -> None:
    async with staged(lambda: form_of(base=deal(owner="ann"))) as pilot:
        await typed(pilot, "title", "Arbo")
        painted: list[str] = []
        for widget in pilot.app.screen.query("*"):
            original = widget._set_dirty

            def record(
                *asked: object, _original: object = original, _name: str = type(widget).__name__
            ) -> None:
                painted.append(_name)
                assert callable(_original)
                _original(*asked)

            object.__setattr__(widget, "_set_dirty", record)
        await pilot.press("r")
        await pilot.pause()
        assert set(painted) == {"FieldInput"}
