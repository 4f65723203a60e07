"""Of which kind each setting of ``pijler.toml`` is: looked at before anything is made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple


class _Kind(NamedTuple):
    """A kind of value: how it is known, and how it is called in Dutch."""

    fits: Callable[[Any], bool]
    told: str


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list(value: object, fits: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(map(fits, value))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_year(value: object) -> bool:
    return isinstance(value, int) and 1900 <= value <= 2999


def _is_day(value: object) -> bool:
    """Tell whether a text is a day of every year: not of leap years only."""
    if not isinstance(value, str) or not re.fullmatch(r"\d\d-\d\d", value):
        return False
    try:
        date(2023, int(value[:2]), int(value[3:]))
    except ValueError:
        return False
    return True


_TEXT = _Kind(_is_text, "een tekst")
_TEXTS = _Kind(lambda value: _is_list(value, _is_text), 'een lijst van teksten, zoals ["a", "b"]')
_TRUTH = _Kind(lambda value: isinstance(value, bool), "true of false")
_COUNT = _Kind(_is_count, "een geheel getal")
_YEAR = _Kind(_is_year, "een jaar, zoals 2024")
_YEARS = _Kind(lambda value: _is_list(value, _is_year) and len(set(value)) == len(value),
               "een lijst van jaren, elk één keer, zoals [2023, 2024]")  # fmt: skip
_PERIOD = _Kind(lambda value: _is_list(value, _is_year) and len(value) == 2,
                "een eerste en een laatste jaar, zoals [2027, 2031]")  # fmt: skip
_DAYS = _Kind(lambda value: _is_list(value, _is_day),
              'een lijst van dagen als maand-dag, zoals ["07-11"]')  # fmt: skip
_TABLE = _Kind(lambda value: isinstance(value, dict), 'een tabel van "naam" = waarde')

_PARTS = {
    "project": {"name": _TEXT, "sample": _TRUTH, "years": _YEARS, "reference_year": _YEAR,
                "waves": _YEARS, "programme": _PERIOD},
    "folders": dict.fromkeys(("raw", "decisions", "processed", "notebooks", "reports"), _TEXT),
    "field": {"organisations": _COUNT, "at_least": _COUNT, "at_most": _COUNT, "source": _TEXT},
    "helpdesk": {"holidays": _DAYS},
    "link": {"mail_providers": _TEXTS},
    "privacy": {"keep_raw_years": _COUNT},
}  # fmt: skip
_SOURCE = {
    "table": _TEXT, "file": _TEXT, "layout": _TEXT, "columns": _TABLE, "fixed": _TABLE,
    "sheet": _TEXT, "skip_sheets": _TEXTS, "header_rows": _COUNT, "questionnaire": _TEXT,
    "may_lack": _TEXTS, "waves_only": _TRUTH, "optional": _TRUTH, "dates": _TEXT,
    "values": _TABLE, "subheadings": _TEXT, "sheet_titles": _TEXT, "fill_down": _TEXTS,
    "colours": _TABLE,
}  # fmt: skip
_TABLES = ("capacity", "priorities", "protection", "verdicts", "targets", "sources")


def shape_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield in Dutch each setting that is unknown or of another kind.

    >>> list(shape_problems({"project": {"years": [2023, "2024"]}}))
    ['[project] years: verwacht een lijst van jaren, elk één keer, zoals [2023, 2024]']
    """
    parts = (*_PARTS, *_TABLES)
    for name, part in raw.items():
        if name not in parts:
            yield f"deel {name!r} is niet bekend; wel {', '.join(parts)}"
        elif not isinstance(part, dict):
            yield f"{name} moet een deel zijn: schrijf [{name}] op een regel alleen"
            return
    for name, kinds in _PARTS.items():
        yield from _problems(raw.get(name, {}), kinds, f"[{name}] ")
    for name, source in raw.get("sources", {}).items():
        if not isinstance(source, dict):
            yield f"sources.{name} moet een deel zijn: schrijf [sources.{name}] op een regel alleen"
            continue
        yield from _problems(source, _SOURCE, f"[sources.{name}] ")


def _problems(found: Mapping[str, Any], kinds: Mapping[str, _Kind], where: str) -> Iterator[str]:
    for name, value in found.items():
        if name not in kinds:
            yield f"{where}kent geen {name!r}; wel {', '.join(kinds)}"
        elif not kinds[name].fits(value):
            yield f"{where}{name}: verwacht {kinds[name].told}"
