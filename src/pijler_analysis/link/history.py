"""The register of organisations with its history: names, years seen per source, what became of it.

Built anew from all years, so that it is never out of step with the tables.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pijler_analysis.link.names import own_domains
from pijler_analysis.schema.columns import UNREGISTERED

EVENTS = ("renamed", "merged", "split", "stopped")


_TOLD = [
    "registration_id", "organisation_name", "registration_status", "registered_on", "ended_on",
    "enterprise_number", "contact_email",
]  # fmt: skip
"""What the history of an organisation is read from."""


def organisation_register(
    years: Mapping[int, Mapping[str, pd.DataFrame]],
    rows: pd.DataFrame,
    *,
    providers: frozenset[str],
) -> pd.DataFrame:
    """Return one row per organisation ever seen, registered or not.

    Parameters
    ----------
    years : clean tables by year
    rows : every row of every source with ``year, table, organisation_id, name, plain``

    Returns
    -------
    DataFrame sorted by ``organisation_id``
        ``name`` (the last one in the register, else the one seen most), ``is_registered``,
        ``aliases`` (all other spellings, joined by ';'), ``events`` (*renamed 2022: old → new*,
        *stopped 2024*, *merged 2023: R0007*, *split 2023: R0008, R0009*; joined by ';'),
        ``first_seen`` and ``last_seen`` (years), and the same per source
        (``helpdesk_first``, ``helpdesk_last``, …), missing where it was not seen there
    """
    seen = rows.dropna(subset="organisation_id")
    registers = [
        tables["registrations"][_TOLD].assign(year=year) for year, tables in sorted(years.items())
    ]
    register = _with_ids(pd.concat(registers, ignore_index=True), seen)
    names = _names(seen)
    by_year = seen.groupby("organisation_id")["year"].agg(first_seen="min", last_seen="max")
    table = names.join(by_year).join(_per_source(seen))
    table.insert(1, "is_registered", ~table.index.str.startswith(UNREGISTERED))
    table.insert(3, "events", _events(register, providers=providers).reindex(table.index))
    return table.sort_index().reset_index()


def _with_ids(register: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    listed = seen[seen["table"] == "registrations"]
    return register.assign(organisation_id=listed["organisation_id"].array).sort_values(
        ["year", "registration_id"], ignore_index=True
    )


def _names(seen: pd.DataFrame) -> pd.DataFrame:
    """Return the name of each organisation and its other spellings."""
    named = seen.dropna(subset="name")
    named = named.assign(
        name=named["name"].str.strip(), is_listed=named["table"] == "registrations"
    )
    spelled = named.groupby(["organisation_id", "name"], as_index=False).agg(
        rows=("year", "size"), year=("year", "max"), listed=("is_listed", "max")
    )
    spelled = spelled.sort_values(
        ["organisation_id", "listed", "year", "rows", "name"],
        ascending=[True, False, False, False, True],
    )
    spellings: dict[str, list[str]] = {}
    for one, name in zip(spelled["organisation_id"], spelled["name"], strict=True):
        spellings.setdefault(one, []).append(name)
    everyone = pd.Index(seen["organisation_id"].unique(), name="organisation_id")
    known = [spellings.get(one, []) for one in everyone]
    return pd.DataFrame(
        {
            "name": pd.array([names[0] if names else None for names in known], dtype="string"),
            "aliases": pd.array([";".join(names[1:]) or None for names in known], dtype="string"),
        },
        index=everyone,
    )


def _per_source(seen: pd.DataFrame) -> pd.DataFrame:
    span = seen.groupby(["organisation_id", "table"])["year"].agg(["min", "max"]).unstack()
    columns = {
        f"{table}_{word}": span[stat, table].astype("Int64")
        for table in sorted(seen["table"].unique())
        for word, stat in (("first", "min"), ("last", "max"))
    }
    return pd.DataFrame(columns)


def _events(register: pd.DataFrame, *, providers: frozenset[str]) -> pd.Series:
    """Return what happened to each registered organisation, in the order of the years."""
    told = [*_renamed(register), *_stopped(register), *_moved_on(register, providers=providers)]
    table = pd.DataFrame(told, columns=["organisation_id", "year", "event"])
    table = table.sort_values(["organisation_id", "year", "event"]).drop_duplicates()
    return table.groupby("organisation_id")["event"].agg(";".join).astype("string")


def _renamed(register: pd.DataFrame) -> list[tuple[str, int, str]]:
    """Tell where the register of a year has another name than the year before."""
    by_number = register.groupby("registration_id", sort=False)
    before = by_number["organisation_name"].shift()
    changed = before.notna() & (before != register["organisation_name"])
    columns = ["organisation_id", "year", "organisation_name"]
    told = register.loc[changed, columns].assign(before=before[changed])
    return [
        (str(one), int(year), f"renamed {year}: {old} → {new}")
        for one, year, new, old in told.to_numpy().tolist()
    ]


def _stopped(register: pd.DataFrame) -> list[tuple[str, int, str]]:
    """Tell when an organisation left: the day it gives, or the year it was last seen active."""
    last = register.drop_duplicates("registration_id", keep="last")
    by_id = last.sort_values("registration_status", kind="stable")
    gone = by_id.groupby("organisation_id")["registration_status"].first() == "ended"
    ended = last[last["organisation_id"].isin(gone.index[gone])]
    ended_in = ended["ended_on"].dt.year.astype("Int64").fillna(ended["year"].astype("Int64"))
    return [
        (organisation, int(year), f"stopped {year}")
        for organisation, year in zip(ended["organisation_id"], ended_in, strict=True)
    ]


def _moved_on(register: pd.DataFrame, *, providers: frozenset[str]) -> list[tuple[str, int, str]]:
    """Tell where an ended registration goes on in others, with its number or e-mail domain.

    It was split into several that began in the year it ended or later, and merged into any other.
    """
    last = register.drop_duplicates("registration_id", keep="last")
    last = last.assign(domain=own_domains(last["contact_email"], providers=providers))
    ended = last[last["registration_status"] == "ended"]
    going = last[last["registration_status"] == "active"]
    columns = ["registration_id", "organisation_id", "ended_on", "year", "registered_on"]
    pairs = pd.concat(
        [
            ended[[*columns, key]].dropna(subset=key).merge(
                going[[*columns, key]].dropna(subset=key), on=key, suffixes=("", "_next")
            )
            for key in ("enterprise_number", "domain")
        ]
    ).drop_duplicates(["registration_id", "registration_id_next"])  # fmt: skip
    told = []
    for _, heirs in pairs.groupby("registration_id"):
        first = heirs.iloc[0]
        year = first["ended_on"].year if pd.notna(first["ended_on"]) else first["year"]
        is_split = (heirs["registered_on_next"].dt.year >= year).sum() > 1
        word = "split" if is_split else "merged"
        into = ", ".join(sorted(heirs["registration_id_next"]))
        told.append((first["organisation_id"], int(year), f"{word} {int(year)}: {into}"))
    return told
