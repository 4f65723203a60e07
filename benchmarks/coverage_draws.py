"""How often weighted estimates and means hold the truth: samples drawn from made-up networks.

Each draw of respondents is raked once and serves many networks (worlds), whose organisations
answer differently. That is as good as as many draws, at a fraction of the work; the standard
error of a coverage comes from the spread between draws.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from coverage_counts import SEED, SHARES, N, held, row

from pijler_analysis.stats import change, resample, survey, weights
from pijler_analysis.stats._share_limits import PROPORTION_METHODS

OVERLAPS = {"unknown": 0.0, "none": 0.0, "third": 1 / 3, "full": 1.0}
WORLDS = 20
REPLICATES = 500
NO_SHARE = (np.nan, np.nan)


def network() -> tuple[pd.DataFrame, list[pd.DataFrame], list[pd.DataFrame]]:
    """985 organisations in classes that matter for what they answer, over two waves.

    Classes, and per wave the answers yes or no (a column per share and world, as many columns of
    one share together) and the answers on a scale (a column per world).
    """
    rng = np.random.default_rng(SEED)
    place = rng.permutation(np.repeat([0, 1, 2], [443, 345, N - 788]))
    own = (rng.random(N) < 0.25).astype(int)
    lean = (0.5 * (place == 1) - 0.4 * (place == 2) + 0.6 * own)[:, None]
    steady = rng.normal(size=(N, WORLDS))
    yes, scores = [], []
    for _ in (1, 2):
        score = lean + np.sqrt(0.6) * steady + np.sqrt(0.4) * rng.normal(size=(N, WORLDS))
        order = np.argsort(np.argsort(-score, axis=0), axis=0)
        answers = [(order < round(N * p)).astype(float) for p in SHARES]
        yes.append(pd.DataFrame(np.concatenate(answers, axis=1)))
        scores.append(pd.DataFrame(5.0 - np.digitize(order / N, [0.2, 0.6, 0.8, 0.93])))
    return pd.DataFrame({"place": place, "own": own}), yes, scores


def raked(classes: pd.DataFrame, who: np.ndarray) -> dict:
    """Rake to the margins of everyone; a class without respondents joins its neighbour."""
    sample = classes.iloc[who].reset_index(drop=True)
    margins = {}
    for column in classes:
        totals = classes[column].value_counts()
        present = sample[column].unique()
        for absent in set(totals.index) - set(present):
            totals[min(present, key=lambda c, a=absent: abs(c - a))] += totals.pop(absent)
        margins[column] = totals
    return weights.rake(sample, margins)


def draw_waves(n: int, overlap: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Units of the first and of the second wave."""
    if overlap == "unknown":
        return rng.choice(N, n, replace=False), rng.choice(N, n, replace=False)
    twice = round(n * OVERLAPS[overlap])
    units = rng.choice(N, 2 * n - twice, replace=False)
    return units[:n], units[n - twice :]


def weighted_shares(task: tuple[int, int]) -> list[dict]:
    """One wave, raked: all shares and the mean of one n."""
    n, draws = task
    rng = np.random.default_rng([SEED, 1, n])
    classes, (yes, _), (scores, _) = network()
    truth, middle = yes.mean().to_numpy(), scores.mean().to_numpy()
    hits: dict[str, list[np.ndarray]] = {name: [] for name in (*PROPORTION_METHODS, "bootstrap")}
    means = []
    for draw in range(draws):
        who = rng.choice(N, n, replace=False)
        design = {"raking": raked(classes, who), "population": N}
        for method in PROPORTION_METHODS:
            found = survey.proportion(yes.iloc[who], method=method, **design)
            inside = held(found, truth).to_numpy().astype(float)
            hits[method].append(np.where(found["low"].isna(), np.nan, inside))
        found = resample.bootstrap_proportion(
            yes.iloc[who], **design, replicates=REPLICATES, seed=draw
        )
        hits["bootstrap"].append(held(found, truth))
        means.append(held(survey.mean(scores.iloc[who], **design), middle))
    rows = [r for name, held_ in hits.items() for r in by_share("share, raked", name, n, held_)]
    return [*rows, row("mean, raked", "t", n, NO_SHARE, **coverage(np.array(means)))]


def weighted_changes(task: tuple[int, str, int]) -> list[dict]:
    """Two waves, raked: all shares of one n and one overlap; and the change of a mean."""
    n, overlap, draws = task
    rng = np.random.default_rng([SEED, 2, n, len(overlap)])
    classes, yes, scores = network()
    truth = (yes[1].mean() - yes[0].mean()).to_numpy()
    moved = (scores[1].mean() - scores[0].mean()).to_numpy()
    hits, means = [], []
    for _ in range(draws):
        units = draw_waves(n, overlap, rng)
        options: dict[str, Any] = {"population1": N, "population2": N}
        if overlap != "unknown":
            options |= {"ids1": units[0], "ids2": units[1]}
        waves = [
            wave.iloc[who].reset_index(drop=True) for wave, who in zip(yes, units, strict=True)
        ]
        rakings = [raked(classes, who) for who in units]
        found = change.survey_change(*waves, raking1=rakings[0], raking2=rakings[1], **options)
        hits.append(held(found, truth))
        means.append(mean_changes(scores, units, moved, options))
    rows = by_share("share change, raked", overlap, n, hits)
    return [*rows, row("mean change", overlap, n, NO_SHARE, **coverage(np.array(means)))]


def mean_changes(
    scores: list[pd.DataFrame],
    units: tuple[np.ndarray, np.ndarray],
    moved: np.ndarray,
    options: dict[str, Any],
) -> list[bool]:
    """Whether the change of the mean was held, in the first few worlds."""
    first, second = (wave.to_numpy()[who] for wave, who in zip(scores, units, strict=True))
    return [
        bool(held(change.mean_change(first[:, world], second[:, world], **options), moved[world]))
        for world in range(WORLDS // 2)
    ]


def by_share(what: str, method: str, n: int, hits: list) -> list[dict]:
    """One row per share: its columns are next to each other, as many as there are worlds."""
    table = np.array(hits, dtype=float).reshape(len(hits), len(SHARES), WORLDS)
    return [row(what, method, n, (p, p), **coverage(table[:, i])) for i, p in enumerate(SHARES)]


def coverage(hits: np.ndarray) -> dict:
    """Part of the intervals that held the truth, with its standard error (draws × worlds).

    Intervals that a method does not have (logit, where all say the same) do not count.
    """
    known = ~np.isnan(hits)
    covered = hits[known].sum() / known.sum()
    per_draw = np.where(known, hits - covered, 0.0).sum(axis=1)
    return {"covered": covered, "error": np.sqrt((per_draw**2).sum()) / known.sum()}
