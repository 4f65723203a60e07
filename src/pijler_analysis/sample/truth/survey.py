"""Truth about the surveys, unweighted: numerator, denominator and estimate only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp
from statistics import correlation, mean, stdev

from pijler_analysis.sample.opinions import opinions
from pijler_analysis.sample.remarks import CHALLENGE_OF, Read, read_remarks
from pijler_analysis.sample.survey import Response
from pijler_analysis.sample.truth.kept import profiles
from pijler_analysis.sample.truth.rows import (
    UNKNOWN,
    Truth,
    divided,
    grouped,
    parted_by,
    shared,
    tally,
    within,
)
from pijler_analysis.sample.world import Year

PRACTICES_ASKED = 2024
"""The wave that asked what members have and do."""
FEWEST_PAIRS = 30
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
        *_ranks(year, members),
        *_importance(year, members),
        *_who_answered(happened, members),
    ]
    if year == PRACTICES_ASKED:
        rows += [_practice(year, members, item) for item in members[0].practices]
    if stakeholders:
        rows += _answers("stakeholders", year, stakeholders, prefix="survey.stakeholder_")
    return rows


def _ranks(year: int, complete: Sequence[Response]) -> list[Truth]:
    """State the place of each challenge: one more than there are with a larger share."""
    shares = {
        row.group: row.estimate or 0
        for row in _answers("members", year, complete, prefix="survey.")
        if row.indicator == "survey.needs"
    }
    places = {
        name: 1 + sum(other > share + 1e-12 for other in shares.values())
        for name, share in shares.items()
    }
    return grouped("survey.need_ranks", year, "challenge", places)


def _importance(year: int, complete: Sequence[Response]) -> list[Truth]:
    """State how far the judgement of each block goes with that of the whole (Spearman)."""
    rows = []
    for block in opinions("members", year).top:
        given = [(one.satisfaction[block].rank, one.satisfaction["overall"].rank)
                 for one in complete]  # fmt: skip
        pairs = [(one, whole) for one, whole in given if one is not None and whole is not None]
        if block == "overall" or len(pairs) < FEWEST_PAIRS:
            continue
        ones, wholes = (_mean_places([pair[at] for pair in pairs]) for at in (0, 1))
        rows.append(
            Truth("survey.importance", year, "block", block, denominator=len(pairs),
                  estimate=correlation(ones, wholes))
        )  # fmt: skip
    return rows


def _mean_places(values: Sequence[int]) -> list[float]:
    """Return the place of each value from the lowest; those that are equal share theirs."""
    return [
        sum(other < one for other in values) + (sum(other == one for other in values) + 1) / 2
        for one in values
    ]


def _who_answered(happened: Year, complete: Sequence[Response]) -> list[Truth]:
    """State how the response differs by province and status, and how even it was.

    Where each answered with a token of its own, that is certain; else the names are guessed at.
    """
    year, groups, is_certain = happened.year, profiles(happened), _has_tokens(complete)
    known = [one.organisation for one in complete if one.is_linked or not is_certain]
    answered = {one.registration_id for one in known if one}
    invited = [one.organisation.registration_id for one in happened.invitations]
    status = [one.diaspora_in(year) if one else None for one in known]
    status += [None] * (len(complete) - len(known))
    rows = [shared("survey.diaspora_share", year, status)]
    for trait in ("province", "diaspora"):
        rows += parted_by("survey.response_rate", year, invited, answered, groups, by=trait)
        all_of = tally(groups[one][trait] for one in invited)
        part = tally(groups[one][trait] for one in invited if one in answered)
        apart = sum(
            abs(part[name] / len(answered) - n / len(invited)) for name, n in all_of.items()
        )
        rows.append(Truth("survey.dissimilarity", year, "trait", trait, estimate=apart / 2))
    if not is_certain:
        nothing_promised = Truth("survey.representativeness", year)
        return [*(within(row) for row in rows), nothing_promised]
    propensities = _propensities(
        [one in answered for one in invited],
        [[groups[one][trait] for trait in ("province", "diaspora")] for one in invited],
    )
    even = 1 - 2 * stdev(propensities)
    return [*rows, Truth("survey.representativeness", year, estimate=even)]


def _has_tokens(complete: Sequence[Response]) -> bool:
    return any(one.token for one in complete)


def _propensities(answered: Sequence[bool], traits: Sequence[Sequence[str]]) -> list[float]:
    """Fit the chance to answer on the traits, logistic and without interactions.

    At the most likely fit the expected answers of every class are those that came; the effect of
    one class after the other is moved until that is so (Newton, a class at a time).
    """
    effects: dict[tuple[int, str], float] = {
        (at, name): 0.0 for row in traits for at, name in enumerate(row)
    }
    keys = [[(at, name) for at, name in enumerate(row)] for row in traits]
    of_class = {key: [at for at, row in enumerate(keys) if key in row] for key in effects}

    def chance(row: Sequence[tuple[int, str]]) -> float:
        return 1 / (1 + exp(-sum(effects[key] for key in row)))

    for _ in range(400):
        for key, members in of_class.items():
            came = sum(answered[at] for at in members)
            if came == 0:
                effects[key] = -60.0
                continue
            fitted = [chance(keys[at]) for at in members]
            effects[key] += (came - sum(fitted)) / sum(p * (1 - p) for p in fitted)
    return [chance(row) for row in keys]


def _practice(year: int, members: Sequence[Response], item: str) -> Truth:
    told = [one.practices[item] for one in members]
    yes, no = told.count("Ja"), told.count("Nee")
    name = item.removeprefix("has_").replace("prepares_volunteers", "volunteer_preparation")
    return divided(f"survey.{name}", year, yes, yes + no)


def remarks(happened: Year) -> list[Truth]:
    """State what the open answers are about, and how well their two readers agree."""
    answered = (("members", happened.responses), ("stakeholders", happened.stakeholders))
    readings = read_remarks(happened.year, answered)
    is_certain = _has_tokens(happened.responses)
    rows = []
    for audience, prefix in (("members", "survey."), ("stakeholders", "survey.stakeholder_")):
        read = [one for one in readings if one.audience == audience]
        rows += _coded(f"{prefix}remarks", happened.year, read, by="answer_code")
        rows += _of_challenges(f"{prefix}remarks", happened.year, read)
        groups = [_group(one, happened.year, is_certain=is_certain) for one in read]
        for group in sorted(set(groups)):
            part = [one for one, of in zip(read, groups, strict=True) if of == group]
            if group in _SHOWN[audience]:
                named = {code: f"{code} {group}" for one in read for code in one.codes}
                coded = _coded(
                    f"{prefix}remarks", happened.year, part, by=_BY[audience], named=named
                )
                rows += coded if is_certain else [within(row) for row in coded]
    return [*rows, *_agreement(happened.year, readings)]


_BY = {"members": "answer_code_diaspora", "stakeholders": "answer_code_role"}
_ROLES = {
    "Ambtenaar van een stad of gemeente": "municipality",
    "Ambtenaar van een provincie": "province",
    "Medewerker van een federatie van diasporaverenigingen": "federation",
    "Medewerker van een partnerorganisatie": "partner",
    "Andere": "other",
}
_SHOWN = {"members": ("yes", "no"), "stakeholders": tuple(_ROLES.values())}


def _group(one: Read, year: int, *, is_certain: bool) -> str:
    """Return the status of a member's organisation, or the role of a stakeholder."""
    if one.audience == "stakeholders":
        return _ROLES[one.response.role]
    organisation = one.response.organisation if one.response.is_linked or not is_certain else None
    said = organisation.diaspora_in(year) if organisation else None
    return UNKNOWN if said is None else "yes" if said else "no"


def _coded(
    indicator: str, year: int, read: Sequence[Read], *, by: str,
    named: Mapping[str, str] | None = None,
) -> list[Truth]:  # fmt: skip
    """State how many of the answers read are about each subject."""
    counts = Counter(code for one in read for code in one.codes)
    codes = named or {code: code for code in counts}
    return [
        divided(indicator, year, counts[code], len(read), by=by, group=group)
        for code, group in sorted(codes.items())
    ]


def _of_challenges(indicator: str, year: int, read: Sequence[Read]) -> list[Truth]:
    """State how many of the answers read are about at least one subject of each challenge."""
    given = [{CHALLENGE_OF[code] for code in one.codes if code in CHALLENGE_OF} for one in read]
    counts = Counter(challenge for challenges in given for challenge in challenges)
    return [
        divided(indicator, year, counts[one], len(read), by="answer_challenge", group=one)
        for one in sorted(counts)
    ]


def _agreement(year: int, readings: Sequence[Read]) -> list[Truth]:
    """State Cohen's kappa per code, from its definition."""
    twice = [one for one in readings if one.second is not None]
    codes = sorted({code for one in twice for code in (*one.first, *(one.second or ()))})
    rows, agreements, chances = [], [], []
    for code in codes:
        pairs = Counter((code in one.first, code in (one.second or ())) for one in twice)
        n = len(twice)
        agreed = (pairs[True, True] + pairs[False, False]) / n
        yes = (pairs[True, True] + pairs[True, False]) / n
        too = (pairs[True, True] + pairs[False, True]) / n
        by_chance = yes * too + (1 - yes) * (1 - too)
        agreements.append(agreed)
        chances.append(by_chance)
        rows.append(
            Truth("survey.reader_agreement", year, "answer_code", code, denominator=n,
                  estimate=(agreed - by_chance) / (1 - by_chance))
        )  # fmt: skip
    if not codes:
        return []
    room = 1 - mean(chances)
    total = (mean(agreements) - mean(chances)) / room
    return [Truth("survey.reader_agreement", year, denominator=len(twice), estimate=total), *rows]


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
