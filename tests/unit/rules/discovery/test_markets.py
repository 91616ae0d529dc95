"""SOM is part of SAM, and SAM of TAM, typed or worked out."""

import pytest

from pmtui.errors import FieldError
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands

MARKET = {"name": "Ports", "type": "market"}


def typed(workspace: Workspace, **words: str) -> dict[str, object]:
    return record_commands.read_fields("research", words, record_commands.reading(workspace))


@pytest.mark.parametrize(
    ("words", "field", "told"),
    [
        ({"tam": "10m", "sam": "11m"}, "sam", "11,000,000.00 USD is more than the TAM, 10,000,000.00 USD"),
        ({"sam": "5m", "som": "6m"}, "som", "is more than the SAM"),
        ({"tam": "5m", "som": "6m"}, "som", "is more than the TAM"),
        ({"customers": "10", "revenue_each": "100", "sam": "2000"}, "sam", "is more than the TAM, 1,000"),
    ],
)
def test_a_part_is_not_larger_than_the_whole(
    workspace: Workspace, words: dict[str, str], field: str, told: str
) -> None:
    with pytest.raises(FieldError, match=told) as caught:
        record_commands.add(workspace, "research", typed(workspace, **MARKET, **words))
    assert caught.value.field == field
    made = record_commands.add(workspace, "research", typed(workspace, **MARKET)).changed[-1][1]
    with pytest.raises(FieldError, match=told):
        record_commands.edit(workspace, [made], typed(workspace, **words))


@pytest.mark.parametrize(
    "words",
    [
        {"tam": "10m", "sam": "10m", "som": "10m"},
        {"tam": "10m USD", "sam": "11m EUR"},
        {"customers": "10", "revenue_each": "100", "reachable": "100", "obtainable": "100"},
        {"som": "5m"},
    ],
)
def test_equal_unlike_and_single_figures_stand(workspace: Workspace, words: dict[str, str]) -> None:
    record_commands.add(workspace, "research", typed(workspace, **MARKET, **words))
