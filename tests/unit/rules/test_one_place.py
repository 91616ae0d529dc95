"""What a stage means is read off its kind in one place, and by nothing but the rules."""

import ast
from collections.abc import Iterator

from tests.source import trees

RULE = "rules/deals/outcome.py"
BELOW = "models/deals/pipelines.py"
"""The model of a pipeline lies below the rules, and finds its own first open stage."""

OUTCOMES = {"open", "won", "lost"}


def comparisons() -> Iterator[tuple[str, ast.Compare]]:
    """Every comparison in the program, with the file it is in."""
    for path, tree in trees().items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.Compare))


def is_kind(node: ast.expr) -> bool:
    """Whether an expression is the kind of something, such as a stage."""
    return isinstance(node, ast.Attribute) and node.attr == "kind"


def is_outcome(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in OUTCOMES


def test_no_kind_of_stage_is_compared_outside_the_rule() -> None:
    found = {
        path
        for path, node in comparisons()
        if any(map(is_kind, (node.left, *node.comparators)))
        and any(map(is_outcome, (node.left, *node.comparators)))
    }
    assert found - {RULE, BELOW} == set()


def test_no_stage_is_looked_up_in_a_table_of_kinds_made_on_the_spot() -> None:
    makers = {
        path
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.DictComp) and is_kind(node.value) and isinstance(node.key, ast.Attribute)
        and node.key.attr == "name"
    }  # fmt: skip
    assert makers == set()
