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
    lost = np.zeros(len(pairs))
    for side, other in (("left", "right"), ("right", "left")):
        told = pd.DataFrame({"unit": pairs[side], "label": pairs[other].map(labels)})
        told["odds"] = 10 ** np.minimum(pairs["score"], 9)
        told = told[~told["unit"].isin(labels.index)].dropna()
        best = told.groupby(["unit", "label"])["odds"].max()
        of_unit = best.groupby(level="unit").sum()
        own = best.reindex(pd.MultiIndex.from_frame(told[["unit", "label"]])).to_numpy()
        lost[told.index] += told["unit"].map(of_unit).to_numpy() - own
    return lost
