"""What people write in their own words: how many of them touch a subject of the code book.

People read the answers and decide what each is about (``clean.answer_codes``); an answer may have
several codes. An answer that says nothing (*geen*, *nvt*, */*) is none. Those who write are no
sample of those who do not: the interval says how sure the share among writers is, no more.
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.breakdowns import DIASPORA, groups_of
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.survey_shares import CONFIDENCE, NARROW, complete, plain_shares
from pijler_analysis.schema.columns import CHALLENGES, NO_CODE, STAKEHOLDER_ROLES
from pijler_analysis.schema.results import ANSWER_CHALLENGE, ANSWER_CODE, TOTAL
from pijler_analysis.stats.agreement import kappa, pooled_kappa

AUDIENCES = ("members", "stakeholders")
FEWEST_READ_TWICE = 10
"""With fewer answers read by two people, their agreement says nothing."""


@indicator(
    id="survey.remarks",
    name_nl="Waarover leden schrijven",
    name_en="What members write about",
    definition="Leden die in hun eigen woorden over een onderwerp schreven, als deel van wie "
    "een open antwoord gaf. Alleen antwoorden die gelezen en ingedeeld zijn, tellen mee. Een "
    "antwoord kan over meer dan één onderwerp gaan. Per uitdaging telt een antwoord dat over "
    "minstens een van haar onderwerpen gaat.",
    silence="Wie schrijft, heeft meestal iets op het hart. Het zegt niet hoeveel leden er zo over "
    "denken, alleen waarover schrijvers schrijven.",
    numerator="antwoorden over het onderwerp",
    denominator="open antwoorden die ingedeeld zijn",
    tables=("survey_members", "answer_codes", "registrations"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    direction=0,
)
def survey_remarks(data: YearData) -> Rows:
    """Share of the members' open answers on each subject, by challenge and by diaspora status."""
    coded = coded_answers(data, "members")
    status = groups_of(data, complete(data, "members").loc[coded.index, "organisation_id"],
                       "diaspora")  # fmt: skip
    return _shares(data, "members", {"diaspora": (pd.Series(status, coded.index), DIASPORA)})


@indicator(
    id="survey.stakeholder_remarks",
    name_nl="Waarover stakeholders schrijven",
    name_en="What stakeholders write about",
    definition="Stakeholders die in hun eigen woorden over een onderwerp schreven, als deel van "
    "wie een open antwoord gaf. Alleen antwoorden die gelezen en ingedeeld zijn, tellen mee. "
    "Per uitdaging telt een antwoord dat over minstens een van haar onderwerpen gaat.",
    silence="Wie schrijft, heeft meestal iets op het hart: het zegt niet hoeveel stakeholders "
    "er zo over denken.",
    numerator="antwoorden over het onderwerp",
    denominator="open antwoorden die ingedeeld zijn",
    tables=("survey_stakeholders", "answer_codes"),
    unit="share",
    counts="answers",
    protection="answers",
    basis="sample",
    direction=0,
)
def survey_stakeholder_remarks(data: YearData) -> Rows:
    """Share of the stakeholders' open answers on each subject, by challenge and by role."""
    coded = coded_answers(data, "stakeholders")
    roles = complete(data, "stakeholders").loc[coded.index, "role"]
    return _shares(data, "stakeholders", {"role": (roles, STAKEHOLDER_ROLES)})


@indicator(
    id="survey.reader_agreement",
    name_nl="Eensgezindheid van de lezers",
    name_en="Agreement of the readers",
    definition="Hoe vaak twee lezers een open antwoord dezelfde code gaven, zonder wat toeval zou "
    "geven. 1 is altijd, 0 is niet beter dan toeval (kappa van Cohen). De antwoorden van leden en "
    "van stakeholders tellen samen; het totaal neemt ook alle codes samen.",
    silence="Twee lezers kunnen het eens zijn en zich allebei vergissen; het zegt niets over de "
    "antwoorden zelf.",
    reservation="Het steunt alleen op de antwoorden die twee mensen lazen. Met andere lezers kan "
    "het anders uitkomen, en dat zit niet in de marge.",
    numerator="open antwoorden waaraan minstens een van de twee de code gaf",
    denominator="open antwoorden die door twee mensen gelezen zijn",
    tables=("answer_codes",),
    unit="index",
    counts="answers",
    protection="answers",
    basis="sample",
    is_comparable=False,
)
def survey_reader_agreement(data: YearData) -> Rows:
    """Kappa of the two readers, pooled over the codes and per code."""
    first, second = readings(data)
    if len(first) < FEWEST_READ_TWICE:
        return []
    wide, narrow = (pooled_kappa(first, second, confidence=level) for level in (CONFIDENCE, NARROW))
    rows = [_agreement(wide, narrow)]
    for code in first:
        wide, narrow = (
            kappa(first[code], second[code], confidence=level) for level in (CONFIDENCE, NARROW)
        )
        given = int((first[code] | second[code]).sum())
        rows.append(
            _agreement(wide, narrow) | {"by": ANSWER_CODE, "group": code, "numerator": given}
        )
    return rows


def _agreement(wide: dict[str, float], narrow: dict[str, float]) -> Row:
    return {
        "by": TOTAL, "group": TOTAL, "denominator": wide["n"], "estimate": wide["estimate"],
        "low": wide["low"], "high": wide["high"], "low_80": narrow["low"],
        "high_80": narrow["high"], "interval": "confidence", "confidence": CONFIDENCE,
        "method": "kappa",
        "note": "de lezers verschilden nergens: een marge is dan niet te berekenen"
        if wide["se"] == 0 else None,
    }  # fmt: skip


@once_a_year
def coded_answers(data: YearData, audience: str) -> pd.DataFrame:
    """Return a boolean column per code, a row per submitted answer of which the codes are decided.

    The index is that of the submitted responses.
    """
    codes = data.answer_codes
    counted = codes[(codes["audience"] == audience) & codes["is_decided"].fillna(False)]
    return _by_code(counted, complete(data, audience)["response_id"])


@once_a_year
def answers_by_challenge(data: YearData, audience: str) -> pd.DataFrame:
    """Return what ``coded_answers`` does with a column per challenge that codes belong to."""
    coded = coded_answers(data, audience)
    lines = data.answer_codes[["answer_code", "challenge"]].dropna().drop_duplicates()
    codes = lines[lines["answer_code"].isin(coded.columns)].groupby("challenge")["answer_code"]
    own = {challenge: list(names) for challenge, names in codes}
    return pd.DataFrame(
        {one: coded[own[one]].any(axis=1) for one in CHALLENGES if one in own}, index=coded.index
    ).astype("boolean")


def _by_code(codes: pd.DataFrame, responses: pd.Series) -> pd.DataFrame:
    """Lay codes out as columns over the responses that have at least one line."""
    found = codes.groupby("answer_code")["response_id"].agg(set)
    read = responses[responses.isin(codes["response_id"])]
    return pd.DataFrame(
        {code: read.isin(ids).astype("boolean") for code, ids in found.items() if code != NO_CODE},
        index=read.index,
    )


def readings(data: YearData) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return, of the answers read twice, a boolean column per code for each of the readers."""
    codes = data.answer_codes
    twice = codes[codes["is_by_first"].notna() & codes["is_by_second"].notna()]
    kept = twice[twice["answer_code"] != NO_CODE]
    answers = twice.set_index(["audience", "response_id"]).index.unique()
    names = sorted(kept["answer_code"].unique())
    readers = []
    for reader in ("is_by_first", "is_by_second"):
        given = kept[kept[reader].fillna(False)].set_index(["audience", "response_id"])
        readers.append(
            pd.DataFrame(
                {code: answers.isin(given.index[given["answer_code"] == code]) for code in names},
                index=answers,
            )
        )
    return readers[0], readers[1]


def _shares(
    data: YearData, audience: str, ways: dict[str, tuple[pd.Series, tuple[str, ...]]]
) -> Rows:
    """Give the share of each code, then within each group; what waits is noted."""
    coded = coded_answers(data, audience)
    if coded.empty:
        return []
    rows = plain_shares(coded, by=ANSWER_CODE)
    challenges = answers_by_challenge(data, audience)
    if len(challenges.columns):
        rows += plain_shares(challenges, by=ANSWER_CHALLENGE)
    for name, (groups, expected) in ways.items():
        for group in expected:
            part = coded[(groups == group).fillna(False)]
            if len(part):
                named = part.set_axis([f"{code} {group}" for code in part], axis=1)
                rows += plain_shares(named, by=f"answer_code_{name}")
    note = _waiting(data, audience, len(coded))
    return [row | {"note": note} for row in rows] if note else rows


def _waiting(data: YearData, audience: str, read: int) -> str:
    written = int(complete(data, audience)["open_answer"].notna().sum())
    return f"{written - read} antwoorden wachten nog op een lezer" if written > read else ""
