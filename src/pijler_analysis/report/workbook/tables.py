"""Sheets of clean tables: definitions, the quality of the data, the action plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.explain import earlier_definitions
from pijler_analysis.display.language import say, say_note
from pijler_analysis.display.style import RULE, THIS_YEAR
from pijler_analysis.display.tables.plan import showable
from pijler_analysis.display.words import TABLES
from pijler_analysis.report.workbook.book import FIRST_ROW, Book, number_format

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

DEFINITIONS = "Definities"
_DEFINED = {
    "name_nl": ("Kerncijfer", 30), "id": ("Naam in de software", 26),
    "definition": ("Wat het meet", 60), "silence": ("Wat het niet zegt", 50),
    "numerator": ("Teller", 34),
    "denominator": ("Noemer", 34), "unit": ("Eenheid", 14), "direction": ("Wat is beter?", 15),
    "basis": ("Telling", 16), "challenge": ("Uitdaging", 24), "since": ("Sinds", 8),
    "version": ("Versie", 8), "before": ("Vroegere definitie", 40),
}  # fmt: skip
_TEXTS = {"name_nl", "definition", "silence", "numerator", "denominator"}
_DIRECTIONS = {1: "meer is beter", -1: "minder is beter", 0: "geen van beide"}
_BASES = {"census": "volledige telling", "sample": "steekproef"}
_PLANNED = {
    "activity_id": ("Nr", 7), "activity": ("Activiteit", 46), "challenge": ("Uitdaging", 26),
    "owner_role": ("Wie", 22), "quarter": ("Wanneer", 14), "days_planned": ("Dagen", 8),
    "budget_eur": ("Euro", 9), "indicator": ("Kerncijfer", 26), "baseline": ("Nu", 9),
    "target": ("Doel in cijfers", 9), "detectable": ("Te tonen vanaf", 9),
    "showable": ("Te tonen?", 16), "goal": ("Doel", 36), "review_on": ("Bekijken op", 12),
    "remark": ("Opmerking", 36),
}  # fmt: skip
_DONE = {
    "activity_id": ("Nr", 7), "activity": ("Activiteit", 46), "challenge": ("Uitdaging", 26),
    "owner_role": ("Wie", 22), "quarter": ("Wanneer", 14), "days_planned": ("Dagen gepland", 10),
    "days_spent": ("Dagen besteed", 10), "indicator": ("Kerncijfer", 26), "goal": ("Doel", 36),
    "activity_status": ("Stand", 12), "remark": ("Opmerking", 36),
}  # fmt: skip
_QUALITY: dict[str, tuple[str, dict[str, str]]] = {
    "accounting": ("Rijen per bestand", {
        "source": "Bron", "file": "Bestand", "read": "Gelezen", "kept": "Behouden",
        "rejected": "Afgekeurd", "merged": "Dubbel", "furniture": "Opmaak"}),
    "rejected": ("Waarom rijen en waarden werden afgekeurd", {
        "source": "Bron", "reason": "Reden", "effect": "Gevolg", "count": "Aantal"}),
    "links": ("Rijen gekoppeld aan een organisatie", {
        "table": "Tabel", "rows": "Rijen", "linked": "Gekoppeld", "linked_share": "Aandeel"}),
    "scrubbed": ("Persoonsgegevens weggelaten uit teksten", {
        "table": "Tabel", "kind": "Soort", "count": "Aantal"}),
    "sources": ("Per bron", {
        "source": "Bron", "is_verified": "Volledigheid nagegaan", "kept": "Behouden",
        "rejected": "Afgekeurd", "merged": "Dubbel", "changed": "Aangepast",
        "unknown_codes": "Onbekend", "linked_share": "Gekoppeld"}),
    "completeness": ("Hoe volledig de kolommen ingevuld zijn, in stappen van minstens vijf rijen", {
        "source": "Bron", "heading": "Kolom in de export", "rows": "Rijen",
        "filled_share": "Ingevuld"}),
}  # fmt: skip
_NUMBERS = {"read", "kept", "rejected", "merged", "furniture", "count", "rows", "linked",
            "linked_share", "changed", "unknown_codes", "filled_share", "days_planned",
            "days_spent", "budget_eur", "baseline", "target", "detectable"}  # fmt: skip
_IN_UNIT = ("baseline", "target", "detectable")
"""Columns in the unit of the indicator beside them."""
_KINDS = {
    "email": "e-mailadres", "phone": "telefoonnummer", "iban": "rekeningnummer",
    "national_number": "rijksregisternummer", "link": "link", "name": "naam van een persoon",
}  # fmt: skip
_EFFECTS = {"row": "rij niet meegeteld", "value": "waarde leeg gelaten"}


def definition_places(catalogue: pd.DataFrame) -> dict[str, tuple[str, int]]:
    """Return the sheet and the row in which each indicator is defined."""
    return {id: (DEFINITIONS, FIRST_ROW + 1 + place) for place, id in enumerate(catalogue["id"])}


def fill_definitions(
    book: Book, catalogue: pd.DataFrame, spots: Mapping[str, tuple[str, int, int, int]]
) -> None:
    """Fill the sheet of definitions; each name leads to its figures."""
    known = {name: told for name, told in _DEFINED.items() if name in catalogue}
    sheet = book.open_sheet(
        DEFINITIONS, say("Wat elk kerncijfer meet"), widths=[width for _, width in known.values()]
    )
    book.write_head(sheet, FIRST_ROW, [heading for heading, _ in known.values()])
    book.freeze_head(sheet, FIRST_ROW)
    shown = catalogue.assign(unit=labels.labels("unit", catalogue["unit"])).astype("object")
    for name, words in (("direction", _DIRECTIONS), ("basis", _BASES)):
        if name in shown:
            shown[name] = [say(words.get(value, value)) for value in shown[name]]
    for name in _TEXTS.intersection(shown):
        shown[name] = [say(text) for text in shown[name]]
    if "history" in shown:
        shown["before"] = [earlier_definitions(told) for told in shown["history"]]
    if "challenge" in shown:
        shown["challenge"] = [_coded(code, "challenge") for code in shown["challenge"]]
    for row, values in enumerate(shown[list(known)].itertuples(index=False), start=FIRST_ROW + 1):
        for column, value in enumerate(values):
            book.put(sheet, row, column, value, text_wrap=True, bottom=4, border_color=RULE)
        id = catalogue["id"].iloc[row - FIRST_ROW - 1]
        if id in spots:
            book.put_link(sheet, row, str(values[0]), spots[id][:2], text_wrap=True, bottom=4,
                          border_color=RULE)  # fmt: skip
        book.fit_row(sheet, row, values, [width for _, width in known.values()])


def fill_quality(book: Book, quality: Mapping[str, pd.DataFrame]) -> None:
    """Fill the sheet on the data: rows read and lost, reasons, rows linked."""
    sheet = book.open_sheet(
        "Datakwaliteit", say("Kwaliteit van de gegevens van {year}", year=book.year),
        widths=(34, 62, 20, 12, 12, 12, 12),
    )  # fmt: skip
    row = FIRST_ROW
    for key, (title, headings) in _QUALITY.items():
        if key not in quality:
            continue
        table = quality[key]
        book.put(sheet, row, 0, say(title), bold=True, font_size=12, font_color=THIS_YEAR)
        right = [place for place, name in enumerate(headings) if name in _NUMBERS]
        book.write_head(sheet, row + 1, list(headings.values()), right=right)
        for row_of, values in enumerate(table[list(headings)].to_dict("records"), start=row + 2):
            for column, (name, value) in enumerate(values.items()):
                _put_fact(book, sheet, row_of, column, _named(str(name), value), str(name))
        row += len(table) + 4
    sheet.freeze_panes(FIRST_ROW, 0)


def fill_plan(
    book: Book, plan: pd.DataFrame, targets: pd.DataFrame, names: Mapping[str, str]
) -> None:
    """Fill the sheet of the plan for the year after: who does what, and what should move."""
    told = targets.assign(showable=showable(targets))
    wanted = [*_IN_UNIT, "unit", "showable"]
    table = plan.merge(
        told[["activity_id", *wanted]], on="activity_id", how="left", validate="one_to_one"
    ).assign(review_on=plan["review_on"].dt.strftime("%d/%m/%Y").to_numpy())
    _fill_activities(
        book, "Actieplan", say("Actieplan {year}", year=book.year + 1), table, _PLANNED, names
    )


def fill_progress(book: Book, activities: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Fill the sheet of this year's plan and how far it came."""
    title = say("Actieplan {year} en zijn voortgang", year=book.year)
    _fill_activities(book, "Terugblik", title, activities, _DONE, names)


def _fill_activities(
    book: Book,
    name: str,
    title: str,
    table: pd.DataFrame,
    columns: Mapping[str, tuple[str, int]],
    names: Mapping[str, str],
) -> None:
    widths = [width for _, width in columns.values()]
    sheet = book.open_sheet(name, title, widths=widths)
    right = [place for place, column in enumerate(columns) if column in _NUMBERS]
    book.write_head(sheet, FIRST_ROW, [heading for heading, _ in columns.values()], right=right)
    book.freeze_head(sheet, FIRST_ROW)
    for row, values in enumerate(table.to_dict("records"), start=FIRST_ROW + 1):
        shown = {column: _planned(column, values[column], names) for column in columns}
        for place, (column, value) in enumerate(shown.items()):
            unit = values["unit"] if column in _IN_UNIT else None
            _put_fact(book, sheet, row, place, value, column, unit=unit, text_wrap=True)
        book.fit_row(sheet, row, shown.values(), widths)
    sheet.autofilter(FIRST_ROW, 0, FIRST_ROW + max(len(table), 1), len(columns) - 1)


def _planned(name: str, value: Any, names: Mapping[str, str]) -> Any:
    if name == "indicator":
        return names.get(value, value)
    return _coded(value, name) if name in ("challenge", "quarter", "activity_status") else value


def _put_fact(
    book: Book,
    sheet: Worksheet,
    row: int,
    column: int,
    value: object,
    name: str,
    *,
    unit: str | None = None,
    **look: Any,
) -> None:
    if name in _NUMBERS and isinstance(value, int | float):
        known = unit or ("share" if name.endswith("share") else "")
        look |= {"num_format": number_format(known, value)}
    elif column:
        look |= {"indent": 1}
    book.put(sheet, row, column, value, bottom=4, border_color=RULE, **look)


def _named(column: str, value: object) -> object:
    if column in ("source", "table"):
        return say(TABLES[str(value)].label) if value in TABLES else value
    if column == "is_verified":
        return say("ja") if value else say("neen")
    words = {"effect": _EFFECTS, "kind": _KINDS}.get(column, {})
    if column == "reason":
        return say_note(str(value))
    return say(words[str(value)]) if str(value) in words else value


def _coded(code: str | None, dimension: str) -> str | None:
    return None if code is None or pd.isna(code) else labels.label(dimension, code)
