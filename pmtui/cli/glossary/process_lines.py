"""The process map as text, phase by phase."""

from typing import NamedTuple

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.glossary.entries import facets, text
from pmtui.glossary.process_map import PROCESS, TITLES, Phase, terms_of
from pmtui.keys_file import load_keymap
from pmtui.screens.frame.dictionary import headword_of, term_index
from pmtui.screens.frame.session import Session
from pmtui.screens.glossary.process_work import open_work


def print_process(options: Options, *, as_json: bool) -> None:
    """Print both processes: each phase with what belongs to it, the open work in it and its terms."""
    with opened(options) as workspace:
        loaded = options.loaded()
        session = Session(workspace, loaded.settings, load_keymap(loaded.places.keys), options.restricted)
        phases = [_phase(session, phase) for phase in PROCESS]
    if as_json:
        output.print_json([phase._asdict() for phase in phases])
        return
    for phase in phases:
        print(f"{phase.title}\n{phase.definition}")
        for label, lines in phase.facets.items():
            print(f"  {label}")
            for line in lines:
                print(f"    - {line}")
        print("  Open work")
        for label, value in phase.open_work.items():
            print(f"    {label}: {value}")
        print(f"  Terms: {', '.join(phase.terms)}\n")


class _Shown(NamedTuple):
    process: str
    phase: str
    title: str
    definition: str
    facets: dict[str, list[str]]
    open_work: dict[str, str]
    terms: list[str]


def _phase(session: Session, phase: Phase) -> _Shown:
    index = term_index(session)
    entry = index.entry(phase.entry) or {}
    slugs = terms_of(phase.id, {slug: index.entry(slug) or {} for slug in index.slugs()})
    return _Shown(
        phase.process,
        phase.id,
        TITLES[phase.id],
        text(entry, "definition"),
        {label: value.split("\n") for label, value in facets(entry)},
        {work.label: work.value for work in open_work(session, phase.id)},
        [headword_of(index, slug) for slug in slugs],
    )
