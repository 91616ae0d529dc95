"""The tables of the README and the manual, made from the declarations: `make tables` writes them anew."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pmtui.cli.reference import TABLES, as_markdown

ROOT = Path(__file__).parents[1]

_TABLE = re.compile(r"(<!-- table: (\w+), written by make tables -->\n).*?(<!-- end of table -->)", re.DOTALL)


def pages() -> Iterator[Path]:
    """The pages that may hold tables."""
    yield ROOT / "README.md"
    yield from sorted((ROOT / "data" / "manual").glob("*.md"))


def written(text: str) -> str:
    """A page with its tables as the declarations have them."""
    return _TABLE.sub(lambda found: f"{found[1]}\n{as_markdown(TABLES[found[2]]())}\n\n{found[3]}", text)


def main() -> int:
    """Write every table anew."""
    for page in pages():
        page.write_text(written(page.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
