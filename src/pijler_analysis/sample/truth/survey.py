"""Truth about the surveys, unweighted: numerator, denominator and estimate only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pijler_analysis.sample.opinions import opinions
from pijler_analysis.sample.remarks import Read, read_remarks
from pijler_analysis.sample.survey import Response
from pijler_analysis.sample.truth.rows import Truth, divided, grouped
from pijler_analysis.sample.world import Year

PRACTICES_ASKED = 2024
"""The wave that asked what members have and do."""
FEWEST = 5
"""How many must lack experience with a block before their number is told."""


def survey(happened: Year) -> list[Truth]:
    """State who answered, how satisfied they are and what they need; nothing between waves."""
    if not happened.invitations:
        return []
    year = happened.year
    members = [one for one in happened.responses if one.is_complete]
    stakeholders = [one for one in happened.stakeholders if one.is_complete]
    audiences = {"members": len(members)} | (
        {"stakeholders": len(stakeholders)} if stakeholders else {}
    )
    rows = [
        Truth("survey.respondents", year, estimate=sum(audiences.values())),
        *grouped("survey.respondents", year, "audience", audiences),
        Truth("survey.invited", year, estimate=len(happened.invitations)),
        divided("survey.response_rate", year, len(members), len(happened.invitations)),
        *_answers("members", year, members, prefix="survey."),
        *_scales(year, members),
    ]
    if year == PRACTICES_ASKED:
        rows += [_practice(year, members, item) for item in members[0].practices]
    if stakeholders:
        rows += _answers("stakeholders", year, stakeholders, prefix="survey.stakeholder_")
    return rows


def _practice(year: int, members: Sequence[Response], item: str) -> Truth:
    told = [one.practices[item] for one in members]
    yes, no = told.count("Ja"), told.count("Nee")
    name = item.removeprefix("has_").replace("prepares_volunteers", "volunteer_preparation")
    return divided(f"survey.{name}", year, yes, yes + no)


def remarks(happened: Year) -> list[Truth]:
    """State what the open answers are about, and how well their two readers agree."""
    answered = (("members", happened.responses), ("stakeholders", happened.stakeholders))
    readings = read_remarks(happened.year, answered)
    rows = []
    for audience, prefix in (("members", "survey."), ("stakeholders", "survey.stakeholder_")):
        read = [one for one in readings if one.audience == audience]
        counts = Counter(code for one in read for code in one.codes)
        rows += [
            divided(
                f"{prefix}remarks", happened.year, count, len(read), by="answer_code", group=code
            )
            for code, count in sorted(counts.items())
        ]
    return [*rows, *_agreement(happened.year, readings)]


def _agreement(year: int, readings: Sequence[Read]) -> list[Truth]:
    """State Cohen's kappa per code, from its definition."""
    twice = [one for one in readings if one.second is not None]
    codes = sorted({code for one in twice for code in (*one.first, *(one.second or ()))})
    rows = []
    for code in codes:
        pairs = Counter((code in one.first, code in (one.second or ())) for one in twice)
        n = len(twice)
        agreed = (pairs[True, True] + pairs[False, False]) / n
        yes = (pairs[True, True] + pairs[True, False]) / n
        too = (pairs[True, True] + pairs[False, True]) / n
        by_chance = yes * too + (1 - yes) * (1 - too)
        rows.append(
            Truth("survey.reader_agreement", year, "answer_code", code, denominator=n,
                  estimate=(agreed - by_chance) / (1 - by_chance))
        )  # fmt: skip
    return rows


def _scales(year: int, complete: Sequence[Response]) -> list[Truth]:
    """State each answer of the members per block, and who judged a block at all."""
    asked = opinions("members", year)
    rows = []
    for block in asked.top:
        given = [one.satisfaction[block] for one in complete]
        ranks = [one.rank for one in given if one.rank is not None]
        for place in range(1, len(asked.scale) + 1):
            group = f"{block} {place}/{len(asked.scale)}"
            count = sum(rank == place for rank in ranks)
            rows.append(
                divided("survey.answers", year, count, len(ranks), by="block_answer", group=group)
            )
        without = sum(one.text == asked.no_experience_text for one in given)
        if without >= FEWEST:
            everyone = len(ranks) + without
            rows.append(
                divided("survey.experience", year, len(ranks), everyone, by="block", group=block)
            )
    return rows


def _answers(audience: str, year: int, complete: Sequence[Response], *, prefix: str) -> list[Truth]:
    asked = opinions(audience, year)
    rows = []
    for block in asked.top:
        ranks = [one.satisfaction[block].rank for one in complete]
        rated = [rank for rank in ranks if rank is not None]
        top = sum(rank >= asked.top_rank for rank in rated)
        by, group = ("total", "total") if block == "overall" else ("block", block)
        rows.append(divided(f"{prefix}satisfaction", year, top, len(rated), by=by, group=group))
    for challenge in asked.needs:
        told = [one.needs[challenge] for one in complete if one.needs[challenge] is not None]
        wanted = sum(one is True for one in told)
        rows.append(
            divided(f"{prefix}needs", year, wanted, len(told), by="challenge", group=challenge)
        )
    return rows
