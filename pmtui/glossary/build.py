"""Make `index.json`, by which `pmtui define` finds the one file to read: `python -m pmtui.glossary.build`."""

import json
import os
from collections.abc import Mapping

from pmtui.glossary.entries import PHASES, Entry, folder, names, read_phase, read_senses, text
from pmtui.glossary.words import folded


def index_of(
    phases: Mapping[str, Mapping[str, Entry]], senses: Mapping[str, list[str]]
) -> dict[str, dict[str, object]]:
    """The index of some entries.

    Args:
        phases: The entries by phase and slug.
        senses: The slugs behind each homonym, in the order in which they are offered.

    Returns:
        `names`, the slugs behind each folded name; `phases` and `headwords`, those of each slug.
    """
    found: dict[str, list[str]] = {}
    entries = {slug: entry for part in phases.values() for slug, entry in part.items()}
    for slug, entry in entries.items():
        for name in names(entry):
            slugs = found.setdefault(folded(name), [])
            if slug not in slugs:
                slugs.append(slug)
    for word, meant in senses.items():
        found[folded(word)] = list(meant)
    return {
        "names": {name: found[name] for name in sorted(found)},
        "phases": {slug: text(entries[slug], "phase") for slug in sorted(entries)},
        "headwords": {slug: text(entries[slug], "headword") for slug in sorted(entries)},
    }


def current_index() -> dict[str, dict[str, object]]:
    """The index of the data as it is on the disk."""
    return index_of({phase: read_phase(phase) for phase in PHASES}, read_senses())


def written(index: Mapping[str, Mapping[str, object]]) -> str:
    """The index as its file holds it: a line a name, so that it is small and a diff reads well."""
    parts = []
    for part, values in index.items():
        lines = [f"{_json(name)}: {_json(value)}" for name, value in values.items()]
        parts.append(f"{_json(part)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Write the index."""
    text_of_index = written(current_index())
    with open(os.path.join(folder(), "glossary", "index.json"), "w", encoding="utf-8") as file:
        file.write(text_of_index)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
