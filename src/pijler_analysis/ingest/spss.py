"""SPSS files (.sav): variable names as headings, values as found, labels carried beside them."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from pijler_analysis.errors import FileError
from pijler_analysis.ingest.calamine import spelled
from pijler_analysis.ingest.cells import Cell, text_of
from pijler_analysis.ingest.sheets import Sheet, Variable

_LATIN = "windows-1252"


def read_spss(path: Path) -> list[Sheet]:
    """Read an SPSS file as one sheet: row 1 holds the names of the variables.

    Values stay codes; ``variables`` of the sheet says what they mean and which are user-missing
    (single values, or a range written ``97…99``).

    Raises
    ------
    FileError
        If it is damaged, or holds a date no calendar has.
    """
    rows, about, encoding = _read(path)
    names = list(about.column_names)
    cells = [[_cell(value) for value in row] for row in rows]
    return [
        Sheet(
            file=path.name,
            name=None,
            rows=[list(names), *cells],
            encoding=encoding,
            variables=tuple(_variable(name, about) for name in names),
        )
    ]


def _read(path: Path) -> tuple[list[list[Any]], Any, str]:
    """Read rows and metadata; a file that does not say its encoding is taken as Windows-1252."""
    import pyreadstat

    for encoding in (None, _LATIN):
        try:
            values, about = pyreadstat.read_sav(
                path, user_missing=True, encoding=encoding, output_format="dict"
            )
        except UnicodeDecodeError:
            continue
        except (OverflowError, ValueError) as error:
            raise FileError(
                f"{path.name} bevat een datum of getal buiten elke kalender; "
                "bewaar het bestand in SPSS opnieuw of als .csv"
            ) from error
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
            if encoding is None and "string" in str(error):
                continue
            raise FileError(
                f"{path.name} is beschadigd en kan niet worden gelezen; vraag het opnieuw"
            ) from error
        columns = [values[name] for name in about.column_names]
        rows = [list(row) for row in zip(*columns, strict=True)]
        return rows, about, "cp1252" if encoding else "utf-8"
    raise FileError(f"{path.name}: onbekende codering; bewaar het bestand in SPSS als UTF-8")


def _cell(value: Any) -> Cell:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, (str, float, date, datetime, time, int)):
        return spelled(value)
    return str(value)


def _variable(name: str, about: Any) -> Variable:
    labels = about.variable_value_labels.get(name, {})
    return Variable(
        name=name,
        label=about.column_names_to_labels.get(name) or "",
        values={text_of(spelled(code)): str(label) for code, label in labels.items()},
        missing=tuple(_missing(entry) for entry in about.missing_ranges.get(name, ())),
    )


def _missing(entry: dict[str, Any]) -> str:
    low, high = (text_of(spelled(entry[end])) for end in ("lo", "hi"))
    return low if low == high else f"{low}…{high}"
