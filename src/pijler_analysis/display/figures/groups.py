"""Breakdowns of a census indicator: by province, channel, asker, continent."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pijler_analysis.display.absence import check_any_to_show, or_one_line
from pijler_analysis.display.cells import Cell, cells, latest_year, reference_year
from pijler_analysis.display.chart import Chart
from pijler_analysis.display.figures.notes import caption, cells_frame
from pijler_analysis.display.figures.rows import Kind, Series, draw_rows
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.group_sentences import describe_groups, groups_text
from pijler_analysis.display.groups import worth_showing
from pijler_analysis.display.language import say
from pijler_analysis.display.style import EARLIER, THIS_YEAR, Width, house_style


@or_one_line
def by_group(
    results: pd.DataFrame,
    indicator: str,
    by: str,
    *,
    year: int | None = None,
    against: int | None = None,
    kind: Kind | None = None,
    width: Width = "full",
    label: str | None = None,
) -> Chart:
    """Draw the groups of a breakdown, from high to low.

    Parameters
    ----------
    results : result table, protected
    by : the breakdown
    year : the latest with this breakdown where left out
    against : an earlier year to draw beside it; none where left out
    kind : ``bars`` compare lengths, ``dots`` positions; left out, dots for shares

    Returns
    -------
    Chart; its title names the highest and the lowest group that can be shown
    """
    year = year if year is not None else latest_year(results, indicator, by=by)
    now = worth_showing(cells(results, indicator, by=by, year=year))
    check_any_to_show(now, results, indicator, year=year, by=by)
    series = [Series(str(year), _by_code(now), THIS_YEAR)]
    if against is not None and against < year:
        before = _by_code(cells(results, indicator, by=by, year=against))
        if before:
            series.append(Series(str(against), before, EARLIER))
    kind = kind or ("dots" if all(row.is_share for row in now) else "bars")
    finding = describe_groups(now)
    with house_style():
        canvas, groups = draw_rows(
            finding.title, by, series, kind=kind, width=width, lead_last=True
        )
    shown = [one.cells[group] for group in groups for one in series if group in one.cells]
    return Chart(
        canvas.figure, finding.title, caption(indicator, shown), _alt(finding.text, groups, series),
        cells_frame(shown), label or f"{indicator}-{by}".replace(".", "-").replace("_", "-"), width,
    )  # fmt: skip


@or_one_line
def diaspora_by_channel(
    results: pd.DataFrame,
    *,
    year: int | None = None,
    against: int | None = None,
    width: Width = "full",
) -> Chart | Sentence:
    """Draw the share of diaspora in each channel, beside the reference year."""
    year = year if year is not None else latest_year(results, "diaspora.share", by="channel")
    if against is None:
        against = reference_year(results, "diaspora.share", year=year)
    return by_group(
        results, "diaspora.share", "channel", year=year, against=against, width=width,
        label="diaspora-kanaal",
    )  # fmt: skip


def diaspora_by_province(
    results: pd.DataFrame, *, year: int | None = None, width: Width = "full"
) -> Chart | Sentence:
    """Draw the share of diaspora organisations in each province."""
    return by_group(
        results, "diaspora.organisations_share", "province", year=year, width=width,
        label="diaspora-provincie",
    )  # fmt: skip


def registrations_by_province(
    results: pd.DataFrame,
    *,
    year: int | None = None,
    against: int | None = None,
    width: Width = "full",
) -> Chart | Sentence:
    """Draw the active organisations of each province."""
    return by_group(
        results, "reach.registrations", "province", year=year, against=against, width=width,
        label="bereik-provincie",
    )  # fmt: skip


def training_by_province(
    results: pd.DataFrame, *, year: int | None = None, width: Width = "full"
) -> Chart | Sentence:
    """Draw where people came to trainings; online sessions are a group of their own."""
    return by_group(
        results, "training.attendances", "province", year=year, width=width,
        label="vorming-provincie",
    )  # fmt: skip


def training_by_theme(
    results: pd.DataFrame, *, year: int | None = None, width: Width = "full"
) -> Chart | Sentence:
    """Draw what the trainings were about."""
    return by_group(
        results, "training.sessions", "theme", year=year, width=width, label="vorming-thema"
    )


def helpdesk_by_asker(
    results: pd.DataFrame,
    *,
    year: int | None = None,
    against: int | None = None,
    width: Width = "full",
) -> Chart | Sentence:
    """Draw who asked the helpdesk."""
    return by_group(
        results, "helpdesk.questions", "asker", year=year, against=against, width=width,
        label="helpdesk-vrager",
    )  # fmt: skip


def helpdesk_by_topic(
    results: pd.DataFrame, *, year: int | None = None, width: Width = "full"
) -> Chart | Sentence:
    """Draw which challenges the questions to the helpdesk were about."""
    return by_group(
        results, "helpdesk.questions", "topic", year=year, width=width, label="helpdesk-onderwerp"
    )


def helpdesk_by_channel(
    results: pd.DataFrame,
    *,
    year: int | None = None,
    against: int | None = None,
    width: Width = "full",
) -> Chart | Sentence:
    """Draw how questions reached the helpdesk."""
    return by_group(
        results, "helpdesk.questions", "channel", year=year, against=against, width=width,
        label="helpdesk-kanaal",
    )  # fmt: skip


def fund_by_continent(
    results: pd.DataFrame,
    *,
    year: int | None = None,
    against: int | None = None,
    width: Width = "full",
) -> Chart | Sentence:
    """Draw on which continents the fund's money was spent."""
    return by_group(
        results, "fund.granted_eur", "continent", year=year, against=against, width=width,
        label="fonds-werelddeel",
    )  # fmt: skip


def fund_by_province(
    results: pd.DataFrame,
    *,
    year: int | None = None,
    against: int | None = None,
    width: Width = "full",
) -> Chart | Sentence:
    """Draw to organisations of which province the fund's money went."""
    return by_group(
        results, "fund.granted_eur", "province", year=year, against=against, width=width,
        label="fonds-provincie",
    )  # fmt: skip


def _by_code(shown: Sequence[Cell]) -> dict[str, Cell]:
    return {row.group: row for row in shown}


def _alt(finding: str, groups: Sequence[str], series: Sequence[Series]) -> str:
    parts = [finding]
    for one in series:
        rows = [one.cells[group] for group in groups if group in one.cells]
        parts.append(say("In {year}: {groups}.", year=one.name, groups=groups_text(rows)))
    return " ".join(parts)
