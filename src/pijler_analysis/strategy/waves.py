"""Two waves of the member survey side by side, as readers get them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import pandas as pd

from pijler_analysis.data import YearData
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
from pijler_analysis.strategy.wave_protection import (
    protect_changes,
    shown_shares,
    transitions,
)


@dataclass(frozen=True)
class WavePair:
    """Two waves: what was asked (``crosswalk``), what changed, who moved, what comes next.

    Everything but ``then`` and ``now`` themselves is protected. ``CHANGE`` is the change the
    rehearsal asks for.
    """

    CHANGE: ClassVar[float] = CHANGE

    then: Wave
    now: Wave
    crosswalk: pd.DataFrame
    rules: Protection

    @cached_property
    def changes(self) -> pd.DataFrame:
        """One row per item asked twice: see ``wave_change.wave_changes``, without p-values."""
        exact = wave_changes(self.then, self.now, self.crosswalk)
        return protect_changes(exact, self.then, self.now, rules=self.rules)

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Of those who answered an item twice, who moved where: ``wave_protection.transitions``."""
        return transitions(self.then, self.now, self._compared, rules=self.rules)

    def rehearsal(self, *, response: float = 1.0) -> pd.DataFrame:
        """Which of today's items will show a change of 5 points: ``rehearsal.rehearse``.

        As many answer again, and as alike, as between these two waves.

        Parameters
        ----------
        response : answers of the next wave as a part of today's
        """
        answered_twice = set(self.then.ids.dropna()) & set(self.now.ids.dropna())
        return rehearse(
            shown_shares(self.now, rules=self.rules),
            population=self.now.population,
            response=response,
            again=round(len(answered_twice) / len(self.now.answers), 2),
            design_effect=design_effect(self.now.raking["weights"]),
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
    return WavePair(read_wave(then), read_wave(now), crosswalk, settings.protection)
