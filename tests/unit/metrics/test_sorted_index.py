"""Lines in order, kept up document by document."""

import random

from pmtui.metrics.sorted_index import Ordered


def test_lines_stand_by_key_then_document_then_as_they_came() -> None:
    lines = Ordered([("b", 2, "late"), ("a", 2, "first"), ("a", 1, "early"), ("a", 2, "second")])
    assert lines.lines(0, 9) == [("a", "early"), ("a", "first"), ("a", "second"), ("b", "late")]
    assert (lines.place(1), lines.place(2), lines.place(3)) == (0, 1, 4)
    lines.put("a", [(3, "moved")])
    assert lines.lines(0, 9) == [("b", "late"), ("a", "moved")]
    lines.put("b", [])
    assert lines.lines(0, 1) == [("a", "moved")]


def test_lines_kept_up_stand_as_lines_made_anew() -> None:
    chance = random.Random(3)
    of = {f"D-{number}": [(chance.randrange(9), object())] for number in range(50)}
    kept = Ordered((each, key, line) for each, lines in of.items() for key, line in lines)
    for _ in range(300):
        each = chance.choice(list(of))
        of[each] = [(chance.randrange(9), object()) for _ in range(chance.randrange(3))]
        kept.put(each, of[each])
    fresh = Ordered((each, key, line) for each, lines in of.items() for key, line in lines)
    assert len(kept) == len(fresh)
    assert kept.lines(0, len(kept)) == fresh.lines(0, len(fresh))
