"""Tables of two waves: what was asked and answered, who moved where, what the next can show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.language import say, say_note
from pijler_analysis.display.numbers import Quoted, cited, marked_text, records, sourced
from pijler_analysis.display.tables.report_table import ReportTable, TableColumn
from pijler_analysis.display.wave_words import change_words, item_name

DASH = "–"
CRITERIA = {"members": "Leden", "stakeholders": "Stakeholders", "signals": "Helpdesk"}
STANCES = {1: "belangrijk", 0: "verdeeld", -1: "niet belangrijk"}
SURVEYED = {"high": "veel gevraagd", "low": "weinig gevraagd", "": DASH}
COMPARISONS = {
    "agree": "wijzen dezelfde kant op", "differ": "spreken elkaar tegen", "only_here": "alleen hier"
}  # fmt: skip


@or_one_line
def waves_table(changes: pd.DataFrame, *, then: int, now: int) -> ReportTable:
    """Print both answers on each item asked twice, with its grade and how sure the change is.

    Parameters
    ----------
    changes : protected: ``item, grade, share_then, share_now, standardised_difference, verdict,
        difference, note``
    """
    if changes.empty:
        raise NothingToShowError("Geen vraag werd in beide bevragingen gesteld.")
    changes = cited(changes, "changes", key=["item"])
    frame = pd.DataFrame(
        {
            "item": _names(changes["item"]),
            "grade": changes["grade"],
            "then": [_share(value) for value in changes["share_then"]],
            "now": [_share(value) for value in changes["share_now"]],
            "same": [
                DASH
                if pd.isna(value)
                else labels.difference(value, "share").split(labels.NO_BREAK)[0]
                for value in changes["standardised_difference"]
            ],
            "words": [change_words(row) for row in _records(changes)],
        }
    )
    columns = [
        TableColumn("item", "Vraag", width="1fr"),
        TableColumn("grade", "Oordeel"),
        TableColumn("then", str(then), "right"),
        TableColumn("now", str(now), "right"),
        TableColumn("same", "Bij gelijke samenstelling", "right", width="30mm"),
        TableColumn("words", "Hoe zeker", width="34mm"),
    ]
    note = say(
        "Gewogen aandelen. Oordeel: A zelfde vraag en schaal, B andere woorden, C andere schaal. "
        "Bij C staan twee definities naast elkaar; hoger of lager kan ook van de vraag komen. "
        "Bij gelijke samenstelling: het verschil, in procentpunt, als in beide jaren dezelfde "
        "organisaties uitgenodigd waren."
    )
    caption = say("Wat leden antwoordden in {then} en {now}", then=then, now=now)
    return ReportTable(frame, columns, caption, "golven", note=note)  # fmt: skip


@or_one_line
def bridges_table(changes: pd.DataFrame, *, then: int, now: int) -> ReportTable:
    """Print both definitions of the items whose scale changed, once per pair of definitions."""
    bridged = cited(changes[changes["grade"] == "C"], "changes", key=["item"])
    if bridged.empty:
        raise NothingToShowError("Geen enkele vraag kreeg een andere schaal.")
    items = bridged.groupby("rule", sort=False)["item"].agg(list)
    rules = bridged.drop_duplicates("rule")["rule"].tolist()
    frame = pd.DataFrame(
        {
            "items": ["; ".join(_names(items[rule])) for rule in rules],
            "rule": [_told(rule) for rule in rules],
        }
    )
    columns = [
        TableColumn("items", "Vragen", width="1fr"),
        TableColumn(
            "rule", say("Hoe {then} en {now} naast elkaar liggen", then=then, now=now), width="75mm"
        ),
    ]
    caption = say("Vragen met een andere schaal, en de brug ertussen")
    return ReportTable(frame, columns, caption, "bruggen")  # fmt: skip


@or_one_line
def moves_table(moves: pd.DataFrame) -> ReportTable:
    """Print of each item how many organisations moved where between two waves.

    Parameters
    ----------
    moves : protected: ``item, then, now, count, n_both``
    """
    known = moves.groupby("item", sort=False).filter(lambda one: one["count"].notna().any())
    if known.empty:
        raise NothingToShowError("Te weinig organisaties antwoordden twee keer om dit te tonen.")
    known = cited(known, "moves", key=["item", "then", "now"]).assign(
        then=known["then"], now=known["now"]
    )
    counts = known.assign(move=known["then"].astype(str) + known["now"].astype(str)).pivot(
        index="item", columns="move", values="count"
    )
    items = list(known["item"].drop_duplicates())
    bases = known.dropna(subset=["n_both"]).drop_duplicates("item").set_index("item")["n_both"]
    frame = pd.DataFrame({"item": _names(pd.Series(items))})
    for move in ("11", "01", "10", "00"):
        frame[move] = [_count(value) for value in counts.loc[items, move]]
    frame["n"] = [_count(bases[item]) for item in items]
    columns = [
        TableColumn("item", "Vraag", width="1fr"),
        TableColumn("11", "Twee keer ja", "right"),
        TableColumn("01", "Van nee naar ja", "right"),
        TableColumn("10", "Van ja naar nee", "right"),
        TableColumn("00", "Twee keer nee", "right"),
        TableColumn("n", "Samen", "right"),
    ]
    note = say(
        "Organisaties die twee keer antwoordden, afgerond om kleine groepen te beschermen; "
        "{dash}: te klein om te tonen. Ja: tevreden, of steun gevraagd.", dash=DASH
    )  # fmt: skip
    caption = say("Wie van mening veranderde")
    return ReportTable(frame, columns, caption, "verschuivingen", note=note)


@or_one_line
def rehearsal_table(rehearsal: pd.DataFrame, *, change: float) -> ReportTable:
    """Print of each item the smallest change the next wave could show.

    Parameters
    ----------
    rehearsal : ``item, share, n, rise, fall, is_shown, n_needed``
    change : the change that should be seen, as a share
    """
    if rehearsal.empty:
        raise NothingToShowError("Er is geen bevraging om vooruit te kijken.")
    rehearsal = cited(rehearsal, "rehearsal", key=["item"])
    frame = pd.DataFrame(
        {
            "item": _names(rehearsal["item"]),
            "share": [_share(value) for value in rehearsal["share"]],
            "n": [_count(value) for value in rehearsal["n"]],
            "rise": [_points(value) for value in rehearsal["rise"]],
            "fall": [_points(value) for value in rehearsal["fall"]],
            "needed": [_needed(row) for row in _records(rehearsal)],
        }
    )
    columns = [
        TableColumn("item", "Vraag", width="1fr"),
        TableColumn("share", "Nu", "right"),
        TableColumn("n", "Antwoorden", "right"),
        TableColumn("rise", "Stijging", "right"),
        TableColumn("fall", "Daling", "right"),
        TableColumn(
            "needed",
            say(
                "Nodig voor {change}", change=labels.points(sourced(change, "rehearsal", "change"))
            ),
            "right",
            width="38mm",
        ),
    ]
    note = say(
        "Stijging en daling: de kleinste, in procentpunt, die de volgende bevraging met vier "
        "kansen op vijf toont. We rekenen met evenveel antwoorden als nu. Kan niet: ook als "
        "iedereen dan antwoordt, want deze bevraging zelf telt er te weinig."
    )
    caption = say("Wat de volgende bevraging kan tonen")
    return ReportTable(frame, columns, caption, "generale", note=note)


@or_one_line
def outlook_table(
    outlook: pd.DataFrame, *, programme: tuple[int, int] | None = None
) -> ReportTable:
    """Print how many candidate activities are done by each year, for each number of people.

    Parameters
    ----------
    outlook : ``fte, year, done, conflict``
    programme : first and last year of the programme period, for the note
    """
    if outlook.empty:
        raise NothingToShowError("Er zijn geen jaren om vooruit te kijken.")
    outlook = cited(outlook, "outlook", key=["fte", "year"]).assign(year=outlook["year"])
    cells = outlook.assign(
        cell=[
            DASH if conflict else labels.number(done)
            for done, conflict in zip(outlook["done"], outlook["conflict"], strict=True)
        ]
    )
    wide = cells.pivot(index="fte", columns="year", values="cell").reset_index()
    wide.columns = wide.columns.map(str)
    years = [TableColumn(name, name, "right") for name in wide.columns if name != "fte"]
    fte = TableColumn("fte", "Voltijdse krachten", width="1fr", write=_fte)
    note = say("{dash}: zelfs het lopende werk past er niet in.", dash=DASH)
    if programme:
        note += " " + say("De programmaperiode loopt van {first} tot {last}.",
                          first=programme[0], last=programme[1])  # fmt: skip
    caption = say(
        "Nieuwe activiteiten gedaan tegen het einde van elk jaar, per aantal voltijdse krachten"
    )
    return ReportTable(wide, [fte, *years], caption, "capaciteit", note=note)


@or_one_line
def weights_table(
    flips: pd.DataFrame,
    *,
    weights: Mapping[str, float],
    bounds: Mapping[str, tuple[float, float]],
) -> ReportTable:
    """Print of each challenge that could come first with which weights, and how urgent it is.

    Parameters
    ----------
    flips : see ``strategy.yearplan.YearPlan.flips``
    weights, bounds : per criterion the weight of the settings, and how far one may differ on it
    """
    if flips.empty:
        raise NothingToShowError("Over de uitdagingen zijn er geen gegevens.")
    ever = flips[flips["members"].notna()]
    rows = records(cited(ever, "flips", key=["challenge"]))
    frame = pd.DataFrame(
        {
            "challenge": labels.labels("challenge", ever["challenge"]),
            "score": [labels.number(row["score"], decimals=2) for row in rows],
            **{name: [_share(row[name]) for row in rows] for name in CRITERIA},
            "told": [_defensible(row) for row in rows],
        }
    )
    columns = [
        TableColumn("challenge", "Uitdaging", width="1fr"),
        TableColumn("score", "Score", "right"),
        *(TableColumn(name, word, "right") for name, word in CRITERIA.items()),
        TableColumn("told", "Zulke gewichten", width="40mm"),
    ]
    whole = sum(weights.values())
    base = ", ".join(
        f"{say(word).lower()} "
        + labels.percent(sourced(weights[name] / whole, "settings", f"priorities.weights.{name}"))
        + _between(bounds.get(name), name)
        for name, word in CRITERIA.items()
    )
    note = say(
        "Score van nul tot een met onze gewichten: {base}. Tussen haakjes staat wat te verdedigen "
        "is. De andere kolommen geven de gewichten die daar het dichtst bij liggen en de uitdaging "
        "op de eerste plaats zetten.", base=base,
    )  # fmt: skip
    rest = sourced(float(len(flips) - len(ever)), "flips", "count(no weights)")
    if rest:
        others = labels.counted(rest, "uitdaging", "uitdagingen")
        note += " " + say("Voor {challenges} bestaan zulke gewichten niet.", challenges=others)
    caption = say("Met welke gewichten een uitdaging eerst komt, en hoe dringend ze is met de onze")
    return ReportTable(frame, columns, caption, "gewichten", note=note)


def _defensible(row: Mapping[Any, Any]) -> str:
    if row["rank"] == 1:
        return say("de onze")
    return say("te verdedigen") if row["is_defensible"] else say("niet te verdedigen")


def _between(bound: tuple[float, float] | None, criterion: str) -> str:
    if bound is None:
        return ""
    low, high = (
        sourced(one, "settings", f"priorities.bounds.{criterion}", end=end)
        for end, one in enumerate(bound)
    )
    return f" ({labels.value_range(low, high, 'share')})"


@or_one_line
def focus_table(comparison: pd.DataFrame) -> ReportTable:
    """Print what each focus group said of each challenge, beside the survey.

    Parameters
    ----------
    comparison : ``group, challenge, stance, survey, comparison``
    """
    if comparison.empty:
        raise NothingToShowError("Uitspraken uit focusgroepen zijn er voor dit jaar niet.")
    frame = pd.DataFrame(
        {
            "group": comparison["group"],
            "challenge": labels.labels("challenge", comparison["challenge"]),
            "said": [say(STANCES[one]) for one in comparison["stance"]],
            "survey": [say(SURVEYED[one]) for one in comparison["survey"]],
            "both": [say(COMPARISONS[one]) for one in comparison["comparison"]],
        }
    )
    columns = [
        TableColumn("group", "Groep"),
        TableColumn("challenge", "Uitdaging", width="1fr"),
        TableColumn("said", "In de groep"),
        TableColumn("survey", "In de bevraging"),
        TableColumn("both", "Samen"),
    ]
    note = say(
        "Veel of weinig gevraagd: het hele interval ligt boven of onder het gemiddelde van de "
        "uitdagingen. Uitspraken zelf tonen we niet: een groep is klein."
    )
    caption = say("Focusgroepen naast de bevraging")
    return ReportTable(frame, columns, caption, "focusgroepen", note=note)


def _told(rule: str) -> str:
    """Return a rule in the language of the report; a digit in it still knows where it is from."""
    told = say_note(str(rule))
    return marked_text(told, rule.origin) if isinstance(rule, Quoted) else told


def _fte(value: float) -> str:
    return labels.number(sourced(value, "outlook", "fte", fte=value), decimals=1)


def _records(table: pd.DataFrame) -> list[dict]:
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in records(table)
    ]


def _needed(row: dict) -> str:
    if row["share"] is None:
        return DASH
    if row["n_needed"] is None:
        return say("kan niet")
    return labels.counted(row["n_needed"], "antwoord", "antwoorden")


def _names(items: pd.Series | list[str]) -> list[str]:
    return [item_name(item) for item in items]


def _share(value: float) -> str:
    return DASH if pd.isna(value) else labels.percent(value)


def _points(value: float) -> str:
    return DASH if pd.isna(value) else labels.bare_points(value)


def _count(value: float) -> str:
    return DASH if pd.isna(value) else labels.number(value)
