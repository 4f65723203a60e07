"""What all indicators cost for a whole country: twenty organisations like ours, ten years.

    python benchmarks/network.py [size] [--storage pyarrow]

``size`` is a part of the whole (1 is 200,000 registrations, 1,000,000 survey rows, 2,000,000
questions, 4,000,000 attendances); left out, a tenth and the whole are done and compared. The clean
tables are made in memory, and that is not timed; then every indicator of every year is computed,
with its changes and targets. Printed: processor seconds, the time by the clock, the cost of a
million rows, the largest memory of the process. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.indicators import compute_indicators
from pijler_analysis.reference import continents
from pijler_analysis.schema.checks import enforce_types
from pijler_analysis.schema.columns import (
    ACTIVITY_STATUSES,
    ASKERS,
    BLOCKS,
    CHALLENGES,
    CHANNELS,
    LEGAL_FORMS,
    PROJECT_THEMES,
    PROVINCES,
    SESSION_THEMES,
    STAKEHOLDER_ROLES,
)
from pijler_analysis.schema.tables import PRACTICES, TABLES
from pijler_analysis.settings import Settings, read_settings

ROOT = Path(__file__).parents[1]
YEARS = range(2015, 2025)
PER_YEAR = {
    "registrations": 20_000, "invitations": 150_000, "survey_members": 95_000,
    "survey_stakeholders": 5_000, "helpdesk": 200_000, "sessions": 11_400, "attendance": 400_000,
    "fund": 2_500, "panel": 5_000, "steering_group": 200, "activities": 800,
    "unanswered": 60_000, "answer_codes": 40_000, "mailings": 240, "pages": 4_000,
    "reviews": 7_000,
}  # fmt: skip
"""Rows a year of the whole network."""
COUNTED = ("registrations", "survey_members", "survey_stakeholders", "helpdesk", "attendance")
MOST_SECONDS, MOST_GIB, FLAT = 60.0, 8.0, 1.5


class Maker:
    """Makes the columns of one year; the same every time."""

    def __init__(self, year: int, size: float) -> None:
        self.year, self.size = year, size
        self.random = np.random.default_rng(year)
        self.pool = self.rows("registrations")

    def rows(self, table: str) -> int:
        """Return how many rows a table has."""
        return max(4, round(PER_YEAR[table] * self.size))

    def pick(
        self, options: Sequence[object] | np.ndarray, n: int, *, missing: float = 0.0
    ) -> np.ndarray:
        """Draw from options; a part is missing."""
        found = np.array([*options, None], dtype=object)[self.random.integers(0, len(options), n)]
        found[self.random.random(n) < missing] = None
        return found

    def organisations(self, n: int, *, missing: float = 0.05) -> np.ndarray:
        """Draw organisations of the register; some come often, some are in no register."""
        often = (self.random.random(n) ** 2 * self.pool).astype(int)
        strangers = self.random.random(n) < 0.05
        found = np.where(strangers, "X", "R").astype(object) + often.astype(str).astype(object)
        found[self.random.random(n) < missing] = None
        return found

    def people(self, n: int) -> np.ndarray:
        """Draw pseudonyms."""
        drawn = self.random.integers(0, self.pool * 6, n).astype(str).astype(object)
        drawn[self.random.random(n) < 0.02] = None
        return drawn

    def days(self, n: int, *, missing: float = 0.0, years: int = 0) -> np.ndarray:
        """Draw days of the year, or of the years before it."""
        start = np.datetime64(f"{self.year - years}-01-01")
        found = start + self.random.integers(0, 365 * (years + 1), n).astype("timedelta64[D]")
        found = found.astype("datetime64[ns]")
        found[self.random.random(n) < missing] = np.datetime64("NaT")
        return found

    def whole(self, lowest: int, highest: int, n: int, *, missing: float = 0.0) -> np.ndarray:
        """Draw whole numbers."""
        found = self.random.integers(lowest, highest + 1, n).astype(float)
        found[self.random.random(n) < missing] = np.nan
        return found

    def numbers(self, letter: str, n: int) -> np.ndarray:
        """Number rows from 0."""
        return letter + pd.Series(np.arange(n)).astype(str).to_numpy(dtype=object)

    def answers(self, n: int) -> dict[str, np.ndarray]:
        """Answer every question of a survey."""
        found = {f"satisfaction_{block}": self.whole(1, 5, n, missing=0.2) for block in BLOCKS}
        found |= {f"need_{one}": self.pick((True, False), n, missing=0.1) for one in CHALLENGES}
        return found | {
            "response_id": self.numbers("", n),
            "is_complete": self.pick((True, True, True, False), n),
            "open_answer": self.pick(("een antwoord", None), n),
        }


def make_tables(year: int, size: float) -> dict[str, pd.DataFrame]:
    """Make the clean tables of a year of the network."""
    make = Maker(year, size)
    made = {**_register(make), **_surveys(make), **_service(make), **_money_and_plan(make)}
    return {
        name: enforce_types(pd.DataFrame(made.get(name, {})), name)[list(TABLES[name].kept)]
        for name in TABLES
    }


def _register(make: Maker) -> dict[str, dict[str, object]]:
    n = make.rows("registrations")
    countries = np.array(list(continents()), dtype=object)
    both = make.pick(countries, n) + ";" + make.pick(countries, n)
    themes = make.pick(("Onderwijs", "Water", "Gezondheid"), n)
    return {
        "registrations": {
            "registration_id": make.numbers("R", n), "organisation_id": make.numbers("R", n),
            "organisation_name": make.numbers("Organisatie ", n),
            "legal_form": make.pick(LEGAL_FORMS, n, missing=0.02),
            "province": make.pick(PROVINCES, n, missing=0.02),
            "region": make.pick(("Vlaanderen", "Brussel"), n),
            "partner_countries": both, "themes": themes,
            "founded_year": make.whole(1970, make.year, n, missing=0.05),
            "volunteers": make.whole(1, 60, n, missing=0.05),
            "is_diaspora": make.pick((True, *[False] * 6), n, missing=0.05),
            "registered_on": make.days(n, years=10, missing=0.01),
            "registration_status": make.pick(("active", "active", "active", "ended"), n),
            "ended_on": make.days(n, missing=0.9), "confirmed_on": make.days(n, years=3),
            "has_newsletter": make.pick((True, False), n, missing=0.05),
        }
    }  # fmt: skip


def _surveys(make: Maker) -> dict[str, dict[str, object]]:
    members, others = make.rows("survey_members"), make.rows("survey_stakeholders")
    invited, codes = make.rows("invitations"), make.rows("answer_codes")
    silent = make.rows("unanswered")
    items = [f"satisfaction_{block}" for block in BLOCKS]
    asked = [
        {"wave": make.year, "audience": audience, "item": item, "code": item, "scale_max": 5,
         "scale_top": 4}
        for audience in ("members", "stakeholders")
        for item in (*items, *(f"need_{one}" for one in CHALLENGES), *PRACTICES)
    ]  # fmt: skip
    practices = {item: make.pick((True, False), members, missing=0.1) for item in PRACTICES}
    coded = make.numbers("", codes)
    subjects = make.pick(CHALLENGES, codes)
    return {
        "invitations": {
            "invitation_id": make.numbers("", invited),
            "organisation_id": make.organisations(invited, missing=0),
        },
        "survey_members": make.answers(members) | practices | {
            "organisation_id": make.organisations(members, missing=0.1),
        },
        "survey_stakeholders": make.answers(others) | {
            "role": make.pick(STAKEHOLDER_ROLES, others),
        },
        "questions": {name: [one[name] for one in asked] for name in asked[0]},
        "unanswered": {
            "wave": np.full(silent, make.year), "audience": make.pick(("members",), silent),
            "response_id": make.numbers("", silent), "item": make.pick(items, silent),
            "why": make.pick(("blank", "no_experience"), silent),
        },
        "answer_codes": {
            "wave": np.full(codes, make.year), "audience": make.pick(("members",), codes),
            "response_id": coded, "answer_code": subjects, "challenge": subjects,
            "is_by_first": make.pick((True, False), codes),
            "is_by_second": make.pick((True, False), codes, missing=0.5),
            "is_decided": make.pick((True, True, False), codes),
            "may_be_quoted": make.pick((False,), codes),
        },
    }  # fmt: skip


def _service(make: Maker) -> dict[str, dict[str, object]]:
    questions, sessions = make.rows("helpdesk"), make.rows("sessions")
    lines = make.rows("attendance")
    held = make.numbers("V", sessions)
    return {
        "helpdesk": {
            "question_id": make.numbers("", questions), "asked_on": make.days(questions),
            "channel": make.pick(CHANNELS, questions, missing=0.01),
            "asker": make.pick(ASKERS, questions, missing=0.05),
            "topic": make.pick(CHALLENGES, questions, missing=0.05),
            "organisation_id": make.organisations(questions, missing=0.2),
            "person_id": make.people(questions),
            "response_days": make.whole(0, 30, questions, missing=0.05),
            "referred_to": make.pick(("notaris", None, None), questions),
        },
        "sessions": {
            "session_id": held, "held_on": make.days(sessions),
            "session_title": make.pick(("Basis diaspora", "Starten"), sessions),
            "session_kind": make.pick(("training", "training", "meeting", "yearly_day"), sessions),
            "session_theme": make.pick(SESSION_THEMES, sessions, missing=0.02),
            "province": make.pick(PROVINCES, sessions, missing=0.1),
            "is_online": make.pick((True, False), sessions, missing=0.02),
            "session_partner": make.pick(("provincie", None), sessions),
            "capacity": make.whole(10, 60, sessions, missing=0.1),
            "evaluations": make.whole(5, 20, sessions, missing=0.2),
            "satisfied": make.whole(0, 5, sessions, missing=0.2),
            "cost_eur": make.whole(50, 500, sessions, missing=0.2),
        },
        "attendance": {
            "attendance_id": make.numbers("A", lines), "session_id": make.pick(held, lines),
            "organisation_id": make.organisations(lines, missing=0.1),
            "person_id": make.people(lines),
            "is_present": make.pick((True, True, True, False), lines, missing=0.05),
        },
        "mailings": {
            "mailing_id": make.numbers("", make.rows("mailings")),
            "sent_on": make.days(make.rows("mailings")),
        } | {
            name: make.whole(lowest, lowest * 2, make.rows("mailings"), missing=0.02)
            for name, lowest in (("delivered", 1000), ("opened", 400), ("opened_by_people", 300),
                                 ("clicked", 50))
        },
        "reviews": {
            "review_id": make.numbers("J", make.rows("reviews")),
            "application_id": make.pick(make.numbers("F", make.rows("fund")), make.rows("reviews")),
            **{
                f"score_{name}": make.whole(0, 10, make.rows("reviews"))
                for name in ("quality", "impact", "feasibility")
            },
        },
        "pages": {
            "page": make.numbers("/p", make.rows("pages")),
            "page_views": make.whole(0, 9000, make.rows("pages")),
            "manual_chapter": make.pick(("diaspora", "geld", None), make.rows("pages")),
        },
    }  # fmt: skip


def _money_and_plan(make: Maker) -> dict[str, dict[str, object]]:
    fund, panel = make.rows("fund"), make.rows("panel")
    group, plan = make.rows("steering_group"), make.rows("activities")
    decision = make.pick(("granted", "granted", "refused"), fund)
    granted = np.where(decision == "granted", make.whole(200, 3000, fund), 0.0)
    return {
        "fund": {
            "application_id": make.numbers("F", fund),
            "organisation_id": make.organisations(fund), "continent": make.pick(("Africa",), fund),
            "is_least_developed": make.pick((True, False), fund),
            "project_theme": make.pick(PROJECT_THEMES, fund),
            "requested_eur": make.whole(500, 4000, fund), "decision": decision,
            "granted_eur": granted, "showed_campaign": make.pick((True, False), fund, missing=0.1),
        },
        "panel": {
            "member_id": make.numbers("P", panel), "organisation_id": make.organisations(panel),
            "has_migration_background": make.pick((True, False, False), panel, missing=0.03),
            "member_since": make.days(panel, years=5),
            "was_present_spring": make.pick((True, False), panel, missing=0.03),
            "was_present_autumn": make.pick((True, False), panel, missing=0.03),
        },
        "steering_group": {
            "member_id": make.numbers("S", group), "organisation_id": make.organisations(group),
            "has_migration_background": make.pick((True, False, False), group, missing=0.03),
        },
        "activities": {
            "activity_id": make.numbers("A", plan), "activity": make.pick(("Vormen",), plan),
            "challenge": make.pick(CHALLENGES, plan), "days_planned": make.whole(1, 40, plan),
            "days_spent": make.whole(1, 40, plan, missing=0.2),
            "indicator": make.pick(("training.reach", None), plan),
            "activity_status": make.pick(ACTIVITY_STATUSES, plan),
        },
    }  # fmt: skip


def make_years(size: float, settings: Settings) -> list[YearData]:
    """Make every year, with a few organisations in each that may be one and the same."""
    none = pd.DataFrame({"table": [], "file": [], "sheet": [], "row": [], "column": [],
                         "effect": []})  # fmt: skip
    years: list[YearData] = []
    for year in YEARS:
        tables = make_tables(year, size)
        pairs = np.arange(0, max(2, round(200 * size)))
        doubts = pd.DataFrame({"left": "R" + pd.Series(pairs).astype(str),
                               "right": "X" + pd.Series(pairs).astype(str)})  # fmt: skip
        years.append(
            YearData(year=year, settings=settings, tables=tables, rejected=none,
                     links=pd.DataFrame(), accounting=pd.DataFrame(), doubts=doubts,
                     history=partial(tuple, list(years)))
        )  # fmt: skip
    return years


def measure(size: float, storage: str) -> dict[str, float]:
    """Make a network and compute everything; returns what that took."""
    settings = replace(read_settings(ROOT), years=tuple(YEARS), waves=tuple(YEARS),
                       reference_year=YEARS[0])  # fmt: skip
    with pd.option_context("mode.string_storage", storage):
        years = make_years(size, settings)
        rows = sum(len(data.tables[table]) for data in years for table in COUNTED)
        made = _largest_gib()
        clock, processor = time.perf_counter(), time.process_time()
        results = compute_indicators(years, settings)
    return {
        "size": size, "rows": rows, "results": len(results),
        "processor": time.process_time() - processor, "clock": time.perf_counter() - clock,
        "tables_gib": made, "largest_gib": _largest_gib(),
    }  # fmt: skip


def _largest_gib() -> float:
    """Return the largest memory this process had (kilobytes on Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Measure one size, or a tenth and the whole, and say whether the whole is within bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", type=float)
    parser.add_argument("--storage", default="python", choices=("python", "pyarrow"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.size is not None and asked.json:
        print(json.dumps(measure(asked.size, asked.storage)))
        return
    found = [_apart(size, asked.storage) for size in ([asked.size] if asked.size else [0.1, 1.0])]
    print("  size       rows  processor    clock  per million rows   memory")
    for one in found:
        print(
            f"{one['size']:6.2f} {one['rows']:10,.0f} {one['processor']:8.1f} s"
            f" {one['clock']:7.1f} s {_per_million(one):15.2f} s {one['largest_gib']:6.2f} GiB"
        )
    if len(found) > 1:
        ratio = _per_million(found[-1]) / _per_million(found[0])
        print(f"cost of a row against a tenth of the size: {ratio:.2f} (at most {FLAT})")
        print(f"the whole: at most {MOST_SECONDS:.0f} s and {MOST_GIB:.0f} GiB")


def _apart(size: float, storage: str) -> dict[str, float]:
    """Measure in a process of its own, so that memory is that of this size alone."""
    command = [sys.executable, __file__, str(size), "--storage", storage, "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _per_million(one: dict[str, float]) -> float:
    return one["processor"] / one["rows"] * 1e6


if __name__ == "__main__":
    main()
