"""Which units are worth comparing: those whose names look alike, and those that share a rare value.

Comparing everything with everything grows with the square of the list; each way here grows about
as the list does.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

from pijler_analysis.link.crowd import Names
from pijler_analysis.link.grams import gram_matrix, similar_pairs, unique_pairs
from pijler_analysis.link.names import initials_in
from pijler_analysis.link.words import INITIALS, Words

_LEAST = 0.4
_MOST = 6
_WRITTEN, _WITH_SLIPS = 0.35, 0.75
"""Part of the longer of two names that the words both hold make up, from which they are compared:
words as they are written, and also those with a slip.
"""
_BEARERS = 8
"""Units under one name, or sharing one value, that are all compared with each other."""


def candidate_pairs(records: pd.DataFrame, units: np.ndarray, names: Names) -> pd.DataFrame:
    """Return the pairs of units to be judged, with the likeness of their names.

    Parameters
    ----------
    records : as ``match.prepare_records`` returns them
    units : the unit of each record

    Returns
    -------
    DataFrame ``left, right, likeness, form, word, is_slip, is_torn, torn_by, of_country, is_core,
    is_initials, initials``, each pair of units once, ``left < right``; see ``crowd.with_crowd``
    """
    named = names.named.assign(unit=units[names.named["record"].to_numpy()])
    codes, cores = pd.factorize(named["core"])
    named = named.assign(core=codes)
    with ThreadPoolExecutor(max_workers=1) as beside:
        near = beside.submit(similar_pairs, gram_matrix(list(cores)), least=_LEAST, most=_MOST)
        found = [_sharing(records, units, named), _of_words(named, names)]
        by_initials = _by_initials(named, names, units)
    itself = np.column_stack((np.arange(len(cores)),) * 2)
    by_core = _of_cores(np.vstack((near.result(), itself)), named)
    core_of = named.drop_duplicates("form")["core"].to_numpy()
    by_name = _alike(pd.concat([by_core, *found], ignore_index=True), names.spelled, core_of)
    return one_each(pd.concat([by_name, by_initials], ignore_index=True))


def one_each(pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep each pair of different units once, by the names most alike; the smaller on the left."""
    left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
    found = pairs.assign(left=np.minimum(left, right), right=np.maximum(left, right))
    order = np.argsort(-found["likeness"].to_numpy(), kind="stable")
    order = order[(left != right)[order]]
    size = int(max(left.max(initial=0), right.max(initial=0))) + 1
    coded = found["left"].to_numpy()[order] * size + found["right"].to_numpy()[order]
    _, first = np.unique(coded, return_index=True)
    return found.take(order[np.sort(first)]).reset_index(drop=True)


def _alike(pairs: pd.DataFrame, words: Words, core_of: np.ndarray) -> pd.DataFrame:
    """Add how alike the names are, the rarest word they share, and whether they have one core."""
    left, right = pairs["form_left"].to_numpy(), pairs["form_right"].to_numpy()
    size = len(core_of)
    coded, at = np.unique(left * size + right, return_inverse=True)
    alike = words.compared(np.column_stack((coded // size, coded % size)))
    return pairs[["left", "right"]].assign(
        likeness=alike.likeness[at], form=left, word=alike.rarest[at],
        is_slip=alike.is_slip[at], is_torn=alike.is_torn[at], torn_by=alike.torn_by[at],
        of_country=alike.of_country[at], is_core=core_of[left] == core_of[right], is_initials=False,
        initials=pd.Series(pd.NA, index=pairs.index, dtype="string"),
    )  # fmt: skip


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
        records["core"] + "\n" + records["country"],
    )
    found = [_pairs_under(units, values) for values in shared]
    at_home = records[["municipality", "core"]].assign(unit=units).dropna().drop_duplicates()
    at_home = at_home.assign(word=at_home["core"].str.split()).explode("word")
    found.append(
        _pairs_under(at_home["unit"].to_numpy(), at_home["municipality"] + "\n" + at_home["word"])
    )
    pairs = unique_pairs(np.concatenate(found), int(units.max(initial=0)) + 1)
    forms = named[["unit", "form"]].drop_duplicates()
    few = forms[forms.groupby("unit").cumcount() < _BEARERS // 2]
    left = few.rename(columns={"unit": "left", "form": "form_left"})
    right = few.rename(columns={"unit": "right", "form": "form_right"})
    table = pd.DataFrame(pairs, columns=["left", "right"])
    return table.merge(left, on="left").merge(right, on="right")


def _of_words(named: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return the names that share a word few others bear, so or with a slip, and much of the rest.

    A village is one: a partner there has another name than who supports it here.
    """
    borne = names.bearing
    pairs = unique_pairs(_pairs_under(borne["form"].to_numpy(), borne["word"]), len(names.wholes))
    written, with_slips = names.spelled.overlap(pairs)
    pairs = pairs[(written >= _WRITTEN) | (with_slips >= _WITH_SLIPS)]
    bearers = named[["unit", "form"]].drop_duplicates()
    few = bearers[bearers.groupby("form").cumcount() < _BEARERS]
    table = pd.DataFrame(pairs, columns=["form_left", "form_right"])
    return table.merge(few.rename(columns={"unit": "left", "form": "form_left"})).merge(
        few.rename(columns={"unit": "right", "form": "form_right"})
    )


def _pairs_under(units: np.ndarray, values: pd.Series) -> np.ndarray:
    """Return the pairs of units that share a value which not too many share."""
    codes = pd.factorize(values)[0]
    size = int(units.max(initial=0)) + 1
    told = np.unique(codes[codes >= 0] * size + units[codes >= 0])
    value, unit = told // size, told % size
    starts = np.flatnonzero(np.diff(value, prepend=-1))
    bearers = np.diff(np.append(starts, len(value)))
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for many in range(2, 3 * _BEARERS + 1):
        each = unit[starts[bearers == many][:, None] + np.arange(many)]
        left, right = np.triu_indices(many, 1)
        pairs.append(np.column_stack((each[:, left].ravel(), each[:, right].ravel())))
    return np.concatenate(pairs)


def _by_initials(named: pd.DataFrame, names: Names, units: np.ndarray) -> pd.DataFrame:
    """Return the units one of which bears the initials of the other's name."""
    meant = {plain: initials_in(plain) for plain in set(named["plain"].to_numpy())}
    short = named[["unit"]].assign(initials=named["plain"].map(meant)).dropna().drop_duplicates()
    long = names.starts[["initials"]].assign(unit=units[names.starts["record"].to_numpy()])
    long = long.drop_duplicates()
    bearers = long["initials"].value_counts()
    long = long[long["initials"].isin(bearers.index[bearers <= _BEARERS**2])]
    both = short.merge(long, on="initials", suffixes=("_left", "_right"))
    both = both.rename(columns={"unit_left": "left", "unit_right": "right"})
    return both.assign(
        likeness=INITIALS, form=0, word=-1, is_slip=False, is_torn=False, torn_by=0.0,
        of_country=False, is_core=False, is_initials=True,
        initials=both["initials"].astype("string"),
    )  # fmt: skip
