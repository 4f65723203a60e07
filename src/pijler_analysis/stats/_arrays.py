"""What all statistics share: numbers in, the same shape out, and errors that name the item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from numbers import Real
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats import _special as special

Floats = NDArray[np.float64]
_OTHER = (str, bytes, date, timedelta, np.datetime64, np.timedelta64)
"""What numpy or pandas would turn into a number, and is none."""


def as_floats(values: ArrayLike | pd.Series | None, name: str = "a value") -> Floats:
    """Values as floats; whatever is missing becomes nan.

    What is no number is refused by ``name``: text that reads like one too, since it may be a
    code, and dates and durations, which numpy would count in fractions of a second.
    """
    if isinstance(values, pd.Index):
        values = values.to_series()
    try:
        if isinstance(values, pd.Series | pd.DataFrame):
            found = values.to_numpy(dtype=float, na_value=np.nan)
        else:
            given = np.asarray(values)
            known = np.where(pd.isna(given), np.nan, given) if given.dtype == object else given
            found = np.asarray(known, dtype=float)
    except (TypeError, ValueError):
        found = None
    if found is None or _holds_other(values):
        raise ValueError(f"{name} is not a number: {_first_strange(values)!r}")
    return found


def as_list(values: ArrayLike | pd.Series | None, name: str) -> Floats:
    """Values as one list of floats; a single value is a list of one, a table is refused."""
    found = np.atleast_1d(as_floats(values, name))
    if found.ndim > 1:
        raise ValueError(f"{name} is a table, where a list is expected")
    return found


def _holds_other(values: object) -> bool:
    """Whether some value is text or time; only what numpy cannot keep as numbers is looked at."""
    if isinstance(values, pd.DataFrame):
        return any(_holds_other(column) for _, column in values.items())
    array = values if isinstance(values, pd.Series) else np.asarray(values)
    if array.dtype.kind in "biufmM":
        return array.dtype.kind in "mM"
    return any(isinstance(value, _OTHER) for value in np.asarray(array).flat)


def _first_strange(values: object) -> object:
    """The first value that is text or no number, to name it."""
    for value in np.asarray(values, dtype=object).flat:
        try:
            float(value)
        except (TypeError, ValueError):
            return value
        if isinstance(value, _OTHER):
            return value
    return values


def check_number(name: str, value: object, *, optional: bool = False) -> None:
    """Refuse an option that is not one number (or, where it may be, left out)."""
    if not (isinstance(value, Real) or (optional and value is None)):
        raise ValueError(f"{name} is not a number: {value!r}")


def check_yes_no(name: str, value: object) -> None:
    """Refuse an option that is not True or False."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} is not True or False: {value!r}")


def check_frame(name: str, table: object) -> None:
    """Refuse what is not a DataFrame."""
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"{name} is not a DataFrame, but {type(table).__name__}")


def check_choice(name: str, value: object, known: tuple[str, ...]) -> None:
    """Refuse an option that is none of the words it may be."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{name} {value!r} is not one of {', '.join(known)}")


def is_scalar(*values: object) -> bool:
    """Whether every value is a single number (or left out)."""
    return all(value is None or np.ndim(value) == 0 for value in values)  # type: ignore[arg-type]


def shaped(scalar: bool, columns: dict[str, Any]) -> dict[str, Any]:
    """Arrays as they are, or each one's only element when the input was scalar."""
    if not scalar:
        return columns
    return {name: np.ravel(values).tolist()[0] for name, values in columns.items()}


def not_whole(values: Floats) -> NDArray[np.bool_]:
    """Which values are no whole number; missing ones may become one."""
    return np.isinf(values) | (np.isfinite(values) & (values != np.rint(values)))


def item_name(position: int, *sources: object) -> str:
    """How to call the item at a position: its index label where a source has one."""
    for source in sources:
        if isinstance(source, pd.Series | pd.DataFrame) and len(source) > position:
            return f"{source.index[position]!r}"
    return f"{position}"


def refuse(wrong: NDArray[np.bool_], message: Callable[[int], str], *sources: object) -> None:
    """Raise ``ValueError`` naming the first item that is wrong, if there is one."""
    if np.any(wrong):
        position = int(np.flatnonzero(wrong)[0])
        scalar = is_scalar(*sources)
        where = "" if scalar else f" (item {item_name(position, *sources)})"
        raise ValueError(message(position) + where)


def check_confidence(confidence: float) -> float:
    """The probability left out on each side."""
    check_number("confidence", confidence)
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    return (1 - confidence) / 2


def normal_quantile(confidence: float) -> float:
    """Half-width of a two-sided normal interval in standard errors."""
    # the standard library's: with scipy a report would import all of it for this one number
    return -NormalDist().inv_cdf(check_confidence(confidence))


def student_quantile(confidence: float, df: Floats) -> Floats:
    """The same for Student's t; missing where no degree of freedom is left."""
    distinct, place = np.unique(df, return_inverse=True)
    quantiles = -special.stdtrit(distinct, check_confidence(confidence))
    return as_floats(quantiles[place])


def check_same_rows(**columns: ArrayLike | pd.Series | pd.DataFrame | None) -> int:
    """Number of rows; raises unless all have the same number and the same index.

    The first is the data itself and has to be there.
    """
    data = next(iter(columns))
    given = {name: v for name, v in columns.items() if v is not None or name == data}
    for name, values in given.items():
        if is_scalar(values):
            raise ValueError(f"{name!r} is one value, where a list of them is expected")
    lengths = {name: len(values) for name, values in given.items()}  # type: ignore[arg-type]
    if len(set(lengths.values())) > 1:
        raise ValueError(f"different numbers of rows: {lengths}")
    check_same_order(**given)
    return next(iter(lengths.values()))


def check_same_order(**columns: object) -> None:
    """Refuse Series or DataFrames of one length whose rows are named differently."""
    indexed = {n: v.index for n, v in columns.items() if isinstance(v, pd.Series | pd.DataFrame)}
    first = next(iter(indexed), None)
    for name, index in indexed.items():
        if first is not None and not index.equals(indexed[first]):
            raise ValueError(f"rows of {name!r} are not in the order of {first!r}")
