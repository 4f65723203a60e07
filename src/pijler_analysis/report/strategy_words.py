"""The sentences of the strategy paper: what changed, who moved, what the next survey can show."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.fragments import Fragment, Sentence, bullets, lead, stacked
from pijler_analysis.display.numbers import cited, records, sourced
from pijler_analysis.display.wave_words import BRIDGED, CLEAR, LIKELY, item_name

MOST_CHANGES = 5
_MET = ("gehaald", "waarschijnlijk gehaald")
_MISSED = ("niet gehaald", "waarschijnlijk niet gehaald", "deels gehaald")


def waves_summary(changes: pd.DataFrame, *, then: int, now: int) -> Fragment:
    """Say how many items can be compared, how many changed, and which.

    Parameters
    ----------
    changes : protected rows of the items asked twice
    """
    changes = cited(changes, "changes", key=["item"])
    shown = changes.dropna(subset=["verdict"])
    firm = shown[shown["verdict"].isin([CLEAR, LIKELY])]
    all_of_them = sourced(float(len(changes)), "changes", "count(item)")
    clear = sourced(
        float((shown["verdict"] == CLEAR).sum()), "changes", f"count(verdict = {CLEAR})"
    )
    bridged = sourced(
        float((changes["grade"] == BRIDGED).sum()), "changes", f"count(grade = {BRIDGED})"
    )
    were = "werd" if len(changes) == 1 else "werden"
    opening = Sentence(
        f"Van de {labels.counted(all_of_them, 'vraag', 'vragen')} die in {then} en {now} gesteld "
        f"{were}, lag het antwoord bij {labels.number(clear)} duidelijk anders."
    )
    told = [_changed(row) for row in records(_strongest(firm))]
    if bridged:
        told.append(
            Sentence(
                f"Bij {labels.counted(bridged, 'vraag', 'vragen')} veranderde ook de schaal: een "
                "verschil kan dan van de vraag zelf komen."
            )
        )
    return stacked([lead(opening), bullets(told)])


def moves_summary(moves: pd.DataFrame) -> Fragment:
    """Say of how many items enough organisations answered twice, and where most moved."""
    wide = moves.assign(move=moves["then"].astype(str) + moves["now"].astype(str)).pivot(
        index="item", columns="move", values="count"
    )
    known = wide.dropna(subset=["01", "10"])
    if known.empty:
        return lead(Sentence("Te weinig organisaties antwoordden twee keer om te zien wie bewoog."))
    moved = ((known["01"] + known["10"]) / moves.groupby("item")["n_both"].max()).dropna()
    most = str(moved.astype(float).idxmax())
    share = sourced(float(moved[most]), "moves", "(01 + 10) / n_both", item=most)
    return lead(
        Sentence(
            "Van wie twee keer antwoordde, veranderde het vaakst van antwoord over "
            f"{item_name(most, form='phrase')}: ongeveer {labels.percent(share)}."
        )
    )


def objectives_summary(objectives: pd.DataFrame) -> Fragment:
    """Say how many objectives were met, and of how many nobody knows.

    Parameters
    ----------
    objectives : see ``strategy.objectives.judge_objectives``
    """
    status = objectives["status"]
    whole = sourced(float(len(status)), "objectives", "count(objective)")
    met, missed = (
        sourced(float(status.isin(words).sum()), "objectives", f"count(status: {name})")
        for name, words in (("met", _MET), ("missed", _MISSED))
    )
    unknown = sourced(whole - met - missed, "objectives", "count(status: other)")
    are = "is" if met == 1 else "zijn"
    opening = Sentence(
        f"Van de {labels.counted(whole, 'doel', 'doelen')} {are} er {labels.number(met)} "
        f"helemaal of waarschijnlijk gehaald en {labels.number(missed)} niet of maar ten dele."
    )
    told = Sentence(
        f"Van {labels.counted(unknown, 'doel', 'doelen')} valt dat nog niet te zeggen: er is geen "
        "cijfer, of niemand sprak er zich over uit."
    )
    return stacked([lead(opening), *([bullets([told])] if unknown else [])])


def rehearsal_summary(rehearsal: pd.DataFrame, *, change: float) -> Fragment:
    """Say how many items the next survey could show a change of, as things stand."""
    known = rehearsal.dropna(subset=["share"])
    able = sourced(
        float(known["is_shown"].fillna(False).astype(bool).sum()), "rehearsal", "count(is_shown)"
    )
    count = sourced(float(len(known)), "rehearsal", "count(share)")
    smallest = known[["rise", "fall"]].max(axis=1).astype(float)
    least = sourced(smallest.min(), "rehearsal", "min(max(rise, fall))")
    most = sourced(smallest.max(), "rehearsal", "max(max(rise, fall))")
    opening = Sentence(
        f"Met evenveel antwoorden als nu kan de volgende bevraging bij {labels.number(able)} van "
        f"de {labels.counted(count, 'vraag', 'vragen')} een verandering van "
        f"{labels.points(sourced(change, 'rehearsal', 'change'))} tonen."
    )
    told = Sentence(
        f"Het kleinste verschil dat wel te zien is, ligt tussen {labels.points(least)} "
        f"en {labels.points(most)}. Kies per vraag een doel dat groter is, of vraag naar "
        "wat iedereen kan tellen in plaats van naar een mening."
    )
    return stacked([lead(opening), bullets([told])])


def _strongest(firm: pd.DataFrame) -> pd.DataFrame:
    size = firm["difference"].astype(float).abs()
    order = firm.assign(size=size, likely=firm["verdict"] != CLEAR)
    return order.sort_values(["likely", "size"], ascending=[True, False]).head(MOST_CHANGES)


def _changed(row: dict) -> Sentence:
    up = float(row["difference"]) > 0
    shares = f"van {labels.percent(row['share_then'])} naar {labels.percent(row['share_now'])}"
    about = _about(row["item"])
    sure = "" if row["verdict"] == CLEAR else "waarschijnlijk "
    if row["grade"] == BRIDGED:
        moved = f"lag {sure}{'hoger' if up else 'lager'}: {shares}, met een andere vraag"
    else:
        moved = f"{'steeg' if up else 'daalde'} {sure}{shares}"
    shape = "up" if up else "down"
    return Sentence(
        f"{labels.capitalised(about)} {moved} ({row['verdict']}).", row["verdict"], shape
    )


def _about(item: str) -> str:
    phrase = item_name(item, form="phrase")
    if item.startswith("satisfaction_"):
        return f"het aandeel leden dat tevreden is over {phrase}"
    if item.startswith("need_"):
        return f"het aandeel leden dat steun vraagt voor {phrase}"
    return f"het aandeel leden met {phrase.lower()}"
