"""The parts of a deal besides its fields: lines, people, objections, terms and concessions."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pmtui.errors import InputError
from pmtui.models.document import About, Link, LinkTo
from pmtui.models.typed_part import RowContext, TypedPart, merged
from pmtui.models.values.bounds import Nonnegative, Share
from pmtui.models.values.money import Code, apart
from pmtui.models.values.text_fields import Line

_PERCENT = 100
_SHORT = re.compile(
    r"^(?P<quantity>\d[\d.,]*)\s*(?:[x×]\s+|\s)\s*(?P<product>[^@]+?)(?:\s*@\s*(?P<price>[^@]+?))?"
    r"(?:\s*-\s*(?P<discount>\d[\d.,]*)\s*%)?$"
)
"""`40 Pro seat @ 31 -5%`."""

_SAID = {"quantity": "quantity", "product": "product", "list_price": "price", "discount": "discount"}

ObjectionState = Literal["open", "answered", "accepted"]


class DealLine(TypedPart):
    """One line of a deal; all lines of a deal are in one currency.

    Attributes:
        product: The product.
        quantity: How many units.
        list_price: Price of a unit before any discount; that of the product if a row names none.
        discount: Percent off the list price, 0 to 100; `None` where nobody has said, which is none.
        promotion: The promotion that the discount comes from; empty where it is this customer's.
        currency: ISO 4217 code of the price; `None` for the deal's.
    """

    FOLLOWS: ClassVar[frozenset[str]] = frozenset(("list_price",))
    EXAMPLE: ClassVar[str] = "40 Pro seat @ 31 -5%"

    product: Annotated[Link, LinkTo("product")]
    quantity: Nonnegative
    list_price: Nonnegative
    discount: Share | None = None
    promotion: Line = ""
    currency: Code | None = None

    @property
    def net(self) -> Decimal:
        """The price of a unit after the discount."""
        return self.list_price * (_PERCENT - (self.discount or Decimal())) / _PERCENT

    @property
    def total(self) -> Decimal:
        """Quantity times net price."""
        return self.quantity * self.net

    @classmethod
    def taken_apart(cls, text: str, parts: Mapping[str, str]) -> dict[str, str]:
        """Read `40 Pro seat @ 31 EUR -5%`, or the product alone if the quantity is a part."""
        if "quantity" in parts:
            said = {"product": text}
        else:
            match = _SHORT.match(text)
            if match is None:
                raise InputError("needs a quantity")
            said = {name: value for name, key in _SAID.items() if (value := match[key])}
        found = merged(said, parts)
        price, currency = apart(found.get("list_price", ""))
        return found if not currency else merged({"currency": currency}, {**found, "list_price": price})

    @classmethod
    def completed(cls, values: dict[str, object], how: RowContext) -> dict[str, object]:
        """Price and currency are those of the product if the row names none."""
        price = how.price_of(str(values.get("product", "")))
        own = price.currency if price is not None else None
        found = {"currency": own, **values}
        if "list_price" in values:
            return found
        if price is None or found["currency"] != own:
            raise InputError("the product has no list price in that currency; write one after @")
        return {**found, "list_price": price.amount}

    def head_text(self, written: Mapping[str, str]) -> tuple[str, frozenset[str]]:
        """The short form, unless the product's name would be misread in it."""
        if "@" in written["product"] or written["product"][:2].lower() in ("x ", "× "):
            return super().head_text(written)
        currency = f" {self.currency}" if self.currency else ""
        off = f" -{written['discount']}%" if "discount" in written else ""
        head = f"{written['quantity']} {written['product']} @ {written['list_price']}{currency}{off}"
        return head, frozenset(("product", "quantity", "list_price", "currency", "discount"))


class DealPerson(TypedPart):
    """Somebody at the customer, and the part they play in this deal.

    Attributes:
        contact: Who.
        role: Decision maker, champion, user, influencer, blocker, or any other word.
    """

    EXAMPLE: ClassVar[str] = "Jo Ray | role=champion"

    contact: Annotated[Link, LinkTo("contact")]
    role: Annotated[
        Line, About("Role", "decision maker, champion, user…", "buying-committee", suggest="roles")
    ] = ""


class Objection(TypedPart):
    """A doubt or question, and what was answered.

    Attributes:
        text: In the customer's words.
        answer: Ours.
        state: Whether it is open, answered, or the answer was accepted.
    """

    ALWAYS: ClassVar[frozenset[str]] = frozenset(("state",))
    EXAMPLE: ClassVar[str] = "too expensive | answer=pays in 9 months | state=accepted"

    text: Line
    answer: Line = ""
    state: ObjectionState = "open"

    @classmethod
    def completed(cls, values: dict[str, object], how: RowContext) -> dict[str, object]:
        """One with an answer is answered, unless the row says otherwise."""
        return {"state": "answered" if values.get("answer") else "open", **values}


class Term(TypedPart):
    """A point of the terms worksheet.

    Attributes:
        topic: Price, delivery, payment, or any other.
        ours: What we ask.
        theirs: What they ask.
        agreed: What was agreed; empty while it is open.
    """

    EXAMPLE: ClassVar[str] = "payment | ours=30 days | theirs=60 days | agreed=45 days"

    topic: Line
    ours: Line = ""
    theirs: Line = ""
    agreed: Line = ""


class Concession(TypedPart):
    """Something given up in the negotiation, and what came for it.

    Attributes:
        gave: What we gave.
        got: What we got for it; empty for nothing.
    """

    EXAMPLE: ClassVar[str] = "5% off | got=two-year term"

    gave: Line
    got: Line = ""
