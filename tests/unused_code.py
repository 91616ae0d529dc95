"""`python -m tests.unused_code`: code of the package that nothing in the package uses; what only tests use is idle."""

import sys
from pathlib import Path

import vulture

from pmtui.models.kinds import KINDS

_PACKAGE = Path(__file__).parents[1] / "pmtui"

_DECORATORS = ["@on", "@field_validator", "@model_validator", "@field_serializer", "@model_serializer"]
"""What registers a function with a library that calls it."""

_CALLED_BY_TEXTUAL = [
    "action_*", "on_*", "watch_*", "validate_*", "key_*", "get_content_*", "compose", "render", "render_line",
    "BINDINGS", "CSS*", "DEFAULT_CSS", "COMPONENT_CLASSES", "TITLE", "ENABLE_COMMAND_PALETTE", "BLANK", "can_focus",
    "animation_level", "exit_event", "cursor_origin", "cursor_position", "select_on_focus", "viewport", "greedy",
    "stop_application_mode", "mouse_pixels", "terminal_size", "terminal_pixel_size", "_return_code", "background",
    "border_title", "max_height", "AUTO_FOCUS", "_on_paste",
]  # fmt: skip

_CALLED_BY_TINYDB = [
    "document_id_class", "default_query_cache_capacity", "table_class", "_read_table", "_get_next_id", "_update_table",
]  # fmt: skip

_CALLED_BY_OTHERS = [
    "model_config", "model_post_init",  # pydantic
    "type_param",  # vobject
    "trace",  # the last argument of `__exit__`
    "Equals",  # a node of the query tree that filters do not need yet
    "win",  # a door of deals that keys reach by its end
]  # fmt: skip


def unused() -> list[str]:
    """Each piece of unused code, with its place.

    A field of a model, a model itself and the steps of a kind are used by what reads the declarations of kinds,
    by name.
    """
    ignored = [*_CALLED_BY_TEXTUAL, *_CALLED_BY_TINYDB, *_CALLED_BY_OTHERS]
    found = vulture.Vulture(ignore_names=ignored, ignore_decorators=_DECORATORS)
    found.scavenge([str(_PACKAGE)])
    declared = {kind.steps.partition(":")[2] for kind in KINDS.values()}
    return [
        item.get_report()
        for item in found.get_unused_code(min_confidence=60)
        if not (item.filename.is_relative_to(_PACKAGE / "models") and item.typ in ("class", "variable"))
        and not (item.typ == "class" and item.name in declared)
    ]


if __name__ == "__main__":
    problems = unused()
    print("\n".join(problems) or "no code is unused")
    sys.exit(bool(problems))
