"""The stages of the pipelines as they are stored: what boards are drawn by before a model is wanted."""

from collections.abc import Mapping

from pmtui.models.kinds import MAIN
from pmtui.models.stored import JsonValue
from pmtui.store.query.stored_rows import Row


def stored_stages(pipelines: Mapping[str, Row]) -> dict[str, list[dict[str, JsonValue]]]:
    """The stages of each pipeline, by the name that deals have for it; the main one, `""`, first."""
    found: dict[str, list[dict[str, JsonValue]]] = {"": []}
    for document_id, row in pipelines.items():
        stages = row.get("stages")
        key = "" if document_id == MAIN else str(row.get("name"))
        found[key] = [
            stage for stage in (stages if isinstance(stages, list) else []) if isinstance(stage, dict)
        ]
    return found
