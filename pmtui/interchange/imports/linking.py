"""Links by name: found among what is there, made where it is not, and told where two names look alike."""

import re
from collections.abc import Iterable, Mapping

from pmtui.interchange.imports.headers import plain_header
from pmtui.interchange.imports.import_report import Tally
from pmtui.interchange.imports.synonyms import IDS, OWN_IDS
from pmtui.models.fields import build
from pmtui.models.kinds import KINDS, canonical_id
from pmtui.models.row import DocumentRow
from pmtui.models.values.folding import folded, letters
from pmtui.store.changes import ChangeSet
from pmtui.store.query.name_index import title_of
from pmtui.store.workspace import Workspace
from pmtui.workflows.kind_dispatch import complete
from pmtui.workflows.record_commands import action_context

FOREIGN_ID = "External ID"
"""The custom field of the id that another tool has for what an import made because a row linked to it."""

_ADDRESS = re.compile(r"^(.*?)\s*[(<]\s*([^()<>@\s]+@[^()<>@\s]+)\s*[)>]$")


class Linker:
    """Finds or makes what the rows of a file link to.

    Args:
        workspace: The documents that are there.
        changes: Where new ones are put.
        tally: Where lookalikes are told.
        same: Whether names that look alike are to be the same from now on.

    Attributes:
        told: What the row tells of what it links to: values by `KIND.FIELD`, such as `contact.email`.
    """

    def __init__(self, workspace: Workspace, changes: ChangeSet, tally: Tally, *, same: bool = False) -> None:
        self._workspace = workspace
        self._changes = changes
        self._tally = tally
        self._known: dict[tuple[str, str], str] = {}
        self._alike: dict[tuple[str, str], str] = {}
        self._seen: set[str] = set()
        self._suspects: dict[tuple[str, str], str] = {}
        self._same = same
        self._aliases = dict(workspace.settings.also_called)
        self._new_aliases: dict[str, str] = {}
        self.row = 0
        self.column = ""
        self.told: Mapping[str, str] = {}

    def announce(self, kind: str, name: str, document_id: str) -> None:
        """Tell of a document that the file itself brings or updates, before any row links to it."""
        self._read(kind)
        self._known.setdefault((kind, folded(name)), document_id)
        self._note_alike(kind, name)

    def find(self, kind: str, text: str) -> str:
        """The id of what a cell names; a new document's fresh id where nothing bears the name.

        Raises:
            InputError: A document of this kind is not made by an import, and there is none of that name.
        """
        self._read(kind)
        foreign = self.told.get(f"{kind}.id", "")
        if foreign and (kind, f"id:{foreign}") in self._known:
            return self._known[kind, f"id:{foreign}"]
        text, email = _with_address(text) if kind == "contact" else (text, "")
        email = email or self.told.get(f"{kind}.email", "")
        if email and (kind, folded(email)) in self._known:
            return self._known[kind, folded(email)]
        domain = host(self.told.get("account.domain", "")) if kind == "account" else ""
        if domain and (kind, folded(text)) not in self._known and (kind, domain) in self._known:
            return self._known[kind, domain]
        if kind:
            text = self.called(kind, text)
        key = (kind, folded(text))
        if kind and key not in self._known:
            if (document_id := canonical_id(text)) in self._workspace.rows(kind):
                return document_id
            if not KINDS[kind].made_by_imports:
                return self._workspace.names.find(kind, text)
            self._make(kind, text, email, foreign)
        if not kind:
            return self._workspace.names.find(kind, text)
        if key in self._suspects:
            self._tell(text, self._suspects[key])
        return self._known[key]

    def tell_lookalike(self, name: str, row: int, column: str, kind: str) -> None:
        """Tell where a row's own name looks like another one's."""
        self.row, self.column = row, column
        other = self._suspects.get((kind, folded(name)))
        if other is not None:
            self._tell(name, other)

    def called(self, kind: str, name: str) -> str:
        """The name by which something is known here: one that was accepted as the same, or the name itself."""
        self._read(kind)
        alias = f"{kind} {folded(name)}"
        accepted = self._aliases.get(alias, "")
        if (kind, folded(accepted)) in self._known:
            return accepted
        other = self._alike.get((kind, letters(name)))
        if not self._same or other is None or folded(other) == folded(name):
            return name
        self._aliases[alias] = self._new_aliases[alias] = other
        self._tally.note(self.row, self.column, name, f"{name!r} is {other!r} from now on ({{n}} rows)")
        return other

    def employ(self, contacts: Iterable[str], account: str | None) -> None:
        """Let the contacts that this import makes work where the deal is that names them."""
        for each in contacts if account else ():
            pending = self._changes.of("contact", each)
            if pending is not None and pending.was is None and pending.now and "account" not in pending.now:
                self._changes.put(pending._replace(now={**pending.now, "account": account}))

    def keep(self) -> None:
        """Put the names accepted as the same into the change set, for later imports."""
        if self._new_aliases:
            before = self._workspace.settings
            called = {**before.also_called, **self._new_aliases}
            self._changes.update(before, before.model_copy(update={"also_called": called}))

    def _make(self, kind: str, text: str, email: str, foreign: str) -> None:
        values: dict[str, object] = {KINDS[kind].title: text}
        told = {
            name.partition(".")[2]: value for name, value in self.told.items() if name.startswith(f"{kind}.")
        }
        values |= {name: value for name, value in told.items() if name != "id" and value}
        if domain := host(told.get("domain", "")):
            values["domain"] = domain
        if email:
            values["email"] = email
        if foreign:
            values["custom"] = {FOREIGN_ID: foreign}
        document = complete(build(kind, None, values), action_context(self._workspace))
        made = self._changes.create(document.model_copy(update={"owner": ""}))
        self._known[kind, folded(text)] = made
        if domain:
            self._known.setdefault((kind, domain), made)
        if email:
            self._known[kind, folded(email)] = made
        if foreign:
            self._known[kind, f"id:{foreign}"] = made
        self._note_alike(kind, text)

    def _note_alike(self, kind: str, name: str) -> None:
        """Remember a name that differs from another one in spaces and punctuation only."""
        other = self._alike.setdefault((kind, letters(name)), name)
        if folded(other) != folded(name):
            self._suspects.setdefault((kind, folded(name)), other)

    def _tell(self, name: str, other: str) -> None:
        self._tally.note(
            self.row,
            self.column,
            name,
            f"{name!r} is not {other!r}, though they look alike; it was kept apart ({{n}} rows)",
        )

    def _read(self, kind: str) -> None:
        """Learn the names of a kind that are there already."""
        if not kind or kind in self._seen:
            return
        self._seen.add(kind)
        also = {"account": ("domain",), "contact": ("email",)}.get(kind, ())
        for document_id, stored in self._workspace.rows(kind).items():
            title = title_of(kind, stored)
            self._known.setdefault((kind, folded(title)), document_id)
            self._alike.setdefault((kind, letters(title)), title)
            for field in also:
                if isinstance(value := stored.get(field), str):
                    self._known.setdefault((kind, folded(value)), document_id)
                    self._known.setdefault((kind, host(value)), document_id)
            for header, value in DocumentRow(stored).custom.items():
                if is_own_id(kind, header):
                    self._known.setdefault((kind, f"id:{value}"), document_id)


def is_own_id(kind: str, header: str) -> bool:
    """Whether a custom field holds another tool's id of a document itself."""
    plain = plain_header(header)
    return plain in IDS or plain in OWN_IDS.get(kind, ())


def _with_address(text: str) -> tuple[str, str]:
    """A name and the address behind it, as in `Ada Lovelace (ada@acme.example)`."""
    match = _ADDRESS.match(text.strip())
    return (match[1] or match[2], match[2]) if match else (text, "")


def host(address: str) -> str:
    """The domain in a web address: `https://www.acme.example/about` is at `acme.example`."""
    plain = address.strip().lower().partition("://")[2] or address.strip().lower()
    return plain.partition("/")[0].removeprefix("www.")
