"""The fields of a stage, read from what was typed."""

from collections.abc import Mapping

from pydantic import ValidationError

from pmtui.errors import FieldError, InputError, nearest, quoted
from pmtui.models.deals.pipelines import Stage
from pmtui.models.document import Percent
from pmtui.models.field_errors import field_errors
from pmtui.models.row_text import split_list
from pmtui.models.values.numbers import whole_number
from pmtui.rules.deals.outcome import OUTCOMES, is_open, is_won
from pmtui.terminal.text import clean_line

FORECASTS = ("commit", "best case", "pipeline", "omitted", "closed")
FIELDS = (
    "name",
    "kind",
    "probability",
    "rot_days",
    "forecast",
    "exit",
    "enforced",
    "reason_optional",
    "place",
)
_WHOLE: Percent = 100
_TRUE, _FALSE = ("yes", "true", "1"), ("no", "false", "0", "")


def changed_stage(stage: Stage, values: Mapping[str, str]) -> Stage:
    """A stage with other values; its place apart.

    Raises:
        InputError: It has no such field, or the field cannot take its value.
    """
    updates: dict[str, object] = {}
    for name, text in values.items():
        if name not in FIELDS:
            raise InputError(f"unknown field {name!r} of a stage{nearest(name, FIELDS)}")
        if name != "place":
            updates[name] = _read(name, text.strip())
    try:
        after = Stage.model_validate({**stage.model_dump(), **updates})
    except ValidationError as error:
        raise field_errors(error)[0] from None
    if is_open(after):
        return after
    chance = _WHOLE if is_won(after) else 0
    if "probability" in updates and updates["probability"] != chance:
        raise FieldError("probability", f"{after.name} is {after.kind}: its chance is {chance}")
    return after.model_copy(update={"probability": chance})


def named(name: str, what: str) -> str:
    """A name on one clean line.

    Raises:
        InputError: Nothing of it is left.
    """
    cleaned = clean_line(name)
    if not cleaned:
        raise InputError(f"{what} needs a name")
    return cleaned


def place_of(text: str) -> int:
    """The place of a stage as typed, from 1.

    Raises:
        InputError: It is no whole number from 1.
    """
    number = whole_number(text)
    if not number:
        raise InputError(f"place is a number from 1, not {quoted(text)}")
    return number


def _read(name: str, text: str) -> object:
    """The value of a stage's field from text."""
    if name == "name":
        return named(text, "a stage")
    if name == "exit":
        return tuple(split_list(text))
    if name in ("enforced", "reason_optional") and text.lower() in (*_TRUE, *_FALSE):
        return text.lower() in _TRUE
    if name in CHOICES and text.lower() in CHOICES[name]:
        return text.lower()
    if name == "rot_days" and not text:
        return None
    number = whole_number(text.removesuffix("%").strip() if name == "probability" else text)
    if number is not None and (name == "rot_days" or (name == "probability" and number <= _WHOLE)):
        return number
    raise InputError(f"{name} is {_TAKES[name]}, not {quoted(text)}")


CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": OUTCOMES,
    "forecast": FORECASTS,
    "enforced": ("yes", "no"),
    "reason_optional": ("yes", "no"),
}
"""The words that a field of a stage may hold."""

_TAKES = {
    "name": "a word or two",
    "kind": "open, won or lost",
    "enforced": "yes or no",
    "reason_optional": "yes or no",
    "forecast": "commit, best case, pipeline or omitted",
    "rot_days": "a whole number of days, or nothing for never",
    "probability": "a whole number from 0 to 100",
}
