"""Which records are one organisation: certain, uncertain and different pairs, and the groups.

Exact first: what shares a register number, enterprise number, own e-mail domain or plain name is
one unit. Units whose names look alike are then judged on all they tell (``evidence``), beside
their rivals (``rivals``); the pairs fall in three zones: accepted, to review, rejected. It is done
twice, since what is joined once tells more together the second time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pijler_analysis.link.closing import Groups
from pijler_analysis.link.evidence import known_of, reasons_of
from pijler_analysis.link.judging import (
    NO_PAIRS,
    Listed,
    first_record,
    first_told,
    judged,
    one_number_each,
    read_list,
)
from pijler_analysis.memory import collector_paused

_ACCEPTED = (1.5, 0.2)
"""Odds, in powers of ten, from which a pair is accepted in each round."""
_EQUAL, _UNKNOWN = 0.6, 0.6
"""Odds it takes where nothing is known of the two but that their names are equal; what is asked
more of names alone where the list is so short that nothing is known of who else there may be.
"""
_TELLING = 0.5
"""Part of what a word nobody else has tells, from which words set two names apart."""
_TORN, _BRANCH = 0.8, 2.5
"""Odds from which names that each have a word of their own, and a branch and the whole, are one
without a human.
"""
_CHOICES = 4
"""Organisations a human may choose from for one."""
_FEW = 20
"""Organisations a human may always be asked about, however few records there are."""
_MOST_REVIEWED = 0.06
"""Part of the records that a human may be asked about."""


@dataclass(frozen=True)
class Matching:
    """What was found: the group of each record (a record number), and the uncertain pairs.

    ``doubts`` holds ``left, right`` (record numbers of two groups), ``score`` (the odds that they
    are one, in powers of ten) and ``reasons`` in Dutch.
    """

    group: np.ndarray
    doubts: pd.DataFrame


@collector_paused()
def match_records(
    records: pd.DataFrame, *, same: np.ndarray = NO_PAIRS, apart: np.ndarray = NO_PAIRS
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
    listed = read_list(records, apart=apart)
    units = listed.units
    for least in _ACCEPTED:
        pairs = judged(listed, units)
        groups = _groups(listed.records, units, pairs, same=same, apart=apart)
        joined = _close(groups, pairs, least)
        first, heads = first_record(units), groups.of_units()
        before, units = units, pd.factorize(heads[units])[0]
    sizes = np.bincount(heads[before], minlength=len(heads))
    numbered = first_told(listed.records["organisation_id"], before)
    doubts = _between_groups(pairs[~joined], groups, numbered)
    most = max(int(_MOST_REVIEWED * len(records)), _FEW)
    doubts = doubts[_worth_asking(doubts, sizes, most=most)]
    return Matching(
        group=first[heads][before] if len(before) else before,
        doubts=_explained(doubts, first),
    )


def first_round(listed: Listed) -> np.ndarray:
    """Return the unit of each record after the first round, without a human's decisions."""
    pairs = judged(listed, listed.units)
    groups = _groups(listed.records, listed.units, pairs, same=NO_PAIRS, apart=NO_PAIRS)
    _close(groups, pairs, _ACCEPTED[0])
    return pd.factorize(groups.of_units()[listed.units])[0]


def _groups(
    records: pd.DataFrame, units: np.ndarray, pairs: pd.DataFrame, *, same: np.ndarray,
    apart: np.ndarray,
) -> Groups:  # fmt: skip
    numbers = [
        one_number_each(first_told(records["organisation_id"], units), pairs),
        first_told(records["enterprise_number"], units),
    ]
    towns = first_told(records["municipality"], units)
    groups = Groups(np.bincount(units), numbers, units[apart], towns=towns)
    for left, right in units[same].tolist():
        groups.join(left, right)
    return groups


def _close(groups: Groups, pairs: pd.DataFrame, least: float) -> np.ndarray:
    """Join what is accepted, the surest first; returns which pairs were joined."""
    joined = np.zeros(len(pairs), dtype=bool)
    is_bare = ~pairs["has_second"]
    asked = np.where(is_bare & (pairs["likeness"] == 1), np.maximum(least, _EQUAL), least)
    asked += is_bare * _UNKNOWN * (1 - known_of(len(groups)))
    sure = np.flatnonzero((pairs["score"].to_numpy() >= asked) & ~_for_a_human(pairs))
    told = pairs[["left", "right", "has_second", "has_contact"]].to_numpy()
    for at in sure:
        left, right, second, contact = told[at]
        joined[at] = groups.join(left, right, on_name_only=not second, same_town=not contact)
    return joined


def _for_a_human(pairs: pd.DataFrame) -> np.ndarray:
    """Flag the pairs that are not joined without a human, though the odds are above the cut.

    Where no address or domain ties them: names that share a village while each has a word of its
    own, often two organisations that work there, though a common town tells enough where the words
    of one tell little; and a branch beside the whole, mostly in one town. Both unless the odds are
    high. Where nothing at all does: names that share no rare word but for a letter, since villages
    differ by a letter too.
    """
    no_contact = (pairs[["address", "domain"]] <= 0).all(axis=1)
    at_home = (pairs["place"] > 0) & (pairs["word"] >= 0) & ~pairs["of_country"]
    is_likely = (pairs["torn_by"] < _TELLING) & (at_home | (pairs["score"] >= _TORN))
    is_torn = pairs["is_torn"] & ~is_likely
    is_branch = (pairs["branch"] < 0) & ~pairs["is_initials"] & (pairs["score"] < _BRANCH)
    is_slip = pairs["is_slip"] & ~pairs["has_second"]
    return (((is_torn | is_branch) & no_contact) | is_slip).to_numpy()


def _between_groups(pairs: pd.DataFrame, groups: Groups, numbered: pd.Series) -> pd.DataFrame:
    """Tie uncertain pairs to the groups as they became, the surest pair of two groups kept.

    A record already tied raises no doubt about two organisations of the register, and what a human
    decided is no doubt any more.
    """
    heads = groups.of_units()
    left, right = heads[pairs["left"].to_numpy()], heads[pairs["right"].to_numpy()]
    tied = pairs.assign(left=np.minimum(left, right), right=np.maximum(left, right))
    both_listed = tied["left"].isin(numbered.index) & tied["right"].isin(numbered.index)
    tied = tied[(tied["left"] != tied["right"]) & ~(both_listed & ~tied["has_two_numbers"])]
    tied = tied.drop_duplicates(["left", "right"])
    is_decided = [groups.are_apart(*pair) for pair in tied[["left", "right"]].to_numpy().tolist()]
    return tied[~np.array(is_decided, dtype=bool)]


def _worth_asking(pairs: pd.DataFrame, sizes: np.ndarray, *, most: int) -> np.ndarray:
    """Flag the pairs whose answer is likely to join most records, on as many organisations as a
    human can look at; of two groups the smaller is the one asked about.
    """
    left, right = sizes[pairs["left"].to_numpy()], sizes[pairs["right"].to_numpy()]
    likely = 1 / (1 + 10 ** -pairs["score"].to_numpy())
    asked = np.where(left <= right, pairs["left"], pairs["right"])
    table = pd.DataFrame({"asked": asked, "gain": likely * left * right})
    table = table.sort_values("gain", ascending=False, kind="stable")
    is_choice = table.groupby("asked").cumcount() < _CHOICES
    rank = pd.Series(pd.factorize(table["asked"])[0], index=table.index)
    return (is_choice & (rank < most)).sort_index().to_numpy(dtype=bool)


def _explained(pairs: pd.DataFrame, first: np.ndarray) -> pd.DataFrame:
    """Put the pairs in record numbers, with the reasons for their odds in Dutch."""
    return pd.DataFrame(
        {
            "left": first[pairs["left"].to_numpy()],
            "right": first[pairs["right"].to_numpy()],
            "score": pairs["score"].to_numpy(),
            "reasons": [reasons_of(pair) for pair in pairs.to_dict("records")],
        }
    )
