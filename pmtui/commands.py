"""Every command a person can give on a screen, declared once.

Key bindings, the footer, the `?` help, the command palette, `keys.toml`, `pmtui keys` and the
README's table are all read off `COMMANDS`. Nothing heavy is imported: this is on the start-up path.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import NamedTuple

from pmtui.errors import InputError
from pmtui.terminal.key_names import key_label

PLACES: dict[str, frozenset[str]] = {
    "everywhere": frozenset(
        {"list", "record", "board", "roadmap", "glossary", "day", "report", "form", "settings"}
    ),
    "screen": frozenset({"list", "record", "board", "roadmap", "glossary", "day", "report", "settings"}),
    "entries": frozenset({"list", "record", "board", "roadmap", "glossary", "day", "settings"}),
    "rows": frozenset({"list", "board", "roadmap", "glossary"}),
    "filtered": frozenset({"list", "board", "roadmap", "glossary", "report"}),
    "records": frozenset({"list", "record", "board", "roadmap", "day"}),
    "listed": frozenset({"list", "board", "roadmap", "day"}),
    "cards": frozenset({"list", "board", "roadmap"}),
    "roadmap": frozenset({"roadmap"}),
    "reports": frozenset({"report"}),
    "settings": frozenset({"settings"}),
    "words": frozenset({"list", "record", "board", "roadmap", "glossary", "day", "report"}),
    "figures": frozenset({"glossary", "roadmap"}),
    "terms": frozenset({"glossary"}),
    "texts": frozenset({"list", "record", "board", "roadmap", "day", "form"}),
    "form": frozenset({"form"}),
    "inside": frozenset({"inside"}),
    "ordered": frozenset({"inside", "settings"}),
}
"""The places that each scope covers: those in which a command of that scope can be given.

Two scopes overlap if they share a place; only then can their keys clash.
"""

WHERE = {
    "everywhere": "everywhere",
    "screen": "outside forms",
    "entries": "Today, lists, boards, glossary",
    "rows": "lists, boards, glossary",
    "filtered": "lists, boards, glossary, reports",
    "records": "Today, lists, boards",
    "listed": "Today, lists, boards",
    "texts": "Today, lists, boards, forms",
    "cards": "lists, boards",
    "roadmap": "roadmap",
    "reports": "reports",
    "settings": "workspace",
    "words": "outside forms and the workspace",
    "figures": "glossary, roadmap",
    "terms": "glossary",
    "form": "forms",
    "inside": "rows inside a record",
    "ordered": "rows inside a record, workspace",
}
"""Each scope in words for help and tables."""


class Command(NamedTuple):
    """One thing a person can tell pmtui to do with a key."""

    id: str
    """Kebab-case and unique: its name in `keys.toml` and in error messages."""
    title: str
    """The verb a person would say: the palette's entry, and in lower case the footer's word."""
    help: str
    """One clause on what it does, for the palette, `?` and `pmtui keys`."""
    keys: tuple[str, ...]
    """Textual's names of its default keys; `g g` is a sequence of two."""
    scope: str
    """Where it applies: a key of `PLACES`."""
    group: str
    """The heading it stands under in help."""
    footer_rank: int = 0
    """Its claim to a place in the footer: 1 goes last when room is short, 0 never stands there."""
    verb: str = ""
    """The verb of the command line that does the same; empty where there is none."""
    also: str = ""
    """Other words that people use for it, separated by commas; the palette finds it by them."""
    acts_on: tuple[str, ...] = ()
    """The kinds of record that it acts on, `any` for all of them; empty if it needs none."""

    @property
    def action(self) -> str:
        """The name of the method that carries it out, without its `action_`."""
        return self.id.replace("-", "_")

    def reason(self, place: str, kind: str) -> str:
        """Why it cannot be given in a place, on a record of a kind; empty where it can.

        Args:
            place: Where the person is: one of the places in `PLACES`.
            kind: The kind of the record under the cursor; empty for none.
        """
        if place not in PLACES[self.scope]:
            return f"only in {WHERE[self.scope]}" if self.scope != "screen" else "only outside forms"
        if self.acts_on and kind and kind not in self.acts_on and "any" not in self.acts_on:
            return f"only on {' or '.join(self.acts_on)}, and this is {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        return ""


_SCREENS, _MOVE, _FIND, _CHANGE, _TERMS, _PLAN = "Screens", "Move", "Find", "Change", "Terms", "Roadmap"
_MARK, _LOOK, _FORM, _REST = "Mark", "View", "Forms", "At any time"
_REPORTS, _SETTINGS, _TIME = "Reports", "Workspace", "Time"

_ANY = ("any",)
_MOVED = ("deal", "feature", "product", "lead", "activity")
_TALKED = ("deal", "lead", "account", "contact", "feature", "launch", "product", "insight", "research", "objective",
           "activity", "request")  # fmt: skip
"""The kinds that can be moved along, and those about which something can be logged or planned."""

# fmt: off
_TABLE = (
    Command("show-today", "Today", "what is due, late, rotting or at risk", ("1",), "everywhere", _SCREENS,
            verb="today", also="day, due, overdue, agenda of the day, my day, inbox"),
    Command("show-glossary", "Glossary", "product and sales, defined", ("2",), "everywhere", _SCREENS,
            verb="glossary", also="dictionary, terms, words, definitions, knowledge"),
    Command("show-roadmap", "Roadmap", "features by horizon", ("3",), "everywhere", _SCREENS, verb="roadmap",
            also="features, product plan, horizons, now next later"),
    Command("show-pipeline", "Pipeline", "deals by stage", ("4",), "everywhere", _SCREENS, verb="pipeline",
            also="deals, opportunities, sales funnel, kanban"),
    Command("show-customers", "Customers", "accounts and contacts", ("5",), "everywhere", _SCREENS, verb="customers",
            also="crm, clients, companies"),
    Command("show-discovery", "Discovery", "needs with their evidence, competitors, markets, personas",
            ("6",), "everywhere", _SCREENS, verb="discovery",
            also="needs, research, user research"),
    Command("show-reports", "Reports", "funnel, forecast, velocity and more, drawn and in figures",
            ("7",), "everywhere", _SCREENS, verb="reports", also="charts, numbers, analytics, statistics, dashboards"),
    Command("show-workspace", "Workspace", "stages, targets, rates, scorecard, people, your settings and keys; history",
            ("8",), "everywhere", _SCREENS, verb="workspace", also="settings, configuration, preferences, team"),

    Command("down", "Down", "the next row", ("j", "down"), "screen", _MOVE),
    Command("up", "Up", "the row before", ("k", "up"), "screen", _MOVE),
    Command("left", "Left", "the column to the left", ("h", "left"), "screen", _MOVE),
    Command("right", "Right", "the column to the right", ("l", "right"), "screen", _MOVE),
    Command("first", "First", "the first row", ("g g", "home"), "screen", _MOVE),
    Command("last", "Last", "the last row", ("G", "end"), "screen", _MOVE),
    Command("page-down", "Page down", "a page on", ("pagedown",), "screen", _MOVE),
    Command("page-up", "Page up", "a page back", ("pageup",), "screen", _MOVE),
    Command("half-page-down", "Half a page down", "half a page on", ("ctrl+d",), "screen", _MOVE),
    Command("half-page-up", "Half a page up", "half a page back", ("ctrl+u",), "screen", _MOVE),

    Command("look-up", "Look up", "find any term, feature, deal, insight, account or person by typing",
            ("slash",), "screen", _FIND, 4, verb="search", also="find, search, go to anything, jump"),
    Command("filter", "Filter", "show only what matches, such as stage:proposal amount:>10k",
            ("f",), "filtered", _FIND, 8, verb="list", also="only, narrow, query, where, show only"),
    Command("mine", "Mine", "only what is mine, or everybody's again", ("m",), "listed", _FIND, 60,
            also="only mine, my records, my deals, everybody, all owners"),
    Command("views", "Views", "pick a saved view, or save this filter and order under a name",
            ("F",), "cards", _FIND, 28, also="saved filters, bookmarks, save this view"),
    Command("define", "Define", "open the glossary at the word under the cursor: field, column or stage",
            ("K",), "words", _FIND, 7, verb="define", also="what is this, meaning, explain, definition"),
    Command("open", "Open", "open what the cursor is on", ("enter",), "screen", _FIND, 2, verb="show",
            also="show, details, record, enter"),
    Command("compare", "Compare", "put two or three terms side by side: the marked ones, or those you pick",
            ("equals_sign",), "screen", _FIND, 10, verb="compare", also="difference, versus, side by side, terms"),
    Command("process", "Process map", "walk both processes phase by phase, with their terms and your open work",
            ("g p",), "screen", _FIND, 15, verb="process",
            also="playbook of the trade, stages of the process, lifecycle map, journey"),
    Command("back", "Back", "close, leave, clear the filter or the marks", ("escape",), "everywhere", _FIND,
            also="close, cancel, leave, go back, escape"),

    Command("new", "New", "add a document of the kind on this screen", ("n",), "entries", _CHANGE, 3, verb="add",
            also="add, create, insert"),
    Command("quick-add", "Quick add", "add in one line: Acme rollout 12k close:fri stage:qualified",
            ("N",), "records", _CHANGE, 23, verb="add", also="add in one line, prompt, capture, jot"),
    Command("import", "Import", "bring a file of another tool or a sheet: look at every decision, then all or nothing",
            ("I",), "records", _CHANGE, verb="import",
            also="spreadsheet, load, upload, bring in, hubspot, salesforce, pipedrive, jira"),
    Command("edit", "Edit", "edit the field or cell under the cursor where it is; else its form", ("e",), "entries",
            _CHANGE, 6, verb="set", acts_on=_ANY, also="change, modify, update, correct"),
    Command("edit-form", "Form", "all its fields in a form", ("E",), "records", _CHANGE, verb="set",
            acts_on=_ANY, also="edit, change, modify, all fields, form"),
    Command("delete", "Delete", "delete it; undo brings it back", ("d",), "entries", _CHANGE, verb="delete",
            acts_on=_ANY, also="remove, drop, throw away, erase"),
    Command("move-back", "Move back", "to the stage, horizon or status before; a target: earlier",
            ("H",), "records", _CHANGE, 12, verb="move",
            acts_on=_MOVED,
            also="previous stage, demote, earlier, back a stage"),
    Command("move-on", "Move on", "to the next stage, horizon or status; a target: later",
            ("L",), "records", _CHANGE, 5, verb="move",
            acts_on=_MOVED,
            also="advance, promote, next stage, progress, ship, later"),
    Command("set-stage", "Stage", "put it in any stage, horizon or status, picked by its name",
            ("R",), "records", _CHANGE, verb="move", acts_on=("deal", "feature", "product", "lead"),
            also="jump to a stage, any stage, set status, set horizon, move to"),
    Command("request", "Request", "link a deal and the feature it asks for", ("r",), "records", _CHANGE, 9,
            verb="request",
            acts_on=("deal", "account", "lead", "feature"),
            also="promise, promise a day to a customer, commit a date, ask for a feature, waits for, demand"),
    Command("forecast", "Forecast", "won, commit, best case and pipeline of this quarter against target",
            ("o",), "records", _LOOK, 30, verb="report", also="commit, best case, quarter, expected, predict"),
    Command("convert", "Convert", "make an account, a contact and a deal of the lead", ("C",), "records", _CHANGE, 31,
            verb="convert",
            acts_on=("lead",), also="qualify a lead, lead to deal, make a deal"),
    Command("merge", "Merge", "make one of two accounts, contacts or leads that are the same",
            ("M",), "records", _CHANGE, verb="merge",
            acts_on=("account", "contact", "lead"), also="duplicates, dedupe, combine, same twice"),
    Command("columns", "Columns", "choose the columns of the table, or a set of them", ("c",), "cards", _LOOK, 34,
            also="fields shown, hide column, table layout"),
    Command("pipelines", "Pipelines", "show another pipeline on the board", ("p",), "cards", _LOOK, 33,
            verb="pipelines", also="other pipeline, switch pipeline, boards"),
    Command("gate", "Gate", "score an insight: desirable, feasible, viable; let it pass as a feature, or fail",
            ("T",), "records", _CHANGE, 35, verb="gate",
            acts_on=("insight",),
            also="viability, go or no-go, decide on an insight, validate"),
    Command("matrix", "Matrix", "which features the competitors have, and which we have",
            ("O",), "records", _LOOK, 36, verb="matrix",
            also="competitors, feature comparison, battle, compare with competitors"),
    Command("win", "Win", "win the deal: when, and for how much", ("W",), "records", _CHANGE, 25, verb="move",
            acts_on=("deal",),
            also="won, close won, sign, success"),
    Command("lose", "Lose", "lose the deal: why, to whom, for lack of which feature", ("X",), "records", _CHANGE, 26,
            verb="move",
            acts_on=("deal",), also="lost, close lost, drop the deal, lost reason"),
    Command("check-out", "Do it", "do what this row is about: a task, a step, an answer, the exit list, go or no-go",
            ("x",), "records", _CHANGE, 27,
            acts_on=_ANY, also="exit criteria, tick, checklist, done, answer, decide"),
    Command("playbook", "Playbook", "plan the steps of a playbook, such as onboarding after a win",
            ("P",), "records", _CHANGE, 29, verb="playbook",
            acts_on=("deal", "account", "launch"), also="onboarding, plan steps, sequence, cadence"),
    Command("brief", "Brief", "the paper: a deal's brief, a specification, a launch's checklist, a battlecard",
            ("b",), "records", _CHANGE, 24, verb="brief",
            acts_on=("deal", "feature", "launch", "product", "research"),
            also="specification, prd, paper, meeting notes, print"),
    Command("log", "Log", "log a call, meeting, demo, e-mail or note", ("a",), "records", _CHANGE, 11, verb="log",
            acts_on=_TALKED, also="call, meeting, mail, e-mail, note, demo given, contact made, touch"),
    Command("plan", "Plan", "plan the next step and its day", ("A",), "records", _CHANGE, verb="log",
            acts_on=_TALKED, also="next step, schedule, follow up, remind, task, to do"),

    Command("lanes", "Lanes", "choose what the lanes of the board are: horizon, status, product, owner",
            ("B",), "roadmap", _PLAN, 40, also="group by, swimlanes, by owner, by product"),
    Command("finer", "Months", "show the timeline by months", ("plus",), "roadmap", _PLAN, 42,
            also="zoom in, months, timeline scale"),
    Command("coarser", "Quarters", "show the timeline by quarters", ("minus",), "roadmap", _PLAN, 43,
            also="zoom out, quarters, timeline scale"),
    Command("slip-chain", "Slip chain", "move what waits for the feature by the days it needs",
            ("D",), "roadmap", _PLAN,
            acts_on=("feature",), also="dependencies, shift, delay what waits, reschedule"),
    Command("method", "Method", "rank by another method: RICE, ICE, WSJF, value and effort, MoSCoW, Kano, scorecard",
            ("number_sign",), "roadmap", _PLAN, 41, verb="priorities",
            also="rice, ice, wsjf, moscow, kano, scoring, rank by, prioritize"),
    Command("take-over", "Take over", "make the reach of the feature the accounts that ask for it",
            ("t",), "roadmap", _PLAN, 45,
            acts_on=("feature",), also="reach from customers, use demand as reach"),

    Command("backward", "Backward", "the entry read before this one", ("less_than_sign",), "terms", _TERMS,
            also="previous entry, history of entries"),
    Command("forward", "Forward", "the entry that backward left", ("greater_than_sign",), "terms", _TERMS,
            also="next entry"),
    Command("random-term", "Random", "a term worth knowing", ("R",), "terms", _TERMS, 22,
            also="surprise, term of the day"),
    Command("favourite", "Favourite", "keep this entry among the favourites, or no longer",
            ("asterisk",), "terms", _TERMS, 14, also="favorite, star, bookmark, keep"),
    Command("what-if", "What if", "change inputs and see the result move; nothing is saved",
            ("w",), "figures", _TERMS, 20, also="simulate, scenario, try out, calculator"),
    Command("learn", "Learn", "flash cards of the terms that you looked up twice this month",
            ("t",), "terms", _TERMS, also="flash cards, quiz, practice, study"),

    Command("period-back", "Period back", "the same report over the period before",
            ("less_than_sign",), "reports", _REPORTS, 50, also="previous period, last quarter"),
    Command("period-on", "Period on", "the same report over the period after",
            ("greater_than_sign",), "reports", _REPORTS, 51, also="next period"),
    Command("pick-period", "Period", "pick the period: a quarter, a month, a year, any days",
            ("p",), "reports", _REPORTS, 53, also="quarter, month, year, date range"),
    Command("compare-periods", "Before", "put the period before beside this one, or away again",
            ("c",), "reports", _REPORTS, 52, also="before and after, versus last quarter, delta"),
    Command("report-by", "By", "tell the report by a field: owner, product, month",
            ("B",), "reports", _REPORTS, 54, also="break down, group the report, by owner, split"),

    Command("take-back", "Take back", "take this command of the history back, whatever came after it",
            ("x",), "settings", _SETTINGS, 61, verb="undo"),

    Command("week-back", "A week back", "this screen as it was a week before, to be read only",
            ("left_square_bracket",), "screen", _TIME, also="last week, as it was"),
    Command("week-on", "A week on", "this screen as it was a week after, until it is now",
            ("right_square_bracket",), "screen", _TIME, also="a week later, forward in time"),
    Command("travel", "As of", "this screen as it was: a day, a week or a month back or on, or any day",
            ("Y",), "screen", _TIME, 39, also="as of, time machine, snapshot of a day"),

    Command("mark", "Mark", "mark or unmark this row; verbs then act on all marks at once",
            ("space",), "rows", _MARK, 16, also="select, choose several"),
    Command("mark-range", "Mark range", "mark from the last mark to here", ("v",), "cards", _MARK,
            also="select range"),
    Command("mark-all", "Mark all", "mark all that is shown", ("V",), "cards", _MARK,
            also="select all, everything shown"),

    Command("sort", "Sort", "sort by another field", ("s",), "cards", _LOOK, 17, also="order by, arrange"),
    Command("reverse-sort", "Reverse", "turn the order round", ("S",), "cards", _LOOK,
            also="descending, ascending, turn round"),
    Command("sort-up", "Ascending", "sort by the column under the cursor, the smallest first",
            ("less_than_sign",), "cards", _LOOK, 37, also="order by, ascending, smallest first, oldest first"),
    Command("sort-down", "Descending", "sort by the column under the cursor, the largest first",
            ("greater_than_sign",), "cards", _LOOK, 38, also="order by, descending, largest first, newest first"),
    Command("next-view", "Next view", "the next view; its letter after it: any view", ("tab",), "screen", _LOOK, 13,
            also="table, board, switch view"),
    Command("last-view", "View before", "the view of this screen before this one", ("shift+tab",), "screen", _LOOK,
            also="previous view, back a view"),
    Command("zoom", "Zoom", "give the detail the whole screen, or less again", ("z",), "rows", _LOOK,
            also="full screen, larger, maximize"),
    Command("copy", "Copy", "copy its id, its row or all of it as Markdown", ("y",), "screen", _LOOK, 18,
            also="clipboard, yank, markdown of this"),

    Command("submit", "Save", "save the form", ("ctrl+s",), "form", _FORM, 2, also="save the form"),
    Command("next-field", "Next field", "the field below", ("tab", "down"), "form", _FORM),
    Command("previous-field", "Field before", "the field above", ("shift+tab", "up"), "form", _FORM),
    Command("complete", "Complete", "take the suggestion under the field", ("ctrl+n",), "form", _FORM, 3,
            also="autocomplete, suggestion"),
    Command("restore-draft", "Draft", "put back what was typed before and not saved", ("ctrl+r",), "form", _FORM,
            also="draft, restore, bring back"),
    Command("define-field", "Define", "open the glossary at this label", ("ctrl+g",), "form", _FORM, 5,
            also="what is this field"),

    Command("edit-row", "Edit row", "write the row under the cursor in its own fields", ("enter",), "inside",
            _FORM, 70),
    Command("add-row", "Add row", "add a row: a line, a person, a requirement", ("n",), "inside", _FORM, 71),
    Command("delete-row", "Delete row", "delete the row under the cursor", ("d",), "inside", _FORM, 72),
    Command("tick-row", "Tick", "tick the row, or take it to its next state", ("space",), "inside", _FORM, 73),
    Command("row-down", "Row down", "move the row down: a line, a stage, a criterion", ("J",), "ordered", _FORM, 62),
    Command("row-up", "Row up", "move the row up", ("K",), "ordered", _FORM),

    Command("undo", "Undo", "take the last change back, however large", ("u",), "screen", _REST, verb="undo",
            also="take back, revert, oops"),
    Command("history", "History", "what was done to this record, or to all; any command of it can be taken back",
            ("U",), "screen", _REST, verb="history", also="log, audit, changes, who changed what, journal"),
    Command("redo", "Redo", "make the change again", ("ctrl+r",), "screen", _REST, verb="redo",
            also="do again what was undone"),
    Command("repeat", "Again", "the last change once more: on this row, or on all that are marked",
            ("full_stop",), "records", _CHANGE, also="again, same once more"),
    Command("long-text", "Editor", "write the long text in $EDITOR", ("ctrl+e",), "texts", _REST,
            acts_on=_ANY, also="vim, nano, external editor, notes in an editor"),
    Command("palette", "Commands", "every command by its name", ("ctrl+p", "colon"), "everywhere", _REST,
            also="every act, command list"),
    Command("theme", "Theme", "other colours: dark, light, high contrast, the terminal's own and more", ("ctrl+t",),
            "screen", _REST, verb="config", also="colors, colours, dark mode, light mode, contrast, appearance"),
    Command("suspend", "Suspend", "stop pmtui in the background of the shell; fg brings it back", ("ctrl+z",),
            "everywhere", _REST, also="background, shell, pause pmtui, job control"),
    Command("redraw", "Redraw", "paint the screen anew after something else has written over it", ("ctrl+l",),
            "screen", _REST, also="refresh, repaint, garbled screen, clear"),
    Command("tour", "Tour", "eight keys to begin with", ("i",), "screen", _REST, verb="tour",
            also="tutorial, introduction, getting started, first steps, lesson"),
    Command("help", "Help", "the keys that work here", ("question_mark",), "everywhere", _REST, 1,
            also="keys, shortcuts, what can i press, cheat sheet"),
    Command("quit", "Quit", "leave pmtui; what was saved is safe", ("q",), "everywhere", _REST, 19,
            also="exit, leave, close pmtui, bye"),
)
# fmt: on

COMMANDS: dict[str, Command] = {command.id: command for command in _TABLE}
"""Every command by its id, in the order of the help."""

GROUPS: tuple[str, ...] = tuple(dict.fromkeys(command.group for command in _TABLE))
"""The headings of the help, in order."""


class Keymap:
    """The keys in force: the defaults, with those a person put in `keys.toml` instead.

    Args:
        changes: New keys by command id, as Textual names them; an empty tuple takes a command off the keys.
        source: The file they came from, to be named in errors.

    Raises:
        InputError: Two commands would share a key in the same place; both and the key are named.
    """

    def __init__(self, changes: Mapping[str, tuple[str, ...]] | None = None, source: str = "") -> None:
        self._changes = dict(changes or {})
        self._keys = {command.id: self._changes.get(command.id, command.keys) for command in _TABLE}
        self._check(f"{source}: " if source else "")

    def keys(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command, sequences such as `g g` among them."""
        return self._keys[command_id]

    def single_keys(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command that are one stroke each: those that Textual can bind."""
        return tuple(key for key in self._keys[command_id] if " " not in key)

    def label(self, command_id: str) -> str:
        """The first key as the footer shows it; empty where the command has none."""
        keys = self._keys[command_id]
        return key_label(keys[0]) if keys else ""

    def is_free(self, key: str) -> bool:
        """Whether a key alone gives no command."""
        return not any(key in keys for keys in self._keys.values())

    def own_keys(self) -> frozenset[str]:
        """Every key in force, those that begin or go on with a sequence among them."""
        return frozenset(part for keys in self._keys.values() for key in keys for part in key.split(" "))

    def alt_keys(self) -> frozenset[str]:
        """The keys with alt that give a command, or begin a sequence that does."""
        strokes = {stroke for keys in self._keys.values() for key in keys for stroke in key.split(" ")}
        return frozenset(stroke for stroke in strokes if "alt+" in stroke)

    def labels(self, command_id: str) -> str:
        """All keys of a command as help shows them: `j, down`."""
        return ", ".join(key_label(key) for key in self._keys[command_id])

    def sequences(self) -> dict[tuple[str, ...], str]:
        """The command behind each sequence of keys, such as `("g", "g")`."""
        return {
            tuple(key.split()): command_id
            for command_id, keys in self._keys.items()
            for key in keys
            if " " in key
        }

    def elsewhere(self, key: str, place: str) -> Command | None:
        """The command that a key gives in other places alone; `None` if it gives one here, or none at all."""
        found = [COMMANDS[each] for each, keys in self._keys.items() if key in keys]
        here = any(place in PLACES[command.scope] for command in found)
        return None if here or not found else found[0]

    def overrides(self) -> dict[str, str]:
        """The argument for `App.set_keymap`: the changed commands' ids and their keys, joined by commas.

        A command without a key is given one that no keyboard sends, since Textual takes an empty
        string for "unchanged".
        """
        return {
            command_id: ",".join(self.single_keys(command_id)) or "unbound" for command_id in self._changes
        }

    def footer_commands(self, place: str) -> tuple[tuple[str, str], ...]:
        """The commands that matter in a place, as (id, word) pairs, the one to keep longest first."""
        ranked = sorted(
            (command for command in _TABLE if command.footer_rank), key=lambda each: each.footer_rank
        )
        return tuple(
            (command.id, command.title.lower())
            for command in ranked
            if place in PLACES[command.scope] and self._keys[command.id]
        )

    def _check(self, where: str) -> None:
        for one, other in combinations(_TABLE, 2):
            if PLACES[one.scope].isdisjoint(PLACES[other.scope]):
                continue
            for key in _clashes(self._keys[one.id], self._keys[other.id]):
                raise InputError(
                    f"{where}the key {key_label(key)!r} is given to both {one.id!r} and {other.id!r}; "
                    f"give one of them another key"
                )


@cache
def usual_keymap() -> Keymap:
    """Return the keys of somebody who has changed none; made once, since checking them for clashes takes time."""
    return Keymap()


def _clashes(keys: tuple[str, ...], others: tuple[str, ...]) -> Iterator[str]:
    """The keys that are equal, or of which one begins a sequence that is the other."""
    for key in keys:
        for other in others:
            if key == other or f"{key} ".startswith(f"{other} ") or f"{other} ".startswith(f"{key} "):
                yield min(key, other, key=len)
