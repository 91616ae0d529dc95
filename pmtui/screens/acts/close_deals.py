"""The dialogs that win deals, lose them and open them again: prefilled, and telling what that comes to."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pmtui.errors import FieldError, InputError, PmtuiError
from pmtui.models.deals.deal import Deal
from pmtui.models.fields import fields_of, read
from pmtui.models.roadmap.roadmap_rows import RequestRow
from pmtui.models.values.money import Money
from pmtui.models.values.money_text import plain_money, short_amount, whole_sums
from pmtui.rules.deals.outcome import Stages, is_won
from pmtui.rules.roadmap.promises import outcome_by, promises_of
from pmtui.screens.acts.act_dialog import YES, Act, ActEffect, ActField, Texts
from pmtui.screens.frame.session import Session
from pmtui.store.workspace import Commit
from pmtui.workflows import record_commands
from pmtui.workflows.deals.closing import (
    ONBOARDING,
    Attained,
    attained,
    closing,
    is_first,
    renewal_after,
    usual_reasons,
)
from pmtui.workflows.deals.deal_stages import refuse_over, reopen
from pmtui.workflows.playbook_files import playbook_named

_WHOLE = 100


def win(session: Session, deals: Sequence[Deal]) -> Act:
    """Ask when, for how much, and what follows; tell what that comes to."""
    workspace = session.workspace
    _refuse_over(session, deals)
    today = workspace.clock.today()
    deal = deals[0] if len(deals) == 1 else None
    first = deal is not None and deal.account is not None and is_first(workspace, deal)
    fields = [ActField("closed", "closed", "today", f"{today:%a} {today.day} {today:%b}".lower())]
    if deal is not None:
        floor = f"not below {_short(deal.walk_away)}" if deal.walk_away else ""
        fields.insert(0, ActField("amount", "amount", _amount(session, deal.amount), floor))
    steps = playbook_named(ONBOARDING).steps
    told = f"{len(steps)} steps, the first in {steps[0][2]} days"
    fields.append(ActField("onboarding", "start onboarding", YES if first else "", told, is_tick=True))
    if any(each.account for each in deals):
        due = renewal_after(today)
        fields.append(
            ActField("renewal", "set the renewal", YES if first else "", _day(due, today), is_tick=True)
        )
    owners = {each.owner for each in deals}
    base = attained(workspace, owners.pop() if len(owners) == 1 else "", today)

    def values(texts: Texts) -> dict[str, object]:
        return _read(session, {name: texts[name] for name in ("amount", "closed") if name in texts})

    def effects(texts: Texts) -> Sequence[ActEffect]:
        typed = values(texts).get("amount")
        amounts = [typed] if deal is not None else [each.amount for each in deals]
        gained = sum(
            (each.amount for each in amounts if isinstance(each, Money) and each.currency == base.currency),
            Decimal(),
        )
        return [_towards(base, gained)]

    def save(texts: Texts) -> Commit:
        typed = values(texts)
        closed = typed.get("closed")
        changes = closing(
            workspace,
            [each.id for each in deals],
            "won",
            typed,
            onboarding=texts.get("onboarding") == YES,
            renewal=renewal_after(closed if isinstance(closed, date) else today)
            if texts.get("renewal") == YES
            else None,
        )
        return workspace.commit(changes)

    return Act(f"Win {_named(deals)}", "win it", fields, save, effects, _promised(session, deals))


def lose(session: Session, deals: Sequence[Deal]) -> Act:
    """Ask why, to whom and when; tell what leaves the pipeline."""
    workspace = session.workspace
    _refuse_over(session, deals)
    reasons = usual_reasons(workspace)
    deal = deals[0] if len(deals) == 1 else None
    rivals = deal.competitors if deal is not None else ()
    today = workspace.clock.today()
    fields = [
        ActField(
            "lost_reason", "because", (deal.lost_reason if deal else "") or reasons[0],
            "the most frequent reason so far", reasons,
        ),
        ActField(
            "competitors", "to", workspace.names.label(rivals[0]) if len(rivals) == 1 else "",
            "a competitor, if any", tuple(workspace.names.label(each) for each in rivals),
        ),
        ActField("lost_note", "note", "", "what you would do otherwise"),
        ActField("closed", "closed", "today", f"{today:%a} {today.day} {today:%b}".lower()),
    ]  # fmt: skip
    ids = {each.id for each in deals}
    asked = [row.feature or "" for row in RequestRow.all(workspace.tables) if row.deal in ids]

    def effects(texts: Texts) -> Sequence[ActEffect]:
        found = [ActEffect(_worth(deals), "leaves the pipeline", "bad")]
        if asked:
            features = ", ".join(workspace.names.label(each) for each in asked[:2])
            more = f" and {len(asked) - 2} more" if len(asked) > 2 else ""  # noqa: PLR2004
            found.append(ActEffect("asked for", f"{features}{more}"))
        return found

    def save(texts: Texts) -> Commit:
        typed = {name: text for name, text in texts.items() if text or name in ("closed", "lost_reason")}
        values = _read(session, typed)
        return workspace.commit(closing(workspace, [each.id for each in deals], "lost", values))

    return Act(f"Lose {_named(deals)}", "lose it", fields, save, effects)


def open_again(session: Session, deal: Deal) -> Act:
    """Tell where a deal goes back to, and what leaves what was won."""
    workspace = session.workspace
    pipeline = workspace.pipelines.of(deal.pipeline)
    today = workspace.clock.today()
    back = reopen(deal, pipeline, today, workspace.user)
    stage = pipeline.stage(deal.stage)
    found = [ActEffect("back in", f"{back.stage}, {back.probability} %")]
    if stage is not None and is_won(stage) and deal.amount is not None:
        base = attained(workspace, deal.owner, deal.closed or today)
        if deal.amount.currency == base.currency:
            found.append(_towards(base, -deal.amount.amount))

    def save(texts: Texts) -> Commit:
        return workspace.commit(record_commands.stepping(workspace, [deal.id], -1))

    return Act(f"Reopen {deal.title}", "open it again", (), save, lambda texts: found)


def _refuse_over(session: Session, deals: Sequence[Deal]) -> None:
    for deal in deals:
        refuse_over(deal, session.workspace.pipelines.of(deal.pipeline))


def _named(deals: Sequence[Deal]) -> str:
    return deals[0].title if len(deals) == 1 else f"{len(deals):,} deals"


def _read(session: Session, texts: Mapping[str, str]) -> dict[str, object]:
    """What was typed, as values of a deal."""
    settings = session.settings
    how = record_commands.reading(session.workspace, settings.date_order, settings.decimal_mark)
    values: dict[str, object] = {}
    for name, text in texts.items():
        if name not in fields_of("deal"):
            continue
        try:
            values[name] = read(fields_of("deal")[name], text, how)
        except FieldError:
            raise
        except PmtuiError as error:
            raise FieldError(name, str(error)) from error
    return values


def _amount(session: Session, amount: Money | None) -> str:
    """An amount as one would type it: short where that is exact."""
    if amount is None:
        return ""
    short = f"{short_amount(amount.amount, amount.currency)} {amount.currency}"
    exact = _read(session, {"amount": short}).get("amount") == amount
    text = short if exact else plain_money(amount.amount, amount.currency)
    return text.removesuffix(f" {session.workspace.settings.currency}")


def _day(day: date, today: date) -> str:
    """A day in a few letters: `1 dec`, with its year if that is not this one."""
    return f"{day.day} {day:%b}".lower() + ("" if day.year == today.year else f" {day:%y}")


def _short(amount: Money) -> str:
    return short_amount(amount.amount, amount.currency)


def _worth(deals: Sequence[Deal]) -> str:
    sums: dict[str, Decimal] = {}
    for deal in deals:
        if deal.amount is not None:
            sums[deal.amount.currency] = sums.get(deal.amount.currency, Decimal()) + deal.amount.amount
    return whole_sums(sums) if sums else "no amount"


def _towards(base: Attained, gained: Decimal) -> ActEffect:
    """What was won in the period before and after, and how far the target is."""
    after = base.won + gained
    told = f"{base.period}  {short_amount(base.won)} ▸ {short_amount(after)}"
    if base.target is None:
        return ActEffect(told, "no target", "dim")
    share = f"{after * _WHOLE / base.target:.0f} %" if base.target else ""
    met = after >= base.target
    rest = "met ✓" if met else f"{short_amount(base.target - after)} to go"
    return ActEffect(f"{told} of {short_amount(base.target)}", f"{share}, {rest}", "good" if met else "")


def _promised(session: Session, deals: Sequence[Deal]) -> str:
    """The promise given in these deals that is least sure to be kept, and when its feature ships."""
    workspace = session.workspace
    ids = {deal.id for deal in deals}
    requests = (row for row in RequestRow.all(workspace.tables) if row.deal in ids)
    judge = outcome_by(Stages(workspace.pipelines))
    found = sorted(
        promises_of(workspace.tables, requests, judge, workspace.clock.today()),
        key=lambda promise: (not promise.is_bad, promise.promised),
    )
    if not found:
        return ""
    promise, target = found[0], found[0].feature.target
    today = workspace.clock.today()
    ships = f"it ships {_day(target, today)}" if target is not None else "it has no date"
    late = f", {(target - promise.promised).days}d after" if target and target > promise.promised else ""
    more = f"; {len(found) - 1} more" if len(found) > 1 else ""
    return (
        f"P {promise.feature.title} stays promised for {_day(promise.promised, today)}; {ships}{late}{more}"
    )


def dialog_for(session: Session, deals: Sequence[Deal], outcome: str) -> Act:
    """The act that wins or loses deals.

    Raises:
        InputError: There is none, or one of them is over.
    """
    if not deals:
        raise InputError("no deal is selected")
    return (win if outcome == "won" else lose)(session, deals)
