"""Sentences filled from result rows; the verb follows the verdict, never the writer.

================================ ==========================================
verdict                          what the sentence says
================================ ==========================================
``duidelijk``                    steeg / daalde
``waarschijnlijk``               steeg / daalde waarschijnlijk
``geen verschil van belang``     bleef ongeveer gelijk
``onzeker``                      of dit veranderd is, valt niet te zeggen
================================ ==========================================
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cells import (
    Cell,
    cell,
    change,
    decimals_for,
    latest_year,
    limits_text,
    reference_year,
    value_text,
)
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import unmarked
from pijler_analysis.display.subjects import Subject, subject
from pijler_analysis.schema.results import VERSION

UNSURE = "of dit veranderd is, valt niet te zeggen"
UNSURE_SIZE = "of dat verschil van belang is, valt niet te zeggen"
"""Of a count that did change, whatever the unknown rows are, but perhaps too little to matter."""

OLD_DEFINITION = "geteld zoals vroeger, want de definitie veranderde dat jaar"
_FEW_ANSWERS = "daarvoor zijn er te weinig antwoorden"

VERBS = {"one": ("steeg", "daalde", "bleef"), "many": ("stegen", "daalden", "bleven")}
VERDICTS = {
    "duidelijk": ("duidelijk gestegen", "duidelijk gedaald"),
    "waarschijnlijk": ("waarschijnlijk gestegen", "waarschijnlijk gedaald"),
    "geen verschil van belang": ("ongeveer gelijk", "gelijk"),
    "onzeker": ("onzeker", "onzeker"),
}
"""What a card says of a verdict: of a rise and of a fall, or of a small change and of none."""

_TARGETS = {
    "gehaald": "het doel van {target} werd gehaald",
    "waarschijnlijk gehaald": "het doel van {target} werd waarschijnlijk gehaald",
    "onbeslist": "of het doel van {target} gehaald werd, valt niet te zeggen",
    "waarschijnlijk niet gehaald": "het doel van {target} werd waarschijnlijk niet gehaald",
    "niet gehaald": "het doel van {target} werd niet gehaald",
}


def verb(verdict: str, difference: float, *, is_plural: bool = False) -> str:
    """Return the verb a verdict allows, in the past tense.

    Parameters
    ----------
    verdict : one of the verdicts of the result table
    difference : this year minus the year before
    is_plural : number of the subject

    Raises
    ------
    KeyError
        If the verdict is not one of them.

    Examples
    --------
    >>> verb("duidelijk", 0.08), verb("waarschijnlijk", -3, is_plural=True)
    ('steeg', 'daalden waarschijnlijk')
    """
    rise, fall, stay = map(say, VERBS["many" if is_plural else "one"])
    move = rise if difference > 0 else fall
    return {
        "duidelijk": move,
        "waarschijnlijk": say("{move} waarschijnlijk", move=move),
        "geen verschil van belang": say(
            "{stay} ongeveer gelijk" if difference else "{stay} gelijk", stay=stay
        ),
        "onzeker": say(UNSURE),
    }[verdict]


def verdict_words(compared: Cell | None) -> tuple[str, str]:
    """Return the shape and the words of a verdict, as a card or a table shows them.

    Shapes are ``up``, ``down``, ``same``, ``unsure`` and ``none``.
    """
    if compared is None or compared.verdict is None or compared.estimate is None:
        return "none", say("niet te vergelijken")
    rose = compared.estimate > 0
    shape = {"geen verschil van belang": "same", "onzeker": "unsure"}.get(
        compared.verdict, "up" if rose else "down"
    )
    more, less = VERDICTS[compared.verdict]
    same = compared.verdict == "geen verschil van belang"
    return shape, say(more if rose or (same and compared.estimate) else less)


def change_sentence(
    results: pd.DataFrame,
    indicator: str,
    *,
    year: int | None = None,
    against: int | None = None,
    weighted: bool = False,
    with_difference: bool = False,
    with_reason: bool = True,
) -> Sentence:
    """Say how an indicator moved between two years, as sure as its verdict.

    Parameters
    ----------
    results : result table, protected
    year, against : the later and the earlier year; left out, the latest year and the earliest
        one it is compared with
    with_difference : add by how much, where the rounded figures allow it
    with_reason : say why a change cannot be told

    Returns
    -------
    Sentence; a level sentence where there is nothing to compare with

    Examples
    --------
    >>> from pijler_analysis.schema.results import result_rows
    >>> row = {"indicator": "panel.members", "by": "total", "group": "total", "unit": "members"}
    >>> results = result_rows([
    ...     row | {"year": 2023, "estimate": 200}, row | {"year": 2024, "estimate": 250},
    ...     row | {"year": 2024, "by": "change", "group": "2023", "estimate": 50,
    ...            "verdict": "duidelijk"}])
    >>> print(change_sentence(results, "panel.members"))
    Het aantal leden van het panel steeg van 200 in 2023 naar 250 in 2024.
    """
    year = year if year is not None else latest_year(results, indicator)
    if against is None:
        against = reference_year(results, indicator, year=year)
    if against is None or against >= year:
        return level_sentence(results, indicator, year=year, weighted=weighted)
    before = cell(results, indicator, year=against, weighted=weighted)
    after = cell(results, indicator, year=year, weighted=weighted)
    compared = change(results, indicator, year=year, against=against, weighted=weighted)
    after = _by_its_definition(results, after, compared)
    if after is None or not after.has_value:
        return level_sentence(results, indicator, year=year, weighted=weighted)
    if before is None or compared is None or compared.verdict is None or not before.has_value:
        return _not_compared(before, after, compared, against)
    text = _moved(before, after, compared, with_difference=with_difference, with_reason=with_reason)
    if after.by == VERSION:
        text = f"{text}, {say(OLD_DEFINITION)}"
    shape, _ = verdict_words(compared)
    return Sentence(
        f"{labels.capitalised(text)}.", compared.verdict, shape, (before, after, compared)
    )


def _by_its_definition(
    results: pd.DataFrame, after: Cell | None, compared: Cell | None
) -> Cell | None:
    """Return the figure that was compared: that of the old definition in the year it changed."""
    if after is None or compared is None or compared.version == after.version:
        return after
    return cell(
        results, after.indicator, year=after.year, by=VERSION, group=str(compared.version),
        weighted=after.weighted,
    )  # fmt: skip


def level_sentence(
    results: pd.DataFrame,
    indicator: str,
    *,
    year: int | None = None,
    with_limits: bool = True,
    weighted: bool = False,
) -> Sentence:
    """Say what an indicator was in one year, and how sure that is."""
    year = year if year is not None else latest_year(results, indicator)
    shown = cell(results, indicator, year=year, weighted=weighted)
    words = subject(indicator)
    if shown is None or (shown.estimate is None and not shown.is_withheld):
        return Sentence(
            say("Over {phrase} zijn er in {year} geen gegevens.", phrase=words.phrase, year=year)
        )
    if shown.is_withheld:
        text = say("{phrase} in {year} tonen we niet: de groep is te klein.",
                   phrase=words.phrase, year=year)  # fmt: skip
        return Sentence(labels.capitalised(text), cells=(shown,))
    sure = certainty(shown) if with_limits else ""
    text = say("{phrase} {was} {value} in {year}{sure}.", phrase=words.phrase, was=_was(words),
               value=value_text(shown), year=year, sure=sure and f" ({sure})")  # fmt: skip
    return Sentence(labels.capitalised(text), cells=(shown,))


def target_sentence(
    results: pd.DataFrame, indicator: str, *, year: int | None = None
) -> Sentence | None:
    """Say whether the target of a year was reached; ``None`` where there was no target."""
    year = year if year is not None else latest_year(results, indicator)
    shown = cell(results, indicator, year=year)
    if shown is None or shown.target is None or shown.status is None or not shown.has_value:
        return None
    words = subject(indicator)
    reached = labels.capitalised(target_words(shown))
    text = say("{phrase} {was} {value} in {year}. {told}.", phrase=words.phrase, was=_was(words),
               value=value_text(shown), year=year, told=reached)  # fmt: skip
    return Sentence(labels.capitalised(text), cells=(shown,))


def target_words(shown: Cell) -> str:
    """Return the clause on the target of a cell, such as ``het doel van 15 % werd gehaald``."""
    if shown.target is None or shown.status is None:
        return ""
    return say(_TARGETS[shown.status], target=labels.quantity(shown.target, shown.unit))


def certainty(shown: Cell) -> str:
    """Return how sure a figure is: its bounds with their reason, or its interval; may be empty."""
    written = limits_text(shown)
    if not written:
        return ""
    if shown.interval == "bounds":
        return say("{told}, want {why}", told=written, why=subject(shown.indicator).doubt)
    return f"{_how_sure(shown)} {written}"


def limits_meaning(shown: Sequence[Cell]) -> str:
    """Return what the line around a value means; empty where there is none to explain."""
    spread = [row for row in shown if row.limits and row.limits[1] > row.limits[0]]
    if not spread:
        return ""
    if any(row.interval == "bounds" for row in spread):
        return say("wat het minstens en hoogstens kan zijn")
    return say("waar het {how_sure} ligt", how_sure=_how_sure(spread[0]))


def _how_sure(shown: Cell) -> str:
    if shown.confidence is None:
        return say("met zekerheid")
    return say("met {percent} zekerheid", percent=labels.percent(shown.confidence))


def series_text(shown: Sequence[Cell], *, decimals: int = 0) -> str:
    """Write a series of years, as an alt text reads it out."""
    return ", ".join(
        say("{value} in {year}", value=value_text(row, decimals=decimals), year=row.year)
        for row in shown
    )


def pair_decimals(before: Cell, after: Cell, compared: Cell | None) -> int:
    """Return the decimals with which two percentages show that they differ, if they do."""
    if compared is None or compared.verdict not in ("duidelijk", "waarschijnlijk"):
        return 0
    first, last = (unmarked(value_text(row)) for row in (before, after))
    return 0 if first != last else decimals_for((before, after))


def _moved(
    before: Cell, after: Cell, compared: Cell, *, with_difference: bool, with_reason: bool
) -> str:
    words, verdict, size = subject(after.indicator), str(compared.verdict), compared.estimate or 0.0
    decimals = pair_decimals(before, after, compared)
    first, last = (value_text(row, decimals=decimals) for row in (before, after))
    moved = verb(verdict, size, is_plural=words.is_plural)
    if verdict == "onzeker":
        moved = say(UNSURE_SIZE) if _differs(compared) else moved
        why = words.doubt if after.basis == "census" else say(_FEW_ANSWERS)
        told = say("{phrase} {was} {both}. {moved}", phrase=words.phrase, was=_was(words),
                   both=_both(before, after, first, last),
                   moved=labels.capitalised(moved))  # fmt: skip
        return say("{told}: {why}", told=told, why=why) if with_reason else told
    if verdict == "geen verschil van belang":
        return f"{words.phrase} {moved}: {_both(before, after, first, last)}"
    if unmarked(first) == unmarked(last):
        return say("{phrase} {moved} licht tussen {before} en {after}", phrase=words.phrase,
                   moved=moved, before=before.year, after=after.year)  # fmt: skip
    by_how_much = _by_how_much(before, after, size, decimals) if with_difference else ""
    colon = ":" if verdict == "waarschijnlijk" else ""
    return say(
        "{phrase} {moved}{colon} van {first} in {before} naar {last} in {after}{by_how_much}",
        phrase=words.phrase, moved=moved, colon=colon, first=first, before=before.year,
        last=last, after=after.year, by_how_much=by_how_much,
    )  # fmt: skip


def _differs(compared: Cell) -> bool:
    low, high = compared.limits or (0.0, 0.0)
    return low > 0 or high < 0


def _both(before: Cell, after: Cell, first: str, last: str) -> str:
    if unmarked(first) == unmarked(last):
        return say("{first} in {before} en in {after}",
                   first=first, before=before.year, after=after.year)  # fmt: skip
    return say("{first} in {before} en {last} in {after}",
               first=first, before=before.year, last=last, after=after.year)  # fmt: skip


def _by_how_much(before: Cell, after: Cell, size: float, decimals: int) -> str:
    """Return the difference in words, unless it would not agree with the figures beside it."""
    if before.is_share:
        first, last = (labels.whole_percent(row.estimate or 0) for row in (before, after))
        if decimals or last - first != labels.whole_percent(size):
            return ""
    unit = "" if before.unit == "days" else before.unit  # said with both figures already
    written = labels.difference(size, unit, signed=False)
    return say(
        ". Dat is {difference}\xa0meer" if size > 0 else ". Dat is {difference}\xa0minder",
        difference=written,
    )


def _not_compared(
    before: Cell | None, after: Cell, compared: Cell | None, against: int
) -> Sentence:
    words = subject(after.indicator)
    if before is not None and before.is_withheld:
        why = say("de groep van {against} is te klein om te tonen", against=against)
    elif before is None or before.estimate is None:
        why = say("over {against} zijn er geen gegevens", against=against)
    elif before.version != after.version:
        why = say("met {against} vergelijken we niet, want toen telden we anders", against=against)
    elif compared is not None and compared.is_withheld:
        why = say(
            "de vergelijking met {against} tonen we niet, om kleine groepen te beschermen",
            against=against,
        )
    else:
        why = say("een vergelijking met {against} is niet mogelijk", against=against)
    text = say("{phrase} {was} {value} in {year}. {told}.", phrase=words.phrase, was=_was(words),
               value=value_text(after), year=after.year,
               told=labels.capitalised(why))  # fmt: skip
    return Sentence(labels.capitalised(text), cells=(after,))


def _was(words: Subject) -> str:
    return say("waren" if words.is_plural else "was")
