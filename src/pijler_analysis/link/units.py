"""Records that certainly are one organisation, taken together before anything is compared.

A *record* is an organisation as one line names it; a *unit* is a set of records tied by a key
(register number, enterprise number, own e-mail domain) or by the same plain name, where nothing
they tell contradicts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import prod

import numpy as np
import pandas as pd
from rapidfuzz.fuzz import ratio
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from pijler_analysis.link.each import once_each
from pijler_analysis.link.names import site_letters

RECORD_COLUMNS = (
    "organisation_id", "name", "postcode", "municipality", "country", "person", "address",
    "domain", "enterprise_number",
)  # fmt: skip
"""What a record may tell; all text, missing where it says nothing. Countries are joined by ';'."""

_NEAR = 70
"""Likeness, of a hundred, from which two names may be one that was mistyped."""
_OWN = 6
"""Letters of a name that a domain repeats from which it is surely the name's own."""
_DOMAIN_NAMES = 4
"""Different names under one e-mail domain from which it is taken to be shared."""

_NAMESAKES, _SHORT = 0.05, 4
"""Namesakes expected from which, and letters up to which, a name alone ties nothing."""
_RARE = 0.1
"""Bearers counted for a word nobody else uses."""


def unite(n: int, edges: Iterable[np.ndarray]) -> np.ndarray:
    """Number the connected sets of ``n`` things, in the order of their first member.

    >>> unite(4, [np.array([[3, 1]])]).tolist()
    [0, 1, 2, 1]
    """
    pairs = np.concatenate([np.empty((0, 2), dtype=np.int64), *edges])
    graph = sparse.coo_array((np.ones(len(pairs), dtype=bool), tuple(pairs.T)), shape=(n, n))
    return pd.factorize(connected_components(graph, directed=False)[1])[0]


def tied(keys: pd.Series) -> np.ndarray:
    """Tie each record to the first one with the same key; missing keys tie nothing."""
    codes, _ = pd.factorize(keys)
    known = np.flatnonzero(codes >= 0)
    _, first = np.unique(codes[known], return_index=True)
    return np.column_stack((known, known[first[codes[known]]]))


def certain_units(records: pd.DataFrame) -> np.ndarray:
    """Return the unit of each record.

    Parameters
    ----------
    records : the columns of ``RECORD_COLUMNS``, with ``plain`` and ``core``

    Returns
    -------
    array, one number per record from 0
    """
    keys = [tied(records["organisation_id"])]
    for own in (_telling_numbers(records), _own_domains(records)):
        keys.append(tied(own + "\n" + records["branch"]))
    by_key = unite(len(records), keys)
    return unite(len(records), [*keys, *_same_names(records, by_key)])


def _own_domains(records: pd.DataFrame) -> pd.Series:
    """Return the domains, missing where one speaks from it for another.

    For another speaks who bears a name that records without this domain bear, while most with it
    bear none like it; and whose name and town have nothing in common with those.
    """
    told = records[["domain", "core"]].dropna()
    often = (
        told.value_counts().reset_index().sort_values(["count", "core"], ascending=[False, True])
    )
    main = often.drop_duplicates("domain").set_index("domain")["core"]
    without = records.loc[records["domain"].isna(), "core"].dropna().unique()
    by_domain = told.groupby("core")["domain"].nunique()
    elsewhere = {*without, *by_domain.index[by_domain > 1]}
    usual = records["domain"].map(main).astype("string")
    is_other = records["core"].notna() & (records["core"] != usual)
    is_guest = is_other & records["core"].isin(elsewhere)
    is_stranger = is_other & ~_near_usual(records, usual)
    return records["domain"].mask(is_guest | is_stranger)


def _near_usual(records: pd.DataFrame, usual: pd.Series) -> np.ndarray:
    """Tell of each record with a domain whether its name or its town is near the usual one.

    Its name is if it shares a word with it or is spelled much like it; its town if a record of
    the usual name under that domain has it.
    """
    names = pd.Series(records["core"].fillna("") + "\n" + usual.fillna(""), dtype="string")
    alike = names.map({both: _share_a_word(*both.split("\n")) for both in names.unique()})
    town = records["domain"] + "\n" + records["municipality"]
    at_home = town[records["core"] == usual].dropna()
    return np.asarray(alike.astype(bool) | town.isin(at_home))


def _share_a_word(one: str, other: str) -> bool:
    return not set(one.split()).isdisjoint(other.split()) or ratio(one, other) >= _NEAR


def _telling_numbers(records: pd.DataFrame) -> pd.Series:
    """Return the enterprise numbers, missing where names and places say one was written wrong."""
    by_number = records.groupby("enterprise_number")[["core", "municipality"]].nunique()
    torn = by_number.index[(by_number > 1).all(axis=1)]
    return records["enterprise_number"].mask(records["enterprise_number"].isin(torn))


def without_mistakes(records: pd.DataFrame) -> pd.Series:
    """Return the enterprise numbers, missing where one line alone has another than the rest.

    The rest are the lines with the same name in the same town: two or more with one number.
    """
    told = records[["plain", "municipality", "enterprise_number"]].dropna()
    borne = told.groupby("enterprise_number")["plain"].transform("size")
    often = told.groupby(["plain", "municipality", "enterprise_number"])["plain"].transform("size")
    most = often.groupby([told["plain"], told["municipality"]]).transform("max")
    alone = told.index[(borne == 1) & (most > 1)]
    return records["enterprise_number"].mask(records.index.isin(alone))


def telling_domains(records: pd.DataFrame) -> pd.Series:
    """Return the e-mail domains, missing where several organisations share one."""
    by_domain = records.groupby("domain")
    shared = (
        (by_domain["organisation_id"].nunique() > 1)
        | (by_domain["enterprise_number"].nunique() > 1)
        | ((by_domain["core"].nunique() > _DOMAIN_NAMES) & ~_named_after(records))
    )
    return records["domain"].mask(records["domain"].isin(shared[shared].index))


def _named_after(records: pd.DataFrame) -> pd.Series:
    """Tell of each domain whether a name under it says that it is the domain's own."""
    told = records[["domain", "plain"]].dropna().drop_duplicates()
    site = once_each(told["domain"], site_letters)
    name = told["plain"].str.replace(" ", "")
    is_own = [len(one) >= _OWN and one == other for one, other in zip(name, site, strict=True)]
    named = pd.Series(is_own, index=told["domain"]).groupby(level=0).any()
    return named.reindex(records["domain"].dropna().unique(), fill_value=False).sort_index()


def _same_names(records: pd.DataFrame, by_key: np.ndarray) -> list[np.ndarray]:
    """Tie records of one plain name: all, or where two bear it those that share more."""
    columns = ["postcode", "municipality", "domain", "organisation_id", "enterprise_number"]
    units = records[["plain", *columns]]
    bearers = units.assign(unit=by_key).dropna(subset="plain")
    first = bearers.groupby("unit")[["organisation_id", "enterprise_number"]].first()
    bearers = bearers.drop(columns=["organisation_id", "enterprise_number"]).join(first, on="unit")
    by_name = bearers.groupby("plain")[columns].nunique()
    is_shared = records["plain"].isin(by_name.index[(by_name > 1).any(axis=1)])
    is_shared |= _tells_little(records)
    ties = [tied(records["plain"].mask(is_shared))]
    for more in ("postcode", "municipality", "address"):
        ties.append(_without_contradiction(_both(records, more).where(is_shared), first, by_key))
    return ties


def namesakes(wholes: pd.Series, bearers: pd.DataFrame) -> pd.Series:
    """Return how many others may be expected to bear each name, were its words drawn apart.

    Parameters
    ----------
    wholes : whole names
    bearers : the different bearers of names, with their ``whole`` name; two of them, who may be
        one, are left out of the count of each word
    """
    n = max(len(bearers), 1)
    spread = Counter(word for whole in bearers["whole"] for word in whole.split())
    expected = {
        whole: n * prod(max(spread[word] - 2, _RARE) / n for word in set(whole.split()))
        for whole in wholes.dropna().unique()
    }
    return wholes.map(expected).astype(float)


def _tells_little(records: pd.DataFrame) -> pd.Series:
    """Flag names that others may bear as well, and names that may be initials."""
    bearers = records[["whole", "municipality"]].dropna(subset="whole").drop_duplicates()
    expected = namesakes(records["whole"], bearers).fillna(0)
    is_short = records["plain"].str.fullmatch(rf"\w{{1,{_SHORT}}}").fillna(False).astype(bool)
    towns = records.groupby("whole")["municipality"].nunique()
    return (expected > _NAMESAKES) | is_short | records["whole"].isin(towns.index[towns > 1])


def _both(records: pd.DataFrame, more: str) -> pd.Series:
    return records["plain"] + "\n" + records[more]


def _without_contradiction(keys: pd.Series, first: pd.DataFrame, by_key: np.ndarray) -> np.ndarray:
    """Tie by key, except where that would join two register or enterprise numbers."""
    told = pd.DataFrame({"key": keys, "unit": by_key}).dropna().join(first, on="unit")
    numbers = told.groupby("key")[["organisation_id", "enterprise_number"]].nunique()
    torn = numbers.index[(numbers > 1).any(axis=1)]
    return tied(keys.mask(keys.isin(torn)))
