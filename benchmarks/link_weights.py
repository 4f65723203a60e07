"""Estimate what each sign weighs that two records are one organisation.

``python benchmarks/link_weights.py`` prints ``reference/link_weights.toml``, estimated by logistic
regression on the candidate pairs of invented lists whose truth is known: those of
``invented_names`` and of ``names.py``, ``third_names.py`` and ``fourth_names.py`` in
``tests/second``, of the seeds and numbers named here only. The sample project and all others are
left for checking.
``--without third`` leaves the lists of one hand out, to see what the weights are worth on habits
not met yet.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from invented_names import make_names
from scipy.special import expit

sys.path.append(str(Path(__file__).parents[1] / "tests" / "second"))

from fourth_names import LEARNT as FOURTH
from fourth_names import fourth_names
from name_quality import as_told, truth_of
from third_names import LEARNT, third_names

from pijler_analysis.link.evidence import signs_of
from pijler_analysis.link.judging import compared, read_list
from pijler_analysis.link.match import first_round

SECOND, INVENTED = (4811, *range(1, 21)), {101: 3000, 102: 3000, 103: 3000, 104: 10_000}
_RIDGE = 1.0
_STEPS = 30
_HEAD = """\
# Wat elk teken weegt dat twee regels van één organisatie zijn, in machten van tien.
# Geschat met benchmarks/link_weights.py; niet met de hand te wijzigen.
"""


def of_second() -> Iterator[pd.DataFrame]:
    """Yield lists of the second set, with ``truth``, who each record is."""
    for seed in SECOND:
        told = as_told(seed)
        yield told.assign(truth=truth_of(told))


def of_invented() -> Iterator[pd.DataFrame]:
    """Yield invented lists, with ``truth``."""
    for seed, size in INVENTED.items():
        made = make_names(size, seed=seed)
        yield made.rename(columns={"place": "postcode"}).assign(truth=made["truth"].astype(str))


def of_third() -> Iterator[pd.DataFrame]:
    """Yield lists of the third set, with ``truth``."""
    yield from map(third_names, LEARNT)


def of_fourth() -> Iterator[pd.DataFrame]:
    """Yield lists of the fourth set, with ``truth``."""
    for seed in FOURTH:
        told = fourth_names(seed)
        yield told.assign(truth=truth_of(told))


HANDS = {"second": of_second, "invented": of_invented, "third": of_third, "fourth": of_fourth}


def seen_pairs(told: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the signs of the candidate pairs of both rounds, and which are one organisation."""
    listed = read_list(told)
    signs, is_one = [], []
    for units in (listed.units, first_round(listed)):
        pairs = compared(listed, units)
        meant = told["truth"].groupby(units).agg(lambda them: them.mode()[0]).to_numpy()
        signs.append(signs_of(pairs, int(units.max()) + 1))
        is_one.append(meant[pairs["left"]] == meant[pairs["right"]])
    return pd.concat(signs, ignore_index=True), np.concatenate(is_one)


def fitted(signs: np.ndarray, is_one: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression, the start first; Newton's method."""
    told = np.column_stack((np.ones(len(signs)), signs))
    ridge = _RIDGE * np.eye(told.shape[1])
    ridge[0, 0] = 0
    weights = np.zeros(told.shape[1])
    for _ in range(_STEPS):
        likely = expit(told @ weights)
        slope = told.T @ (is_one - likely) - ridge @ weights
        curve = (told * (likely * (1 - likely))[:, None]).T @ told + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", choices=HANDS, help="leave the lists of one hand out")
    without = parser.parse_args().without
    seen = [
        seen_pairs(told) for hand, lists in HANDS.items() if hand != without for told in lists()
    ]
    signs = pd.concat([one for one, _ in seen], ignore_index=True)
    weights = fitted(signs.to_numpy(), np.concatenate([one for _, one in seen]).astype(float))
    rounded = (weights / np.log(10)).round(2)
    lines = [f"{name} = {weight}" for name, weight in zip(["start", *signs], rounded, strict=True)]
    print(_HEAD + "\n".join(lines))


if __name__ == "__main__":
    main()
