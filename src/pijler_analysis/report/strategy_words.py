"""The sentences of the strategy paper: what changed, who moved, what the next survey can show."""

from __future__ import annotations

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.fragments import Fragment, Sentence, bullets, lead, stacked
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import cited, records, sourced
from pijler_analysis.display.wave_words import (
    BRIDGED,
    CLEAR,
    LIKELY,
    item_name,
    most_moved,
    surely,
)

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
    opening = Sentence(
        say("Van {items} uit {then} en {now} lag het antwoord bij {clear} duidelijk anders.",
            items=labels.counted(all_of_them, "vraag", "vragen"), then=then, now=now,
            clear=labels.number(clear))
    )  # fmt: skip
    told = [_changed(row) for row in records(_strongest(firm))]
    if bridged:
        told.append(
            Sentence(
                say(
                    "Bij {items} veranderde ook de schaal: een verschil kan dan van de vraag zelf "
                    "komen.",
                    items=labels.counted(bridged, "vraag", "vragen"),
                )
            )
        )
    return stacked([lead(opening), bullets(told)])


def moves_summary(moves: pd.DataFrame) -> Fragment:
    """Say of how many items enough organisations answered twice, and where most moved."""
    most = most_moved(moves)
    if most is None:
        return lead(
            Sentence(say("Te weinig organisaties antwoordden twee keer om te zien wie bewoog."))
        )
    items, part = most
    share = labels.percent(sourced(part, "moves", "(01 + 10) / n_both", item=items[0]))
    about = labels.listing([item_name(item, form="phrase") for item in items])
    told = (
        say("Wie twee keer antwoordde, veranderde het vaakst van antwoord over {item}: "
            "ongeveer {share}.", item=about, share=share)
        if len(items) == 1
        else say("Wie twee keer antwoordde, veranderde het vaakst van antwoord over {item}: "
                 "elk ongeveer {share}.", item=about, share=share)
    )  # fmt: skip
    return lead(Sentence(told))


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
    opening = Sentence(
        say("Van {goals} haalden we er {met} helemaal of waarschijnlijk, en {missed} niet of maar "
            "ten dele.", goals=labels.counted(whole, "doel", "doelen"), met=labels.number(met),
            missed=labels.number(missed))
    )  # fmt: skip
    told = Sentence(
        say("Van {goals} valt dat nog niet te zeggen: er is geen cijfer, of niemand sprak er zich "
            "over uit.", goals=labels.counted(unknown, "doel", "doelen"))
    )  # fmt: skip
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
    blanks = {
        "able": labels.number(able), "items": labels.counted(count, "vraag", "vragen"),
        "change": labels.points(sourced(change, "rehearsal", "change")),
    }  # fmt: skip
    opening = Sentence(
        say("Met evenveel antwoorden als nu kan de volgende bevraging bij {able} van {items} een "
            "verandering van {change} tonen.", **blanks)
        if able
        else say("Met evenveel antwoorden als nu kan de volgende bevraging bij geen enkele van "
                 "{items} een verandering van {change} tonen.", **blanks)
    )  # fmt: skip
    told = Sentence(
        say("Een stijging en een daling zijn pas allebei te tonen vanaf {least}. Bij de "
            "moeilijkste vraag is dat {most}. Kies per vraag een doel dat groter is. Of vraag "
            "naar wat iedereen kan tellen, en niet naar een mening.",
            least=labels.points(least), most=labels.points(most))
    )  # fmt: skip
    return stacked([lead(opening), bullets([told])])


def _strongest(firm: pd.DataFrame) -> pd.DataFrame:
    size = firm["difference"].astype(float).abs()
    order = firm.assign(size=size, likely=firm["verdict"] != CLEAR)
    return order.sort_values(["likely", "size"], ascending=[True, False]).head(MOST_CHANGES)


def _changed(row: dict) -> Sentence:
    up = float(row["difference"]) > 0
    verdict = str(row["verdict"])
    blanks = {
        "About": labels.capitalised(_about(row["item"])),
        "sure": surely(verdict),
        "then": labels.percent(row["share_then"]),
        "now": labels.percent(row["share_now"]),
    }
    if row["grade"] == BRIDGED:
        told = (
            say("{About} lag {sure}hoger: van {then} naar {now}, met een andere vraag.", **blanks)
            if up
            else say("{About} lag {sure}lager: van {then} naar {now}, met een andere vraag.",
                     **blanks)
        )  # fmt: skip
    else:
        told = (
            say("{About} steeg {sure}van {then} naar {now}.", **blanks)
            if up
            else say("{About} daalde {sure}van {then} naar {now}.", **blanks)
        )
    return Sentence(told, verdict, "up" if up else "down")


def _about(item: str) -> str:
    phrase = item_name(item, form="phrase")
    if item.startswith("satisfaction_"):
        return say("het aandeel leden dat tevreden is over {item}", item=phrase)
    if item.startswith("need_"):
        return say("het aandeel leden dat steun vraagt voor {item}", item=phrase)
    return say("het aandeel leden met {item}", item=phrase.lower())
