"""The commands on a workspace: each function is one command, one transaction, one line of history.

Documents go in and changes come out of the pure workflows; here they are read, committed, and
named so that the history reads well.
"""

from collections.abc import Callable, Mapping, Sequence

from pmtui.errors import FieldError, InputError
from pmtui.models.appointment import with_time
from pmtui.models.document import Document
from pmtui.models.fields import Reading, build, fields_of, read
from pmtui.models.kinds import KINDS, canonical_id
from pmtui.models.registry import check_field, kind_of_model
from pmtui.store.changes import ChangeSet
from pmtui.store.query.name_index import title_of
from pmtui.store.workspace import Commit, Workspace
from pmtui.terminal.text import clean_line
from pmtui.workflows import kind_dispatch
from pmtui.workflows.kind_steps import ActionContext
from pmtui.workflows.made_on_the_spot import with_new_records
from pmtui.workflows.playbook_files import in_force
from pmtui.workflows.price_list import Catalogue, list_price
from pmtui.workflows.references import references, repoint, told
from pmtui.workflows.repair import mending, needs_mending, removing


def action_context(workspace: Workspace) -> ActionContext:
    """Where and when the workspace's user does something."""
    return ActionContext(
        workspace.clock.today(),
        workspace.user,
        workspace.pipelines,
        workspace.settings.currency,
        Catalogue(workspace.rows("product"), workspace.rows("launch")),
        playbooks=in_force(workspace.settings.playbooks),
    )


def reading(workspace: Workspace, date_order: str = "", decimal_mark: str = "") -> Reading:
    """How typed text is understood in the workspace."""
    return Reading(
        workspace.clock.today(),
        workspace.settings.currency,
        date_order,
        decimal_mark,
        workspace.names.find,
        lambda product: list_price(workspace.rows("product"), product),
    )


def read_fields(kind: str, words: Mapping[str, str], how: Reading) -> dict[str, object]:
    """Typed values of fields written as text.

    Raises:
        FieldError: A field is unknown, is kept by pmtui, or cannot take its text.
    """
    values: dict[str, object] = {}
    for name, text in with_time(kind, words).items():
        spec = fields_of(kind)[check_field(kind, name)]
        if spec.hidden:
            raise FieldError(name, "is kept by pmtui and cannot be set")
        value = read(spec, text, how)
        if value is None and spec.required:
            raise FieldError(name, "is required")
        values[name] = value
    return values


def add(workspace: Workspace, kind: str, values: Mapping[str, object]) -> Commit:
    """Add a document.

    Raises:
        FieldError: A field is missing or cannot take its value.
    """
    return add_all(workspace, kind, [values])


def add_all(workspace: Workspace, kind: str, each: Sequence[Mapping[str, object]]) -> Commit:
    """Add documents of a kind, all or none.

    Raises:
        FieldError: A field of one of them is missing or cannot take its value.
    """
    here, changes = action_context(workspace), ChangeSet("")
    linked = [with_new_records(changes, values, here) for values in each]
    made = [kind_dispatch.complete(build(kind, None, values), here) for values in linked]
    changes.name = clean_line(f"Add {kind} {_title(made[0])}" if len(made) == 1 else f"Add {_several(made)}")
    for document in made:
        changes.create(document)
    return workspace.commit(kind_dispatch.followed_up(workspace, changes))


def edit(workspace: Workspace, ids: Sequence[str], values: Mapping[str, object]) -> Commit:
    """Set fields of one or more documents, all or none.

    Raises:
        FieldError: A field is unknown to one of them or cannot take its value.
    """
    return workspace.commit(edit_changes(workspace, ids, values))


def edit_changes(workspace: Workspace, ids: Sequence[str], values: Mapping[str, object]) -> ChangeSet:
    """The changes that set fields of documents.

    Raises:
        FieldError: A field is unknown to one of them or cannot take its value.
    """
    return edit_each_changes(workspace, dict.fromkeys((canonical_id(each) for each in ids), values))


def edit_each_changes(workspace: Workspace, values: Mapping[str, Mapping[str, object]]) -> ChangeSet:
    """The changes that set fields of documents, each its own.

    Raises:
        FieldError: A field is unknown to one of them or cannot take its value.
    """
    here, made = action_context(workspace), ChangeSet("")
    names = dict.fromkeys(name for each in values.values() for name in each)
    linked = {document_id: with_new_records(made, each, here) for document_id, each in values.items()}

    def edited(document: Document) -> Document:
        after = build(kind_of_model(document), document, linked[document.id])
        return kind_dispatch.amend(document, after, here)

    bad = [each for each in values if needs_mending(workspace, each)]
    good = [each for each in values if each not in bad]
    verb = f"Set {', '.join(names)} of"
    changes = (
        _change(workspace, good, verb, edited, into=made) if good else ChangeSet(f"{verb} {', '.join(bad)}")
    )
    for each in bad:
        changes.put(mending(workspace, each, linked[each]))
    return kind_dispatch.followed_up(workspace, changes)


def edit_document(workspace: Workspace, before: Document, values: Mapping[str, object]) -> Commit:
    """Set fields of a document as it stood when its form was opened; others' edits in between are merged.

    Raises:
        ConflictError: The same field was changed by somebody else meanwhile.
        FieldError: A field cannot take its value.
    """
    return workspace.commit(edit_document_changes(workspace, before, values))


def edit_document_changes(workspace: Workspace, before: Document, values: Mapping[str, object]) -> ChangeSet:
    """The changes that set fields of a document as it was when its form was opened.

    Raises:
        FieldError: A field cannot take its value.
    """
    here, changes = action_context(workspace), ChangeSet(f"Edit {before.id} {_title(before)}")
    linked = with_new_records(changes, values, here)
    after = kind_dispatch.amend(before, build(kind_of_model(before), before, linked), here)
    changes.update(before, after)
    return kind_dispatch.followed_up(workspace, changes)


def move(
    workspace: Workspace,
    ids: Sequence[str],
    to: str,
    reason: str = "",
    values: Mapping[str, object] | None = None,
) -> Commit:
    """Move documents to a stage, status, horizon or point of their lifecycle, all or none.

    Raises:
        InputError: One of them cannot be there.
    """
    return workspace.commit(moving(workspace, ids, to, reason, values))


def moving(
    workspace: Workspace,
    ids: Sequence[str],
    to: str,
    reason: str = "",
    values: Mapping[str, object] | None = None,
) -> ChangeSet:
    """The changes that move documents to a stage, status, horizon or point of their lifecycle.

    Args:
        workspace: Where they are.
        ids: The documents.
        to: Where they go.
        reason: Why deals are lost, or features ship in spite of what blocks them.
        values: Of deals that are won or lost: the day they were closed, the amount.

    Raises:
        InputError: One of them cannot be there.
        ShippingBlockedError: A feature would ship, is blocked, and no reason is given.
    """
    here = action_context(workspace)
    changes = _change(
        workspace,
        ids,
        "Move",
        lambda document: kind_dispatch.move(document, to, here, reason, values),
        f"to {to}",
    )
    return kind_dispatch.followed_up(workspace, changes, reason)


def step(workspace: Workspace, ids: Sequence[str], steps: int) -> Commit:
    """Move documents on along their stages, or back, all or none.

    Raises:
        InputError: One of them is at the end already.
    """
    return workspace.commit(stepping(workspace, ids, steps))


def stepping(workspace: Workspace, ids: Sequence[str], steps: int, reason: str = "") -> ChangeSet:
    """The changes that move documents on or back.

    Args:
        workspace: Where they are.
        ids: The documents.
        steps: How many places; back if negative.
        reason: Why features ship in spite of what blocks them.

    Raises:
        InputError: One of them is at the end already.
        ShippingBlockedError: A feature would ship, is blocked, and no reason is given.
    """
    here = action_context(workspace)
    name = "Move on" if steps > 0 else "Move back"
    changes = _change(workspace, ids, name, lambda document: kind_dispatch.step(document, steps, here))
    return kind_dispatch.followed_up(workspace, changes, reason)


def delete(workspace: Workspace, ids: Sequence[str], *, unlink: bool = False) -> Commit:
    """Delete documents; undo brings them back under the same ids.

    Raises:
        InputError: One of them does not exist, or something refers to it.
    """
    return workspace.commit(deleting(workspace, ids, unlink=unlink))


def deleting(workspace: Workspace, ids: Sequence[str], *, unlink: bool = False) -> ChangeSet:
    """The changes that delete documents.

    Args:
        workspace: Where they are.
        ids: The documents.
        unlink: Whether references to them are removed; if not, there may be none.

    Raises:
        InputError: One of them does not exist, or something refers to it.
    """
    bad = [each for each in dict.fromkeys(ids) if needs_mending(workspace, each)]
    found = [workspace.get(each) for each in dict.fromkeys(ids) if each not in bad]
    changes = ChangeSet(f"Delete {_several(found) if found else ', '.join(bad)}")
    referring = references(workspace, [*(document.id for document in found), *map(canonical_id, bad)])
    if referring and not unlink:
        what = _several(found) if found else ", ".join(bad)
        raise InputError(
            f"{told(workspace, referring)} refer{'s' if len(referring) == 1 else ''} to {what};"
            " --unlink empties those links with it"
        )
    repoint(workspace, changes, referring)
    for document in found:
        changes.delete(document)
    for each in bad:
        changes.put(removing(workspace, each))
    return changes


def _change(
    workspace: Workspace,
    ids: Sequence[str],
    verb: str,
    change: Callable[[Document], Document],
    rest: str = "",
    into: ChangeSet | None = None,
) -> ChangeSet:
    found = [workspace.get(each) for each in dict.fromkeys(ids)]
    changes = into if into is not None else ChangeSet("")
    changes.name = clean_line(" ".join(part for part in (verb, _several(found), rest) if part))
    for document in found:
        changes.update(document, change(document))
    return changes


def _several(found: Sequence[Document]) -> str:
    """One document by id and name, several by their number."""
    if len(found) == 1:
        return f"{found[0].id} {_title(found[0])}"
    kinds = {kind_of_model(document) for document in found}
    return f"{len(found):,} {KINDS[kinds.pop()].plural if len(kinds) == 1 else 'documents'}"


def _title(document: Document) -> str:
    kind = kind_of_model(document)
    return title_of(kind, {"id": document.id, KINDS[kind].title: str(getattr(document, KINDS[kind].title))})
