"""The tools whose exports are recognised: one module each, all of one contract."""

from __future__ import annotations

from collections.abc import Sequence

from pijler_analysis.ingest.dialects import (
    civicrm,
    drupal_webform,
    eventbrite,
    freshdesk,
    google_forms,
    gravity_forms,
    kobo,
    limesurvey,
    mailchimp,
    ms_forms,
    odoo,
    osticket,
    outlook,
    qualtrics,
    spss,
    surveymonkey,
    threesixty,
    zammad,
    zendesk,
)
from pijler_analysis.ingest.dialects.contract import Dialect, Export
from pijler_analysis.ingest.sheets import Sheet

DIALECTS: dict[str, Dialect] = {
    module.DIALECT.tool: module.DIALECT
    for module in (
        limesurvey, ms_forms, google_forms, surveymonkey, qualtrics, kobo, spss, gravity_forms,
        drupal_webform, civicrm, odoo, mailchimp, eventbrite, freshdesk, zendesk, osticket, zammad,
        outlook, threesixty,
    )
}  # fmt: skip
"""Every dialect by its tool; the more telling ones first."""

SURE = 0.66
"""How sure a dialect must be before a file counts as its tool's."""


def recognise(sheets: Sequence[Sheet]) -> tuple[Dialect, Sheet, float] | None:
    """Return the dialect of a file, the sheet that holds the export, and how sure that is.

    Hidden and empty sheets do not count; None where no tool is recognised.
    """
    best: tuple[Dialect, Sheet, float] | None = None
    for sheet in sheets:
        if sheet.is_hidden or not any(sheet.rows):
            continue
        for dialect in DIALECTS.values():
            sure = dialect.recognise(sheet)
            if sure >= SURE and (best is None or sure > best[2]):
                best = (dialect, sheet, sure)
    return best


def sheet_of(sheets: Sequence[Sheet], tool: str) -> Sheet | None:
    """Return the sheet a tool's export stands on: the visible one that looks most like it."""
    shown = [sheet for sheet in sheets if not sheet.is_hidden and any(sheet.rows)]
    return max(shown, key=DIALECTS[tool].recognise, default=None)


def read_export(sheet: Sheet, tool: str) -> Export:
    """Read a sheet as the export of a tool."""
    return DIALECTS[tool].read(sheet)
