"""What changed between two waves, how sure that is, and whether one may say so.

The two waves are samples of finite populations and often share respondents. Each function gives
the difference (second minus first), its interval and p-value, an 80 % interval besides, and the
verdict that follows from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    is_scalar,
    normal_quantile,
    refuse,
    shaped,
)
from pijler_analysis.stats._columns import aligned, aligned_lists
from pijler_analysis.stats._judge import judged, touching
from pijler_analysis.stats._overlap import Marks, Waves, combined_se, divided, make_waves
from pijler_analysis.stats.paired import (
    CELLS,
    combined_limits,
    paired_change,
    phi,
    student_limits,
    student_p,
)
from pijler_analysis.stats.proportions import (
    effective_trials,
    proportion_interval,
    wilson_limits,
)
from pijler_analysis.stats.verdicts import census_verdict, verdict
from pijler_analysis.stats.waves import mean_change, standardised_change, survey_change

__all__ = [
    "census_verdict",
    "mean_change",
    "paired_change",
    "proportion_change",
    "standardised_change",
    "survey_change",
    "verdict",
]

Overlap = Mapping[str, ArrayLike] | pd.DataFrame | ArrayLike | None
POWER = 0.8
SAME = "tango, same respondents"
WITH_OVERLAP = "newcombe, overlap"
AS_INDEPENDENT = "newcombe, as independent"


def proportion_change(
    k1: ArrayLike,
    n1: ArrayLike,
    k2: ArrayLike,
    n2: ArrayLike,
    *,
    population1: ArrayLike | None = None,
    population2: ArrayLike | None = None,
    population_both: ArrayLike | None = None,
    overlap: Overlap = None,
    relevant: ArrayLike = 0.02,
    confidence: float = 0.95,
) -> dict[str, Any]:
    """Did a share change between two waves with partly the same respondents?

    Parameters
    ----------
    k1, n1, k2, n2 : yes and answers in the first and the second wave; scalars or arrays
    population1, population2 : units each wave was drawn from; None for unlimited
    population_both : units in both populations
        Left out: the smaller population is taken to lie wholly in the larger.
    overlap : those who answered in both waves, as a dict, a DataFrame or four numbers
        ``both, only1, only2, neither``: how many said yes both times, only in the first wave,
        only in the second, never. None where it is unknown, as with an anonymous wave: then the
        waves are taken as drawn independently. Four zeros: known to have nobody in common.
    relevant : the smallest change that matters, for the verdict

    Returns
    -------
    dict
        ``difference, se, low, high, low_80, high_80, p, verdict``; ``correlation`` of the two
        estimates; ``answers_needed``: answers in each wave with which a difference of this size
        would be shown four times in five; ``method``: *newcombe, overlap*, *newcombe, as
        independent* or *tango, same respondents*. Floats for scalars, arrays for arrays;
        missing without answers.

    Raises
    ------
    ValueError
        If counts are impossible by themselves or together, naming the item.

    Notes
    -----
    Limits: d ∓ √(a² + b² − 2ρab) with a, b the distances from each share to its Wilson limit
    (z² multiplied by (N−n)/(N−1)) on the side that matters (MOVER; Newcombe 1998). ρ is
    r (n₁₂/(n₁n₂) − N₁₂/(N₁N₂)) √(n₁n₂) / √((1−f₁)(1−f₂)), r the correlation of a unit's two
    answers: φ of the overlap, with Newcombe's continuity correction. With less overlap than
    chance would bring, ρ is negative and r is taken as at least ½. Where both waves have
    the same respondents, of one population: Tango's score limits as `paired_change` gives them,
    with t² multiplied by (N−n)/(N−1). p is where the interval would just touch 0, so
    p < 1 − confidence says the same as the interval. Tam (1984); Tango (1998); Qualité & Tillé
    (2008), *Survey Methodology* 34, 173–181.

    In R, independent and unlimited: ``DescTools::BinomDiffCI(k2, n2, k1, n1, method = "score")``;
    with everyone in both waves ``contingencytables::Tango_asymptotic_score_CI_paired_2x2`` (z
    where t stands here).

    Examples
    --------
    7 % of 150 became 15 % of 150, out of the same 985; 50 answered both times.

    >>> found = proportion_change(11, 150, 23, 150, population1=985, population2=985,
    ...                           overlap={"both": 3, "only1": 1, "only2": 5, "neither": 41})
    >>> round(found["difference"], 3), round(found["low"], 3), round(found["high"], 3)
    (0.08, 0.016, 0.145)
    >>> found["verdict"]
    'duidelijk'
    """
    aligned_lists(k1=k1, n1=n1, k2=k2, n2=n2, population1=population1, population2=population2)
    sources = (k1, n1, k2, n2, population1, population2)
    shares = _share(k1, n1, population1), _share(k2, n2, population2)
    table = _overlap_counts(overlap, sources)
    _check_overlap(table, sources)
    waves = make_waves(
        n1, n2, population1=population1, population2=population2,
        population_both=population_both, n_both=table.sum(axis=0),
    )  # fmt: skip
    both = _Shares(*shares, waves, table)
    found = {"difference": both.difference, "se": both.se, "correlation": both.correlation}
    found |= judged(
        both.difference, both.limits, p=both.p, relevant=relevant, confidence=confidence
    )
    found["answers_needed"] = both.answers_needed(confidence)
    known = np.where(both.paired, SAME, WITH_OVERLAP)
    found["method"] = np.where(np.isnan(waves.n_both), AS_INDEPENDENT, known).astype(object)
    shape = np.broadcast_shapes(*(column.shape for column in found.values()))
    whole = {name: np.broadcast_to(column, shape).copy() for name, column in found.items()}
    return shaped(is_scalar(*sources, population_both) and shape == (1,), whole)


def _share(k: ArrayLike, n: ArrayLike, population: ArrayLike | None) -> dict[str, Floats]:
    """Share of one wave with its standard error, as columns."""
    found = proportion_interval(k, n, population=population, method="wilson")
    return {name: np.atleast_1d(found[name]) for name in ("estimate", "se")}


@dataclass(frozen=True)
class _Shares:
    """The shares of two waves, and how they hang together."""

    first: dict[str, Floats]
    second: dict[str, Floats]
    waves: Waves
    table: Floats

    @property
    def difference(self) -> Floats:
        return self.second["estimate"] - self.first["estimate"]

    @cached_property
    def measured(self) -> Floats:
        """Correlation of a unit's two answers."""
        return self.waves.within(phi(self.table, corrected=False))

    @cached_property
    def paired(self) -> Marks:
        """Whether the same part of one population answered both times."""
        waves, common = self.waves, self.waves.size_both
        same = (waves.n1 == waves.n_both) & (waves.n2 == waves.n_both) & (waves.n1 > 0)
        return same & (waves.size1 == common) & (waves.size2 == common) & ~waves.all_asked

    @cached_property
    def correlation(self) -> Floats:
        """Correlation of the two shares, as the interval takes it."""
        corrected = phi(self.table, corrected=True)
        as_measured = self.paired | (self.waves.excess < 0)
        return self.waves.correlation(np.where(as_measured, self.measured, corrected))

    @property
    def se(self) -> Floats:
        first, second = self.first["se"], self.second["se"]
        return combined_se(first, second, self.waves.correlation(self.measured))

    @property
    def p(self) -> Floats:
        """p-value at which the limits just touch 0."""
        found = touching(self.difference, self.newcombe_limits)
        if not self.paired.any():
            return found
        return np.where(self.paired, student_p(*self.pairs, left=self.left), found)

    @property
    def pairs(self) -> tuple[Floats, Floats, Floats]:
        """Who said yes only the first time, only the second, and all; missing if not paired."""
        _, only1, only2, _ = self.table
        return only1, only2, np.where(self.paired, self.waves.n1, np.nan)

    @property
    def left(self) -> Floats:
        """Part of the variance that is left in a finite population: (N−n)/(N−1)."""
        return divided(self.waves.n1, effective_trials(self.waves.n1, self.waves.size1))

    def limits(self, z: Floats) -> tuple[Floats, Floats]:
        """Limits of the difference, as wide as z standard errors of a normal estimate."""
        found = self.newcombe_limits(z)
        if not self.paired.any():
            return found
        pairs = student_limits(*self.pairs, z, left=self.left)
        low, high = (np.where(self.paired, a, b) for a, b in zip(pairs, found, strict=True))
        return low, high

    def newcombe_limits(self, z: Floats) -> tuple[Floats, Floats]:
        """Limits of the difference from those of each share, z standard errors wide."""
        waves, sides = self.waves, []
        for share, n, size in (
            (self.first["estimate"], waves.n1, waves.size1),
            (self.second["estimate"], waves.n2, waves.size2),
        ):
            sides.append((share, *wilson_limits(share, effective_trials(n, size), z)))
        return combined_limits(sides[0], sides[1], self.correlation)

    def answers_needed(self, confidence: float) -> Floats:
        """Answers in each wave that would show this difference, at the same rate of overlap."""
        waves = self.waves
        again = np.nan_to_num(divided(waves.n_both, np.minimum(waves.n1, waves.n2)))
        spread1, spread2 = (s["estimate"] * (1 - s["estimate"]) for s in (self.first, self.second))
        product = self.measured * np.sqrt(spread1 * spread2)
        per_answer = spread1 + spread2 - 2 * product * again
        when_all = spread1 / waves.size1 + spread2 / waves.size2 - 2 * product * waves.common
        z = normal_quantile(confidence) + special.ndtri(POWER)
        with np.errstate(invalid="ignore", divide="ignore"):
            needed = np.ceil(per_answer / ((self.difference / z) ** 2 + when_all))
        everyone = np.minimum(waves.size1, waves.size2)
        return np.clip(needed, 1, everyone)


def _overlap_counts(overlap: Overlap, sources: tuple[Any, ...]) -> Floats:
    """Read ``both, only1, only2, neither`` (rows) per item (columns); missing when unknown."""
    if overlap is None:
        return np.full((4, 1), np.nan)
    if isinstance(overlap, Mapping | pd.DataFrame):
        unknown = [name for name in overlap if name not in CELLS]
        if unknown:
            raise ValueError(f"overlap has {unknown[0]!r}: it has {', '.join(CELLS)}")
        absent = [name for name in CELLS if name not in overlap]
        if absent:
            raise ValueError(f"overlap lacks {absent[0]!r}: it has {', '.join(CELLS)}")
        table = np.stack(list(aligned(**{name: overlap[name] for name in CELLS})[0].values()))
    else:
        table = as_floats(overlap, "overlap")
        table = table.reshape(4, 1) if table.size == 4 else table
    if table.ndim != 2 or len(table) != 4:
        raise ValueError(f"overlap has 4 counts: {', '.join(CELLS)}")
    wrong = ((table < 0) | ~np.isnan(table) & (table != np.rint(table))).any(axis=0)
    refuse(wrong, lambda i: f"overlap holds what is not a count: {table[:, i].tolist()}", *sources)
    return table


def _check_overlap(table: Floats, sources: tuple[Any, ...]) -> None:
    """Refuse an overlap that does not fit in the answers of either wave."""
    k1, n1, k2, n2 = (np.atleast_1d(as_floats(source)) for source in sources[:4])
    both, only1, only2, neither = table
    for name, part, whole in (
        ("yes in the first wave", both + only1, k1),
        ("yes in the second wave", both + only2, k2),
        ("no in the first wave", only2 + neither, n1 - k1),
        ("no in the second wave", only1 + neither, n2 - k2),
    ):
        parts, wholes = np.broadcast_arrays(part, whole)
        told = [f"overlap has {a:g} {name}, of {b:g}" for a, b in zip(parts, wholes, strict=True)]
        refuse(parts > wholes, told.__getitem__, *sources)
