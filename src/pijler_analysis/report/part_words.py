"""The words of a report for one part of the register: a province, or municipalities of one size.

A part has no verdict of its own: it is too small for that, so both years are told and no verb
says that one is more than the other.
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cells import cell, value_text
from pijler_analysis.display.fragments import (
    Fragment,
    Sentence,
    bullets,
    lead,
    paragraph,
    stacked,
)
from pijler_analysis.display.language import say
from pijler_analysis.display.subjects import subject

TOLD = ("diaspora.organisations_share", "training.reach", "helpdesk.ever_asked_share",
        "fund.granted_eur")  # fmt: skip


def part_chapter(
    results: pd.DataFrame, by: str, group: str, *, year: int, against: int
) -> Fragment:
    """Open a report for a part: how many organisations are active there, then what they did.

    Parameters
    ----------
    results : result table, protected
    by, group : a breakdown of organisations, and one of its groups
    year, against : this year and the reference year
    """
    part = labels.label(by, group, form="phrase")
    heading = say("Wat weten we over {part}?", part=part)
    told = [_both_years(results, one, by, group, year, against) for one in TOLD]
    whole = say("De vragen hieronder beantwoorden we eerst voor alle organisaties samen.")
    beside = say("De figuren tonen daarna {part}, alleen of naast de rest.", part=part)
    return stacked(
        [
            Fragment(f"# {heading}", f"<h2>{heading}</h2>"),
            lead(_active(results, by, group, year)),
            bullets([one for one in told if one is not None]),
            paragraph([Sentence(whole), Sentence(beside)]),
        ]
    )


def _active(results: pd.DataFrame, by: str, group: str, year: int) -> Sentence:
    here = cell(results, "reach.registrations", by=by, group=group, year=year)
    whole = cell(results, "reach.registrations", year=year)
    return Sentence(
        say("Actieve organisaties in {part} in {year}: {count}, van {whole} in het register.",
            part=labels.label(by, group, form="phrase"), year=year, count=value_text(here),
            whole=value_text(whole))
    )  # fmt: skip


def _both_years(
    results: pd.DataFrame, indicator: str, by: str, group: str, year: int, against: int
) -> Sentence | None:
    then, now = (cell(results, indicator, by=by, group=group, year=one) for one in (against, year))
    if then is None or now is None:
        return None
    text = say("{Phrase}: {first} in {before}, {last} in {after}.",
               Phrase=labels.capitalised(subject(indicator).phrase),
               first=value_text(then), before=against, last=value_text(now),
               after=year)  # fmt: skip
    return Sentence(text, cells=(then, now))
