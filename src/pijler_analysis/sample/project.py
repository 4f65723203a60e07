"""Writes the synthetic organisation as a whole project: settings, exports, decisions."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pijler_analysis.sample.attendance_files import write_sessions, write_tickets
from pijler_analysis.sample.focus_groups import write_focus_groups
from pijler_analysis.sample.fund import write_fund
from pijler_analysis.sample.governance import write_panel, write_steering_group
from pijler_analysis.sample.helpdesk import write_helpdesk
from pijler_analysis.sample.jury import write_reviews
from pijler_analysis.sample.lines import Accounting
from pijler_analysis.sample.online import write_mailings, write_pages
from pijler_analysis.sample.organisations import YEARS
from pijler_analysis.sample.plan import make_plan, write_plan
from pijler_analysis.sample.register import write_register
from pijler_analysis.sample.remarks import Read, read_remarks, write_readings
from pijler_analysis.sample.survey_files import (
    write_invitations,
    write_members,
    write_stakeholders,
)
from pijler_analysis.sample.world import Year, make_world

QUESTIONNAIRES = ("leden_2019", "leden_2024", "stakeholders_2024")
_MEMBER_FILES = {2019: "enquete_4de_pijler", 2024: "bevraging_leden_limesurvey"}


def write_sample(folder: Path) -> list[Path]:
    """Write a whole project: settings, raw exports, questionnaires, next year's plan.

    The notebooks are not part of it: whoever makes the project adds those of the package.

    Parameters
    ----------
    folder : Path
        Made when it does not exist; files of the same name are replaced.

    Returns
    -------
    list of Path
        Every file written, in a fixed order.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_sample(Path(folder))
    ...     written[0].name
    'pijler.toml'
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("data/processed", "reports"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = [_copy("pijler.toml", folder / "pijler.toml")]
    written += [
        _copy(f"questionnaires/{name}.toml", folder / f"data/questionnaires/{name}.toml")
        for name in QUESTIONNAIRES
    ]
    next_year = YEARS[-1] + 1
    plan = folder / "data" / "decisions" / f"actieplan_{next_year}.xlsx"
    write_plan(plan, make_plan(next_year), year=next_year)
    for name in (f"overleg_{next_year}.toml", f"doelen_{YEARS[-1]}.toml"):
        written.append(_copy(name, folder / "data" / "decisions" / name))
    decisions = folder / "data" / "decisions"
    written.append(write_focus_groups(decisions / f"focusgroepen_{YEARS[-1]}.xlsx"))
    written.append(write_readings(decisions / "open_antwoorden.xlsx", readings()))
    counts = write_raw(folder / "data" / "raw")
    raw = {folder / "data" / "raw" / str(one.year) / one.file: None for one in counts}
    return [*written, plan, *raw]


def readings() -> list[Read]:
    """Return what two people made of the open answers of every survey."""
    return [
        one
        for happened in make_world().values()
        for one in read_remarks(
            happened.year,
            (("members", happened.responses), ("stakeholders", happened.stakeholders)),
        )
    ]


def write_raw(folder: Path) -> list[Accounting]:
    """Write the exports of every year; returns what became of the rows of each sheet."""
    counts: list[Accounting] = []
    for year, happened in make_world().items():
        counts += _write_year(folder / str(year), happened)
    return counts


def _write_year(folder: Path, happened: Year) -> list[Accounting]:
    year = happened.year
    day = folder / f"dag_van_de_4de_pijler_{year}.csv"
    return [
        write_register(folder / f"website_registraties_{year}.csv", happened.register, year=year),
        *_write_surveys(folder, happened),
        write_helpdesk(folder / f"helpdesk_{year}.xlsx", happened.questions, year=year),
        *write_sessions(
            folder / f"vormingen_{year}.xlsx", happened.sessions, happened.attendance, year=year
        ),
        write_tickets(day, happened.tickets, year=year),
        write_fund(folder / f"fonds_{year}.xlsx", happened.applications, year=year),
        write_reviews(folder / f"jury_{year}.xlsx", happened.reviews, year=year),
        write_panel(folder / f"panel_{year}.xlsx", happened.panel, year=year),
        write_steering_group(folder / f"stuurgroep_{year}.csv", happened.steering_group, year=year),
        write_plan(folder / f"actieplan_{year}.xlsx", happened.plan, year=year),
        write_mailings(folder / f"nieuwsbrieven_{year}.csv", happened.mailings, year=year),
        write_pages(folder / f"website_bladzijden_{year}.csv", happened.pages, year=year),
    ]


def _write_surveys(folder: Path, happened: Year) -> list[Accounting]:
    year = happened.year
    if not happened.invitations:
        return []
    counts = [
        write_invitations(
            folder / f"bevraging_uitnodigingen_{year}.csv", happened.invitations, wave=year
        ),
        write_members(folder / f"{_MEMBER_FILES[year]}_{year}.csv", happened.responses, wave=year),
    ]
    if happened.stakeholders:
        path = folder / f"bevraging_stakeholders_{year}.xlsx"
        counts.append(write_stakeholders(path, happened.stakeholders))
    return counts


def _copy(packaged: str, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes((files("pijler_analysis.sample") / packaged).read_bytes())
    return to
