"""Checks at the end of a stage: types, keys and allowed values hold, or the build stops."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pijler_analysis.errors import SchemaError
from pijler_analysis.schema.columns import Column
from pijler_analysis.schema.tables import TABLES

DTYPES: dict[str, Any] = {
    "string": "string",
    "date": "datetime64[s]",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}
"""The pandas type behind each declared type; every one of them knows missing values."""


def enforce_types(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give a table exactly its declared columns, in order and with their types.

    Columns that the source did not deliver become missing; undeclared ones are an error.

    Raises
    ------
    SchemaError
        If a column is not declared for the table, or its values do not fit its type.
    """
    declared = {column.name: column for column in TABLES[name].columns}
    unknown = [column for column in table.columns if column not in declared]
    if unknown:
        raise SchemaError(
            f"tabel {name}: kolom {unknown[0]!r} is niet afgesproken in schema/tables.py"
        )
    if _types_of(table) == [(column.name, DTYPES[column.dtype]) for column in declared.values()]:
        return table.copy(deep=False)
    found = dict(table.items())
    typed = {
        column.name: _typed(found.get(column.name), name, column, table.index)
        for column in declared.values()
    }
    return pd.DataFrame(typed, index=table.index)


def _types_of(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the columns as they are, each with its type."""
    return [(str(name), str(dtype)) for name, dtype in table.dtypes.items()]


def _typed(values: pd.Series | None, name: str, column: Column, index: pd.Index) -> pd.Series:
    dtype = DTYPES[column.dtype]
    if values is None:
        return pd.Series(None, index=index, dtype=dtype)
    if str(values.dtype) == dtype:
        return values
    try:
        return values.astype(dtype)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"tabel {name}: kolom {column.name!r} is geen {column.dtype}") from error


def check_values(table: pd.DataFrame, name: str) -> None:
    """Stop on a code that is not among the declared values of its column."""
    for column in TABLES[name].columns:
        if not column.values:
            continue
        found = table[column.name].unique()
        unknown = sorted(set(found) - {*column.values, pd.NA})
        if unknown:
            raise SchemaError(
                f"tabel {name}: onbekende code {unknown[0]!r} in kolom {column.name!r}; "
                f"bekend zijn {', '.join(column.values)}"
            )


def check_key(table: pd.DataFrame, key: list[str], *, name: str = "tabel") -> None:
    """Stop when the key of a table is empty somewhere or names two rows.

    >>> check_key(pd.DataFrame({"id": ["a", "b"]}), ["id"])
    """
    if any(table[name].isna().any() for name in key):
        raise SchemaError(f"{name}: lege sleutel in kolom {', '.join(key)}")
    repeated = table.duplicated(key, keep=False)
    if repeated.any():
        where = table.index[repeated][0]
        raise SchemaError(f"{name}: sleutel {', '.join(key)} komt meer dan eens voor (rij {where})")


def check_table(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Type a clean table and hold it to its declaration; returns the typed table."""
    typed = enforce_types(table, name)
    check_values(typed, name)
    check_key(typed, list(TABLES[name].key), name=f"tabel {name}")
    return typed
