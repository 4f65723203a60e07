"""The website registers of all years as an index: from a key to the one organisation it names.

A key that names two organisations names none: an ambiguous name or a shared mail domain never
links. The register of the row's own year is asked first, then the registers of all years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.link.names import normalise_names, own_domains

KEYS = ("registration_id", "enterprise_number", "domain", "name")
"""What links a row to an organisation, the strongest evidence first."""


Named = Mapping[str, str | None]
"""A key → the one organisation it names, or None where it names several."""


@dataclass(frozen=True)
class Register:
    """What each key names: in the register of each year, and in those of all years together."""

    by_year: Mapping[tuple[str, int], Named]
    by_key: Mapping[str, Named]

    def find(self, keys: pd.Series, kind: str, year: int) -> pd.Series:
        """Return the organisation each key names, missing where it names none or several."""
        own, all_years = self.by_year[kind, year], self.by_key[kind]
        named = {
            key: own[key] if key in own else all_years.get(key) for key in keys.dropna().unique()
        }
        return keys.map(named).astype("string")


def build_register(
    registrations: Mapping[int, pd.DataFrame], *, providers: frozenset[str]
) -> Register:
    """Index the registers of all years by registration number, enterprise number, domain, name."""
    years = {
        year: table[["registration_id", "enterprise_number"]].assign(
            organisation_id=table["registration_id"],
            domain=own_domains(table["contact_email"], providers=providers),
            name=normalise_names(table["organisation_name"]),
        )
        for year, table in registrations.items()
    }
    every = pd.concat(years.values())
    return Register(
        by_year={
            (kind, year): _named_once(table, kind) for kind in KEYS for year, table in years.items()
        },
        by_key={kind: _named_once(every, kind) for kind in KEYS},
    )


def _named_once(rows: pd.DataFrame, kind: str) -> Named:
    """Map each key to its organisation; a key with several organisations maps to none."""
    named: dict[str, str | None] = {}
    pairs = rows[[kind, "organisation_id"]].dropna()
    for key, organisation in zip(pairs[kind], pairs["organisation_id"], strict=True):
        named[key] = organisation if named.get(key, organisation) == organisation else None
    return named
