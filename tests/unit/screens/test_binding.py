"""State goes down by binding: a screen sets its own attributes, and none of a list's or a board's."""

import ast

from tests.source import trees

BOUND = frozenset({"rows", "lanes", "bars", "columns", "sort", "changed", "today"})
"""What widgets are bound to by their panes."""

TOLD = frozenset({"rows_changed", "lanes_changed", "refresh_rows", "refresh_cards"})
"""What widgets do by themselves once their data is another."""

ROOMS = ("documents", "deals", "roadmap", "discovery", "customers")


def pokes(tree: ast.AST) -> list[str]:
    """The places of a module that reach into a widget for what it is bound to."""
    found = []
    for node in ast.walk(tree):
        found += [
            f"{target.lineno}: sets {target.attr}"
            for target in (node.targets if isinstance(node, ast.Assign) else ())
            if isinstance(target, ast.Attribute)
            and target.attr in BOUND
            and not (isinstance(target.value, ast.Name) and target.value.id == "self")
        ]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TOLD:
            found.append(f"{node.lineno}: calls {node.func.attr}")
    return found


def test_no_screen_pokes_a_list_or_a_board_that_it_could_bind() -> None:
    found = {
        path: places
        for path, tree in trees().items()
        if path.startswith(tuple(f"screens/{room}/" for room in ROOMS)) and (places := pokes(tree))
    }
    assert found == {}


def test_a_poke_would_be_found() -> None:
    assert pokes(ast.parse("self.grid.rows = rows\nself.board.lanes_changed()")) == [
        "1: sets rows",
        "2: calls lanes_changed",
    ]
