"""What a view without rows says: why there are none, what would stand there, and the keys that begin."""

from collections.abc import Iterator
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.glossary.entries import read_all, text
from pmtui.models.kinds import KINDS
from pmtui.screens.documents.view_definitions import View
from pmtui.screens.frame.session import Session
from pmtui.store.query.filters import parse_filter

_COUNTED = 20_000
"""Records up to which it is counted what a filter would let through without one of its words."""

_WORDS = 4

_EXAMPLES = {
    "deal": "in one line: Arbor platform 48k close:4 dec",
    "feature": "in one line: Single sign-on target:eoq",
    "lead": "in one line: Ann Lee company:Bolt source:referral",
    "account": "in one line: Acme domain:acme.example",
}
"""By kind, what can be typed as a whole record."""


class Lesson(NamedTuple):
    """What is said in place of rows."""

    title: str
    """What is missing, and why."""
    text: str
    """What would stand there."""
    keys: tuple[tuple[str, str], ...]
    """The keys that change that, each with its words."""


def lesson_of(session: Session, view: View, filtered: str, only: str, *, is_page: bool) -> Lesson:
    """What a view without rows says.

    Args:
        session: The workspace and the keys.
        view: The view.
        filtered: Its filter; empty for none.
        only: The title of the subset that it lists; empty for all.
        is_page: Whether it was opened from another place.
    """
    label, kind = session.keymap.label, view.kind
    if only:
        back = (label("back"), "back" if is_page else "all of them")
        return Lesson(f"no longer any {kind}: {only}", "", (back,))
    if filtered:
        ways = ((label("back"), "clear the filter"), (label("filter"), "change it"))
        return Lesson(f"nothing matches {filtered}", "; ".join(_without(session, kind, filtered)), ways)
    listed = view.title if kind == "research" else KINDS[kind].plural
    entry = read_all().get(getattr(view, "headword", "") or KINDS[kind].headword, {})
    begin = [(label("new"), f"add the first {view.hint or kind} by form")]
    if kind in _EXAMPLES:
        begin.append((label("quick-add"), _EXAMPLES[kind]))
    return Lesson(
        f"no {listed} yet",
        text(entry, "definition"),
        (
            *begin,
            (label("import"), "bring many from a file; it is shown before it is written"),
            (label("define"), "read more about it in the dictionary"),
            (label("tour"), "a tour of eight keys; what it does is taken back"),
        ),
    )


def _without(session: Session, kind: str, filtered: str) -> Iterator[str]:
    """What the filter would let through without one of its words, where that is something."""
    rows, words = session.workspace.rows(kind), filtered.split()
    if len(rows) > _COUNTED or not 1 < len(words) <= _WORDS:
        return
    for place, word in enumerate(words):
        others = " ".join((*words[:place], *words[place + 1 :]))
        try:
            condition = parse_filter(kind, others, session.workspace.filter_context)
        except InputError:
            continue
        count = sum(1 for row in rows.values() if condition(row))
        if count:
            yield f"without {word} there are {count:,}"
