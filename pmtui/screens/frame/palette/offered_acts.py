"""Everything that can be done, read off the declarations of commands, views, reports, verbs, metrics and settings."""

from collections.abc import Iterator, Mapping, Sequence

from pmtui.commands import COMMANDS
from pmtui.models.kinds import KINDS
from pmtui.screens.frame.palette.view_names import VIEWS
from pmtui.screens.frame.session import Session
from pmtui.widgets.palette.palette_search import PaletteAct


class OfferedActs:
    """The acts of a session, as they stand on one screen.

    Args:
        session: The workspace, the keys and the verbs.
        place: Where the person is: one of the places in `pmtui.commands.PLACES`.
        subject: The id of the record under the cursor; empty for none.
        reasons: Why commands cannot be given now, by id.
    """

    def __init__(self, session: Session, place: str, subject: str, reasons: Mapping[str, str]) -> None:
        self._session, self._place, self._reasons = session, place, reasons
        self._name = subject_name(session, subject)

    def all(self) -> Sequence[PaletteAct]:
        """Every act, those with a key first."""
        return (
            *self._commands(),
            *self._views(),
            *_reports(),
            *self._verbs(),
            *self._metrics(),
            *_settings(),
            *_themes(),
        )

    def _commands(self) -> Iterator[PaletteAct]:
        keymap = self._session.keymap
        for command in COMMANDS.values():
            if command.id in ("palette", "back") or command.scope == "form":
                continue
            yield PaletteAct(
                f"command:{command.id}",
                command.title,
                command.help,
                _words(command.also),
                self._name if command.acts_on else f"pmtui {command.verb}" if command.verb else "",
                keymap.labels(command.id),
                self._reasons.get(command.id, ""),
            )

    def _views(self) -> Iterator[PaletteAct]:
        label = self._session.keymap.label
        for screen, views in VIEWS.items():
            for view in views:
                yield PaletteAct(
                    f"view:{screen}/{view.id}",
                    view.title,
                    f"go to this view of {COMMANDS[screen].title}",
                    _words(view.also),
                    f"view of {COMMANDS[screen].title}",
                    label(screen),
                )

    def _verbs(self) -> Iterator[PaletteAct]:
        runner = self._session.verbs
        for verb in runner.offered() if runner is not None else ():
            yield PaletteAct(
                f"verb:{verb.name}",
                verb.name.replace("-", " ").capitalize(),
                verb.help,
                _words(verb.also),
                f"pmtui {verb.name}",
                reason="it needs a terminal of its own: run it in a shell" if verb.apart else "",
            )

    def _metrics(self) -> Iterator[PaletteAct]:
        from pmtui.glossary.entries import read_all
        from pmtui.metrics.compute import METRICS

        entries = read_all()
        for slug in METRICS:
            entry = entries.get(slug, {})
            aliases = entry.get("aliases", [])
            yield PaletteAct(
                f"metric:{slug}",
                str(entry.get("headword", slug)),
                "your own value, its inputs and the records behind them",
                (slug.replace("-", " "), *(map(str, aliases) if isinstance(aliases, list) else ())),
                "metric",
            )


def subject_name(session: Session, document_id: str) -> str:
    """A record as a person knows it: `Kestrel rollout, D-8`; empty for none."""
    if not document_id:
        return ""
    label = session.workspace.names.label(document_id)
    return f"{label}, {document_id}" if label and label != document_id else document_id


def _words(also: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in also.split(","))))


def _reports() -> Iterator[PaletteAct]:
    from pmtui.metrics.reports.reports import KINDS_OF_REPORT

    for kind in KINDS_OF_REPORT.values():
        over = "over a period" if kind.periodic else "as of the day"
        by = f", by {', '.join(kind.fields)}" if kind.fields else ""
        yield PaletteAct(
            f"report:{kind.name}",
            kind.title,
            f"the report {over}{by}",
            (kind.name, *_words(kind.also)),
            "report",
        )
    for kind_ in KINDS.values():
        if not kind_.internal and not kind_.home:
            yield PaletteAct(
                f"list:{kind_.name}",
                kind_.plural.capitalize(),
                f"list the {kind_.plural} as the command line does",
                (f"list {kind_.plural}", kind_.name),
                f"pmtui list {kind_.plural}",
            )


def _settings() -> Iterator[PaletteAct]:
    from pmtui.config import Loaded, Places, Settings, explain

    loaded = Loaded(Settings(), dict.fromkeys(Settings._fields, ""), Places(None, None, ""))
    for each in explain(loaded):
        yield PaletteAct(
            f"setting:{each.name}",
            f"Set {each.name.replace('_', ' ')}",
            each.help.replace("`", ""),
            (each.name.replace("_", " "), f"setting {each.name.replace('_', ' ')}"),
            f"pmtui config --set {each.name}=",
        )


def _themes() -> Iterator[PaletteAct]:
    from pmtui.widgets.frame.themes import NAMES

    for name in NAMES:
        yield PaletteAct(f"theme:{name}", f"Theme {name}", "put these colours on", (name,), "theme")
