"""How the estimates of two waves hang together when some respondents took part in both.

The variance of a change is V₁ + V₂ − 2 S₁₂ (n₁₂/(n₁n₂) − N₁₂/(N₁N₂)), with n₁₂ the respondents
of both waves and N₁₂ the units in both populations (Tam 1984; Qualité & Tillé 2008). The second
term is what chance alone would bring: with less overlap than that, the two estimates are
negatively correlated, since who was drawn in one wave was not in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats._arrays import Floats, not_whole, refuse
from pijler_analysis.stats._columns import aligned

Marks = NDArray[np.bool_]
Ids = Sequence[Any] | pd.Series | pd.Index | NDArray[Any]
Places = tuple[NDArray[np.intp], NDArray[np.intp]]

CAUTIOUS = 0.5
"""Correlation within units taken, at least, where the overlap is less than chance would bring."""


_ROUNDING = 1e-12
"""Part of a variance that subtracting its equal may leave over."""


def divided(above: Floats, below: Floats) -> Floats:
    """A quotient, missing where nothing is divided by nothing."""
    with np.errstate(invalid="ignore"):
        return above / below


@dataclass(frozen=True)
class Waves:
    """Sizes of two waves: respondents, populations, and what they have in common."""

    n1: Floats
    n2: Floats
    size1: Floats
    size2: Floats
    n_both: Floats
    size_both: Floats

    @property
    def fractions(self) -> tuple[Floats, Floats]:
        """Share of each population that answered."""
        return divided(self.n1, self.size1), divided(self.n2, self.size2)

    @property
    def all_asked(self) -> Marks:
        """Whether everyone answered in both waves."""
        return (self.n1 >= self.size1) & (self.n2 >= self.size2)

    @property
    def excess(self) -> Floats:
        """n₁₂/(n₁n₂) − N₁₂/(N₁N₂); missing without answers."""
        return divided(self.n_both, self.n1 * self.n2) - self.common

    @property
    def common(self) -> Floats:
        """N₁₂/(N₁N₂); 0 when a population is unlimited."""
        shared = np.where(np.isinf(self.size_both), 0.0, self.size_both)
        return divided(divided(shared, self.size1), self.size2)

    def within(self, measured: Floats | float) -> Floats:
        """Correlation of a unit's two answers: as measured, cautious where overlap is scarce."""
        return np.where(self.excess < 0, np.maximum(measured, CAUTIOUS), measured)

    def correlation(self, within: Floats) -> Floats:
        """Correlation of the two estimates, from that of a unit's two answers.

        0 where the overlap is not known: on average, independent draws have the overlap that
        chance brings.
        """
        f1, f2 = self.fractions
        with np.errstate(invalid="ignore", divide="ignore"):
            scale = np.sqrt(self.n1 * self.n2 / ((1 - f1) * (1 - f2)))
            found = within * self.excess * scale
        none = (f1 >= 1) | (f2 >= 1) | np.isnan(self.n_both)
        return np.where(none, 0.0, np.clip(found, -1, 1))


def make_waves(
    n1: ArrayLike,
    n2: ArrayLike,
    *,
    population1: ArrayLike | None,
    population2: ArrayLike | None,
    population_both: ArrayLike | None,
    n_both: ArrayLike,
) -> Waves:
    """Put the sizes in line and check that they can be true together.

    A missing ``n_both`` is an overlap nobody knows. Without ``population_both`` the smaller
    population is taken to lie wholly in the larger.
    """
    sizes, _ = aligned(
        n1=n1,
        n2=n2,
        population1=np.inf if population1 is None else population1,
        population2=np.inf if population2 is None else population2,
        n_both=n_both,
        population_both=population_both,
    )
    for what in ("population1", "population2", "population_both"):
        told = [f"{what} is not whole: {size:g}" for size in sizes[what]]
        wrong = not_whole(sizes[what]) & ~np.isposinf(sizes[what])
        refuse(wrong, told.__getitem__, n1, n2, population1, population2, population_both)
    smaller = np.minimum(sizes["population1"], sizes["population2"])
    waves = Waves(
        sizes["n1"],
        sizes["n2"],
        sizes["population1"],
        sizes["population2"],
        sizes["n_both"],
        smaller if population_both is None else sizes["population_both"],
    )
    sources = (n1, n2, population1, population2, n_both, population_both)
    for n, size in ((waves.n1, waves.size1), (waves.n2, waves.size2)):
        told = [
            f"{a:g} respondents, of a population of {b:g}" for a, b in zip(n, size, strict=True)
        ]
        refuse(n > size, told.__getitem__, *sources)
    refuse(
        (waves.size_both > smaller) | (waves.size_both < 0),
        lambda i: f"{waves.size_both[i]:g} units in both populations, of {smaller[i]:g}",
        *sources,
    )
    _check_room(waves, *sources)
    return waves


def _check_room(waves: Waves, *sources: object) -> None:
    """Refuse more respondents in both waves than there can be, or fewer."""
    both, most = waves.n_both, np.minimum(np.minimum(waves.n1, waves.n2), waves.size_both)
    with np.errstate(invalid="ignore"):
        units = waves.size1 + waves.size2 - waves.size_both
        least = np.where(np.isfinite(units), waves.n1 + waves.n2 - units, 0)
    shown = "respondents in both waves, of at"
    refuse(both > most, lambda i: f"{both[i]:g} {shown} most {most[i]:g}", *sources)
    refuse(both < least, lambda i: f"{both[i]:g} {shown} least {least[i]:g}", *sources)


def positions_in_both(ids1: Ids, ids2: Ids) -> Places:
    """Places, in either wave, of those who took part in both; an id may occur once a wave.

    Whoever has no id is taken to have answered once.
    """
    first, second = pd.Series(list(ids1), dtype=object), pd.Series(list(ids2), dtype=object)
    for name, ids in (("first", first), ("second", second)):
        repeated = ids[ids.duplicated() & ids.notna()]
        if len(repeated):
            raise ValueError(f"id {repeated.iloc[0]!r} occurs twice in the {name} wave")
    known1, known2 = first.dropna(), second.dropna()
    texts = [{isinstance(unit, str) for unit in known} for known in (known1, known2)]
    if {True} in texts and {False} in texts:
        raise ValueError("ids are text in one wave and numbers in the other: nobody would be met")
    places = pd.Index(known2).get_indexer(pd.Index(known1))
    met = places >= 0
    return known1.index.to_numpy()[met], known2.index.to_numpy()[places[met]]


def correlation_within(values1: Floats, values2: Floats, pairs: Places) -> Floats:
    """Correlation of a unit's two values, per column: covariance of the pairs over both spreads.

    0 where there are fewer than two pairs, or no spread to compare with.
    """
    here1, here2 = pairs
    if here1.size < 2:
        return np.zeros(values1.shape[1])
    spread = values1.std(axis=0, ddof=1) * values2.std(axis=0, ddof=1)
    apart1, apart2 = values1[here1], values2[here2]
    products = (apart1 - apart1.mean(axis=0)) * apart2
    with np.errstate(invalid="ignore", divide="ignore"):
        found = products.sum(axis=0) / (here1.size - 1) / spread
    return np.where(spread > 0, np.clip(found, -1, 1), 0.0)


def partial_df(first: Floats, second: Floats, waves: Waves) -> Floats:
    """Degrees of freedom between Welch's and those of pairs, by the share answering twice."""
    both = np.nan_to_num(waves.n_both)
    once = waves.n1 + waves.n2 - 2 * both
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = [
            np.where(se > 0, se**4 / (n - 1), 0.0)
            for se, n in ((first, waves.n1), (second, waves.n2))
        ]
        welch = (first**2 + second**2) ** 2 / (parts[0] + parts[1])
        return np.asarray(both - 1 + (welch - both + 1) * once / (once + 2 * both))


def combined_se(first: Floats, second: Floats, correlation: ArrayLike) -> Floats:
    """Standard error of the difference of two correlated estimates.

    Where the two move as one nothing is left but rounding, and that is 0.
    """
    apart = first**2 + second**2
    variance = apart - 2 * np.asarray(correlation) * first * second
    return np.sqrt(np.where(variance > _ROUNDING * apart, variance, 0 * variance))
