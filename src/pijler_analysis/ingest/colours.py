"""The colour a row was given by hand, as a word: shades of one colour mean the same."""

from __future__ import annotations

import colorsys
from collections import Counter
from pathlib import Path
from typing import Any

_THEME = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5",
    "70AD47",
)  # fmt: skip
"""Excel's ordinary theme, for cells that name a colour by its place in it."""
_UNTIL = ((18, "rood"), (47, "oranje"), (66, "geel"), (165, "groen"), (255, "blauw"),
          (320, "paars"), (361, "rood"))  # fmt: skip
_PALE, _PASTEL, _DARK, _DULL = 0.97, 0.75, 0.06, 0.08


def row_colours(path: Path, sheet: str) -> dict[int, str]:
    """Return the colour of each coloured row of a sheet, by its number.

    A row has the colour most of its coloured cells have; white, black and no fill are none.
    """
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    found: dict[int, str] = {}
    for number, row in enumerate(book[sheet].iter_rows(), 1):
        colours = Counter(name for cell in row if (name := _name_of_fill(cell.fill)))
        if colours:
            found[number] = colours.most_common(1)[0][0]
    book.close()
    return found


def _name_of_fill(fill: Any) -> str:
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "theme":
        return name_of(_THEME[colour.theme]) if colour.theme < len(_THEME) else ""
    if colour.type == "rgb":
        return name_of(str(colour.rgb)[-6:])
    from openpyxl.styles.colors import COLOR_INDEX

    known = COLOR_INDEX[colour.indexed][-6:] if colour.indexed < len(COLOR_INDEX) else ""
    return name_of(known) if known else ""


def name_of(rgb: str) -> str:
    """Return the word for a colour of six hexadecimal digits, nothing for white and black.

    >>> [name_of(rgb) for rgb in ("92D050", "C6EFCE", "FF0000", "FFC000", "FFFF00", "FFFFFF")]
    ['groen', 'groen', 'rood', 'oranje', 'geel', '']
    """
    red, green, blue = (int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if lightness > _PALE or lightness < _DARK:
        return ""
    if saturation < _DULL:
        return "grijs"
    if lightness > _PASTEL and 40 < hue * 360 < 47:
        return "geel"
    return next(name for until, name in _UNTIL if hue * 360 < until)
