"""How likely two units look alike by chance, from their names and from what else they tell.

The measure is the chance that an organisation of this list has *some other* one that looks as much
like it, in powers of ten: 2 means one in a hundred. It grows with the list, since a longer list
holds more look-alikes; no cut on the likeness itself is fixed. What two units share beside the
name (place, country, person, address) makes chance less likely by how rare the shared value is;
what they contradict makes it likelier again.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

ACCEPTED, REVIEW = 2.0, 0.5
"""Powers of ten from which a pair is accepted, and from which a human looks at it."""
ACCEPTED_ON_LETTERS = 3.5
"""What it takes where names only look alike and nothing else is known of the two."""

_LIKENESS = np.array([0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0])
_LOOK_ALIKES = np.array([0.0, -1.2, -2.0, -2.8, -4.2, -5.4, -6.1, -6.5, -7.0])
"""Powers of ten of two random names being that alike at least, where the list itself is silent."""


_AT_LEAST = 0.03
"""Part of the usual rate of namesakes that holds for the rarest name too."""


_FIELD = 1000
"""Organisations there are at least, however short the list."""


@dataclass(frozen=True)
class Kind:
    """A kind of evidence: how much sharing it can tell at most, and what contradicting costs."""

    name: str
    same: str
    different: str
    most: float
    cost: float


KINDS = (
    Kind("domain", "zelfde e-maildomein", "ander e-maildomein", 3.0, 0.3),
    Kind("contact", "zelfde contactpersoon of e-mailadres", "", 2.2, 0.0),
    Kind("place", "zelfde plaats", "andere plaats", 2.5, 1.0),
    Kind("country", "zelfde land", "ander land", 1.5, 0.5),
)


_ADDRESS = 3.6
"""An address tells more than the name of a person, which several may bear."""
PARTS = {
    "domain": ("domain",),
    "contact": ("person", "address"),
    "place": ("postcode", "municipality"),
    "country": ("country",),
}
"""The columns that tell of each kind; it is contradicted where one column is and none is shared."""


class Told:
    """What each unit tells in one column, as a table of units by values."""

    def __init__(self, units: np.ndarray, values: pd.Series, *, n: int, most: float) -> None:
        codes, names = pd.factorize(values)
        known = codes >= 0
        shape = (n, max(len(names), 1))
        told = sparse.csr_array(
            (np.ones(known.sum(), dtype=np.float32), (units[known], codes[known])), shape=shape
        )
        told.sum_duplicates()
        told.data[:] = 1
        self.has = np.diff(told.indptr) > 0
        spread = np.bincount(told.indices, minlength=shape[1]) / max(self.has.sum(), 1)
        points = np.minimum(-np.log10(np.maximum(spread, 1e-9)), most)
        self._told = told
        self._weighed = sparse.csr_array(told @ sparse.diags_array(points.astype(np.float32)))

    def shared(self, pairs: np.ndarray) -> np.ndarray:
        """Return the powers of ten of the rarest value each pair shares; 0 if it shares none."""
        both = self._told[pairs[:, 0]].multiply(self._weighed[pairs[:, 1]])
        return np.asarray(both.max(axis=1).todense()).ravel()

    def contradicts(self, pairs: np.ndarray) -> np.ndarray:
        """Tell whether both of a pair tell something and share nothing."""
        both = self._told[pairs[:, 0]].multiply(self._told[pairs[:, 1]])
        common = np.asarray(both.sum(axis=1)).ravel() > 0
        return self.has[pairs[:, 0]] & self.has[pairs[:, 1]] & ~common


def told_in(records: pd.DataFrame, units: np.ndarray, *, n: int) -> dict[str, Told]:
    """Gather what each unit tells, column by column."""
    most = {part: kind.most for kind in KINDS for part in PARTS[kind.name]} | {"address": _ADDRESS}
    told = {}
    for column in (*most, "organisation_id", "enterprise_number"):
        values = records[column].str.split(";") if column == "country" else records[column]
        one_each = pd.DataFrame({"unit": units, "value": values.to_numpy()}).explode("value")
        one_each = one_each.dropna().drop_duplicates()
        told[column] = Told(
            one_each["unit"].to_numpy(), one_each["value"], n=n, most=most.get(column, 9.0)
        )
    return told


def weigh_evidence(told: Mapping[str, Told], pairs: np.ndarray) -> pd.DataFrame:
    """Return per kind what each pair shares (above 0) or contradicts (below 0), in powers of ten.

    ``excluded`` tells whether two enterprise numbers contradict each other, ``has_two_numbers``
    whether both stand in the register.
    """
    weighed = {}
    for kind in KINDS:
        parts = [told[part] for part in PARTS[kind.name]]
        shared = np.maximum.reduce([part.shared(pairs) for part in parts])
        torn = np.logical_or.reduce([part.contradicts(pairs) for part in parts])
        weighed[kind.name] = np.where(shared > 0, shared, np.where(torn, -kind.cost, 0.0))
    return pd.DataFrame(weighed).assign(
        excluded=told["enterprise_number"].contradicts(pairs),
        has_two_numbers=told["organisation_id"].contradicts(pairs),
    )


def reasons_of(pair: Mapping[Hashable, Any]) -> str:
    """Say in Dutch what the score of a pair rests on; quotes nothing that was told.

    >>> reasons_of({"likeness": 0.93, "is_initials": False, "place": 2.0, "country": -0.5,
    ...             "domain": 0, "contact": 0, "score": 2.5})
    'namen lijken voor 93 % op elkaar; zelfde plaats; ander land; bij toeval 1 op 300'
    """
    name = f"namen lijken voor {pair['likeness']:.0%} op elkaar".replace("%", " %")
    if pair["is_initials"]:
        name = "de ene is de afkorting van de andere"
    elif pair["likeness"] == 1:
        name = "zelfde woorden in de naam"
    more = [
        kind.same if pair[kind.name] > 0 else kind.different
        for kind in KINDS
        if pair[kind.name] > 0 or (pair[kind.name] < 0 and kind.different)
    ]
    return "; ".join([name, *more, f"bij toeval 1 op {_rounded(10 ** pair['score'])}"])


def _rounded(odds: float) -> int:
    """Round to one figure, so that the odds promise no more than they can."""
    size = 10 ** int(np.log10(max(odds, 1)))
    return int(min(round(odds / size) * size, 1_000_000))


def chance_of_name(pairs: pd.DataFrame, n: int, strangers: np.ndarray) -> np.ndarray:
    """Return in powers of ten how seldom a unit has a stranger at least that much like it.

    Parameters
    ----------
    pairs : ``likeness`` (0 to 1), ``namesakes`` (how many others the one shared word, or the
        initials, may stand for), ``is_initials``
    n : units in the list
    strangers : likeness of each pair of units that surely are different

    Returns
    -------
    array, below 0 where more than one such stranger is expected

    >>> pair = pd.DataFrame({"likeness": [0.9], "namesakes": [0], "is_initials": [False]})
    >>> chance_of_name(pair, 1000, np.array([])).round(1).tolist()
    [3.1]
    >>> chance_of_name(pair, 100_000, np.array([])).round(1).tolist()
    [1.1]
    >>> chance_of_name(pair.assign(namesakes=30, is_initials=True), 1000, np.array([])).round(1)
    array([-1.5])
    """
    likeness, namesakes = (pairs[name].to_numpy(dtype=float) for name in ("likeness", "namesakes"))
    by_letters = 10 ** np.interp(likeness, _LIKENESS, _LOOK_ALIKES) * max(n, _FIELD)
    is_equal, of_strangers = likeness == 1, strangers == 1
    ordered = np.sort(strangers[~of_strangers])
    seen = len(ordered) - np.searchsorted(ordered, likeness - 1e-9)
    rate = 2 * of_strangers.sum() / max(n, 1)
    usual = namesakes[is_equal].mean() if is_equal.any() else 1.0
    alike = np.maximum(by_letters, 2 * seen / max(n, 1))
    equal = np.maximum(namesakes * min(rate / max(usual, 1e-9), 1.0), rate * _AT_LEAST)
    equal = np.maximum(by_letters, equal)
    expected = np.where(is_equal, equal, alike)
    expected = np.where(pairs["is_initials"], namesakes, expected)
    return -np.log10(np.maximum(expected, 1e-9))
