"""Tables of results: key figures beside their year, target and verdict; groups; definitions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import (
    Cell,
    CellIndex,
    NothingToShowError,
    cell,
    cells,
    decimals_for,
    index_cells,
    latest_year,
    limits_text,
    survey_cells,
    value_text,
)
from pijler_analysis.display.figures.notes import ROUNDED, base_text
from pijler_analysis.display.groups import ordered_groups, worth_showing
from pijler_analysis.display.language import say
from pijler_analysis.display.sentences import limits_meaning, verdict_words
from pijler_analysis.display.subjects import sources, subject
from pijler_analysis.display.tables.report_table import Mark, ReportTable, TableColumn
from pijler_analysis.schema.results import TOTAL

DASH = "–"
DIFFERENCES = "Oordelen zijn berekend op niet-afgeronde cijfers."


@or_one_line
def indicator_table(
    results: pd.DataFrame,
    indicators: Sequence[str],
    *,
    year: int,
    against: int | None = None,
    names: Mapping[str, str] | None = None,
    label: str = "kerncijfers",
    caption: str = "",
) -> ReportTable:
    """Lay key figures beside the year before, the reference year and their target.

    Parameters
    ----------
    results : result table, protected
    indicators : ids, in order
    year : this year
    against : the reference year; nothing is compared with the year itself
    names : Dutch name by id, where it differs from the one used in sentences
    """
    index = index_cells(results[results["indicator"].isin(indicators)])
    years = [one for one in _columns_of_years(year, against) if _has_any(index, indicators, one)]
    if year not in years:
        names_of = labels.listing([subject(one).phrase for one in indicators])
        raise NothingToShowError(
            say("Over {phrase} zijn er in {year} geen gegevens.", phrase=names_of, year=year)
        )
    if against not in years[:-1]:
        against = None
    rows = [_indicator_row(index, one, years, against, names or {}) for one in indicators]
    frame = pd.DataFrame(rows)
    columns = [TableColumn("name", "Kerncijfer", width="1fr")]
    columns += [TableColumn(str(one), str(one), "right") for one in years]
    columns.append(TableColumn("sure", "Zekerheid", "right"))
    if against is not None:
        columns.append(TableColumn("verdict", say("Sinds {year}", year=against)))
    if (frame["target"] != "").any():
        columns.append(TableColumn("target", "Doel", width="25mm"))
    return ReportTable(
        frame, columns, caption or say("Kerncijfers van {year}", year=year), label,
        note=say("Bron: {source}.", source=sources(indicators)) + f" {say(DIFFERENCES)}",
    )  # fmt: skip


@or_one_line
def group_table(
    results: pd.DataFrame,
    indicator: str,
    by: str,
    *,
    year: int | None = None,
    against: int | None = None,
    groups: Collection[str] | None = None,
    label: str | None = None,
    caption: str = "",
) -> ReportTable:
    """Lay the groups of a breakdown under each other, with the years beside each other.

    Parameters
    ----------
    groups : only these codes; all where left out
    against : the reference year, shown beside last year and this one
    """
    year = year if year is not None else latest_year(results, indicator, by=by)
    found = worth_showing(cells(results, indicator, by=by, year=year))
    check_any_to_show(found, results, indicator, year=year, by=by)
    now = {row.group: row for row in found}
    shown = [one for one in ordered_groups(now) if groups is None or one in groups]
    total = cell(results, indicator, year=year)
    years = [one for one in _columns_of_years(year, against) if _has_rows(results, indicator, one)]
    places: list[tuple[str, str]] = [(by, group) for group in shown]
    if total is not None:
        places.append((TOTAL, TOTAL))
    with_base = any(row.is_share for row in now.values())
    frame = _group_frame(results, indicator, places, years, year)
    columns = [TableColumn("name", labels.heading(by), width="1fr")]
    columns += [TableColumn(str(one), str(one), "right") for one in years]
    columns.append(TableColumn("sure", say("Zekerheid {year}", year=year), "right"))
    if with_base:
        columns.append(TableColumn("base", "n", "right"))
    words = subject(indicator)
    return ReportTable(
        frame, [one for one in columns if one.name != "sure" or (frame["sure"] != "").any()],
        caption or _caption(words.name, by, year),
        label or f"{indicator}-{by}".replace(".", "-").replace("_", "-"),
        note=_note(words.source, found), total=[len(shown)] if total is not None else (),
        muted=[place for place, group in enumerate(shown) if not now[group].has_value],
    )  # fmt: skip


@or_one_line
def survey_table(
    results: pd.DataFrame,
    indicator: str,
    by: str,
    *,
    year: int | None = None,
    label: str | None = None,
    caption: str = "",
) -> ReportTable:
    """Lay plain and weighted shares of the last wave up to ``year`` beside each other."""
    year = latest_year(results, indicator, by=by, until=year)
    plain = survey_cells(results, indicator, by, year=year)
    check_any_to_show([*plain.values()], results, indicator, year=year, by=by)
    weighted = survey_cells(results, indicator, by, year=year, weighted=True)
    order = ordered_groups(plain)
    frame = pd.DataFrame(
        {
            "name": labels.labels(by, order),
            "base": [_base(plain[one]) for one in order],
            "plain": [_short(plain[one]) for one in order],
            "plain_sure": [limits_text(plain[one]) for one in order],
            "weighted": [_short(weighted.get(one)) for one in order],
            "weighted_sure": [limits_text(weighted.get(one)) for one in order],
        }
    )
    columns = [
        TableColumn("name", labels.heading(by), width="1fr"),
        TableColumn("base", "n", "right"),
        TableColumn("plain", "Aandeel", "right"),
        TableColumn("plain_sure", "Zekerheid", "right"),
    ]
    if weighted:
        columns += [
            TableColumn("weighted", "Gewogen", "right"),
            TableColumn("weighted_sure", "Zekerheid", "right"),
        ]
    words = subject(indicator)
    base = base_text(list(plain.values()))
    return ReportTable(
        frame, columns, caption or _caption(words.name, by, year),
        label or f"{indicator}-{by}".replace(".", "-").replace("_", "-"),
        note=f"{_note(words.source + base, list(plain.values()))} {_certainty(plain)}",
        muted=[place for place, one in enumerate(order) if not plain[one].has_value],
    )  # fmt: skip


def _caption(name: str, by: str, year: int) -> str:
    per = say(" per {group}", group=labels.heading(by).lower())
    return f"{name}{per}, {year}"


def _columns_of_years(year: int, against: int | None) -> list[int]:
    return sorted({one for one in (against, year - 1, year) if one is not None})


def _has_any(index: CellIndex, indicators: Sequence[str], year: int) -> bool:
    """Tell whether any of the indicators has something to tell of a year."""
    rows = [index.cell(one, year=year) for one in indicators]
    return any(row is not None and (row.estimate is not None or row.protection) for row in rows)


def _has_rows(results: pd.DataFrame, indicator: str, year: int) -> bool:
    return bool(((results["indicator"] == indicator) & (results["year"] == year)).any())


def _indicator_row(
    index: CellIndex,
    indicator: str,
    years: Sequence[int],
    against: int | None,
    names: Mapping[str, str],
) -> dict[str, str | Mark]:
    year = years[-1]
    shown = {one: index.cell(indicator, year=one) for one in years}
    now = shown[year]
    compared = None if against is None else index.change(indicator, year=year, against=against)
    row: dict[str, str | Mark] = {str(one): _short(found) for one, found in shown.items()}
    return row | {
        "name": names.get(indicator, subject(indicator).name) + _unit(now),
        "sure": _limits(now) or _certain(now),
        "verdict": Mark(*verdict_words(compared)),
        "target": _target(now),
    }


def _short(row: Cell | None, *, decimals: int = 0) -> str:
    """Write a value for a narrow column, where the name of the row carries the unit."""
    if row is None or (row.estimate is None and row.protection not in ("withheld", "bound")):
        return DASH
    if row.is_withheld:
        return say(labels.TOO_SMALL)
    if row.estimate is None:
        return value_text(row)
    return labels.short_quantity(row.estimate, row.unit, decimals=decimals)


def _unit(row: Cell | None) -> str:
    return say(" (werkdagen)") if row is not None and row.unit == "days" else ""


def _limits(row: Cell | None) -> str:
    return limits_text(row).removesuffix(labels.NO_BREAK + say("werkdagen"))


def _certain(row: Cell | None) -> str:
    if row is None or not row.has_value:
        return DASH
    if row.basis != "census":
        return DASH
    is_exact = row.limits is None or row.limits[0] == row.limits[1]
    return say("volledig") if is_exact else say("nagenoeg volledig")


def _target(row: Cell | None) -> str:
    if row is None or row.target is None:
        return ""
    aimed = labels.short_quantity(row.target, row.unit)
    return f"{aimed}: {say(row.status)}" if row.status else aimed


def _group_frame(
    results: pd.DataFrame,
    indicator: str,
    places: Sequence[tuple[str, str]],
    years: Sequence[int],
    year: int,
) -> pd.DataFrame:
    table = {
        one: {(row.by, row.group): row for by in {by for by, _ in places}
              for row in cells(results, indicator, by=by, year=one)}
        for one in years
    }  # fmt: skip
    decimals = decimals_for([row for rows in table.values() for row in rows.values()])
    now = [table[year].get(place) for place in places]
    return pd.DataFrame(
        {"name": [labels.label(by, group) for by, group in places]}
        | {
            str(one): [_short(table[one].get(place), decimals=decimals) for place in places]
            for one in years
        }
        | {
            "sure": [limits_text(row, decimals=decimals) for row in now],
            "base": [_base(row) for row in now],
        }
    )


def _certainty(shown: Mapping[str, Cell]) -> str:
    meaning = limits_meaning(list(shown.values()))
    return say("Zekerheid: {meaning}.", meaning=meaning) if meaning else ""


def _note(source: str, shown: Sequence[Cell]) -> str:
    """Write the source under a table, and what was done to protect small groups."""
    parts = [say("Bron: {source}.", source=source)]
    if any(row.is_withheld for row in shown):
        parts.append(say("Te klein: de groep is te klein om te tonen."))
    if any(row.protection == "rounded" for row in shown):
        parts.append(say(ROUNDED))
    return " ".join(parts)


def _base(row: Cell | None) -> str:
    if row is None or row.is_withheld or row.denominator is None:
        return DASH
    return labels.number(row.denominator)
