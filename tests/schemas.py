"""The JSON schema of every kind, as `pmtui/models/schemas.json` keeps it, and what may change in it.

`make schemas` writes the file anew. It refuses a change that is no addition, unless the stored form has a new
number: then there is a migration for the documents that are stored already.
"""

import json
import sys
from collections.abc import Iterator, Mapping

import orjson

from pmtui.models.registry import MODELS
from pmtui.models.shape import SCHEMAS, Schemas
from pmtui.store.log.migrations import schema

_WORDS = ("title", "description", "pattern")
_Node = Mapping[str, object]


def today() -> Schemas:
    """The schemas that today's models have."""
    return {
        "schema": schema(),
        "kinds": {kind: _bare(model.model_json_schema()) for kind, model in MODELS.items()},
    }


def committed() -> Schemas:
    """The schemas that are committed."""
    told: Schemas = orjson.loads(SCHEMAS.read_bytes())
    return told


def _bare(node: object, *, names: bool = False) -> dict[str, object]:
    """A schema without what only people read; a number that is stored as text says so."""
    assert isinstance(node, dict)
    kept = {name: each for name, each in node.items() if names or name not in _WORDS or _is_ours(name, each)}
    if not names and "anyOf" in node and {"type": "number"}.items() <= dict(node["anyOf"][0]).items():
        kept["anyOf"] = [
            {**each, "format": "decimal"} if each.get("type") == "string" else each for each in node["anyOf"]
        ]
    return {
        name: _bare(each, names=not names and name in ("properties", "$defs"))
        if isinstance(each, dict) and name != "default"
        else [_bare(one) if isinstance(one, dict) else one for one in each]
        if isinstance(each, list)
        else each
        for name, each in kept.items()
    }


def _is_ours(name: str, value: object) -> bool:
    """Whether a pattern was written by hand: pydantic's own for numbers differ between its versions."""
    return name == "pattern" and value == "[A-Z]{3}"


def breaks(old: Schemas, new: Schemas) -> list[str]:
    """What in new schemas is no addition to old ones, by kind and field."""
    found = []
    for kind, before in old["kinds"].items():
        after = new["kinds"].get(kind)
        if after is None:
            found.append(f"{kind}: is gone")
        else:
            found += [f"{kind}{problem}" for problem in _lost(before, after, (before, after))]
    return found


def _lost(before: object, after: object, roots: tuple[_Node, _Node]) -> Iterator[str]:
    """What a node of a schema took before and does not take any more."""
    before, after = _followed(before, roots[0]), _followed(after, roots[1])
    choices = _choices(before), _choices(after)
    if len(choices[0]) > 1 or len(choices[1]) > 1:
        for each in choices[0]:
            if all(list(_lost(each, other, roots)) for other in choices[1]):
                yield f": took {json.dumps(each)}, which it does not any more"
        return
    if before.get("type") != after.get("type") or before.get("format") != after.get("format"):
        yield f": was {_said(before)} and is {_said(after)}"
        return
    yield from _narrowed(before, after)
    for name, field in _fields(before).items():
        if name not in _fields(after):
            yield f".{name}: is gone"
        else:
            yield from (f".{name}{each}" for each in _lost(field, _fields(after)[name], roots))
    for name in ("items", "additionalProperties"):
        if isinstance(before.get(name), dict):
            yield from (f"[]{each}" for each in _lost(before[name], after.get(name, {}), roots))


def _narrowed(before: _Node, after: _Node) -> Iterator[str]:
    gone = [each for each in _listed(before, "enum") if each not in _listed(after, "enum")]
    if gone and "enum" in after:
        yield f": takes {', '.join(map(str, gone))} no more"
    if "enum" in after and "enum" not in before:
        yield ": took any text"
    needed = [each for each in _listed(after, "required") if each not in _listed(before, "required")]
    yield from (f": needs {each} now" for each in needed)
    yield from _bounds(before, after)


def _bounds(before: _Node, after: _Node) -> Iterator[str]:
    for name, narrower in (
        ("minimum", 1),
        ("minLength", 1),
        ("maximum", -1),
        ("maxItems", -1),
        ("minItems", 1),
    ):
        new, old = after.get(name), before.get(name)
        if isinstance(new, int | float) and (not isinstance(old, int | float) or (new - old) * narrower > 0):
            yield f": has a narrower {name}"


def _followed(node: object, root: _Node) -> _Node:
    assert isinstance(node, dict)
    if "$ref" not in node:
        return node
    parts = root["$defs"]
    assert isinstance(parts, dict)
    found = parts[str(node["$ref"]).rpartition("/")[2]]
    assert isinstance(found, dict)
    return found


def _choices(node: _Node) -> list[object]:
    return _listed(node, "anyOf") or [node]


def _listed(node: _Node, name: str) -> list[object]:
    found = node.get(name, [])
    return found if isinstance(found, list) else []


def _fields(node: _Node) -> Mapping[str, object]:
    found = node.get("properties", {})
    return found if isinstance(found, dict) else {}


def _said(node: _Node) -> str:
    return f"{node.get('type', 'anything')} {node.get('format', '')}".strip()


def written(schemas: Schemas) -> bytes:
    """The file."""
    return orjson.dumps(
        schemas, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    )


def main() -> int:
    """Write the file, unless what is stored would not fit it any more."""
    new = today()
    if SCHEMAS.exists():
        old = committed()
        problems = breaks(old, new) if old["schema"] == new["schema"] else []
        if problems:
            print(
                "these changes need a new schema number and a step in pmtui/store/log/migrations.py:",
                *problems,
                sep="\n  ",
                file=sys.stderr,
            )
            return 1
    SCHEMAS.write_bytes(written(new))
    return 0


if __name__ == "__main__":
    sys.exit(main())
