"""Every number on every page is the formatted value of its cell, and no other digit stands there.

``numbers.json`` names the cell of each number; this test looks the value up itself, formats it
itself, and reads the pages back: of each report, of its English edition and of its variants.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pypdf
import pytest

from pijler_analysis.build import build_reports_of_year, build_variants_of_year
from pijler_analysis.display.labels import label
from pijler_analysis.display.language import VARIABLE
from pijler_analysis.project import Project
from pijler_analysis.reference import municipality_places
from pijler_analysis.strategy.wave_change import CONFIDENCE

YEAR, THEN = 2024, 2019
TOKEN = re.compile(r"\d+(?:[.,]\d+)*")
NAMES = re.compile(r"4de|11\.11\.11")

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
          "oktober", "november", "december")  # fmt: skip
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

SHARES = {
    ("evidence", "need"), ("evidence", "need_low"), ("evidence", "need_high"),
    ("evidence", "days_planned / sum(days_planned)"), ("links", "linked_share"),
    ("links", "sum(linked) / sum(rows)"), ("sources", "linked_share"),
    ("changes", "share_then"), ("changes", "share_now"), ("changes", "standardised_difference"),
    ("changes", "confidence"), ("moves", "(01 + 10) / n_both"), ("rehearsal", "share"),
    ("rehearsal", "rise"), ("rehearsal", "fall"), ("rehearsal", "change"),
    ("rehearsal", "min(max(rise, fall))"), ("rehearsal", "max(max(rise, fall))"),
    ("ranking", "top"), ("flips", "members"), ("flips", "stakeholders"), ("flips", "signals"),
    *(("settings", f"priorities.{part}.{name}") for part in ("weights", "bounds")
      for name in ("members", "stakeholders", "signals")),
    ("robustness", "share"), ("uncertainty", "sampling"), ("uncertainty", "silence"),
    ("uncertainty", "unknown"),
}  # fmt: skip
"""Shares of one outside the result table, printed as percentages or points."""

IN_UNIT = {"estimate", "low", "high", "target", "promised", "change", "baseline", "detectable",
           "value", "chance"}  # fmt: skip
"""Columns that are in the unit of their own row."""

FOUND_IN = {"name", "form", "from", "page", "text", "column"}


@dataclass(frozen=True)
class Edition:
    """One report as it is handed out, and at least how many numbers it holds."""

    name: str
    numbers: int
    lang: str = "nl"
    variant: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (self.name, self.lang, self.variant)))


EDITIONS = (
    Edition("evaluatie", 800),
    Edition("actieplan", 300),
    Edition("strategie", 300),
    Edition("evaluatie", 800, "en"),
    Edition("actieplan", 300, "en"),
    *(Edition("evaluatie", 60, lang, one) for lang in ("nl", "en")
      for one in ("bestuur", "panel", "oost-vlaanderen", "brussel")),
)  # fmt: skip


@dataclass(frozen=True)
class Furniture:
    """The words around the numbers that need no cell."""

    to_date: str
    page: str
    build: str
    fingerprint: str
    captions: tuple[str, str]
    contents: str
    marks: tuple[str, str]


FURNITURE = {
    "nl": Furniture("Gegevens tot 31 december", "pagina {} van {}", "Versie", "Vingerafdruk",
                    ("Figuur", "Tabel"), "Inhoud", ".,"),
    "en": Furniture("Data up to 31 December", "page {} of {}", "Build", "Fingerprint",
                    ("Figure", "Table"), "Contents", ",."),
}  # fmt: skip


@dataclass
class Sources:
    """Every table a report prints numbers of, and what is worked out from them."""

    tables: dict[str, pd.DataFrame]
    worked_out: dict[tuple[str, str], Any]


@pytest.fixture(scope="module")
def variants(project) -> dict[str, dict[str, Path]]:
    """Return the variants of the evaluation by language and name, each language from one run."""
    made = {
        lang: build_variants_of_year(
            project, "evaluatie", YEAR, variant="all", lang=lang, progress=lambda name: None
        )
        for lang in FURNITURE
    }
    return {
        lang: {path.name.split(".")[0].removeprefix("evaluatie_"): path for path in paths}
        for lang, paths in made.items()
    }


@pytest.fixture(scope="module", params=EDITIONS, ids=str)
def edition(request) -> Edition:
    return request.param


@pytest.fixture(scope="module")
def report(request, edition, project) -> Path:
    if edition.variant:
        return request.getfixturevalue("variants")[edition.lang][edition.variant]
    (made,) = build_reports_of_year(
        project, [edition.name], YEAR, engine="embedded", lang=edition.lang
    )
    return made


@pytest.fixture(scope="module")
def numbers(report) -> list[dict[str, Any]]:
    return json.loads(report.with_suffix(".numbers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(report) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(report).pages]


@pytest.fixture(scope="module")
def sources(project) -> Sources:
    return Sources(_tables(project), _worked_out(project))


def _tables(project: Project) -> dict[str, pd.DataFrame]:
    choice = project.year_plan(YEAR + 1)
    later = project.year_plan(YEAR + 2)
    settings = project.settings
    people = [settings.capacity.fte + extra for extra in (-0.5, 0, 0.5, 1)]
    waves = project.waves(now=YEAR)
    quality = project.quality(YEAR)
    return {
        "results": project.indicators(),
        **{name: quality[name] for name in ("accounting", "links", "sources")},
        "catalogue": project.catalogue,
        "review": project.review(YEAR),
        "plan": project.plan(YEAR + 1),
        "evidence": project.evidence(YEAR),
        "targets": project.targets(YEAR + 1),
        "advice": project.consultation(YEAR + 1),
        "use": choice.portfolio.use,
        "left_out": choice.portfolio.left_out,
        "sweep": choice.sweep(
            settings.capacity, fte=[settings.capacity.fte, settings.capacity.fte + 0.5],
            extra_eur=[0, 10_000],
        ),
        "changes": waves.changes,
        "moves": waves.moves,
        "rehearsal": waves.rehearsal(),
        "objectives": project.objectives(YEAR),
        "cards": project.cards(YEAR),
        "robustness": later.robustness(),
        "ranking": later.ranking.acceptability,
        "flips": later.flips(),
        "outlook": later.outlook(
            settings.capacity, years=range(YEAR + 2, settings.programme[1] + 1), fte=people
        ),
    }  # fmt: skip


def _worked_out(project: Project) -> dict[tuple[str, str], Any]:
    """Return what is no cell of a table: sums, counts, and what the settings say."""
    quality, tables = project.quality(YEAR), _tables(project)
    accounting, links = quality["accounting"], quality["links"]
    plan, evidence, choice = tables["plan"], tables["evidence"], project.year_plan(YEAR + 1)
    robust = tables["robustness"]
    chosen, capacity = choice.portfolio.chosen, project.settings.capacity
    running = choice.activities.loc[choice.activities["is_running"], "activity_id"]
    changes, rehearsal = tables["changes"], tables["rehearsal"].dropna(subset=["share"])
    available = capacity.fte * capacity.days_per_fte
    planned, status = plan["days_planned"].sum(), tables["objectives"]["status"]
    met = status.isin(["gehaald", "waarschijnlijk gehaald"]).sum()
    missed = status.str.contains("niet gehaald|deels gehaald").sum()
    smallest = rehearsal[["rise", "fall"]].max(axis=1)
    done = {YEAR: project.load(YEAR).activities, YEAR + 1: plan}
    asked = project.load(YEAR).helpdesk["asked_on"].dropna()
    by_day = pd.crosstab(asked.dt.month, asked.dt.day_of_week)
    register = tables["results"].query("indicator == 'reach.registrations' and estimate > 0")

    def activities(column: str, how: str):
        def value(year: int, challenge: str | None = None) -> float:
            rows = done[year]
            rows = rows if challenge is None else rows[rows["challenge"] == challenge]
            return {"sum": rows[column].sum(), "count": len(rows),
                    "empty": rows[column].isna().sum()}[how]  # fmt: skip

        return value

    def helpdesk(month: str | None = None, day: str | None = None) -> float:
        rows = by_day if month is None else by_day.loc[[MONTHS.index(month) + 1]]
        return (rows if day is None else rows[[DAYS.index(day)]]).to_numpy().sum()

    def moved(item: str) -> float:
        rows = tables["moves"].query("item == @item")
        return rows.query("then != now")["count"].sum() / rows["n_both"].max()

    def uncertain(cause: str):
        def value(indicator: str, year: str) -> float:
            rows = tables["results"].query("indicator == @indicator and by == 'total'")
            rows = rows[rows["year"] == int(year)]
            rows = rows.set_index(rows["weighted"].astype(bool).to_numpy())
            plain = rows.loc[False]
            if cause == "sampling":
                return (plain["high"] - plain["low"]) / 2 / plain["estimate"]
            if cause == "silence":
                return abs(rows.loc[True, "estimate"] - plain["estimate"]) / plain["estimate"]
            ends = plain["high"] - plain["estimate"], plain["estimate"] - plain["low"]
            return max(ends) / plain["estimate"]

        return value

    return {
        **{("uncertainty", one): uncertain(one) for one in ("sampling", "silence", "unknown")},
        ("scale", "place"): lambda at: at,
        ("outlook", "fte"): lambda fte, year=None: float(fte),
        ("accounting", "sum(read) - sum(furniture)"):
            accounting["read"].sum() - accounting["furniture"].sum(),
        ("accounting", "count(file)"): accounting["file"].nunique(),
        ("accounting", "count(completeness != verified)"):
            (accounting["completeness"] != "verified").sum(),
        **{("accounting", f"sum({name})"): accounting[name].sum()
           for name in ("read", "kept", "rejected", "merged", "furniture")},
        ("rejected", "sum(count)"): lambda effect: (
            quality["rejected"].query("effect == @effect")["count"].sum()
        ),
        ("scrubbed", "sum(count)"): quality["scrubbed"]["count"].sum(),
        ("links", "sum(linked) / sum(rows)"): links["linked"].sum() / links["rows"].sum(),
        ("helpdesk", "asked_on"): helpdesk,
        ("results", "count(group)"): lambda indicator, year, by: sum(
            by == "country" or group in municipality_places(int(year))
            for group in register.query("year == @year and by == @by and group != 'unknown'").group
        ),
        ("results", "sum(estimate)"): lambda indicator, year, by, groups: register.query(
            "year == @year and by == @by and group in @groups.split(';')"
        )["estimate"].sum(),
        ("results", "count(survey.need_ranks)"): 11,
        ("flips", "count(no weights)"): tables["flips"]["members"].isna().sum(),
        **{("settings", f"priorities.weights.{name}"): value
           for name, value in project.settings.priorities.weights.items()},
        **{("settings", f"priorities.bounds.{name}"): lambda end, two=two: two[int(end)]
           for name, two in project.settings.priorities.bounds.items()},
        ("settings", "capacity.fte * capacity.days_per_fte"): available,
        ("plan", "sum(days_planned)"): planned,
        ("plan", "sum(days_planned) - available"): planned - available,
        ("plan", "count(activity_id)"): len(plan),
        ("activities", "count(activity_id)"): activities("activity_id", "count"),
        ("activities", "sum(days_planned)"): activities("days_planned", "sum"),
        ("activities", "sum(days_spent)"): activities("days_spent", "sum"),
        ("activities", "empty(days_spent)"): activities("days_spent", "empty"),
        ("evidence", "count(planned > 0)"): (evidence["planned"] > 0).sum(),
        ("evidence", "count(challenge)"): 11,
        ("evidence", "days_planned / sum(days_planned)"): lambda challenge: (
            evidence.set_index("challenge").loc[challenge, "days_planned"]
            / evidence["days_planned"].sum()
        ),
        ("use", "sum(available)"): choice.portfolio.use["available"].sum(),
        ("choice", "sum(eur)"): choice.portfolio.eur,
        ("choice", "sum(days)"): chosen["days"].sum(),
        ("choice", "sum(days of running)"):
            chosen.loc[chosen["activity_id"].isin(running), "days"].sum(),
        ("choice", "count(activity_id)"): len(chosen),
        ("candidates", "count(activity_id)"): len(choice.activities),
        ("left_out", "count(not shown)"): len(choice.portfolio.left_out) - 10,
        ("changes", "confidence"): CONFIDENCE,
        ("changes", "count(item)"): len(changes),
        ("changes", "count(verdict = duidelijk)"): (changes["verdict"] == "duidelijk").sum(),
        ("changes", "count(grade = C)"): (changes["grade"] == "C").sum(),
        ("moves", "(01 + 10) / n_both"): moved,
        ("objectives", "count(objective)"): len(status),
        ("objectives", "count(status: met)"): met,
        ("objectives", "count(status: missed)"): missed,
        ("objectives", "count(status: other)"): len(status) - met - missed,
        ("robustness", "count(never and new)"):
            (robust[~robust["activity_id"].isin(running)]["robust"] == "never").sum(),
        ("targets", "count(activity_id)"): len(tables["targets"]),
        ("targets", "count(is_shown)"): (tables["targets"]["chance"] >= 0.8).sum(),
        ("rehearsal", "change"): 0.05,
        ("rehearsal", "count(share)"): len(rehearsal),
        ("rehearsal", "count(is_shown)"): rehearsal["is_shown"].fillna(False).sum(),
        ("rehearsal", "min(max(rise, fall))"): smallest.min(),
        ("rehearsal", "max(max(rise, fall))"): smallest.max(),
    }  # fmt: skip


def cell_of(entry: dict[str, Any], sources: Sources) -> Any:
    """Look up the value of a cell, in the size it is printed in."""
    table, column = entry["from"], entry["column"]
    place = {name: value for name, value in entry.items() if name not in FOUND_IN}
    if (table, column) in sources.worked_out:
        value = sources.worked_out[table, column]
        value = value(**place) if callable(value) else value
        unit = ""
    else:
        row = _row(sources.tables[table], place)
        value, unit = row[_column(row, column)], str(row.get("unit", ""))
    is_share = (table, column) in SHARES or (unit == "share" and column in IN_UNIT)
    is_share = is_share or column == "confidence"
    return 100 * float(value) if is_share else value


def _column(row: pd.Series, name: str) -> Any:
    return next(column for column in row.index if str(column) == name)


def _row(table: pd.DataFrame, place: dict[str, Any]) -> pd.Series:
    found = table
    for name, value in place.items():
        found = found[found[name].astype(str) == str(value)]
    assert len(found) == 1, place
    return found.iloc[0]


def written(value: float, *, decimals: int, lang: str) -> str:
    rounded = Decimal(repr(round(abs(float(value)), 9))).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", FURNITURE[lang].marks))


def test_every_number_is_the_formatted_value_of_its_cell(edition, numbers, sources, monkeypatch):
    monkeypatch.setenv(VARIABLE, edition.lang)
    assert len(numbers) > edition.numbers
    for entry in numbers:
        printed = entry["text"].removeprefix("\u2212")
        value = cell_of(entry, sources)
        decimals = len(printed.partition(FURNITURE[edition.lang].marks[1])[2])
        if isinstance(value, str):
            marks = str.maketrans(".,", FURNITURE[edition.lang].marks)  # a reason is kept in Dutch
            own = value.translate(marks) if entry["from"] == "left_out" else value
            told = {own, _word(entry["column"], value)}
            assert any(printed in TOKEN.findall(text) for text in told), entry
        elif isinstance(value, date):
            assert int(printed) in (value.day, value.month, value.year), entry
        else:
            sizes = (1, 100) if entry["from"] == "scale" else (1,)  # a scale may be of shares
            assert printed in [
                written(size * value, decimals=decimals, lang=edition.lang) for size in sizes
            ], entry


def _word(column: str, code: str) -> str:
    return label(column, code) if column in ("quarter", "unit") else ""


def test_no_other_digit_stands_on_a_page(project, edition, numbers, pages):
    years = [*project.settings.years, *range(YEAR + 1, project.settings.programme[1] + 1)]
    for number, text in enumerate(pages, start=1):
        plain = _without_furniture(text, project, years, (number, len(pages)), edition.lang)
        printed = Counter(TOKEN.findall(plain))
        if number == 1:
            printed -= Counter(_page_numbers(pages, edition.lang))
        known = Counter(
            one["text"].removeprefix("\u2212") for one in numbers if one["page"] == number
        )
        known = Counter({text: n for text, n in known.items() if int_or_none(text) not in years})
        assert printed == known, f"{edition} page {number}: {printed - known} / {known - printed}"


def int_or_none(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _without_furniture(
    text: str, project: Project, years: list[int], page: tuple[int, int], lang: str
) -> str:
    """Take out what may stand on a page without a cell: this list is all of it."""
    words, made = FURNITURE[lang], project.fingerprint
    text = text.replace("\xa0", " ").replace("\u200b", "").replace("\xad", "")
    to_date = f"{words.to_date} {YEAR}"
    shown = [f"{to_date} · {words.build} {made}", words.page.format(*page), to_date,
             f"{words.fingerprint}: {made}"]  # fmt: skip
    for known in shown:
        text = text.replace(known, "")
    text = re.sub(rf"\b(?:{'|'.join(words.captions)}) \d+\.", "", text)
    text = NAMES.sub("", text)
    return re.sub(rf"(?<!\d)(?:{'|'.join(map(str, years))})(?!\d)", "", text)


def _page_numbers(pages: list[str], lang: str) -> list[str]:
    """Return the page each chapter in the contents begins on, found on the pages themselves."""
    contents = pages[0].partition(FURNITURE[lang].contents)[2]
    listed = re.findall(r"^(.*\D) (\d+)$", contents, flags=re.MULTILINE)
    for title, page in listed:
        start = " ".join(title.split())[:30]
        assert start in " ".join(pages[int(page) - 1].split()), title
    return [page for _, page in listed]


def test_captions_are_numbered_without_a_gap(edition, pages):
    text = "\n".join(pages)
    for kind in FURNITURE[edition.lang].captions:
        found = [int(one) for one in re.findall(rf"{kind} (\d+)\.", text)]
        assert found == list(range(1, len(found) + 1))
        assert found or edition.variant


def test_nothing_hidden_is_named(numbers, sources):
    """A withheld cell has no number; what is named can be printed."""
    results = sources.tables["results"]
    hidden = results[results["protection"] == "withheld"]
    places = {tuple(map(str, row)) for row in hidden[list(PLACE)].itertuples(index=False)}
    named = {
        tuple(str(one[name]) for name in PLACE) for one in numbers if one["from"] == "results"
        and "group" in one
    }  # fmt: skip
    assert not places & named
    assert places


PLACE = ("indicator", "year", "by", "group", "weighted")
