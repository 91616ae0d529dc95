"""A note in one line: what was done or is planned, its type before it, its day after it: `send terms fri`."""

from datetime import timedelta

from pmtui.errors import InputError
from pmtui.models.appointment import with_time
from pmtui.models.deals.activity import ACTIVITY_TYPES
from pmtui.models.fields import Reading, fields_of, read
from pmtui.workflows.quick_add import read_quick

_TYPES = {
    **{each: each for each in ACTIVITY_TYPES},
    "mail": "e-mail",
    "email": "e-mail",
    "called": "call",
    "met": "meeting",
}
"""The types of activities by the words that stand for them."""

_LONGEST = 4
"""At most so many words are a day, as in `14:00 end of feb`."""


def read_note(line: str, reading: Reading, *, planned: bool) -> dict[str, object]:
    """The fields of an activity from one line.

    A first word that is a type, such as `call`, is the type; before a colon it is not part of the text. Last words
    that are a day are when a planned one is due, tomorrow without them, or when the other was done, else today.

    Raises:
        FieldError: A field is unknown, cannot take its value, or there is no text.
    """
    values = read_quick("activity", line, reading)
    words = str(values["text"]).split()
    first = words[0].removesuffix(":").lower()
    if "type" not in values:
        values["type"] = _TYPES.get(first, "task" if planned else "call")
    if words[0].endswith(":") and first in _TYPES and len(words) > 1:
        words = words[1:]
    if planned and "due" not in values:
        words, when = _day_at_end(words, reading)
        values |= when or {"due": reading.today + timedelta(days=1)}
    elif not planned and "done" not in values:
        words, when = _day_at_end(words, reading)
        values["done"] = when.get("due", reading.today)
    return {**values, "text": " ".join(words)}


def _day_at_end(words: list[str], reading: Reading) -> tuple[list[str], dict[str, object]]:
    """The words before a day at the end, and the fields that it gives; no fields where the end is no day."""
    specs = fields_of("activity")
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        text = " ".join(words[-count:])
        if text.isdigit():
            continue
        try:
            found = {
                name: read(specs[name], word, reading)
                for name, word in with_time("activity", {"due": text}).items()
            }
        except InputError:
            continue
        return words[:-count], found
    return words, {}
