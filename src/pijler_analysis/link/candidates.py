"""Which units are worth comparing: those whose names look alike, and those that share a rare value.

Comparing everything with everything grows with the square of the list; each way here grows about
as the list does.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pijler_analysis.link.grams import gram_matrix, similar_pairs, unique_pairs
from pijler_analysis.link.names import acronym
from pijler_analysis.link.units import namesakes
from pijler_analysis.link.words import INITIALS, Words

_LEAST = 0.4
_MOST = 6
_BEARERS = 8
"""Units under one name, or sharing one value, that are all compared with each other."""


def candidate_pairs(records: pd.DataFrame, units: np.ndarray) -> pd.DataFrame:
    """Return the pairs of units to be judged, with the likeness of their names.

    Parameters
    ----------
    records : as ``match.prepare_records`` returns them
    units : the unit of each record

    Returns
    -------
    DataFrame ``left, right, likeness, namesakes, is_initials``, each pair of units once,
    ``left < right``; ``namesakes`` counts who else may bear the equal names, or the initials
    """
    named = records[["plain", "whole", "core"]].assign(unit=units).dropna().drop_duplicates()
    forms, wholes = pd.factorize(named["whole"])
    cores, names = pd.factorize(named["core"])
    named = named.assign(form=forms, core=cores)
    near = similar_pairs(gram_matrix(list(names)), least=_LEAST, most=_MOST)
    near = np.vstack((near, np.column_stack((np.arange(len(names)),) * 2)))
    found = pd.concat([_of_cores(near, named), _sharing(records, units, named)], ignore_index=True)
    initials = named.assign(initials=named["plain"].map(acronym))
    stood_for = initials["initials"].value_counts()
    expected = namesakes(pd.Series(wholes), named.drop_duplicates(["unit", "whole"]))
    expected += 3 * pd.Series(wholes).map(stood_for).fillna(0).to_numpy()
    words = Words(list(wholes))
    found = pd.concat(
        [_alike(found, words, expected.to_numpy()), _by_initials(initials)], ignore_index=True
    )
    left, right = found["left"].to_numpy(), found["right"].to_numpy()
    found = found.assign(left=np.minimum(left, right), right=np.maximum(left, right))
    found = found[found["left"] < found["right"]]
    found = found.sort_values("likeness", ascending=False, kind="stable")
    return found.drop_duplicates(["left", "right"]).reset_index(drop=True)


def _alike(pairs: pd.DataFrame, words: Words, expected: np.ndarray) -> pd.DataFrame:
    """Add how alike the names are, and of equal names how many others may bear it."""
    forms = pairs[["form_left", "form_right"]].to_numpy()
    distinct, at = np.unique(forms, axis=0, return_inverse=True)
    likeness = words.likeness(distinct)
    is_same = distinct[:, 0] == distinct[:, 1]
    namesakes = np.where(is_same, expected[distinct[:, 0]], 0.0)
    return pairs[["left", "right"]].assign(
        likeness=likeness[at], namesakes=namesakes[at], is_initials=False
    )


def _of_cores(near: np.ndarray, named: pd.DataFrame) -> pd.DataFrame:
    """Return the units that bear each pair of cores; of a core many bear, the first few."""
    bearers = named[["unit", "form", "core"]].drop_duplicates()
    few = bearers[bearers.groupby("core").cumcount() < _BEARERS]
    pairs = pd.DataFrame(near, columns=["core_left", "core_right"])
    return (
        pairs.merge(few.add_suffix("_left"), on="core_left")
        .merge(few.add_suffix("_right"), on="core_right")
        .rename(columns={"unit_left": "left", "unit_right": "right"})
    )


def _sharing(records: pd.DataFrame, units: np.ndarray, named: pd.DataFrame) -> pd.DataFrame:
    """Return the units that share an address, a person, or place and country, with their names."""
    shared = (
        records["address"],
        records["person"],
        records["postcode"] + "\n" + records["country"],
        records["postcode"] + "\n" + records["core"].str[:3],
    )
    found = [_pairs_under(units, values) for values in shared]
    pairs = unique_pairs(np.concatenate(found), int(units.max(initial=0)) + 1)
    forms = named[["unit", "form"]].drop_duplicates()
    few = forms[forms.groupby("unit").cumcount() < _BEARERS // 2]
    left = few.rename(columns={"unit": "left", "form": "form_left"})
    right = few.rename(columns={"unit": "right", "form": "form_right"})
    table = pd.DataFrame(pairs, columns=["left", "right"])
    return table.merge(left, on="left").merge(right, on="right")


def _pairs_under(units: np.ndarray, values: pd.Series) -> np.ndarray:
    told = pd.DataFrame({"unit": units, "value": values.to_numpy()}).dropna().drop_duplicates()
    size = told.groupby("value")["unit"].transform("size")
    told = told[(size > 1) & (size <= 3 * _BEARERS)]
    both = told.merge(told, on="value")
    return both.loc[both["unit_x"] < both["unit_y"], ["unit_x", "unit_y"]].to_numpy(dtype=np.int64)


def _by_initials(named: pd.DataFrame) -> pd.DataFrame:
    """Return the units one of which bears the initials of the other's name."""
    short = named.loc[named["plain"].str.fullmatch(r"\w{3,6}"), ["unit", "plain"]]
    long = named.loc[named["initials"] != "", ["unit", "initials"]].drop_duplicates()
    both = short.merge(long, left_on="plain", right_on="initials", suffixes=("_left", "_right"))
    namesakes = both["plain"].map(long["initials"].value_counts())
    both = both.assign(likeness=INITIALS, namesakes=namesakes, is_initials=True)
    both = both[namesakes <= _BEARERS**2]
    both = both.rename(columns={"unit_left": "left", "unit_right": "right"})
    return both[["left", "right", "likeness", "namesakes", "is_initials"]]
