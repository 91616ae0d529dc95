"""Words of other tools for the statuses of ours, and the table of what each came to."""

from collections.abc import Mapping

from pmtui.errors import InputError, nearest
from pmtui.interchange.imports.headers import plain_header
from pmtui.interchange.imports.import_report import Tally
from pmtui.interchange.imports.synonyms import STATUSES
from pmtui.models.fields import fields_of


class Wording:
    """Reads the labels of a status.

    Args:
        kind: What the rows are.
        mapping: Status by the file's label, as the person said.
        tally: Where labels that mean none are told.

    Attributes:
        table: What each label of the file came to; empty for none.

    Raises:
        InputError: The mapping names a status that there is not.
    """

    def __init__(self, kind: str, mapping: Mapping[str, str], tally: Tally) -> None:
        self.kind, self._tally = kind, tally
        spec = fields_of(kind).get("status")
        self.applies = kind in STATUSES and spec is not None
        self.table: dict[str, str] = {}
        self._known: dict[str, str] = {}
        if spec is None or not self.applies:
            return
        for status, words in STATUSES[kind].items():
            self._known |= dict.fromkeys(words.split("|"), status)
        self._known |= {choice: choice for choice in spec.choices}
        for label, status in mapping.items():
            if status not in spec.choices:
                problem = f"there is no status {status!r}{nearest(status, spec.choices)}"
                raise InputError(f"--stage {label}={status}: {problem}")
            self._known[plain_header(label)] = status

    def status(self, label: str, row: int, column: str, *, tell: bool) -> str:
        """The status that a label means; empty, and told, where it means none."""
        found = self._known.get(plain_header(label), "")
        self.table[label] = found
        if not found and tell:
            self._tally.note(
                row, column, label,
                f"no status {label!r}; kept as a custom field ({{n}} rows; --stage {label!r}=STATUS maps it)",
            )  # fmt: skip
        return found
