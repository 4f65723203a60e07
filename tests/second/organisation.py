"""A second invented support centre, *Steunpunt Grensland*, and two years of its exports.

Other tools, headings and habits than the sample of the package, written without knowledge of its
readers:

| file | from | habits |
|---|---|---|
| register | CiviCRM | UTF-8 with BOM, comma, all quoted, dates day-first, countries and themes joined by ``, ``, ``Land`` is Belgium for all; a heading renamed in the second year |
| survey | Microsoft Forms | Dutch technical columns, statements of a grid as bare headings, ``a;b;``, a trailing ``Andere`` in free words, a non-breaking space in a heading, another wording in the second year |
| helpdesk, first year | osTicket | BOM, ``;``, a ``'`` before ``= - + @`` |
| helpdesk, second year | Zammad | title in row 1, headings in row 3, ``Timezone: …`` below |
| sessions | workbook kept by hand | a sheet per month, title, sub-headings that tell the kind, a total, a date typed as words here and there, a hidden sheet of years ago |
| attendance | Eventbrite | m/d/yy, several attendees an order, times nobody needs |
| fund | workbook kept by hand | title, two heading rows with merged cells, Belgian amounts in five notations, a total, a note below; ``-`` for nothing granted |
| panel | Odoo | true booleans, external ids, empty where unsaid |
| steering group | workbook kept by hand | notes above and below |

``write_year`` returns what a right reading must find: the data rows of every file, and totals.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from activity_files import write_attendance, write_helpdesk, write_sessions
from fund_file import write_fund
from member_files import write_panel, write_register, write_steering_group
from name_habits import Organisation
from names import make_organisations
from places import pick
from survey_file import write_survey

YEARS = (2023, 2024)
SEED = 905


@dataclass(frozen=True)
class Member:
    """An organisation in the register, and what the register says of it."""

    organisation: Organisation
    number: int
    joined_on: date
    ended_on: date | None
    is_diaspora: bool | None
    volunteers: int | None
    founded: int

    def is_active(self, year: int) -> bool:
        """Whether it is registered at the end of the year."""
        return self.joined_on.year <= year and not (self.ended_on and self.ended_on.year <= year)


@dataclass
class Truth:
    """Data rows per file, and totals by name."""

    rows: dict[str, int] = field(default_factory=dict)
    totals: dict[str, float] = field(default_factory=dict)


def make_members() -> list[Member]:
    """The organisations that ever registered, as they were at the end of the last year."""
    rng = np.random.default_rng(SEED)
    members = []
    for number, organisation in enumerate(make_organisations(rng, 800)[:175], 301):
        joined = date(int(rng.integers(2011, 2025)), 1, 1) + timedelta(int(rng.integers(365)))
        ends = rng.random() < 0.12 and joined.year < 2022
        members.append(Member(
            organisation=organisation, number=number, joined_on=joined,
            ended_on=date(pick(rng, (2022, 2023, 2024)), int(rng.integers(1, 12)), 28)
            if ends else None,
            is_diaspora=pick(rng, (True, False, False, False, False, False, None)),
            volunteers=int(rng.integers(2, 60)) if rng.random() < 0.8 else None,
            founded=joined.year - int(rng.integers(0, 12)),
        ))  # fmt: skip
    return members


Writer = Callable[[Path, list[Member], int, np.random.Generator], tuple[str, int, dict[str, float]]]
"""Writes one export of a year into a folder: its name, its data rows and its totals."""

WRITERS: dict[str, Writer] = {
    "register": write_register, "survey": write_survey, "helpdesk": write_helpdesk,
    "sessions": write_sessions, "attendance": write_attendance, "fund": write_fund,
    "panel": write_panel, "steering_group": write_steering_group,
}  # fmt: skip


def write_year(folder: Path, year: int) -> Truth:
    """Write the exports of a year into a folder and tell what they hold."""
    members, truth = make_members(), Truth()
    for number, write in enumerate(WRITERS.values()):
        rng = np.random.default_rng([SEED, year, number])
        name, rows, totals = write(folder, members, year, rng)
        truth.rows[name] = rows
        truth.totals |= totals
    return truth
