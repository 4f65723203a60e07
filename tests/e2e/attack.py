"""An attacker with nothing but what readers get: workbooks and pages, and a solver of their own.

They know the rules by heart. A hidden count of persons is 1 to 4; what is rounded is a multiple of
five, and stands for no count below five; a share is a count on a base that is often printed, and
its decimals tell both; groups add up to their total, the answers to a question to all who gave
one, the satisfied to the upper answers; a later edition counts whoever the earlier one did.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np
import openpyxl
import pandas as pd
import pypdf
from scipy.optimize import LinearConstraint, milp

from pijler_analysis.schema.results import CHANGE

HIDDEN, ROUNDED = "te klein", "afgerond"
MARKS = {"rounded": ROUNDED, "withheld": HIDDEN}
FEW, THIN, STEP = 4, 20, 5
MANY = 10_000.0
UPPER = re.compile(r"(?<!on)(?<!niet )tevreden$")
ANSWERS, SATISFIED, EXPERIENCE = (
    "Verdeling van de antwoorden", "Tevreden leden", "Leden met ervaring",
)  # fmt: skip
APART = ("Panel", "Stuurgroep")
OVERALL = "De werking in haar geheel"
COUNTED = {"deelnames", "vragen", "leden", "mensen", "respondenten"}


class Place(NamedTuple):
    """A row of a table in the words of the workbook, of one year."""

    name: str
    heading: str
    group: str
    year: str


class Count(NamedTuple):
    """One of the two counts behind a place: its cell, or its base."""

    place: Place
    what: str


@dataclass
class Edition:
    """What one edition tells: limits of counts, and which cells it hides."""

    units: dict[str, str] = field(default_factory=dict)
    limits: dict[Count, tuple[float, float]] = field(default_factory=dict)
    hidden: set[Place] = field(default_factory=set)
    read: int = 0

    def knows(self, place: Place, what: str, low: float, high: float) -> None:
        """Take a limit together with what was known already."""
        before = self.limits.get(Count(place, what), (0.0, MANY))
        both = max(before[0], low), min(before[1], high)
        if both[0] <= both[1]:
            self.limits[Count(place, what)] = both
        self.read += 1

    def with_what(self, other: Edition) -> Edition:
        """Return what this edition and another of the same figures tell together."""
        both = Edition(self.units, dict(self.limits), self.hidden | other.hidden)
        for (place, what), limits in other.limits.items():
            both.knows(place, what, *limits)
        return both


def read_workbook(path: Path, year: int, into: Edition) -> None:
    """Learn all that a workbook tells of persons and answers, in every year it shows."""
    book = openpyxl.load_workbook(path, data_only=True)
    told = book["Definities"].iter_rows(min_row=5, values_only=True)
    into.units |= {row[0]: row[6] for row in told if row[0]}
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        if len(rows) < 4 or rows[3][:3] != ("Kerncijfer", "Indeling", "Groep"):
            continue
        heads = {head: at for at, head in enumerate(rows[3])}
        years = [head for head in heads if re.fullmatch(r"\d{4}", head)]
        for row in rows[4:]:
            if row[0] is None or "(gewogen)" in (row[2] or ""):
                continue
            for one in years:
                is_own = one == str(year)
                mark = row[heads["Bescherming"]] if is_own else None
                base = row[heads["n"]] if is_own else None
                place = Place(row[0], row[1] or "", row[2], one)
                learn(into, place, row[heads[one]], base, mark)


def read_results(results: pd.DataFrame, into: Edition, words) -> None:
    """Learn all that the published rows tell, as if each could be measured in a drawing.

    Parameters
    ----------
    words : as in ``read_pages``
    """
    levels = results[(results["by"] != CHANGE) & ~results["weighted"].fillna(False)]
    for row in levels.astype(object).where(levels.notna(), None).to_dict("records"):
        place = Place(*words(row["indicator"], row["by"], row["group"]), str(row["year"]))
        value, mark, base = row["estimate"], MARKS.get(row["protection"], ""), row["denominator"]
        learn(into, place, HIDDEN if mark == HIDDEN else value, base, mark)
        if into.units.get(place.name) == "aandeel" and base is not None:
            step, least = (STEP, STEP) if mark == ROUNDED else (1, 0)
            for what, count in (("cell", row["numerator"]), ("base", base)):
                if count is not None:
                    into.knows(place, what, *_around(count, least, step=step))


def learn(into: Edition, place: Place, value: object, base: object, mark: str | None) -> None:
    """Take what one cell of a table tells, with the base and the mark beside it."""
    unit = into.units.get(place.name, "")
    if (isinstance(value, int | float) or value == HIDDEN) and unit in {*COUNTED, "aandeel"}:
        into.knows(place, "cell", 0, MANY)
    if value == HIDDEN:
        into.hidden.add(place)
        if unit in COUNTED:
            into.knows(place, "cell", 1, FEW)
    if not isinstance(value, int | float):
        return
    if unit in COUNTED and value == int(value):
        is_rounded = mark == ROUNDED or (mark is None and place.heading and value % STEP == 0)
        into.knows(place, "cell", *(_around(value, STEP) if is_rounded else (value, value)))
    elif unit == "aandeel":
        _learn_share(into, place, value, base, mark)


def _learn_share(into: Edition, place: Place, value: float, base: object, mark: object) -> None:
    """A share of a rounded count on a rounded base, or one whose decimals give both away."""
    is_rounded = mark == ROUNDED or (mark is None and round(value, 2) == value)
    if is_rounded and isinstance(base, int | float):
        into.knows(place, "base", *_around(base, THIN))
        counts = [n for n in range(0, int(base) + 1, STEP) if abs(n / base - value) < 0.00501]
        if counts:
            into.knows(place, "cell", _around(counts[0], STEP)[0], _around(counts[-1], STEP)[1])
    elif not is_rounded:
        exact = Fraction(value).limit_denominator(2000)
        whole = base if isinstance(base, int | float) else exact.denominator
        if whole > FEW * STEP and whole % exact.denominator == 0:
            into.knows(place, "base", whole, whole)
            cell = whole // exact.denominator * exact.numerator
            into.knows(place, "cell", cell, cell)


def _around(value: float, least: int, *, step: int = STEP) -> tuple[float, float]:
    if value == 0:
        return 0.0, 0.0
    return max(value - step // 2, least), value + step // 2


def read_pages(path: Path, into: Edition, words) -> None:
    """Learn the counts, bases and shares printed in a PDF, each found on its page.

    Parameters
    ----------
    words : gives ``(name, heading, group)`` of a cell as the workbook writes it
    """
    document = pypdf.PdfReader(path)
    pages = [page.extract_text() for page in document.pages]
    printed = json.loads(path.with_suffix(".numbers.json").read_text(encoding="utf-8"))
    by_row: dict[Place, dict[str, float]] = defaultdict(dict)
    asked_twice = {one["item"] for one in printed if one["from"] == "moves" and "item" in one}
    for item in asked_twice:
        into.hidden |= {Place("moves", item, f"{then}{now}", "") for then in "01" for now in "01"}
    for one in printed:
        assert one["text"] in pages[one["page"] - 1], one
        if one["from"] == "moves":
            place = Place("moves", one["item"], f"{one.get('then')}{one.get('now')}", "")
            if one["column"] == "count":
                into.hidden.discard(place)
                into.knows(place, "cell", *_around(float(one["text"]), STEP))
            elif one["column"] == "n_both":
                into.knows(place._replace(group="all"), "cell", *_around(float(one["text"]), THIN))
        elif one["from"] == "results" and one.get("weighted") == "False" and one["by"] != "change":
            row = Place(*words(one["indicator"], one["by"], one["group"]), str(one["year"]))
            number = float(re.sub(r"[.,](?=\d{3})", "", one["text"]).replace(",", "."))
            by_row[row][one["column"]] = number
    for place, columns in by_row.items():
        base = into.limits.get(Count(place, "base"))
        if "denominator" in columns and base is None and into.units.get(place.name) == "aandeel":
            base = _around(columns["denominator"], THIN)
            into.knows(place, "base", *base)
        if "estimate" in columns and base and into.units.get(place.name) == "aandeel":
            share = columns["estimate"] / 100
            low, high = max(share - 0.01, 0) * base[0] - 2, (share + 0.01) * base[1] + 2
            into.knows(place, "cell", max(0.0, low), high)


def equations(edition: Edition) -> list[list[tuple[Count, float]]]:
    """Return what adds up to nothing, as far as it can be so with what is known."""
    places = {count.place for count in edition.limits} | edition.hidden
    blocks: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for place in places:
        blocks[place.name, place.heading, place.year].append(place)
    sums: list[list[tuple[Count, float]]] = []

    def add(whole: Count, parts: Iterable[Count]) -> None:
        terms = [(part, 1.0) for part in parts]
        low, high = (sum(_limits(edition, part)[end] for part, _ in terms) for end in (0, 1))
        least, most = _limits(edition, whole)
        if terms and low <= most and high >= least:
            sums.append([*terms, (whole, -1.0)])

    for (name, heading, year), rows in blocks.items():
        if name == "moves":
            add(Count(Place(name, heading, "all", year), "cell"),
                [Count(row, "cell") for row in rows if row.group != "all"])  # fmt: skip
        elif name == ANSWERS:
            _add_answers(edition, rows, add)
        elif heading:
            apart = [row for row in rows if row.group in APART]
            for what in ("cell", "base"):
                if apart:
                    joint = Place(name, heading, " en ".join(APART).capitalize(), year)
                    add(Count(joint, what), [Count(row, what) for row in apart])
                whole = Count(Place(name, "", "Totaal", year), what)
                if whole in edition.limits:
                    add(whole, [Count(row, what) for row in rows if row not in apart])
                for coarse in {row.group.partition(", ")[0] for row in rows if ", " in row.group}:
                    finer = [row for row in rows if row.group.startswith(f"{coarse}, ")]
                    for found in places:
                        if (found.name, found.group, found.year) == (name, coarse, year):
                            add(Count(found, what), [Count(row, what) for row in finer])
    for place in places:
        if place.name == EXPERIENCE:
            add(Count(place, "cell"), [Count(place._replace(name=SATISFIED), "base")])
    return sums


def _add_answers(edition: Edition, rows: list[Place], add) -> None:
    """The answers to a question add up to its base, the upper ones to the satisfied.

    Where enough people answered, an answer can only be hidden because few gave it.
    """
    for question in {row.group.partition(": ")[0] for row in rows}:
        given = [row for row in rows if row.group.startswith(f"{question}: ")]
        whole = Place(SATISFIED, "Bouwsteen", question, given[0].year)
        if question == OVERALL:
            whole = whole._replace(heading="", group="Totaal")
        cells = [Count(row, "cell") for row in given]
        others = sum(_limits(edition, one)[0] for one in cells if one.place not in edition.hidden)
        if _limits(edition, Count(whole, "base"))[0] >= THIN and others > FEW:
            for row in edition.hidden.intersection(given):
                edition.knows(row, "cell", 1, FEW)
        add(Count(whole, "base"), cells)
        add(Count(whole, "cell"), [one for one in cells if UPPER.search(one.place.group)])
        for row in given:
            add(Count(whole, "base"), [Count(row, "base")])


def _limits(edition: Edition, count: Count) -> tuple[float, float]:
    return edition.limits.get(count, (0.0, MANY))


def solve(editions: list[Edition]) -> dict[tuple[int, Place], tuple[float, float]]:
    """Return the range every hidden count can have, with all editions laid side by side."""
    names = [
        (number, count)
        for number, edition in enumerate(editions)
        for count in {*edition.limits, *(Count(one, "cell") for one in edition.hidden)}
    ]
    sums = [[((number, count), factor) for count, factor in terms]
            for number, edition in enumerate(editions) for terms in equations(edition)]  # fmt: skip
    at = {name: n for n, name in enumerate(dict.fromkeys(
        [*names, *(name for terms in sums for name, _ in terms)]))}  # fmt: skip
    later = [
        [((number - 1, count), 1.0), ((number, count), -1.0)]
        for number, count in at
        if number and (number - 1, count) in at and count.what == "cell"
    ]
    ranges = {}
    for number, edition in enumerate(editions):
        for place in sorted(edition.hidden):
            name = (number, Count(place, "cell"))
            ranges[number, place] = _range(name, at, sums, later, editions)
    return ranges


def _range(name, at, sums, later, editions) -> tuple[float, float]:
    """Bound one count by all that it hangs together with."""
    ties = [(terms, 0.0) for terms in sums] + [(terms, -np.inf) for terms in later]
    near, tied = {name}, []
    while True:
        found = [tie for tie in ties if not near.isdisjoint(one for one, _ in tie[0])]
        if len(found) == len(tied):
            break
        tied = found
        near |= {one for terms, _ in tied for one, _ in terms}
    order = sorted(near, key=at.__getitem__)
    place = {one: n for n, one in enumerate(order)}
    matrix = np.zeros((max(len(tied), 1), len(order)))
    for row, (terms, _) in enumerate(tied):
        for one, factor in terms:
            matrix[row, place[one]] += factor
    least = [low for _, low in tied] or [0.0]
    limits = np.array([_limits(editions[number], count) for number, count in order])
    ends = []
    for sign in (1.0, -1.0):
        cost = np.zeros(len(order))
        cost[place[name]] = sign
        best = milp(cost, integrality=np.ones(len(order)), bounds=(limits[:, 0], limits[:, 1]),
                    constraints=LinearConstraint(matrix, least, np.zeros(len(least))))  # fmt: skip
        ends.append(best.x[place[name]] if best.x is not None else sign * -np.inf)
    return round(ends[0]) if np.isfinite(ends[0]) else ends[0], (
        round(ends[1]) if np.isfinite(ends[1]) else ends[1]
    )
