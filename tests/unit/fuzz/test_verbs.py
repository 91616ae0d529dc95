"""Every verb of the command line with nasty words: an exit code of the contract, a sentence, clean output."""

import argparse
import os
import random
import re
from pathlib import Path

import pytest

from pmtui.cli import main
from pmtui.cli.parser import build_parser
from pmtui.models.fields import fields_of
from pmtui.models.kinds import KINDS
from tests.nasty import DATES, NUMBERS, TEXTS, texts
from tests.unit.fuzz.conftest import LONG, Faults

_ELSEWHERE = frozenset(
    {"serve", "lookup", "demo", "glossary", "pipeline", "customers", "discovery", "reports", "roadmap"}
)
"""Verbs that open screens or serve; tests of their own run them."""

_LISTED = [kind for kind in KINDS if not KINDS[kind].internal]
_REAL = (
    "D-1", "D-2", "A-1", "F-1", "L-1", "I-1", "P-1", "C-1", "N-1", "R-1", "E-1", "O-1", "Q-1", "T-1", "deals",
    "features", "accounts", "launches", "terms", "churn", "win-rate", "funnel", "forecast", "Proposal", "Won", "Lost",
    "shipped", "now", "2026-Q4", "last quarter", "owner", "amount", "stage:proposal", "amount:>10k", "name=x", "rice",
    "all",
)  # fmt: skip
_STAGE = ("probability", "rot_days", "place", "forecast", "exit", "enforced")
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_CODES = (0, 1, 2, 3, 4)


def test_verbs(
    faults: Faults,
    tmp_path: Path,
    demo: object,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chance = random.Random(11)
    crashed: list[BaseException] = []

    def told(error: BaseException, *, doing: str) -> BaseException:
        crashed.append(error)
        return error

    monkeypatch.setattr("pmtui.crash_report.crashed", told)
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    verbs = _verbs()

    def run(words: list[str]) -> None:
        code = main(words)
        printed = capsys.readouterr()
        assert code in _CODES, code
        assert not _UNCLEAN.search((printed.out + printed.err).replace("\r\n", "")), "unclean"
        assert code < 2 or printed.err.startswith("pmtui: ") or "pmtui: " in printed.err, "no sentence"

    names = sorted(set(verbs) - _ELSEWHERE)
    for number in range(len(names) * (300 if LONG else 1)):
        words = _words(chance, names[number % len(names)], verbs, tmp_path)
        faults.watch(" ".join(words)[:300], lambda: run(words))  # noqa: B023


def _verbs() -> dict[str, argparse.ArgumentParser]:
    """The parsers of the verbs, as the grammar has them."""
    actions = build_parser()._actions
    return dict(next(each.choices for each in actions if isinstance(each, argparse._SubParsersAction)))


def _words(
    chance: random.Random, verb: str, verbs: dict[str, argparse.ArgumentParser], folder: Path
) -> list[str]:
    """A command line of a verb."""
    words = []
    for action in verbs[verb]._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        if not action.option_strings:
            counts = {"?": (0, 1), "+": (1, 3), "*": (0, 3)}
            low, high = counts.get(str(action.nargs), (1, 1))
            words += [_value(chance, action, verb) for _ in range(chance.randint(low, high))]
        elif chance.random() < 0.3:
            words.append(action.option_strings[-1])
            words += [] if action.nargs == 0 else [_value(chance, action, verb)]
    before = ["--workspace", str(folder / ("made" if verb == "init" else "demo")), "--user", "ann"]
    if chance.random() < 0.2:
        before += [chance.choice(("--today", "--as-of")), chance.choice(DATES)]
    if chance.random() < 0.1:
        before += [chance.choice(("--restricted", "--read-only")), "--user", _nasty(chance)]
    return [*before, verb, *words]


def _value(chance: random.Random, action: argparse.Action, verb: str) -> str:
    if action.choices and chance.random() < 0.8:
        return str(chance.choice(list(action.choices)))
    text = _nasty(chance)
    if action.dest in ("output", "rejects"):
        return chance.choice(("/dev/full", "-", text.replace("/", "_")[:80]))
    return f"copy-{text.replace(os.sep, '_')[:80]}" if verb == "copy" else text


def _nasty(chance: random.Random) -> str:
    kind = chance.choice(_LISTED)
    text = chance.choice(TEXTS)[:2_000]
    choice = chance.random()
    if choice < 0.4:
        return chance.choice(_REAL)
    if choice < 0.55:
        sign = chance.choice(("=", ":", ":>", ":<", "+=", "."))
        ending = chance.choice(("", "", f":{chance.choice(NUMBERS)}"))
        return f"{chance.choice([*fields_of(kind), *_STAGE])}{sign}{text}{ending}"
    return next(texts(chance.randrange(10**9), 1)) if choice < 0.65 else text
