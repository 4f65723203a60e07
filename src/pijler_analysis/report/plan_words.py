"""The words of the action plan: what was chosen, for which challenges, and what was left."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.fragments import Fragment, Sentence, bullets, lead, stacked
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import cited, records, sourced
from pijler_analysis.strategy.portfolio import GAP
from pijler_analysis.strategy.yearplan import YearPlan

MOST_NOTES = 3


def plan_summary(
    plan: pd.DataFrame, evidence: pd.DataFrame, *, year: int, available: float
) -> Fragment:
    """Say how much was chosen for a year, whether it fits, where most days go, what gets none.

    Parameters
    ----------
    plan : the activities chosen
    evidence : one row per challenge, with ``challenge, planned, days_planned, need``
    available : the working days of the team
    """
    days = sourced(float(plan["days_planned"].sum()), "plan", "sum(days_planned)")
    available = sourced(available, "settings", "capacity.fte * capacity.days_per_fte")
    count = sourced(float(len(plan)), "plan", "count(activity_id)")
    chosen = labels.counted(count, "activiteit", "activiteiten")
    opening = Sentence(
        say(
            "Voor {year} kozen we {chosen}, samen goed voor {days}.",
            year=year,
            chosen=chosen,
            days=labels.counted(days, "werkdag", "werkdagen"),
        )
    )
    return stacked([lead(opening), bullets([_room(days, available), *_notes(evidence, days)])])


def _room(days: float, available: float) -> Sentence:
    """Say whether the days of a plan are there."""
    there = labels.counted(available, "werkdag", "werkdagen")
    if days > available:
        lacking = sourced(days - available, "plan", "sum(days_planned) - available")
        over = labels.counted(lacking, "werkdag", "werkdagen")
        told = say(
            "Dat past niet: het team heeft {there}, {over} te weinig. Schrap of verschuif iets "
            "voor het plan vastligt.", there=there, over=over,
        )  # fmt: skip
        return Sentence(told)
    left = sourced(available - days, "plan", "available - sum(days_planned)")
    spare = labels.counted(left, "werkdag", "werkdagen")
    told = say("Dat past in de {there} van het team, met {spare} over.", there=there, spare=spare)
    return Sentence(told)


def choice_summary(choice: YearPlan) -> Fragment:
    """Say how much fits in the people and the money there are, and how much of it runs already."""
    chosen = choice.portfolio.chosen
    running = choice.activities.loc[choice.activities["is_running"], "activity_id"]
    days = chosen.loc[chosen["activity_id"].isin(running), "days"].sum()
    days = sourced(days, "choice", "sum(days of running)")
    needed = sourced(chosen["days"].sum(), "choice", "sum(days)")
    available = sourced(choice.portfolio.use["available"].sum(), "use", "sum(available)")
    fits = Sentence(
        say(
            "Op papier passen {chosen} van de {all} activiteiten in {days}, voor {euro}.",
            days=labels.counted(available, "werkdag", "werkdagen"),
            chosen=labels.number(sourced(float(len(chosen)), "choice", "count(activity_id)")),
            all=labels.number(
                sourced(float(len(choice.activities)), "candidates", "count(activity_id)")
            ),
            euro=labels.euro(sourced(choice.portfolio.eur, "choice", "sum(eur)")),
        )
    )
    runs = Sentence(
        say(
            "Wat al loopt, vraagt {days} van de {all} die nodig zijn.",
            days=labels.counted(days, "dag", "dagen"),
            all=labels.number(needed),
        )
    )
    first = choice.ranking.acceptability.sort_values("rank")["alternative"].head(MOST_NOTES)
    urgent = Sentence(
        say(
            "Het dringendst zijn {challenges}. Daar vragen leden, stakeholders en wie de helpdesk "
            "belt het meest naar.",
            challenges=labels.listing([_phrase(code) for code in first]),
        )
    )
    cautions = [*_unsettled(choice.portfolio.gap), *_borrowed(choice)]
    return stacked([lead(fits), bullets([runs, urgent, *cautions])])


def targets_summary(targets: pd.DataFrame) -> Fragment:
    """Say of how many activities it will show whether they reached their goal.

    Parameters
    ----------
    targets : see ``strategy.measurable.measurable_targets``
    """
    count = sourced(float(targets["is_shown"].fillna(False).sum()), "targets", "count(is_shown)")
    whole = sourced(float(len(targets)), "targets", "count(activity_id)")
    told = say(
        "Bij {shown} van de {all} activiteiten zal te zien zijn of ze hun doel haalden.",
        shown=labels.number(count) if count else say("geen enkele"),
        all=labels.number(whole),
    )
    return lead(Sentence(told))


def _unsettled(gap: float) -> list[Sentence]:
    """Say of a search that ran out of time how much better a choice could still be at most."""
    if gap <= GAP:
        return []
    room = labels.percent(sourced(gap, "choice", "gap"), decimals=1)
    told = say(
        "Of dit de beste keuze is, staat niet vast: de tijd om te zoeken was op. Een betere "
        "keuze kan nog hoogstens {room} meer opleveren.", room=room,
    )  # fmt: skip
    return [Sentence(told)]


def _borrowed(choice: YearPlan) -> list[Sentence]:
    """Say of a project without a list of its own whose activities were chosen from."""
    if choice.is_own:
        return []
    told = say("Gekozen is uit de activiteiten van het pakket: het project heeft er geen eigen.")
    return [Sentence(told)]


def challenge_notes(evidence: pd.DataFrame) -> Fragment:
    """Set beside what most members ask for how many of the planned days go to it."""
    days = float(evidence["days_planned"].sum())
    evidence = cited(evidence, "evidence", key=["challenge"])
    need = evidence["need"].dropna().astype(float).nlargest(MOST_NOTES, keep="all")
    asked = evidence.loc[need.index]
    return bullets([_asked_for(row, days) for row in records(asked)])


def _notes(evidence: pd.DataFrame, days: float) -> list[Sentence]:
    evidence = cited(evidence, "evidence", key=["challenge"])
    most = evidence.sort_values("days_planned", ascending=False, kind="stable").iloc[0]
    served = sourced(float((evidence["planned"] > 0).sum()), "evidence", "count(planned > 0)")
    all_of_them = sourced(float(len(evidence)), "evidence", "count(challenge)")
    told = [
        Sentence(
            say(
                "De meeste dagen gaan naar {challenge}: {part} van de {whole}.",
                challenge=_phrase(most["challenge"]),
                part=labels.number(most["days_planned"]),
                whole=labels.number(days),
            )
        ),
        Sentence(
            say(
                "Het plan werkt aan {part} van de {whole} uitdagingen.",
                part=labels.number(served),
                whole=labels.number(all_of_them),
            )
        ),
    ]
    left_out = [_phrase(code) for code in evidence.loc[evidence["planned"] == 0, "challenge"]]
    if left_out:
        none = say("Voor {challenges} is niets gepland.", challenges=labels.listing(left_out))
        told.append(Sentence(none))
    return told


def _asked_for(row: dict[Hashable, Any], days: float) -> Sentence:
    """Say of one challenge which share of the members asks for it and which days it gets."""
    planned = row["days_planned"]
    given = say("gaat in het plan geen enkele dag")
    if planned:
        given = say(
            "gaat {days}, {part} van het plan,"
            if planned == 1
            else "gaan {days}, {part} van het plan,",
            days=labels.counted(planned, "dag", "dagen"),
            part=labels.percent(
                sourced(
                    planned / days,
                    "evidence",
                    "days_planned / sum(days_planned)",
                    challenge=row["challenge"],
                )
            ),
        )
    return Sentence(
        say(
            "Steun voor {challenge} vraagt {share} van de leden die antwoordden. Daar {given} "
            "naartoe.",
            challenge=_phrase(row["challenge"]),
            share=labels.percent(row["need"]),
            given=given,
        )
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
    read, rejected = (
        labels.number(sourced(float(rows[name].sum()), "accounting", f"sum({name})"))
        for name in ("read", "rejected")
    )
    count = sourced(float(rows["file"].nunique()), "accounting", "count(file)")
    files = labels.counted(count, "bestand", "bestanden")
    return bullets(
        [
            Sentence(
                say(
                    "Gegevens: de exports van {year} en van de jaren ervoor, zoals het team ze "
                    "kreeg.",
                    year=year,
                )
            ),
            Sentence(
                say(
                    "Bronnen: {files} van {year} met {read} rijen, waarvan {rejected} afgekeurd.",
                    files=files,
                    year=year,
                    read=read,
                    rejected=rejected,
                )
            ),
            Sentence(
                say(
                    "Vingerafdruk: {fingerprint}. Dezelfde exports en instellingen geven dezelfde "
                    "vingerafdruk en dezelfde bladzijden.",
                    fingerprint=fingerprint,
                )
            ),
            Sentence(
                say(
                    "Vragen over de cijfers: het team van {organisation}.",
                    organisation=organisation,
                )
            ),
        ]
    )
