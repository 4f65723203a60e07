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
from pijler_analysis.link.candidates import candidate_pairs, one_each
from pijler_analysis.link.cells import known_people, mend_addresses, name_in, site_in
from pijler_analysis.link.closing import Groups
from pijler_analysis.link.crowd import read_names, with_crowd
from pijler_analysis.link.evidence import (
    ACCEPTED,
    ACCEPTED_ON_COUNTRY,
    ACCEPTED_ON_LETTERS,
    ACCEPTED_ON_NAME,
    KINDS,
    REVIEW,
    chance_of_name,
    chance_of_word,
    chance_under_address,
    cost_of_rest,
    in_one_town,
    reasons_of,
    told_in,
    weigh_evidence,
)
from pijler_analysis.link.names import (
    BRANCHES,
    branch_in,
    core_name,
    normalise_names,
    place_in,
    whole_name,
)
from pijler_analysis.link.units import RECORD_COLUMNS, certain_units, telling_domains
from pijler_analysis.link.words import Words

_RIVALS = 1.0
"""Powers of ten by which the best match must beat the next organisation."""
_OWN_ADDRESS = 2.0
"""Powers of ten by which an address weighs more among rivals."""
_LEAST, _TWO_NUMBERS = 0.4, 0.8
"""Likeness without which nothing else counts; higher for two that both stand in the register, and
the same words where nobody is in both."""
_ROUNDS = 2
"""What is joined once tells more the second time."""
_NAMESAKES = 0.5
"""Others who may bear a name, from which the name alone is not enough."""
_CHOICES = 3
"""Organisations a human may choose from for one."""
_EVEN = 1.3
"""Powers of ten at which a pair is as likely one organisation as two."""
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
    group, accepted = certain_units(records), []
    known = records.drop_duplicates("whole").dropna(subset="whole")
    words = Words(known["whole"].tolist(), written=known["plain"].tolist())
    names = read_names(records, words.codes)
    candidates = candidate_pairs(records, group, names, words)
    for _ in range(_ROUNDS):
        judged = _judged(records, group, with_crowd(candidates, names, group))
        heads, joined = _joined(records, group, judged, same=same, apart=apart)
        first = pd.Series(np.arange(len(group))).groupby(group).first().to_numpy()
        accepted.append(_explained(judged[joined], first))
        open_pairs, units = judged[~joined], group
        group = pd.factorize(heads[units])[0]
        of_unit = group[first]
        candidates = one_each(
            candidates.assign(
                left=of_unit[candidates["left"].to_numpy()],
                right=of_unit[candidates["right"].to_numpy()],
            )
        )
    sizes = np.bincount(heads[units], minlength=len(heads))
    doubts = _between_groups(open_pairs, heads, _numbers(records, units)[0])
    most = max(int(_MOST_REVIEWED * len(records)), _FEW)
    doubts = doubts[_within_reach(doubts, sizes, most=most)]
    return Matching(
        group=first[heads][units] if len(units) else units,
        doubts=_explained(doubts, first),
        accepted=pd.concat(accepted, ignore_index=True),
    )


def _joined(
    records: pd.DataFrame, units: np.ndarray, pairs: pd.DataFrame, *, same: np.ndarray,
    apart: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return the head of each unit once the sure pairs are joined, and which pairs those were."""
    numbers = _numbers(records, units)
    towns = records["municipality"].groupby(units).first().dropna()
    size = np.bincount(units)
    groups = Groups(size, numbers, units[apart], towns=towns)
    for left, right in units[same].tolist():
        groups.join(left, right)
    joined = _close(groups, pairs, numbers[0], towns)
    return groups.of_units(), joined


def prepare_records(records: pd.DataFrame) -> pd.DataFrame:
    """Add to records the three forms of their name and the town, and the columns they lack."""
    told = pd.DataFrame(index=pd.RangeIndex(len(records)))
    for column in RECORD_COLUMNS:
        values = records[column].array if column in records else pd.array([pd.NA] * len(records))
        told[column] = pd.Series(values, dtype="string")
    told["address"] = mend_addresses(told["address"])
    told = _read_cells(told)
    told["plain"] = normalise_names(told["name"])
    wholes = {plain: whole_name(plain) for plain in told["plain"].dropna().unique()}
    told["whole"] = told["plain"].map(wholes).astype("string")
    cores = {plain: core_name(whole) for plain, whole in wholes.items()}
    told["core"] = told["plain"].map(cores).astype("string")
    told = told.assign(municipality=_towns(told), branch=_branches(told))
    return told.assign(domain=telling_domains(told))


def _read_cells(told: pd.DataFrame) -> pd.DataFrame:
    """Leave people out of the names, and put the sites among them where domains are."""
    people = known_people(told["person"], told["address"])
    cells = told[["name", "address"]].dropna(subset="name").drop_duplicates()
    address = cells["address"].astype(object).where(cells["address"].notna(), None)
    names = {
        (cell, one): name_in(cell, one, people)
        for cell, one in zip(cells["name"], address, strict=True)
    }
    sites = {cell: site_in(cell) for cell in cells["name"].unique()}
    site = told["name"].map(sites).astype("string")
    addresses = told["address"].astype(object).where(told["address"].notna(), None)
    read = [names.get(cell) for cell in zip(told["name"], addresses, strict=True)]
    name = pd.Series(read, index=told.index, dtype="string")
    return told.assign(
        name=name.replace("", pd.NA).where(site.isna(), site.str.rpartition(".")[0]),
        domain=told["domain"].fillna(site),
    )


def _branches(told: pd.DataFrame) -> pd.Series:
    """Return the branch each record is of: as its mailbox says, or its name."""
    mailbox = told["address"].str.partition("@")[0]
    known = {plain: branch_in(plain) for plain in told["plain"].dropna().unique()}
    named = told["plain"].map(known).astype("string")
    by_mailbox = mailbox.where(mailbox.isin(BRANCHES))
    return by_mailbox.fillna(named).fillna("-")


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


def _judged(records: pd.DataFrame, units: np.ndarray, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the candidate pairs with their score and what it rests on, the surest first."""
    n = int(units.max(initial=-1)) + 1
    both = pairs[["left", "right"]].to_numpy()
    weighed = weigh_evidence(told_in(records, units, n=n), both)
    pairs = pd.concat([pairs, weighed], axis=1)
    pairs["branch"] = pairs["branch"].where(~pairs["is_initials"], 0.0)
    by_name = chance_of_name(pairs, n, _strangers(pairs))
    more = pairs[[kind.name for kind in KINDS]]
    by_word = chance_of_word(pairs, n)
    by_name = np.maximum(by_name, by_word)
    by_name += more.sum(axis=1).to_numpy() - cost_of_rest(pairs)
    pairs["score"] = np.maximum(by_name, chance_under_address(pairs))
    pairs["score"] = pairs["score"].clip(lower=np.where(in_one_town(pairs), ACCEPTED, -np.inf))
    pairs["has_word"] = by_word >= ACCEPTED
    pairs["has_second"] = (more > 0).any(axis=1)
    pairs["has_contact"] = (pairs[["contact", "domain"]] > 0).any(axis=1)
    least = np.where(pairs["has_two_numbers"], ACCEPTED, REVIEW)
    of_two = np.where(pairs["has_contact"], _TWO_NUMBERS, 1.0)
    alike = np.where(pairs["has_address"], 0.0, _LEAST)
    alike = np.where(pairs["has_two_numbers"], of_two, alike)
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


def _close(
    groups: Groups, pairs: pd.DataFrame, numbered: pd.Series, towns: pd.Series
) -> np.ndarray:
    """Join what is accepted, the surest first; returns which pairs were joined."""
    is_backed = pairs["has_second"] | (pairs["likeness"] == 1) | pairs["has_word"]
    least = np.where(is_backed, ACCEPTED, ACCEPTED_ON_LETTERS)
    is_equal = (pairs["likeness"] == 1) & (pairs["namesakes"] < _NAMESAKES)
    least = np.where(is_equal, ACCEPTED_ON_NAME, least)
    is_shared = (pairs["likeness"] == 1) & (pairs["namesakes"] >= _NAMESAKES)
    on_country = is_shared & ~pairs["has_contact"] & (pairs["place"] <= 0)
    least = np.where(on_country, ACCEPTED_ON_COUNTRY, least)
    sure = (pairs["score"] >= least).to_numpy() & ~_rivalled(pairs, numbered, towns)
    joined = np.zeros(len(pairs), dtype=bool)
    told = pairs[["left", "right", "has_second", "has_contact"]].to_numpy()
    for at in np.flatnonzero(sure):
        left, right, second, contact = told[at]
        joined[at] = groups.join(left, right, on_name_only=not second, same_town=not contact)
    return joined


def _rivalled(pairs: pd.DataFrame, numbered: pd.Series, towns: pd.Series) -> np.ndarray:
    """Flag pairs of a unit with one of two that surely differ and fit it about as well.

    Surely different are two numbers of the register, and two towns.
    """
    known = _surely_different(pairs, numbered).combine_first(towns)
    sides = []
    for side, other in (("left", "right"), ("right", "left")):
        one = pd.DataFrame({"unit": pairs[side], "score": pairs["score"]})
        one["score"] += _OWN_ADDRESS * pairs["has_address"]
        sides.append(one.assign(number=pairs[other].map(known)))
    both: pd.DataFrame = pd.concat(
        [side[~side["unit"].isin(known.index)] for side in sides]
    ).dropna()
    best = both.sort_values("score", ascending=False).drop_duplicates(["unit", "number"])
    lead = best["score"] - best.groupby("unit")["score"].shift(-1)
    is_first = ~best.duplicated("unit")
    torn = set(best.loc[is_first & (lead < _RIVALS), "unit"])
    return np.logical_or.reduce(
        [side["unit"].isin(torn).to_numpy() & side["number"].notna().to_numpy() for side in sides]
    )


def _surely_different(pairs: pd.DataFrame, numbered: pd.Series) -> pd.Series:
    """Return the number of each numbered unit; two that may be one, registered twice, have one."""
    twice = pairs[pairs["has_two_numbers"] & (pairs["score"] >= ACCEPTED)]
    first = twice[["left", "right"]].min(axis=1).groupby(twice[["left", "right"]].max(axis=1)).min()
    return numbered.where(
        ~numbered.index.isin(first.index),
        numbered.index.map(first.to_dict()).map(numbered.to_dict()),
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


def _within_reach(pairs: pd.DataFrame, sizes: np.ndarray, *, most: int) -> np.ndarray:
    """Flag the pairs whose answer joins most records, on as many organisations as a human can
    look at; of two groups the smaller is the one asked about.
    """
    left, right = sizes[pairs["left"].to_numpy()], sizes[pairs["right"].to_numpy()]
    likely = 1 / (1 + 10 ** (_EVEN - pairs["score"].to_numpy()))
    is_left = left < right
    asked = np.where(is_left, pairs["left"], pairs["right"])
    table = pd.DataFrame({"asked": asked, "gain": likely * left * right})
    table = table.sort_values("gain", ascending=False, kind="stable")
    is_choice = table.groupby("asked").cumcount() < _CHOICES
    rank = pd.Series(pd.factorize(table["asked"])[0], index=table.index)
    return (is_choice & (rank < most)).sort_index().to_numpy(dtype=bool)


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
