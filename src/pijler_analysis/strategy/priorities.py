"""Which challenge first, when the weights are open to debate and the evidence is uncertain.

Each challenge is scored on a few criteria; a total needs weights, and whoever chooses the weights
chooses the order. So the order is computed over all weights that can be defended and over the
uncertainty of the evidence (stochastic multicriteria acceptability analysis, SMAA-2: Lahdelma &
Salminen 2001): how often does each challenge end first, second, third?
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

DRAWS = 10_000
TOP = 3


class NoWeightsError(ValueError):
    """No weights, or hardly any, lie within the bounds."""


@dataclass(frozen=True)
class Ranking:
    """How often each alternative takes each rank.

    Attributes
    ----------
    acceptability : one row per alternative: ``alternative, score, rank, top, mean_rank`` and the
        share of the draws in which it takes rank 1, 2, …; ``top`` is the share in the first three
        and ``score`` and ``rank`` are those of the base weights and the middle of the evidence
    central_weights : for each alternative that is ever first, the mean of the weights that put it
        there; a row per alternative, a column per criterion
    scores : one row per draw, one column per alternative
    """

    acceptability: pd.DataFrame
    central_weights: pd.DataFrame
    scores: pd.DataFrame


def rank_acceptability(
    evidence: pd.DataFrame,
    *,
    weights: Mapping[str, float],
    bounds: Mapping[str, tuple[float, float]] | None = None,
    draws: int = DRAWS,
    seed: int = 11,
) -> Ranking:
    """Rank alternatives over all weights that can be defended and over uncertain evidence.

    Parameters
    ----------
    evidence : one row per alternative and criterion: ``alternative, criterion, value, low, high``;
        a missing value takes the range of the whole criterion, so that what is not known can
        fall either way
    weights : base weight of each criterion, adding up to anything positive
    bounds : smallest and largest share each criterion may weigh; without bounds any weights at all
    draws, seed : how many draws, and from which seed; the same seed gives the same result

    Notes
    -----
    Values are drawn evenly between ``low`` and ``high``, put on a scale from 0 (the lowest value a
    criterion can take) to 1 (the highest), and weights are drawn evenly over all weights that add
    up to one (Dirichlet with ones), again until they lie within the bounds.

    Raises
    ------
    ValueError
        If a criterion has no weight, or no weights lie within the bounds.
    """
    criteria = list(weights)
    names = list(dict.fromkeys(evidence["alternative"]))
    middle, low, high = (
        _matrix(evidence, part, names, criteria) for part in ("value", "low", "high")
    )
    base = np.array([weights[name] for name in criteria], dtype=float)
    if base.sum() <= 0 or (base < 0).any():
        raise ValueError("weights must be 0 or more and not all 0")
    random = np.random.default_rng(seed)
    values = random.uniform(low, high, size=(draws, *low.shape))
    drawn = _weights(random, criteria, bounds or {}, draws)
    scores = np.einsum("dac,dc->da", values, drawn)
    ranks = scores.shape[1] - scores.argsort(axis=1).argsort(axis=1)
    base_score = middle @ (base / base.sum())
    shares = np.stack([(ranks == place + 1).mean(axis=0) for place in range(len(names))], axis=1)
    table = pd.DataFrame(shares, columns=range(1, len(names) + 1)).assign(
        alternative=names,
        score=base_score,
        rank=pd.Series(base_score).rank(ascending=False, method="min").astype(int),
        top=(ranks <= TOP).mean(axis=0),
        mean_rank=ranks.mean(axis=0),
    )
    leads = ["alternative", "score", "rank", "top", "mean_rank"]
    return Ranking(
        acceptability=table[[*leads, *range(1, len(names) + 1)]],
        central_weights=_central(drawn, ranks, names, criteria),
        scores=pd.DataFrame(scores, columns=names),
    )


def _matrix(evidence: pd.DataFrame, part: str, names: list[str], criteria: list[str]) -> np.ndarray:
    """Return one part of the evidence on the scale of each criterion, alternatives in rows."""
    unknown = sorted(set(evidence["criterion"]) ^ set(criteria))
    if unknown:
        raise ValueError(f"criterion {unknown[0]!r} has evidence or a weight, not both")
    lowest = evidence.groupby("criterion")["low"].min()
    span = (evidence.groupby("criterion")["high"].max() - lowest).replace(0.0, 1.0)
    edge = {"low": 0.0, "high": 1.0, "value": 0.5}[part]
    scaled = (evidence[part] - evidence["criterion"].map(lowest)) / evidence["criterion"].map(span)
    wide = evidence.assign(scaled=scaled.astype(float).fillna(edge)).pivot(
        index="alternative", columns="criterion", values="scaled"
    )
    return wide.reindex(index=names, columns=criteria).fillna(edge).to_numpy()


def _weights(
    random: np.random.Generator,
    criteria: list[str],
    bounds: Mapping[str, tuple[float, float]],
    draws: int,
) -> np.ndarray:
    """Draw weights that add up to one, evenly over all that lie within the bounds."""
    low = np.array([bounds.get(name, (0.0, 1.0))[0] for name in criteria])
    high = np.array([bounds.get(name, (0.0, 1.0))[1] for name in criteria])
    free = 1.0 - low.sum()
    if free < -1e-12 or high.sum() < 1.0 - 1e-12:
        raise NoWeightsError("no weights lie within the bounds")
    kept: list[np.ndarray] = []
    for _ in range(1000):
        drawn = low + max(free, 0.0) * random.dirichlet(np.ones(len(criteria)), size=draws)
        kept.append(drawn[(drawn <= high + 1e-12).all(axis=1)])
        if sum(map(len, kept)) >= draws:
            return np.concatenate(kept)[:draws]
    raise NoWeightsError("hardly any weights lie within the bounds; widen them")


def _central(
    drawn: np.ndarray, ranks: np.ndarray, names: list[str], criteria: list[str]
) -> pd.DataFrame:
    first = {
        name: drawn[ranks[:, place] == 1].mean(axis=0)
        for place, name in enumerate(names)
        if (ranks[:, place] == 1).any()
    }
    return pd.DataFrame.from_dict(first, orient="index", columns=criteria).rename_axis(
        "alternative"
    )


def flipping_weights(
    evidence: pd.DataFrame, *, weights: Mapping[str, float], challenger: str
) -> pd.Series | None:
    """Return the weights nearest to the base weights that put another alternative first.

    Nearest is the smallest sum of absolute changes (linear programming). The evidence stands at
    its middle.

    Returns
    -------
    a weight per criterion, adding up to one; None where no weights at all do it
    """
    from scipy.optimize import linprog

    criteria = list(weights)
    names = list(dict.fromkeys(evidence["alternative"]))
    values = _matrix(evidence, "value", names, criteria)
    base = np.array([weights[name] for name in criteria], dtype=float)
    base /= base.sum()
    size, own = len(criteria), values[names.index(challenger)]
    others = values[[place for place, name in enumerate(names) if name != challenger]] - own
    unit = np.eye(size)
    found = linprog(
        np.concatenate([np.zeros(size), np.ones(size)]),
        A_ub=np.vstack(
            [
                np.hstack([others, np.zeros((len(others), size))]),
                np.hstack([unit, -unit]),
                np.hstack([-unit, -unit]),
            ]
        ),
        b_ub=np.concatenate([np.zeros(len(others)), base, -base]),
        A_eq=np.concatenate([np.ones(size), np.zeros(size)])[None, :],
        b_eq=[1.0],
        bounds=[(0, 1)] * size + [(0, None)] * size,
    )
    return None if found.x is None else pd.Series(found.x[:size], index=criteria)
