"""The card of a challenge: need, signals, figures with their verdict."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import cited, quoted, records, unmarked
from pijler_analysis.display.subjects import subject
from pijler_analysis.display.tables.choice import ADVICE, WHY, change_text, days_text
from pijler_analysis.display.tables.report_table import ReportTable, TableColumn
from pijler_analysis.display.wave_words import change_words

DASH = "–"
WORK = {"goal": "Einddoel", "running": "Loopt al", "candidate": "Kan erbij"}
ANSWERED = ("need", "stakeholders", "written", "stakeholders_written")
"""Facts that are a share of answers."""
PARTS = {
    "need": "Nood", "rank": "Nood", "stakeholders": "Nood", "questions": "Signaal",
    "written": "Signaal", "stakeholders_written": "Signaal", "indicator": "Kerncijfer",
}  # fmt: skip
FACTS = {
    "need": "Leden die er steun voor vragen",
    "rank": "Plaats tussen de uitdagingen",
    "stakeholders": "Stakeholders die er steun voor vragen",
    "questions": "Vragen aan de helpdesk",
    "written": "Leden die erover schreven",
    "stakeholders_written": "Stakeholders die erover schreven",
}


@or_one_line
def card_table(cards: pd.DataFrame, challenge: str) -> ReportTable:
    """Print what is known of one challenge, in the year of its newest figures.

    What runs, what could and what was done is no figure and stands elsewhere.

    Parameters
    ----------
    cards : see ``strategy.cards.challenge_cards``
    challenge : its id
    """
    known = cards[(cards["challenge"] == challenge) & cards["part"].isin(list(PARTS))]
    if known.empty:
        raise NothingToShowError("Over deze uitdaging zijn er geen gegevens.")
    told = records(cited(known, "cards", key=["challenge", "part", "what"]))
    year = int(known["year"].max())
    parts = [say(PARTS[one["part"]]) for one in told]
    frame = pd.DataFrame(
        {
            "part": [
                part if not at or parts[at - 1] != part else "" for at, part in enumerate(parts)
            ],
            "what": [_what(one) for one in told],
            "year": [str(int(one["year"])) for one in told],
            "value": [_quantity(one["value"], one) for one in told],
            "count": [_count(one) for one in told],
            "sure": [_limits(one) for one in told],
            "verdict": [_verdict(one) for one in told],
        }
    )
    columns = [
        TableColumn("part", ""),
        TableColumn("what", "Wat we weten", width="1fr"),
        *([TableColumn("year", "Jaar")] if known["year"].nunique() > 1 else []),
        TableColumn("value", "Waarde", "right"),
        TableColumn("count", "Antwoorden", "right"),
        TableColumn("sure", "Zekerheid", "right"),
        TableColumn("verdict", "Sinds het jaar ervoor", width="34mm"),
    ]
    name = labels.label("challenge", challenge)
    caption = say("Kaart van de uitdaging {name}, {year}", name=name, year=year)
    return ReportTable(frame, columns, caption, f"kaart_{challenge}")


@or_one_line
def work_table(cards: pd.DataFrame, objectives: pd.DataFrame, challenge: str) -> ReportTable:
    """Print where a challenge should lead to, what was met of it, what runs and what could.

    Parameters
    ----------
    cards : see ``strategy.cards.challenge_cards``
    objectives : see ``strategy.objectives.judge_objectives``
    challenge : its id
    """
    known = cards[(cards["challenge"] == challenge) & cards["part"].isin(list(WORK))]
    if known.empty:
        raise NothingToShowError("Over deze uitdaging zijn er geen gegevens.")
    told = records(cited(known, "cards", key=["challenge", "part", "what"]))
    goal, running, candidate = (
        (say(name), "; ".join(_work(one) for one in told if one["part"] == part))
        for part, name in WORK.items()
    )
    met = (say("Gehaald?"), _met(objectives[objectives["challenge"] == challenge]))
    rows = [row for row in (goal, met, running, candidate) if row[1]]
    columns = [TableColumn("part", ""), TableColumn("what", "Doelen, en werk met de dagen per jaar",
                                                    width="1fr")]  # fmt: skip
    caption = say("Waar we naartoe willen, wat gehaald is, wat loopt en wat erbij kan")
    frame = pd.DataFrame(rows, columns=["part", "what"])
    return ReportTable(frame, columns, caption, f"werk_{challenge}")


def _met(objectives: pd.DataFrame) -> str:
    """List the objectives of the previous strategy paper, each with whether it was met."""
    told = records(cited(objectives, "objectives", key=["objective_id"]))
    return "; ".join(f"{quoted(one['objective'])} ({say(str(one['status']))})" for one in told)


def _work(fact: Mapping[Hashable, Any]) -> str:
    text = quoted(fact["text"])
    if pd.isna(fact["value"]):
        return text
    return f"{text} ({labels.counted(fact['value'], 'dag', 'dagen')})"


@or_one_line
def done_table(review: pd.DataFrame, challenge: str, *, year: int) -> ReportTable:
    """Print what the activities of a year did for a challenge.

    Parameters
    ----------
    review : see ``strategy.review.review_activities``
    challenge : its id
    """
    own = review[review["challenge"] == challenge]
    if own.empty:
        raise NothingToShowError(
            say("In het plan van {year} stond geen activiteit voor deze uitdaging.", year=year)
        )
    told = records(cited(own, "review", key=["activity_id"]))
    frame = pd.DataFrame(
        {
            "activity": [quoted(one["activity"]) for one in told],
            "days": [
                say("{part} van {whole}", part=days_text(one["days_spent"]),
                    whole=days_text(one["days_planned"]))
                for one in told
            ],
            "moved": [
                f"{change_text(one['promised'], one['unit'])}\n"
                f"{change_text(one['change'], one['unit'])}"
                for one in told
            ],
            "advice": [f"{say(ADVICE[one['advice']])}: {say(WHY[one['why']])}" for one in told],
        }
    )  # fmt: skip
    columns = [
        TableColumn("activity", "Activiteit", width="1fr"),
        TableColumn("days", "Dagen", "right"),
        TableColumn("moved", "Beloofd, gemeten", "right"),
        TableColumn("advice", "Voorstel, en waarom", width="58mm"),
    ]
    caption = say(
        "Wat de activiteiten van {year} deden: dagen besteed van gepland, en de verandering van "
        "het kerncijfer", year=year,
    )  # fmt: skip
    return ReportTable(frame, columns, caption, f"gedaan_{challenge}")


def _what(fact: Mapping[Hashable, Any]) -> str:
    """Name a figure; that it is in working days stands here, where there is room for it."""
    known = FACTS.get(fact["part"])
    name = subject(fact["what"]).name if known is None else say(known)
    return say("{name} (werkdagen)", name=name) if fact["unit"] == "days" else name


def _quantity(value: float, fact: Mapping[Hashable, Any]) -> str:
    if pd.isna(value):
        return say(labels.TOO_SMALL) if fact["protection"] == "withheld" else DASH
    decimals = labels.decimals_of(value, fact["unit"])
    return labels.short_quantity(value, fact["unit"], decimals=decimals)


def _count(fact: Mapping[Hashable, Any]) -> str:
    if fact["part"] not in ANSWERED or pd.isna(fact["count"]):
        return ""
    part, whole = labels.number(fact["count"]), labels.number(fact["base"])
    return say("{part} van {whole}", part=part, whole=whole)


def _limits(fact: Mapping[Hashable, Any]) -> str:
    low, high, unit = fact["low"], fact["high"], fact["unit"]
    if pd.isna(low) or pd.isna(high):
        return ""
    value = low if pd.isna(fact["value"]) else fact["value"]
    decimals = labels.decimals_of(value, unit)
    told = labels.value_range(low, high, unit, decimals=decimals)
    alone = "" if pd.isna(fact["value"]) else labels.quantity(value, unit, decimals=decimals)
    if unmarked(told) == unmarked(alone):
        return ""
    return told.rpartition(labels.NO_BREAK)[0] if unit == "days" else told


def _verdict(fact: Mapping[Hashable, Any]) -> str:
    if pd.isna(fact["verdict"]):
        return ""
    plain = {"grade": "A", "note": "", "verdict": fact["verdict"]}
    return change_words(plain | {"difference": float(fact["difference"])})
