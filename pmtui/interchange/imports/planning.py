"""Planning an import: what each row comes to, worked out whole before anything is written."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from pmtui.errors import FieldError, InputError
from pmtui.interchange.imports.cell_values import CellReader, readers, unguarded
from pmtui.interchange.imports.headers import Columns, find_columns, plain_header
from pmtui.interchange.imports.import_options import Choices, Plan
from pmtui.interchange.imports.import_report import Problem, Report, Tally
from pmtui.interchange.imports.linking import FOREIGN_ID, Linker
from pmtui.interchange.imports.presets import CLOSE
from pmtui.interchange.imports.reader import DELIMITER_NAMES, Record, Table
from pmtui.interchange.imports.reimport import Imported, Said, kept_here
from pmtui.interchange.imports.stage_mapping import Staging
from pmtui.interchange.imports.status_mapping import Wording
from pmtui.interchange.imports.synonyms import LOST, WON
from pmtui.models.deals.deal import Deal
from pmtui.models.document import Document
from pmtui.models.fields import build, fields_of, written
from pmtui.models.kinds import KINDS
from pmtui.models.registry import check_field, links_of
from pmtui.models.roadmap.feature import Feature
from pmtui.models.roadmap.roadmap_words import DECLINED, SHIPPED
from pmtui.models.row import DocumentRow
from pmtui.models.stored import JsonValue
from pmtui.models.stored_text import stored_text
from pmtui.models.values.folding import folded
from pmtui.store.changes import Change, ChangeSet, stored_fields
from pmtui.store.progress_callback import Tick, passed_over
from pmtui.store.workspace import Workspace
from pmtui.terminal.text import clean_line
from pmtui.workflows import kind_dispatch
from pmtui.workflows.deals.log_contact import log_contact
from pmtui.workflows.deals.targets import refuse_twin_target
from pmtui.workflows.kind_steps import ActionContext
from pmtui.workflows.record_commands import action_context, reading
from pmtui.workflows.roadmap.dependencies import refuse_circle
from pmtui.workflows.roadmap.shipping import blocked_by_nothing, blocked_in

_TICK = 200
"""Rows between two tellings of how far the planning is."""


def plan_import(
    workspace: Workspace, kind: str, table: Table, choices: Choices, tick: Tick = passed_over
) -> Plan:
    """Work out what a file comes to; nothing is written.

    Args:
        workspace: What it is compared with.
        kind: What the rows are.
        table: The file.
        choices: What the person said.
        tick: Told now and then how many rows are done; what it raises ends the planning.

    Raises:
        InputError: The file cannot be understood as a whole: an unknown column, an undecidable date.
    """
    return Planner(workspace, kind, table, choices).plan(tick)


class _Row(NamedTuple):
    record: Record
    values: dict[str, object]
    existing: str
    fresh: str


class Planner:
    """An import as it is planned: the columns and how they are read, then each row in its bucket."""

    def __init__(self, workspace: Workspace, kind: str, table: Table, choices: Choices) -> None:
        self.workspace, self.kind, self.table, self.choices = workspace, kind, table, choices
        self.changes = ChangeSet(
            f"Import {len(table.records):,} {KINDS[kind].plural} from {_base(table.source)}"
        )
        self.tally = Tally()
        self.linker = Linker(workspace, self.changes, self.tally, same=choices.same)
        self.columns: Columns = find_columns(kind, table, choices.mapping, choices.preset, choices.apart)
        self.wording = Wording(kind, choices.stages, self.tally)
        staged = {} if self.wording.applies else choices.stages
        self.staging = Staging(workspace.pipelines, staged, self.tally, self._labels("pipeline"))
        self.imported = Imported(workspace)
        here = action_context(workspace)
        self.here = ActionContext(here.today, "", here.pipelines, recorded=True)
        self.readers = self._readers()
        self.report = Report(rows=len(table.records))
        self.rejects: list[tuple[Record, str]] = []
        self.unmade: set[str] = set()
        self._updated: dict[str, Record] = {}
        if choices.key:
            check_field(kind, choices.key)

    def _readers(self) -> dict[str, CellReader]:
        specs = fields_of(self.kind)
        places = [
            (specs["closed" if field == CLOSE else field], place)
            for field, place in self.columns.fields.items()
        ]
        how = reading(self.workspace)
        how = replace(how, date_order="", decimal_mark="", find=self.linker.find)
        ours = self.columns.ours >= 0 and set(self.table.headers) <= set(specs)
        return readers(self.table, places, how, self.choices.date_order, self.choices.decimal, ours=ours)

    def plan(self, tick: Tick = passed_over) -> Plan:
        """Every row in its bucket."""
        self._tell_decisions()
        identified = []
        for done, row in enumerate(self._identified()):
            identified.append(row)
            if not done % _TICK:
                tick(done // 2)
        for done, row in enumerate(identified):
            self._place(row)
            if not done % _TICK:
                tick((len(self.table.records) + done) // 2)
        self._refuse_blocked()
        self._drop_links_to_rejected()
        self.staging.keep(self.changes)
        self.linker.keep()
        log_contact(self.workspace, self.changes)
        self.report.stages = self.staging.table or self.wording.table
        self.report.problems = sorted([*self.report.problems, *self.tally.problems()])
        return Plan(self.changes, self.report, tuple(self.rejects))

    def _tell_decisions(self) -> None:
        table, decided = self.table, self.report.decided
        delimiter = DELIMITER_NAMES[table.delimiter] if table.delimiter else ""
        decided.append(", ".join([f"{table.source}: {table.encoding}", *filter(None, [delimiter])]))
        decided.extend(table.told)
        self.report.preset = self.columns.tool
        if self.columns.tool:
            decided.append(f"a file of {self.columns.tool} (--preset NAME says otherwise)")
        mapped = [
            f"{'closed or expected_close' if field == CLOSE else field} = {table.headers[place]}"
            for field, place in self.columns.fields.items()
        ]
        decided.append(f"columns: {', '.join(mapped) or 'none recognised'}")
        decided.extend(each.decided for each in self.readers.values() if each.decided)
        for header in self.columns.kept:
            if header == self.columns.foreign:
                decided.append(f"{header} tells which is which, and is kept as a custom field")
                continue
            self.report.problems.append(
                Problem(1, header, "", "no field of that name; kept as a custom field")
            )

    # Identity

    def _identified(self) -> Iterator[_Row]:
        """Each row that can be read, with the document that it means or the fresh id it will have."""
        known = self._existing()
        link_fields = {name for name, spec in fields_of(self.kind).items() if spec.link or spec.part}
        title = KINDS[self.kind].title
        first: dict[tuple[str, ...], int] = {}
        for record in self.table.records:
            try:
                plain = self._values(record, without=link_fields)
            except FieldError as error:
                self._reject(record, error)
                continue
            keys = self._keys(record, plain)
            waiting = next((known[key] for key in keys if known.get(key)), None)
            existing = waiting.popleft() if waiting and self.choices.on_duplicate != "create" else ""
            fresh = "" if existing else self.changes.reserve()
            self.linker.announce(self.kind, str(plain.get(title, "")), existing or fresh)
            if first.setdefault(keys[0], record.row) != record.row:
                problem = "{n} rows look like an earlier one of the file; each was taken for itself"
                self.tally.note(record.row, "", "", problem)
            yield _Row(record, plain, existing, fresh)

    def _existing(self) -> dict[tuple[str, ...], deque[str]]:
        known: defaultdict[tuple[str, ...], deque[str]] = defaultdict(deque)
        for document_id, row in self.workspace.rows(self.kind).items():
            custom = DocumentRow(row).custom
            if self.choices.key:
                known["key", folded(_plain(row.get(self.choices.key)))].append(document_id)
                continue
            if self.columns.foreign and custom:
                foreign = custom.get(self.columns.foreign, custom.get(FOREIGN_ID))
                if foreign is not None:
                    known["foreign", str(foreign)].append(document_id)
                    continue
            known["natural", *self._names(row)].append(document_id)
        return known

    def _names(self, row: Mapping[str, object]) -> list[str]:
        links = {name for name, spec in fields_of(self.kind).items() if spec.link or name == "about"}
        parts = []
        for name in self._natural():
            value = row.get(name)
            text = self.workspace.names.label(str(value)) if name in links and value else _plain(value)
            parts.append(folded(text))
        return parts

    def _natural(self) -> tuple[str, ...]:
        """The fields that tell rows apart, those that the file has; what a row is called is always known."""
        title = KINDS[self.kind].title
        fields = [
            name for name in KINDS[self.kind].natural_key if name in self.columns.fields or name == title
        ]
        return tuple(fields) or (title,)

    def _keys(self, record: Record, values: Mapping[str, object]) -> list[tuple[str, ...]]:
        """By what a row is found, the best first."""
        if self.choices.key:
            place = self.columns.fields.get(self.choices.key)
            text = unguarded(record.cells[place]) if place is not None else ""
            return [("key", folded(_plain(values.get(self.choices.key, text))))]
        parts = []
        for name in self._natural():
            place = self.columns.fields.get(name)
            cell = unguarded(record.cells[place]).strip() if place is not None else ""
            link = fields_of(self.kind)[name].link
            text = _plain(values.get(name)) or cell
            if text and (link or name == KINDS[self.kind].title):
                text = self.linker.called(link or self.kind, text)
            parts.append(folded(text))
        natural = ("natural", *parts)
        foreign = (
            record.cells[self.columns.kept[self.columns.foreign]].strip() if self.columns.foreign else ""
        )
        return [("foreign", foreign), natural] if foreign else [natural]

    # Values

    def _values(self, record: Record, without: set[str]) -> dict[str, object]:
        """The typed values of a row; empty cells bring none.

        Raises:
            FieldError: A cell cannot be taken.
        """
        currency = record.cells[self.columns.currency].strip() if self.columns.currency >= 0 else ""
        values: dict[str, object] = {}
        cells = record.cells
        self.linker.told = {
            name: text for name, place in self.columns.linked.items() if (text := cells[place].strip())
        }
        unsaid: dict[str, str] = {}
        for field, place in self.columns.fields.items():
            name = "closed" if field == CLOSE else field
            text = cells[place].strip()
            if field in self.columns.more:
                more = (cells[each].strip() for each in self.columns.more[field])
                text = ", ".join(filter(None, [text, *more]))
            if name in without or not text:
                continue
            self.linker.row, self.linker.column = record.row, self.table.headers[place]
            if name == "status" and self.wording.applies:
                status = self.wording.status(text, record.row, self.table.headers[place], tell=not without)
                values |= {"status": status} if status else {}
                unsaid |= {} if status else {self.table.headers[place]: text}
                continue
            if name == "people":
                text = text.replace(":", " ") if self.columns.tool else text
            values[field] = self.readers[name].read(text, currency)
        custom = unsaid | {
            header: unguarded(record.cells[place]).strip()
            for header, place in self.columns.kept.items()
            if record.cells[place].strip()
        }
        if custom:
            values["custom"] = custom
        self._settle(record, values)
        self._fill_title(record, values)
        if KINDS[self.kind].looks_alike:
            title = KINDS[self.kind].title
            self.linker.row, self.linker.column = record.row, self._header(title)
            values[title] = self.linker.called(self.kind, str(values[title]))
        return values

    def _settle(self, record: Record, values: dict[str, object]) -> None:
        """Set what several columns say together: an outcome beside a stage, a day of shipping beside a status."""
        if self.columns.outcome >= 0:
            outcome = record.cells[self.columns.outcome].strip()
            if plain_header(outcome) in WON | LOST:
                values["stage"] = outcome
        if self.kind == "feature" and values.get("shipped") and values.get("status") != DECLINED:
            values["status"] = SHIPPED

    def _fill_title(self, record: Record, values: dict[str, object]) -> None:
        title = KINDS[self.kind].title
        if title in values:
            return
        if self.columns.names is not None:
            parts = [record.cells[place].strip() for place in self.columns.names]
            values[title] = " ".join(part for part in parts if part)
        elif title not in self.columns.fields and self.kind == "deal":
            places = [self.columns.fields.get(name) for name in ("account", "product")]
            named = [record.cells[place].strip() for place in places if place is not None]
            foreign = self.columns.foreign
            own = [record.cells[self.columns.kept[foreign]].strip()] if foreign else []
            values[title] = " ".join(part for part in (*named, *own) if part)
        if not values.get(title):
            raise FieldError(title, "is required")

    # Buckets

    def _place(self, row: _Row) -> None:
        try:
            values = self._values(row.record, without=set())
            if row.existing and self.choices.on_duplicate == "skip":
                self.report.skipped += 1
            elif row.existing:
                self._update(row, values)
            else:
                self._create(row, values)
        except FieldError as error:
            self._reject(row.record, error, row.fresh)
        except InputError as error:
            self._reject(row.record, FieldError("", str(error)), row.fresh)

    def _create(self, row: _Row, values: dict[str, object]) -> None:
        document = self._completed(row, values)
        if isinstance(document, Deal):
            self.linker.employ([each.contact for each in document.people], document.account)
        self._refuse_circle(row.fresh, document)
        self._refuse_twin(row.fresh, document)
        self.changes.create(document.model_copy(update={"id": row.fresh}))
        self.report.created += 1
        self._warn(row, document)

    def _completed(self, row: _Row, values: dict[str, object]) -> Document:
        if self.kind == "deal":
            pipeline = self.staging.pipeline(str(values.get("pipeline", "")))
            said = str(values.get("stage", ""))
            stage = self.staging.stage(pipeline, said, row.record.row, self._header("stage"))
            values = self.staging.dated(values, stage)
            document = build(self.kind, None, {**values, "pipeline": pipeline.name, "stage": stage.name})
            assert isinstance(document, Deal)
            return self.staging.opened(document, self.here)
        return kind_dispatch.complete(build(self.kind, None, values), self.here)

    def _update(self, row: _Row, values: dict[str, object]) -> None:
        before = self.workspace.get(row.existing)
        if self.kind == "deal":
            named = str(values.get("pipeline", getattr(before, "pipeline", "")))
            pipeline = self.staging.pipeline(named)
            if "pipeline" in values:
                values["pipeline"] = self.staging.pipelines.key(pipeline)
            said = str(values.get("stage", getattr(before, "stage", "")))
            stage = self.staging.stage(pipeline, said, row.record.row, self._header("stage"))
            values = self.staging.dated(values, stage)
            if "stage" in values:
                values["stage"] = stage.name
        if "custom" in values:
            values["custom"] = self._custom(row, before, _texts(values["custom"]))
        changed = {name: value for name, value in values.items() if value != getattr(before, name)}
        if changed:
            theirs = build(self.kind, before, changed)
            changed = {name: each for name, each in changed.items() if _differs(theirs, before, name)}
            changed = self._news(row, before, theirs, changed)
        if not changed:
            self.report.unchanged += 1
            return
        here = replace(self.here, user=self.workspace.user, pipelines=self.staging.pipelines)
        after = kind_dispatch.amend(before, build(self.kind, before, changed), here)
        self._refuse_circle(before.id, after)
        self._refuse_twin(before.id, after)
        self.changes.update(before, after)
        self._updated[before.id] = row.record
        self.report.updated += 1
        self._warn(row, after)

    def _news(
        self, row: _Row, before: Document, after: Document, changed: dict[str, object]
    ) -> dict[str, object]:
        """The fields that the file changed since its last import; those only we changed stay, both is a conflict."""
        said = self.imported.was(self.kind, before.id) if changed else Said()
        ours, theirs = stored_fields(before), stored_fields(after)
        return {
            name: value
            for name, value in changed.items()
            if name == "custom" or self._is_taken(row, said, ours, theirs, name)
        }

    def _custom(self, row: _Row, before: Document, texts: Mapping[str, str]) -> dict[str, str]:
        """The custom fields as they will be, each merged by itself."""
        theirs = {name: clean_line(text) for name, text in texts.items()}
        changed = [name for name, text in theirs.items() if before.custom.get(name) != text]
        said = self.imported.was(self.kind, before.id) if changed else Said()
        held = said.values.get("custom")
        known = Said(held if isinstance(held, dict) else {}, said.whole)
        taken = {
            name: theirs[name]
            for name in changed
            if self._is_taken(row, known, dict(before.custom), dict(theirs), name)
        }
        return {**before.custom, **taken}

    def _is_taken(
        self, row: _Row, said: Said, ours: Mapping[str, JsonValue], theirs: Mapping[str, JsonValue], name: str
    ) -> bool:
        """Whether the file's value goes before ours; a conflict is told."""
        verdict = kept_here(said, ours, theirs, name)
        wins = self.choices.on_conflict == "theirs"
        if verdict == "conflict":
            kept = "the file's" if wins else "ours (--on-conflict theirs takes the file's)"
            said_there, said_here = (stored_text(self.kind, name, each.get(name)) for each in (theirs, ours))
            problem = f"the file says {said_there!r}, we say {said_here!r}; kept {kept}"
            value = said_there if theirs.get(name) else ""
            self.report.conflicts.append(Problem(row.record.row, self._header(name), value, problem))
        return verdict == "theirs" or (verdict == "conflict" and wins)

    def _labels(self, field: str) -> set[str]:
        """The cells of a column."""
        place = self.columns.fields.get(field)
        return set() if place is None else {record.cells[place] for record in self.table.records}

    def _refuse_circle(self, document_id: str, document: Document) -> None:
        """Refuse a row by which a feature would come to wait for itself."""
        if isinstance(document, Feature):
            refuse_circle(document_id, document.depends_on, self.workspace.rows("feature"), self.changes)

    def _refuse_twin(self, document_id: str, document: Document) -> None:
        """Refuse a row by which somebody would have two targets for a period."""
        if self.kind == "target":
            change = Change(self.kind, document_id, None, stored_fields(document))
            refuse_twin_target(self.workspace, self.changes, change)

    def _refuse_blocked(self) -> None:
        """Reject rows that would ship a feature in spite of what blocks it, unless a reason was given."""
        if self.kind != "feature":
            return
        if self.choices.reason:
            blocked_by_nothing(self.workspace.tables, self.changes, self.choices.reason)
            return
        while found := list(blocked_in(self.workspace.tables, self.changes)):
            for blocked in found:
                self.changes.drop(blocked.change)
                self.report.updated -= 1
                problem = f"{blocked.told}. --reason WHY ships all the same"
                self._reject(self._updated[blocked.change.id], FieldError("status", problem))

    def _header(self, field: str) -> str:
        place = self.columns.fields.get(field)
        return self.table.headers[place] if place is not None else field

    def _warn(self, row: _Row, document: Document) -> None:
        """Tell what is valid and yet worth a look."""
        title = KINDS[self.kind].title
        self.linker.tell_lookalike(
            str(getattr(document, title)), row.record.row, self._header(title), self.kind
        )
        if isinstance(document, Deal):
            self.staging.warn(document, row.record.row, self.here.today)

    def _drop_links_to_rejected(self) -> None:
        """Let no row point at one that was announced and then rejected."""
        for change in tuple(self.changes) if self.unmade else ():
            now = dict(change.now or {})
            for name in links_of(change.kind):
                value = now.get(name)
                if isinstance(value, list):
                    now[name] = [each for each in value if each not in self.unmade] or None
                elif value in self.unmade:
                    now[name] = None
            kept = {name: each for name, each in now.items() if change.was is not None or each is not None}
            if kept != change.now and change.now is not None:
                self.changes.put(change._replace(now=kept))

    def _reject(self, record: Record, error: FieldError, fresh: str = "") -> None:
        if fresh:
            self.unmade.add(fresh)
        field = error.field
        place = self.columns.fields.get(
            field, self.columns.fields.get(CLOSE) if field in ("closed",) else None
        )
        header = self.table.headers[place] if place is not None else field
        value = record.cells[place] if place is not None else ""
        self.report.rejected += 1
        self.report.problems.append(Problem(record.row, header, value, error.problem))
        self.rejects.append((record, f"{header}: {error.problem}" if header else error.problem))


def _plain(value: object) -> str:
    return "" if value is None else written(value)


def _differs(one: Document, other: Document, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _texts(value: object) -> dict[str, str]:
    return {str(name): str(each) for name, each in value.items()} if isinstance(value, dict) else {}


def _base(source: str) -> str:
    return source.replace("\\", "/").rpartition("/")[2]
