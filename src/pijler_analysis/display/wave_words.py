"""Words for what changed between two waves: every verb follows the verdict of its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.language import say, say_note
from pijler_analysis.display.subjects import subject

BRIDGED, NOT_COMPARABLE = "C", "–"
CLEAR, LIKELY, NO_DIFFERENCE = "duidelijk", "waarschijnlijk", "geen verschil van belang"
FIRM = (CLEAR, LIKELY)

_DIMENSIONS = {"satisfaction": "block", "need": "challenge"}
_OTHER_ITEMS = {
    "has_ethical_code": "survey.ethical_code",
    "has_exit_strategy": "survey.exit_strategy",
    "has_diversified_income": "survey.diversified_income",
    "has_diaspora_partner": "survey.diaspora_partner",
    "prepares_volunteers": "survey.volunteer_preparation",
}
KINDS = {"satisfaction": "tevredenheid", "need": "vraag naar steun"}


def item_name(item: str, *, form: str = "label") -> str:
    """Return what an item is about.

    >>> item_name("need_stem"), item_name("satisfaction_overall")
    ('Stem naar overheden en publiek', 'De werking in haar geheel')
    >>> item_name("has_exit_strategy")
    'Exitstrategie'
    """
    kind, _, code = item.partition("_")
    if kind in _DIMENSIONS:
        return labels.label(_DIMENSIONS[kind], code, form=form)
    return say(subject(_OTHER_ITEMS[item]).name) if item in _OTHER_ITEMS else item


def change_words(row: Mapping[str, Any]) -> str:
    """Say in a few words how an item changed, as sure as its verdict.

    Where the scale differs there is no rise or fall: the share is higher or lower than the one
    under the earlier definition.

    >>> change_words({"grade": "B", "verdict": "duidelijk", "difference": -0.08, "note": ""})
    'duidelijk gedaald'
    >>> change_words({"grade": "C", "verdict": "waarschijnlijk", "difference": 0.1, "note": ""})
    'waarschijnlijk hoger'
    """
    verdict = row["verdict"]
    if verdict is None or pd.isna(verdict):
        return say_note(str(row["note"]))
    up = float(row["difference"]) > 0
    if verdict in FIRM:
        bridged = row["grade"] == BRIDGED
        if bridged:
            moved = say("hoger") if up else say("lager")
        else:
            moved = say("gestegen") if up else say("gedaald")
        return f"{surely(verdict)}{moved}"
    return say("ongeveer gelijk") if verdict == NO_DIFFERENCE else say("onzeker")


def surely(verdict: str) -> str:
    """Say before a verb how sure a change is."""
    return say("duidelijk ") if verdict == CLEAR else say("waarschijnlijk ")


def most_moved(moves: pd.DataFrame) -> tuple[list[str], float] | None:
    """Return the items over which the largest part changed their answer, and that part.

    Counts are rounded, so several items may share the first place: then none of them is first.

    Parameters
    ----------
    moves : protected: ``item, then, now, count, n_both``

    Returns
    -------
    tuple, or None where of no item both ways are known
    """
    wide = moves.assign(move=moves["then"].astype(str) + moves["now"].astype(str)).pivot(
        index="item", columns="move", values="count"
    )
    moved = (wide["01"] + wide["10"]) / moves.groupby("item")["n_both"].max()
    moved = moved.dropna().astype(float)
    if moved.empty:
        return None
    most = float(moved.max())
    return [str(item) for item in moved.index[moved > most - 1e-9]], most


def changes_title(rows: Sequence[Mapping[str, Any]], *, kind: str, then: int, now: int) -> str:
    """State what changed clearly, or that nothing can be said."""
    clear = [row for row in rows if row["verdict"] == CLEAR]
    if not clear:
        return say(
            "Van geen enkele vraag naar {kind} veranderde het antwoord tussen {then} en {now} "
            "duidelijk",
            kind=say(KINDS[kind]), then=then, now=now,
        )  # fmt: skip
    parts = []
    for is_up in (True, False):
        names = [_phrase(row["item"]) for row in clear if (float(row["difference"]) > 0) == is_up]
        if names:
            told = labels.listing(names)
            parts.append(
                say("hoger voor {items}", items=told)
                if is_up
                else say("lager voor {items}", items=told)
            )
    asked = all(row["grade"] == BRIDGED for row in clear)
    but = say(". De schaal was anders") if asked else ""
    return say(
        "De {kind} lag in {now} duidelijk {moved} dan in {then}{but}",
        kind=say(KINDS[kind]), now=now, moved=labels.listing(parts), then=then, but=but,
    )  # fmt: skip


def priorities_title(order: pd.DataFrame) -> str:
    """State which challenges end in the first three whatever the weights, or which come first."""
    firm = order.loc[order["top"] >= 0.9, "alternative"]
    names = firm if len(firm) else order["alternative"].head(1)
    phrases = labels.listing([labels.label("challenge", one, form="phrase") for one in names])
    often = say("bijna altijd") if len(firm) else say("het vaakst")
    told = (
        say("{names} eindigen {often} bij de eerste drie, welke gewichten je ook kiest",
            names=phrases, often=often)
        if len(names) > 1
        else say("{name} eindigt {often} bij de eerste drie, welke gewichten je ook kiest",
                 name=phrases, often=often)
    )  # fmt: skip
    return labels.capitalised(told)


def rank_words(row: Mapping[Any, Any]) -> str:
    """Say how often a challenge ends first, and in the first three."""
    return say("eerste {first}, bij de eerste drie {top}", first=labels.percent(row[1]),
               top=labels.percent(row["top"]))  # fmt: skip


def _phrase(item: str) -> str:
    return item_name(item, form="phrase")
