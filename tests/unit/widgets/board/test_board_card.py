from hypothesis import given
from hypothesis import strategies as st

from pmtui.widgets.board.board_card import (
    CardState,
    CardStyle,
    card_line,
    empty_line,
    head_line,
    hidden_line,
    narrowed,
    sum_line,
)
from pmtui.widgets.drawing.data_sources import Card, LaneHead
from pmtui.widgets.drawing.glyphs import ASCII, UNICODE
from pmtui.widgets.drawing.line_segments import Line

CARD = Card("Arbor platform", "48k", "Arbor · 21d", "! F-12", "risk", warning="needs SSO, ships 5d late")
FACE = CardStyle(26, UNICODE)
HEAD = LaneHead("p", "Proposal", "9 · 221k", share="60 %")
HERE = CardState(current=True)


def text(line: Line) -> str:
    """The line without its looks."""
    return "".join(piece for piece, _ in line)


def test_a_card_says_what_it_is_in_two_lines_and_warns_in_a_third() -> None:
    assert [text(card_line(CARD, part, CardState(), FACE)) for part in range(3)] == [
        "▎Arbor platform       48k ",
        "▎Arbor · 21d       ! F-12 ",
        "▎needs SSO, ships 5d late ",
    ]


def test_the_card_under_the_cursor_is_filled_with_a_bar_before_it() -> None:
    lines = [card_line(CARD, part, HERE, FACE) for part in range(3)]
    assert [text(line) for line in lines] == [
        "▌Arbor platform       48k ",
        "▌Arbor · 21d       ! F-12 ",
        "▌needs SSO, ships 5d late ",
    ]
    assert {look for line in lines for _, look in line} == {"bar", "cursor"}


def test_the_stripe_has_the_color_of_the_worst_sign() -> None:
    def stripe(card: Card) -> str:
        return card_line(card, 0, CardState(), FACE)[0][1]

    assert stripe(CARD) == "card-risk"
    assert stripe(Card("Piper", sign="P", sign_tone="due")) == "card-due"
    assert stripe(Card("Piper", flag="fri", tone="dim")) == "card-rule"


def test_a_note_that_does_not_fit_gives_way_to_its_brief_form() -> None:
    card = Card("Piper", note="cleo Piper & Sons 15 jan", brief="15 jan", flag="no plan ?")
    assert text(card_line(card, 1, CardState(), FACE)) == "▎15 jan         no plan ? "


def test_a_card_without_a_warning_leaves_its_third_line_blank() -> None:
    assert text(card_line(Card("Halden"), 2, HERE, FACE)) == " " * 26


def test_a_mark_stands_before_the_title() -> None:
    assert text(card_line(CARD, 0, CardState(marked=True), FACE)) == "▎● Arbor platform     48k "
    assert (
        text(card_line(CARD, 0, CardState(current=True, marked=True), FACE)) == "▌● Arbor platform     48k "
    )


def test_signs_have_a_form_without_unicode() -> None:
    face = CardStyle(26, ASCII)
    assert (
        text(card_line(CARD, 0, CardState(current=True, marked=True), face)) == ">* Arbor platform     48k "
    )
    assert text(sum_line(HEAD, face, on=2)) == " 9 · 221k        2 more > "
    assert all(len(sign) == 1 and sign.isascii() for sign in ASCII)


def test_a_lane_says_how_many_lanes_and_cards_are_out_of_sight() -> None:
    assert text(sum_line(HEAD, FACE, back=2)) == " ‹ 2 more 9 · 221k        "
    assert text(sum_line(HEAD, FACE, on=1)) == " 9 · 221k        1 more › "
    assert text(hidden_line(FACE, "↓", 1578)) == " ↓ 1,578 more             "
    assert text(hidden_line(FACE, "↓", 0)) == " " * 26


def test_an_empty_lane_shows_where_the_cursor_is() -> None:
    assert text(empty_line(FACE, current=False)).rstrip() == " —"
    assert text(empty_line(FACE, current=True)).rstrip() == "▌—"


def test_a_head_says_what_the_lane_comes_to() -> None:
    assert text(head_line(HEAD, FACE)) == " Proposal            60 % "
    assert text(sum_line(HEAD, FACE)) == " 9 · 221k                 "


@given(st.integers(0, 40), st.integers(0, 2), st.booleans(), st.booleans())
def test_every_line_takes_the_width_of_its_lane(width: int, part: int, current: bool, marked: bool) -> None:
    face = CardStyle(width, UNICODE)
    lines = (
        card_line(CARD, part, CardState(current, marked), face),
        head_line(LaneHead("p", "漢字漢字漢字漢字漢字", "9 · 221k"), face),
        sum_line(HEAD, face, back=2, on=3),
        hidden_line(face, "↑", 100),
        empty_line(face, current=current),
    )
    assert {len(text(narrowed(line, width, "…"))) for line in lines[:1] + lines[2:]} == {width}
