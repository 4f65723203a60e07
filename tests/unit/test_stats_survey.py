"""Survey estimates on samples small enough to work out by hand."""

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.stats import survey, weights

NAN = float("nan")


def test_a_mean_of_a_simple_sample_follows_the_textbook() -> None:
    found = survey.mean([3, 4, 5, 4], population=20)
    assert found["estimate"] == 4
    assert found["se"] == pytest.approx(np.sqrt((1 - 4 / 20) * (2 / 3) / 4))
    assert (found["df"], found["n"]) == (3, 4)
    assert found["deff"] == pytest.approx(1)


def test_a_share_knows_the_whole_population_was_asked() -> None:
    found = survey.proportion([1, 0, 1, 1], population=4)
    assert (found["low"], found["estimate"], found["high"]) == (0.75, 0.75, 0.75)


def test_no_answer_at_all_is_missing_not_zero() -> None:
    found = survey.proportion([NAN, NAN], population=4)
    assert found["n"] == 0
    assert np.isnan([found[k] for k in ("estimate", "se", "low", "high")]).all()


def test_what_the_margins_explain_is_certain() -> None:
    classes = pd.DataFrame({"place": list("AAAAAABBBBB")})
    raked = weights.rake(classes, {"place": pd.Series({"A": 300, "B": 700})})
    found = survey.proportion(classes["place"] == "A", raking=raked, population=1000)
    assert found["estimate"] == pytest.approx(0.3)
    assert found["se"] == pytest.approx(0, abs=1e-12)
