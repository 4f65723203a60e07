"""Who asked to be forgotten: kept as pseudonyms only, and left out of every build from then on.

``data/decisions/vergeten.json`` holds for each request the pseudonyms of what the person or
organisation is known by, and the day. A row that is about somebody who is forgotten is set aside as
rejected; a row that is about something else, such as an application, stays without the person.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd

from pijler_analysis.atomic import replace_text
from pijler_analysis.clean.log import REJECTED, ROW, VALUE
from pijler_analysis.clean.readings import array_of
from pijler_analysis.clean.year import CleanedYear
from pijler_analysis.errors import DataError, UsageError
from pijler_analysis.protect.people import PERSON, identities, identity_nodes
from pijler_analysis.protect.pseudonyms import key_check, pseudonym
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.settings import Settings

FILE = "vergeten.json"
ORGANISATION = "organisation"
KINDS = (PERSON, ORGANISATION)
REASON = "vergeten op verzoek"
ABOUT_PERSONS = ("attendance", "panel", "steering_group", "survey_members", "survey_stakeholders")
"""Tables of which a row is about a person, and goes with the person."""

_ORGANISATION_COLUMNS = ("organisation_id", "registration_id", "organisation_name")
_MEND = "haal de gegevens ook uit de export"


@dataclass(frozen=True)
class Request:
    """One request to be forgotten: pseudonyms of what somebody is known by."""

    kind: str
    known_as: frozenset[str]
    on: str


def read_requests(settings: Settings, key: bytes) -> list[Request]:
    """Read who is forgotten; nobody where there is no list.

    Raises
    ------
    DataError
        If the list was edited, or was made with another key so that nobody would be recognised.
    """
    path = settings.decisions / FILE
    if not path.is_file():
        return []
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        own_key = content["key"]
        requests = [
            Request(one["kind"], frozenset(map(str, one["known_as"])), str(one["on"]))
            for one in content["requests"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{FILE} is niet leesbaar; zet het bestand terug zoals het was") from error
    if any(one.kind not in KINDS for one in requests):
        raise DataError(f"{FILE} is met de hand gewijzigd; zet het bestand terug zoals het was")
    if own_key != key_check(key):
        raise UsageError(
            f"{FILE} werd met een andere sleutel gemaakt, zodat niemand herkend wordt; zet de "
            "sleutel van toen terug"
        )
    return requests


def add_request(
    settings: Settings, kind: str, known_as: Iterable[str], *, key: bytes, on: date
) -> None:
    """Put a request on the list."""
    codes = frozenset(pseudonym(one, key=key, kind=kind) for one in known_as)
    requests = [*read_requests(settings, key), Request(kind, codes, on.isoformat())]
    content = {
        "key": key_check(key),
        "requests": [
            {"kind": one.kind, "known_as": sorted(one.known_as), "on": one.on} for one in requests
        ],
    }
    replace_text(settings.decisions / FILE, json.dumps(content, indent=1))


def requests_state(settings: Settings) -> list[tuple[str, str, int]]:
    """Return of each request what does not depend on the key, for the fingerprint of results."""
    path = settings.decisions / FILE
    if not path.is_file():
        return []
    try:
        requests = json.loads(path.read_text(encoding="utf-8"))["requests"]
        return [(str(one["kind"]), str(one["on"]), len(one["known_as"])) for one in requests]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{FILE} is niet leesbaar; zet het bestand terug zoals het was") from error


def leave_out(
    linked: Mapping[int, CleanedYear], requests: Iterable[Request], *, key: bytes
) -> dict[int, CleanedYear]:
    """Leave whoever is forgotten out of linked years, every row accounted for."""
    wanted = {kind: frozenset[str]() for kind in KINDS}
    for one in requests:
        wanted[one.kind] |= one.known_as
    if not any(wanted.values()):
        return dict(linked)
    codes = _Codes(wanted, key)
    return {year: _without(one, codes) for year, one in linked.items()}


class _Codes:
    """Tells whether somebody is on the list; each text is made a pseudonym once."""

    def __init__(self, wanted: Mapping[str, frozenset[str]], key: bytes) -> None:
        self._wanted, self._key = wanted, key
        self._known: dict[tuple[str, str], bool] = {}

    def has(self, text: str, kind: str) -> bool:
        if (text, kind) not in self._known:
            code = pseudonym(text, key=self._key, kind=kind)
            self._known[text, kind] = code in self._wanted[kind]
        return self._known[text, kind]


def organisation_rows(table: pd.DataFrame, is_meant: Callable[[str], bool]) -> pd.Series:
    """Flag the rows of an organisation, by its number or by a name it is written with.

    Parameters
    ----------
    is_meant : tells of a number or a name whether it is that organisation's
    """
    found = [False] * len(table)
    for column in _ORGANISATION_COLUMNS:
        if column in table:
            texts = table[column].fillna("").tolist()
            found = [known or (bool(text) and is_meant(text))
                     for known, text in zip(found, texts, strict=True)]  # fmt: skip
    return pd.Series(found, index=table.index, dtype=bool)


def person_rows(
    table: pd.DataFrame, is_meant: Callable[[str], bool], *, tokens: Collection[str] = ()
) -> pd.Series:
    """Flag the rows of a person, by what identifies them or by the code they answered with.

    Parameters
    ----------
    is_meant : tells of an identity (``people.identity_nodes``) whether it is that person's
    tokens : access codes of their invitations, see ``own_tokens``
    """
    known = [any(map(is_meant, identity_nodes(one))) for one in identities(table)]
    rows = pd.Series(known, index=table.index, dtype=bool)
    return rows | table["token"].isin(tokens) if "token" in table and tokens else rows


def own_tokens(
    tables: Mapping[str, pd.DataFrame], is_meant: Callable[[str], bool]
) -> frozenset[str]:
    """Return the access codes of the invitations of a person: an answer names nobody else."""
    invited = tables["invitations"]
    return frozenset(invited.loc[person_rows(invited, is_meant), "token"].dropna())


def _without(one: CleanedYear, codes: _Codes) -> CleanedYear:
    tables = dict(one.tables)
    gone: list[tuple] = []
    is_person = partial(codes.has, kind=PERSON)
    invited = own_tokens(one.tables, is_person)
    for name, table in one.tables.items():
        kept = table
        of_organisation = organisation_rows(table, partial(codes.has, kind=ORGANISATION))
        of_person = person_rows(table, is_person, tokens=invited)
        is_out = of_organisation | (of_person if name in ABOUT_PERSONS else False)
        is_bare = of_person & ~is_out
        gone += _rejections(table[is_out], name, ROW) + _rejections(table[is_bare], name, VALUE)
        if is_bare.any():
            kept = _bare(kept, is_bare)
        if is_out.any():
            kept = kept[~is_out].reset_index(drop=True)
        tables[name] = kept
    if not gone:
        return one
    for name in ("unanswered", "answer_codes"):
        tables[name] = _of_others(tables, name)
    lost = pd.DataFrame(gone, columns=list(REJECTED)).astype(one.rejected.dtypes.to_dict())
    return replace(
        one,
        tables=tables,
        rejected=pd.concat([one.rejected, lost], ignore_index=True),
        accounting=_accounted(one.accounting, lost),
    )


def _bare(table: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """Make everything personal of some rows missing."""
    personal = [str(name) for name in table if COLUMNS[str(name)].personal]
    return table.assign(**{name: table[name].mask(rows) for name in personal})


def _rejections(rows: pd.DataFrame, table: str, effect: str) -> list[tuple]:
    if "file" not in rows:
        return []
    return [
        (source, table, file, sheet, row, None, "(vergeten)", REASON, _MEND, effect)
        for source, file, sheet, row in zip(
            *(rows[name].tolist() for name in ("source", "file", "sheet", "row")), strict=True
        )
    ]


def _of_others(tables: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Drop what a table says of the responses that went."""
    told = tables[name]
    present = pd.Series(False, index=told.index)
    for audience in ("members", "stakeholders"):
        ids = tables[f"survey_{audience}"]["response_id"]
        present |= (told["audience"] == audience) & told["response_id"].isin(ids)
    return told[present].reset_index(drop=True)


def _accounted(accounting: pd.DataFrame, lost: pd.DataFrame) -> pd.DataFrame:
    """Count the rows that were set aside as rejected instead of kept."""
    where = ["source", "file", "sheet"]
    moved = lost[lost["effect"] == ROW].groupby(where, dropna=False).size().rename("moved")
    joined = accounting.merge(moved.reset_index(), on=where, how="left", validate="one_to_one")
    number = joined["moved"].fillna(0).astype("Int64")
    return accounting.assign(
        kept=array_of((joined["kept"] - number).tolist(), "integer"),
        rejected=array_of((joined["rejected"] + number).tolist(), "integer"),
    )
