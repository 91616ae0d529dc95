"""The layout: folders that a person can look through, and file names that stand for one thing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
CAPABILITIES = {"deals", "customers", "roadmap", "discovery", "glossary", "reports", "imports", "today"}
MOST_FILES = 20
ABOVE_THE_STORE = {"rules", "workflows", "metrics", "widgets", "screens", "interchange"}


def sources(folder: str) -> Iterator[Path]:
    return (path.relative_to(ROOT) for path in sorted((ROOT / folder).rglob("*.py")) if path.stem[:2] != "__")


@pytest.mark.parametrize("package", ["pmtui", "tests"])
def test_no_folder_holds_more_than_twenty_files(package: str) -> None:
    counts = Counter(str(path.parent) for path in sources(package))
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES} == {}


def test_a_file_name_recurs_only_for_the_same_capability_in_another_layer() -> None:
    named = defaultdict[str, list[Path]](list)
    for path in sources("pmtui"):
        named[path.stem].append(path)
    for stem, paths in named.items():
        layers = Counter(path.parts[1] for path in paths)
        capabilities = {room for path in paths for room in path.parts[1:-1] if room in CAPABILITIES}
        assert max(layers.values()) == 1, f"{stem} stands for two things in one layer: {paths}"
        assert len(capabilities) <= 1, f"{stem} stands for two capabilities: {paths}"


def test_every_style_sheet_is_beside_its_screen() -> None:
    sheets = [path.relative_to(ROOT) for path in (ROOT / "pmtui").rglob("*.tcss")]
    assert sheets
    assert [sheet for sheet in sheets if not (ROOT / sheet).with_suffix(".py").is_file()] == []


def test_no_file_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph("pmtui")
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_field_of_a_stored_document_is_read_by_its_name_above_the_store() -> None:
    reads = re.compile(r'\b(?:row|rows|stored|now|was|settings)(?: or \{\}\))?\.get\("(\w+)"|\btext\(row, "')
    found = [
        f"{path}: {line.strip()}"
        for path in sources("pmtui")
        if path.parts[1] in ABOVE_THE_STORE
        for line in (ROOT / path).read_text("utf-8").splitlines()
        if reads.search(line)
    ]
    assert found == [], "a typed row has the field"
