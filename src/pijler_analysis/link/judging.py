"""The pairs of units that may be one organisation, and how likely each is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pijler_analysis.link.candidates import candidate_pairs, one_each
from pijler_analysis.link.crowd import Names, read_names, with_crowd
from pijler_analysis.link.evidence import KINDS, odds_of, signs_of, told_in, weigh_evidence
from pijler_analysis.link.prepare import prepare_records
from pijler_analysis.link.rivals import beside_rivals
from pijler_analysis.link.units import certain_units, unite

NO_PAIRS = np.empty((0, 2), dtype=np.int64)
_REVIEW = -1.7
"""Odds from which a human may be asked."""
_TWO_NUMBERS = -1.0
"""Odds from which two numbers of the register may be one organisation."""


@dataclass(frozen=True)
class Listed:
    """Prepared records, their names, and the pairs of their certain units worth judging."""

    records: pd.DataFrame
    units: np.ndarray
    names: Names
    candidates: pd.DataFrame


def read_list(records: pd.DataFrame, *, apart: np.ndarray = NO_PAIRS) -> Listed:
    """Prepare records, unite what is certainly one, and find the pairs worth judging.

    ``apart`` are pairs of records that are not one, whatever number or domain they share.
    """
    records = prepare_records(records)
    units = certain_units(records)
    if (is_shared := units[apart[:, 0]] == units[apart[:, 1]]).any():
        of_several = np.isin(units, units[apart[is_shared, 0]])
        records.loc[of_several, ["enterprise_number", "domain"]] = pd.NA
        units = certain_units(records)
    names = read_names(records)
    return Listed(records, units, names, candidate_pairs(records, units, names))


def compared(listed: Listed, units: np.ndarray) -> pd.DataFrame:
    """Return the candidate pairs of units as they are now, with what they share and differ in.

    Parameters
    ----------
    listed : the list, whose candidates name its certain units
    units : the unit of each record, each made of certain units
    """
    first = first_record(listed.units)
    now = units[first]
    pairs = listed.candidates
    pairs = one_each(
        pairs.assign(left=now[pairs["left"].to_numpy()], right=now[pairs["right"].to_numpy()])
    )
    n = int(units.max(initial=-1)) + 1
    towns = first_told(listed.records["municipality"], units)
    pairs = with_crowd(pairs, listed.names, units, towns)
    told = told_in(listed.records, units, n=n)
    return pd.concat([pairs, weigh_evidence(told, pairs[["left", "right"]].to_numpy())], axis=1)


def judged(listed: Listed, units: np.ndarray) -> pd.DataFrame:
    """Return the pairs that may be one organisation with their odds, the surest first."""
    pairs = compared(listed, units)
    n = int(units.max(initial=-1)) + 1
    pairs["score"] = odds_of(signs_of(pairs, n))
    least = np.where(pairs["has_two_numbers"], _TWO_NUMBERS, _REVIEW)
    pairs = pairs[~pairs["excluded"] & (pairs["score"] >= least)].reset_index(drop=True)
    numbers = one_number_each(first_told(listed.records["organisation_id"], units), pairs)
    towns = first_told(listed.records["municipality"], units)
    pairs["score"] = beside_rivals(pairs, numbers, towns)
    beside = pairs[[kind.name for kind in KINDS]] > 0
    beside["country"] &= ~pairs["of_country"]
    pairs["has_second"] = beside.any(axis=1)
    pairs["has_contact"] = (pairs[["address", "person", "domain"]] > 0).any(axis=1)
    return pairs.sort_values(
        ["score", "left", "right"], ascending=[False, True, True], ignore_index=True
    )


def one_number_each(numbers: pd.Series, pairs: pd.DataFrame) -> pd.Series:
    """Return one number for what was registered twice: one name, one town and one address."""
    is_twice = pairs["has_two_numbers"] & (pairs["likeness"] == 1)
    is_twice &= (pairs["place"] > 0) & (pairs["address"] > 0)
    twice = pairs.loc[is_twice, ["left", "right"]].to_numpy()
    at = {unit: place for place, unit in enumerate(numbers.index)}
    edges = np.array([[at[left], at[right]] for left, right in twice], dtype=np.int64)
    return numbers.groupby(unite(len(numbers), [edges.reshape(-1, 2)])).transform("first")


def first_record(units: np.ndarray) -> np.ndarray:
    """Return the first record of each unit."""
    _, first = np.unique(units, return_index=True)
    return first


def first_told(values: pd.Series, units: np.ndarray) -> pd.Series:
    """Return the first value each unit tells, of those that tell one."""
    known = np.flatnonzero(values.notna().to_numpy())
    told, first = np.unique(units[known], return_index=True)
    return pd.Series(values.array[known[first]], index=told, dtype=values.dtype)
