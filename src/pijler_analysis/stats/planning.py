"""How many answers are needed, and which change they would show."""

from __future__ import annotations

import math

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import check_number, normal_quantile

HALVINGS = 60


def sample_size(
    half_width: float,
    *,
    population: float | None = None,
    proportion: float = 0.5,
    confidence: float = 0.95,
) -> int:
    """How many answers make a share known to plus or minus ``half_width``?

    Parameters
    ----------
    half_width : as a share: 0.05 for five percentage points
    population : number of units to draw from; None for unlimited
    proportion : the share expected; one half asks for most answers

    Returns
    -------
    int, never more than the population; nothing here may be missing

    Raises
    ------
    ValueError
        If ``half_width`` or ``proportion`` is no share, or the population under 1.

    Notes
    -----
    n₀ = z² p(1−p)/h², then n₀ / (1 + (n₀ − 1)/N), rounded up. Cochran 1977, section 4.4.
    In R: ``ceiling(n0 / (1 + (n0 - 1) / N))`` with ``n0 <- qnorm(.975)^2 * p * (1 - p) / h^2``.

    Examples
    --------
    >>> sample_size(0.05), sample_size(0.05, population=985)
    (385, 277)
    """
    for name, value in (("half_width", half_width), ("proportion", proportion)):
        check_number(name, value)
    check_number("population", population, optional=True)
    if not 0 < half_width < 1:
        raise ValueError(f"half_width must lie between 0 and 1, not {half_width}")
    if not 0 <= proportion <= 1:
        raise ValueError(f"proportion must lie between 0 and 1, not {proportion}")
    everyone = math.inf if population is None else population
    if not everyone >= 1:
        raise ValueError(f"population must be at least 1, not {population}")
    if math.isfinite(everyone) and everyone != int(everyone):
        raise ValueError(f"population is not whole: {population}")
    certain = (half_width / normal_quantile(confidence)) ** 2
    spread = proportion * (1 - proportion)
    if math.isinf(everyone):
        needed = spread / certain if certain else math.inf
    else:
        needed = spread * everyone / (certain * (everyone - 1) + spread) if spread else 0.0
    if math.isinf(needed):
        raise ValueError(f"half_width {half_width} is too small for any number of answers")
    return max(1, math.ceil(needed - 1e-9))


def detectable_change(
    n1: float,
    n2: float,
    *,
    baseline: float,
    population1: float | None = None,
    population2: float | None = None,
    overlap: float = 0,
    correlation: float = 0.5,
    power: float = 0.8,
    confidence: float = 0.95,
) -> float:
    """How much must a share rise between two waves to be seen with the given probability?

    Parameters
    ----------
    n1, n2 : answers in the first and second wave
    baseline : the share in the first wave; for a fall pass ``1 - baseline``
    population1, population2 : units to draw from; None for unlimited. With both given, the
        smaller population is taken to lie within the larger.
    overlap : units that answered both waves; more than 0 where the waves together ask more
        units than there are
    correlation : between the two answers of one unit
    power : probability of seeing the rise

    Returns
    -------
    float, as a share: 0.1 for ten percentage points; missing when even a rise to one is not seen

    Raises
    ------
    ValueError
        If a wave exceeds its population, the overlap a wave, or a share does not lie in 0 to 1.

    Notes
    -----
    The d that solves d = z_{1−α/2} √V₀ + z_power √V₁, where V₁ is the variance of the difference
    (1−f₁)s₁²/n₁ + (1−f₂)s₂²/n₂ − 2·r·s₁s₂ (n₁₂/(n₁n₂) − N₁₂/(N₁N₂)), s² = p(1−p)·N/(N−1), and
    V₀ the same with both shares at their common mean. Tam 1984; Fleiss, Levin and Paik 2003, ch. 4.

    In R, for equal n, unlimited populations and no overlap:
    ``power.prop.test(n = n, p1 = baseline, power = power)$p2 - baseline``.

    Examples
    --------
    >>> round(detectable_change(150, 160, baseline=0.07), 3)
    0.104
    >>> round(detectable_change(150, 160, baseline=0.07, population1=985, population2=985), 3)
    0.099
    """
    for name, value in (
        ("n1", n1), ("n2", n2), ("baseline", baseline), ("overlap", overlap),
        ("correlation", correlation), ("power", power),
    ):  # fmt: skip
        check_number(name, value)
    check_number("population1", population1, optional=True)
    check_number("population2", population2, optional=True)
    waves = _two_waves(n1, n2, population1, population2, overlap)
    for name, value in (("baseline", baseline), ("power", power)):
        if not 0 < value < 1:
            raise ValueError(f"{name} must lie between 0 and 1, not {value}")
    if not -1 <= correlation <= 1:
        raise ValueError(f"correlation must lie between -1 and 1, not {correlation}")
    z, z_power = normal_quantile(confidence), float(special.ndtri(power))

    def short_of(later: float) -> float:
        middle = (n1 * baseline + n2 * later) / (n1 + n2)
        under_null = _change_variance(middle, middle, waves, correlation)
        variance = _change_variance(baseline, later, waves, correlation)
        return z * math.sqrt(under_null) + z_power * math.sqrt(variance) - (later - baseline)

    if short_of(1.0) > 0:
        return float("nan")
    unseen, seen = 0.0, 1 - baseline
    for _ in range(HALVINGS):
        middle = (unseen + seen) / 2
        if short_of(baseline + middle) > 0:
            unseen = middle
        else:
            seen = middle
    return seen


def _two_waves(
    n1: float, n2: float, population1: float | None, population2: float | None, overlap: float
) -> tuple[float, float, float]:
    """Factors of s₁², s₂² and −2·s₁s₂·r in the variance of a difference between waves."""
    for number, n, size in ((1, n1, population1), (2, n2, population2)):
        if not n > 0:
            raise ValueError(f"n{number} must be positive, not {n}")
        if size is not None and n > size:
            raise ValueError(f"n{number} exceeds population{number}: {n:g} of {size:g}")
        if size is not None and not size > 0:
            raise ValueError(f"population{number} must be positive, not {size}")
    if not 0 <= overlap <= min(n1, n2):
        raise ValueError(f"overlap must lie between 0 and the smaller wave, not {overlap}")
    if population1 is not None and population2 is not None:
        least = n1 + n2 - max(population1, population2)
        if overlap < least:
            raise ValueError(f"overlap must be at least {least:g}, not {overlap:g}")
    own = [
        1 / n if size is None else (size - n) / max(size - 1, 1) / n
        for n, size in ((n1, population1), (n2, population2))
    ]
    both = overlap / (n1 * n2)
    if population1 is not None and population2 is not None:
        larger = max(population1, population2)
        both = (both - 1 / larger) * larger / max(larger - 1, 1)
    return own[0], own[1], both


def _change_variance(
    first: float, second: float, waves: tuple[float, float, float], correlation: float
) -> float:
    """Variance of the difference between two shares."""
    a, b = first * (1 - first), second * (1 - second)
    found = a * waves[0] + b * waves[1] - 2 * correlation * math.sqrt(a * b) * waves[2]
    return max(found, 0.0)
