"""What is over, of every kind, by the one rule."""

import pytest

from pmtui.models.stored import JsonValue
from pmtui.rules.over import over_of

_PIPELINES: dict[str, dict[str, JsonValue]] = {
    "sales": {
        "name": "Sales",
        "stages": [
            {"name": "Talks", "kind": "open"},
            {"name": "Signed", "kind": "won"},
            {"name": "Gone", "kind": "lost"},
        ],
    }
}


@pytest.mark.parametrize(
    ("kind", "stored", "over"),
    [
        ("deal", {"stage": "Talks"}, False),
        ("deal", {"stage": "Signed"}, True),
        ("deal", {"stage": "Gone"}, True),
        ("deal", {"stage": "a stage that is gone"}, False),
        ("deal", {"stage": "Talks", "done": "2026-11-01", "status": "shipped"}, False),
        ("feature", {"status": "development"}, False),
        ("feature", {"status": "shipped"}, True),
        ("feature", {"status": "declined"}, True),
        ("lead", {"status": "nurture"}, False),
        ("lead", {"status": "converted"}, True),
        ("lead", {"status": "disqualified"}, True),
        ("activity", {"due": "2026-11-01"}, False),
        ("activity", {"done": "2026-11-02"}, True),
        ("launch", {"date": "2026-11-01"}, False),
        ("launch", {"launched": "2026-11-01"}, True),
    ],
)
def test_a_document_is_over_by_what_its_kind_says(
    kind: str, stored: dict[str, JsonValue], *, over: bool
) -> None:
    assert over_of(kind, _PIPELINES)(stored) is over
