"""The files about sessions: a workbook with an overview and a sheet per session, a ticket list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pijler_analysis.sample.attendance import TICKET_HEADINGS, Attendance
from pijler_analysis.sample.lines import Accounting, account, write_csv
from pijler_analysis.sample.sessions import HEADINGS as SESSION_HEADINGS
from pijler_analysis.sample.sessions import Session
from pijler_analysis.sample.workbook import Workbook

HEADINGS = ("Naam", "Organisatie", "E-mail", "Ingeschreven op", "Aanwezig")
OVERVIEW = "Overzicht"


def write_sessions(
    path: Path, sessions: Sequence[Session], lines: Sequence[Attendance], *, year: int
) -> list[Accounting]:
    """Write the overview of the sessions and the list of each of them."""
    book = Workbook(path)
    sheet = book.sheet(OVERVIEW, widths=(8, 18, 36, 20, 24, 18, 10, 10, 28, 10, 11, 10, 10))
    sheet.title(f"Vormingen en ontmoetingen {year}", columns=len(SESSION_HEADINGS))
    sheet.blank()
    sheet.header(SESSION_HEADINGS)
    for session in sessions:
        sheet.line(session.cells)
    counts = [
        account([one.fate for one in sessions], year=year, path=path, sheet=OVERVIEW, furniture=2)
    ]
    for session in sessions:
        listed = [line for line in lines if line.session.session_id == session.session_id]
        if listed:
            counts.append(_write_list(book, path, session, listed, year))
    book.close()
    return counts


def _write_list(
    book: Workbook, path: Path, session: Session, listed: Sequence[Attendance], year: int
) -> Accounting:
    sheet = book.sheet(session.session_id, widths=(24, 36, 40, 18, 10))
    sheet.title(f"{session.session_id} – {session.title}", columns=len(HEADINGS))
    sheet.blank()
    sheet.header(HEADINGS)
    for line in listed:
        sheet.line(line.cells)
    marked = sum(line.is_present is True for line in listed)
    sheet.line((f"Aantal aanwezig: {marked}",))
    return account(
        [line.fate for line in listed], year=year, path=path, sheet=session.session_id,
        furniture=3,
    )  # fmt: skip


def write_tickets(path: Path, lines: Sequence[Attendance], *, year: int) -> Accounting:
    """Write the ticket list of the yearly day as the ticket shop exports it."""
    texts = [[str(cell) for cell in line.cells] for line in lines]
    write_csv(path, [TICKET_HEADINGS, *texts], ending="\n")
    return account([line.fate for line in lines], year=year, path=path)
