"""Numbers as they come in (floats, arrays, Series) and results in the shape of what came in."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


def floats(values: ArrayLike | None) -> Floats:
    """Read numbers as an array of floats; ``None`` and pandas' missing value become nan."""
    if values is None:
        return np.array(np.nan)
    if hasattr(values, "to_numpy"):
        return np.asarray(values.to_numpy(dtype=float, na_value=np.nan))
    return np.asarray(values, dtype=float)


def aligned(**values: ArrayLike | None) -> dict[str, Floats]:
    """Read several arguments as arrays of one shape; a scalar is repeated."""
    arrays = {name: floats(value) for name, value in values.items()}
    try:
        shaped = np.broadcast_arrays(*arrays.values())
    except ValueError:
        sizes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"arguments of different length: {sizes}") from None
    return dict(zip(arrays, shaped, strict=True))


def refuse(wrong: ArrayLike, problem: str, *arguments: object) -> None:
    """Raise a ValueError that names the first item for which ``wrong`` holds.

    The item is named by its label where one of the ``arguments`` is a Series, by its place
    (counted from 0) otherwise; a single number needs no name.
    """
    marks = np.asarray(wrong, dtype=bool)
    if not marks.any():
        return
    if marks.ndim == 0:
        raise ValueError(problem)
    place = tuple(int(position) for position in np.argwhere(marks)[0])
    name: object = place[0] if marks.ndim == 1 else place
    for argument in arguments:
        index = getattr(argument, "index", None)
        if marks.ndim == 1 and index is not None and not callable(index):
            name = index[place[0]]
            break
    raise ValueError(f"item {name}: {problem}")


def unwrapped(results: dict[str, Any]) -> dict[str, Any]:
    """Give floats and strings where scalars came in, arrays otherwise."""
    return {
        name: value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value
        for name, value in results.items()
    }


def vector(values: ArrayLike, name: str) -> Floats:
    """Read one list of numbers, missing ones left out."""
    numbers = floats(values)
    if numbers.ndim != 1:
        raise ValueError(f"{name} is not a list of numbers")
    return numbers[~np.isnan(numbers)]


def check_confidence(confidence: float) -> None:
    """Refuse a confidence that is not strictly between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
