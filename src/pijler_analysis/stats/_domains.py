"""Estimates per domain of a survey, linearised: scores, their variance, and the report of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    check_confidence,
    check_same_rows,
    item_name,
    refuse,
)
from pijler_analysis.stats._design import Design, Population, make_design
from pijler_analysis.stats._share_limits import effective_answers, mean_limits, share_limits

Answers = ArrayLike | pd.Series | pd.DataFrame


@dataclass(frozen=True)
class Sample:
    """Answers (rows × items) with the groups to report and the design they came from."""

    values: Floats
    items: list[Any] | None
    groups: list[tuple[Any, NDArray[np.bool_]]] | None
    design: Design

    @property
    def domains(self) -> list[NDArray[np.bool_]]:
        """The rows of each group, or all rows."""
        if self.groups is None:
            return [np.ones(len(self.values), dtype=bool)]
        return [rows for _, rows in self.groups]


_ROUNDING = 1e-13
"""An answer this close to the mean, relative to itself, is the mean."""


@dataclass(frozen=True)
class Linear:
    """Estimates of one domain with their variance, and what an interval needs besides."""

    estimate: Floats
    variance: Floats
    n: Floats
    df: Floats
    deff: Floats


def make_sample(
    y: Answers,
    by: ArrayLike | pd.Series | None,
    weights: ArrayLike | pd.Series | None,
    strata: ArrayLike | pd.Series | None,
    clusters: ArrayLike | pd.Series | None,
    population: Population,
    raking: Mapping[str, Any] | None,
    name: str = "y",
) -> Sample:
    """Answers, groups and design of one call, checked to be of the same rows."""
    rows = check_same_rows(**{name: y}, by=by, weights=weights, strata=strata, clusters=clusters)
    values = as_floats(y, name)
    if values.ndim > 2:
        raise ValueError("answers have rows and items, not more")
    items: list[Any] | None = list(y.columns) if isinstance(y, pd.DataFrame) else None
    if values.ndim == 1:
        values = values[:, None]
    elif items is None:
        items = [*range(values.shape[1])]
    if not values.shape[1]:
        raise ValueError(f"{name} has no item")
    check_finite(values, y)
    design = make_design(
        rows,
        weights=weights,
        strata=strata,
        clusters=clusters,
        population=population,
        raking=raking,
    )
    return Sample(values, items, None if by is None else _groups(by), design)


def _groups(by: ArrayLike | pd.Series) -> list[tuple[Any, NDArray[np.bool_]]]:
    """Label and rows of each group: categories in their order, else sorted; blanks last."""
    groups = pd.Series(by)
    if not isinstance(groups.dtype, pd.CategoricalDtype):
        groups = groups.astype("category")
    codes = groups.cat.codes.to_numpy()
    found = [(label, codes == i) for i, label in enumerate(groups.cat.categories)]
    if (codes < 0).any():
        found.append((np.nan, codes < 0))
    return found


def check_finite(values: Floats, y: Answers) -> None:
    """Raise where an answer is infinite."""
    rows = values if values.ndim > 1 else values[:, None]
    refuse(np.atleast_1d(np.isinf(rows).any(axis=1)), lambda _: "an answer is not finite", y)


def check_yes_no_answers(values: Floats, y: Answers) -> None:
    """Raise unless every answer is 0, 1 or missing."""
    wrong = ~(np.isnan(values) | (values == 0) | (values == 1))
    if wrong.any():
        row, column = (int(part[0]) for part in np.nonzero(wrong))
        item = f" of {y.columns[column]!r}" if isinstance(y, pd.DataFrame) else ""
        raise ValueError(
            f"a share needs answers 0 or 1, not {values[row, column]:g}"
            f" (item {item_name(row, y)}{item})"
        )


def _inside(rows: NDArray[np.bool_], values: Floats) -> Floats:
    """1 where a respondent of the domain answered, by item."""
    return (rows[:, None] & ~np.isnan(values)).astype(float)


def domain_mean(sample: Sample, rows: NDArray[np.bool_]) -> Linear:
    """Means of one domain."""
    return domain_ratio(sample, rows, np.ones(len(sample.values)))


def domain_ratio(sample: Sample, rows: NDArray[np.bool_], below: Floats) -> Linear:
    """Ratios of one domain."""
    inside = _inside(rows, sample.values + below[:, None])
    y = np.where(inside > 0, sample.values, 0.0)
    x = np.where(inside > 0, below[:, None], 0.0)
    w = sample.design.weights
    with np.errstate(invalid="ignore", divide="ignore"):
        bottom = w @ x
        bottom = np.where(bottom == 0, np.nan, bottom)
        estimate = (w @ y) / bottom
        apart = y - estimate * x
        apart[np.abs(apart) <= _ROUNDING * np.abs(y)] = 0.0
        scores = np.where(inside > 0, apart / bottom, 0.0)
    return _linear(sample.design, estimate, scores, inside, (w @ inside) ** 2)


def domain_total(sample: Sample, rows: NDArray[np.bool_]) -> Linear:
    """Totals of one domain; missing when nobody in it answered, or nobody who counts."""
    inside = _inside(rows, sample.values)
    y = np.where(inside > 0, sample.values, 0.0)
    w = sample.design.weights
    estimate = np.where(w @ inside > 0, w @ y, np.nan)
    return _linear(sample.design, estimate, y, inside, (w @ inside) ** 2)


def _linear(
    design: Design, estimate: Floats, scores: Floats, inside: Floats, scale: Floats
) -> Linear:
    """Variance, degrees of freedom and design effect of scores summed over the domain."""
    n = (inside * (design.weights > 0)[:, None]).sum(axis=0)
    df = np.array([design.degrees_of_freedom(column > 0) for column in inside.T], dtype=float)
    df = np.where(n > 0, df, np.nan)
    variance = np.where(n > 0, design.variance(scores), np.nan)
    if not design.all_asked:
        variance = np.where(df > 0, variance, np.nan)
    simple = _simple_variance(design, scores, inside, n) * scale
    with np.errstate(invalid="ignore", divide="ignore"):
        deff = np.where(simple > 0, variance / simple, np.nan)
    return Linear(estimate, variance, n, df, deff)


def _simple_variance(design: Design, scores: Floats, inside: Floats, n: Floats) -> Floats:
    """Variance of the mean score had the domain's answers been a simple random sample."""
    w = design.weights[:, None] * inside
    with np.errstate(invalid="ignore", divide="ignore"):
        mass = w.sum(axis=0)
        middle = (w * scores).sum(axis=0) / mass
        spread = (w * (scores - middle) ** 2).sum(axis=0) / mass * n / (n - 1)
        if np.isinf(design.total_population):
            return spread / n
        persons = mass
        if len(design.unit_stratum) == len(scores):
            persons = mass / design.weights.sum() * design.total_population
        return spread / n * np.where(persons > n, 1 - n / persons, np.nan)


def domain_kish(sample: Sample, rows: NDArray[np.bool_]) -> Floats:
    """Kish's effective number of answers, with the finite population."""
    w = sample.design.weights[:, None] * _inside(rows, sample.values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return w.sum(axis=0) ** 2 / (w**2).sum(axis=0) * sample.design.gain


def report(
    sample: Sample,
    found: list[Linear],
    confidence: float,
    *,
    method: str | None = None,
    kish: list[Floats] | None = None,
) -> dict[str, Any] | pd.DataFrame:
    """Results of all domains as a dict of numbers, or a frame with one row per item and group."""
    check_confidence(confidence)
    stretch = sample.design.stretch
    flat = {
        name: np.array([getattr(part, name) for part in found]).T.reshape(-1)
        for name in ("estimate", "variance", "df", "deff", "n")
    }
    flat["se"] = np.sqrt(flat.pop("variance"))
    if method is None or kish is None:
        low, high = mean_limits(flat, sample.design, confidence, stretch=stretch)
        flat |= {"low": low, "high": high}
    else:
        flat["effective_n"] = effective_answers(
            flat["estimate"], flat["se"] ** 2, np.array(kish).T.reshape(-1)
        )
        low, high = share_limits(flat, method, confidence, stretch=stretch)
        flat |= {"low": low, "high": high}
    order = ("estimate", "se", "low", "high", "df", "deff", "n", "effective_n")
    columns: dict[str, Any] = {name: flat[name] for name in order if name in flat}
    if method is not None:
        columns["method"] = np.full(len(flat["n"]), method, dtype=object)
    return _shape(sample, columns)


def _shape(sample: Sample, columns: dict[str, Any]) -> dict[str, Any] | pd.DataFrame:
    """One dict for one item and no groups, else a frame that names items and groups."""
    if sample.items is None and sample.groups is None:
        return {name: values.tolist()[0] for name, values in columns.items()}
    items = sample.items or [None]
    labels = [None] if sample.groups is None else [label for label, _ in sample.groups]
    keys: dict[str, Any] = {}
    if sample.items is not None:
        keys["item"] = [item for item in items for _ in labels]
    if sample.groups is not None:
        keys["group"] = labels * len(items)
    return pd.DataFrame(keys | columns)
