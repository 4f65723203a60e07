"""Readers of text, codes, yes or no, numbers, amounts and enterprise numbers.

Each maker returns a reader for a column. What is written in the plain way is read without a
word; what had to be mended or recognised carries the name of the rule, for the cleaning log; what
cannot be read carries a Dutch reason and what was expected.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeGuard

from pijler_analysis.clean.identifiers import identifiers
from pijler_analysis.clean.national_numbers import (
    DROPPED,
    FEWEST,
    HAS_DIGITS,
    without_national_numbers,
)
from pijler_analysis.clean.readings import (
    BLANK,
    NOT_FILLED_IN,
    CellReader,
    ColumnReader,
    Reading,
    Readings,
    each,
    says_blank,
    shown,
    unreadable,
    usually,
)
from pijler_analysis.ingest.cells import Cell, fold, text_of
from pijler_analysis.reference import spellings

_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_TIDY = re.compile(r"[0-9A-Za-z][!-~]*(?: [!-~]+)*")
_MASKED = re.compile(r"'(?=[=+\-@])")
_FLOAT = re.compile(r"\d{1,15}\.0")
_RESTORED = "nummer zonder decimaal hersteld"
_EXACT_DIGITS = 15
_MOST_ENCODINGS = 5
_ENCODED_TWICE = re.compile("[ÃÂÄÅâ√][^\x00-\x7f]")


# ── text ──────────────────────────────────────────────────────────────────────────────────


def texts(*, lines: bool = False, is_id: bool = False) -> ColumnReader:
    """Return a reader of text: encoding mended, accents composed, blanks made single.

    A number is written out as its digits; a national register number is left out.

    Parameters
    ----------
    lines : keep the line ends of the text
    is_id : the column identifies, so that eleven bare digits may be any number

    Examples
    --------
    >>> [reading.value for reading in texts()(["CongrÃ©gatie\\u00a0 van  Gent ", 9000.0, ""])]
    ['Congrégatie van Gent', '9000', None]
    >>> [reading.value for reading in texts(is_id=True)(["1001.0", "1002.0"])]
    ['1001', '1002']
    """

    def read(cell: Cell) -> Reading:
        reading = _mended(cell, lines=lines) if isinstance(cell, str) else _digits(cell)
        if reading.value is None or len(reading.value) < FEWEST:
            return reading
        rest = without_national_numbers(reading.value, bare=not is_id)
        return reading if rest == reading.value else Reading(rest or None, DROPPED)

    read_any = usually(_are_tidy, each(read, blanks=False))

    def read_column(cells: Sequence[Cell]) -> Sequence[Reading]:
        if is_id and _are_floats(cells):
            return [Reading(text_of(cell)[:-2], _RESTORED) if cell else BLANK for cell in cells]
        return read_any(cells)

    return read_column


def _are_floats(cells: Sequence[Cell]) -> bool:
    """Tell whether a program wrote all numbers of a column with a decimal they never had."""
    return all(isinstance(cell, str) and (_FLOAT.fullmatch(cell) or not cell) for cell in cells)


def _are_tidy(cells: Sequence[Cell]) -> list[bool]:
    """Tell which cells are texts in which there is nothing to mend; most are."""
    is_tidy, has_digits = _TIDY.fullmatch, HAS_DIGITS.search
    return [
        isinstance(cell, str)
        and is_tidy(cell) is not None
        and (len(cell) < FEWEST or has_digits(cell) is None)
        for cell in cells
    ]


@lru_cache(maxsize=50_000)
def _mended(cell: str, *, lines: bool) -> Reading:
    mended = mend(cell)
    tidy = _tidy(mended, lines=lines)
    if not any(letter.isalnum() for letter in tidy):
        return Reading(None, "leesteken is niet ingevuld")
    if tidy == cell:
        return Reading(tidy)
    return Reading(tidy, "tekens hersteld" if mended != cell else "spaties rechtgezet")


def _digits(cell: Cell) -> Reading:
    """Write a number out; one with more digits than Excel keeps has been altered already."""
    text = text_of(cell)
    if len(text.strip("-")) > _EXACT_DIGITS:
        return unreadable(
            "een getal met meer cijfers dan Excel bewaart", "het nummer als tekst ingevoerd"
        )
    return Reading(text)


def mend(text: str) -> str:
    """Undo a double encoding, compose accents, drop control characters and masks.

    >>> mend("BÃ©nin"), mend("'=geen")
    ('Bénin', '=geen')
    """
    text = _MASKED.sub("", text) if text[:1] == "'" else text
    text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return text if text.isascii() else _decoded(text)


def _decoded(text: str) -> str:
    """Undo double encodings, however often they were made, and compose accents.

    Only where the letters are there that a double encoding leaves: a mender left free finds
    rare scripts in a quotation mark before an accent.
    """
    for _ in range(_MOST_ENCODINGS):
        if not _ENCODED_TWICE.search(text):
            break
        import ftfy

        before, text = text, _CONTROL.sub("", ftfy.fix_encoding(text))
        if text == before:
            break
    return unicodedata.normalize("NFC", text)


def _tidy(text: str, *, lines: bool) -> str:
    if lines and "\n" in text:
        return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
    return " ".join(text.split())


# ── codes and answers ─────────────────────────────────────────────────────────────────────


def codes(
    name: str,
    *,
    own: Mapping[str, str] | None = None,
    of: Mapping[str, Sequence[str]] | None = None,
) -> ColumnReader:
    """Return a reader of a column of codes, by the spellings of ``reference/codes.toml``.

    Parameters
    ----------
    name : the column, for its packaged spellings
    own : spelling → code, set by the project; these come first
    of : code → spellings, instead of the packaged ones

    Examples
    --------
    >>> read = codes("channel")
    >>> [(reading.value, reading.rule) for reading in read(["e-mail", "Mailtje", ""])]
    [('email', ''), ('email', 'schrijfwijze herkend'), (None, '')]
    >>> read(["fax"])[0].expected
    'e-mail, telefoon of gesprek'
    """
    known = spellings(name) if of is None else of
    lookup = {fold(word): code for code, words in known.items() for word in words}
    lookup |= {fold(word): code for word, code in (own or {}).items()}
    plain = {words[0].casefold() for words in known.values()} | {
        word.casefold() for word in own or {}
    }
    return each(_lookup_reader(lookup, plain, [words[0] for words in known.values()]))


def booleans(*, spelled: str = "boolean", own: Mapping[str, str] | None = None) -> ColumnReader:
    """Return a reader of yes and no; ``spelled="presence"`` also knows words of attendance.

    ``own`` adds spellings of the project, each to ``"true"`` or ``"false"``.

    >>> [reading.value for reading in booleans(spelled="presence")(["ja", "X", "-", ""])]
    [True, True, False, None]
    """
    known = spellings(spelled)
    lookup = {fold(word): code == "true" for code, words in known.items() for word in words}
    lookup |= {fold(word): code == "true" for word, code in (own or {}).items()}
    reader = _lookup_reader(lookup, {"ja", "nee"}, ["ja", "nee"])
    if spelled == "presence":
        return each(reader, blanks=False)
    return each(reader)


def _lookup_reader(
    lookup: Mapping[str, object], plain: Collection[str], listed: Sequence[str]
) -> CellReader:
    """Return a reader that finds folded spellings; what is not plain was recognised."""
    expected = one_of(listed)

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        value = lookup.get(fold(text))
        if value is None:
            value = lookup.get(fold(mend(text)))
        if value is not None:
            return Reading(value, "" if text.casefold() in plain else "schrijfwijze herkend")
        if says_blank(text):
            return NOT_FILLED_IN
        return unreadable("onbekende waarde", expected)

    return read


def one_of(words: Sequence[str]) -> str:
    """Write a list of words as a choice.

    >>> one_of(["ja", "nee"])
    'ja of nee'
    """
    return f"{', '.join(words[:-1])} of {words[-1]}" if len(words) > 1 else "".join(words)


# ── numbers ───────────────────────────────────────────────────────────────────────────────

_CURRENCY = re.compile(r"€|\beur(?:o)?\b\.?", re.IGNORECASE)
_ENDING = re.compile(r",-{1,2}$|,=$")
_THOUSANDS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?:\D|$))")
_BELGIAN = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_ENGLISH = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SURELY_BELGIAN = re.compile(r"-?\d+,\d{1,2}|-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:\.\d{3}){2,}")
_SURELY_ENGLISH = re.compile(r"-?\d+\.\d{1,2}|-?\d{1,3}(?:,\d{3})+\.\d+|-?\d{1,3}(?:,\d{3}){2,}")
_CENTS = re.compile(r"[.,](\d+)$")


def numbers(
    *, lowest: float, highest: float, whole: bool = False, money: bool = False,
    blank: tuple[str, ...] = (),
) -> ColumnReader:  # fmt: skip
    """Return a reader of numbers, typed as numbers or written in text.

    Whether a comma or a point separates the decimals is established for the column before any
    cell is read: by the cells that can be read in one way only. A cell that does not fit is
    rejected; ``1.250`` alone is Belgian for a thousand two hundred and fifty.

    Parameters
    ----------
    lowest, highest : the range that is possible
    whole : refuse decimals
    money : allow the signs of an amount in euro (``€ 1.250,00``, ``1250,-``, ``3k``)
    blank : texts that stand for no number and need no word in the cleaning log

    Examples
    --------
    >>> read = numbers(lowest=0, highest=1e6, money=True)
    >>> [reading.value for reading in read(["€ 1.250,00", "1250,-", "1.250", 1250.0, "3k"])]
    [1250.0, 1250.0, 1250.0, 1250.0, 3000.0]
    >>> read(["12,50", "4.5"])[1].reason
    'past niet bij de schrijfwijze van de kolom'
    """

    def read(cells: Sequence[Cell]) -> Sequence[Reading]:
        bare = [_bare(cell, money=money) for cell in cells if isinstance(cell, str)]
        belgian = _is_belgian(bare)

        def read_cell(cell: Cell) -> Reading:
            if isinstance(cell, str) and cell.strip() in blank:
                return BLANK
            if isinstance(cell, str) and says_blank(cell):
                return NOT_FILLED_IN
            return _read_number(
                cell, belgian=belgian, lowest=lowest, highest=highest, whole=whole, money=money
            )

        return each(read_cell, blanks=False)(cells)

    return read


def amounts(*, blank: tuple[str, ...] = ()) -> ColumnReader:
    """Return a reader of amounts in euro, never negative."""
    return numbers(lowest=0, highest=10_000_000, money=True, blank=blank)


def parts(*, lowest: float, highest: float) -> ColumnReader:
    """Return a reader of parts of one, as a number or as a percentage in text.

    Examples
    --------
    >>> [reading.value for reading in parts(lowest=-1, highest=10)([0.03, "3 %", "-2,5%"])]
    [0.03, 0.03, -0.025]
    """
    plain = numbers(lowest=lowest, highest=highest)
    hundredths = numbers(lowest=100 * lowest, highest=100 * highest)

    def read(cells: Sequence[Cell]) -> list[Reading]:
        said = [cell.rstrip()[:-1] if _is_percentage(cell) else "" for cell in cells]
        rest = ["" if _is_percentage(cell) else cell for cell in cells]
        return [
            reading._replace(value=_hundredth(reading.value)) if _is_percentage(cell) else other
            for cell, reading, other in zip(cells, hundredths(said), plain(rest), strict=True)
        ]

    return read


def _is_percentage(cell: Cell) -> TypeGuard[str]:
    return isinstance(cell, str) and cell.rstrip().endswith("%")


def _hundredth(value: float | None) -> float | None:
    return None if value is None else value / 100


def _bare(text: str, *, money: bool) -> str:
    """Return a number without the signs that say nothing of its value."""
    text = " ".join(text.split()).removeprefix("'")
    if money:
        text = _ENDING.sub("", _CURRENCY.sub("", text).strip())
    return _THOUSANDS.sub("", text)


def _is_belgian(texts: Sequence[str]) -> bool:
    """Tell whether the column writes decimals with a comma: the surer pattern wins."""
    belgian = sum(_SURELY_BELGIAN.fullmatch(text) is not None for text in texts)
    english = sum(_SURELY_ENGLISH.fullmatch(text) is not None for text in texts)
    return belgian >= english


def _read_number(
    cell: Cell, *, belgian: bool, lowest: float, highest: float, whole: bool, money: bool
) -> Reading:
    kind = "een bedrag in euro" if money else "een geheel getal" if whole else "een getal"
    expected = f"{kind} van {shown(float(lowest))} tot {shown(float(highest))}"
    if isinstance(cell, float):
        value: float | None = cell
    else:
        value = _number_in(_bare(text_of(cell), money=money), belgian=belgian, money=money)
    if value is None:
        readable = any(_number_in(_bare(text_of(cell), money=money), belgian=way, money=money)
                       is not None for way in (True, False))  # fmt: skip
        reason = "past niet bij de schrijfwijze van de kolom" if readable else f"is niet {kind}"
        return unreadable(reason, expected)
    if whole and value != int(value):
        return unreadable("heeft decimalen", expected)
    if not lowest <= value <= highest:
        return unreadable("ligt buiten wat mogelijk is", expected)
    is_plain = isinstance(cell, float) or text_of(cell) == shown(value)
    number = int(value) if whole else float(value)
    return Reading(number, "" if is_plain else "getal gelezen")


def _number_in(text: str, *, belgian: bool, money: bool) -> float | None:
    """Return the number a bare text writes, None where it does not fit the pattern."""
    factor = 1.0
    if money and text[-1:] in "kK" and text[:-1].strip()[-1:].isdigit():
        text, factor = text[:-1].strip(), 1000.0
    pattern, point = (_BELGIAN, ",") if belgian else (_ENGLISH, ".")
    if not pattern.fullmatch(text):
        return None
    cents = _CENTS.search(text)
    if money and factor == 1 and cents and point in text and len(cents[1]) > 2:
        return None
    plain = text.replace("." if belgian else ",", "").replace(",", ".")
    return float(plain) * factor


# ── numbers that identify ─────────────────────────────────────────────────────────────────

_NOT_DIGIT = re.compile(r"\D")
_USUAL_ENTERPRISE = re.compile(r"\d{10}|\d{4}\.\d{3}\.\d{3}", re.ASCII)
_ENTERPRISE = re.compile(
    r"(?:BE|KBO|ON|BTW)?[\s.:]*(?:BE)?[\s.]*([01]?[\d.\s\-]{9,14})", re.IGNORECASE
)


def enterprise_numbers() -> ColumnReader:
    """Return a reader of Belgian enterprise numbers: ten digits, the last two a check.

    >>> [reading.value for reading in enterprise_numbers()(["0403.170.701", "BE 403.170.701"])]
    ['0403170701', '0403170701']
    """
    read_any = each(_read_enterprise_number)

    def read(cells: Sequence[Cell]) -> Readings:
        readings = Readings([_usual_enterprise_number(cell) for cell in cells])
        for code, value in enumerate(readings.values):
            if value is None:
                readings.note(code, read_any([cells[code]])[0])
        return readings

    return read


def _usual_enterprise_number(cell: Cell) -> str | None:
    """Read a number that is right and written the usual way; most are."""
    if not isinstance(cell, str) or not _USUAL_ENTERPRISE.fullmatch(cell):
        return None
    digits = cell.replace(".", "")
    return digits if _has_right_check(digits) else None


def _has_right_check(digits: str) -> bool:
    """Tell whether the last two of ten digits are the check on the others."""
    return 97 - int(digits[:8]) % 97 == int(digits[8:])


def _read_enterprise_number(cell: Cell) -> Reading:
    text = text_of(cell)
    match = _ENTERPRISE.fullmatch(text)
    digits = _NOT_DIGIT.sub("", match[1]).zfill(10) if match else ""
    if len(digits) != 10 or not _has_right_check(digits):
        return unreadable("is geen geldig ondernemingsnummer", "tien cijfers, zoals 0403.170.701")
    is_plain = text in (digits, f"{digits[:4]}.{digits[4:7]}.{digits[7:]}")
    return Reading(digits, "" if is_plain else "ondernemingsnummer gelezen")


def parts_of(text: str, separators: str) -> Iterator[str]:
    """Split a text at any of the separators; blank parts are left out.

    >>> list(parts_of("a; b,,c", ";,"))
    ['a', 'b', 'c']
    """
    for other in separators[1:]:
        text = text.replace(other, separators[0])
    for part in text.split(separators[0]):
        if part.strip():
            yield part.strip()


def lists(separators: str = ";,/|\n") -> ColumnReader:
    """Return a reader of several words in one cell, joined by ``;``.

    A telephone number or address stays in one piece, by which it is known for what it is.

    >>> [reading.value for reading in lists()(["onderwijs, water", "0470/12.34.56, zorg"])]
    ['onderwijs;water', '0470/12.34.56;zorg']
    """
    hidden = {ord(sign): chr(0xE000 + place) for place, sign in enumerate(separators)}
    back = {ord(mark): chr(sign) for sign, mark in hidden.items()}

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        for start, stop, _ in identifiers(text):
            text = text[:start] + text[start:stop].translate(hidden) + text[stop:]
        split = (part.translate(back) for part in parts_of(text, separators))
        parts = [_tidy(mend(part), lines=False) for part in split]
        return Reading(";".join(parts)) if parts else BLANK

    return each(read, blanks=False)
