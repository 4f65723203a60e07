"""The language of a report: Dutch as it stands in the code, or another from a catalogue.

The Dutch text is the key of its translation (gettext's way), so the code reads as the report does.
A text with blanks is translated where they are filled; a text without, where it is printed. A
text that the catalogue lacks stays Dutch. A catalogue is one file:
``locale/<language>/LC_MESSAGES/pijler.po``; ``report.messages`` lists what it must hold.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pijler_analysis.errors import UsageError
from pijler_analysis.schema.notes import FILLED

VARIABLE = "PIJLER_LANG"
"""The language of the report being made, told to the cells that make it."""

SOURCE = "nl"
CATALOGUES = Path(__file__).parents[1] / "locale"
_NUMBER = re.compile(r"\d{1,3}(\.\d{3})*(,\d+)?|\d+(,\d+)?")
REGIONS = {"nl": "BE", "en": "GB", "fr": "BE"}
"""Whose spelling, numbers and dates a language follows here."""


def language() -> str:
    """Return the code of the language spoken now; Dutch unless a report says otherwise."""
    return os.environ.get(VARIABLE) or SOURCE


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak another language for as long as the block lasts.

    >>> with speaking("en"):
    ...     say("{low} tot {high}", low=2, high=4)
    '2 to 4'
    """
    if lang not in languages():
        raise UsageError(f"taal {lang!r} is er niet; wel {' en '.join(languages())}")
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = lang
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def locale_of(lang: str) -> str:
    """Return a language with its region, as Babel names it.

    >>> locale_of("nl"), locale_of("de")
    ('nl_BE', 'de')
    """
    return f"{lang}_{REGIONS[lang]}" if lang in REGIONS else lang


def languages() -> list[str]:
    """Return the languages a report can be made in, the source first."""
    return [SOURCE, *sorted(path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/pijler.po"))]


def catalogue_path(lang: str) -> Path:
    """Return where the translations into a language lie."""
    return CATALOGUES / lang / "LC_MESSAGES" / "pijler.po"


def say(text: str, lang: str | None = None, /, **blanks: object) -> str:
    """Return a text in the language of the report, its blanks filled.

    Parameters
    ----------
    text : Dutch, with ``{name}`` for every blank
    lang : the language, where it is not that of the report being made

    Examples
    --------
    >>> say("{low} tot {high}", low=2, high=4), say("{low} tot {high}", "en", low=2, high=4)
    ('2 tot 4', '2 to 4')
    """
    lang = lang or language()
    told = text if lang == SOURCE else _messages(lang).get(text) or text
    return told.format(**blanks) if blanks else told


def say_note(note: str) -> str:
    """Return a note on a figure in the language of the report, whatever filled its blanks.

    >>> with speaking("en"):
    ...     say_note("vragen sinds 2019")
    'questions since 2019'
    >>> with speaking("en"):
    ...     say_note("budget: 1.500 euro te weinig")
    'budget: 1,500 euro too little'
    """
    for text, pattern in _filled():
        found = pattern.fullmatch(note)
        if found:
            return say(text, **{name: _filled_in(by) for name, by in found.groupdict().items()})
    return say(note)


def _filled_in(text: str) -> str:
    """Return what filled a blank; a number with the signs of the language of the report."""
    if not _NUMBER.fullmatch(text):
        return text
    thousands, decimal = separators(language())
    return decimal.join(part.replace(".", thousands) for part in text.split(","))


@cache
def _filled() -> list[tuple[str, re.Pattern[str]]]:
    """Return each note that has blanks, and what recognises it once they are filled."""
    return [
        (text, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(text))))
        for text in FILLED
    ]


@cache
def separators(lang: str) -> tuple[str, str]:
    """Return what stands between thousands and before decimals.

    >>> separators("nl"), separators("en")
    (('.', ','), (',', '.'))
    """
    if lang == SOURCE:
        return ".", ","
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = locale_of(lang)
    return get_group_symbol(locale), get_decimal_symbol(locale)


@cache
def _messages(lang: str) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    path = catalogue_path(lang)
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id and one.string}
