"""The whole sample, read from its raw files, gives every figure the generator knows to be true."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from pijler_analysis.schema.results import UNKNOWN

TRUTH = json.loads((Path(__file__).parents[1] / "truth" / "truth.json").read_text(encoding="utf-8"))
COUNTED = ("numerator", "denominator", "population")
ESTIMATED = ("estimate", "low", "high")


@pytest.fixture(scope="module")
def found(project):
    """Return the exact, unweighted result rows by indicator, year, breakdown and group."""
    results = project.indicators(protected=False)
    results = results[~results["weighted"]].set_index(["indicator", "year", "by", "group"])
    assert results.index.is_unique
    return results


@pytest.mark.parametrize("indicator", sorted({row["indicator"] for row in TRUTH["indicators"]}))
def test_every_figure_comes_out_as_the_truth(found, indicator):
    wrong = []
    for true in TRUTH["indicators"]:
        if true["indicator"] != indicator:
            continue
        key = (indicator, true["year"], true["by"], true["group"])
        if key not in found.index:
            wrong.append((key, "is missing"))
            continue
        row = found.loc[key]
        if true["is_within"]:
            if not holds(row, true):
                wrong.append((key, true["estimate"], row["low"], row["high"]))
            continue
        wrong += [
            (key, name, true[name], row[name])
            for name in (*COUNTED, *ESTIMATED)
            if true.get(name) is not None and not agrees(row[name], true[name])
        ]
    assert not wrong


def holds(row: pd.Series, true: dict) -> bool:
    """Tell whether the bounds of a figure hold what really happened.

    Give or take one organisation and one in two hundred: that much is lost on initials that fit
    too many organisations to ask a human about.
    """
    if true["estimate"] is None:
        return bool(pd.isna(row["estimate"]))
    room = 1 / (true["denominator"] or 1) + 0.005 * abs(true["estimate"])
    return bool(row["low"] - room <= true["estimate"] <= row["high"] + room)


def agrees(value: object, true: float) -> bool:
    """Exact for whole numbers, to one in a thousand million for shares."""
    if pd.isna(value):
        return False
    tolerance = 0 if float(true).is_integer() else 1e-9
    return abs(float(value) - true) <= max(tolerance, 1e-9 * abs(true))


def guessed_at(key: tuple) -> bool:
    """Tell whether the truth only promises that the bounds of a breakdown hold it."""
    return any(
        true["is_within"]
        for true in TRUTH["indicators"]
        if (true["indicator"], true["year"], true["by"]) == key[:3]
    )


def test_no_group_is_counted_that_the_truth_does_not_know(found):
    """Rows beyond the truth may only be empty groups or breakdowns the truth leaves out."""
    known = {(row["indicator"], row["by"]) for row in TRUTH["indicators"]}
    true_keys = {
        (row["indicator"], row["year"], row["by"], row["group"]) for row in TRUTH["indicators"]
    }
    extra = [
        key
        for key, row in found.iterrows()
        if (key[0], key[2]) in known
        and key not in true_keys
        and not pd.isna(row["estimate"])
        and row["estimate"] != 0
        and not (guessed_at(key) and (row["low"] == 0 or key[3] == UNKNOWN))
    ]
    assert not extra


def test_every_row_of_every_file_is_accounted_for_as_the_generator_wrote_it(project):
    names = ["file", "sheet", "read", "kept", "rejected", "merged", "furniture"]
    found = pd.concat(
        [project.load(year).accounting.assign(year=year) for year in project.settings.years]
    )
    found["sheet"] = found["sheet"].fillna("")
    rows = found.groupby(["year", "file", "sheet"])[names[2:]].sum()
    assert (rows["read"] == rows[["kept", "rejected", "merged", "furniture"]].sum(axis=1)).all()
    true = pd.DataFrame(TRUTH["accounting"])
    true["sheet"] = true["sheet"].fillna("")
    true = true.groupby(["year", "file", "sheet"])[names[2:]].sum()
    pd.testing.assert_frame_equal(
        rows.sort_index(), true.sort_index(), check_dtype=False, check_index_type=False
    )
