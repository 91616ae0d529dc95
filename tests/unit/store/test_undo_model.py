"""Undo and redo found in the log, held against what everybody knows of them: two stacks for each person."""

from collections import defaultdict

from hypothesis import example, given
from hypothesis import strategies as st

from pmtui.errors import NothingFound
from pmtui.store.changes import Change, Transaction
from pmtui.store.log.codec import LineRecord, encode
from pmtui.store.undo import redoing, to_redo, to_take_back, undoing

PEOPLE = ("ann", "ann@home")
ACTS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(("do", "do", "undo", "redo"))), max_size=30
)
AGAIN = [
    ("ann", act) for act in ("do", "do", "undo", "undo", "redo", "redo", "undo", "undo", "redo", "do", "undo")
]


class Log:
    """What a log would hold after commands, each of which changes nothing."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def add(self, user: str, *, undoes: int = 0, redoes: int = 0) -> int:
        """Append a transaction; its number."""
        seq = len(self.lines) + 1
        made = Transaction(
            seq, "2026-11-23T09:00:00Z", f"{user}@host", f"act {seq}", undoes=undoes, redoes=redoes
        )
        self.lines.append(encode(made))
        return seq

    def to_undo(self, user: str) -> int:
        """The number of what undo would take back, 0 for nothing."""
        try:
            return to_take_back(lambda _: (LineRecord(line) for line in reversed(self.lines)), user).seq
        except NothingFound:
            return 0

    def to_redo(self, user: str) -> int:
        """The number of what redo would do again, 0 for nothing."""
        found = to_redo((LineRecord(line) for line in reversed(self.lines)), user)
        return found.seq if found is not None else 0


@given(ACTS)
@example(AGAIN)
def test_each_person_has_two_stacks_of_their_own(acts: list[tuple[str, str]]) -> None:
    log = Log()
    done: defaultdict[str, list[int]] = defaultdict(list)
    undone: defaultdict[str, list[int]] = defaultdict(list)
    for user, act in acts:
        if act == "do":
            done[user].append(log.add(user))
            undone[user].clear()
        elif act == "undo" and done[user]:
            undone[user].append(done[user].pop())
            log.add(user, undoes=undone[user][-1])
        elif act == "redo" and undone[user]:
            done[user].append(undone[user].pop())
            log.add(user, redoes=done[user][-1])
        for each in PEOPLE:
            assert log.to_undo(each) == (done[each][-1] if done[each] else 0)
            assert log.to_redo(each) == (undone[each][-1] if undone[each] else 0)


def test_taking_back_goes_backwards_and_doing_again_forwards() -> None:
    made = Transaction(
        seq=7,
        at="2026-11-23T09:00:00Z",
        by="ann@host",
        name="Win D-1",
        changes=(
            Change("account", "A-1", None, {"name": "Acme"}),
            Change("deal", "D-1", {"stage": "Proposal", "version": 3}, {"stage": "Won", "version": 4}),
        ),
    )
    back, again = undoing(made), redoing(made)
    assert (back.name, back.undoes, back.redoes) == ("Undo: Win D-1", 7, 0)
    assert list(back) == [
        Change("deal", "D-1", {"stage": "Won"}, {"stage": "Proposal"}),
        Change("account", "A-1", {"name": "Acme"}, None),
    ]
    assert (again.name, again.undoes, again.redoes) == ("Redo: Win D-1", 0, 7)
    assert list(again) == [
        Change("account", "A-1", None, {"name": "Acme"}),
        Change("deal", "D-1", {"stage": "Proposal"}, {"stage": "Won"}),
    ]
