"""Two waves of the member survey side by side, as readers get them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData
from pijler_analysis.protect.ledger import FOLDER, read_releases
from pijler_analysis.settings import Protection, Settings
from pijler_analysis.stats.weights import design_effect
from pijler_analysis.strategy.crosswalk import KEPT, NOT_COMPARABLE, wave_crosswalk
from pijler_analysis.strategy.rehearsal import CHANGE, rehearse
from pijler_analysis.strategy.wave_change import (
    AUDIENCE,
    Wave,
    both_answers,
    read_wave,
    wave_changes,
)
from pijler_analysis.strategy.wave_ledger import (
    CHANGES,
    MOVED,
    SHARES,
    Released,
    counts_behind,
    keep_earlier,
    last_released,
    without_counts,
)
from pijler_analysis.strategy.wave_protection import (
    protect_changes,
    shown_shares,
    transitions,
)


@dataclass(frozen=True)
class WavePair:
    """Two waves: what was asked (``crosswalk``), what changed, who moved, what comes next.

    Everything but ``then`` and ``now`` themselves is protected, and in keeping with what was
    ``released`` of it before. ``CHANGE`` is the change the rehearsal asks for.
    """

    CHANGE: ClassVar[float] = CHANGE

    then: Wave
    now: Wave
    crosswalk: pd.DataFrame
    rules: Protection
    released: Released = field(default_factory=dict)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """One row per item asked twice: see ``wave_change.wave_changes``, without p-values."""
        return without_counts(self._kept(CHANGES))

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Of those who answered an item twice, who moved where: ``wave_protection.transitions``."""
        return without_counts(self._kept(MOVED))

    def for_ledger(self) -> dict[str, pd.DataFrame]:
        """Return every table as readers get it, with the counts behind it."""
        waves = {"wave_then": self.then.year, "wave_now": self.now.year}
        return {name: self._kept(name).assign(**waves) for name in (CHANGES, MOVED, SHARES)}

    def _kept(self, name: str) -> pd.DataFrame:
        """Return a table protected, the earlier rows where a few answers would show."""
        then, now, rules = self.then, self.now, self.rules
        if name == CHANGES:
            exact = wave_changes(then, now, self.crosswalk)
            shown = protect_changes(exact, then, now, rules=rules)
        elif name == MOVED:
            shown = transitions(then, now, self._compared, rules=rules)
        else:
            shown = shown_shares(now, rules=rules)
        earlier = self.released.get(name)
        return keep_earlier(shown, self._behind, earlier, smallest=rules.smallest_cell)

    @cached_property
    def _behind(self) -> pd.DataFrame:
        return counts_behind(self.then, self.now)

    def rehearsal(self, *, response: float = 1.0) -> pd.DataFrame:
        """Which of today's items will show a change of 5 points: ``rehearsal.rehearse``.

        As many answer again, and as alike, as between these two waves.

        Parameters
        ----------
        response : answers of the next wave as a part of today's
        """
        answered_twice = set(self.then.ids.dropna()) & set(self.now.ids.dropna())
        return rehearse(
            without_counts(self._kept(SHARES)),
            population=self.now.population,
            response=response,
            again=round(len(answered_twice) / len(self.now.answers), 2),
            design_effect=max(design_effect(self.now.raking["weights"]), 1.0),
            correlation=self._likeness,
        )

    @property
    def _compared(self) -> list[str]:
        asked = self.crosswalk
        kept = (asked["audience"] == AUDIENCE) & (asked["status"] == KEPT)
        return asked.loc[kept & (asked["grade"] != NOT_COMPARABLE), "item"].tolist()

    @property
    def _likeness(self) -> float:
        """Return how alike the two answers of one organisation are, over all items; at least 0."""
        found = []
        for item in self._compared:
            pairs = both_answers(item, self.then, self.now)
            if len(pairs) > 1 and (pairs.nunique() > 1).all():
                found.append(float(np.corrcoef(pairs["then"], pairs["now"])[0, 1]))
        return round(max(float(np.mean(found)), 0.0), 1) if found else 0.0


def compare_waves(settings: Settings, then: YearData, now: YearData) -> WavePair:
    """Lay the member surveys of two years side by side.

    Raises
    ------
    UsageError
        If a year had no survey, or an override of a grade has no reason.
    """
    crosswalk = wave_crosswalk(settings, then.year, now.year)
    kept = [release.waves for release in read_releases(settings.decisions / FOLDER)]
    released = last_released(kept, then.year, now.year)
    return WavePair(read_wave(then), read_wave(now), crosswalk, settings.protection, released)
