"""How many others may bear a name, share its rarest word, or be meant by its initials.

What ties two names is how few others it would tie as well. Others are counted twice: the units
that bear a word, which fall in number as units are joined, and the towns of those that bear it,
which ten spellings of one organisation do not multiply.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pijler_analysis.link.names import acronyms, core_name, is_of_country, whole_name
from pijler_analysis.link.words import Words

_RARE = 0.1
"""Bearers counted for a word nobody else uses."""
_OTHER = 1.0
"""Others that may bear a name made of a country alone."""
_BY_INITIALS = 3.0
"""Others counted for a name that may be somebody's initials, for each who bears them."""
_UNLISTED = 0.3
"""Others on no list for each initial beyond the second: the more letters, the fewer."""
_MANY = 1000.0
"""Others counted where no word is shared."""


@dataclass(frozen=True)
class Names:
    """The different names of a list.

    ``named`` has one row per record with a name, other names below: ``record, form, plain,
    core``; ``wholes`` the whole name of each form; ``words`` has ``form, word``, each word of a
    form once; ``bearing`` also the words it holds with a slip; ``spelled`` their letters;
    ``starts`` has ``record, initials``, those a name may be known by. ``form_towns`` and
    ``word_towns`` count the towns each is borne in.
    """

    named: pd.DataFrame
    wholes: np.ndarray
    words: pd.DataFrame
    bearing: pd.DataFrame
    spelled: Words
    starts: pd.DataFrame
    form_towns: np.ndarray
    word_towns: np.ndarray


def read_names(records: pd.DataFrame) -> Names:
    """Number the names of prepared records, and their words."""
    told = _names_told(records)
    forms, wholes = pd.factorize(told["whole"].to_numpy())
    written = told.loc[~told["whole"].duplicated(), "plain"].to_numpy()
    spelled = Words(wholes.tolist(), written=list(written))
    codes = spelled.codes
    pieces = [(form, codes[word]) for form, whole in enumerate(wholes) for word in {*whole.split()}]
    words = pd.DataFrame(pieces, columns=["form", "word"], dtype=np.int64)
    bears = spelled.bears.tocoo()
    bearing = pd.DataFrame({"form": bears.row, "word": bears.col}, dtype=np.int64)
    plain, plains = pd.factorize(told["plain"].to_numpy())
    initials = [acronyms(one) for one in plains]
    by_record = zip(told["record"].tolist(), plain.tolist(), strict=True)
    starts = [(record, some) for record, one in by_record for some in initials[one]]
    towns = pd.factorize(told["municipality"])[0]
    form, town = _distinct(forms[towns >= 0], towns[towns >= 0])
    in_town = pd.DataFrame({"form": form, "town": town}).merge(bearing, on="form")
    word, _ = _distinct(in_town["word"].to_numpy(), in_town["town"].to_numpy())
    return Names(
        named=told[["record", "plain", "core"]].assign(form=forms),
        wholes=wholes,
        words=words,
        bearing=bearing,
        spelled=spelled,
        starts=pd.DataFrame(starts, columns=["record", "initials"]).astype({"record": np.int64}),
        form_towns=np.bincount(form, minlength=len(wholes)),
        word_towns=np.bincount(word, minlength=len(codes) + 1),
    )


def _names_told(records: pd.DataFrame) -> pd.DataFrame:
    """Return the name of each record that has one, and below them the others it tells."""
    now = records[["plain", "whole", "core", "municipality"]]
    also = records[["also", "municipality"]].dropna(subset="also")
    also = also.assign(plain=also["also"].str.split("\n")).explode("plain")
    also = also.astype("string").drop(columns="also")
    wholes = {plain: whole_name(plain) for plain in also["plain"].unique()}
    whole = also["plain"].map(wholes).astype("string")
    core = pd.array([core_name(one) for one in whole], dtype="string")
    told = pd.concat([now, also.assign(whole=whole, core=core)]).dropna(subset="whole")
    return told.rename_axis("record").reset_index()


def _distinct(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each combination of two numbers once."""
    size = int(other.max(initial=0)) + 1
    coded = np.unique(one.astype(np.int64) * size + other)
    return coded // size, coded % size


def with_crowd(
    pairs: pd.DataFrame, names: Names, units: np.ndarray, towns: pd.Series
) -> pd.DataFrame:
    """Add to pairs who else what they share may stand for.

    Parameters
    ----------
    pairs : ``form`` of the left name, ``word`` (-1 where none is shared), ``initials`` (missing
        where the pair rests on the names), ``likeness``
    units : the unit of each record
    towns : the town of each unit that has one

    Returns
    -------
    DataFrame with ``namesakes`` (units the equal names or the initials may stand for), ``others``
    (units that bear the rarest word), ``name_towns`` and ``word_towns`` (other towns in which the
    name, or the rarest word, is borne)
    """
    record, form = names.named["record"].to_numpy(), names.named["form"].to_numpy()
    by_word, expected = _spread(names, *_distinct(units[record], form))
    starts = names.starts[["initials"]].assign(unit=units[names.starts["record"].to_numpy()])
    stood_for = starts.drop_duplicates()["initials"].value_counts()
    as_initials = stood_for.reindex(names.wholes).fillna(0).to_numpy(dtype=float)
    expected = np.maximum(expected + _BY_INITIALS * as_initials, _at_least(names))
    meant = pairs["initials"].map(stood_for).astype(float).to_numpy()
    unlisted = _UNLISTED ** (pairs["initials"].str.len().astype(float).to_numpy() - 2)
    is_equal, shared, own = (
        pairs["likeness"] == 1,
        pairs["word"].to_numpy(),
        _towns_of(pairs, towns),
    )
    of_name = pairs["form"].to_numpy()
    by_name = np.where(is_equal, expected[of_name], 0.0)
    elsewhere = np.maximum(names.word_towns[shared] - own, 0)
    return pairs.assign(
        namesakes=np.where(pairs["is_initials"], meant - 1 + unlisted, by_name),
        others=np.where(shared >= 0, np.maximum(by_word[shared] - 2, 0), _MANY),
        name_towns=np.where(is_equal, np.maximum(names.form_towns[of_name] - own, 0), 0),
        word_towns=np.where(shared >= 0, elsewhere, _MANY),
    )


def _towns_of(pairs: pd.DataFrame, towns: pd.Series) -> np.ndarray:
    """Return in how many different towns each pair is at home: none, one or two."""
    codes = pd.Series(pd.factorize(towns)[0], index=towns.index)
    left, right = (
        codes.reindex(pairs[side]).fillna(-1).to_numpy(dtype=np.int64) for side in ("left", "right")
    )
    return (left >= 0).astype(int) + ((right >= 0) & (right != left))


def _spread(names: Names, unit: np.ndarray, form: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how many units bear each word, and how many each form were its words drawn apart."""
    told = pd.DataFrame({"unit": unit, "form": form}).merge(names.words, on="form")
    size = len(names.word_towns)
    by_form = np.bincount(told["word"], minlength=size)
    borne = pd.DataFrame({"unit": unit, "form": form}).merge(names.bearing, on="form")
    word, _ = _distinct(borne["word"].to_numpy(), borne["unit"].to_numpy())
    n = max(len(unit), 1)
    chance = np.log(np.maximum(by_form - 2, _RARE) / n)
    of, shared = names.words["form"].to_numpy(), names.words["word"].to_numpy()
    drawn = np.bincount(of, weights=chance[shared], minlength=len(names.wholes))
    return np.bincount(word, minlength=size), n * np.exp(drawn)


def _at_least(names: Names) -> np.ndarray:
    """Return how many others bear each form: those in other towns, and of a country alone one."""
    of_country = np.array([is_of_country(whole) for whole in names.wholes], dtype=bool)
    return np.maximum(names.form_towns - 1, np.where(of_country, _OTHER, 0.0))
