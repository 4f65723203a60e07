"""What all statistics share: numbers in, the same shape out, and errors that name the item."""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats import _special as special

Floats = NDArray[np.float64]


def as_floats(values: ArrayLike | pd.Series | None) -> Floats:
    """Values as floats; whatever is missing becomes nan."""
    if isinstance(values, pd.Series | pd.DataFrame | pd.Index):
        if isinstance(values, pd.Index):
            values = values.to_series()
        return values.to_numpy(dtype=float, na_value=np.nan)
    return np.asarray(values, dtype=float)


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
    """Number of rows; raises unless all have the same number and the same index."""
    given = {name: values for name, values in columns.items() if values is not None}
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
