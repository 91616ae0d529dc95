"""The declarations of kinds: what they name is there, and nothing else is a list of kinds."""

import subprocess
import sys
from typing import get_args

import pytest

from pmtui.commands import COMMANDS
from pmtui.models.fields import fields_of
from pmtui.models.kinds import KINDS, Kind
from pmtui.models.registry import MODELS, links_of, part_links_of
from pmtui.workflows.kind_dispatch import steps_of
from pmtui.workflows.kind_steps import D

DECLARED = [kind for kind in KINDS.values() if not kind.internal]


@pytest.mark.parametrize("kind", DECLARED, ids=lambda kind: kind.name)
def test_a_kind_names_fields_that_its_model_has(kind: Kind) -> None:
    named = {
        kind.title,
        *kind.columns,
        *(name for names in kind.column_sets.values() for name in names),
        *kind.aliases.values(),
        *kind.natural_key,
        *kind.known_by,
        *kind.due_by,
        *kind.discreet,
    }
    assert named - set(fields_of(kind.name)) == set()
    assert kind.columns
    assert kind.natural_key
    assert kind.home == "" or kind.home in COMMANDS


@pytest.mark.parametrize("kind", DECLARED, ids=lambda kind: kind.name)
def test_a_record_lists_only_what_links_to_it(kind: Kind) -> None:
    for other, field, _ in kind.linked_by:
        assert {**links_of(other), **part_links_of(other)}[field] in (kind.name, ""), (other, field)


def test_no_two_kinds_share_a_letter_or_a_word() -> None:
    letters = [kind.prefix for kind in KINDS.values() if kind.prefix]
    words = [word for kind in KINDS.values() for word in {kind.name, kind.plural}]
    assert len(set(letters)) == len(letters)
    assert len(set(words)) == len(words)


def test_a_model_is_imported_when_it_is_asked_for() -> None:
    asked = (
        "import sys; from pmtui.models.registry import MODELS; before = set(sys.modules); MODELS['deal']; "
        "print('pmtui.models.deals.deal' in before, 'pmtui.models.deals.deal' in sys.modules, "
        "'pmtui.models.roadmap.launch' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True", "False"]


def test_the_steps_of_a_kind_are_of_its_model() -> None:
    for kind, model in MODELS.items():
        declared = vars(type(steps_of(kind)))["__orig_bases__"][0]
        assert get_args(declared) in ((model,), (D,)), kind


def test_every_kind_has_a_model_of_its_own() -> None:
    assert len(set(MODELS.values())) == len(KINDS)
