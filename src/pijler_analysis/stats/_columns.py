"""Several arguments of a function as columns of one length."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import Floats, as_floats, check_same_order, is_scalar


def aligned(**values: ArrayLike | None) -> tuple[dict[str, Floats], bool]:
    """Read arguments as columns of one length, and tell whether all of them were scalars.

    A scalar is repeated; None becomes a column of missing values.

    >>> columns, scalar = aligned(k=[1, 2], n=4)
    >>> columns["n"].tolist(), scalar
    ([4.0, 4.0], False)
    """
    arrays = {name: np.atleast_1d(as_floats(value, name)) for name, value in values.items()}
    try:
        shaped = np.broadcast_arrays(*arrays.values())
    except ValueError:
        sizes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"arguments of different length: {sizes}") from None
    check_same_order(**values)
    return dict(zip(arrays, shaped, strict=True)), is_scalar(*values.values())


def aligned_lists(**values: ArrayLike | None) -> tuple[dict[str, Floats], bool]:
    """Like `aligned`, where tables would not be understood."""
    columns, scalar = aligned(**values)
    tables = [name for name, value in values.items() if value is not None and np.ndim(value) > 1]
    if tables:
        raise ValueError(f"{tables[0]} is a table, where a list is expected")
    return columns, scalar


def items_of(answers: ArrayLike | pd.DataFrame) -> dict[Any, Any]:
    """Answers per item: the columns of a DataFrame, or one item without a name."""
    if isinstance(answers, pd.DataFrame):
        return {item: answers[item] for item in answers}
    if np.ndim(answers) > 1:
        raise ValueError("several items are given as a DataFrame, not as a table without names")
    return {None: answers}


def per_item(rows: list[dict[str, Any]], answers: object) -> dict[str, Any] | pd.DataFrame:
    """One row per item as a frame where a DataFrame came in, else the only row."""
    if isinstance(answers, pd.DataFrame):
        return pd.DataFrame(rows)
    return {name: value for name, value in rows[0].items() if name != "item"}
