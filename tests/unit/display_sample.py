"""A made-up result table with every kind of row the display rooms meet.

Six years, census and survey figures, weighted rows, withheld groups, targets, changes.
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.schema.columns import BLOCKS, CHALLENGES
from pijler_analysis.schema.results import result_rows

YEARS = (2019, 2020, 2021, 2022, 2023, 2024)

CENSUS = {
    # indicator: (unit, six values, width of the bounds upwards, target of the last year)
    "reach.registrations": ("organisations", (812, 828, 841, 866, 884, 905), 6, 900),
    "reach.coverage": ("share", (0.677, 0.69, 0.70, 0.722, 0.737, 0.754), 0.005, None),
    "diaspora.share": ("share", (0.071, 0.082, 0.094, 0.111, 0.132, 0.151), 0.03, 0.15),
    "diaspora.organisations_share": (
        "share",
        (0.066, 0.075, 0.088, 0.101, 0.119, 0.134),
        0.04,
        None,
    ),
    "training.sessions": ("sessions", (28, 19, 24, 29, 31, 30), 0, None),
    "training.attendances": ("attendances", (845, 512, 694, 911, 968, 1004), 37, 1000),
    "training.organisations": ("organisations", (251, 172, 214, 268, 281, 296), 41, None),
    "training.reach": ("share", (0.291, 0.198, 0.24, 0.292, 0.301, 0.309), 0.045, 0.35),
    "meeting.attendances": ("attendances", (96, 0, 71, 88, 102, 110), 4, None),
    "day.attendances": ("attendances", (371, 262, 318, 366, 389, 402), 0, None),
    "helpdesk.questions": ("questions", (214, 226, 219, 222, 235, 231), 2, None),
    "helpdesk.conversations": ("questions", (58, 31, 39, 52, 54, 55), 9, None),
    "helpdesk.questions_per_fte": (
        "questions_per_fte",
        (71.3, 75.3, 73.0, 74.0, 78.3, 77.0),
        0.7,
        None,
    ),
    "helpdesk.response_days": ("days", (4, 5, 4, 4, 3, 3), 0, 3),
    "fund.applications": ("applications", (109, 101, 112, 118, 121, 125), 0, None),
    "fund.grant_rate": ("share", (0.817, 0.842, 0.83, 0.822, 0.835, 0.832), 0, 0.80),
    "fund.requested_eur": ("eur", (151230, 140110, 155400, 161020, 170560, 176340), 0, None),
    "fund.granted_eur": ("eur", (88250, 84100, 92400, 95350, 98700, 100450), 0, None),
    "fund.granted_median": ("eur", (950, 950, 980, 1000, 1000, 1000), 0, None),
    "fund.gini": ("index", (0.21, 0.20, 0.22, 0.21, 0.20, 0.19), 0, None),
    "fund.diaspora_share": ("share", (0.08, 0.08, 0.1, 0.11, 0.12, 0.14), 0.04, None),
    "panel.members": ("members", (238, 241, 240, 246, 249, 250), 0, None),
    "panel.presence": ("share", (0.442, 0.388, 0.401, 0.433, 0.447, 0.461), 0.06, 0.50),
    "plan.done_share": ("share", (0.62, 0.48, 0.58, 0.65, 0.66, 0.7), 0, None),
    "plan.days_spent_share": ("share", (0.93, 0.81, 0.9, 0.95, 0.98, 1.04), 0, None),
}
VERDICTS = {
    ("diaspora.share", 2019): "duidelijk",
    ("diaspora.share", 2023): "onzeker",
    ("fund.grant_rate", 2019): "geen verschil van belang",
    ("helpdesk.response_days", 2023): "geen verschil van belang",
    ("panel.presence", 2019): "onzeker",
}
STATUSES = {"training.reach": "niet gehaald", "panel.presence": "niet gehaald"}

GROUPS = {
    ("reach.registrations", "province"): {
        "Antwerpen": 231,
        "Limburg": 98,
        "Oost-Vlaanderen": 214,
        "Vlaams-Brabant": 142,
        "West-Vlaanderen": 151,
        "Brussel": 47,
        "Wallonië": 6,
        "unknown": 16,
    },
    ("diaspora.share", "channel"): {
        "registrations": 0.121,
        "training": 0.172,
        "helpdesk": 0.203,
        "panel": None,
        "steering_group": None,
        "governance": 0.118,
    },
    ("diaspora.organisations_share", "province"): {
        "Antwerpen": 0.181,
        "Limburg": 0.09,
        "Oost-Vlaanderen": 0.14,
        "Vlaams-Brabant": 0.101,
        "West-Vlaanderen": None,
        "Brussel": 0.29,
    },
    ("training.attendances", "province"): {
        "Antwerpen": 210,
        "Limburg": 90,
        "Oost-Vlaanderen": 205,
        "Vlaams-Brabant": 115,
        "West-Vlaanderen": 120,
        "online": 240,
        "unknown": 25,
    },
    ("helpdesk.questions", "asker"): {
        "fourth_pillar": 120,
        "youth": 35,
        "starting": 30,
        "diaspora": 25,
        "civil_society": 15,
        "government": None,
    },
    ("helpdesk.questions", "channel"): {
        "email": 120,
        "telephone": 48,
        "conversation": 55,
        "unknown": 8,
    },
    ("fund.granted_eur", "continent"): {
        "Africa": 71200,
        "Asia": 15900,
        "Latin America": 12100,
        "Europe": 1250,
    },
    ("fund.applications", "continent"): {
        "Africa": 86,
        "Asia": 21,
        "Latin America": 16,
        "Europe": 2,
    },
    ("fund.granted_eur", "province"): {
        "Antwerpen": 27800,
        "Limburg": 9900,
        "Oost-Vlaanderen": 24300,
        "Vlaams-Brabant": 14800,
        "West-Vlaanderen": 17450,
        "Brussel": 4200,
        "unknown": 2000,
    },
    ("fund.applications", "province"): {
        "Antwerpen": 34,
        "Limburg": 12,
        "Oost-Vlaanderen": 30,
        "Vlaams-Brabant": 18,
        "West-Vlaanderen": 22,
        "Brussel": 6,
        "unknown": 3,
    },
    ("panel.presence", "meeting"): {"spring": 0.48, "autumn": 0.44},
    ("fund.gini", "recipients"): {"grantees": 0.19, "applicants": 0.33},
}
SATISFACTION = (0.86, 0.81, 0.77, 0.79, 0.91, 0.88, 0.74, 0.83, 0.69, 0.58)
NEEDS = (0.44, 0.51, 0.78, 0.66, 0.47, 0.29, 0.18, 0.22, 0.33, 0.41, 0.12)


def sample_results() -> pd.DataFrame:
    """Return the whole table."""
    return result_rows([*_census(), *_groups(), *_survey()])


def _row(indicator: str, year: int, estimate: float | None, **others: object) -> dict[str, object]:
    row: dict[str, object] = {
        "indicator": indicator, "version": 1, "year": year, "by": "total", "group": "total",
        "weighted": False, "estimate": estimate, "low": estimate, "high": estimate,
        "interval": "bounds", "basis": "census", "unit": "share", "protection": "",
    }  # fmt: skip
    return row | others


def withheld(row: dict[str, object]) -> dict[str, object]:
    """Return the row as the protection of small groups leaves it."""
    numbers = (
        "numerator", "denominator", "population", "estimate", "low", "high", "low_80", "high_80",
        "target", "status", "verdict",
    )  # fmt: skip
    empty = dict.fromkeys(numbers)
    return row | empty | {"protection": "withheld"}


def _census() -> list[dict[str, object]]:
    rows = []
    for indicator, (unit, values, width, target) in CENSUS.items():
        for year, value in zip(YEARS, values, strict=True):
            share = {"numerator": value * 1200, "denominator": 1200} if unit == "share" else {}
            goal = {}
            if target is not None and year == YEARS[-1]:
                goal = {"target": target, "status": STATUSES.get(indicator, "gehaald")}
            low = value - width / 3 if unit == "share" else value
            rows.append(
                _row(
                    indicator, year, value, unit=unit, low=low, high=value + width, **share, **goal
                )
            )
        for against in (YEARS[0], YEARS[-2]):
            moved = values[-1] - values[YEARS.index(against)]
            verdict = VERDICTS.get((indicator, against), "duidelijk")
            if not moved:
                verdict = "geen verschil van belang"
            rows.append(
                _row(indicator, YEARS[-1], moved, unit=unit, by="change", group=str(against),
                     verdict=verdict)
            )  # fmt: skip
    return rows


def _groups() -> list[dict[str, object]]:
    rows = []
    for (indicator, by), groups in GROUPS.items():
        unit, values, width, _ = CENSUS[indicator]
        for year, level in zip(YEARS, values, strict=True):
            for group, value in groups.items():
                scaled = None if value is None else value * level / values[-1]
                if scaled is not None and unit in ("organisations", "questions", "eur"):
                    scaled = float(round(scaled))
                row = _row(indicator, year, scaled, unit=unit, by=by, group=group)
                if scaled is None:
                    row = withheld(row)
                elif unit == "share":
                    row |= {"numerator": round(scaled * 300), "denominator": 300,
                            "low": scaled - width / 3, "high": scaled + width}  # fmt: skip
                rows.append(row)
    return rows


def _survey() -> list[dict[str, object]]:
    rows = _sample("survey.satisfaction", "block", BLOCKS, SATISFACTION, base=148)
    rows += _sample("survey.needs", "challenge", CHALLENGES, NEEDS, base=152)
    rows += _sample(
        "survey.stakeholder_satisfaction",
        "block",
        ("overall", "website", "helpdesk", "training", "yearly_day"),
        (0.9, 0.8, 0.85, 0.7, 0.85),
        base=45,
        waves=(2024,),
        weights=(False,),
    )
    rows += _sample(
        "survey.stakeholder_needs",
        "challenge",
        CHALLENGES,
        tuple(reversed(NEEDS)),
        base=45,
        waves=(2024,),
        weights=(False,),
    )
    for wave, members, stakeholders in ((2019, 171, 0), (2024, 158, 47)):
        rows += [
            _row("survey.respondents", wave, members + stakeholders, unit="respondents"),
            _row("survey.respondents", wave, members, unit="respondents", by="audience",
                 group="members"),
            _row("survey.response_rate", wave, members / 985, numerator=members, denominator=985),
        ]  # fmt: skip
    moved = {"low": -0.02, "high": 0.08, "basis": "sample", "interval": "confidence"}
    rows += [
        _row("survey.satisfaction", 2024, 0.03, by="change", group="2019",
             verdict="waarschijnlijk", **moved),
        _row("survey.response_rate", 2024, 158 / 985 - 171 / 985, by="change", group="2019",
             verdict="geen verschil van belang"),
        _row("survey.respondents", 2024, 34, by="change", group="2019", verdict="duidelijk",
             unit="respondents"),
    ]  # fmt: skip
    return rows


def _sample(
    indicator: str,
    by: str,
    groups: tuple[str, ...],
    shares: tuple[float, ...],
    *,
    base: int,
    waves: tuple[int, ...] = (2019, 2024),
    weights: tuple[bool, ...] = (False, True),
) -> list[dict[str, object]]:
    rows = []
    for wave in waves:
        for weighted in weights:
            for place, (group, share) in enumerate(zip(groups, shares, strict=True)):
                value = share - 0.03 * (wave == 2019) + 0.02 * weighted
                row = _row(
                    indicator, wave, value, by=by, group=group, weighted=weighted, basis="sample",
                    interval="confidence", confidence=0.95, numerator=round(value * base),
                    denominator=base, population=985 if len(waves) > 1 else None,
                    low=value - 0.06, high=value + 0.05,
                )  # fmt: skip
                hidden = wave == 2019 and place == len(groups) - 1
                rows.append(withheld(row) if hidden else row)
                if group == "overall":
                    goal = {"target": 0.75, "status": "gehaald"} if wave == 2024 else {}
                    rows.append(row | {"by": "total", "group": "total"} | goal)
    return rows


def swap_years(results: pd.DataFrame, *, first: int = 2019, last: int = 2024) -> pd.DataFrame:
    """Return the results as they would be had the raw files of two years been exchanged."""
    swapped = results.copy()
    levels = swapped["by"] != "change"
    other = {first: last, last: first}
    swapped.loc[levels, "year"] = [other.get(int(year), int(year))
                                   for year in swapped.loc[levels, "year"]]  # fmt: skip
    compared = (swapped["by"] == "change") & (swapped["group"] == str(first))
    swapped.loc[compared, "estimate"] = -swapped.loc[compared, "estimate"]
    return swapped


def withhold(results: pd.DataFrame, indicator: str, *, years: tuple[int, ...]) -> pd.DataFrame:
    """Return the results with the totals of some years withheld, and all changes with them."""
    rows = results.to_dict("records")
    return result_rows(
        [
            withheld(row)
            if row["indicator"] == indicator
            and (row["by"] == "change" or (row["by"] == "total" and row["year"] in years))
            else row
            for row in rows
        ]
    )


def sample_catalogue() -> pd.DataFrame:
    """Return a catalogue with the columns the display rooms read."""
    table = pd.DataFrame({"id": list(CENSUS), "unit": [entry[0] for entry in CENSUS.values()]})
    return pd.concat(
        [table, pd.DataFrame({"id": ["survey.satisfaction", "survey.needs"], "unit": "share"})],
        ignore_index=True,
    ).assign(
        name_nl=lambda t: t["id"].map(lambda name: f"Naam van {name}"),
        definition="Aantal organisaties met status actief in het register van het jaar.",
        silence="Het zegt niet hoeveel organisaties er zijn.",
        direction="more",
    )


def sample_activities() -> pd.DataFrame:
    """Return an action plan with its progress."""
    plan = [
        ("A01", "Basisvormingen", "diaspora", 24, 26, "done"),
        ("A02", "Helpdesk over financiering", "financien", 60, 71, "done"),
        ("A03", "Fonds begeleiden", "financien", 80, 78, "done"),
        ("A04", "Uitwisselingsdagen", "netwerk", 20, 12, "running"),
        ("A05", "Handboek aanvullen", "administratie", 15, 15, "done"),
        ("A06", "Studie over landenkantoren", "kwaliteit", 10, 0, "dropped"),
        ("A07", "Vormingen projectwerking", "kwaliteit", 90, 92, "done"),
        ("A08", "Werkgroep met universiteiten", "buitenland", 8, 3, "running"),
        ("A09", "Contact met zusterorganisaties", "europa", 6, 6, "done"),
        ("A10", "Campagne naar mandatarissen", "zichtbaarheid", 12, None, "planned"),
    ]
    names = ["activity_id", "activity", "challenge", "days_planned", "days_spent",
             "activity_status"]  # fmt: skip
    return pd.DataFrame(plan, columns=names).assign(
        owner_role="Medewerker vorming", quarter="Q2", indicator="training.reach",
        goal="35 % van de organisaties volgt een vorming", remark=None, budget_eur=1200.0,
        review_on=pd.Timestamp("2025-07-01"),
    )  # fmt: skip
