"""What is sent and read online: the mailings of the newsletter and the pages of the website."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import pandas as pd

from pijler_analysis.clean.readings import ColumnReader, Reading, each
from pijler_analysis.clean.rows import Context, Draft, Recipe
from pijler_analysis.clean.values import numbers
from pijler_analysis.ingest.cells import Cell, text_of
from pijler_analysis.ingest.tables import RawTable

_MOST = 100_000_000
_MANUAL = re.compile(r"/handboek(?:/([^/]+))?(?:/|$)")
START = "start"
"""Chapter of the page on which the manual opens."""


def _counts(*names: str) -> Mapping[str, ColumnReader]:
    return {name: numbers(lowest=0, highest=_MOST, whole=True) for name in names}


def _mailing_readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return _counts("delivered", "opened", "opened_by_people", "clicked", "unsubscribed")


def _page_readers(raw: RawTable, context: Context) -> Mapping[str, ColumnReader]:
    return {"page": each(_read_page), **_counts("page_views")}


def _read_page(cell: Cell) -> Reading:
    """Read the address of a page as its place on the website."""
    return Reading(urlsplit(text_of(cell).strip()).path or "/")


def _derive_page(draft: Draft) -> None:
    """Add the chapter of the manual a page belongs to."""
    pages = draft.frame["page"]
    told = {page: manual_chapter(page) for page in pages.dropna().unique()}
    draft.frame["manual_chapter"] = pages.map(told).astype(pd.StringDtype())


def manual_chapter(page: str) -> str | None:
    """Return the chapter of the manual that a page lies in; None elsewhere on the website.

    >>> manual_chapter("/handboek/fiscale-attesten/stappen")
    'fiscale-attesten'
    >>> manual_chapter("/handboek"), manual_chapter("/nieuws/handboek-vernieuwd")
    ('start', None)
    """
    found = _MANUAL.match(page.casefold())
    return (found[1] or START) if found else None


MAILINGS = Recipe("mailings", _mailing_readers)
PAGES = Recipe("pages", _page_readers, _derive_page)
