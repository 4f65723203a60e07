"""One indicator in plain words: what it means, what it came out at, how sure, and what it hides."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.cells import Cell, cell, cells, limits_text, value_text
from pijler_analysis.display.fragments import escape_markdown
from pijler_analysis.display.groups import ordered_groups
from pijler_analysis.display.language import language, say, say_note, speaking
from pijler_analysis.display.sentences import change_sentence
from pijler_analysis.display.subjects import SUBJECTS
from pijler_analysis.display.words import WORDS
from pijler_analysis.schema.results import CHANGE, TOTAL

_METHODS = {
    "count": "geteld",
    "ratio": "teller gedeeld door noemer",
    "median": "middelste waarde",
    "difference": "verschil",
    "kaplan-meier": "mediaan waarin wat nog open stond als wachtend meetelt (Kaplan-Meier)",
    "gini n/(n-1)": "Gini-coëfficiënt met de correctie n/(n−1)",
    "wilson": "Wilson-interval, gerekend met het aantal uitgenodigden",
    "exact": "exact interval, gerekend met het aantal uitgenodigden",
    "raked, wilson": "herwogen naar provincie en diasporastatus, met een Wilson-interval",
    "raked, exact": "herwogen naar provincie en diasporastatus, met een exact interval",
    "rescaled bootstrap": "duizend keer opnieuw getrokken respondenten (bootstrap)",
    "normal, linearised": "duizend keer getrokken aandelen (normaal verdeeld)",
    "r-indicator": "R-indicator: een min tweemaal de spreiding van de kans om te antwoorden",
    "dissimilarity": "dissimilariteitsindex",
    "kappa": "kappa van Cohen",
    "spearman": "rangcorrelatie van Spearman, gerekend met het aantal uitgenodigden",
    "krippendorff": "alfa van Krippendorff, met gelijke stappen tussen de scores",
    "poisson, exact": "exact Poisson-interval: zou een jaar als dit er toevallig anders uitzien?",
    "lorenz": "Lorenzcurve: deel van het geld bij een deel van de ontvangers",
}
_GENERAL = {
    "census": "Het telt wat in onze eigen bestanden staat; over wie of wat er niet in staat, zegt "
    "het niets.",
    "sample": "Wie niet antwoordde, kan anders denken; dat zit niet in de marge. Staat er een "
    "gewogen cijfer bij, vergelijk dan de twee.",
}
"""What no count, and no survey, says; an indicator that is neither declares its own."""


@dataclass(frozen=True)
class Explanation:
    """An indicator explained: a title and, per heading, a line or two."""

    title: str
    parts: Sequence[tuple[str, str]]

    def __str__(self) -> str:
        """Return it as plain text, for the terminal."""
        return "\n".join([self.title, *(f"  {head}: {text}" for head, text in self.parts)])

    def _repr_markdown_(self) -> str:
        lines = [f"**{escape_markdown(self.title)}**", ""]
        lines += [f"- *{head}*: {escape_markdown(text)}" for head, text in self.parts]
        return "\n".join(lines) + "\n"

    def _repr_html_(self) -> str:
        items = "".join(
            f"<dt><em>{html.escape(head)}</em></dt><dd>{html.escape(text, quote=False)}</dd>"
            for head, text in self.parts
        )
        return f"<p><strong>{html.escape(self.title)}</strong></p><dl>{items}</dl>"


def explain(
    results: pd.DataFrame, catalogue: pd.DataFrame, *, year: int, lang: str | None = None
) -> Explanation:
    """Explain one indicator in a year.

    Parameters
    ----------
    results : result table, protected
    catalogue : its declaration, as one row of ``catalogue_table``
    year : the year; what is told of a survey is that of the last wave up to it
    lang : the language, where it is not the one spoken now
    """
    with speaking(lang or language()):
        return _explained(results, catalogue, year=year)


def _explained(results: pd.DataFrame, catalogue: pd.DataFrame, *, year: int) -> Explanation:
    told = catalogue.iloc[0]
    id = str(told["id"])
    levels = results[(results["indicator"] == id) & (results["by"] != CHANGE)]
    years = levels.loc[levels["year"] <= year, "year"]
    shown = year if years.empty or told["basis"] == "census" else int(years.max())
    silence = str(told["silence"])
    general = str(told["reservation"]) or _GENERAL[str(told["basis"])]
    parts = [
        (say("Wat het meet"), say(str(told["definition"]))),
        (say("Teller"), say(str(told["numerator"]))),
        (say("Noemer"), say(str(told["denominator"]))),
        (say("Waarde in {year}", year=shown), _value(results, id, shown)),
        *_groups(levels[levels["year"] == shown], id),
        (say("Hoe zeker"), _certainty(results, id, shown, str(told["basis"]))),
        (say("Berekend als"), _method(levels[levels["year"] == shown])),
        *_compared(results, id, shown),
        (say("Doel"), _target(cell(results, id, year=shown))),
        (say("Wat het niet zegt"), f"{say(silence)} {say(general)}"),
        (say("Bronnen"), labels.listing([labels.label("table", name) for name in told["tables"]])),
        (
            say("Versie"),
            say("{version}, gemeten sinds {year}", version=told["version"], year=told["since"]),
        ),
        (say("Vroeger"), labels.capitalised(earlier_definitions(told["history"]))),
    ]
    return Explanation(f"{say(str(told['name_nl']))} ({id})", [part for part in parts if part[1]])


def earlier_definitions(history: Sequence[tuple[int, int, str]]) -> str:
    """Say how it was counted before its definition changed, newest first."""
    return "; ".join(
        say(
            "versie {version}, tot en met {until}: {definition}",
            version=version, until=until, definition=say(definition),
        )
        for version, until, definition in history
    )  # fmt: skip


def _value(results: pd.DataFrame, id: str, year: int) -> str:
    plain = cell(results, id, year=year)
    weighted = cell(results, id, year=year, weighted=True)
    if plain is None:
        of_year = (results["indicator"] == id) & (results["year"] == year)
        return "" if of_year.any() else say("geen gegevens")
    text = _with_limits(plain)
    if weighted is None:
        return text
    return say("{plain}; gewogen {weighted}", plain=text, weighted=_with_limits(weighted))


def _with_limits(shown: Cell) -> str:
    limits = limits_text(shown)
    return f"{value_text(shown)} ({limits})" if limits else value_text(shown)


def _groups(levels: pd.DataFrame, id: str) -> list[tuple[str, str]]:
    """Give every breakdown in a line of its own, groups in their usual order."""
    found = []
    for by in dict.fromkeys(levels["by"]):
        if by == TOTAL:
            continue
        rows = {row.group: row for row in cells(levels, id, by=by)}
        texts = [
            f"{labels.label(by, group)} {_with_limits(rows[group])}"
            for group in _in_order(by, rows)
        ]
        head = say("Per {dimension}", dimension=labels.heading(by).lower())
        found.append((head, "; ".join(texts)))
    return found


def _in_order(by: str, rows: dict[str, Cell]) -> list[str]:
    """Order the groups as everywhere; places from the first on, answers along their scale."""
    if by == "block_answer":
        return [group for group in WORDS[by] if group in rows]
    groups = ordered_groups(rows)
    return groups[::-1] if rows[groups[0]].unit == "rank" else groups


def _certainty(results: pd.DataFrame, id: str, year: int, basis: str) -> str:
    """Say how sure the figures of a year are; nothing of a year without any."""
    if not ((results["indicator"] == id) & (results["year"] == year)).any():
        return ""
    shown = cell(results, id, year=year)
    notes = (
        f" {labels.capitalised(say_note(shown.note))}." if shown is not None and shown.note else ""
    )
    if basis == "sample":
        if shown is not None and shown.population:
            told = say(
                "Een steekproef, uit {n} uitgenodigde organisaties: de marge is die van 95 % "
                "zekerheid.",
                n=labels.number(shown.population),
            )
        else:
            told = say("Een steekproef: de marge is die van 95 % zekerheid.")
        return f"{told}{notes}"
    told = say("Een volledige telling, zonder foutenmarge.")
    if shown is None or shown.limits is None or len({*shown.limits}) == 1:
        return f"{told}{notes}"
    why = (
        say(
            "De grenzen zijn die waarbij alles wat we niet weten niet meetelt, en wel meetelt, "
            "want {doubt}.",
            doubt=say(SUBJECTS[id].doubt),
        )
        if id in SUBJECTS
        else say(
            "De grenzen zijn die waarbij alles wat we niet weten niet meetelt, en wel meetelt."
        )
    )
    return f"{told} {why}{notes}"


def _method(levels: pd.DataFrame) -> str:
    methods = list(dict.fromkeys(levels["method"].dropna()))
    return "; ".join(say(_METHODS.get(method, method)) for method in methods)


def _compared(results: pd.DataFrame, id: str, year: int) -> list[tuple[str, str]]:
    rows = cells(results, id, by=CHANGE, year=year)
    return [
        (
            say("Tegenover {year}", year=row.group),
            str(change_sentence(results, id, year=year, against=int(row.group))),
        )
        for row in rows
        if row.verdict
    ]


def _target(shown: Cell | None) -> str:
    if shown is None or shown.target is None:
        return ""
    status = say(shown.status or "niet te zeggen")
    return f"{labels.quantity(shown.target, shown.unit)}: {status}"
