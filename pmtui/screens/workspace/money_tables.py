"""Targets, rates, and the settings of year, week and currency as tables."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from pmtui.errors import InputError
from pmtui.metrics.workspace.effects import (
    Effects,
    MoneyAtRates,
    WonDeals,
    fiscal_year_effects,
    target_effects,
)
from pmtui.models.deals.deal_rows import TargetRow
from pmtui.models.document import to_stored
from pmtui.models.fields import Reading, build
from pmtui.models.rate import Rate
from pmtui.models.settings import WEEK_DAYS
from pmtui.models.stored import JsonValue
from pmtui.models.values.dates import MONTH_NAMES
from pmtui.models.values.money_text import plain_money, short_amount_of, short_sums
from pmtui.models.values.numbers import trimmed
from pmtui.rules.today import end_of_week
from pmtui.screens.frame.session import Session
from pmtui.screens.workspace.settings_table import Act, SettingsTable, wide_columns
from pmtui.store.changes import Change, ChangeSet
from pmtui.widgets.drawing.data_sources import Cell, Column
from pmtui.workflows import record_commands
from pmtui.workflows.deals.targets import refuse_twin_target
from pmtui.workflows.workspace import settings
from pmtui.workflows.workspace.settings import RateKey

_PARTS = 2


def reading_of(session: Session) -> Reading:
    """How text is read for the person."""
    chosen = session.settings
    return record_commands.reading(session.workspace, chosen.date_order, chosen.decimal_mark)


class TargetTable(SettingsTable):
    """The targets: whose, for which period, how much, and what is won of it."""

    ADDS: ClassVar[str] = "target"
    EMPTY: ClassVar[str] = "a target is what an owner, or the team, is to win in a period"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._won = WonDeals(self.workspace)
        self._targets = {each: TargetRow(row) for each, row in self.workspace.rows("target").items()}

    @property
    def document(self) -> tuple[str, str]:
        """No document of its own."""
        return "", ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Whose, when, how much, and how far."""
        return wide_columns(
            self,
            (("owner", "owner", "left"), ("period", "period", "left"), ("amount", "amount", "right"),
             ("won", "won", "right"), ("share", "%", "right")),
        )  # fmt: skip

    def row_keys(self) -> Sequence[str]:
        """The ids, the latest period first, the team's before those of its members."""
        rows = list(self._targets.values())
        rows.sort(key=lambda target: target.owner)
        rows.sort(key=lambda target: target.period, reverse=True)
        return [target.id for target in rows]

    def _target(self, key: str) -> TargetRow:
        return self._targets[key]

    def cell(self, key: str, column: str) -> Cell:
        """One cell of a target."""
        target = self._target(key)
        if column == "owner" and not target.owner:
            return Cell("the team", "strong")
        if column == "amount":
            return Cell(short_amount_of(target.amount, self.workspace.settings.currency))
        return Cell(self.text(key, column))

    def text(self, key: str, column: str) -> str:
        """A field of a target as it is typed."""
        target = self._target(key)
        if column == "owner":
            return target.owner
        if column == "period":
            return target.period
        if column == "amount":
            return plain_money(target.amount.amount, target.amount.currency)
        won = self._won.sums(target.period, target.owner).get(target.amount.currency, Decimal())
        if column == "won":
            return short_sums({target.amount.currency: won}, self.workspace.settings.currency)
        return f"{won * 100 / target.amount.amount:.0f}" if target.amount.amount else ""

    def locked(self, key: str, column: str) -> str:
        """What is counted is not typed."""
        return "counted from the deals won in the period" if column in ("won", "share") else ""

    def effects(self, key: str, column: str, text: str) -> Effects:
        """What another target does to its attainment."""
        values = self._read({column: text})
        before = self._target(key)
        after = TargetRow({**before.stored, **values})
        refuse_twin_target(self.workspace, ChangeSet(""), Change("target", key, {}, values))
        return target_effects(self.workspace, before, after)

    def _read(self, words: dict[str, str]) -> dict[str, JsonValue]:
        values = record_commands.read_fields("target", words, reading_of(self.session))
        complete = {"period": "2026", "amount": {"amount": "0", "currency": "USD"}, **values}
        made = to_stored(build("target", None, complete))
        return {name: made.get(name) for name in words}

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Change the target."""
        values = record_commands.read_fields("target", {column: text}, reading_of(self.session))
        return lambda: record_commands.edit(self.workspace, [key], values)

    @property
    def add_hint(self) -> str:
        """Period, amount, owner."""
        return "period, amount and owner of the new target, such as 2026-Q4 90k ann; no owner for the team"

    def adding(self, text: str, key: str | None) -> Act:
        """Set a target: `2026-Q4 90k ann`."""
        period, _, rest = text.strip().partition(" ")
        amount, _, owner = rest.strip().partition(" ")
        words = {"period": period, "amount": amount, "owner": owner.strip()}
        values = record_commands.read_fields("target", words, reading_of(self.session))
        return lambda: record_commands.add(self.workspace, "target", values)

    def deleting(self, key: str) -> Act:
        """Delete the target."""
        return lambda: record_commands.delete(self.workspace, [key])


class RateTable(SettingsTable):
    """The exchange rates, each from a day on."""

    ADDS: ClassVar[str] = "rate"
    EMPTY: ClassVar[str] = "without rates, unlike currencies stand side by side and are never added"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._money: MoneyAtRates | None = None
        self._rates = {
            " ".join(map(str, settings.key_of(rate))): rate for rate in self.workspace.settings.rates
        }

    @property
    def columns(self) -> tuple[Column, ...]:
        """What one unit is worth in another currency, from when on."""
        return wide_columns(
            self,
            (("currency", "one", "left"), ("into", "is worth", "left"), ("figure", "figure", "right"),
             ("day", "from", "right")),
        )  # fmt: skip

    def row_keys(self) -> Sequence[str]:
        """The rates, by currencies and day."""
        return list(self._rates)

    def text(self, key: str, column: str) -> str:
        """One cell of a rate."""
        rate = self._rates[key]
        return trimmed(rate.figure) if column == "figure" else str(getattr(rate, column))

    def _changed(self, key: str, column: str, text: str) -> Rate:
        words = {name: self.text(key, name) for name in ("currency", "into", "figure", "day")} | {
            column: text
        }
        return settings.read_rate(
            (words["currency"], words["into"], words["figure"]), words["day"], reading_of(self.session)
        )

    def _key(self, key: str) -> RateKey:
        return settings.key_of(self._rates[key])

    def begin(self, key: str, column: str) -> None:
        """Add up the open money once."""
        self._money = MoneyAtRates(self.workspace)

    def effects(self, key: str, column: str, text: str) -> Effects:
        """What another rate does to the total of all open deals."""
        rate = self._changed(key, column, text)
        kept = settings.with_rate(self.workspace.settings.rates, rate, self._key(key))
        return (self._money or MoneyAtRates(self.workspace)).at(kept)

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Change the rate."""
        rate, before = self._changed(key, column, text), self._key(key)
        return lambda: settings.set_rate(self.workspace, rate, before)

    @property
    def add_hint(self) -> str:
        """Two currencies, a figure and a day."""
        return "the new rate, such as EUR USD 1.08, or EUR USD 1.08 2026-10-01"

    def adding(self, text: str, key: str | None) -> Act:
        """Set a rate: `EUR USD 1.08 2026-10-01`."""
        words = text.split()
        if len(words) not in (_PARTS + 1, _PARTS + 2):
            raise InputError("a rate is two currencies and a figure, such as EUR USD 1.08")
        rate = settings.read_rate(words[:3], " ".join(words[3:]), reading_of(self.session))
        return lambda: settings.set_rate(self.workspace, rate)

    def deleting(self, key: str) -> Act:
        """Take the rate away."""
        code, into, day = self._key(key)
        return lambda: settings.drop_rates(self.workspace, (code, into), day)


class _Value(NamedTuple):
    """One setting that is a single value."""

    label: str
    """Its name."""
    text: Callable[[], str]
    """Its value as it is typed."""
    help: str
    """What it decides."""
    choices: tuple[str, ...]
    """The words it may be; empty if it is free."""
    keep: Callable[[str], Act]
    """The act that changes it."""
    effects: Callable[[str], Effects]
    """What another value does."""


class ValueTable(SettingsTable):
    """The settings that are one value each: the base currency, the beginning of year and week, the mark."""

    @property
    def _values(self) -> dict[str, _Value]:
        there = self.workspace
        return {
            "currency": _Value(
                "base currency", lambda: there.settings.currency, "amounts without a currency, and totals", (),
                lambda text: lambda: settings.set_currency(there, text),
                lambda text: MoneyAtRates(there).into(settings.read_currency(text)),
            ),
            "fiscal_year_start": _Value(
                "fiscal year begins", lambda: MONTH_NAMES[there.settings.fiscal_year_start - 1],
                "quarters and years of targets, forecasts and reports", MONTH_NAMES,
                lambda text: lambda: settings.set_fiscal_year(there, text),
                lambda text: fiscal_year_effects(there, settings.read_month(text)),
            ),
            "week_start": _Value(
                "week begins", lambda: there.settings.week_start, "what Today calls this week", WEEK_DAYS,
                lambda text: lambda: settings.set_week_start(there, text),
                lambda text: _week_effects(there.clock.today(), settings.read_week_start(text)),
            ),
            "production": _Value(
                "marked as", lambda: "production" if there.settings.production else "trial",
                "production frames every screen, so that nobody mistakes it for a trial", ("trial", "production"),
                lambda text: lambda: settings.mark(there, text),
                lambda text: Effects(f"every screen is {'framed' if text == 'production' else 'without a frame'}"),
            ),
        }  # fmt: skip

    @property
    def count(self) -> str:
        """Nothing is counted."""
        return ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The setting, its value, and what it decides."""
        return wide_columns(
            self,
            (("label", "setting", "left"), ("value", "value", "left"), ("help", "decides", "left")),
            "help",
        )

    def row_keys(self) -> Sequence[str]:
        """The settings."""
        return list(self._values)

    def text(self, key: str, column: str) -> str:
        """One cell of a setting."""
        value = self._values[key]
        return {"label": value.label, "value": value.text(), "help": value.help}[column]

    def locked(self, key: str, column: str) -> str:
        """Only values are edited."""
        return "" if column == "value" else "the value is what is edited"

    def choices(self, key: str, column: str) -> Sequence[str]:
        """The words that a setting may be."""
        return self._values[key].choices

    def effects(self, key: str, column: str, text: str) -> Effects:
        """What another value does."""
        return self._values[key].effects(text)

    def keeping(self, key: str, column: str, text: str) -> Act:
        """Change the setting."""
        return self._values[key].keep(text)


def _week_effects(today: date, first: str) -> Effects:
    return Effects(f"this week ends on {end_of_week(today, first)}")
