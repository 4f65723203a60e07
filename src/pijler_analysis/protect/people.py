"""Who is who: one pseudonym for a person in every table and year that counts people.

A person is known by an e-mail address, or by a name together with an organisation. Rows that share
either are one person; an address that several people write from, such as that of an office, tells
them apart by their names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise

import pandas as pd

from pijler_analysis.clean.year import CleanedYear
from pijler_analysis.protect.pseudonyms import normalised, pseudonym
from pijler_analysis.schema.tables import TABLES

Tables = Mapping[str, pd.DataFrame]

COUNTED = tuple(name for name, table in TABLES.items() if "person_id" in table.names)
"""The tables that say which person a row is about."""

PERSON = "person"
_NO_LETTER = re.compile(r"[\W_]+")
_LONG_ENOUGH = 4
"""Letters a word must have before one of them may be a typing error."""


def full_names(table: pd.DataFrame) -> list[str]:
    """Return the name of the person on each row, empty where there is none.

    >>> full_names(pd.DataFrame({"contact_first_name": ["An", None], "contact_name": ["X", "B X"]}))
    ['An X', 'B X']
    """
    if "contact_name" not in table:
        return [""] * len(table)
    firsts, lasts = _texts(table, "contact_first_name"), _texts(table, "contact_name")
    return [f"{first} {last}".strip() for first, last in zip(firsts, lasts, strict=True)]


def identities(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return by what the person on each row is known: an address, a name with an organisation.

    Parameters
    ----------
    table : linked rows with their personal columns

    Returns
    -------
    per row ``(address, name)`` of normalised texts, empty where it has none
    """
    names = full_names(table)
    addresses = _texts(table, "contact_email")
    linked, written = _texts(table, "organisation_id"), _texts(table, "organisation_name")
    return [
        (_once(address), f"{_in_order(name)}|{known or _once(spelled)}" if name else "")
        for address, name, known, spelled in zip(addresses, names, linked, written, strict=True)
    ]


def identity_nodes(identity: Sequence[str]) -> list[str]:
    """Return everything an identity may be known by, whether its address is shared or not."""
    address, name = identity
    both = f"{address} {name.partition('|')[0]}" if address and name else ""
    return [node for node in (address, name, both) if node]


_once = lru_cache(maxsize=100_000)(normalised)


def _texts(table: pd.DataFrame, name: str) -> list[str]:
    if name not in table:
        return [""] * len(table)
    texts: list[str] = table[name].fillna("").tolist()
    return texts


@lru_cache(maxsize=100_000)
def _in_order(name: str) -> str:
    """Return the words of a name in alphabetical order: lists differ in which comes first.

    >>> _in_order("Claes, José") == _in_order("José CLAES")
    True
    """
    return " ".join(sorted(_NO_LETTER.sub(" ", normalised(name)).split()))


class People:
    """Which identities are one person, over all tables and years."""

    def __init__(self, years: Mapping[int, Tables]) -> None:
        rows = {
            (year, name): identities(tables[name])
            for year, tables in years.items()
            for name in COUNTED
        }
        self._rows = rows
        self._shared = _shared_addresses(one for table in rows.values() for one in table)
        self._parents: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        for table in rows.values():
            for row in table:
                for one, other in pairwise(self._nodes(row)):
                    self._join(one, other)

    def numbers(self, year: int, table: str) -> list[str | None]:
        """Return the number of the person on each row of a table, None where nobody is named."""
        return [self._number(nodes[0]) if (nodes := self._nodes(row)) else None
                for row in self._rows[year, table]]  # fmt: skip

    def pseudonyms(self, key: bytes) -> dict[str, str]:
        """Return the pseudonym of each number given out."""
        return {number: pseudonym(root, key=key, kind=PERSON)
                for root, number in self._numbers.items()}  # fmt: skip

    def _number(self, node: str) -> str:
        return self._numbers.setdefault(self._root(node), str(len(self._numbers) + 1))

    def known_as(self, address: str) -> set[str]:
        """Return every identity of whoever writes from an address."""
        own = [
            nodes
            for table in self._rows.values()
            for row in table
            if row[0] == normalised(address) and (nodes := self._nodes(row))
        ]
        roots = {self._root(nodes[0]) for nodes in own}
        return {node for node in list(self._parents) if self._root(node) in roots} | {
            node for nodes in own for node in nodes
        }

    def _nodes(self, row: Sequence[str]) -> list[str]:
        address, name = row
        if address in self._shared and name:
            address = f"{address} {name.partition('|')[0]}"
        return [node for node in (address, name) if node]

    def _root(self, node: str) -> str:
        parents = self._parents
        while parents.setdefault(node, node) != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parents[second] = first


def _shared_addresses(rows: Iterator[tuple[str, str]]) -> set[str]:
    """Return the addresses that several people write from: two of their names are not alike."""
    names: dict[str, set[frozenset[str]]] = defaultdict(set)
    for address, name in rows:
        if address and name:
            names[address].add(frozenset(name.partition("|")[0].split()))
    return {
        address
        for address, found in names.items()
        if any(not _alike(one, other) for one, other in combinations(found, 2))
    }


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two names may be one person's: a word left out, an initial or a letter off.

    >>> _alike(frozenset({"an", "claes"}), frozenset({"a", "claes"}))
    True
    >>> _alike(frozenset({"an", "claes"}), frozenset({"jan", "claes"}))
    False
    """
    left, right = sorted(one - other), sorted(other - one)
    if not left or not right:
        return True
    return len(left) == len(right) and all(map(_same_word, left, right))


def _same_word(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    if shortest == 1:
        return one[0] == other[0]
    from rapidfuzz.distance import OSA

    return shortest >= _LONG_ENOUGH and OSA.distance(one, other, score_cutoff=1) <= 1


def number_people(years: Mapping[int, CleanedYear], people: People) -> dict[int, CleanedYear]:
    """Give every row that is about a person the number of that person, the same in all years.

    Figures are made with these numbers, which no key touches; what is kept has pseudonyms instead.
    """
    return {
        year: replace(one, tables=one.tables | {
            name: one.tables[name].assign(person_id=pd.array(
                people.numbers(year, name), dtype="string"))
            for name in COUNTED
        })
        for year, one in years.items()
    }  # fmt: skip
