"""`pmtui search WORDS... [--limit N] [--json]`: one line an entry that the words may mean."""

import json
import shutil
from collections.abc import Mapping, Sequence
from typing import TextIO

from pmtui.glossary.entries import from_term, read_all, text
from pmtui.glossary.search import TermIndex

_HEADWORD = 28


def run(
    words: Sequence[str],
    *,
    limit: int,
    as_json: bool,
    own: Mapping[str, Mapping[str, object]],
    out: TextIO,
    err: TextIO,
) -> int:
    """Print what was found, the likeliest first: slug, headword, definition.

    Returns:
        0, or 1 where nothing was found.
    """
    entries = {**read_all(), **{slug: from_term(term) for slug, term in own.items()}}
    hits = TermIndex(entries).search(" ".join(words), limit)
    rows = [(hit.slug, hit.headword, text(entries[hit.slug], "definition")) for hit in hits]
    if as_json:
        found = [{"slug": slug, "headword": name, "definition": what} for slug, name, what in rows]
        out.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    elif out.isatty():
        _print_aligned(rows, out)
    else:
        out.writelines(f"{slug}\t{name}\t{what}\n" for slug, name, what in rows)
    if not hits:
        err.write("pmtui: nothing found\n")
    return 0 if hits else 1


def _print_aligned(rows: Sequence[tuple[str, str, str]], out: TextIO) -> None:
    width = shutil.get_terminal_size().columns
    slugs = max((len(slug) for slug, _, _ in rows), default=0)
    for slug, name, what in rows:
        line = f"{slug:<{slugs}}  {name:<{_HEADWORD}}  {what}"
        out.write((line if len(line) <= width else f"{line[: width - 1]}…") + "\n")
