"""The class that pairs of answers make a feature, with better and worse."""

from decimal import Decimal

import pytest

from pmtui.errors import FieldError
from pmtui.models.roadmap.kano_answers import ANSWERS, Answer
from pmtui.models.roadmap.roadmap_rows import FeatureRow
from pmtui.rules.roadmap.kano import QUESTIONABLE, kind_of, verdict, verdict_text
from pmtui.rules.roadmap.ranking import result_text
from pmtui.rules.roadmap.scores import method_named, score
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands


@pytest.mark.parametrize(
    ("having", "kinds"),
    [
        ("like", ["questionable", "delighter", "delighter", "delighter", "performance"]),
        ("expect", ["reverse", "indifferent", "indifferent", "indifferent", "basic"]),
        ("neutral", ["reverse", "indifferent", "indifferent", "indifferent", "basic"]),
        ("tolerate", ["reverse", "indifferent", "indifferent", "indifferent", "basic"]),
        ("dislike", ["reverse", "reverse", "reverse", "reverse", "questionable"]),
    ],
)
def test_a_pair_of_answers_speaks_for_a_class(having: str, kinds: list[str]) -> None:
    assert [kind_of(Answer(having, missing)) for missing in ANSWERS] == kinds


def answers(basic: int = 0, performance: int = 0, delighter: int = 0, indifferent: int = 0) -> list[Answer]:
    return [
        *[Answer("expect", "dislike")] * basic,
        *[Answer("like", "dislike")] * performance,
        *[Answer("like", "neutral")] * delighter,
        *[Answer("neutral", "neutral")] * indifferent,
    ]


def test_most_answers_make_the_class_and_the_stronger_one_goes_first() -> None:
    assert verdict(answers(basic=2, delighter=3)).kind == "delighter"
    assert verdict(answers(basic=2, delighter=2)).kind == "basic"
    assert verdict(answers(performance=1, indifferent=1)).kind == "performance"


def test_better_and_worse_are_shares_of_the_answers_that_count() -> None:
    found = verdict([*answers(basic=1, performance=2, delighter=3, indifferent=4), Answer("dislike", "like")])
    assert (found.better, found.worse) == (Decimal("0.5"), Decimal("-0.3"))
    assert found.counts["reverse"] == 1


def test_what_was_misread_makes_no_class() -> None:
    found = verdict([Answer("like", "like")])
    assert (found.kind, found.better, found.worse) == ("", None, None)
    assert found.counts == {QUESTIONABLE: 1}
    assert verdict([]).kind == ""


def test_the_answers_of_customers_go_before_a_class_that_was_typed(workspace: Workspace) -> None:
    how, reading = method_named("kano"), record_commands.reading(workspace)
    words = {
        "title": "f",
        "kano": "reverse",
        "kano_answers": "Acme=like / dislike\nBolt=LIKE/dislike\nCo=like/neutral",
    }
    record_commands.add(workspace, "feature", record_commands.read_fields("feature", words, reading))
    row = FeatureRow(workspace.rows("feature")["F-1"])
    assert row.kano_answers["Bolt"] == "like / dislike"
    assert result_text(how, row, {}) == "performance, better 1, worse -0.67"
    assert score(how, row, {}) == score(how, FeatureRow({"kano": "performance"}), {})


@pytest.mark.parametrize("text", ["Acme=like", "Acme=like / hate", "Acme=like / like / like", "Acme="])
def test_what_is_no_pair_of_answers_is_refused_with_the_answers(workspace: Workspace, text: str) -> None:
    values = record_commands.read_fields(
        "feature", {"title": "f", "kano_answers": text}, record_commands.reading(workspace)
    )
    with pytest.raises(FieldError, match="each is like, expect, neutral, tolerate or dislike") as caught:
        record_commands.add(workspace, "feature", values)
    assert caught.value.field == "kano_answers"


def test_without_answers_that_count_there_is_nothing_to_say() -> None:
    assert verdict_text(verdict([])) == ""
    assert verdict_text(verdict([Answer("dislike", "like")])) == "reverse"
