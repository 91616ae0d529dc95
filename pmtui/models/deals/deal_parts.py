"""What a deal is made of beside its fields: lines, people, objections, terms and concessions."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal, Self

from pmtui.errors import InputError, nearest, quoted
from pmtui.models.document import Link, LinkTo
from pmtui.models.typed_part import TypedPart, Typing, number, plain
from pmtui.models.values.bounds import Nonnegative, Share
from pmtui.models.values.text_fields import Line

_PERCENT = 100
_LINE = re.compile(
    r"^(?P<quantity>[\d.,]+)\s*(?:x|×)?\s+(?P<product>.+?)\s*@\s*(?P<list>[\d.,]+)\s*"
    r"(?:-\s*(?P<discount>[\d.,]+)\s*%\s*(?:\((?P<promotion>[^()]+)\))?)?$"
)
_AGREED = re.compile(r"^(?P<topic>[^:]+):(?P<ours>[^/=]*)(?:/(?P<theirs>[^=]*))?(?:=(?P<agreed>.*))?$")

ObjectionState = Literal["open", "answered", "accepted"]


class DealLine(TypedPart):
    """One line of a deal, in the deal's currency.

    Attributes:
        product: The product.
        quantity: How many units.
        list_price: Price of a unit before any discount.
        discount: Percent off the list price, 0 to 100; `None` where nobody has said, which is none.
        promotion: The promotion that the discount comes from; empty where it is this customer's.
    """

    product: Annotated[Link, LinkTo("product")]
    quantity: Nonnegative
    list_price: Nonnegative
    discount: Share | None = None
    promotion: Line = ""

    @property
    def net(self) -> Decimal:
        """What a unit costs after the discount."""
        return self.list_price * (_PERCENT - (self.discount or Decimal())) / _PERCENT

    @property
    def total(self) -> Decimal:
        """Quantity times net price."""
        return self.quantity * self.net

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `40 Pro seat @ 31 -5%`, with the name of a promotion in brackets after it where it has one."""
        match = _LINE.match(line)
        if match is None:
            raise InputError(f"{quoted(line)} is not of the form quantity product @ list price -discount%")
        return cls(
            product=how.find("product", match["product"]),
            quantity=number(match["quantity"], how),
            list_price=number(match["list"], how),
            discount=number(match["discount"], how) if match["discount"] else None,
            promotion=match["promotion"] or "",
        )

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Quantity, product, list price, discount and its promotion."""
        note = f" ({self.promotion})" if self.promotion else ""
        off = f" -{plain(self.discount)}%{note}" if self.discount is not None else ""
        return f"{plain(self.quantity)} {names(self.product)} @ {plain(self.list_price)}{off}"


class DealPerson(TypedPart):
    """Somebody at the customer, and the part they play in this deal.

    Attributes:
        contact: Who.
        role: Decision maker, champion, user, influencer, blocker, or any other word.
    """

    contact: Annotated[Link, LinkTo("contact")]
    role: Line = ""

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Jo Ray: champion`."""
        name, _, role = line.partition(":")
        return cls(contact=how.find("contact", name.strip()), role=role.strip())

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Name and role."""
        return f"{names(self.contact)}: {self.role}" if self.role else names(self.contact)


class Objection(TypedPart):
    """A doubt or question, and what was answered.

    Attributes:
        text: In the customer's words.
        answer: Ours.
        state: Whether it is open, answered, or the answer was accepted.
    """

    text: Line
    answer: Line = ""
    state: ObjectionState = "open"

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `Too expensive > it pays in 9 months = accepted`."""
        said, _, rest = line.partition(">")
        answer, _, state = rest.partition("=")
        wanted = state.strip().lower() or ("answered" if answer.strip() else "open")
        states: dict[str, ObjectionState] = {"open": "open", "answered": "answered", "accepted": "accepted"}
        if wanted not in states:
            raise InputError(f"unknown state {state.strip()!r}{nearest(wanted, tuple(states))}")
        if not said.strip():
            raise InputError(f"{quoted(line)} is not of the form objection > answer = state")
        return cls(text=said.strip(), answer=answer.strip(), state=states[wanted])

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Objection, answer, state."""
        return (
            f"{self.text} > {self.answer} = {self.state}" if self.answer else f"{self.text} > = {self.state}"
        )


class Term(TypedPart):
    """A point of the terms worksheet.

    Attributes:
        topic: Price, delivery, payment, or any other.
        ours: What we ask.
        theirs: What they ask.
        agreed: What was agreed; empty while it is open.
    """

    topic: Line
    ours: Line = ""
    theirs: Line = ""
    agreed: Line = ""

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `payment: 30 days / 60 days = 45 days`."""
        match = _AGREED.match(line)
        if match is None:
            raise InputError(f"{quoted(line)} is not of the form topic: our ask / their ask = agreed")
        parts = {name: (match[name] or "").strip() for name in ("topic", "ours", "theirs", "agreed")}
        return cls(**parts)

    def shown(self, names: Callable[[str], str] = str) -> str:
        """Topic, both asks, what was agreed."""
        agreed = f" = {self.agreed}" if self.agreed else ""
        return f"{self.topic}: {self.ours} / {self.theirs}{agreed}"


class Concession(TypedPart):
    """Something given up in the negotiation, and what came for it.

    Attributes:
        gave: What we gave.
        got: What we got for it; empty for nothing.
    """

    gave: Line
    got: Line = ""

    @classmethod
    def typed(cls, line: str, how: Typing) -> Self:
        """Read `5% off > two-year term`."""
        gave, _, got = line.partition(">")
        if not gave.strip():
            raise InputError(f"{quoted(line)} is not of the form what we gave > what we got")
        return cls(gave=gave.strip(), got=got.strip())

    def shown(self, names: Callable[[str], str] = str) -> str:
        """What was given, and for what."""
        return f"{self.gave} > {self.got}" if self.got else self.gave
