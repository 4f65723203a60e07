"""How many others may bear a name, share its rarest word, or be meant by its initials.

What ties two names is how few others it would tie as well. The counts are of units, and so fall as
units are joined: ten spellings of one organisation make its village no common word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pijler_analysis.link.names import acronyms, is_of_country

_RARE = 0.1
"""Bearers counted for a word nobody else uses."""
_OTHER = 0.5
"""Others that may bear a name made of a country alone."""
_BY_INITIALS = 3.0
"""Others counted for a name that may be somebody's initials, for each who bears them."""
_UNLISTED = 0.3
"""Others on no list for each initial beyond the second: the more letters, the fewer."""


@dataclass(frozen=True)
class Names:
    """The different names of a list.

    ``named`` has one row per record with a name: ``record, form, core`` and ``initials`` it may
    consist of; ``wholes`` the whole name of each form; ``words`` has ``form, word``, each word of
    a form once; ``starts`` has ``record, initials``, those a name may be known by.
    """

    named: pd.DataFrame
    wholes: pd.Index
    words: pd.DataFrame
    starts: pd.DataFrame


def read_names(records: pd.DataFrame, codes: dict[str, int]) -> Names:
    """Number the names of prepared records, and their words by ``codes``."""
    told = records.loc[records["whole"].notna(), ["plain", "whole", "core", "municipality"]]
    forms, wholes = pd.factorize(told["whole"])
    named = told.assign(record=told.index, form=forms)
    pieces = [(form, codes[word]) for form, whole in enumerate(wholes) for word in {*whole.split()}]
    plains = told["plain"].unique()
    starts = told[["plain"]].assign(
        record=told.index, initials=told["plain"].map({plain: acronyms(plain) for plain in plains})
    )
    return Names(
        named=named,
        wholes=wholes,
        words=pd.DataFrame(pieces, columns=["form", "word"], dtype=np.int64),
        starts=starts[["record", "initials"]].explode("initials").dropna(),
    )


def with_crowd(pairs: pd.DataFrame, names: Names, units: np.ndarray) -> pd.DataFrame:
    """Add to pairs ``namesakes`` and ``others``: who else the equal names or the initials may
    stand for, and who else bears the rarest word shared.

    Parameters
    ----------
    pairs : ``form`` of the left name, ``word`` (-1 where none is shared), ``initials`` (missing
        where the pair rests on the names), ``likeness``
    units : the unit of each record
    """
    borne = names.named[["form"]].assign(unit=units[names.named["record"].to_numpy()])
    borne = borne.drop_duplicates()
    by_word, expected = _spread(names, borne)
    starts = names.starts[["initials"]].assign(unit=units[names.starts["record"].to_numpy()])
    stood_for = starts.drop_duplicates()["initials"].value_counts()
    as_initials = stood_for.reindex(names.wholes).fillna(0).to_numpy(dtype=float)
    expected = np.maximum(expected + _BY_INITIALS * as_initials, _at_least(names, units))
    meant = pairs["initials"].map(stood_for).astype(float).to_numpy()
    unlisted = _UNLISTED ** (pairs["initials"].str.len().astype(float).to_numpy() - 2)
    by_name = np.where(pairs["likeness"] == 1, expected[pairs["form"].to_numpy()], 0.0)
    shared = pairs["word"].to_numpy()
    return pairs.assign(
        namesakes=np.where(pairs["is_initials"], meant - 1 + unlisted, by_name),
        others=np.where(shared >= 0, by_word[shared] - 2, np.inf),
    )


def _spread(names: Names, borne: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return how many units bear each word, and how many each form were its words drawn apart."""
    told = borne.merge(names.words, on="form")
    size = int(names.words["word"].max()) + 1 if len(names.words) else 1
    by_form = np.bincount(told["word"], minlength=size)
    by_unit = np.bincount(told[["unit", "word"]].drop_duplicates()["word"], minlength=size)
    n = max(len(borne), 1)
    chance = np.log(np.maximum(by_form - 2, _RARE) / n)
    form, word = names.words["form"].to_numpy(), names.words["word"].to_numpy()
    drawn = np.bincount(form, weights=chance[word], minlength=len(names.wholes))
    return by_unit, n * np.exp(drawn)


def _at_least(names: Names, units: np.ndarray) -> np.ndarray:
    """Return how many bear each form at least: those in other towns, and of a country alone one."""
    unit = units[names.named["record"].to_numpy()]
    told = pd.DataFrame(
        {"unit": unit, "form": names.named["form"], "town": names.named["municipality"]}
    )
    town = told.dropna().drop_duplicates("unit").set_index("unit")["town"]
    of_unit = told[["unit", "form"]].drop_duplicates()
    of_unit = of_unit.assign(town=of_unit["unit"].map(town)).dropna()
    towns = of_unit[["form", "town"]].drop_duplicates()["form"]
    of_country = np.array([is_of_country(whole) for whole in names.wholes], dtype=bool)
    known = np.bincount(towns, minlength=len(names.wholes)) - 1
    return np.maximum(known, np.where(of_country, _OTHER, 0.0))
