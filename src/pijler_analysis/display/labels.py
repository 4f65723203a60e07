"""Numbers and codes as a Flemish reader writes them: ``15 %``, ``€ 1.250``, ``8 procentpunt``.

Rounding happens here and nowhere else, half up on the decimal digits of the number. A blank
between a number and its unit never breaks over two lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pijler_analysis.display.language import language, say, separators
from pijler_analysis.display.numbers import marked, unmarked
from pijler_analysis.display.words import DIMENSIONS, TOTAL_GROUP, UNKNOWN_GROUP, WORDS
from pijler_analysis.schema.results import TOTAL, UNKNOWN

NO_BREAK = "\u00a0"
MINUS = "\u2212"
WITHHELD = "te klein om te tonen"
TOO_SMALL = "te klein"
"""The same in a narrow column, where the row or a note says it in full."""
MISSING = "geen gegevens"
LARGE_BASE = 200
"""From this many answers a percentage may carry a decimal."""


def label(dimension: str, code: str, *, form: str = "label") -> str:
    """Return the Dutch word for a code.

    Parameters
    ----------
    dimension : the ``by`` of a result row, or the column the code stands in
    form : ``label``, ``short`` (in a figure) or ``phrase`` (inside a sentence)

    Raises
    ------
    KeyError
        If the dimension or the code is unknown; the message lists the known ones.

    Examples
    --------
    >>> label("asker", "youth", form="short"), label("province", "unknown")
    ('Jongeren', 'Onbekend')
    """
    if code == UNKNOWN:
        return say(UNKNOWN_GROUP.form(form))
    if code == TOTAL:
        return say(TOTAL_GROUP.form(form))
    known = WORDS.get(dimension)
    if known is None:
        raise KeyError(f"onbekende indeling {dimension!r}; bekend zijn {', '.join(WORDS)}")
    if code not in known:
        raise KeyError(f"onbekende code {code!r} bij {dimension!r}; bekend zijn {', '.join(known)}")
    return say(known[code].form(form))


def labels(dimension: str, codes: Iterable[str], *, form: str = "label") -> list[str]:
    """Return the Dutch words for several codes.

    >>> labels("channel", ["email", "telephone"])
    ['E-mail', 'Telefoon']
    """
    return [label(dimension, code, form=form) for code in codes]


def heading(dimension: str) -> str:
    """Return the heading above the groups of a breakdown.

    >>> heading("block")
    'Bouwsteen'
    """
    return say(DIMENSIONS.get(dimension, "Groep"))


def number(value: float | Decimal, *, decimals: int = 0) -> str:
    """Write a number with a decimal comma and points between thousands.

    >>> number(1250), number(0.125, decimals=2), number(-3.5)
    ('1.250', '0,13', '−4')
    """
    return marked(value, _digits(value, decimals))


def percent(share: float, *, decimals: int = 0) -> str:
    """Write a share of one as a percentage.

    >>> percent(0.145), percent(0.1534, decimals=1)
    ('15\\xa0%', '15,3\\xa0%')
    """
    return say("{number}\xa0%", number=marked(share, _digits(_hundredfold(share), decimals)))


def points(difference: float, *, decimals: int = 0) -> str:
    """Write a difference of shares.

    >>> points(0.08)
    '8\\xa0procentpunt'
    """
    written = marked(difference, _digits(_hundredfold(difference), decimals))
    return say("{number}\xa0procentpunt", number=written)


def bare_points(difference: float) -> str:
    """Write a difference of shares where a heading names its unit.

    >>> bare_points(0.085)
    '9'
    """
    return marked(difference, _digits(_hundredfold(difference), 0))


def euro(amount: float, *, decimals: int = 0) -> str:
    """Write an amount.

    >>> euro(1250), euro(-12.5, decimals=2)
    ('€\\xa01.250', '−€\\xa012,50')
    """
    written = _digits(amount, decimals)
    sign = MINUS if written.startswith(MINUS) else ""
    return sign + say("€\xa0{amount}", amount=marked(amount, written.removeprefix(MINUS)))


def counted(value: float, singular: str, plural: str) -> str:
    """Write a count with its noun.

    >>> counted(1, "vraag", "vragen"), counted(1050, "vraag", "vragen")
    ('1\\xa0vraag', '1.050\\xa0vragen')
    """
    written = number(value, decimals=0 if float(value).is_integer() else 1)
    return f"{written}{NO_BREAK}{say(singular if unmarked(written) == '1' else plural)}"


def working_days(days: float) -> str:
    """Write a number of working days.

    >>> working_days(1), working_days(2.5)
    ('1\\xa0werkdag', '2,5\\xa0werkdagen')
    """
    return counted(days, "werkdag", "werkdagen")


def day(when: date) -> str:
    """Write a day without its year.

    >>> day(date(2025, 12, 15))
    '15\\xa0december'
    """
    return f"{when.day}{NO_BREAK}{label('month', f'{when.month:02d}', form='phrase')}"


def quantity(value: float, unit: str, *, decimals: int = 0) -> str:
    """Write an estimate in its unit; only shares heed ``decimals``.

    >>> quantity(0.15, "share"), quantity(3, "days"), quantity(73.33, "questions_per_fte")
    ('15\\xa0%', '3\\xa0werkdagen', '73')
    """
    match unit:
        case "share":
            return percent(value, decimals=decimals)
        case "eur":
            return euro(value)
        case "days":
            return working_days(value)
        case "index" | "ratio" | "questions_per_day":
            return number(value, decimals=2)
        case _:
            return number(value)


def short_quantity(value: float, unit: str, *, decimals: int = 0) -> str:
    """Write an estimate as beside a dot, where the caption names the unit.

    >>> short_quantity(3, "days"), short_quantity(0.15, "share")
    ('3', '15\\xa0%')
    """
    if unit == "days":
        return working_days(value).split(NO_BREAK)[0]
    return quantity(value, unit, decimals=decimals)


def difference(value: float, unit: str, *, decimals: int = 0, signed: bool = True) -> str:
    """Write a change in the unit of its indicator, with its sign unless asked without.

    >>> difference(0.08, "share"), difference(-12, "questions"), difference(0, "eur")
    ('+8\\xa0procentpunt', '−12', '€\\xa00')
    """
    size = abs(value)
    if unit == "share":
        written = points(size, decimals=decimals)
    else:
        written = quantity(size, unit, decimals=decimals)
    if not signed or not any(digit in written for digit in "123456789"):
        return written
    return f"{MINUS if value < 0 else '+'}{written}"


def decimals_of(value: float, unit: str) -> int:
    """Return the decimals a small share needs to be told from the next one; none for the rest.

    >>> decimals_of(0.056, "share"), decimals_of(0.05, "share"), decimals_of(0.115, "share")
    (1, 0, 0)
    """
    hundredfold = _hundredfold(abs(value))
    return int(unit == "share" and hundredfold < 10 and hundredfold != round(hundredfold))


def value_range(low: float, high: float, unit: str, *, decimals: int = 0) -> str:
    """Write two limits, the unit once; one value when both print the same.

    >>> value_range(0.14, 0.18, "share"), value_range(2, 4, "days"), value_range(5, 5, "members")
    ('14 tot 18\\xa0%', '2 tot 4\\xa0werkdagen', '5')
    >>> value_range(1250, 2000, "eur")
    '€\\xa01.250 tot 2.000'
    """
    first, last = (quantity(value, unit, decimals=decimals) for value in (low, high))
    if unmarked(first) == unmarked(last):
        return last
    if unit in ("share", "days"):
        first = first.split(NO_BREAK)[0]
    if unit == "eur":
        last = last.split(NO_BREAK)[-1]
    return say("{low} tot {high}", low=first, high=last)


def listing(items: Sequence[str]) -> str:
    """Join words as a sentence does.

    >>> listing(["Antwerpen", "Limburg", "Brussel"])
    'Antwerpen, Limburg en Brussel'
    """
    if len(items) < 2:
        return "".join(items)
    return say("{first} en {last}", first=", ".join(items[:-1]), last=items[-1])


def capitalised(text: str) -> str:
    """Give a sentence its capital, leaving the rest alone.

    >>> capitalised("het 11.11.11-Fonds")
    'Het 11.11.11-Fonds'
    """
    return text[:1].upper() + text[1:]


def whole_percent(share: float) -> int:
    """Round a share to a whole percentage, as it is printed.

    >>> whole_percent(0.145)
    15
    """
    return int(_rounded(_hundredfold(share), 0))


def _digits(value: float | Decimal, decimals: int) -> str:
    rounded = _rounded(value, decimals)
    digits = f"{abs(rounded):,.{decimals}f}"
    written = digits.translate(str.maketrans(",.", "".join(separators(language()))))
    return f"{MINUS}{written}" if rounded < 0 else written


def _hundredfold(share: float) -> Decimal:
    return Decimal(repr(float(share))) * 100


def _rounded(value: float | Decimal, decimals: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
