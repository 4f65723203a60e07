"""What the data themselves say about their quality: rows lost, values refused, rows unlinked."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from pijler_analysis.clean.log import LACKING, ROW
from pijler_analysis.data import YearData
from pijler_analysis.errors import place
from pijler_analysis.protect.forgotten import REASON as FORGOTTEN
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings

_COUNTS = ["read", "kept", "rejected", "merged", "furniture"]
_STEPS = (1, 5, 10, 25)
"""Percent to which a filled share is rounded, from the finest."""
_HIDING = 500
"""Rows times percent of a step: with this many, a step stands for at least five rows."""
_UNKNOWN_CODES = "onbekend"
"""How the reason begins for which a code, a country or an answer was refused."""


def quality_tables(data: YearData, log: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables of the data-quality page: per file, per source, per column.

    Parameters
    ----------
    data : clean tables of a year
    log : the cleaning log of the year: a row per changed value, with its ``source``
    """
    reasons = (
        _without_forgotten(data.rejected)
        .groupby(["source", "effect", "reason"], as_index=False)
        .size()
        .rename(columns={"size": "count"})
    )
    scrubbed = data.scrubbed.groupby(["table", "kind"], as_index=False)[["count"]].sum()
    return {
        "accounting": data.accounting.groupby(["source", "file", "completeness"], as_index=False)[
            _COUNTS
        ].sum(),
        "rejected": reasons,
        "links": linked_share(data),
        "scrubbed": scrubbed,
        "sources": source_quality(data, log),
        "completeness": completeness(data),
    }


def _without_forgotten(rejected: pd.DataFrame) -> pd.DataFrame:
    """Return what was refused without a word of who asked to be forgotten.

    A row that went lacks whom it was about. Where only the person went, nothing of it was kept
    before either.
    """
    is_forgotten = rejected["reason"] == FORGOTTEN
    kept = rejected[~is_forgotten | (rejected["effect"] == ROW)]
    return kept.assign(reason=kept["reason"].mask(is_forgotten, LACKING))


def linked_share(data: YearData) -> pd.DataFrame:
    """Return for each table how many of the rows that name an organisation were tied to one."""
    named = data.links[data.links["key"] != "nameless"]
    rows = (
        named.assign(linked=named["rows"].where(named["key"] != "none", 0))
        .groupby("table", as_index=False)[["rows", "linked"]]
        .sum()
    )
    return rows.assign(linked_share=rows["linked"] / rows["rows"])


def source_quality(data: YearData, log: pd.DataFrame) -> pd.DataFrame:
    """Return for each source what was lost, changed, merged, not known and tied.

    Returns
    -------
    DataFrame, one row per source: ``source``, ``read``, ``kept``, ``rejected``, ``merged``,
    ``changed`` (values), ``unknown_codes`` (values that are in no list), ``linked_share`` (of its
    table; missing where no row names an organisation), ``is_verified`` (every file says itself how
    many rows it holds, or someone else did)
    """
    if data.accounting.empty:
        return pd.DataFrame(
            columns=["source", *_COUNTS[:-1], "changed", "unknown_codes", "linked_share",
                     "is_verified"]
        )  # fmt: skip
    accounting = data.accounting.assign(
        is_verified=(data.accounting["completeness"] == "verified").astype(bool)
    )
    found = accounting.groupby("source", sort=False).agg(
        {**dict.fromkeys(_COUNTS[:-1], "sum"), "is_verified": "all"}
    )
    refused = data.rejected
    strange = refused[refused["reason"].astype("string").str.startswith(_UNKNOWN_CODES)]
    linked = linked_share(data).set_index("table")["linked_share"]
    tables = [data.settings.sources[str(name)].table for name in found.index]
    return found.assign(
        changed=log["source"].value_counts().reindex(found.index, fill_value=0),
        unknown_codes=strange["source"].value_counts().reindex(found.index, fill_value=0),
        linked_share=linked.reindex(tables).to_numpy(),
    ).reset_index()


def completeness(data: YearData) -> pd.DataFrame:
    """Return how full each column of each export is, in steps that stand for five rows or more.

    An exact share would tell how many are unknown, which no other figure does. A blank box of
    the survey may be no answer at all; a column that may stay empty (an end date) is listed too.

    Returns
    -------
    DataFrame, one row per column: ``source``, ``heading`` (as in the export), ``rows`` and
    ``filled_share`` (missing for fewer than twenty rows)
    """
    rows = []
    for name, source in data.settings.sources.items():
        table = data.tables[source.table]
        mine = table[table["source"] == name]
        headings = {column: heading for heading, column in source.columns.items() if column}
        for column in TABLES[source.table].kept if len(mine) else ():
            if column in headings:
                share = _in_steps(float(mine[column].notna().mean()), len(mine))
                rows.append((name, headings[column], len(mine), share))
    rows += _asked_and_answered(data)
    return pd.DataFrame(rows, columns=["source", "heading", "rows", "filled_share"])


def _asked_and_answered(data: YearData) -> list[tuple[str, str, int, float]]:
    """Return how many of the submitted questionnaires did not leave each question blank."""
    blank = data.unanswered[data.unanswered["why"].isin(["blank", "unreadable"])]
    rows = []
    questions = data.questions.drop_duplicates(["source", "wording"])
    for (source, audience), asked in questions.groupby(["source", "audience"], sort=False):
        table = data.tables[f"survey_{audience}"]
        mine = table[(table["source"] == source) & table["is_complete"].fillna(False)]
        if mine.empty:
            continue
        left = blank[
            (blank["audience"] == audience) & blank["response_id"].isin(mine["response_id"])
        ]
        counts = left["item"].value_counts().reindex(asked["item"], fill_value=0)
        for wording, count in zip(asked["wording"], counts, strict=True):
            rows.append(
                (str(source), wording, len(mine), _in_steps(1 - count / len(mine), len(mine)))
            )
    return rows


def _in_steps(share: float, rows: int) -> float:
    """Round a share so coarsely that it stands for five counts or more.

    >>> _in_steps(0.913, 1200), _in_steps(0.913, 250), _in_steps(0.913, 47)
    (0.91, 0.9, 1.0)
    """
    step = next((step for step in _STEPS if step * rows >= _HIDING), None)
    if step is None:
        return float("nan")
    return math.floor(share * 100 / step + 0.5) * step / 100


def open_points(data: YearData) -> list[str]:
    """List in Dutch, one line each, what in a year's data needs a human."""
    faults = [_fault(row) for row in data.rejected.to_dict("records")]
    return [*faults, *data.warnings, *_waiting_answers(data)]


def _waiting_answers(data: YearData) -> list[str]:
    """Say how many open answers nobody gave codes yet, or two people different ones."""
    codes = data.answer_codes
    decided = codes[codes["is_decided"].fillna(False)]
    waiting = {}
    for audience, word in (("members", "leden"), ("stakeholders", "stakeholders")):
        written = data.tables[f"survey_{audience}"].dropna(subset=["open_answer"])["response_id"]
        read = decided.loc[decided["audience"] == audience, "response_id"]
        waiting[word] = int((~written.isin(read)).sum())
    return [
        f"open antwoorden van {word}: {n} wachten op een lezer of op een beslissing; typ "
        "`pijler code`"
        for word, n in waiting.items()
        if n
    ]


def exports_due(settings: Settings, *, today: date) -> list[str]:
    """Say which exports were kept longer than ``[privacy] keep_raw_years`` and must be deleted."""
    keep = settings.keep_raw_years
    if keep is None:
        return []
    return [
        f"{folder.relative_to(settings.root).as_posix()}: langer dan {keep} jaar bewaard; geef het "
        f"jaar vrij met `pijler release {folder.name}` en wis de map daarna"
        for folder in sorted(settings.raw.glob("[12][0-9][0-9][0-9]"))
        if folder.is_dir() and today.year - int(folder.name) > keep
    ]


def _fault(row: Mapping[Hashable, Any]) -> str:
    where = place(row["file"], sheet=row["sheet"], row=row["row"], column=row["column"])
    effect = "rij niet meegeteld" if row["effect"] == "row" else "waarde leeg gelaten"
    return f"{where}: {row['reason']}; verwacht: {row['expected']} ({effect})"
