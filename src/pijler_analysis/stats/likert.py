"""Answers on a scale, from *zeer ontevreden* to *zeer tevreden*.

Answers are numbers 1, 2, … up to the length of the scale. Their order means something, their
distances do not: shares come first, the mean second. *Geen ervaring* and blanks are missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pijler_analysis.stats import survey
from pijler_analysis.stats._arrays import (
    Floats,
    as_floats,
    check_number,
    check_same_rows,
    check_yes_no,
    refuse,
)
from pijler_analysis.stats._columns import items_of, per_item
from pijler_analysis.stats.proportions import proportion_interval
from pijler_analysis.stats.ranks import NO_TEST, brunner_munzel, jonckheere, kruskal_wallis


def summary(
    answers: ArrayLike | pd.DataFrame,
    *,
    top: int = 2,
    bottom: int | None = None,
    scale: int = 5,
    weights: ArrayLike | None = None,
    raking: Mapping[str, Any] | None = None,
    population: float | None = None,
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """How do the answers lie on the scale, and which part is satisfied?

    Parameters
    ----------
    answers : whole numbers from 1 to ``scale``, one per respondent, missing where not answered
        A DataFrame for several items at once, one per column.
    top, bottom : how many of the highest, of the lowest answers count; bottom as top unless told
    scale : length of the scale
    weights, raking : one weight per respondent, or what `weights.rake` returned
    population : units the respondents were drawn from; None for unlimited

    Returns
    -------
    dict; for several items a DataFrame with one row per ``item``
        ``n`` and ``missing`` respondents; ``share_1`` … of each answer; ``top``, ``top_low``,
        ``top_high``; ``bottom``, ``bottom_low``, ``bottom_high``; ``mean``, ``mean_low``,
        ``mean_high``; ``median`` (the lowest answer that half do not exceed). All but the counts
        are missing when nobody answered.

    Raises
    ------
    ValueError
        If an answer is not on the scale, naming the respondent.

    Notes
    -----
    Unweighted shares by `proportions.proportion_interval`, weighted ones by `survey.proportion`,
    the mean by `survey.mean` (Student's t). Agresti (2010), *Analysis of Ordinal Categorical
    Data*. In R: ``prop.table(table(x))``; ``prop.test(sum(x >= 4), length(x), correct = FALSE)``
    without population; ``t.test(x)``.

    Examples
    --------
    >>> found = summary([5, 4, 4, 2, 3, 4, None, 5], population=985)
    >>> found["n"], found["missing"], round(found["top"], 3), found["median"]
    (7, 1, 0.714, 4.0)
    """
    least = top if bottom is None else bottom
    for name, number in (("top", top), ("bottom", least), ("scale", scale)):
        check_number(name, number)
    if not (2 <= scale < np.inf and scale == int(scale)):
        raise ValueError(f"scale {scale} is not a number of answers")
    for name, part in (("top", top), ("bottom", least)):
        if not (1 <= part < scale and part == int(part)):
            raise ValueError(f"{name} {part} is not from 1 to {scale - 1}")
    check_same_rows(answers=answers, weights=weights)
    design = {"weights": weights, "raking": raking, "population": population}
    rows = []
    for item, column in items_of(answers).items():
        values = np.atleast_1d(as_floats(column, "answers"))
        _check_answers(values, scale, column, item)
        rows.append({"item": item} | _summary(values, (top, least, scale), design, confidence))
    return per_item(rows, answers)


def compare_groups(
    answers: ArrayLike | pd.DataFrame,
    groups: ArrayLike | pd.Series,
    *,
    ordered: bool = False,
    confidence: float = 0.95,
) -> dict[str, Any] | pd.DataFrame:
    """Do groups answer differently on a scale, and by how much?

    Parameters
    ----------
    answers : numbers, one per respondent; a DataFrame for several items at once
        A missing answer leaves, and so does a respondent whose group is missing.
    groups : group of each respondent, in the order of the categories or else sorted
    ordered : whether the order of the groups means something, as with size or age classes

    Returns
    -------
    dict; for several items a DataFrame with one row per ``item``
        ``method``, ``estimate`` (the effect), ``low``, ``high``, ``se``, ``statistic``, ``df``,
        ``p``, ``n``, ``groups`` (how many had answers). Missing with fewer than two groups.

        - ``brunner-munzel`` (two groups): chance that a member of the second group answers higher
          than one of the first, equal answers counting half; 0.5 is no difference.
        - ``kruskal-wallis`` (more): ε² = H/(n − 1), from 0 to 1.
        - ``jonckheere`` (more, ordered): chance that of two members of different groups the one
          of the later group answers higher; 0.5 is no trend.

    Raises
    ------
    ValueError
        If answers and groups have different numbers of rows.

    Notes
    -----
    Brunner & Munzel (2000), *Biometrical Journal* 42, 17–25; Kruskal & Wallis (1952), *JASA* 47,
    583–621; Jonckheere (1954), *Biometrika* 41, 133–145, normal with ties as in Hollander &
    Wolfe (1999), section 6.2. All with average ranks. In R: ``lawstat::brunner.munzel.test(x,
    y)``; ``kruskal.test(answers ~ groups)``; ``cor.test(answers, as.numeric(groups), method =
    "kendall", exact = FALSE)`` has Jonckheere's z and p.

    Examples
    --------
    >>> found = compare_groups([1, 2, 2, 3, 3, 4, 4, 5], list("aaaabbbb"))
    >>> found["method"], found["estimate"]
    ('brunner-munzel', 0.96875)
    """
    check_same_rows(answers=answers, groups=groups)
    check_yes_no("ordered", ordered)
    labels = pd.Series(groups).astype("category").cat
    codes = labels.codes.to_numpy()
    rows = []
    for item, column in items_of(answers).items():
        values = np.atleast_1d(as_floats(column, "answers"))
        refuse(np.isinf(values), lambda _: "an answer is not finite", column)
        here = ~np.isnan(values)
        parts = [values[here & (codes == code)] for code in range(len(labels.categories))]
        present = [part for part in parts if part.size]
        found = _compared(present, ordered, confidence)
        found |= {"n": sum(part.size for part in present), "groups": len(present)}
        rows.append({"item": item} | found)
    return per_item(rows, answers)


def _compared(groups: list[Floats], ordered: bool, confidence: float) -> dict[str, Any]:
    """Choose the test by how many groups there are and whether their order counts."""
    if len(groups) < 2:
        return NO_TEST | {"method": None}
    if len(groups) == 2:
        return brunner_munzel(groups[0], groups[1], confidence=confidence)
    return jonckheere(groups) if ordered else kruskal_wallis(groups)


def _check_answers(values: Floats, scale: int, source: object, item: object) -> None:
    """Refuse an answer that is not on the scale."""
    wrong = ~np.isnan(values) & ((values < 1) | (values > scale) | (values != np.rint(values)))
    what = "answer" if item is None else f"answer to {item!r}"
    refuse(wrong, lambda i: f"{what} {values[i]:g} is not on the scale 1 to {scale}", source)


def _summary(
    values: Floats, sizes: tuple[int, int, int], design: dict[str, Any], confidence: float
) -> dict[str, Any]:
    """Describe the answers to one item."""
    top, bottom, scale = sizes
    here = ~np.isnan(values)
    row: dict[str, Any] = {"n": int(here.sum()), "missing": int((~here).sum())}
    shares = [
        _share(np.where(here, values == answer, np.nan), design, confidence)
        for answer in range(1, scale + 1)
    ]
    row |= {f"share_{i}": share["estimate"] for i, share in enumerate(shares, start=1)}
    for name, chosen in (("top", values > scale - top), ("bottom", values <= bottom)):
        share = _share(np.where(here, chosen, np.nan), design, confidence)
        row |= {name: share["estimate"], f"{name}_low": share["low"], f"{name}_high": share["high"]}
    middle = survey.mean(values, **design, confidence=confidence)
    row |= {"mean": middle["estimate"], "mean_low": middle["low"], "mean_high": middle["high"]}
    below = np.cumsum([share["estimate"] for share in shares])
    reached = np.flatnonzero(below >= 0.5 - 1e-12)
    row["median"] = float(reached[0] + 1) if reached.size else float("nan")
    return row


def _share(chosen: Floats, design: dict[str, Any], confidence: float) -> dict[str, Any]:
    """Share of the respondents who chose something, weighted or not."""
    if design["weights"] is None and design["raking"] is None:
        return proportion_interval(
            float(np.nansum(chosen)), float((~np.isnan(chosen)).sum()),
            population=design["population"], confidence=confidence,
        )  # fmt: skip
    return dict(survey.proportion(chosen, **design, confidence=confidence))
