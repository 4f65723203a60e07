"""Tables of a choice of activities: what is used, what is left out and why, what more would buy."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.language import say, say_note
from pijler_analysis.display.numbers import (
    Quoted,
    cited,
    marked_text,
    origin,
    quoted,
    records,
    sourced,
    unmarked,
)
from pijler_analysis.display.subjects import subject
from pijler_analysis.display.tables.plan import challenge_headings, number_columns
from pijler_analysis.display.tables.report_table import ReportTable, TableColumn

ADVICE = {"stop": "Stoppen", "continue": "Voortzetten", "adjust": "Bijsturen"}
WHY = {
    "dropped": "geschrapt in de loop van het jaar",
    "not_started": "niet begonnen",
    "unfinished": "niet klaar op het einde van het jaar",
    "overspent": "kostte meer dan een kwart meer dagen dan gepland",
    "worse": "gedaan, maar het kerncijfer ging de verkeerde kant op",
    "better": "gedaan, en het kerncijfer ging vooruit",
    "same": "gedaan; het kerncijfer bleef ongeveer gelijk",
    "unclear": "gedaan; of het verschil van belang is, valt niet te zeggen",
}
ROBUST = {"always": "altijd", "depends": "hangt ervan af", "never": "nooit"}
BODIES = {"steering_group": "Stuurgroep", "panel": "Panel", "management": "Directie"}


@or_one_line
def review_table(
    review: pd.DataFrame,
    *,
    label: str = "terugblik",
    caption: str = "Wat elke activiteit deed, en wat we daaruit afleiden",
) -> ReportTable:
    """Print the suggestion for each activity of a plan, with its reason.

    Parameters
    ----------
    review : see ``strategy.review.review_activities``
    """
    if review.empty:
        raise NothingToShowError("Er is geen plan van dit jaar om op terug te kijken.")
    review = cited(review, "review", key=["activity_id"])
    frame = review.assign(
        days=[
            say("{part} van {whole}", part=days_text(spent), whole=days_text(planned))
            for spent, planned in zip(review["days_spent"], review["days_planned"], strict=True)
        ],
        moved=[
            f"{change_text(promised, unit)}\n{change_text(change, unit)}"
            for promised, change, unit in zip(
                review["promised"], review["change"], review["unit"], strict=True
            )
        ],
        advice=[
            f"{say(ADVICE[advice])}: {say(WHY[why])}"
            for advice, why in zip(review["advice"], review["why"], strict=True)
        ],
    )
    columns = [
        *number_columns(review["activity_id"]),
        TableColumn("activity", "Activiteit", width="1fr"),
        TableColumn("days", "Dagen", "right"),
        TableColumn("moved", "Beloofd en gemeten", "right", width="36mm"),
        TableColumn("advice", "Voorstel, en waarom", width="60mm"),
    ]
    return ReportTable(
        frame, columns, caption, label,
        note="Dagen: besteed van gepland. Beloofd en gemeten: de verandering van het kerncijfer "
        "sinds het jaar ervoor. Een voorstel opent het gesprek; het is geen beslissing.",
    )  # fmt: skip


COUNTED = ("organisations", "sessions", "attendances", "questions", "applications", "addresses",
           "people", "members", "respondents", "activities")  # fmt: skip
"""Units of which a number says only how many there are."""


def change_text(value: float, unit: str) -> str:
    """Write a change with its sign, a dash where there is none to show."""
    if pd.isna(value) or pd.isna(unit):
        return "–"
    written = labels.difference(value, unit, decimals=labels.decimals_of(value, unit))
    if unit not in COUNTED:
        return written
    is_one = unmarked(written).lstrip(f"+{labels.MINUS}") == "1"
    return f"{written} {labels.label('unit', unit, form='short' if is_one else 'label')}"


@or_one_line
def objectives_table(
    objectives: pd.DataFrame,
    *,
    label: str = "doelstellingen",
    caption: str = "De doelen van de inspiratienota: gehaald of niet, en hoe we dat weten",
) -> ReportTable:
    """Print of every objective whether it was met, by which figure or on whose word.

    Parameters
    ----------
    objectives : see ``strategy.objectives.judge_objectives``
    """
    if objectives.empty:
        raise NothingToShowError("De inspiratienota noemt geen doelen.")
    objectives = cited(objectives, "objectives", key=["objective_id"])
    frame = objectives.assign(
        how=[_how(row) for row in records(objectives)],
        status=[labels.capitalised(say(str(one))) for one in objectives["status"]],
    )
    columns = [
        TableColumn("objective", "Doelstelling", width="1fr"),
        TableColumn("status", "Stand"),
        TableColumn("how", "Hoe we dat weten", width="62mm"),
    ]
    return ReportTable(frame, columns, caption, label, groups=challenge_headings(objectives))


def _how(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["indicator"]):
        return quoted(row["why"])
    name = say(subject(row["indicator"]).name)
    target = labels.quantity(row["target"], row["unit"])
    if pd.isna(row["value"]):
        return say("{name}: doel {target}", name=name, target=target)
    value = labels.quantity(row["value"], row["unit"])
    return say("{name}: {value} in {year}, doel {target}",
               name=name, value=value, year=int(row["measured_in"]), target=target)  # fmt: skip


@or_one_line
def capacity_table(
    use: pd.DataFrame,
    *,
    label: str = "capaciteit",
    caption: str = "Werkdagen gebruikt van de dagen die er zijn, per rol en kwartaal",
) -> ReportTable:
    """Print how full each role is in each quarter.

    Parameters
    ----------
    use : ``role, quarter, used, available``
    """
    if use.empty:
        raise NothingToShowError("Er is geen plan dat dagen vraagt.")
    use = cited(use, "use", key=["role", "quarter"])
    cells = use.assign(
        cell=[
            say("{part} van {whole}", part=days_text(used), whole=days_text(available))
            for used, available in zip(use["used"], use["available"], strict=True)
        ]
    )
    wide = cells.pivot(index="role", columns="quarter", values="cell").reindex(
        use["role"].drop_duplicates()
    )
    frame = wide.rename(columns={quarter: f"q{quarter}" for quarter in wide}).reset_index()
    frame["role"] = [role.capitalize() for role in frame["role"]]
    numbered: list[Any] = list(wide)  # as in the table: what is computed forgets its cell
    quarters = [
        TableColumn(f"q{n}", say("Kwartaal {number}", number=labels.number(n)), "right")
        for n in numbered
    ]
    return ReportTable(frame, [TableColumn("role", "Rol", width="1fr"), *quarters], caption, label)


@or_one_line
def left_out_table(
    left_out: pd.DataFrame,
    names: Mapping[str, str],
    *,
    most: int = 10,
    label: str = "buiten_het_plan",
    caption: str = "Wat het meest zou opleveren en er toch niet bij kan",
) -> ReportTable:
    """Print the activities of most worth that did not fit, and what each falls short of.

    Parameters
    ----------
    left_out : ``activity_id, reason, value``
    names : what each activity is called
    most : how many rows
    """
    if left_out.empty:
        raise NothingToShowError("Alles wat kan, past erin.")
    left_out = cited(left_out, "left_out", key=["activity_id"])
    worth = left_out.sort_values("value", ascending=False, kind="stable").head(most)
    frame = worth.assign(
        activity=worth["activity_id"].map(dict(names)),
        reason=[_worded(reason, names) for reason in worth["reason"]],
    )
    columns = [
        TableColumn("activity", "Activiteit", width="1fr"),
        TableColumn("reason", "Wat ontbreekt", width="82mm"),
    ]
    rest = sourced(float(len(left_out) - len(frame)), "left_out", "count(not shown)")
    note = (
        say(
            "Nog {number} andere passen er niet in.",
            number=labels.number(rest),
        )
        if rest
        else ""
    )
    return ReportTable(frame, columns, caption, label, note=note)


@or_one_line
def sweep_table(
    sweep: pd.DataFrame,
    names: Mapping[str, str],
    *,
    label: str = "meer_mensen",
    caption: str = "Wat meer of minder mensen en middelen zouden geven",
) -> ReportTable:
    """Print what other numbers of people and euro would buy.

    Parameters
    ----------
    sweep : ``fte, extra_eur, activities, gained, lost, conflict``
    names : what each activity is called
    """
    if sweep.empty:
        raise NothingToShowError("Er is geen plan om met meer of minder mensen te vergelijken.")
    sweep = cited(sweep, "sweep", key=["fte", "extra_eur"])
    frame = pd.DataFrame(
        {
            "fte": [labels.number(value, decimals=1) for value in sweep["fte"]],
            "eur": [labels.euro(value) if value else "" for value in sweep["extra_eur"]],
            "n": [
                "" if conflict else labels.number(n)
                for n, conflict in zip(sweep["activities"], sweep["conflict"], strict=True)
            ],
            "what": [_difference(row, names) for row in records(sweep)],
        }
    )
    columns = [
        TableColumn("fte", "Voltijds", "right"),
        TableColumn("eur", "Euro extra", "right"),
        TableColumn("n", "Activiteiten", "right"),
        TableColumn("what", "Verschil met deze keuze", width="1fr"),
    ]
    return ReportTable(frame, columns, caption, label)


@or_one_line
def robust_table(
    robustness: pd.DataFrame,
    activities: pd.DataFrame,
    *,
    label: str = "hoe_vast",
    caption: str = "Nieuwe activiteiten die bij alle of bij sommige gewichten gekozen worden",
) -> ReportTable:
    """Print which new activities are chosen whatever the weights, and which depend on them.

    Parameters
    ----------
    robustness : ``activity_id, share, robust``
    activities : ``activity_id, activity, is_running``
    """
    if robustness.empty:
        raise NothingToShowError("Er zijn geen activiteiten om uit te kiezen.")
    robustness = cited(robustness, "robustness", key=["activity_id"])
    new = activities.loc[~activities["is_running"], ["activity_id", "activity"]]
    table = robustness.merge(new, on="activity_id", validate="one_to_one")
    ever = table[table["robust"] != "never"].sort_values("share", ascending=False, kind="stable")
    if ever.empty:
        raise NothingToShowError("Bij geen enkel gewicht past er iets nieuws bij.")
    frame = ever.assign(robust=[say(ROBUST[one]) for one in ever["robust"]])
    columns = [
        TableColumn("activity", "Activiteit", width="1fr"),
        TableColumn("share", "Gekozen bij", "right", write=labels.percent),
        TableColumn("robust", "Hoe vast"),
    ]
    rest = sourced(float(len(table) - len(ever)), "robustness", "count(never and new)")
    note = say(
        "Gekozen bij: deel van de trekkingen van gewichten en cijfers. Nog {number} nieuwe "
        "activiteiten werden nooit gekozen.",
        number=labels.number(rest),
    )
    return ReportTable(frame, columns, caption, label, note=note)


@or_one_line
def consultation_table(
    advice: pd.DataFrame,
    *,
    label: str = "overleg",
    caption: str = "Met wie dit plan besproken werd",
) -> ReportTable:
    """Print the advice on a plan, and why the plan departs from it where it does.

    Parameters
    ----------
    advice : ``who, date, advice, followed, why``
    """
    if advice.empty:
        raise NothingToShowError("Van overleg over dit plan is niets bewaard.")
    advice = cited(advice, "advice", key=["who"])
    frame = pd.DataFrame(
        {
            "who": [say(BODIES[one]) for one in advice["who"]],
            "date": [
                marked_text(f"{day.day}/{day.month}/{day.year}", origin("advice", "date", who=who))
                for who, day in zip(advice["who"], advice["date"], strict=True)
            ],
            "advice": advice["advice"],
            "answer": [
                say("Gevolgd.") if followed else say("Niet gevolgd. {why}", why=quoted(why))
                for followed, why in zip(advice["followed"], advice["why"], strict=True)
            ],
        }
    )
    columns = [
        TableColumn("who", "Met wie"),
        TableColumn("date", "Wanneer", "right"),
        TableColumn("advice", "Advies", width="1fr"),
        TableColumn("answer", "Wat het plan ermee doet", width="1fr"),
    ]
    return ReportTable(frame, columns, caption, label)


def _worded(reason: str, names: Mapping[str, str]) -> str:
    """Return a reason with the names of activities for their ids."""
    told = "; ".join(say_note(part) for part in reason.split("; "))
    told = re.sub(r"\b[a-z]+\.[a-z_]+\b", lambda id: names.get(id[0], id[0]), told)
    return marked_text(told, reason.origin) if isinstance(reason, Quoted) else told


def _difference(row: Mapping, names: Mapping[str, str]) -> str:
    if row["conflict"]:
        return say("Het lopende werk past er niet meer in.")
    parts = [
        f"{word}: {'; '.join(names[id] for id in row[part])}"
        for word, part in ((say("Erbij"), "gained"), (say("Eruit"), "lost"))
        if row[part]
    ]
    return ". ".join(parts) or say("Geen verschil.")


def days_text(value: float) -> str:
    """Write days, a dash where nobody filled them in."""
    if pd.isna(value):
        return "–"
    return labels.number(value, decimals=0 if float(value).is_integer() else 1)
