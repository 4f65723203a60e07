"""What a pair is worth beside the other pairs of the same two units.

A unit belongs to one organisation. Where two that surely differ (two numbers of the register, two
towns) fit it about as well, each takes from the odds of the other.
"""

from __future__ import annotations

import numpy as np
import pandas as pd


def beside_rivals(pairs: pd.DataFrame, numbers: pd.Series, towns: pd.Series) -> np.ndarray:
    """Return the odds of each pair, in powers of ten, beside those of its rivals.

    Parameters
    ----------
    pairs : ``left, right, score``
    numbers, towns : the register number and the town of each unit that has one

    Examples
    --------
    >>> pairs = pd.DataFrame({"left": [0, 0, 3], "right": [1, 2, 4], "score": [2.0, 2.0, 2.0]})
    >>> numbers = pd.Series({1: "R1", 2: "R2", 4: "R4"}, dtype="string")
    >>> beside_rivals(pairs, numbers, pd.Series(dtype="string")).round(1).tolist()
    [-0.0, -0.0, 2.0]
    """
    score = pairs["score"].to_numpy()
    lost = np.maximum(_lost(pairs, numbers), _lost(pairs, towns))
    return np.asarray(score - np.log10(1 + lost))


def _lost(pairs: pd.DataFrame, labels: pd.Series) -> np.ndarray:
    """Return the odds that a unit without a label is one with another label, per pair."""
    lost, odds = np.zeros(len(pairs)), 10 ** np.minimum(pairs["score"].to_numpy(), 9)
    units = (pairs["left"], pairs["right"], labels.index)
    size = 1 + max((int(some.max()) for some in units if len(some)), default=0)
    label = np.full(size, -1)
    label[labels.index.to_numpy(dtype=np.int64)] = pd.factorize(labels)[0]
    for side, other in (("left", "right"), ("right", "left")):
        unit, of_other = pairs[side].to_numpy(), label[pairs[other].to_numpy()]
        at = np.flatnonzero((label[unit] < 0) & (of_other >= 0))
        both, place = np.unique(unit[at] * size + of_other[at], return_inverse=True)
        best = np.zeros(len(both))
        np.maximum.at(best, place, odds[at])
        of_unit = np.bincount(both // size, weights=best, minlength=size)
        lost[at] += of_unit[unit[at]] - best[place]
    return lost
