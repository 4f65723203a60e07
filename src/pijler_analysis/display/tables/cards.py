"""The card of a challenge: need, signals, figures with their verdict, what runs, what was done."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import cited, quoted, records
from pijler_analysis.display.subjects import subject
from pijler_analysis.display.tables.choice import ADVICE
from pijler_analysis.display.tables.report_table import ReportTable, TableColumn
from pijler_analysis.display.wave_words import change_words

DASH = "–"
PARTS = {
    "need": "Nood", "rank": "Nood", "stakeholders": "Nood", "questions": "Signaal",
    "indicator": "Kerncijfer", "running": "Loopt", "done": "Gedaan",
}  # fmt: skip
FACTS = {
    "need": "Leden die er steun voor vragen",
    "rank": "Plaats tussen de uitdagingen",
    "stakeholders": "Stakeholders die er steun voor vragen",
    "questions": "Vragen aan de helpdesk",
}


@or_one_line
def card_table(cards: pd.DataFrame, challenge: str) -> ReportTable:
    """Print all that is known of one challenge.

    Parameters
    ----------
    cards : see ``strategy.cards.challenge_cards``
    challenge : its id
    """
    known = cards if cards.empty else cards[cards["challenge"] == challenge]
    if known.empty:
        raise NothingToShowError("Over deze uitdaging zijn er geen gegevens.")
    told = records(cited(known, "cards", key=["challenge", "part", "what"]))
    parts = [say(PARTS[one["part"]]) for one in told]
    frame = pd.DataFrame(
        {
            "part": [
                part if not at or parts[at - 1] != part else "" for at, part in enumerate(parts)
            ],
            "what": [_what(one) for one in told],
            "value": [_quantity(one["value"], one) for one in told],
            "sure": [_limits(one) for one in told],
            "verdict": [_verdict(one) for one in told],
        }
    )
    columns = [
        TableColumn("part", ""),
        TableColumn("what", "Wat we weten", width="1fr"),
        TableColumn("value", "Stand", "right"),
        TableColumn("sure", "Zekerheid", "right"),
        TableColumn("verdict", "Sinds het jaar ervoor", width="34mm"),
    ]
    name = labels.label("challenge", challenge)
    caption = say("Kaart van de uitdaging {name}", name=name)
    return ReportTable(frame, columns, caption, f"kaart_{challenge}")


def _what(fact: Mapping[Hashable, Any]) -> str:
    if fact["part"] in ("running", "done"):
        return quoted(fact["text"])
    known = FACTS.get(fact["part"])
    name = subject(fact["what"]).name if known is None else say(known)
    return f"{name}, {int(fact['year'])}"


def _quantity(value: float, fact: Mapping[Hashable, Any]) -> str:
    if fact["part"] in ("running", "done"):
        return ""
    if pd.isna(value):
        return DASH
    return labels.quantity(value, fact["unit"], decimals=labels.decimals_of(value, fact["unit"]))


def _limits(fact: Mapping[Hashable, Any]) -> str:
    low, high, unit = fact["low"], fact["high"], fact["unit"]
    if pd.isna(low) or pd.isna(high):
        return ""
    value = low if pd.isna(fact["value"]) else fact["value"]
    return labels.value_range(low, high, unit, decimals=labels.decimals_of(value, unit))


def _verdict(fact: Mapping[Hashable, Any]) -> str:
    if pd.isna(fact["verdict"]):
        return ""
    if fact["part"] == "done":
        return say(ADVICE[fact["verdict"]])
    plain = {"grade": "A", "note": "", "verdict": fact["verdict"]}
    return change_words(plain | {"difference": float(fact["difference"])})
