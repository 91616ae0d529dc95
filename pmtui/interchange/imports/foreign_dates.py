"""Days as other tools write them: with times, zones and month names of other languages, as serials and epochs."""

import re
from datetime import UTC, date, datetime, timedelta

from pmtui.errors import InputError
from pmtui.models.values.dates import MONTHS, parse_date
from pmtui.models.values.folding import folded

FIGURES = re.compile(r"^(\d{1,4})[./-]\s?(\d{1,2})[./-]\s?(\d{1,4})\.?(?:[ T,].*)?$")
"""A day in figures, with or without a time behind it."""

_ISO_START = re.compile(r"^\d{4}-\d{2}-\d{2}")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_TIME = re.compile(r",?[ T]+(?:at )?\d{1,2}:\d{2}.*$")
_WEEKDAY = re.compile(r"^[a-z]{2,10}\.?,?\s+(?=[a-z]*\s*\d)|^[a-z]+day,?\s+")
_NUMBER = re.compile(r"^\d{4,13}(?:\.\d+)?$")
_WITH_NAME = re.compile(
    r"^(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[ /-]*(?:de )?([a-z]{3,12})\.?,?[ /-]*(?:de )?(\d{4}|\d{2})$"
)
_NAME_FIRST = re.compile(r"^([a-z]{3,12})\.?[ /-](\d{1,2})(?:st|nd|rd|th)?,?[ /-](\d{4})$")
_QUARTER = re.compile(r"^(?:\d{4}[- ]?q[1-4]|q[1-4][- ]?\d{4})$")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(18_264, 73_051)  # 1950 to 2099
_SECONDS = range(10**9, 4 * 10**9)  # 2001 to 2096
_THOUSAND = 1000

_FOREIGN_MONTHS = {
    1: "january januar jan jaenner janvier janv enero ene gennaio gen janeiro januari stycznia styczen sty",
    2: "february februar feb fevrier fevr febrero febbraio fevereiro fev februari lutego luty lut",
    3: "march marz maerz mar mars marzo marco maart mrt marca marzec",
    4: "april april apr avril avr abril abr aprile kwietnia kwiecien kwi",
    5: "may mai may mayo maggio mag maio mei maja maj",
    6: "june juni jun juin junio giugno giu junho czerwca czerwiec cze",
    7: "july juli jul juillet juil julio luglio lug julho lipca lipiec lip",
    8: "august august aug aout agosto ago augustus sierpnia sierpien sie",
    9: "september september sep sept septembre septiembre settembre set setembro wrzesnia wrzesien wrz",
    10: "october oktober okt octobre oct octubre ottobre ott outubro out pazdziernika pazdziernik paz",
    11: "november november nov novembre noviembre novembro listopada listopad lis",
    12: "december dezember dez decembre dec diciembre dic dicembre dezembro december grudnia grudzien gru",
}
_MONTH_OF = {word: number for number, words in _FOREIGN_MONTHS.items() for word in words.split()}


def day_of(text: str, today: date, order: str) -> date:
    """The day that a cell means; the time and zone of a moment are dropped, so that no zone moves the day.

    Args:
        text: The cell, not empty.
        today: The day of the import; no relative date is read.
        order: `dmy`, `mdy` or `ymd` for dates in figures.

    Raises:
        InputError: It is no date, or one without its year.
    """
    if _ISO_START.match(text):
        try:
            return parse_date(text[:10], today)
        except InputError:
            raise InputError(f"{text!r} is a day that does not exist") from None
    if _NUMBER.match(text):
        return _counted(text, today)
    plain = folded(text)
    plain = _TIME.sub("", plain)
    plain = _WEEKDAY.sub("", plain) if not _NAME_FIRST.match(plain) else plain
    if match := _WITH_NAME.match(plain):
        return _written(text, match[1], match[2], match[3], today)
    if match := _NAME_FIRST.match(plain):
        return _written(text, match[2], match[1], match[3], today)
    if FIGURES.match(plain):
        return parse_date(plain.replace(" ", "").rstrip("."), today, order)
    if _QUARTER.match(plain):
        return parse_date(re.sub(r"[- ]", " ", plain) if plain[0] == "q" else plain.replace(" ", "-"), today)
    raise InputError(f"{text!r} is not a date")


def _counted(text: str, today: date) -> date:
    """The day of an Excel serial, of `20261231`, or of seconds or milliseconds since 1970."""
    whole = int(text.partition(".")[0])
    if match := _COMPACT.match(text):
        return parse_date("-".join(match.groups()), today)
    if whole in _SERIALS:
        return _EPOCH + timedelta(days=whole)
    seconds = whole // _THOUSAND if whole >= _SECONDS.stop else whole
    if seconds in _SECONDS:
        return datetime.fromtimestamp(seconds, UTC).date()
    raise InputError(f"{text!r} is not a date")


def _written(text: str, day: str, name: str, year: str, today: date) -> date:
    month = _MONTH_OF.get(name, 0)
    if not month:
        raise InputError(f"{text!r} is not a date")
    return parse_date(f"{int(day)} {MONTHS[month - 1]} {year}", today)
