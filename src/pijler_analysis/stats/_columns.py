"""Several arguments of a function as columns of one length."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import Floats, as_floats, is_scalar


def aligned(**values: ArrayLike | None) -> tuple[dict[str, Floats], bool]:
    """Read arguments as columns of one length, and tell whether all of them were scalars.

    A scalar is repeated; None becomes a column of missing values.

    >>> columns, scalar = aligned(k=[1, 2], n=4)
    >>> columns["n"].tolist(), scalar
    ([4.0, 4.0], False)
    """
    arrays = {name: np.atleast_1d(as_floats(value)) for name, value in values.items()}
    try:
        shaped = np.broadcast_arrays(*arrays.values())
    except ValueError:
        sizes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"arguments of different length: {sizes}") from None
    return dict(zip(arrays, shaped, strict=True)), is_scalar(*values.values())
