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


@dataclass(frozen=True)
class Register:
    """For each kind of key: per year, and over all years, the ids that are named only once."""

    by_year: Mapping[tuple[str, int], pd.Series]
    by_key: Mapping[str, pd.Series]

    def find(self, keys: pd.Series, kind: str, year: int) -> pd.Series:
        """Return the organisation each key names, missing where it names none or several."""
        own, all_years = self.by_year[kind, year], self.by_key[kind]
        found = keys.map(own)
        elsewhere = keys.map(all_years).where(~keys.isin(own.index))
        found = found.where(found.notna(), elsewhere)
        return found.astype("string")


def build_register(
    registrations: Mapping[int, pd.DataFrame], *, providers: frozenset[str]
) -> Register:
    """Index the registers of all years by registration number, enterprise number, domain, name."""
    every = pd.concat(
        [
            table.assign(
                year=year,
                organisation_id=table["registration_id"],
                domain=own_domains(table["contact_email"], providers=providers),
                name=normalise_names(table["organisation_name"]),
            )
            for year, table in registrations.items()
        ]
    )
    return Register(
        by_year={
            (kind, year): _named_once(every[every["year"] == year], kind)
            for kind in KEYS
            for year in registrations
        },
        by_key={kind: _named_once(every, kind) for kind in KEYS},
    )


def _named_once(rows: pd.DataFrame, kind: str) -> pd.Series:
    """Map each key to its organisation; a key with several organisations maps to missing."""
    pairs = rows[[kind, "organisation_id"]].dropna().drop_duplicates()
    ambiguous = pairs.duplicated(kind, keep=False)
    pairs = pairs.assign(organisation_id=pairs["organisation_id"].mask(ambiguous))
    return pairs.drop_duplicates(kind).set_index(kind)["organisation_id"]
