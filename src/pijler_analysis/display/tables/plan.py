"""Tables of the action plan: the evidence per challenge, what is planned, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import cited, marked_text, origin, quoted
from pijler_analysis.display.subjects import SUBJECTS, subject
from pijler_analysis.display.tables.report_table import ReportTable, TableColumn
from pijler_analysis.schema.columns import CHALLENGES

DASH = "–"
SHORT = 6
"""Letters of the longest number of an activity; what is longer is a name of the list."""


@or_one_line
def challenge_table(
    evidence: pd.DataFrame,
    *,
    label: str = "uitdagingen",
    caption: str = "De elf uitdagingen: wat leden vragen, wat gebeurde, wat gepland is",
) -> ReportTable:
    """Lay what is known of each challenge side by side.

    Parameters
    ----------
    evidence : one row per challenge, with ``need, need_low, need_high, questions, activities,
        done, planned, days_planned``
    """
    if evidence.empty:
        raise NothingToShowError("Over de uitdagingen zijn er geen gegevens.")
    evidence = cited(evidence, "evidence", key=["challenge"])
    frame = pd.DataFrame(
        {
            "challenge": labels.labels("challenge", evidence["challenge"]),
            "need": [_share(value) for value in evidence["need"]],
            "sure": [
                _limits(low, high)
                for low, high in zip(evidence["need_low"], evidence["need_high"], strict=True)
            ],
            "questions": [_count(value) for value in evidence["questions"]],
            "done": [
                say("{part} van {whole}", part=labels.number(done), whole=labels.number(n))
                if n
                else DASH
                for done, n in zip(evidence["done"], evidence["activities"], strict=True)
            ],
            "planned": [_count(value) for value in evidence["planned"]],
            "days": [_count(value) for value in evidence["days_planned"]],
        }
    )
    columns = [
        TableColumn("challenge", "Uitdaging", width="1fr"),
        TableColumn("need", "Vraagt steun", "right"),
        TableColumn("sure", "Zekerheid", "right"),
        TableColumn("questions", "Vragen helpdesk", "right", width="17mm"),
        TableColumn("done", "Gedaan dit jaar", "right", width="17mm"),
        TableColumn("planned", "Volgend jaar", "right", width="17mm"),
        TableColumn("days", "Dagen", "right"),
    ]
    waves = evidence["wave"].dropna() if "wave" in evidence else pd.Series(dtype="Int64")
    wave = say(" van {year}", year=int(waves.max())) if len(waves) else ""
    note = say(
        "Vraagt steun: aandeel van de leden die antwoordden in de bevraging{wave}. "
        "–: niet gevraagd of te klein om te tonen. Volgend jaar: activiteiten in het plan "
        "en hun werkdagen.",
        wave=wave,
    )
    return ReportTable(frame, columns, caption, label, note=note)


def number_columns(ids: Iterable[str]) -> list[TableColumn]:
    """Return the column of the numbers, none where one is a name that takes the room of words.

    >>> [len(number_columns(ids)) for ids in (["A01", "A02"], ["A01", "kwaliteit.vorming"])]
    [1, 0]
    """
    is_short = all(len(str(id)) <= SHORT for id in ids)
    return [TableColumn("activity_id", "Nr")] if is_short else []


@or_one_line
def activities_table(
    activities: pd.DataFrame,
    *,
    label: str = "activiteiten",
    caption: str = "Activiteiten per uitdaging",
) -> ReportTable:
    """Print a plan: who does what, when, in how many days, to which end.

    Parameters
    ----------
    activities : clean table of a plan
    """
    ordered = cited(_by_challenge(activities), "plan", key=["activity_id"])
    known = {id: subject(id).name for id in SUBJECTS}
    frame = ordered.assign(
        who=[
            "\n".join(
                filter(None, (_blank(role), quarter, day and say("bekijken op {day}", day=day)))
            )
            for role, quarter, day in zip(
                ordered["owner_role"],
                _marked(ordered, "quarter", _coded(ordered["quarter"], "quarter")),
                _marked(ordered, "review_on", [_day(day) for day in ordered["review_on"]]),
                strict=True,
            )
        ],
        goal=[
            "\n".join(part for part in (known.get(one, _blank(one)), quoted(_blank(goal))) if part)
            for one, goal in zip(ordered["indicator"], ordered["goal"], strict=True)
        ],
    )
    columns = [
        *number_columns(ordered["activity_id"]),
        TableColumn("activity", "Activiteit", width="1fr"),
        TableColumn("who", "Wie en wanneer", width="42mm"),
        TableColumn("days_planned", "Dagen", "right", write=_count),
        TableColumn("budget_eur", "Euro", "right", write=_count),
        TableColumn("goal", "Kerncijfer en doel", width="48mm"),
    ]
    return ReportTable(frame, columns, caption, label, groups=challenge_headings(ordered))


@or_one_line
def targets_table(
    targets: pd.DataFrame,
    *,
    label: str = "doelen",
    caption: str = "Wat elke activiteit moet bewegen, en of dat te tonen is",
) -> ReportTable:
    """Print where the indicator of each activity stands, where it should go, if that can show.

    Parameters
    ----------
    targets : see ``strategy.measurable.measurable_targets``
    """
    ordered = cited(_by_challenge(targets), "targets", key=["activity_id"])
    latest = ordered["measured_in"].max()
    frame = pd.DataFrame(
        {
            "activity_id": ordered["activity_id"],
            "activity": [
                f"{quoted(activity)}\n{subject(id).name}"
                for activity, id in zip(ordered["activity"], ordered["indicator"], strict=True)
            ],
            "baseline": [
                _quantity(value, unit) + ("" if year == latest else f" ({year})")
                for value, unit, year in zip(
                    ordered["baseline"], ordered["unit"], ordered["measured_in"], strict=True
                )
            ],
            "target": _quantities(ordered["target"], ordered["unit"]),
            "detectable": [
                _size(value, unit)
                for value, unit in zip(ordered["detectable"], ordered["unit"], strict=True)
            ],
            "chance": showable(ordered),
        }
    )  # fmt: skip
    columns = [
        *number_columns(ordered["activity_id"]),
        TableColumn("activity", "Activiteit en kerncijfer", width="1fr"),
        TableColumn("baseline", say("In {year}", year=latest), "right"),
        TableColumn("target", "Doel", "right"),
        TableColumn("detectable", "Te tonen vanaf", "right"),
        TableColumn("chance", "Te tonen?", width="21mm"),
    ]
    note = say(
        "Te tonen vanaf: de kleinste verandering die vaststaat en ertoe doet. Van een bevraging is "
        "dat de verandering die met vier kansen op vijf boven het toeval uitkomt. Verschillende "
        "activiteiten kunnen hetzelfde kerncijfer bewegen; wie wat deed, zegt het cijfer niet."
    )
    return ReportTable(
        frame, columns, caption, label, groups=challenge_headings(ordered), note=note
    )


def _size(value: float, unit: str) -> str:
    if pd.isna(value):
        return DASH
    return labels.difference(value, unit, signed=False, decimals=labels.decimals_of(value, unit))


def showable(targets: pd.DataFrame) -> list[str]:
    """Say of each target in words whether reaching it would show.

    Parameters
    ----------
    targets : ``target, chance, detectable``
    """
    told = zip(targets["target"], targets["chance"], targets["detectable"], strict=True)
    return [_chance(*row) for row in told]


def _chance(target: float, chance: float, detectable: float) -> str:
    """Say whether the change wanted would show."""
    if pd.isna(target):
        return say("geen doel in cijfers")
    if pd.isna(chance):
        return say("pas bij een bevraging") if pd.notna(detectable) else DASH
    if chance in (0, 1):
        return say("ja" if chance else "nee, te klein")
    return say("kans van {percent}", percent=labels.percent(chance))


def _quantities(values: pd.Series, units: pd.Series) -> list[str]:
    return [_quantity(value, unit) for value, unit in zip(values, units, strict=True)]


def _quantity(value: float, unit: str) -> str:
    if pd.isna(value):
        return DASH
    return labels.quantity(value, unit, decimals=labels.decimals_of(value, unit))


@or_one_line
def partnership_table(
    activities: pd.DataFrame,
    *,
    label: str = "partnerschap",
    caption: str = "Hoe elke activiteit gelijkwaardig partnerschap of innovatie dient",
) -> ReportTable:
    """Print of each activity how it serves equal partnership or innovation, in its own words."""
    ordered = cited(_by_challenge(activities), "plan", key=["activity_id"])
    columns = [
        *number_columns(ordered["activity_id"]),
        TableColumn("activity", "Activiteit", width="1fr"),
        TableColumn("remark", "Hoe", width="1fr"),
    ]
    return ReportTable(ordered, columns, caption, label, groups=challenge_headings(ordered))


def _by_challenge(activities: pd.DataFrame) -> pd.DataFrame:
    """Put activities in the order of the strategy paper; stop where there are none."""
    if activities.empty:
        raise NothingToShowError("Er is geen actieplan met activiteiten.")
    order = {challenge: place for place, challenge in enumerate(CHALLENGES)}
    return activities.sort_values(
        "challenge", key=lambda codes: codes.map(order), kind="stable", ignore_index=True
    )


def challenge_headings(ordered: pd.DataFrame) -> list[tuple[int, str]]:
    """Return where the rows of each challenge begin, and what it is called."""
    codes = ordered["challenge"].tolist()
    return [
        (place, labels.label("challenge", code))
        for place, code in enumerate(codes)
        if not place or codes[place - 1] != code
    ]


def _marked(activities: pd.DataFrame, column: str, texts: Sequence[str]) -> list[str]:
    """Let the digits of texts made from a column tell the activity they stand at."""
    ids = activities["activity_id"].astype(str)
    return [
        marked_text(text, origin("plan", column, activity_id=id))
        for id, text in zip(ids, texts, strict=True)
    ]


def _day(day: pd.Timestamp) -> str:
    return "" if pd.isna(day) else labels.day(day)


def _coded(codes: pd.Series, dimension: str, *, form: str = "label") -> list[str]:
    return ["" if pd.isna(code) else labels.label(dimension, code, form=form) for code in codes]


def _blank(value: str | None) -> str:
    return "" if value is None or pd.isna(value) else value


def _count(value: float) -> str:
    if pd.isna(value):
        return DASH
    return labels.number(value, decimals=0 if float(value).is_integer() else 1)


def _share(value: float) -> str:
    return DASH if pd.isna(value) else labels.percent(value)


def _limits(low: float, high: float) -> str:
    return "" if pd.isna(low) or pd.isna(high) else labels.value_range(low, high, "share")
