"""Opening and using the menu or the month of a field."""

from collections.abc import Sequence
from datetime import date

from pmtui.errors import InputError
from pmtui.models.fields import Field, Shape, read
from pmtui.models.form.new_record import MAKES, new_record, new_text
from pmtui.models.values.dates import parse_date
from pmtui.models.values.folding import folded
from pmtui.widgets.form.form_context import FormContext
from pmtui.widgets.form.form_reading import matches, word_typed
from pmtui.widgets.form.popup import Menu, Month, Option

CLOSED = frozenset({Shape.CHOICE, Shape.FLAG})
"""The shapes that hold one of a few words."""

_YES_NO = ("yes", "no")


def opens(spec: Field) -> bool:
    """Whether a field has a menu or a month."""
    return spec.shape in CLOSED or spec.shape is Shape.DATE or bool(spec.link or spec.among or spec.suggest)


def whole_menu(spec: Field, context: FormContext) -> tuple[Option, ...]:
    """All choices of a field."""
    if spec.shape is Shape.FLAG:
        return tuple(Option(word) for word in _YES_NO)
    if spec.choices:
        empty = () if spec.required else (Option("", "none"),)
        return (*(Option(choice) for choice in spec.choices), *empty)
    return tuple(Option(word) for word in context.suggestions(spec, ""))


def narrowed_menu(spec: Field, text: str, context: FormContext) -> tuple[Option, ...]:
    """The choices that complete what is typed, and a new record for a link that means none."""
    word = word_typed(spec, text)
    if not word:
        return ()
    found = [Option(each) for each in matches(spec, text, context.suggestions)]
    exact = any(folded(option.text) == folded(word) for option in found)
    if exact and len(found) == 1:
        return ()
    makes = spec.link in MAKES and not exact
    if makes:
        making = new_record(spec.link, word)
        title = making.title if making is not None else word
        found.append(Option(new_text(spec.link, title), "makes it with this one", makes=True))
    return tuple(found)


def mending_menu(spec: Field, text: str, context: FormContext) -> tuple[Option, ...]:
    """The choices for a text that means nothing: the names near to it, then those that it is part of."""
    near = tuple(Option(word, "near") for word in context.near(spec, word_typed(spec, text)))
    return (*near, *narrowed_menu(spec, text, context))


def month_of(spec: Field, text: str, context: FormContext) -> Month:
    """The month that a date field opens on: that of its day, else this one."""
    today = context.reading.today
    try:
        day = read(spec, text, context.reading)
    except InputError:
        day = None

    def quarter_end(on: date) -> date:
        return parse_date("eoq", on)

    return Month(day if isinstance(day, date) else today, today, quarter_end)


def menu_of(spec: Field, options: Sequence[Option], text: str, *, keyed: bool) -> Menu:
    """A menu under a field, at the choice that is in it."""
    word = word_typed(spec, text)
    current = next((option.text for option in options if folded(option.text) == folded(word)), "")
    return Menu(options, current, keyed=keyed)
