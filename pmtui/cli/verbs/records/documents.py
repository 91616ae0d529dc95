"""The verbs on documents: list, show, add, set, move, delete, request, log."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext

from pmtui.cli import output
from pmtui.cli.context import opened
from pmtui.cli.options import Options
from pmtui.cli.progress import reading_many
from pmtui.errors import InputError, NothingFound
from pmtui.models.appointment import with_time
from pmtui.models.document import Document, full
from pmtui.models.fields import Reading, fields_of
from pmtui.models.kinds import canonical_id, kind_named, kind_of
from pmtui.models.registry import check_field
from pmtui.models.roadmap.feature import Feature
from pmtui.models.stored import JsonValue
from pmtui.models.values.dates import parse_date
from pmtui.store.query.deal_attention import IDLE, sorted_by
from pmtui.store.workspace import Workspace
from pmtui.workflows import record_commands
from pmtui.workflows.assignments import assigned, is_assignment, parse_assignments
from pmtui.workflows.merge_records import lookalikes
from pmtui.workflows.quick_add import read_quick, understood

_TOLD = 10


def list_documents(
    options: Options, kind_word: str, filters: Sequence[str], *, sort: str, columns: str, form: str
) -> int:
    """`pmtui list KIND [FILTER...] [--sort FIELD] [--columns A,B] [--json | --csv]`.

    Raises:
        NothingFound: Nothing matches; `--json` and `--csv` print an empty result all the same.
    """
    kind = kind_named(kind_word).name
    names = [check_field(kind, name.strip()) for name in columns.split(",")] if columns else []
    field, reverse = _order(kind, sort)
    with opened(options) as workspace:
        found = matching(workspace, kind, filters, field, reverse=reverse)
        shown = names or list(output.COLUMNS[kind])
        told = reading_many(workspace, "reading", len(found))
        if form == "json":
            with told if not sys.stdout.isatty() else nullcontext():  # on a terminal they show it themselves
                output.print_documents(filter(None, map(workspace.find, found)))
        else:
            with told:
                documents = [document for each in found if (document := workspace.find(each)) is not None]
            if form == "csv":
                output.print_csv(kind, documents, names or list(fields_of(kind)), workspace.names)
            elif found:
                output.print_table(kind, documents, shown, workspace.names)
        if not found:
            raise NothingFound(f"no {kind_named(kind_word).plural} match")
    return 0


def _order(kind: str, sort: str) -> tuple[str, bool]:
    """The field to sort by, and whether a minus in front turns it round."""
    reverse = sort.startswith("-")
    name = sort.lstrip("-")
    field = name if (kind, name) == ("deal", IDLE) else check_field(kind, name) if sort else "id"
    return field, reverse


def matching(
    workspace: Workspace, kind: str, filters: Sequence[str], field: str = "id", *, reverse: bool = False
) -> list[str]:
    """The ids of the documents that words of the shell filter, in the order of a field.

    Raises:
        InputError: The filter cannot be read.
    """
    text = " ".join(_word(each) for each in filters)
    order = sorted_by(workspace, kind, "" if field == "id" else field, reverse=reverse)
    return list(workspace.search(kind, text, order).ids)


def _word(argument: str) -> str:
    """One shell word as filter text: what the shell took out of quotes is put back into them."""
    if " " not in argument or '"' in argument:
        return argument
    field, colon, value = argument.partition(":")
    if colon and field.lstrip("-").replace("_", "").replace(".", "").isalnum():
        return f'{field}:"{value}"'
    return argument if ":" in argument else f'"{argument}"'


def show(options: Options, document_id: str, *, as_json: bool) -> int:
    """`pmtui show ID [--json]`.

    Raises:
        InputError: There is no such document.
    """
    with opened(options) as workspace:
        document = workspace.get(document_id)
        if as_json:
            output.print_json(full(document) | _demanded(workspace, document))
        else:
            output.print_fields(document, kind_of(document.id).name, workspace.names)
            if isinstance(document, Feature):
                from pmtui.cli.verbs.roadmap.promises import print_demand

                print_demand(workspace, document)
    return 0


def _demanded(workspace: Workspace, document: Document) -> dict[str, JsonValue]:
    """What hangs on a feature; nothing for any other document."""
    if not isinstance(document, Feature):
        return {}
    from pmtui.cli.verbs.roadmap.promises import demanded

    return {"demand": demanded(workspace, document)}


def add(options: Options, kind_word: str, words: Sequence[str]) -> int:
    """`pmtui add KIND FIELD=VALUE...`, or one line such as `Acme rollout 12k close:fri`: prints the new id."""
    kind = kind_named(kind_word).name
    quick = not any(is_assignment(word) for word in words)
    assignments = [] if quick else parse_assignments(words)
    for assignment in assignments:
        check_field(kind, assignment.field)
    with opened(options, writing=True) as workspace:
        how = _reading(options, workspace)
        line = " ".join(words)
        values = read_quick(kind, line, how) if quick else assigned(kind, None, assignments, how)
        if kind == "term":
            values = _over_shipped(values)
        for found in lookalikes(workspace.tables, kind, values):
            label = workspace.names.label(found.id)
            print(f"pmtui: this looks like {found.id} {label}: {found.reason}", file=sys.stderr)
        commit = record_commands.add(workspace, kind, values)
        print(next(document_id for touched, document_id in commit.changed if touched == kind))
        if quick:
            print(f"added: {understood(kind, values, workspace.names.label)}", file=sys.stderr)
        if kind == "term":
            _tell_senses(workspace, {each.field: each.text for each in assignments})
    return 0


def _tell_senses(workspace: Workspace, words: Mapping[str, str]) -> None:
    """Tell where a name of a new term now means several things."""
    from pmtui.glossary.find import Dictionary

    dictionary = Dictionary(workspace.rows("term"))
    for name in [words.get("headword", ""), *words.get("aliases", "").split(",")]:
        found = dictionary.find(name)
        if len(found) > 1:
            print(f"pmtui: {name.strip()!r} now has {len(found)} senses: {', '.join(found)}", file=sys.stderr)


def _over_shipped(values: dict[str, object]) -> dict[str, object]:
    """The fields of a new term; where a shipped entry has that headword, those that it puts over it."""
    from pmtui.glossary.entries import text
    from pmtui.glossary.find import Dictionary
    from pmtui.glossary.overrides import override_values
    from pmtui.glossary.words import folded

    dictionary = Dictionary()
    headword = str(values.get("headword", ""))
    for slug in dictionary.find(headword):
        shipped = dictionary.entry(slug) or {}
        if folded(headword) in (folded(text(shipped, "headword")), folded(slug)):
            return {"id": slug, **override_values(shipped, values, None)}
    return values


def set_fields(options: Options, words: Sequence[str]) -> int:
    """`pmtui set ID... FIELD=VALUE...`: all of the documents or none."""
    ids = [word for word in words if "=" not in word]
    assignments = parse_assignments([word for word in words if "=" in word])
    if not ids or not assignments:
        raise InputError("set takes one or more ids and one or more FIELD=VALUE, such as D-142 amount=12k")
    with opened(options, writing=True) as workspace:
        kinds = {kind_of(each if workspace.problem_of(each) else workspace.get(each).id).name for each in ids}
        if len(kinds) > 1:
            raise InputError(f"set takes documents of one kind; these are {' and '.join(sorted(kinds))}")
        kind, how = kinds.pop(), _reading(options, workspace)
        values = {
            id: assigned(kind, None if workspace.problem_of(id) else workspace.get(id), assignments, how)
            for id in map(canonical_id, ids)
        }
        from pmtui.cli.verbs.roadmap.promises import warn

        _tell(workspace.commit(warn(workspace, record_commands.edit_each_changes(workspace, values))).changed)
    return 0


def print_brief(options: Options, deal_id: str) -> int:
    """`pmtui brief DEAL`: the brief as Markdown.

    Raises:
        InputError: There is no such deal.
    """
    from pmtui.workflows.deals.brief import brief

    with opened(options) as workspace:
        print(brief(workspace, deal_id), end="")
    return 0


def move(
    options: Options,
    ids: Sequence[str],
    to: str,
    *,
    reason: str = "",
    ending: Mapping[str, str] | None = None,
) -> int:
    """`pmtui move ID... STAGE|STATUS|HORIZON [--reason WHY] [--amount M] [--closed DATE]`."""
    with opened(options, writing=True) as workspace:
        from pmtui.cli.verbs.roadmap.promises import warn

        values = record_commands.read_fields("deal", ending or {}, _reading(options, workspace))
        changes = record_commands.moving(workspace, ids, to, reason, values)
        _tell(workspace.commit(warn(workspace, changes)).changed)
    return 0


def delete(options: Options, ids: Sequence[str], *, unlink: bool) -> int:
    """`pmtui delete ID... [--unlink]`."""
    with opened(options, writing=True) as workspace:
        for each in ids:
            _refuse_shipped(workspace, each)
        from pmtui.cli.verbs.roadmap.promises import warn

        commit = workspace.commit(warn(workspace, record_commands.deleting(workspace, ids, unlink=unlink)))
        gone = {canonical_id(each) for each in ids}
        _tell([each for each in commit.changed if each[1] in gone], "deleted")
        _tell_unlinked([each for each in commit.changed if each[1] not in gone])
    return 0


def _tell_unlinked(changed: Sequence[tuple[str, str]]) -> None:
    """Tell which documents no longer refer to what was deleted."""
    if changed:
        _tell(changed, "unlinked")


def _refuse_shipped(workspace: Workspace, document_id: str) -> None:
    """Refuse to delete an entry that came with pmtui.

    Raises:
        InputError: It is one.
    """
    slug = document_id.strip().lower()
    if kind_of(document_id).name == "term" and slug not in workspace.rows("term"):
        from pmtui.glossary.find import Dictionary

        if Dictionary().entry(slug) is not None:
            raise InputError(f"{slug} came with pmtui and stays; `pmtui add term` puts your own over it")


def request(options: Options, asker: str, feature: str, *, kind: str, promised: str, quote: str) -> int:
    """`pmtui request DEAL FEATURE [--kind blocker] [--promised DATE] [--quote TEXT]`: prints the new id."""
    with opened(options, writing=True) as workspace:
        day = parse_date(promised, workspace.clock.today(), options.date_order()) if promised else None
        commit = record_commands.request_feature(workspace, asker, feature, kind, quote, day)
        print(commit.changed[0][1])
    return 0


def log(options: Options, about: str, text: str, *, activity_type: str, due: str) -> int:
    """`pmtui log ID TEXT [--type call] [--due DATE]`: prints the new id."""
    with opened(options, writing=True) as workspace:
        when = with_time("activity", {"due": due} if due else {})
        day = parse_date(when["due"], workspace.clock.today(), options.date_order()) if due else None
        commit = record_commands.log_activity(
            workspace, about, text, activity_type, day, when.get("time", "")
        )
        print(commit.changed[0][1])
    return 0


def _reading(options: Options, workspace: Workspace) -> Reading:
    settings = options.loaded().settings
    return record_commands.reading(workspace, settings.date_order, settings.decimal_mark)


def _tell(changed: Iterable[tuple[str, str]], what: str = "changed") -> None:
    """Say on stderr what a command came to; stdout is for data."""
    ids = [document_id for _, document_id in changed]
    more = len(ids) - _TOLD
    shown = ", ".join(ids[:_TOLD]) + (f" and {more:,} more" if more > 0 else "")
    print(f"{what}: {shown}" if ids else "nothing to change", file=sys.stderr)
