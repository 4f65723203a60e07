"""Shares among the respondents of a survey: as answered, and weighted to those invited.

Only responses that were submitted count. A blank, *no experience* and an item that was not shown
leave the denominator of the item. Both intervals know how many were invited.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Rows
from pijler_analysis.indicators.organisations import register_column
from pijler_analysis.protect.disclosure import WHOLE_NETWORK
from pijler_analysis.schema.columns import BLOCKS, CHALLENGES
from pijler_analysis.schema.notes import NO_EXPERIENCE
from pijler_analysis.schema.results import TOTAL, UNKNOWN
from pijler_analysis.stats.association import rank_correlation
from pijler_analysis.stats.proportions import proportion_interval
from pijler_analysis.stats.survey import proportion
from pijler_analysis.stats.weights import rake

CONFIDENCE = 0.95
NARROW = 0.8
WEIGHT_CAP = 5.0
FEWEST_PAIRS = 30
"""With fewer judgements of both, how far they go together says nothing."""
OUTSIDE_THE_SCALE = ("no_experience", "not_applicable", "dont_know")
"""Why an item has no answer that were answers all the same."""

Estimates = Mapping[str, Any] | pd.DataFrame


def complete(data: YearData, audience: str) -> pd.DataFrame:
    """Return the responses of an audience that were submitted."""
    table = data.survey_members if audience == "members" else data.survey_stakeholders
    return table[table["is_complete"].fillna(False)]


def satisfied(data: YearData, audience: str) -> pd.DataFrame:
    """Return one boolean column per block: satisfied, not, or missing where not answered."""
    answers, questions = complete(data, audience), asked_items(data, audience)
    asked = [block for block in BLOCKS if f"satisfaction_{block}" in questions.index]
    return pd.DataFrame(
        {
            block: (answers[column] >= questions.loc[column, "scale_top"]).astype("boolean")
            for block, column in ((block, f"satisfaction_{block}") for block in asked)
        },
        index=answers.index,
    )


def answer_rows(data: YearData, audience: str, *, population: int | None) -> Rows:
    """Give the share of each answer to each block, lowest first, as group ``block place/scale``."""
    given = block_answers(data, audience)
    return plain_shares(given, by="block_answer", population=population) if len(given) else []


def importance_rows(data: YearData, audience: str, *, population: int | None) -> Rows:
    """Tell how far each block goes with the judgement of the whole; few pairs tell nothing."""
    answers, asked = complete(data, audience), satisfied(data, audience)
    if "overall" not in asked:
        return []
    rows = []
    for block in asked.columns.drop("overall"):
        pair = answers[[f"satisfaction_{block}", "satisfaction_overall"]].astype("Float64")
        one, whole = (pair[name].to_numpy(dtype=float, na_value=np.nan) for name in pair)
        wide, narrow = (
            rank_correlation(one, whole, population=population, confidence=confidence)
            for confidence in (CONFIDENCE, NARROW)
        )
        if wide["n"] < FEWEST_PAIRS:
            continue
        limits = {"low": wide["low"], "high": wide["high"],
                  "low_80": narrow["low"], "high_80": narrow["high"]}  # fmt: skip
        rows.append(
            {
                "by": "block", "group": block, "denominator": wide["n"],
                "estimate": wide["estimate"], "population": population,
                "interval": "confidence", "confidence": CONFIDENCE, "method": "spearman",
            } | limits
        )  # fmt: skip
    return rows


def block_answers(data: YearData, audience: str) -> pd.DataFrame:
    """Return one boolean column per block and answer: ``block place/scale``, lowest first."""
    answers, scales = complete(data, audience), asked_items(data, audience)["scale_max"]
    columns = {}
    for block in satisfied(data, audience):
        scale = int(scales[f"satisfaction_{block}"])
        given = answers[f"satisfaction_{block}"]
        for place in range(1, scale + 1):
            columns[f"{block} {place}/{scale}"] = (given == place).astype("boolean")
    return pd.DataFrame(columns, index=answers.index)


def has_experience(data: YearData, audience: str) -> pd.DataFrame:
    """Return one boolean column per block: judged it, said to have no experience, or missing.

    A block that hardly anyone lacks experience with is left out: its counts beside those of the
    judgements would tell how few these are.
    """
    answers, said = complete(data, audience), data.unanswered
    said = said[(said["audience"] == audience) & said["why"].isin(OUTSIDE_THE_SCALE)]
    columns = {}
    for block in satisfied(data, audience):
        item = f"satisfaction_{block}"
        without = answers["response_id"].isin(said.loc[said["item"] == item, "response_id"])
        if int(without.sum()) >= data.settings.protection.smallest_cell:
            judged = answers[item].notna().astype("boolean")
            columns[block] = judged.where(judged | without)
    return pd.DataFrame(columns, index=answers.index)


def member_practice(data: YearData, item: str) -> Rows:
    """Give the share of the members that said yes to an item; nothing where it was not asked."""
    answers = complete(data, "members")
    if item not in asked_items(data, "members").index or answers.empty:
        return []
    return weighted_and_not(data, answers[[item]], by=TOTAL, total=item)


def needs(data: YearData, audience: str) -> pd.DataFrame:
    """Return one boolean column per challenge that was offered."""
    answers, questions = complete(data, audience), asked_items(data, audience)
    asked = [challenge for challenge in CHALLENGES if f"need_{challenge}" in questions.index]
    return pd.DataFrame(
        {challenge: answers[f"need_{challenge}"] for challenge in asked}, index=answers.index
    )


def with_silence(rows: Rows, data: YearData, audience: str) -> Rows:
    """Note at each block how many had no experience with it or did not know; few stay unsaid.

    Of an audience of fewer than a hundred no number is exact, and this one would stand beside
    figures that are rounded for that.
    """
    said = data.unanswered
    said = said[(said["audience"] == audience) & said["why"].isin(OUTSIDE_THE_SCALE)]
    submitted = complete(data, audience)["response_id"]
    counts = said[said["response_id"].isin(submitted)]["item"].value_counts()
    rules = data.settings.protection
    step = 1 if len(submitted) >= WHOLE_NETWORK else rules.rounding
    noted = []
    for row in rows:
        block = "overall" if row["by"] == TOTAL else row["group"]
        number = int(counts.get(f"satisfaction_{block}", 0))
        shown = _about(number, step=step, fewest=rules.smallest_cell)
        note = NO_EXPERIENCE.format(number=shown) if number else None
        noted.append(row | {"note": note})
    return noted


def _about(number: int, *, step: int, fewest: int) -> str:
    """Say a number of persons as far as it may be said.

    >>> _about(13, step=5, fewest=5), _about(13, step=1, fewest=5), _about(3, step=1, fewest=5)
    ('ongeveer 15', '13', 'minder dan 5')
    """
    if number < fewest:
        return f"minder dan {fewest}"
    return str(number) if step == 1 else f"ongeveer {(number + step // 2) // step * step}"


def asked_items(data: YearData, audience: str) -> pd.DataFrame:
    """Return the items an audience was asked, by the column they fill."""
    questions = data.questions
    return questions[questions["audience"] == audience].set_index("item")


def weighted_and_not(
    data: YearData, answers: pd.DataFrame, *, by: str, total: str | None = None
) -> Rows:
    """Give the members' shares as answered and weighted, among all those invited.

    Without a list of who was invited, the population is not known and taken as without end.
    """
    if answers.empty:
        return []
    return [
        *plain_shares(answers, by=by, total=total, population=len(data.invitations) or None),
        *_weighted_shares(data, answers, by=by, total=total),
    ]


def plain_shares(
    answers: pd.DataFrame, *, by: str, total: str | None = None, population: int | None = None
) -> Rows:
    """Give each item's share as answered; the item ``total`` stands as the total."""
    yes, given = answers.sum(), answers.notna().sum()
    wide, narrow = (
        proportion_interval(
            yes.to_numpy(dtype=float),
            given.to_numpy(dtype=float),
            population=population,
            confidence=confidence,
        )
        for confidence in (CONFIDENCE, NARROW)
    )
    return _rows(answers, wide, narrow, by=by, total=total, population=population)


def _weighted_shares(data: YearData, answers: pd.DataFrame, *, by: str, total: str | None) -> Rows:
    """Give each item's share with the respondents weighted to the composition of the invited."""
    population = len(data.invitations)
    raking = rake_members(data)
    if raking is None:
        return []
    answered = answers.loc[raking["respondents"]]
    wide, narrow = (
        proportion(answered, raking=raking, population=population, confidence=confidence)
        for confidence in (CONFIDENCE, NARROW)
    )
    rows = _rows(answered, wide, narrow, by=by, total=total, population=population)
    return [row | {"weighted": True, "method": f"raked, {row['method']}"} for row in rows]


def _rows(
    answers: pd.DataFrame, wide: Estimates, narrow: Estimates, *, by: str, total: str | None,
    population: int | None,
) -> Rows:  # fmt: skip
    """Lay estimates with 95 % and 80 % intervals out as result rows, one per item."""
    columns = {
        "numerator": answers.sum(),
        "denominator": answers.notna().sum(),
        "estimate": wide["estimate"],
        "low": wide["low"],
        "high": wide["high"],
        "low_80": narrow["low"],
        "high_80": narrow["high"],
        "method": wide["method"],
    }
    table = pd.DataFrame({name: np.asarray(column) for name, column in columns.items()})
    rows: Rows = [
        {"by": TOTAL, "group": TOTAL} if item == total else {"by": by, "group": item}
        for item in answers
    ]
    common = {"population": population, "interval": "confidence", "confidence": CONFIDENCE}
    return [
        row | {str(name): value for name, value in numbers.items()} | common
        for row, numbers in zip(rows, table.to_dict("records"), strict=True)
    ]


@once_a_year
def rake_members(data: YearData) -> dict[str, Any] | None:
    """Weight the members that answered to the provinces and diaspora status of those invited.

    Respondents who cannot be found among the invited have no weight. A class of the invited from
    which nobody answered is left out of its margin; the others stand for it.

    Returns
    -------
    what ``stats.weights.rake`` returns, with ``respondents`` the index of the rows weighted;
    None when there is nobody to weight
    """
    members = complete(data, "members")
    respondents = members[
        members["organisation_id"].isin(data.invitations["organisation_id"].dropna())
    ]
    if respondents.empty:
        return None
    invited = weighting_classes(data, data.invitations["organisation_id"])
    classes = weighting_classes(data, respondents["organisation_id"])
    margins: dict[Any, pd.Series] = {}
    for name in classes:
        totals = invited[name].value_counts()
        answered = totals[totals.index.isin(classes[name])]
        margins[name] = answered * (len(data.invitations) / answered.sum())
    return rake(classes, margins, cap=WEIGHT_CAP) | {"respondents": respondents.index}


def weighting_classes(data: YearData, organisation_ids: pd.Series) -> pd.DataFrame:
    """Return the weighting classes of organisations; what is not known is a class of its own."""
    return pd.DataFrame(
        {
            name: register_column(data, organisation_ids, name)
            .astype("string")
            .fillna(UNKNOWN)
            .astype(object)
            for name in ("province", "is_diaspora")
        }
    )
