"""SPSS: variables that carry their question and the label of each value with them."""

from __future__ import annotations

from dataclasses import replace

from pijler_analysis.ingest.dialects.contract import (
    Dialect,
    Export,
    Field,
    first_rows,
    named,
    table_of,
)
from pijler_analysis.ingest.sheets import Sheet


def _recognise(sheet: Sheet) -> float:
    return 1.0 if sheet.variables or sheet.file.lower().endswith((".sav", ".zsav")) else 0.0


def _read(sheet: Sheet) -> Export:
    """Read the variables; the first row of the sheet holds their names and is no case."""
    first = first_rows(sheet, 1)[0][0]
    known = {variable.name: variable for variable in sheet.variables}
    fields = []
    for cell in sheet.rows[first]:
        name = str(cell)
        variable = known.get(name)
        label = variable.label if variable else ""
        values = dict(variable.values) if variable else {}
        fields.append(
            Field(name, label or name, name, "question", question=label or name, values=values)
        )
    named_fields = named(fields)
    block = table_of(sheet, [field.name for field in named_fields], first=first)
    cases = [number - 1 for number in block.numbers]
    return Export("spss", replace(block, numbers=cases, furniture=[]), named_fields, 0)


DIALECT = Dialect("spss", _recognise, _read, is_survey=True)
