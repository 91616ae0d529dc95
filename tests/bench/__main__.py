"""`make bench`: every budget of the design beside what was measured, in one run on this machine."""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.bench import outside
from tests.bench.committing import committing
from tests.bench.link import over_a_thin_link
from tests.bench.server import serving
from tests.bench.table import HEAD, Line
from tests.bench.workload import make_glossary, make_workspace, write_deals_csv


def main() -> int:
    """Measure and print; not meeting a budget is told, not a failure."""
    with tempfile.TemporaryDirectory(prefix="pmtui-bench-") as name:
        folder = Path(name)
        print("making a workspace of 8,800 deals and one of 50,000 documents ...", file=sys.stderr)
        small = make_workspace(folder / "small", 8_800, 85)
        large = make_workspace(folder / "large", 48_000, 2_000)
        glossary = make_glossary(folder / "glossary", 4_500)
        deals = write_deals_csv(folder / "deals.csv", 8_800)
        print(HEAD)
        show(outside.starting(small, large))
        show(outside.defining(small))
        show(outside.working(large))
        show(outside.reading(large, glossary))
        show(outside.remembering(large))
        show(over_a_thin_link(small))
        show(committing(folder))
        show(outside.importing(folder, deals))
        show(serving(small))
    return 0


def show(lines: Iterable[Line]) -> None:
    """Print lines as they come."""
    for line in lines:
        print(line.row(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
