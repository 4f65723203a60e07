"""What each record tells, brought to the forms in which records are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import pandas as pd

from pijler_analysis.link.cells import (
    first_names,
    known_people,
    mend_addresses,
    name_in,
    parts_of,
    person_of_mailbox,
    site_in,
    split_former,
)
from pijler_analysis.link.each import once_each
from pijler_analysis.link.names import (
    BRANCHES,
    COMMON,
    branch_in,
    branch_of,
    core_name,
    country_in,
    initials_in,
    normalise_name,
    normalise_names,
    place_in,
    place_words,
    site_letters,
    site_words,
    whole_name,
)
from pijler_analysis.link.spelling import mend_words, put_together
from pijler_analysis.link.towns import town_at, town_of
from pijler_analysis.link.units import RECORD_COLUMNS, telling_domains, without_mistakes
from pijler_analysis.link.words import COUNTRY

_FULL = 22
"""Letters from which a form or a column may have cut a name off."""


def prepare_records(records: pd.DataFrame) -> pd.DataFrame:
    """Add to records the three forms of their name, town, branch, and the columns they lack.

    ``also`` are the other names they tell, one a line: the one they had or their site is called
    after, and each part of the name that is the name of another record.

    Parameters
    ----------
    records : any of ``units.RECORD_COLUMNS``
    """
    told = pd.DataFrame(index=pd.RangeIndex(len(records)))
    for column in RECORD_COLUMNS:
        values = records[column].array if column in records else pd.array([pd.NA] * len(records))
        told[column] = pd.Series(values, dtype="string")
    told["address"] = mend_addresses(told["address"])
    told = _read_cells(told)
    told["name"], former = split_former(told["name"])
    told["plain"], told["former"] = normalise_names(told["name"]), normalise_names(former)
    told = _with_other_names(_mended(told))
    told["whole"] = once_each(told["plain"], whole_name)
    told["core"] = once_each(told["whole"], core_name)
    told = told.assign(municipality=_towns(told), branch=_branches(told), country=_countries(told))
    told = told.assign(enterprise_number=without_mistakes(told))
    return told.assign(domain=telling_domains(told))


def _mended(told: pd.DataFrame) -> pd.DataFrame:
    """Mend the names by what the others of the list say; add the name a site is called after."""
    borne = pd.concat([told["plain"], told["former"]]).value_counts().to_dict()
    words = mend_words(borne)
    names: Counter[str] = Counter()
    for name, number in borne.items():
        names[words[name]] += number
    full = told.loc[told["name"].str.len() >= _FULL, "plain"].dropna().unique()
    together = put_together(names, full={words[name] for name in full})
    meant = {name: together[word] for name, word in words.items()}
    told = told.assign(
        plain=once_each(told["plain"], meant.get),
        former=once_each(told["former"], meant.get),
        parts=once_each(told["name"], lambda name: _in_lines(map(meant.get, parts_of(name)))),
    )
    letters = {name.replace(" ", ""): name for name in together.values()}
    called = once_each(told["domain"], lambda site: letters.get(site_letters(site)))
    is_branch = told["plain"].isna() | (once_each(told["plain"], branch_in) != "-")
    return told.assign(former=told["former"].fillna(called.mask(is_branch)))


def _with_other_names(told: pd.DataFrame) -> pd.DataFrame:
    """Add the names told beside the name: the former one, and parts that others bear."""
    known = frozenset(told["plain"].dropna())
    parts = once_each(
        told["parts"],
        lambda parts: _in_lines(part for part in parts.split("\n") if _is_name(part, known)),
    )
    both = told["former"] + "\n" + parts
    return told.assign(also=both.fillna(told["former"]).fillna(parts))


def _is_name(part: str, known: AbstractSet[str]) -> bool:
    """Tell whether a part of a name is the name of another record, and tells something."""
    if part not in known or initials_in(part) is not None:
        return False
    words = [word for word in whole_name(part).split() if word not in COMMON]
    return any(word not in place_words() and not word.startswith(COUNTRY) for word in words)


def _in_lines(names: Iterable[str | None]) -> str:
    return "\n".join(name for name in names if name)


def _countries(told: pd.DataFrame) -> pd.Series:
    """Return the countries of each record: as it says, or as its name does."""
    return told["country"].fillna(once_each(told["plain"], country_in))


def _read_cells(told: pd.DataFrame) -> pd.DataFrame:
    """Put the people and the sites in names where they belong; a mailbox may tell a person too."""
    people = known_people(told["person"], told["address"])
    cells = told[["name", "address"]].fillna("")
    number = cells.groupby(["name", "address"], sort=False).ngroup().to_numpy()
    different = cells.drop_duplicates().to_numpy().tolist()
    read = [name_in(name, address, people) for name, address in different]
    name, person = (
        pd.Series(pd.array([one[at] for one in read], dtype="string")[number], index=told.index)
        for at in (0, 1)
    )
    called = first_names(people)
    one_word = once_each(name, lambda one: None if " " in one else normalise_name(one))
    is_person = one_word.isin(called)
    name = name.mask(is_person & told["domain"].isna())
    site = once_each(told["name"], site_in)
    return told.assign(
        name=name.replace("", pd.NA).where(site.isna(), once_each(site, site_letters)),
        domain=told["domain"].fillna(site),
        person=told["person"].fillna(person).fillna(once_each(told["address"], person_of_mailbox)),
    )


def _branches(told: pd.DataFrame) -> pd.Series:
    """Return the branch each record is of: as its mailbox says, or its name."""
    mailbox = once_each(told["address"], lambda address: address.partition("@")[0])
    by_mailbox = once_each(mailbox.where(mailbox.isin(BRANCHES)), branch_of)
    own = once_each(told["plain"], branch_in)
    as_part = once_each(told["also"], lambda also: branch_in(also.rpartition("\n")[-1]))
    return by_mailbox.fillna(own.where(own != "-")).fillna(as_part).fillna("-")


def _towns(told: pd.DataFrame) -> pd.Series:
    """Return the municipality of each record: of its postcode, as it says, or as its name or its
    site does.
    """
    by_postcode = once_each(told["postcode"], town_at)
    as_told = once_each(told["municipality"], town_of)
    within = once_each(told["plain"], lambda plain: town_of(place_in(plain)))
    in_site = once_each(told["domain"], lambda site: town_of(place_in(site_words(site))))
    return by_postcode.fillna(as_told).fillna(within).fillna(in_site)
