"""A raw table becomes a clean one: columns read, rows judged, and every row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from pijler_analysis.clean.contacts import email_addresses, phone_numbers
from pijler_analysis.clean.corrections import Correction, correct
from pijler_analysis.clean.dates import dates
from pijler_analysis.clean.log import (
    LACKING,
    ROW,
    Change,
    Changes,
    Findings,
    Problem,
    origin_of,
    show,
)
from pijler_analysis.clean.national_numbers import DROPPED
from pijler_analysis.clean.readings import ColumnReader, array_of, missing, read_column
from pijler_analysis.clean.values import booleans, codes, numbers, texts
from pijler_analysis.errors import DataError, UsageError, place
from pijler_analysis.ingest.columns import Place, Places
from pijler_analysis.ingest.tables import RawTable
from pijler_analysis.schema.checks import check_table
from pijler_analysis.schema.columns import COLUMNS
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings import Settings, Source

_YEAR_WILL_DO = ("registered_on", "ended_on", "confirmed_on", "member_since")
"""Dates of which only the year counts in any figure, so that a year alone loses nothing."""
_OWN_READERS = {"contact_email": email_addresses, "contact_phone": phone_numbers}
_PLANNED_DAYS = ("held_on", "review_on")
"""Days of sessions and of reviews, which may lie ahead."""
SEEN_BEFORE = "komt al voor met andere inhoud"


@dataclass(frozen=True)
class Context:
    """What the cleaning of a table may know besides its cells."""

    settings: Settings
    year: int
    today: date = field(default_factory=date.today)
    corrections: tuple[Correction, ...] = ()
    recodes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def latest(self, column: str) -> date:
        """Return the last day a date may have: today, and for what is planned, next year's end."""
        return date(self.today.year + 1, 12, 31) if column in _PLANNED_DAYS else self.today


@dataclass
class Draft:
    """A table under way: ``frame`` has one row per raw row, at the same position.

    It has every column of its table; those the source does not deliver are missing throughout.
    """

    raw: RawTable
    frame: pd.DataFrame
    context: Context
    findings: Findings
    warnings: list[str] = field(default_factory=list)

    @property
    def delivered(self) -> set[str]:
        """The columns that the source has or fixes."""
        return {*self.raw.cells, *self.raw.source.fixed}

    def reject_values(self, rows: pd.Series, column: str, *, reason: str, expected: str) -> None:
        """Make values missing that cannot be right beside the others, and list them."""
        wrong = rows.to_numpy(dtype=bool, na_value=False)
        if not wrong.any():
            return
        cells, is_personal = self.raw.cells[column], COLUMNS[column].personal
        self.findings.problems += [
            Problem(position, column, self.raw.heading(column),
                    show(cells[position], is_personal), reason, expected)
            for position in np.flatnonzero(wrong).tolist()
        ]  # fmt: skip
        self.frame[column] = self.frame[column].mask(wrong)

    def settle(self, column: str, values: pd.Series, rule: str, *, told_by: str = "") -> None:
        """Put values in a column that follow from others, and log each that differs.

        A column the source does not have is logged under the one that tells it, ``told_by``.
        """
        if told_by in self.raw.cells:
            self.findings.settle(
                column, self.raw.heading(told_by), np.flatnonzero(values.notna()),
                self.raw.cells[told_by], values, rule,
            )  # fmt: skip
        elif column in self.raw.cells:
            old, new = self.frame[column], values.astype(self.frame[column].dtype)
            differs = ~((old == new).fillna(False) | (old.isna() & new.isna()))
            self.findings.settle(
                column, self.raw.heading(column), np.flatnonzero(differs),
                self.raw.cells[column], new, rule,
            )  # fmt: skip
        self.frame[column] = values


@dataclass(frozen=True)
class Recipe:
    """How one table is cleaned: the readers that are not the usual ones, and what is derived."""

    table: str
    readers: Callable[[RawTable, Context], Mapping[str, ColumnReader]]
    derive: Callable[[Draft], None] | None = None


@dataclass(frozen=True)
class CleanPart:
    """What one source contributed to a clean table, and what became of its other rows."""

    raw: RawTable
    kept: pd.DataFrame
    places: Places
    changes: Changes
    problems: list[Problem]
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CleanTable:
    """A clean table, what was changed in it by source, and the other lists row by row."""

    table: pd.DataFrame
    changes: list[tuple[str, Changes]]
    rejected: list[tuple]
    accounting: list[tuple]
    furniture: list[tuple]
    warnings: list[str] = field(default_factory=list)


def clean_rows(raw: RawTable, recipe: Recipe, context: Context) -> CleanPart:
    """Clean the rows of one source.

    Parameters
    ----------
    raw : the rows as found
    recipe : how this table is cleaned
    context : settings and year

    Returns
    -------
    CleanPart; ``kept`` has the rows that are usable, in the order they were read. A row that
    lacks a required value is rejected; any other unreadable value is missing and listed.
    """
    is_latest = context.year == context.settings.latest_year
    raw, corrected, doubts = correct(raw, context.corrections, is_latest=is_latest)
    draft = _read(raw, recipe, context)
    draft.findings.changes.put([*_carried(raw), *corrected, *_merged(raw)])
    draft.warnings += doubts
    if recipe.derive is not None:
        recipe.derive(draft)
    _number_rows(draft, recipe.table)
    _check_told(draft, recipe.table)
    problems, is_lost = _judge(draft, recipe.table)
    kept = draft.frame[~is_lost] if is_lost.any() else draft.frame
    places = raw.places.taken(~is_lost)
    return CleanPart(raw, kept, places, draft.findings.changes, problems, draft.warnings)


def _merged(raw: RawTable) -> Iterator[Change]:
    """Yield the rows that repeat an earlier one, for the log."""
    for repeated, (file, sheet, row) in raw.merged:
        first = place(file, sheet=sheet, row=row)
        yield Change(repeated, None, "dezelfde cellen als een eerdere rij",
                     f"samengevoegd met {first}", "dubbele rij samengevoegd")  # fmt: skip


def _carried(raw: RawTable) -> list[Change]:
    """Return the cells that were filled in from elsewhere on their sheet, for the log."""
    changes = []
    for place_, name, old, new, rule in raw.carried:
        is_personal = name in COLUMNS and COLUMNS[name].personal
        shown = (show(old, is_personal), show(new, is_personal))
        changes.append(Change(place_, raw.heading(name), *shown, rule))
    return changes


def _read(raw: RawTable, recipe: Recipe, context: Context) -> Draft:
    """Read every mapped column, and fill in what the source fixes."""
    readers = recipe.readers(raw, context)
    findings = Findings(raw.places)
    values: dict[str, object] = {}
    for name, cells in raw.cells.items():
        dtype = COLUMNS[name].dtype if name in COLUMNS else "object"
        reader = readers.get(name) or usual_reader(name, raw.source, latest=context.latest(name))
        column = read_column(cells, reader, dtype)
        findings.add(column, name=name, heading=raw.heading(name))
        values[name] = column.values
    everywhere = np.zeros(len(raw.places), dtype=np.intp)
    for name, text in {**raw.source.fixed, "source": raw.source.name}.items():
        values[name] = array_of([text], "string").take(everywhere)
    values |= origin_of(raw.places)
    declared = {
        column.name: values.pop(column.name, None) for column in TABLES[recipe.table].columns
    }
    for name, told in declared.items():
        if told is None:
            declared[name] = missing(COLUMNS[name].dtype).take(everywhere)
    return Draft(raw, pd.DataFrame(declared | values, copy=False), context, findings)


def _number_rows(draft: Draft, table: str) -> None:
    """Name each row after its place where the source has no number for it at all."""
    for name in TABLES[table].key:
        if name not in draft.delivered and draft.frame[name].isna().all():
            places = [
                "-".join(str(part) for part in (Path(file).stem, sheet, row) if part is not None)
                for file, sheet, row in draft.raw.places
            ]
            draft.frame[name] = array_of(places, "string")


def _check_told(draft: Draft, table: str) -> None:
    """Stop where nothing tells a required value of any row: every count by it would be 0."""
    untold = [
        name for name in TABLES[table].required
        if name not in draft.delivered and draft.frame[name].isna().all()
    ]  # fmt: skip
    if untold and not draft.frame.empty:
        source, file = draft.raw.source.name, draft.raw.places[0][0]
        raise DataError(
            f"{file}: geen enkele kop of tussenkop zegt de kolom {untold[0]}; verwacht: een kop "
            f"onder [sources.{source}.columns] in pijler.toml, `subheadings` waar het in "
            f"tussenkoppen staat, of een vaste waarde onder [sources.{source}.fixed]"
        )


def usual_reader(name: str, source: Source, *, latest: date = date.max) -> ColumnReader:
    """Return the reader that the declared type and values of a column call for."""
    declared = COLUMNS.get(name)
    if name in _OWN_READERS:
        return _OWN_READERS[name]()
    if declared is None or (declared.dtype == "string" and not declared.values):
        return texts(is_id=name.endswith("_id") or name == "token")
    if declared.values:
        return codes(name, own=own_values(source, name))
    if declared.dtype == "date":
        return dates(order=source.dates, latest=latest, years_alone=name in _YEAR_WILL_DO)
    if declared.dtype == "boolean":
        return booleans(own=own_values(source, name))
    return numbers(lowest=0, highest=1e6, whole=declared.dtype == "integer")


def own_values(source: Source, name: str) -> Mapping[str, str]:
    """Return the spellings that pijler.toml adds for a column of a source.

    Raises
    ------
    UsageError
        If one of them leads to a code that does not exist.
    """
    own = source.values.get(name, {})
    known = COLUMNS[name].values or ("true", "false")
    for word, code in own.items():
        if code not in known:
            raise UsageError(
                f"pijler.toml: bron {source.name}, {word!r} wijst naar onbekende code {code!r}; "
                f"kies uit {', '.join(known)}"
            )
    return own


def _judge(draft: Draft, table: str) -> tuple[list[Problem], npt.NDArray[np.bool_]]:
    """Reject each row that lacks a required value, once, on the first one it lacks."""
    required = [name for name in TABLES[table].required if name in draft.delivered]
    if not required:
        return draft.findings.problems, np.zeros(len(draft.frame), dtype=bool)
    absent = np.array([draft.frame[name].isna().to_numpy() for name in required])
    is_lost: npt.NDArray[np.bool_] = np.asarray(absent.any(axis=0))
    if not is_lost.any():
        return draft.findings.problems, is_lost
    first = absent.argmax(axis=0)
    lacking = {position: required[first[position]] for position in np.flatnonzero(is_lost).tolist()}
    known = {
        problem.position: problem
        for problem in reversed(draft.findings.problems)
        if lacking.get(problem.position) == problem.name
    }
    rows = [
        known[position]._replace(effect=ROW)
        if position in known
        else Problem(position, name, draft.raw.heading(name), _shown(draft, name, position),
                     LACKING, "een ingevulde cel", ROW)
        for position, name in lacking.items()
    ]  # fmt: skip
    chosen = {id(problem) for problem in known.values()}
    rest = [problem for problem in draft.findings.problems if id(problem) not in chosen]
    return sorted(rows + rest, key=lambda problem: problem.position), is_lost


def _shown(draft: Draft, name: str, position: int) -> str:
    """Return what stands in a cell that came to nothing."""
    if name not in draft.raw.cells:
        return "(leeg)"
    return show(draft.raw.cells[name][position], COLUMNS[name].personal)


def join_parts(parts: list[CleanPart], table: str) -> CleanTable:
    """Join what the sources of a table contributed, hold it to its declaration, and account.

    A key that returns with other content is rejected.

    Raises
    ------
    DataError
        If the rows of a file do not add up: no row may get lost without a word.
    """
    frames = [part.kept for part in parts]
    kept = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    places = [part.places for part in parts]
    is_first = ~kept.duplicated(list(TABLES[table].key)).to_numpy()
    repeated: list[tuple] = []
    if not is_first.all():
        repeated = _repeated_keys(kept, parts, table)
        kept = kept[is_first]
        ends = np.cumsum([len(part.places) for part in parts])[:-1]
        places = [part.places.taken(first) for part, first in
                  zip(parts, np.split(is_first, ends), strict=True)]  # fmt: skip
    rejected = [row for part in parts for row in _rejected_rows(part, table)] + repeated
    return CleanTable(
        table=check_table(kept.reset_index(drop=True), table),
        changes=[(part.raw.source.name, part.changes) for part in parts],
        rejected=sorted(rejected, key=_by_place),
        accounting=_account(parts, places, rejected),
        furniture=[row for part in parts for row in part.raw.furniture],
        warnings=[warning for part in parts for warning in _warnings(part)],
    )


def _warnings(part: CleanPart) -> list[str]:
    """Return what was noted on reading, and how many national register numbers were left out."""
    dropped = Counter(change.place[0] for change in part.changes.made_by(DROPPED))
    return [
        *part.raw.warnings,
        *part.warnings,
        *(f"{file}: {count} cellen met een rijksregisternummer; het nummer is weggelaten, haal het "
          "ook uit de bron" for file, count in dropped.items()),
    ]  # fmt: skip


def _by_place(row: tuple) -> tuple:
    """Order rejections by file, sheet and row, as the one who mends them goes through a file."""
    return row[2], row[3] or "", row[4]


def _repeated_keys(kept: pd.DataFrame, parts: list[CleanPart], table: str) -> list[tuple]:
    """Reject the rows of which the key stands higher up."""
    key = TABLES[table].key
    firsts: dict[tuple, Place] = {}
    rejected = []
    values = zip(*(kept[name].tolist() for name in key), strict=True)
    origins = ((part, spot) for part in parts for spot in part.places)
    for value, (part, spot) in zip(values, origins, strict=True):
        first = firsts.setdefault(value, spot)
        if first is spot:
            continue
        file, sheet, row = first
        rejected.append(
            (part.raw.source.name, table, *spot, part.raw.heading(key[-1]),
             show(value[-1], COLUMNS[key[-1]].personal),
             SEEN_BEFORE,
             f"elk nummer een keer; zie {place(file, sheet=sheet, row=row)}", ROW)
        )  # fmt: skip
    return rejected


def _rejected_rows(part: CleanPart, table: str) -> Iterator[tuple]:
    source, places = part.raw.source.name, part.raw.places
    for problem in part.problems:
        yield (source, table, *places[problem.position], *problem[2:])


def _account(parts: list[CleanPart], places: list[Places], rejected: list[tuple]) -> list[tuple]:
    """Count, per file and sheet, where every row with content ended up."""
    kept_in = Counter[tuple]()
    for part, kept in zip(parts, places, strict=True):
        for origin, count in kept.counts().items():
            kept_in[(part.raw.source.name, *origin)] += count
    lost_in = Counter((row[0], row[2], row[3]) for row in rejected if row[-1] == ROW)
    rows = []
    for part in parts:
        for file, sheet, read, merged, furniture in part.raw.counts:
            spot = (part.raw.source.name, file, sheet)
            ends = (kept_in[spot], lost_in[spot], merged, furniture)
            if read != sum(ends):
                raise DataError(
                    f"{place(file, sheet=sheet)}: {read} rijen gelezen maar {sum(ends)} "
                    "verantwoord; meld deze fout"
                )
            rows.append((*spot, read, *ends))
    return rows
