"""The website register: an organisation per row, as it stood at the end of the year."""

from __future__ import annotations

from collections.abc import Mapping

from pijler_analysis.clean.countries import countries
from pijler_analysis.clean.places import located, postcodes
from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.rows import Context, Draft, Recipe
from pijler_analysis.clean.values import enterprise_numbers, lists, numbers
from pijler_analysis.ingest.tables import RawTable


def _readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {
        "enterprise_number": enterprise_numbers(),
        "postcode": postcodes(),
        "partner_countries": countries(several=True),
        "themes": lists(),
        "founded_year": numbers(lowest=1800, highest=2100, whole=True),
        "volunteers": numbers(lowest=0, highest=100_000, whole=True),
    }


def _derive(draft: Draft) -> None:
    """Say where each organisation lies, with the borders of the year."""
    where = located(draft.frame, year=draft.context.year)
    draft.settle("municipality", where["municipality"], "gemeente volgens de postcode of de plaats")
    draft.frame[["province", "region"]] = where[["province", "region"]]


REGISTRATIONS = Recipe("registrations", _readers, _derive)
