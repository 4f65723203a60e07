"""Every row of every source and year gets the one organisation it stands for.

Exact keys come first. What they leave is judged together with everything the registers and the
rows already tied say (``match``): a row may still lead to a registered organisation, or it names
one that never registered, which then gets a number of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pijler_analysis.link.decisions import DIFFERENT, SAME, UNKNOWN, Decision
from pijler_analysis.link.history import organisation_register
from pijler_analysis.link.match import Matching, match_records
from pijler_analysis.link.names import normalise_name, normalise_names, own_domains
from pijler_analysis.link.register import KEYS, build_register, told
from pijler_analysis.link.units import RECORD_COLUMNS
from pijler_analysis.schema.columns import UNREGISTERED
from pijler_analysis.schema.tables import TABLES

Tables = Mapping[str, pd.DataFrame]

LINKED_TABLES = tuple(
    name
    for name, table in TABLES.items()
    if "organisation_id" in table.names and name != "registrations"
)
_MAIL = r"(\S*@\S*)"
"""An e-mail address in the place of a name: nobody is called so, and no list may keep it."""
PRIVATE_ASKERS = ("youth",)
"""Askers who speak for themselves: no likeness of names makes them an organisation."""
_COLUMNS = {
    "organisation_name": "name",
    "registration_id": "registration_id",
    "enterprise_number": "enterprise_number",
    "postcode": "postcode",
    "municipality": "municipality",
    "country": "country",
    "partner_countries": "country",
    "contact_name": "person",
    "contact_first_name": "first_name",
    "contact_email": "address",
    "asker": "asker",
}
"""The columns of the clean tables that tell of an organisation, and what they are called here."""


@dataclass(frozen=True)
class Linked:
    """The tables with their ``organisation_id``, and what is to be said of it.

    ``counts`` has one row per year, table and key: ``year, table, key, rows`` (``alike``: by name
    and further evidence; ``none``: names an organisation that is not in the register;
    ``nameless``: names none). ``doubts`` are the uncertain pairs of organisations, ``left, right,
    score, reasons, left_key, right_key``, and ``is_asked`` where a human did not know.
    ``organisations`` is the register with its history.
    """

    tables: dict[int, dict[str, pd.DataFrame]]
    counts: pd.DataFrame
    doubts: pd.DataFrame
    organisations: pd.DataFrame


def link_years(
    years: Mapping[int, Tables], *, providers: frozenset[str], decisions: Sequence[Decision] = ()
) -> Linked:
    """Give every row of every year its ``organisation_id``.

    Parameters
    ----------
    years : clean tables by year and name
    providers : mail domains that belong to a provider and so name nobody
    decisions : what a human said of two names
    """
    rows = _rows(years, providers=providers)
    rows = _first_found(rows)
    is_named = rows[["plain", "domain"]].notna().any(axis=1) & ~_is_private(rows)
    records = _records(rows, is_named)
    matching = match_records(
        records, same=_pairs(records, decisions, SAME), apart=_pairs(records, decisions, DIFFERENT),
    )  # fmt: skip
    found = _organisations(records, matching)
    rows = _with_organisation(rows, records, found)
    return Linked(
        tables=_filled(years, rows),
        counts=_counts(rows),
        doubts=_doubts(records, matching, found, asked=_pairs(records, decisions, UNKNOWN)),
        organisations=organisation_register(years, rows, providers=providers),
    )


def doubts_of(linked: Linked, year: int) -> pd.DataFrame:
    """Return the uncertain pairs of which at least one side was seen in a year."""
    tables = linked.tables[year]
    columns = (tables[name]["organisation_id"] for name in ("registrations", *LINKED_TABLES))
    seen = {one for column in columns for one in column.dropna().unique()}
    doubts = linked.doubts
    pairs = zip(doubts["left"], doubts["right"], strict=True)
    is_seen = np.array([left in seen or right in seen for left, right in pairs], dtype=bool)
    return doubts[is_seen].reset_index(drop=True)


def _rows(years: Mapping[int, Tables], *, providers: frozenset[str]) -> pd.DataFrame:
    """Return what every row of every table tells of an organisation, registers first."""
    found = [
        (year, name, _columns_of(tables, name))
        for name in ("registrations", *LINKED_TABLES)
        for year, tables in years.items()
        if len(tables[name])
    ]
    lengths = [len(part) for *_, part in found]
    rows = pd.concat([part for *_, part in found], ignore_index=True)
    rows = rows.reindex(columns=[*dict.fromkeys([*rows, *_COLUMNS.values()])])
    rows["year"] = np.repeat([year for year, *_ in found], lengths)
    rows["table"] = pd.Series([name for _, name, _ in found]).repeat(lengths).array
    for column in _COLUMNS.values():
        rows[column] = rows[column].astype("string")
    has_mail = rows["name"].str.contains("@", regex=False).fillna(False).astype(bool)
    mailed = rows.loc[has_mail, "name"]
    rows["address"] = rows["address"].fillna(mailed.str.extract(_MAIL, expand=False))
    rows.loc[has_mail, "name"] = mailed.str.replace(_MAIL, " ", regex=True)
    names = rows["name"].str.strip()
    rows["name"] = names.mask(names == "")
    domain = own_domains(rows["address"], providers=providers)
    address = rows["address"].str.strip().str.lower()
    return rows.assign(
        domain=domain, address=address, plain=normalise_names(rows["name"]),
        person=_in_order(rows["person"], rows["first_name"]),
    )  # fmt: skip


def _columns_of(tables: Tables, name: str) -> pd.DataFrame:
    """Return the columns of a table that tell of an organisation, under the names used here."""
    table = tables[name]
    columns = {column: as_ for column, as_ in _COLUMNS.items() if column in table}
    found = table[list(columns)].set_axis([*columns.values()], axis="columns")
    if "token" in table and name != "invitations":
        tokens = tables["invitations"].dropna(subset=["token"]).drop_duplicates("token")
        by_token = tokens.set_index("token")["registration_id"]
        found["registration_id"] = table["token"].map(by_token).astype("string")
    return found


def _in_order(names: pd.Series, first_names: pd.Series) -> pd.Series:
    """Return the name of the person on each row, its words in alphabetical order."""
    whole = names.where(first_names.isna(), first_names + " " + names)
    forms = {name: _words_in_order(name) for name in whole.dropna().unique()}
    return whole.map(forms).astype("string")


def _words_in_order(name: str) -> str | None:
    words = normalise_name(name).split()
    return " ".join(sorted(words)) if len(words) > 1 else None


def _first_found(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the organisation the strongest key leads to, and which key that was."""
    is_listed = (rows["table"] == "registrations").to_numpy()
    listed = rows[is_listed].assign(organisation_id=rows["registration_id"])
    register = build_register(listed)
    years = rows["year"].tolist()
    found: list[str | None] = [None] * len(rows)
    names_one = rows[list(KEYS.values())].notna().any(axis=1)
    evidence = names_one.map({True: "none", False: "nameless"}).tolist()
    for kind, column in KEYS.items():
        for at, key in enumerate(told(rows[column])):
            if key is not None and found[at] is None:
                found[at] = register.find(kind, years[at], key)
                evidence[at] = evidence[at] if found[at] is None else kind
    table = rows.assign(organisation_id=pd.array(found, dtype="string"), key=evidence)
    table.loc[is_listed, "organisation_id"] = rows.loc[is_listed, "registration_id"]
    return table


def _is_private(rows: pd.DataFrame) -> pd.Series:
    """Flag rows not tied yet that name a person where an organisation should stand."""
    people = set(rows["person"].dropna())
    names = {plain: _words_in_order(plain) in people for plain in rows["plain"].dropna().unique()}
    is_person = rows["plain"].map(names).fillna(False).astype(bool)
    asks_alone = rows["asker"].isin(PRIVATE_ASKERS)
    return rows["organisation_id"].isna() & (is_person | asks_alone)


def _records(rows: pd.DataFrame, is_named: pd.Series) -> pd.DataFrame:
    """Return each different thing the rows tell once, in the order of years and tables.

    Of a row that is tied already only the person and the address are new.
    """
    found = rows.loc[
        is_named | rows["organisation_id"].notna(), [*RECORD_COLUMNS, "plain", "table"]
    ]
    is_tied = found["organisation_id"].notna() & (found["table"] != "registrations")
    found.loc[is_tied, ["name", "plain"]] = pd.NA
    found = found.drop(columns="table").drop_duplicates().reset_index(drop=True)
    return found.assign(key=found["organisation_id"].fillna(found["plain"]).fillna(found["domain"]))


def _pairs(records: pd.DataFrame, decisions: Sequence[Decision], answer: str) -> np.ndarray:
    """Return the record numbers of the pairs decided on; names no row bears any more are left."""
    if not any(one.answer == answer for one in decisions):
        return np.empty((0, 2), dtype=np.int64)
    numbers = records.groupby("key").indices
    return np.array(
        [
            (left, right)
            for one in decisions
            if one.answer == answer
            for left in numbers.get(one.left, [])
            for right in numbers.get(one.right, [])
        ],
        dtype=np.int64,
    ).reshape(-1, 2)


def _organisations(records: pd.DataFrame, matching: Matching) -> pd.Series:
    """Return the number of the organisation behind each record."""
    group = matching.group
    registered = records["organisation_id"].groupby(group).min()
    first_key = records["key"].groupby(group).first()
    own = {at: registered_number(key) for at, key in first_key[registered.isna()].items()}
    return pd.Series(group, index=records.index).map(
        registered.fillna(pd.Series(own, dtype="string"))
    )


def registered_number(key: str) -> str:
    """Return the number of an organisation that never registered, from the name first seen.

    >>> registered_number("vrienden van kasongo")
    'Xe12d807320'
    """
    return UNREGISTERED + hashlib.sha256(key.encode()).hexdigest()[:10]


def _with_organisation(rows: pd.DataFrame, records: pd.DataFrame, found: pd.Series) -> pd.DataFrame:
    """Fill in the organisation of every row, and how it was found where that was not exact."""
    of_register = records["organisation_id"].dropna()
    by_key = dict(zip(of_register, found[of_register.index], strict=True))
    tied: list[str] = [by_key.get(one or "", "") for one in told(rows["organisation_id"])]
    columns = [*RECORD_COLUMNS, "plain"]
    loose = records[records["organisation_id"].isna()]
    untied = rows.loc[rows["organisation_id"].isna(), columns].astype(object).fillna("")
    known = loose[columns].astype(object).fillna("")
    by_content = dict(zip(map(tuple, known.to_numpy()), found[loose.index], strict=True))
    key = rows["key"].tolist()
    for at, content in zip(untied.index.tolist(), untied.to_numpy(), strict=True):
        tied[at] = by_content.get(tuple(content), "")
        if tied[at] and not tied[at].startswith(UNREGISTERED):
            key[at] = "alike"
    return rows.assign(
        organisation_id=pd.array([one or None for one in tied], dtype="string"), key=key
    )


def _filled(years: Mapping[int, Tables], rows: pd.DataFrame) -> dict[int, dict[str, pd.DataFrame]]:
    linked = {year: dict(tables) for year, tables in years.items()}
    parts = rows.groupby(["year", "table"], sort=False).indices
    found = rows["organisation_id"].array
    for year, tables in years.items():
        for name in ("registrations", *LINKED_TABLES):
            own = found[parts.get((year, name), [])]
            linked[year][name] = tables[name].assign(organisation_id=own)
    return linked


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    counted = rows[rows["table"] != "registrations"].groupby(["year", "table", "key"], sort=False)
    return counted.size().rename("rows").reset_index()


def _doubts(
    records: pd.DataFrame, matching: Matching, found: pd.Series, *, asked: np.ndarray
) -> pd.DataFrame:
    """Return the uncertain pairs by the numbers of their organisations."""
    doubts = matching.doubts
    left, right = doubts["left"].to_numpy(), doubts["right"].to_numpy()
    unknown = {frozenset(pair) for pair in matching.group[asked].tolist()}
    groups = zip(matching.group[left].tolist(), matching.group[right].tolist(), strict=True)
    return pd.DataFrame(
        {
            "left": found.array[left],
            "right": found.array[right],
            "score": doubts["score"].to_numpy(),
            "reasons": pd.array(doubts["reasons"].to_numpy(), dtype="string"),
            "left_key": records["key"].array[left],
            "right_key": records["key"].array[right],
            "is_asked": np.array([frozenset(pair) in unknown for pair in groups], dtype=bool),
        }
    )
