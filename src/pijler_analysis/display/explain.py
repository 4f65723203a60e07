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
from pijler_analysis.display.sentences import change_sentence
from pijler_analysis.display.subjects import SUBJECTS
from pijler_analysis.display.words import TABLES
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
}
_GENERAL = {
    "census": "Het telt wat in onze eigen bestanden staat; over wie of wat er niet in staat, zegt "
    "het niets.",
    "sample": "Wie niet antwoordde, kan anders denken; dat zit niet in de marge. Staat er een "
    "gewogen cijfer bij, vergelijk dan de twee.",
}
"""What no count, and no survey, says."""


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


def explain(results: pd.DataFrame, catalogue: pd.DataFrame, *, year: int) -> Explanation:
    """Explain one indicator in a year.

    Parameters
    ----------
    results : result table, protected
    catalogue : its declaration, as one row of ``catalogue_table``
    year : the year; what is told of a survey is that of the last wave up to it
    """
    told = catalogue.iloc[0]
    id = str(told["id"])
    levels = results[(results["indicator"] == id) & (results["by"] != CHANGE)]
    years = levels.loc[levels["year"] <= year, "year"]
    shown = year if years.empty or told["basis"] == "census" else int(years.max())
    parts = [
        ("Wat het meet", str(told["definition"])),
        ("Teller", str(told["numerator"])),
        ("Noemer", str(told["denominator"])),
        (f"Waarde in {shown}", _value(results, id, shown)),
        *_groups(levels[levels["year"] == shown], id),
        ("Hoe zeker", _certainty(results, id, shown, str(told["basis"]))),
        ("Berekend als", _method(levels[levels["year"] == shown])),
        *_compared(results, id, shown),
        ("Doel", _target(cell(results, id, year=shown))),
        ("Wat het niet zegt", f"{told['silence']} {_GENERAL[str(told['basis'])]}"),
        ("Bronnen", labels.listing([TABLES[name].label for name in told["tables"]])),
        ("Versie", f"{told['version']}, gemeten sinds {told['since']}"),
        ("Vroeger", labels.capitalised(str(told["before"]))),
    ]
    return Explanation(f"{told['name_nl']} ({id})", [part for part in parts if part[1]])


def _value(results: pd.DataFrame, id: str, year: int) -> str:
    plain = cell(results, id, year=year)
    weighted = cell(results, id, year=year, weighted=True)
    if plain is None:
        return "" if len(results[results["indicator"] == id]) else "geen gegevens"
    text = _with_limits(plain)
    return text if weighted is None else f"{text}; gewogen {_with_limits(weighted)}"


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
            f"{labels.label(by, group)} {_with_limits(rows[group])}" for group in _in_order(rows)
        ]
        found.append((f"Per {labels.heading(by).lower()}", "; ".join(texts)))
    return found


def _in_order(rows: dict[str, Cell]) -> list[str]:
    """Order the groups as everywhere; places in a ranking from the first on."""
    groups = ordered_groups(rows)
    return groups[::-1] if rows[groups[0]].unit == "rank" else groups


def _certainty(results: pd.DataFrame, id: str, year: int, basis: str) -> str:
    shown = cell(results, id, year=year)
    notes = f" {labels.capitalised(shown.note)}." if shown is not None and shown.note else ""
    if basis == "sample":
        who = ""
        if shown is not None and shown.population:
            who = f", uit {labels.number(shown.population)} uitgenodigde organisaties"
        return f"Een steekproef{who}: de marge is die van 95 % zekerheid.{notes}"
    told = "Een volledige telling, zonder foutenmarge."
    if shown is None or shown.limits is None or len({*shown.limits}) == 1:
        return f"{told}{notes}"
    doubt = f", want {SUBJECTS[id].doubt}" if id in SUBJECTS else ""
    return (
        f"{told} De grenzen zijn die waarbij alles wat we niet weten niet meetelt, en wel "
        f"meetelt{doubt}.{notes}"
    )


def _method(levels: pd.DataFrame) -> str:
    methods = list(dict.fromkeys(levels["method"].dropna()))
    return "; ".join(_METHODS.get(method, method) for method in methods)


def _compared(results: pd.DataFrame, id: str, year: int) -> list[tuple[str, str]]:
    rows = cells(results, id, by=CHANGE, year=year)
    return [
        (
            f"Tegenover {row.group}",
            str(change_sentence(results, id, year=year, against=int(row.group))),
        )
        for row in rows
        if row.verdict
    ]


def _target(shown: Cell | None) -> str:
    if shown is None or shown.target is None:
        return ""
    return f"{labels.quantity(shown.target, shown.unit)}: {shown.status or 'niet te zeggen'}"
