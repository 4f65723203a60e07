"""Raking and Kish's measures against R."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from golden import assert_golden, names_in, read_beside
from pijler_analysis.stats.weights import design_effect, effective_n, rake

NUMBERS = read_beside(__file__)
PEOPLE = pd.read_csv(Path(__file__).parents[1] / "survey" / "respondents.csv").assign(
    size=["small"] * 60 + ["middle"] * 48 + ["large"] * 9 + ["huge"] * 3
)
MARGINS = {
    "province": pd.Series({"A": 380, "B": 310, "C": 195, "D": 100}),
    "diaspora": pd.Series({"ja": 265, "nee": 720}),
}
SIZES = pd.Series({"huge": 15, "large": 120, "middle": 350, "small": 500})
RAKED = rake(PEOPLE, MARGINS)["weights"]
BASED = rake(PEOPLE, MARGINS, base_weights=PEOPLE["base"])["weights"]
COLLAPSED = rake(PEOPLE, MARGINS | {"size": SIZES})["weights"]
CELLS = PEOPLE.assign(w=RAKED).groupby(["diaspora", "province"])["w"].sum()
OURS = {
    "raked": RAKED[:12].tolist(),
    "raked_base": BASED[:12].tolist(),
    "design_effect": design_effect(RAKED),
    "effective_n": effective_n(RAKED),
    "design_effect_base": design_effect(BASED),
    "cells": CELLS.tolist(),
    "collapsed": COLLAPSED[np.array([0, 60, 108, 117, 118, 119])].tolist(),
}


@pytest.mark.parametrize("name", OURS)
def test_ours_equals_r(name: str) -> None:
    assert_golden(NUMBERS, name, OURS[name])


def test_every_number_is_compared() -> None:
    assert names_in(NUMBERS) == set(OURS)
