"""Which records are one organisation: certain, uncertain and different pairs, and the groups.

Exact first: what shares a register number, enterprise number, own e-mail domain or plain name is
one unit. Units whose names look alike are then judged on how likely that is by chance, with what
else they tell; the pairs fall in three zones: accepted, to review, rejected.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pijler_analysis.clean.places import municipality_of, postcode_of_place
from pijler_analysis.link.candidates import candidate_pairs
from pijler_analysis.link.closing import Groups
from pijler_analysis.link.evidence import (
    ACCEPTED,
    ACCEPTED_ON_LETTERS,
    KINDS,
    REVIEW,
    chance_of_name,
    reasons_of,
    told_in,
    weigh_evidence,
)
from pijler_analysis.link.names import core_name, normalise_names, place_in, whole_name
from pijler_analysis.link.units import RECORD_COLUMNS, certain_units, telling_domains

_RIVALS = 1.0
"""Powers of ten by which the best match must beat the next organisation."""
_LEAST, _TWO_NUMBERS = 0.4, 0.8
"""Likeness without which nothing else counts; higher for two that both stand in the register, and
the same words where nobody is in both."""
_FEW = 20
"""Organisations a human may always be asked about, however few records there are."""
_NOW = 9999
"""Municipalities are compared with the borders of now."""
_MOST_REVIEWED = 0.06
"""Part of the records that a human may be asked about."""
_NO_PAIRS = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True)
class Matching:
    """What was found: the group of each record (a record number), and the uncertain pairs.

    ``doubts`` holds ``left, right`` (record numbers of two groups), ``score`` (powers of ten by
    which chance is unlikely) and ``reasons`` in Dutch; ``accepted`` the same of the pairs joined.
    """

    group: np.ndarray
    doubts: pd.DataFrame
    accepted: pd.DataFrame


def match_records(
    records: pd.DataFrame, *, same: np.ndarray = _NO_PAIRS, apart: np.ndarray = _NO_PAIRS
) -> Matching:  # fmt: skip
    """Tell which records are one organisation.

    Parameters
    ----------
    records : what each record tells, see ``units.RECORD_COLUMNS``; missing columns tell nothing
    same, apart : pairs of record numbers a human decided on

    Returns
    -------
    Matching
    """
    records = prepare_records(records)
    units = certain_units(records)
    n = int(units.max(initial=-1)) + 1
    pairs = _judged(records, units, n)
    numbers = _numbers(records, units)
    towns = records["municipality"].groupby(units).first().dropna()
    groups = Groups(np.bincount(units, minlength=n), numbers, units[apart], towns=towns)
    for left, right in units[same].tolist():
        groups.join(left, right)
    joined = _close(groups, pairs, numbers[0])
    first = pd.Series(np.arange(len(units))).groupby(units).first().to_numpy()
    heads = groups.of_units()
    doubts = _between_groups(pairs[~joined], heads, numbers[0])
    doubts = doubts[_within_reach(doubts, most=max(int(_MOST_REVIEWED * len(records)), _FEW))]
    return Matching(
        group=first[heads][units] if n else units,
        doubts=_explained(doubts, first),
        accepted=_explained(pairs[joined], first),
    )


def prepare_records(records: pd.DataFrame) -> pd.DataFrame:
    """Add to records the three forms of their name and the town, and the columns they lack."""
    told = pd.DataFrame(index=pd.RangeIndex(len(records)))
    for column in RECORD_COLUMNS:
        values = records[column].array if column in records else pd.array([pd.NA] * len(records))
        told[column] = pd.Series(values, dtype="string")
    told["plain"] = normalise_names(told["name"])
    wholes = {plain: whole_name(plain) for plain in told["plain"].dropna().unique()}
    told["whole"] = told["plain"].map(wholes).astype("string")
    cores = {plain: core_name(whole) for plain, whole in wholes.items()}
    told["core"] = told["plain"].map(cores).astype("string")
    return told.assign(municipality=_towns(told), domain=telling_domains(told))


def _towns(told: pd.DataFrame) -> pd.Series:
    """Return the municipality of each record: of its postcode, as it says, or as its name does."""
    codes = {code: municipality_of(code, year=_NOW) for code in told["postcode"].dropna().unique()}
    named = {name: _town(name) for name in told["municipality"].dropna().unique()}
    within = {plain: _town(place_in(plain)) for plain in told["plain"].dropna().unique()}
    by_postcode = told["postcode"].map(codes).astype("string")
    as_told = told["municipality"].map(named).astype("string")
    return by_postcode.fillna(as_told).fillna(told["plain"].map(within).astype("string"))


def _town(place: str | None) -> str | None:
    """Return the municipality of now that a place lies in; a place not known stays as it is."""
    code = postcode_of_place(place) if place else None
    return municipality_of(code, year=_NOW) if code else place


def _judged(records: pd.DataFrame, units: np.ndarray, n: int) -> pd.DataFrame:
    """Return the candidate pairs with their score, what it rests on, and their reasons."""
    pairs = candidate_pairs(records, units)
    both = pairs[["left", "right"]].to_numpy()
    weighed = weigh_evidence(told_in(records, units, n=n), both)
    pairs = pd.concat([pairs, weighed], axis=1)
    by_name = chance_of_name(pairs, n, _strangers(pairs))
    more = pairs[[kind.name for kind in KINDS]]
    pairs["score"] = by_name + more.sum(axis=1)
    pairs["has_second"] = (more > 0).any(axis=1)
    pairs["has_contact"] = (pairs[["contact", "domain"]] > 0).any(axis=1)
    least = np.where(pairs["has_two_numbers"], ACCEPTED, REVIEW)
    of_two = np.where(pairs["has_contact"], _TWO_NUMBERS, 1.0)
    alike = np.where(pairs["has_two_numbers"], of_two, _LEAST)
    worth = pairs[~pairs["excluded"] & (pairs["score"] >= least) & (pairs["likeness"] >= alike)]
    return worth.sort_values(
        ["score", "left", "right"], ascending=[False, True, True], ignore_index=True
    )


def _strangers(pairs: pd.DataFrame) -> np.ndarray:
    """Return the likeness of the pairs that surely are two organisations."""
    torn = (
        pairs["excluded"]
        | pairs["has_two_numbers"]
        | ((pairs["place"] < 0) & (pairs["contact"] <= 0))
    )
    return pairs.loc[torn & ~pairs["is_initials"], "likeness"].to_numpy()


def _numbers(records: pd.DataFrame, units: np.ndarray) -> list[pd.Series]:
    """Return the register number and the enterprise number of each unit that has one."""
    return [
        records[number].groupby(units).first().dropna()
        for number in ("organisation_id", "enterprise_number")
    ]


def _close(groups: Groups, pairs: pd.DataFrame, numbered: pd.Series) -> np.ndarray:
    """Join what is accepted, the surest first; returns which pairs were joined."""
    is_backed = pairs["has_second"] | (pairs["likeness"] == 1)
    least = np.where(is_backed, ACCEPTED, ACCEPTED_ON_LETTERS)
    sure = (pairs["score"] >= least).to_numpy() & ~_rivalled(pairs, numbered)
    joined = np.zeros(len(pairs), dtype=bool)
    told = pairs[["left", "right", "has_second", "has_contact"]].to_numpy()
    for at in np.flatnonzero(sure):
        left, right, second, contact = told[at]
        joined[at] = groups.join(left, right, on_name_only=not second, same_town=not contact)
    return joined


def _rivalled(pairs: pd.DataFrame, numbered: pd.Series) -> np.ndarray:
    """Flag pairs of a unit with a numbered one, where another number fits about as well."""
    sides = []
    for side, other in (("left", "right"), ("right", "left")):
        one = pairs[[side, "score"]].set_axis(["unit", "score"], axis=1)
        sides.append(one.assign(number=pairs[other].map(numbered)))
    both: pd.DataFrame = pd.concat(
        [side[~side["unit"].isin(numbered.index)] for side in sides]
    ).dropna()
    best = both.sort_values("score", ascending=False).drop_duplicates(["unit", "number"])
    lead = best["score"] - best.groupby("unit")["score"].shift(-1)
    is_first = ~best.duplicated("unit")
    torn = set(best.loc[is_first & (lead < _RIVALS), "unit"])
    return np.logical_or.reduce(
        [side["unit"].isin(torn).to_numpy() & side["number"].notna().to_numpy() for side in sides]
    )


def _between_groups(pairs: pd.DataFrame, heads: np.ndarray, numbered: pd.Series) -> pd.DataFrame:
    """Tie uncertain pairs to the groups as they became, the surest pair of two groups kept.

    A record already tied raises no doubt about two organisations of the register.
    """
    left, right = heads[pairs["left"].to_numpy()], heads[pairs["right"].to_numpy()]
    tied = pairs.assign(left=np.minimum(left, right), right=np.maximum(left, right))
    both_listed = tied["left"].isin(numbered.index) & tied["right"].isin(numbered.index)
    tied = tied[(tied["left"] != tied["right"]) & ~(both_listed & ~tied["has_two_numbers"])]
    return tied.drop_duplicates(["left", "right"])


def _within_reach(pairs: pd.DataFrame, *, most: int) -> np.ndarray:
    """Flag the surest pairs, as many as a human can look at: about so many organisations."""
    seen: set[int] = set()
    kept = np.zeros(len(pairs), dtype=bool)
    for at, (left, right) in enumerate(zip(pairs["left"], pairs["right"], strict=True)):
        kept[at] = len(seen | {max(left, right)}) <= most
        if kept[at]:
            seen.add(max(left, right))
    return kept


def _explained(pairs: pd.DataFrame, first: np.ndarray) -> pd.DataFrame:
    """Put the pairs in record numbers, with the reasons for their score in Dutch."""
    return pd.DataFrame(
        {
            "left": first[pairs["left"].to_numpy()],
            "right": first[pairs["right"].to_numpy()],
            "score": pairs["score"].to_numpy(),
            "reasons": [reasons_of(pair) for pair in pairs.to_dict("records")],
        }
    )
