"""A project as a notebook opens it: its clean tables, its indicators, its settings."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pijler_analysis import store
from pijler_analysis.data import YearData
from pijler_analysis.display.explain import Explanation, explain
from pijler_analysis.display.language import language
from pijler_analysis.drift import drift
from pijler_analysis.errors import UsageError
from pijler_analysis.indicators import CATALOGUE, catalogue_table
from pijler_analysis.indicators.rows import counted_rows
from pijler_analysis.protect.scrub import Scrubber
from pijler_analysis.published import published_results
from pijler_analysis.quality import quality_tables
from pijler_analysis.schema.results import TOTAL
from pijler_analysis.settings import Settings, find_project, read_settings
from pijler_analysis.strategy.challenges import challenge_evidence

if TYPE_CHECKING:
    from pijler_analysis.strategy.waves import WavePair
    from pijler_analysis.strategy.yearplan import YearPlan

REPORT_VARIABLE = "PIJLER_FIGURES"
"""Set by the report engine while a report is being made."""


class Project:
    """One project folder. Reading from it brings the processed data up to date first."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._is_fresh = False
        self._read: dict[int, YearData] = {}
        self._plans: dict[tuple[int, str], pd.DataFrame] = {}

    def __repr__(self) -> str:
        first, last = min(self.settings.years), max(self.settings.years)
        return f"Project({self.settings.name!r}, {first}–{last})"

    def load(self, year: int | None = None) -> YearData:
        """Return the clean tables of a year (the latest one if none is named).

        Raises
        ------
        UsageError
            If the year is not among the years of the project.
        """
        data = self._year(year)
        tables = {name: table.copy(deep=False) for name, table in data.tables.items()}
        return replace(data, tables=tables)

    def _year(self, year: int | None) -> YearData:
        """Read the clean tables of a year once; not to be given away, as others use them too."""
        wanted = self._known_year(year)
        self.refresh()
        if wanted not in self._read:
            self._read[wanted] = store.load_year(self.settings, wanted)
        return self._read[wanted]

    def _known_year(self, year: int | None) -> int:
        wanted = self.settings.latest_year if year is None else year
        if wanted not in self.settings.years:
            raise UsageError(
                f"jaar {wanted} staat niet in pijler.toml; bekend zijn "
                + ", ".join(map(str, self.settings.years))
            )
        return wanted

    def _activities(self, year: int) -> pd.DataFrame:
        """Return what became of the activities of a year, without reading its other tables."""
        wanted = self._known_year(year)
        self.refresh()
        return store.load_table(self.settings, wanted, "activities")

    def indicators(
        self,
        ids: str | Collection[str] | None = None,
        *,
        by: str | Collection[str] | None = None,
        years: int | Collection[int] | None = None,
        protected: bool = True,
    ) -> pd.DataFrame:
        """Return the result table, or the part of it that is asked for.

        Parameters
        ----------
        ids, by, years : one value or several; None for all
        protected : False gives the exact figures, for an analyst; refused inside a report

        Raises
        ------
        UsageError
            If an id is not in the catalogue, or exact figures are asked for inside a report.
        """
        if not protected and REPORT_VARIABLE in os.environ:
            raise UsageError("een verslag toont alleen beschermde cijfers (protected=False)")
        _check_known(_several(ids or ()))
        self.refresh()
        if protected:
            with store.locked(self.settings):
                results = published_results(self.settings)
        else:
            results = store.load_results(self.settings)
        for column, wanted in (("indicator", ids), ("by", by), ("year", years)):
            if wanted is not None:
                results = results[results[column].isin(_several(wanted))]
        return results.reset_index(drop=True)

    def rows(self, id: str, *, year: int | None = None, by: str | None = None) -> pd.DataFrame:
        """List the clean rows an indicator counted, each with its place in the export.

        Parameters
        ----------
        id : an indicator
        year : the year (the latest one if none is named)
        by : a breakdown of the indicator; the rows of its total where left out

        Returns
        -------
        DataFrame, see ``indicators.rows.counted_rows`` for the columns

        Raises
        ------
        UsageError
            Inside a report, and where the rows of the breakdown are not known.
        """
        if REPORT_VARIABLE in os.environ:
            raise UsageError("een verslag toont geen rijen, alleen beschermde cijfers")
        _check_known([id])
        found = counted_rows(self.load(year), id)
        wanted = TOTAL if by is None else by
        chosen = found[found["by"] == wanted]
        if chosen.empty and by is not None:
            known = ", ".join(sorted({*found["by"]} - {TOTAL}))
            raise UsageError(
                f"van {id} zijn de rijen niet per {by} te tonen; "
                + (f"wel per {known}" if known else "enkel die van het totaal: laat --by weg")
            )
        return (found if chosen.empty else chosen).reset_index(drop=True)

    def explain(self, id: str, *, year: int | None = None, lang: str | None = None) -> Explanation:
        """Say in plain words what an indicator means, what it came out at and how sure that is.

        Parameters
        ----------
        id : an indicator
        year : the year (the latest one if none is named)
        lang : ``nl`` or ``en``; that of the report being made, else Dutch, if none is named

        Raises
        ------
        UsageError
            If the indicator is not in the catalogue, or the year or the language is not known.
        """
        _check_known([id])
        told = catalogue_table([CATALOGUE[id]])
        return explain(self.indicators(id), told, year=self._known_year(year), lang=lang)

    def organisations(self) -> pd.DataFrame:
        """Return every organisation ever seen, with its names, its history and where it was seen.

        See ``link.history.organisation_register`` for the columns.
        """
        self.refresh()
        return store.load_organisations(self.settings)

    def wave(self, year: int | None = None) -> int | None:
        """Return the year of the last survey up to a year; None if there was none yet."""
        until = year or self.settings.latest_year
        return max((wave for wave in self.settings.waves if wave <= until), default=None)

    def waves(self, then: int | None = None, now: int | None = None) -> WavePair:
        """Lay two surveys of the members side by side: the last one and the one before it.

        Returns
        -------
        ``crosswalk`` (grade per item), ``changes``, ``moves`` (who moved where) and
        ``rehearsal()`` of the next wave, all of it protected

        Raises
        ------
        UsageError
            If a year had no survey, or there was none before it.
        """
        from pijler_analysis.strategy.waves import compare_waves

        later = now or self.wave()
        earlier = then or (self.wave(later - 1) if later else None)
        if later is None or earlier is None:
            raise UsageError("er zijn geen twee bevragingen om te vergelijken; zie waves in "
                             "pijler.toml")  # fmt: skip
        return compare_waves(self.settings, self.load(earlier), self.load(later))

    def focus_groups(self, year: int | None = None) -> pd.DataFrame:
        """Lay what focus groups said beside the survey (``strategy.focus_groups``); may be empty.

        Raises
        ------
        DataError
            If ``data/decisions/focusgroepen_<year>.xlsx`` holds what cannot be used.
        """
        from pijler_analysis.strategy.focus_groups import (
            FILE,
            compare_focus_groups,
            read_statements,
        )

        wave = self.wave(year)
        needs = self.indicators("survey.needs", by="challenge", years=wave)
        statements = read_statements(self.settings.decisions / FILE.format(year=wave))
        return compare_focus_groups(statements, needs[needs["weighted"]])

    def quotations(self, year: int | None = None) -> pd.DataFrame:
        """Return what may be quoted from the last survey, scrubbed and without who wrote it.

        Only answers whose writer allowed it, as marked in ``data/decisions/open_antwoorden.xlsx``;
        see ``coding.quotations`` for the columns.
        """
        from pijler_analysis.coding import quotations

        wave = self.wave(year)
        if wave is None:
            raise UsageError("er was nog geen bevraging; zie waves in pijler.toml")
        return quotations(self.load(wave))

    def quality(self, year: int | None = None) -> dict[str, pd.DataFrame]:
        """Return what a year's data say of themselves; see ``quality.quality_tables``."""
        data = self._year(year)
        return quality_tables(data, store.load_log(self.settings, data.year))

    def drift(self, year: int | None = None) -> list[str]:
        """Say in Dutch what changed in the exports of a year since the year before.

        Reads the exports themselves again; empty for the first year. No line names a person.
        """
        self.refresh()
        scrubber = Scrubber(store.load_names(self.settings))
        lines = drift(self.settings, year or self.settings.latest_year)
        return [scrubber.text(line)[0] for line in lines]

    def plan(self, year: int | None = None) -> pd.DataFrame:
        """Return the activities chosen for a year (next year if none is named).

        Raises
        ------
        FileError
            If nobody chose activities for that year yet.
        """
        from pijler_analysis.strategy.plan import plan_path, read_plan

        wanted = year or self.settings.latest_year + 1
        key = (wanted, store.file_hash(plan_path(self.settings, wanted)))
        if key not in self._plans:
            self._plans[key] = read_plan(self.settings, wanted)
        return self.in_language(self._plans[key].copy())

    def targets(self, year: int | None = None) -> pd.DataFrame:
        """Say what each activity planned for a year should move, and whether that could show.

        See ``strategy.measurable.measurable_targets`` for the columns.
        """
        from pijler_analysis.strategy.measurable import measurable_targets

        wanted = year or self.settings.latest_year + 1
        return measurable_targets(
            self.plan(wanted), self.indicators(), year=wanted,
            verdicts=self.settings.verdicts, waves=self.settings.waves,
        )  # fmt: skip

    def year_plan(self, year: int | None = None, **wishes: Any) -> YearPlan:
        """Choose the activities of a year (next year if none is named) from what is known.

        ``wishes`` are those of ``strategy.yearplan.plan_year``: ``fte, extra_eur, force, drop``.
        """
        from pijler_analysis.strategy.yearplan import plan_year

        wanted = year or self.settings.latest_year + 1
        plan = plan_year(self.indicators(), self.settings, year=wanted, **wishes)
        return replace(plan, activities=self.in_language(plan.activities))

    def consultation(self, year: int | None = None) -> pd.DataFrame:
        """Return the advice on the plan of a year (next year if none is named)."""
        from pijler_analysis.strategy.consultation import read_consultation

        return read_consultation(self.settings, year or self.settings.latest_year + 1)

    def objectives(self, year: int | None = None) -> pd.DataFrame:
        """Say which objectives of the strategy paper were met (``strategy.objectives``)."""
        from pijler_analysis.strategy.objectives import judge_objectives, read_judgements
        from pijler_analysis.strategy.programme import read_programme

        wanted = year or self.settings.latest_year
        programme = read_programme(self.settings)
        known = [one for challenge in programme.values() for one in challenge.objectives]
        judged = read_judgements(self.settings, wanted, known=known)
        told = judge_objectives(programme, self.indicators(), judged, year=wanted)
        return self.in_language(told)

    def review(self, year: int | None = None) -> pd.DataFrame:
        """Set what the plan of a year promised beside what was done (``strategy.review``)."""
        from pijler_analysis.strategy.review import review_activities

        wanted = year or self.settings.latest_year
        told = review_activities(self._activities(wanted), self.indicators(), year=wanted)
        return self.in_language(told)

    def evidence(self, year: int | None = None) -> pd.DataFrame:
        """Lay side by side what is known of each of the eleven challenges, and what is planned.

        See ``strategy.challenges.challenge_evidence`` for the columns.
        """
        from pijler_analysis.strategy.programme import read_programme

        wanted = year or self.settings.latest_year
        return challenge_evidence(
            read_programme(self.settings),
            self.indicators(),
            year=wanted,
            activities=self._activities(wanted),
            plan=self.plan(wanted + 1),
        )

    def cards(self, year: int | None = None) -> pd.DataFrame:
        """Lay out all that is known of each challenge, a row per fact (``strategy.cards``)."""
        from pijler_analysis.strategy.cards import challenge_cards
        from pijler_analysis.strategy.programme import read_programme

        wanted = year or self.settings.latest_year
        programme = read_programme(self.settings)
        told = challenge_cards(programme, self.indicators(), self.review(wanted), year=wanted)
        return self.in_language(told)

    def in_language(self, table: pd.DataFrame) -> pd.DataFrame:
        """Write goals and activities in the language of the report (``strategy.programme``)."""
        from pijler_analysis.strategy.programme import in_language

        return in_language(table, self.settings, language())

    @property
    def catalogue(self) -> pd.DataFrame:
        """The declarations of all indicators, one row each."""
        return catalogue_table()

    @property
    def fingerprint(self) -> str:
        """Twelve characters that stand for exactly these inputs, settings and code."""
        return store.data_fingerprint(self.settings)[:12]

    def published_digest(self) -> str:
        """Hash the figures readers get: equal as long as none of them moved."""
        rows = pd.util.hash_pandas_object(self.indicators(), index=False)
        return hashlib.sha256(rows.to_numpy().tobytes()).hexdigest()

    def refresh(
        self,
        *,
        progress: Callable[[str], None] = lambda _: None,
        start_others: Callable[[], object] | None = None,
    ) -> bool:
        """Bring the processed data up to date; returns whether there was anything to do.

        Two programs that want this at once, such as two notebooks, wait for each other. With
        ``start_others``, other processes do part of the work, and it is called where they leave
        room for more.
        """
        if self._is_fresh:
            return False
        with store.locked(self.settings):
            stale = not store.is_fresh(self.settings)
            if stale:
                from pijler_analysis.pipeline import process

                process(self.settings, progress=progress, start_others=start_others)
        self._is_fresh = True
        return stale


def open_project(folder: str | Path | None = None) -> Project:
    """Open the project at or above ``folder`` (the current folder if none is named)."""
    return Project(read_settings(find_project(None if folder is None else Path(folder))))


def _check_known(ids: Collection[str]) -> None:
    unknown = [id for id in ids if id not in CATALOGUE]
    if unknown:
        alike = get_close_matches(unknown[0], CATALOGUE, n=3) or [
            id for id in CATALOGUE if id.split(".")[0] == unknown[0].split(".")[0]
        ]
        hint = f"misschien {' of '.join(alike)}; " if alike else ""
        raise UsageError(f"indicator {unknown[0]!r} bestaat niet; {hint}`pijler kpi` toont ze alle")


def _several(wanted: Any) -> list[Any]:
    return [wanted] if isinstance(wanted, str | int) else list(wanted)
