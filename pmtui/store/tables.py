"""The tables of a workspace: all documents as stored."""

from collections.abc import Mapping, MutableMapping, Sized

from pmtui.models.stored import Stored

Tables = dict[str, MutableMapping[str, Stored]]
"""All documents as stored: by kind, then by id; long tables are read as they are used."""


def size_of(tables: Mapping[str, Sized]) -> int:
    """How many documents there are, of all kinds."""
    return sum(map(len, tables.values()))
