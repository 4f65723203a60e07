"""How unevenly an amount is divided over those who share it.

Every function takes one list of amounts, one per organisation. Zeros count: whether the list
holds applicants (zeros in) or grantees (zeros out) is the caller's question. Missing amounts are
left out. Nobody, or nothing to divide, gives missing; a negative amount is refused.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pijler_analysis.stats._arrays import Floats, as_floats, refuse


def gini(x: ArrayLike, *, corrected: bool = True) -> float:
    """How far is the division from everyone having the same? 0 is equal, 1 is all for one.

    Parameters
    ----------
    x : amounts, one per organisation
        Missing ones are left out, zeros are not.
    corrected : bool
        Multiply by n/(n−1), so that the largest possible value is 1 whatever n is. Without it
        the largest is (n−1)/n, and small groups look more equal than they are.

    Returns
    -------
    float
        Missing for nobody, for a sum of 0, and for one organisation when corrected.

    Notes
    -----
    G = Σ (2i − n − 1) x₍ᵢ₎ / (n Σ x), times n/(n−1). Deltas (2003), *Review of Economics and
    Statistics* 85, 226–234. In R: ``ineq::Gini(x, corr = TRUE)``.

    Examples
    --------
    >>> gini([250, 250, 500, 1000])
    0.4166666666666667
    >>> gini([0, 0, 0, 1000])
    1.0
    """
    amounts = _amounts(x)
    n, total = amounts.size, amounts.sum()
    divisor = (n - 1) if corrected else n
    if total == 0 or divisor == 0:
        return float("nan")
    steps = 2 * np.arange(1, n + 1) - n - 1
    return float(steps @ amounts / (divisor * total))


def _amounts(x: ArrayLike) -> Floats:
    """Sort the amounts; missing ones are left out, impossible ones refused by name."""
    amounts = as_floats(x)
    if amounts.ndim != 1:
        raise ValueError("x is not a list of amounts")
    refuse(amounts < 0, lambda i: f"negative amount {amounts[i]:g}", x)
    refuse(np.isinf(amounts), lambda i: f"amount {amounts[i]:g} is not a number", x)
    return np.sort(amounts[~np.isnan(amounts)])
