"""Tie the rows of every table to the register on exact keys, and count how each was tied."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pijler_analysis.link.names import normalise_names, own_domains
from pijler_analysis.link.register import KEYS, Register, build_register
from pijler_analysis.schema.tables import TABLES

Tables = Mapping[str, pd.DataFrame]

LINKED_TABLES = tuple(
    name
    for name, table in TABLES.items()
    if "organisation_id" in table.names and name != "registrations"
)


def link_years(
    years: Mapping[int, Tables], *, providers: frozenset[str]
) -> tuple[dict[int, dict[str, pd.DataFrame]], pd.DataFrame]:
    """Give every row of every year its ``organisation_id``.

    Parameters
    ----------
    years : clean tables by year and name
    providers : mail domains that belong to a provider and so name nobody

    Returns
    -------
    the same tables with ``organisation_id`` filled where a key names exactly one organisation,
    and a table with one row per year, table and key: ``year, table, key, rows`` (key ``none``
    counts the rows left unlinked although they name an organisation, ``nameless`` those that name
    none).
    """
    register = build_register(
        {year: tables["registrations"] for year, tables in years.items()}, providers=providers
    )
    linked: dict[int, dict[str, pd.DataFrame]] = {}
    counts = []
    for year, tables in years.items():
        registrations = tables["registrations"]
        linked[year] = dict(tables) | {
            "registrations": registrations.assign(organisation_id=registrations["registration_id"])
        }
        for name in LINKED_TABLES:
            keys = _keys(tables, name, providers=providers)
            found, evidence = _first_found(keys, register, year)
            linked[year][name] = tables[name].assign(organisation_id=found)
            counts.append(
                evidence.value_counts()
                .rename_axis("key")
                .rename("rows")
                .reset_index()
                .assign(year=year, table=name)
            )
    return linked, pd.concat(counts, ignore_index=True)[["year", "table", "key", "rows"]]


def _keys(tables: Tables, name: str, *, providers: frozenset[str]) -> pd.DataFrame:
    """Return the keys of a table's rows, one column per kind; missing where it has none."""
    table = tables[name]
    keys = pd.DataFrame(index=table.index, columns=list(KEYS), dtype="string")
    if "registration_id" in table:
        keys["registration_id"] = table["registration_id"]
    elif "token" in table:
        tokens = tables["invitations"].dropna(subset=["token"]).drop_duplicates("token")
        keys["registration_id"] = table["token"].map(tokens.set_index("token")["registration_id"])
    if "contact_email" in table:
        keys["domain"] = own_domains(table["contact_email"], providers=providers)
    if "organisation_name" in table:
        keys["name"] = normalise_names(table["organisation_name"])
    return keys


def _first_found(keys: pd.DataFrame, register: Register, year: int) -> tuple[pd.Series, pd.Series]:
    """Return the organisation found by the strongest key, and which key that was."""
    found = pd.Series(pd.NA, index=keys.index, dtype="string")
    names_one = keys.notna().any(axis=1)
    evidence = pd.Series("none", index=keys.index, dtype="string").where(names_one, "nameless")
    for kind in KEYS:
        candidate = register.find(keys[kind], kind, year)
        new = found.isna() & candidate.notna()
        found = found.mask(new, candidate)
        evidence = evidence.mask(new, kind)
    return found, evidence
