"""The source of the program as syntax trees, parsed once for all the tests that read it."""

import ast
from functools import cache
from pathlib import Path

import pmtui


@cache
def trees() -> dict[str, ast.Module]:
    """Return the modules of the program by their path inside the package."""
    root = Path(pmtui.__file__).parent
    return {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.py"))
    }
