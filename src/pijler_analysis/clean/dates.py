"""Readers of dates: day first as people here write them, month first where the tool does."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from pijler_analysis.clean.readings import (
    BLANK,
    ColumnReader,
    Reading,
    each,
    unreadable,
)
from pijler_analysis.ingest.cells import Cell, fold, text_of

_MONTHS = (
    ("januari", "jan"), ("februari", "feb", "febr"), ("maart", "mrt", "maa", "mar"),
    ("april", "apr"), ("mei", "may"), ("juni", "jun"), ("juli", "jul"), ("augustus", "aug"),
    ("september", "sep", "sept"), ("oktober", "okt", "october", "oct"),
    ("november", "nov"), ("december", "dec"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_CLOCK = r"\d{1,2}[:.hu]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?"
_TIME = rf"(?:[ T,]+{_CLOCK}(?:Z|[+-]\d\d:?\d\d)?)?"
_HOUR = re.compile(
    r"(?<=[ T,])(\d{1,2})[:.hu](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?: ?([AaPp])\.?[Mm]\.?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?$"
)
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})" + _TIME)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})" + _TIME)
_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:e|ste|de)? ([a-z]+) (\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.? (\d{1,2}), (\d{4})" + _TIME)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_050
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_CENTURY = 70

EXPECTED = "een datum als dag/maand/jaar"
EXPECTED_US = "een datum als maand/dag/jaar"


def dates(
    *,
    order: str = "eu",
    blank: tuple[str, ...] = (),
    latest: date = date.max,
    years_alone: bool = False,
) -> ColumnReader:
    """Return a reader of dates; the time of day is left out.

    Parameters
    ----------
    order : ``"eu"`` reads 3/4/2024 as 3 April, ``"us"`` as 4 March
    blank : texts with which the tool says that there is no date
    latest : the last day that can be; a later one is refused
    years_alone : a year without a day is the first of January, where only the year counts

    Examples
    --------
    >>> read = dates()
    >>> [str(reading.value) for reading in read(["12/03/2024", "12 maart 2024", 45363.0])]
    ['2024-03-12', '2024-03-12', '2024-03-12']
    >>> str(read(["Jun 09, 2018 09:30 pm"])[0].value)
    '2018-06-09'
    >>> read(["31/02/2024"])[0].reason
    'onmogelijke datum'
    >>> read_past = dates(latest=date(2025, 12, 31))
    >>> read_past(["3/10/2042"])[0].reason
    'datum in de toekomst'
    >>> str(dates(order="us")(["3/12/24"])[0].value)
    '2024-03-12'
    >>> [reading.rule for reading in dates(years_alone=True)([2019.0, "2019", "12/03/2019"])]
    ['jaartal gelezen als 1 januari', 'jaartal gelezen als 1 januari', '']
    """
    blanks = {fold(word) for word in blank}

    def read(cell: Cell) -> Reading:
        if blanks and isinstance(cell, str) and fold(cell) in blanks:
            return BLANK
        may_be_year = years_alone and not isinstance(cell, date)
        year = _YEAR_ALONE.fullmatch(text_of(cell)) if may_be_year else None
        if year:
            reading = Reading(date(int(year[0]), 1, 1), "jaartal gelezen als 1 januari")
        else:
            reading = _read_date(cell, is_us=order == "us")
        if reading.value is not None and reading.value > latest:
            return unreadable("datum in de toekomst", f"een datum tot {latest:%d/%m/%Y}")
        return reading

    return each(read, dates=True)


def _read_date(cell: Cell, *, is_us: bool) -> Reading:
    expected = EXPECTED_US if is_us else EXPECTED
    if isinstance(cell, date):
        return _within(cell.date() if isinstance(cell, datetime) else cell, "", expected)
    if isinstance(cell, float):
        return _from_serial(cell, expected)
    text = " ".join(cell.split())
    if iso := _ISO.fullmatch(text):
        return _from_parts(int(iso[1]), int(iso[2]), int(iso[3]), "", expected)
    if numeric := _NUMERIC.fullmatch(text):
        first, second = int(numeric[1]), int(numeric[2])
        day, month = (second, first) if is_us else (first, second)
        rule = "jaartal aangevuld" if len(numeric[3]) == 2 and not is_us else ""
        return _from_parts(_year(numeric[3]), month, day, rule, expected)
    if month_first := _MONTH_FIRST.fullmatch(text):
        number = MONTHS.get(fold(month_first[1]))
        if number:
            return _from_parts(int(month_first[3]), number, int(month_first[2]), "", expected)
    if words := _WORDS.fullmatch(fold(text)):
        number = MONTHS.get(words[2])
        if number:
            rule = "datum met maandnaam gelezen"
            return _from_parts(int(words[3]), number, int(words[1]), rule, expected)
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), expected)
    return unreadable("geen datum herkend", expected)


def moment_of(cell: Cell, *, order: str = "eu") -> datetime | None:
    """Return the day and the time of a cell, None where one of them is not there.

    >>> moment_of("2024-10-07 11:40:19"), moment_of("3/10/24 1:05 PM", order="us")
    (datetime.datetime(2024, 10, 7, 11, 40, 19), datetime.datetime(2024, 3, 10, 13, 5))
    >>> moment_of("07/10/2024") is None
    True
    """
    if isinstance(cell, datetime):
        return cell
    if not isinstance(cell, str) or not (clock := _HOUR.search(cell)):
        return None
    day = _read_date(cell, is_us=order == "us").value
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].casefold() == "p" else 0)
    if day is None or hour > 23 or minute > 59 or second > 59:
        return None
    return datetime.combine(day, time(hour, minute, second))


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < _CENTURY else 1900)


def _from_parts(year: int, month: int, day: int, rule: str, expected: str) -> Reading:
    try:
        found = date(year, month, day)
    except ValueError:
        return unreadable("onmogelijke datum", expected)
    return _within(found, rule, expected)


def _from_serial(number: float, expected: str) -> Reading:
    """Read the number Excel keeps for a day."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return unreadable("geen datum herkend", expected)
    return Reading(_EPOCH + timedelta(days=int(number)), "dagnummer van Excel gelezen")


def _within(day: date, rule: str, expected: str) -> Reading:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return unreadable("onmogelijke datum", expected)
    return Reading(day, rule)
