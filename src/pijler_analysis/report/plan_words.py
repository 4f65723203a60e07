"""The words of the action plan: what was chosen, for which challenges, and what was left."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.fragments import Fragment, Sentence, bullets, lead, stacked
from pijler_analysis.strategy.yearplan import YearPlan

MOST_NOTES = 3


def plan_summary(plan: pd.DataFrame, evidence: pd.DataFrame, *, year: int) -> Fragment:
    """Say how much was chosen for a year, where most days go, and what gets none.

    Parameters
    ----------
    plan : the activities chosen
    evidence : one row per challenge, with ``challenge, planned, days_planned, need``
    """
    days = float(plan["days_planned"].sum())
    chosen = labels.counted(len(plan), "activiteit", "activiteiten")
    opening = Sentence(
        f"Voor {year} kozen we {chosen}, samen goed voor "
        f"{labels.counted(days, 'werkdag', 'werkdagen')}."
    )
    return stacked([lead(opening), bullets(_notes(evidence, days))])


def choice_summary(choice: YearPlan) -> Fragment:
    """Say how much fits in the people and the money there are, and how much of it runs already."""
    chosen = choice.portfolio.chosen
    running = choice.activities.loc[choice.activities["is_running"], "activity_id"]
    days = chosen.loc[chosen["activity_id"].isin(running), "days"].sum()
    available = choice.portfolio.use["available"].sum()
    fits = Sentence(
        f"Binnen {labels.counted(available, 'werkdag', 'werkdagen')} passen "
        f"{labels.counted(len(chosen), 'activiteit', 'activiteiten')} uit de lijst van "
        f"{labels.number(len(choice.activities))}, voor {labels.euro(choice.portfolio.eur)}."
    )
    runs = Sentence(
        f"Wat al loopt, vraagt {labels.counted(days, 'dag', 'dagen')} van de "
        f"{labels.number(chosen['days'].sum())} die nodig zijn."
    )
    first = choice.ranking.acceptability.sort_values("rank")["alternative"].head(MOST_NOTES)
    urgent = Sentence(
        f"Het dringendst zijn {labels.listing([_phrase(code) for code in first])}: daar vragen "
        "leden, stakeholders en wie de helpdesk belt het meest naar."
    )
    return stacked([lead(fits), bullets([runs, urgent])])


def challenge_notes(evidence: pd.DataFrame) -> Fragment:
    """Set beside what most members ask for how many of the planned days go to it."""
    days = float(evidence["days_planned"].sum())
    asked = evidence.dropna(subset=["need"]).nlargest(MOST_NOTES, "need", keep="all")
    return bullets([_asked_for(row, days) for row in asked.to_dict("records")])


def _notes(evidence: pd.DataFrame, days: float) -> list[Sentence]:
    most = evidence.sort_values("days_planned", ascending=False, kind="stable").iloc[0]
    served = int((evidence["planned"] > 0).sum())
    told = [
        Sentence(
            f"De meeste dagen gaan naar {_phrase(most['challenge'])}: "
            f"{labels.number(most['days_planned'])} van de {labels.number(days)}."
        ),
        Sentence(
            f"Het plan werkt aan {labels.number(served)} van de {labels.number(len(evidence))} "
            "uitdagingen."
        ),
    ]
    left_out = [_phrase(code) for code in evidence.loc[evidence["planned"] == 0, "challenge"]]
    if left_out:
        told.append(Sentence(f"Voor {labels.listing(left_out)} is niets gepland."))
    return told


def _asked_for(row: dict[Hashable, Any], days: float) -> Sentence:
    """Say of one challenge which share of the members asks for it and which days it gets."""
    planned = row["days_planned"]
    given = "gaat in het plan geen enkele dag"
    if planned:
        part = labels.percent(planned / days)
        verb = "gaat" if planned == 1 else "gaan"
        given = f"{verb} {labels.counted(planned, 'dag', 'dagen')}, {part} van het plan,"
    return Sentence(
        f"Steun voor {_phrase(row['challenge'])} vraagt {labels.percent(row['need'])} van de "
        f"leden die antwoordden; daar {given} naartoe."
    )


def _phrase(challenge: str) -> str:
    return labels.label("challenge", challenge, form="phrase")


def colophon(
    quality: dict[str, pd.DataFrame], *, year: int, fingerprint: str, organisation: str
) -> Fragment:
    """Say what the report was made from, and whom to ask.

    Parameters
    ----------
    quality : ``accounting`` with the rows of each file
    fingerprint : stands for exactly these exports, settings and code
    """
    rows = quality["accounting"]
    read, rejected = (labels.number(float(rows[name].sum())) for name in ("read", "rejected"))
    files = labels.counted(rows["file"].nunique(), "bestand", "bestanden")
    return bullets(
        [
            Sentence(
                f"Gegevens: de exports van {year} en van de jaren ervoor, zoals het team ze kreeg."
            ),
            Sentence(
                f"Bronnen: {files} van {year} met {read} rijen, waarvan {rejected} afgekeurd."
            ),
            Sentence(
                f"Vingerafdruk: {fingerprint}. Dezelfde exports en instellingen geven dezelfde "
                "vingerafdruk en dezelfde bladzijden."
            ),
            Sentence(f"Vragen over de cijfers: het team van {organisation}."),
        ]
    )
