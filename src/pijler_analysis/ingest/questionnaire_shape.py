"""What may stand in the file of a questionnaire, and of which kind it is.

A file that people edit is looked at before anything is made of it: each field that is missing,
unknown or of another kind is named with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


class _Kind(NamedTuple):
    """A kind of value: how it is known, and how it is called in Dutch."""

    fits: Callable[[object], bool]
    told: str


_TEXT = _Kind(_is_text, "een tekst")
_MAYBE = _Kind(lambda value: isinstance(value, str), "een tekst")
_LIST = _Kind(_is_list, 'een lijst van teksten, zoals ["Nee", "Ja"]')
_TABLE = _Kind(_is_table, 'een tabel van "tekst" = "tekst"')
_OPTIONS = _Kind(lambda value: isinstance(value, dict) and _is_list([*value.values()]),
                 'een tabel van kolom = "kop of tekst van de optie"')  # fmt: skip
_TABLES = _Kind(lambda value: isinstance(value, dict) and all(map(_is_table, value.values())),
                'een tabel per kolom, van "antwoord" = "code"')  # fmt: skip
_PLACE = _Kind(lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
               "het nummer van een antwoord")  # fmt: skip
_TRUTH = _Kind(lambda value: isinstance(value, bool), "true of false")
_PARTS = _Kind(
    lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
    "een reeks; schrijf elk stuk onder een eigen [[…]]",
)

_WHOLE = {"audience": _TEXT, "title": _TEXT, "columns": _TABLE, "values": _TABLES, "texts": _TABLE,
          "items": _PARTS, "choices": _PARTS, "asked": _PARTS}  # fmt: skip
_PIECES = {
    "items": {"item": _TEXT, "code": _TEXT, "wording": _TEXT, "answers": _LIST,
              "no_experience": _LIST, "top": _PLACE, "boolean": _TRUTH, "codes": _LIST,
              "asked_if": _TABLE},
    "choices": {"code": _TEXT, "wording": _TEXT, "options": _OPTIONS, "none": _MAYBE,
                "other": _MAYBE, "separator": _MAYBE, "texts": _TABLE, "asked_if": _TABLE},
    "asked": {"code": _TEXT, "wording": _TEXT, "answers": _LIST},
}  # fmt: skip
_NEEDED = {
    "": ("audience", "title", "columns"),
    "items": ("item", "code", "wording", "answers"),
    "choices": ("code", "wording", "options"),
    "asked": ("code", "wording"),
}


def shape_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield in Dutch each field of a questionnaire that is missing, unknown or of another kind.

    >>> list(shape_problems({"audience": "members", "title": "X", "columns": {}, "items": 3}))
    ["'items' is een reeks; schrijf elk stuk onder een eigen [[…]]"]
    """
    whole = list(_problems(raw, _WHOLE, _NEEDED[""], ""))
    yield from whole
    if whole:
        return
    for name, fields in _PIECES.items():
        for number, piece in enumerate(raw.get(name, ()), 1):
            said = piece.get("item") or piece.get("code")
            where = f"[[{name}]] nummer {number}" + (f" ({said})" if _is_text(said) else "")
            yield from _problems(piece, fields, _NEEDED[name], f"{where}: ")


def _problems(
    found: Mapping[str, Any], fields: Mapping[str, _Kind], needed: tuple[str, ...], where: str
) -> Iterator[str]:
    for name in found:
        if name not in fields:
            yield f"{where}{name!r} is niet bekend; wel {', '.join(fields)}"
    for name in needed:
        if name not in found:
            yield f"{where}{name!r} ontbreekt"
    for name in found.keys() & fields.keys():
        if not fields[name].fits(found[name]):
            yield f"{where}{name!r} is {fields[name].told}"
