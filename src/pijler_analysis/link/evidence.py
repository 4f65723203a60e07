"""How likely two units are one organisation, from their names and from what else they tell.

The measure is the odds that they are, in powers of ten: 2 means a hundred to one. It is a sum
(Fellegi and Sunter 1969): each *sign* a pair shows adds its weight, for or against. What a sign is
worth follows from the list itself where it can: a name, a word or a town tells more the fewer
others of this list share it, and less in a longer list. The weights were estimated on invented
lists whose truth is known (``benchmarks/link_weights.py``).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from pijler_analysis.reference import link_weights

_LIKENESS = np.array([0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0])
_LOOK_ALIKES = np.array([0.0, -1.2, -2.0, -2.8, -4.2, -5.4, -6.1, -6.5, -7.0])
"""Powers of ten of two random names being that alike at least, where the list itself is silent."""
_AT_LEAST = 0.005
"""Part of the usual rate of namesakes that holds for the rarest name too."""
_FIELD = 1000
"""Organisations there are at least, however short the list."""
_SHARED = 0.1
"""Powers of ten of sharing even what all that tell something share."""
_UNLISTED = 0.3
"""Others who may share something, though none is on the list."""


@dataclass(frozen=True)
class Kind:
    """A kind of evidence beside the name: how much sharing it can tell at most, and its words."""

    name: str
    columns: tuple[str, ...]
    most: float
    same: str
    different: str = ""


KINDS = (
    Kind("address", ("address",), 1.0, "zelfde e-mailadres"),
    Kind("person", ("person",), 2.5, "zelfde contactpersoon"),
    Kind("domain", ("domain",), 3.0, "zelfde e-maildomein", "ander e-maildomein"),
    Kind("place", ("postcode", "municipality"), 2.5, "zelfde plaats", "andere plaats"),
    Kind("country", ("country",), 1.5, "zelfde land", "ander land"),
    Kind("branch", ("branch",), 0.0, "", "een andere tak"),
)
"""Contradicted where one column is and none is shared."""
_TEARING = tuple(column for kind in KINDS if kind.different for column in kind.columns)


class Told:
    """What each unit tells in one column, as a table of units by values."""

    def __init__(self, units: np.ndarray, codes: np.ndarray, *, n: int, most: float) -> None:
        known = codes >= 0
        shape = (n, int(codes.max(initial=0)) + 1)
        told = sparse.csr_array(
            (np.ones(known.sum(), dtype=np.float32), (units[known], codes[known])), shape=shape
        )
        told.sum_duplicates()
        told.data[:] = 1
        self.has = np.diff(told.indptr) > 0
        spread = np.bincount(told.indices, minlength=shape[1]) / max(self.has.sum(), 1)
        points = np.clip(-np.log10(np.maximum(spread, 1e-9)), min(_SHARED, most), most)
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
    most = {column: kind.most for kind in KINDS for column in kind.columns}
    told = {}
    for column in (*most, "organisation_id", "enterprise_number"):
        at, codes = _parts(records[column], several=column == "country")
        told[column] = Told(units[at], codes, n=n, most=most.get(column, 9.0))
    told["own_address"] = _of_one(records, units, n=n)
    return told


def _parts(values: pd.Series, *, several: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the place and the number of each value told, of ``several`` joined by ``;`` each."""
    codes, texts = pd.factorize(values)
    if not several:
        return np.arange(len(codes)), codes
    parts = [text.split(";") for text in texts]
    numbers, _ = pd.factorize(np.array([part for some in parts for part in some], dtype=object))
    many = np.array([len(some) for some in parts], dtype=np.int64)
    starts = np.cumsum(many) - many
    known = np.flatnonzero(codes >= 0)
    repeated = many[codes[known]]
    within = np.arange(repeated.sum()) - np.repeat(np.cumsum(repeated) - repeated, repeated)
    return np.repeat(known, repeated), numbers[np.repeat(starts[codes[known]], repeated) + within]


def _of_one(records: pd.DataFrame, units: np.ndarray, *, n: int) -> Told:
    """Gather the addresses that no two numbers of the register share."""
    numbers = pd.factorize(records["organisation_id"])[0]
    listed = np.flatnonzero(numbers >= 0)
    told, first = np.unique(units[listed], return_index=True)
    number = np.full(n, -1)
    number[told] = numbers[listed[first]]
    codes = pd.factorize(records["address"])[0]
    has_both = (codes >= 0) & (number[units] >= 0)
    pairs = np.unique(np.column_stack((codes, number[units]))[has_both], axis=0)
    shared = np.bincount(pairs[:, 0], minlength=int(codes.max(initial=0)) + 1) > 1
    return Told(units, np.where(shared[codes], -1, codes), n=n, most=1.0)


def weigh_evidence(told: Mapping[str, Told], pairs: np.ndarray) -> pd.DataFrame:
    """Return per kind what each pair shares (above 0), in powers of ten, or contradicts (-1).

    ``other_postcode`` tells whether their postcodes contradict each other, ``excluded`` whether two
    enterprise numbers do, ``has_two_numbers`` whether both stand in the register.
    """
    weighed = {}
    torn_by = {column: told[column].contradicts(pairs) for column in _TEARING}
    for kind in KINDS:
        shared = np.maximum.reduce([told[column].shared(pairs) for column in kind.columns])
        if kind.different:
            torn = np.logical_or.reduce([torn_by[column] for column in kind.columns])
            shared = np.where((shared <= 0) & torn, -1.0, shared)
        weighed[kind.name] = shared
    return pd.DataFrame(weighed).assign(
        other_postcode=torn_by["postcode"],
        own_address=told["own_address"].shared(pairs) > 0,
        excluded=told["enterprise_number"].contradicts(pairs),
        has_two_numbers=told["organisation_id"].contradicts(pairs),
    )


def signs_of(pairs: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the signs each pair shows, one column each; what a weight is put on.

    Parameters
    ----------
    pairs : as ``candidates`` returns them, with what ``crowd`` and ``weigh_evidence`` add
    n : units in the list; of a short one less is known of who else there may be
    """
    initials = pairs["is_initials"].to_numpy()
    named, equal = ~initials, (pairs["likeness"] == 1).to_numpy()
    place, address = pairs["place"].to_numpy(), pairs["address"].to_numpy() > 0
    same_place, other_place = place > 0, place < 0
    likeness = pairs["likeness"].to_numpy()
    known = known_of(n)
    unlisted = _UNLISTED / max(known, 1e-9)
    others = np.log10(pairs["others"].to_numpy() + unlisted)
    towns = np.log10(pairs["word_towns"].to_numpy() + unlisted)
    told = {
        "name": np.clip(chance_of_name(pairs, n, _strangers(pairs)), -2, 4) * named,
        "equal": equal,
        "equal_in_one_town": equal & (pairs["name_towns"] == 0),
        "namesakes": np.log10(np.maximum(pairs["namesakes"], 0.05)) * equal,
        "core": pairs["is_core"],
        "core_towns": towns * pairs["is_core"],
        "torn": pairs["is_torn"],
        "torn_core": pairs["is_torn"] & pairs["is_core"],
        "torn_by": pairs["torn_by"],
        "torn_by_place": pairs["torn_by"] * same_place,
        "slip": pairs["is_slip"],
        "nearly": np.clip((likeness - 0.8) * 10, 0, 1) * named,
        "others": others * named,
        "towns": towns * named,
        "village": (pairs["word_towns"] == 0) * known * named,
        "others_alike": others * likeness * named,
        "initials": initials,
        "initials_others": np.log10(np.maximum(pairs["namesakes"], 0.05)) * initials,
        "initials_place": initials & same_place,
        "address": address,
        "own_address": pairs["own_address"],
        "address_initials": address & initials,
        "person": np.maximum(pairs["person"].to_numpy(), 0) * ~address,
        "domain": np.maximum(pairs["domain"].to_numpy(), 0),
        "other_domain": pairs["domain"] < 0,
        "place": np.maximum(place, 0),
        "place_others": np.maximum(place, 0) * others * named,
        "place_core": same_place & pairs["is_core"],
        "other_part": same_place & pairs["other_postcode"],
        "other_place": other_place,
        "other_place_address": other_place & address,
        "country": np.maximum(pairs["country"].to_numpy(), 0),
        "other_country": pairs["country"] < 0,
        "other_branch": (pairs["branch"] < 0) & named,
        "other_branch_place": (pairs["branch"] < 0) & named & same_place,
        "two_numbers": pairs["has_two_numbers"],
        "two_numbers_place": pairs["has_two_numbers"] & same_place,
    }
    columns = {name: np.asarray(values, dtype=float) for name, values in told.items()}
    return pd.DataFrame(columns, copy=False)


def known_of(n: int) -> float:
    """Return how much a list of so many units tells of who else there may be, from 0 to 1.

    >>> known_of(10), known_of(5000)
    (0.1, 1.0)
    """
    return float(min(n / _FIELD, 1) ** 0.5)


def odds_of(signs: pd.DataFrame) -> np.ndarray:
    """Return the odds that each pair is one organisation, in powers of ten."""
    weights = link_weights()
    odds = np.full(len(signs), weights["start"])
    for name, shown in signs.items():
        odds += weights[str(name)] * shown.to_numpy()
    return odds


def _strangers(pairs: pd.DataFrame) -> np.ndarray:
    """Return the likeness of the pairs that surely are two organisations."""
    torn = pairs["excluded"] | pairs["has_two_numbers"]
    torn |= (pairs["place"] < 0) & (pairs["address"] <= 0) & (pairs["person"] <= 0)
    return pairs.loc[torn & ~pairs["is_initials"], "likeness"].to_numpy()


def reasons_of(pair: Mapping[Hashable, Any]) -> str:
    """Say in Dutch what the odds of a pair rest on; quotes nothing that was told.

    >>> pair = {"likeness": 0.93, "is_initials": False, "others": 0, "place": 2.0, "country": -1,
    ...         "domain": 0, "address": 0, "person": 0, "branch": 0, "score": 0.5,
    ...         "is_slip": False}
    >>> reasons_of(pair).split("; ")[:3]
    ['namen lijken voor 93 % op elkaar', 'delen een zeldzaam woord', 'zelfde plaats']
    >>> reasons_of(pair).split("; ")[3:]
    ['ander land', 'kans dat het dezelfde is: 75 %']
    """
    name = f"namen lijken voor {pair['likeness']:.0%} op elkaar".replace("%", " %")
    if pair["is_initials"]:
        name = "de ene is de afkorting van de andere"
    elif pair["likeness"] == 1:
        name = "zelfde woorden in de naam"
    letter = ", op een letter na" if pair["is_slip"] else ""
    rare = [f"delen een zeldzaam woord{letter}"] if pair["others"] < 1 else []
    more = [
        kind.same if pair[kind.name] > 0 else kind.different
        for kind in KINDS
        if pair[kind.name] > 0 or (pair[kind.name] < 0 and kind.different)
    ]
    return "; ".join([name, *rare, *more, f"kans dat het dezelfde is: {_percent(pair['score'])}"])


def _percent(odds: float) -> str:
    """Round to five percent, so that the chance promises no more than it can."""
    share = 100 / (1 + 10 ** -min(odds, 9))
    return (
        f"{round(share / 5) * 5} %" if 5 <= share <= 95 else f"{'> 95' if share > 50 else '< 5'} %"
    )


def chance_of_name(pairs: pd.DataFrame, n: int, strangers: np.ndarray) -> np.ndarray:
    """Return in powers of ten how seldom a unit has a stranger at least that much like it.

    Parameters
    ----------
    pairs : ``likeness`` (0 to 1), ``namesakes`` (how many others may bear the equal names)
    n : units in the list
    strangers : likeness of each pair of units that surely are different

    Returns
    -------
    array, below 0 where more than one such stranger is expected

    >>> pair = pd.DataFrame({"likeness": [0.9], "namesakes": [0]})
    >>> chance_of_name(pair, 1000, np.array([])).round(1).tolist()
    [3.1]
    >>> chance_of_name(pair, 100_000, np.array([])).round(1).tolist()
    [1.1]
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
    expected = np.where(is_equal, np.maximum(by_letters, equal), alike)
    return -np.log10(np.maximum(expected, 1e-9))
