"""The page of one challenge: what is asked, what came in, what the figures say, what was done."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pijler_analysis.display import figures, labels, tables
from pijler_analysis.display.cells import Cell, cell, cells, latest_year, limits_text, value_text
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.fragments import Fragment, Sentence, lead, stacked
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import sourced
from pijler_analysis.display.tables.report_table import ReportTable

NOT_KNOWN = "Hoeveel leden hier steun voor vragen, is niet gekend of te klein om te tonen."
_NEEDS, _RANKS = "survey.needs", "survey.need_ranks"


def challenge_page(
    cards: pd.DataFrame,
    results: pd.DataFrame,
    review: pd.DataFrame,
    objectives: pd.DataFrame,
    challenge: str,
    *,
    year: int,
) -> Fragment:
    """Lay the evidence on one challenge out as a page.

    Parameters
    ----------
    cards : see ``strategy.cards.challenge_cards``
    results : result table, protected
    review : what the activities of ``year`` did, see ``strategy.review.review_activities``
    objectives : which were met, see ``strategy.objectives.judge_objectives``
    challenge : its id
    """
    drawn = [
        figures.need_among_needs(results, challenge, year=year),
        figures.questions_over_the_years(results, challenge, year=year),
    ]
    told = [
        tables.card_table(cards, challenge),
        tables.work_table(cards, objectives, challenge),
        tables.done_table(review, challenge, year=year),
    ]
    opening = lead(_need(results, challenge, year=year))
    page = stacked([opening, _side_by_side(drawn), *map(_shown, told)])
    return Fragment(f"::: {{.dense}}\n\n{page.markdown}\n\n:::", page.html)


def _need(results: pd.DataFrame, challenge: str, *, year: int) -> Sentence:
    """Say how many members ask for support, which place that is and how sure."""
    wave = latest_year(results, _NEEDS, by="challenge", until=year)
    need, rank = (
        cell(results, one, year=wave, by="challenge", group=challenge) for one in (_NEEDS, _RANKS)
    )
    if need is None or not need.has_value:
        return Sentence(say(NOT_KNOWN))
    told = say("Van de leden die antwoordden, vraagt {share} hier steun voor.",
               share=value_text(need))  # fmt: skip
    if rank is None or not rank.has_value:
        return Sentence(told)
    ranked = cells(results, _RANKS, by="challenge", year=wave)
    whole = labels.number(sourced(float(len(ranked)), "results", f"count({_RANKS})"))
    place = say("Dat is plaats {rank} van {whole}{sure}.", rank=value_text(rank), whole=whole,
                sure=_how_sure(rank))  # fmt: skip
    return Sentence(f"{told} {place}")


def _how_sure(rank: Cell) -> str:
    limits = limits_text(rank)
    if not limits or rank.confidence is None:
        return ""
    return say(", met {sure} zekerheid plaats {limits}", sure=labels.percent(rank.confidence),
               limits=limits)  # fmt: skip


def _side_by_side(drawn: Sequence[Chart | Sentence]) -> Fragment:
    """Set two charts beside each other; what is no chart takes a line of its own."""
    charts = [one for one in drawn if isinstance(one, Chart)]
    lines = [_shown(one) for one in drawn if not isinstance(one, Chart)]
    both = stacked([_shown(one) for one in charts])
    if len(charts) > 1:
        both = Fragment(f"::: {{layout-ncol=2}}\n\n{both.markdown}\n\n:::", both.html)
    return stacked([both, *lines])


def _shown(one: Chart | ReportTable | Sentence) -> Fragment:
    return Fragment(one._repr_markdown_() or "", one._repr_html_() or "")
