"""The website registers of all years as an index: from a key to the one organisation it names.

A key that names two organisations names none: an ambiguous name or a shared mail domain never
links. The register of the row's own year is asked first, then the registers of all years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

KEYS = {
    "registration_id": "registration_id",
    "enterprise_number": "enterprise_number",
    "domain": "domain",
    "name": "plain",
}
"""What links a row to an organisation, the strongest evidence first, and the column it is in."""

Named = dict[str, str | None]
"""A key → the one organisation it names, or None where it names several."""


@dataclass(frozen=True)
class Register:
    """What each key names: in the register of each year, and in those of all years together."""

    by_year: dict[tuple[str, int], Named] = field(default_factory=dict)
    by_key: dict[str, Named] = field(default_factory=dict)

    def add(self, kind: str, year: int, key: str, organisation: str) -> None:
        """Let a key name an organisation in a year."""
        for named in (
            self.by_year.setdefault((kind, year), {}),
            self.by_key.setdefault(kind, {}),
        ):
            named[key] = organisation if named.get(key, organisation) == organisation else None

    def find(self, kind: str, year: int, key: str) -> str | None:
        """Return the organisation a key names; None when it names none or several."""
        own = self.by_year.get((kind, year), {})
        return own[key] if key in own else self.by_key.get(kind, {}).get(key)


def build_register(registrations: pd.DataFrame) -> Register:
    """Index the registers of all years by registration number, enterprise number, domain, name.

    Parameters
    ----------
    registrations : ``year``, ``organisation_id`` and the columns of ``KEYS``
    """
    register = Register()
    years, organisations = (
        registrations["year"].tolist(),
        registrations["organisation_id"].tolist(),
    )
    for kind, column in KEYS.items():
        for year, key, one in zip(years, told(registrations[column]), organisations, strict=True):
            if key is not None:
                register.add(kind, year, key, one)
    return register


def told(values: pd.Series) -> Iterable[str | None]:
    """Return the values as plain objects, None where there is none."""
    return list(values.astype(object).where(values.notna(), None))
