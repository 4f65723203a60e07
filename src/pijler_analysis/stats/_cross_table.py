"""Do two answers go together, judged with the design of the survey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats import _special as special
from pijler_analysis.stats._arrays import Floats, as_floats, check_same_rows
from pijler_analysis.stats._design import Design, Population, make_design

_NO_SPREAD = 1e-9
"""Sum of design effects under which the design shows no spread to judge by."""


def cross_table_test(
    rows: ArrayLike | pd.Series,
    columns: ArrayLike | pd.Series,
    *,
    weights: ArrayLike | pd.Series | None = None,
    strata: ArrayLike | pd.Series | None = None,
    clusters: ArrayLike | pd.Series | None = None,
    population: Population = None,
    raking: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Are two answers independent of each other in the population?

    Parameters
    ----------
    rows, columns : labels, one per respondent; a respondent lacking either takes no part

    The other parameters are those of `survey.mean`.

    Returns
    -------
    dict with ``f``, ``df``, ``df_residual``, ``p``, ``chi2``, ``n``, ``method``
        ``chi2`` is Pearson's, of the weighted table scaled to ``n`` respondents. All but ``n`` are
        missing when either answer takes fewer than two values, or everyone was asked; where each
        answer fixes the other, all but ``n`` and ``chi2``: the design then shows no spread.

    Raises
    ------
    ValueError
        As in `survey.mean`.

    Notes
    -----
    F = X² / tr Δ with Δ the generalised design effects of the interaction, on
    d = (tr Δ)²/tr Δ² and d·ν degrees of freedom, ν sampling units minus strata: the second-order
    correction of Rao and Scott 1984, as Thomas and Rao 1987 use it.

    In R: ``svychisq(~rows + columns, design, statistic = "F")``.

    Examples
    --------
    >>> place = ["A"] * 20 + ["B"] * 20
    >>> came = ["yes"] * 15 + ["no"] * 5 + ["yes"] * 6 + ["no"] * 14
    >>> found = cross_table_test(place, came, population=400)
    >>> round(found["f"], 2), found["df"], round(found["p"], 4)
    (8.8, 1.0, 0.0051)
    """
    count = check_same_rows(
        rows=rows, columns=columns, weights=weights, strata=strata, clusters=clusters
    )
    design = make_design(
        count,
        weights=weights,
        strata=strata,
        clusters=clusters,
        population=population,
        raking=raking,
    )
    labels = [pd.Series(part).reset_index(drop=True) for part in (rows, columns)]
    both = (labels[0].notna() & labels[1].notna()).to_numpy() & (design.weights > 0)
    # labels of those who take part only: what others said is no row or column of the table
    row_codes, row_labels = pd.factorize(labels[0].where(both))
    column_codes, column_labels = pd.factorize(labels[1].where(both))
    shape = (len(row_labels), len(column_labels))
    cell = np.where(both, row_codes * shape[1] + column_codes, -1)
    member = (cell[:, None] == np.arange(shape[0] * shape[1])).astype(float)
    return _rao_scott(design, member, both, shape)


def _rao_scott(
    design: Design, member: Floats, both: NDArray[np.bool_], shape: tuple[int, int]
) -> dict[str, Any]:
    """The test from a column of membership per cell of the table."""
    n = int(both.sum())
    nothing = {"f": np.nan, "df": np.nan, "df_residual": np.nan, "p": np.nan, "chi2": np.nan}
    result: dict[str, Any] = {**nothing, "n": n, "method": "Rao-Scott F"}
    if min(shape) < 2 or design.all_asked:
        return result
    mass = design.weights @ both
    p = design.weights @ member / mass
    covariance = design.covariance(member / mass)  # contrasts do without the mean
    effects = _generalised_effects(p, covariance, n, shape)
    expected = np.outer(p.reshape(shape).sum(axis=1), p.reshape(shape).sum(axis=0)).ravel()
    chi2 = float(n * ((p - expected) ** 2 / expected).sum())
    trace = float(np.trace(effects))
    if trace < _NO_SPREAD:
        return result | {"chi2": chi2}
    df = trace**2 / float(np.trace(effects @ effects))
    f, rest = chi2 / trace, df * design.degrees_of_freedom(both)
    found = {"f": f, "df": df, "df_residual": rest, "p": special.fdtrc(df, rest, f), "chi2": chi2}
    return result | {name: float(value) for name, value in found.items()}


def _generalised_effects(p: Floats, covariance: Floats, n: int, shape: tuple[int, int]) -> Floats:
    """Covariance of the interaction contrasts, relative to simple random sampling."""
    contrasts = _interaction(shape)
    inverse = np.where(p > 0, 1 / np.where(p > 0, p, 1.0), 0.0)
    simple = contrasts.T @ (inverse[:, None] / n * contrasts)
    scaled = inverse[:, None] * contrasts
    return as_floats(np.linalg.solve(simple, scaled.T @ covariance @ scaled))


def _interaction(shape: tuple[int, int]) -> Floats:
    """Columns that span the interaction: orthogonal to all row and column effects."""
    rows, columns = (np.eye(size)[:, 1:] - 1 / size for size in shape)
    return as_floats(np.kron(rows, columns))
