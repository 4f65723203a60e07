"""Words for what changed between two waves: every verb follows the verdict of its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
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
_KINDS = {"satisfaction": "tevredenheid", "need": "vraag naar steun"}


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
    return subject(_OTHER_ITEMS[item]).name if item in _OTHER_ITEMS else item


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
        return str(row["note"])
    up = float(row["difference"]) > 0
    if verdict in FIRM:
        bridged = row["grade"] == BRIDGED
        moved = ("hoger" if up else "lager") if bridged else ("gestegen" if up else "gedaald")
        return f"{verdict} {moved}"
    return "ongeveer gelijk" if verdict == NO_DIFFERENCE else "onzeker"


def changes_title(rows: Sequence[Mapping[str, Any]], *, kind: str, then: int, now: int) -> str:
    """State what changed clearly, or that nothing can be said."""
    clear = [row for row in rows if row["verdict"] == CLEAR]
    if not clear:
        return (
            f"Van geen enkele vraag naar {_KINDS[kind]} veranderde het antwoord tussen {then} en "
            f"{now} duidelijk"
        )
    parts = []
    for word, is_up in (("hoger", True), ("lager", False)):
        names = [_phrase(row["item"]) for row in clear if (float(row["difference"]) > 0) == is_up]
        if names:
            parts.append(f"{word} voor {labels.listing(names)}")
    asked = all(row["grade"] == BRIDGED for row in clear)
    but = ", op een andere schaal" if asked else ""
    return f"De {_KINDS[kind]} lag in {now} duidelijk {' en '.join(parts)} dan in {then}{but}"


def priorities_title(order: pd.DataFrame) -> str:
    """State which challenges end in the first three whatever the weights, or which come first."""
    firm = order.loc[order["top"] >= 0.9, "alternative"]
    names = firm if len(firm) else order["alternative"].head(1)
    phrases = labels.listing([labels.label("challenge", one, form="phrase") for one in names])
    verb = "eindigen" if len(names) > 1 else "eindigt"
    often = "bijna altijd" if len(firm) else "het vaakst"
    return labels.capitalised(f"{phrases} {verb} {often} bij de eerste drie, welke gewichten je "
                              "ook kiest")  # fmt: skip


def rank_words(row: Mapping[Any, Any]) -> str:
    """Say how often a challenge ends first, and in the first three."""
    return f"eerste {labels.percent(row[1])}, bij de eerste drie {labels.percent(row['top'])}"


def _phrase(item: str) -> str:
    return item_name(item, form="phrase")
