"""The words of a report, written from the results: summary, chapter answers, data quality.

Nothing here is a typed figure: sentences take their numbers, and the verb its verdict allows, from
the protected result table. What is asked of the reader follows from targets that were missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cards import summary_cards
from pijler_analysis.display.cells import Cell, cell, cells, change, latest_year, value_text
from pijler_analysis.display.definitions import definitions
from pijler_analysis.display.fragments import Fragment, Sentence, bullets, lead, paragraph
from pijler_analysis.display.group_sentences import group_sentence
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import sourced
from pijler_analysis.display.sentences import (
    change_sentence,
    level_sentence,
    target_sentence,
    target_words,
)
from pijler_analysis.display.subjects import subject
from pijler_analysis.report.cautions import field_note, survey_limits, survey_method
from pijler_analysis.report.part_words import part_chapter
from pijler_analysis.report.plan_words import (
    challenge_notes,
    choice_summary,
    colophon,
    plan_summary,
    targets_summary,
)
from pijler_analysis.report.strategy_cards import challenge_page
from pijler_analysis.report.strategy_words import (
    moves_summary,
    objectives_summary,
    rehearsal_summary,
    waves_summary,
)

__all__ = [
    "CHAPTERS",
    "Chapter",
    "challenge_notes",
    "challenge_page",
    "change_sentence",
    "changes",
    "chapter_answer",
    "chapter_question",
    "choice_summary",
    "colophon",
    "decisions",
    "definitions",
    "field_note",
    "group_sentence",
    "level_sentence",
    "moves_summary",
    "objectives_summary",
    "paragraph",
    "plan_summary",
    "part_chapter",
    "quality_sentences",
    "rehearsal_summary",
    "summary_cards",
    "summary_changes",
    "summary_decisions",
    "survey_limits",
    "survey_method",
    "target_sentence",
    "targets_summary",
    "waves_summary",
]

MOST_CHANGES = 5
MOST_DECISIONS = 3

_CHANGE_ORDER = (
    "diaspora.share", "reach.registrations", "training.attendances", "survey.satisfaction",
    "helpdesk.response_days", "helpdesk.questions", "fund.granted_eur", "training.reach",
    "panel.presence", "fund.grant_rate",
)  # fmt: skip
"""What the summary tells of: the first always, of the others those with the clearest verdict."""

_CERTAINTY = ("duidelijk", "waarschijnlijk", "geen verschil van belang", "onzeker")

_MISSED = (
    "niet gehaald",
    "waarschijnlijk niet gehaald",
    "onbeslist",
)
"""Statuses that ask for a decision, the most pressing first."""

_DECISIONS = {
    "reach.registrations": "Willen we organisaties actief zoeken, en waar beginnen we?",
    "reach.coverage": "Welke organisaties missen we, en gaan we ze opzoeken?",
    "diaspora.share": "Via welk kanaal zoeken we meer diasporaorganisaties?",
    "diaspora.organisations_share": "Via welk kanaal zoeken we meer diasporaorganisaties?",
    "training.attendances": "Bieden we meer vormingen aan, of andere?",
    "training.reach": "Hoe bereiken we organisaties die nooit naar een vorming komen?",
    "helpdesk.response_days": "Maken we meer tijd vrij voor de helpdesk?",
    "fund.grant_rate": "Begeleiden we aanvragers meer, of vragen we een groter budget?",
    "survey.satisfaction": "Welke bouwsteen pakken we eerst aan?",
    "panel.presence": "Hoe maken we de vergaderingen van het panel aantrekkelijker?",
}
_ANY_DECISION = "Wat doen we volgend jaar anders?"


@dataclass(frozen=True)
class Chapter:
    """A chapter as the question it answers; ``more`` is true where yes means an increase."""

    question: str
    indicator: str
    more: bool = True


CHAPTERS: dict[str, Chapter] = {
    "reach": Chapter("Bereiken we meer organisaties?", "reach.registrations"),
    "diaspora": Chapter("Bereiken we meer diaspora?", "diaspora.share"),
    "training": Chapter("Komen er meer mensen naar onze vormingen?", "training.attendances"),
    "meeting": Chapter(
        "Komen er meer mensen naar onze ontmoetingsmomenten?", "meeting.attendances"
    ),
    "day": Chapter("Komen er meer mensen naar de Dag van de 4de Pijler?", "day.attendances"),
    "helpdesk": Chapter("Antwoordt de helpdesk sneller?", "helpdesk.response_days", more=False),
    "fund": Chapter("Gaat er meer geld naar projecten?", "fund.granted_eur"),
    "panel": Chapter("Komen er meer leden naar het panel?", "panel.presence"),
    "satisfaction": Chapter("Zijn er meer leden tevreden?", "survey.satisfaction"),
    "plan": Chapter("Voerden we een groter deel van ons plan uit?", "plan.done_share"),
}
"""Chapters by theme, in the order of the evaluation."""


def chapter_question(chapter: str) -> str:
    """Return the question a chapter opens with.

    >>> chapter_question("diaspora")
    'Bereiken we meer diaspora?'
    """
    return say(CHAPTERS[chapter].question)


def chapter_answer(
    results: pd.DataFrame, chapter: str, *, year: int | None = None, against: int | None = None
) -> Fragment:
    """Answer the question of a chapter in one sentence, set larger.

    The first word follows the verdict: *ja*, *waarschijnlijk wel*, *nee*, or that it cannot be
    told; then comes how much it was in both years.
    """
    asked = CHAPTERS[chapter]
    told = change_sentence(results, asked.indicator, year=year, against=against, with_reason=False)
    return lead(Sentence(f"{_opening(told, asked)}{told.text}", told.verdict, told.shape))


def changes(
    results: pd.DataFrame,
    indicators: Sequence[str],
    *,
    year: int | None = None,
    against: int | None = None,
    with_difference: bool = True,
) -> Fragment:
    """Say of several indicators how they moved, as a list with the shape of each verdict."""
    told = [
        change_sentence(results, one, year=year, against=against, with_difference=with_difference)
        for one in indicators
    ]
    return bullets(told)


def summary_changes(
    results: pd.DataFrame, *, year: int, against: int, indicators: Sequence[str] = _CHANGE_ORDER
) -> Fragment:
    """Write *Wat veranderde*: at most five sentences, each with its verdict."""
    if against >= year:
        first = say("{year} is het eerste jaar: er is niets om mee te vergelijken.", year=year)
        return bullets([Sentence(first)])
    verdicts = {one: _verdict(results, one, year, against) for one in indicators}
    told_of = [one for one, verdict in verdicts.items() if verdict]
    ranked = sorted(told_of[1:], key=lambda one: _CERTAINTY.index(verdicts[one]))
    chosen = [*told_of[:1], *ranked][:MOST_CHANGES]
    told = [
        change_sentence(results, one, year=year, against=against, with_difference=True)
        for one in sorted(chosen, key=told_of.index)
    ]
    return bullets([_with_verdict(one) for one in told])


def decisions(results: pd.DataFrame, *, year: int) -> list[Sentence]:
    """Return what there is to decide, two or three sentences.

    First targets that were missed or are in doubt, the most pressing first; then the challenge
    most members want support with.
    """
    asked = [_missed(row) for row in _with_target(results, year) if row.status in _MISSED]
    wanted = _most_wanted(results, year)
    asked = [*asked[: MOST_DECISIONS - len(wanted)], *wanted]
    if len(asked) < 2:
        asked.append(Sentence(_no_missed_target(results, year)))
    return asked


def _no_missed_target(results: pd.DataFrame, year: int) -> str:
    """Say that no target was missed, or that there was none to miss."""
    if not _with_target(results, year):
        return say(
            "Voor {year} waren er geen doelen. Welke stellen we voor volgend jaar?", year=year
        )
    return say(
        "Alle doelen van {year} met een duidelijke uitkomst werden gehaald. "
        "Leggen we de lat voor volgend jaar hoger?",
        year=year,
    )


def summary_decisions(results: pd.DataFrame, *, year: int) -> Fragment:
    """Write *Wat er te beslissen valt*: two or three sentences."""
    return bullets(decisions(results, year=year))


def quality_sentences(quality: dict[str, pd.DataFrame], *, year: int) -> Fragment:
    """Say in one paragraph how good the data of a year are.

    Parameters
    ----------
    quality : ``accounting`` (rows per file), ``rejected`` (reasons with their count) and
        ``links`` (rows per table and how many were tied to an organisation) and ``scrubbed``
        (what was left out of texts, with its count)
    """
    rows = quality["accounting"][["read", "kept", "rejected", "merged", "furniture"]].sum()
    read = sourced(rows["read"] - rows["furniture"], "accounting", "sum(read) - sum(furniture)")
    kept, rejected, merged = (
        sourced(rows[one], "accounting", f"sum({one})") for one in ("kept", "rejected", "merged")
    )
    values = sourced(
        quality["rejected"].query("effect == 'value'")["count"].sum(), "rejected", "sum(count)",
        effect="value",
    )  # fmt: skip
    lost = labels.counted(rejected, "rij is", "rijen zijn")
    twice = labels.counted(merged, "rij was", "rijen waren")
    empty = labels.counted(values, "waarde was", "waarden waren")
    told = [
        Sentence(
            say(
                "Uit de exports van {year} lazen we {read} met gegevens. {lost} afgekeurd, {twice} "
                "dubbel en {kept} tellen mee.",
                year=year,
                read=_rows(read),
                lost=labels.capitalised(lost),
                twice=twice,
                kept=_rows(kept),
            )
        ),
        Sentence(
            say(
                "{values} niet bruikbaar en bleef leeg."
                if values == 1
                else "{values} niet bruikbaar en bleven leeg.",
                values=labels.capitalised(empty),
            )
        ),
        *_linked(quality["links"]),
        *_scrubbed(quality["scrubbed"]),
    ]
    return paragraph(told)


def _scrubbed(scrubbed: pd.DataFrame) -> list[Sentence]:
    count = sourced(scrubbed["count"].sum(), "scrubbed", "sum(count)")
    if not count:
        return []
    times = labels.counted(count, "persoonsgegeven werd", "persoonsgegevens werden")
    told = say("{times} weggelaten uit teksten en nummers.", times=labels.capitalised(times))
    return [Sentence(told)]


def drift_sentences(changed: Sequence[str], *, year: int) -> Fragment:
    """List what changed in the exports of a year since the year before.

    Parameters
    ----------
    changed : lines of ``project.drift``
    """
    if not changed:
        return paragraph([Sentence(f"In de exports van {year} veranderde niets aan kolommen.")])
    return bullets([Sentence(f"{line}.") for line in changed])


def _verdict(results: pd.DataFrame, indicator: str, year: int, against: int) -> str:
    compared = change(results, indicator, year=year, against=against)
    return (compared.verdict or "") if compared is not None else ""


def _opening(told: Sentence, asked: Chapter) -> str:
    rose = told.shape == "up"
    wanted = rose == asked.more
    match told.verdict:
        case "duidelijk":
            return say("Ja. " if wanted else "Nee. ")
        case "waarschijnlijk":
            return say("Waarschijnlijk wel. " if wanted else "Waarschijnlijk niet. ")
        case "geen verschil van belang":
            return say("Nee. ")
        case "onzeker":
            return say("Dat weten we niet. ")
        case _:
            return ""


def _with_verdict(told: Sentence) -> Sentence:
    text = f"{told.text.removesuffix('.')} ({say(told.verdict or '')})."
    return Sentence(text, told.verdict, told.shape, told.cells)


def _with_target(results: pd.DataFrame, year: int) -> list[Cell]:
    """Return this year's totals that have a target, the most pressing status first."""
    aimed = results[(results["year"] == year) & results["target"].notna()]["indicator"].unique()
    found = [cell(results, one, year=year) for one in aimed]
    shown = [row for row in found if row is not None and row.status is not None]
    order = {status: place for place, status in enumerate(_MISSED)}
    return sorted(shown, key=lambda row: order.get(row.status or "", len(order)))


def _missed(row: Cell) -> Sentence:
    words = subject(row.indicator)
    was = say("waren" if words.is_plural else "was")
    question = say(_DECISIONS.get(row.indicator, _ANY_DECISION))
    reached = labels.capitalised(target_words(row))
    text = f"{words.phrase} {was} {value_text(row)}. {reached}. {question}"
    return Sentence(labels.capitalised(text), cells=(row,))


def _most_wanted(results: pd.DataFrame, year: int) -> list[Sentence]:
    """Return a sentence on the challenge most members asked support for, if any wave tells it."""
    if not (results["indicator"] == "survey.needs").any():
        return []
    wave = latest_year(results[results["year"] <= year], "survey.needs", by="challenge")
    shown = [
        row for row in cells(results, "survey.needs", by="challenge", year=wave) if row.has_value
    ]
    if not shown:
        return []
    most = max(shown, key=lambda row: row.estimate or 0.0)
    name = labels.label("challenge", most.group, form="phrase")
    text = say(
        "Leden die antwoordden vroegen in {year} het vaakst steun voor {name} ({value}). "
        "Krijgt die uitdaging volgend jaar genoeg dagen?",
        year=wave, name=name, value=value_text(most),
    )  # fmt: skip
    return [Sentence(text, cells=(most,))]


def _rows(count: float) -> str:
    return labels.counted(count, "rij", "rijen")


def _linked(links: pd.DataFrame) -> list[Sentence]:
    """Return a sentence on the tables whose rows were hardest to tie to an organisation."""
    known = links[links["rows"] > 0]
    if known.empty:
        return []
    total = known[["rows", "linked"]].sum()
    part = float(total["linked"] / total["rows"])
    share = labels.percent(sourced(part, "links", "sum(linked) / sum(rows)"))
    worst = known.sort_values("linked_share", kind="stable").iloc[0]
    name = labels.label("table", worst["table"]).lower()
    least = sourced(worst["linked_share"], "links", "linked_share", table=worst["table"])
    lowest = labels.percent(least)
    return [
        Sentence(
            say(
                "Van de rijen die een organisatie noemen, konden we {share} aan het register "
                "koppelen. Bij de tabel {name} lukte dat het minst ({lowest}).",
                share=share,
                name=name,
                lowest=lowest,
            )
        )
    ]
