"""From evidence to a year's plan: how urgent each challenge is, and which activities follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

import pandas as pd

from pijler_analysis.errors import UsageError
from pijler_analysis.settings import Capacity, Settings
from pijler_analysis.strategy.challenges import priority_evidence
from pijler_analysis.strategy.outlook import capacity_outlook
from pijler_analysis.strategy.portfolio import Limits, Portfolio, choose_activities
from pijler_analysis.strategy.priorities import (
    NoWeightsError,
    Ranking,
    flipping_weights,
    rank_acceptability,
)
from pijler_analysis.strategy.programme import (
    Challenge,
    activity_table,
    activity_values,
    effort_table,
    has_own_programme,
    read_programme,
)
from pijler_analysis.strategy.sensitivity import pushed_out, quarter_capacity, robustness, sweep
from pijler_analysis.weighing import CRITERIA, Priorities

GAP = 1e-6
"""So near to the best that whatever still fits is in."""

LEAST_PRIORITY = 0.02
"""What the least urgent challenge still weighs, so that what costs nobody anything is done."""

ROUNDING = 1e-6
"""How far weights found by a solver may lie past a bound."""

FARTHEST = 20
"""Years after the last figures for which there may be a plan; a later year is a slip."""

ROBUST_DRAWS = 60
"""Draws of weights and evidence over which a choice is repeated."""


@dataclass(frozen=True)
class YearPlan:
    """A choice and all it rests on.

    Attributes
    ----------
    programme : the challenges and their activities
    activities : every activity that could be chosen, with its ``value``
    effort : days per activity and role
    limits : what the choice had to fit in
    ranking : how often each challenge ranks where
    portfolio : the choice
    evidence, priorities : what the ranking rests on, and how it is weighed
    is_own : whether the programme is the project's own, not the package's
    """

    programme: Mapping[str, Challenge]
    activities: pd.DataFrame
    effort: pd.DataFrame
    limits: Limits
    ranking: Ranking
    portfolio: Portfolio
    evidence: pd.DataFrame
    priorities: Priorities
    is_own: bool

    @property
    def names(self) -> dict[str, str]:
        """What each activity is called."""
        return dict(zip(self.activities["activity_id"], self.activities["activity"], strict=True))

    def sweep(
        self, capacity: Capacity, *, fte: Iterable[float], extra_eur: Iterable[float] = (0.0,)
    ) -> pd.DataFrame:
        """Choose again with other people and money (``sensitivity.sweep``)."""
        return sweep(
            self.activities, self.effort, self.limits, capacity, fte=fte, extra_eur=extra_eur,
            gap=GAP,
        )  # fmt: skip

    def outlook(
        self, capacity: Capacity, *, years: Iterable[int], fte: Iterable[float]
    ) -> pd.DataFrame:
        """Choose for one year after another (``outlook.capacity_outlook``)."""
        return capacity_outlook(
            self.activities, self.effort, self.limits, capacity, years=years, fte=fte
        )

    def robustness(self, *, draws: int = ROBUST_DRAWS) -> pd.DataFrame:
        """Tell which activities are in whatever the weights (``sensitivity.robustness``)."""
        scores = self.ranking.scores.head(draws).clip(lower=LEAST_PRIORITY)
        values = pd.DataFrame(
            [activity_values(self.programme, row) for row in scores.to_dict("records")]
        )
        return robustness(self.activities, self.effort, self.limits, values, gap=GAP)

    def flips(self) -> pd.DataFrame:
        """Tell of each challenge which weights would put it first, from the most urgent on.

        Returns
        -------
        ``challenge, score, rank, top``, a weight per criterion (those nearest to the settings;
        missing where no weights do it) and ``is_defensible``: whether they lie within the bounds
        """
        ranked = self.ranking.acceptability.sort_values("rank", kind="stable")
        rows = []
        for one in ranked.to_dict("records"):
            found = flipping_weights(
                self.evidence, weights=self.priorities.weights, challenger=one["alternative"]
            )
            weights = {name: None if found is None else found[name] for name in CRITERIA}
            told = {name: one[name] for name in ("score", "rank", "top")}
            rows.append(
                {"challenge": one["alternative"]} | told | weights
                | {"is_defensible": found is not None and self._within_bounds(found)}
            )  # fmt: skip
        return pd.DataFrame(rows)

    def _within_bounds(self, weights: pd.Series) -> bool:
        return all(
            low - ROUNDING <= weights[name] <= high + ROUNDING
            for name, (low, high) in self.priorities.bounds.items()
        )

    def pushed_out(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Tell of each activity done for certain what it brings in and pushes out."""
        return {
            id: pushed_out(self.activities, self.effort, self.limits, forced=id, gap=GAP)
            for id in self.limits.force
        }


def _check(settings: Settings, year: int, fte: float | None, extra_eur: float) -> None:
    """Stop at a question that has no answer."""
    first, last = min(settings.years) + 1, settings.latest_year + FARTHEST
    if not first <= year <= last:
        raise UsageError(
            f"een plan voor {year} rust op cijfers van ervoor; die zijn er voor plannen vanaf "
            f"{first}, ten laatste {last}"
        )
    if fte is not None and not (isfinite(fte) and fte > 0):
        raise UsageError("de voltijdse equivalenten zijn een getal groter dan 0, zoals 3.5")
    if not isfinite(extra_eur):
        raise UsageError("het extra budget is een bedrag in euro, zoals 10000")
    budget = settings.capacity.budget
    if budget is not None and budget + extra_eur < 0:
        raise UsageError(
            f"het budget is {budget:.0f} euro; er kan niet meer af dan dat: geef een extra budget "
            f"van -{budget:.0f} of meer"
        )
    if not settings.capacity.fte:
        raise UsageError("pijler.toml: [capacity] fte is 0; vul de voltijdse equivalenten in")
    if not settings.capacity.roles:
        raise UsageError("pijler.toml: [capacity.roles] ontbreekt; zeg welke rol welk deel heeft")


def plan_year(
    results: pd.DataFrame,
    settings: Settings,
    *,
    year: int,
    fte: float | None = None,
    extra_eur: float = 0.0,
    force: Collection[str] = (),
    drop: Collection[str] = (),
) -> YearPlan:
    """Choose the activities of a year from what is known up to the year before.

    Parameters
    ----------
    results : protected result table
    year : the year to plan
    fte : other full-time equivalents than the settings say
    extra_eur : euro on top of the budget
    force, drop : activities that are in, or out, whatever they are worth

    Raises
    ------
    UsageError
        If nothing is known of the years before, people or euro are no amount, the settings name no
        roles, or the conditions cannot be met together.
    """
    _check(settings, year, fte, extra_eur)
    evidence = priority_evidence(results, year=year - 1)
    try:
        ranking = rank_acceptability(
            evidence,
            weights=settings.priorities.weights,
            bounds=settings.priorities.bounds,
        )
    except NoWeightsError:
        raise UsageError(
            "pijler.toml: [priorities.bounds] laat bijna geen gewichten toe; maak ze ruimer"
        ) from None
    programme = read_programme(settings)
    scores = ranking.acceptability.set_index("alternative")["score"].clip(lower=LEAST_PRIORITY)
    activities = activity_table(programme)
    activities["value"] = activity_values(programme, scores.to_dict()).to_numpy()
    budget = settings.capacity.budget
    limits = Limits(
        capacity=quarter_capacity(settings.capacity, fte=fte),
        budget=None if budget is None else budget + extra_eur,
        force=tuple(force),
        drop=tuple(drop),
        minimum=settings.capacity.minimum,
    )
    effort = effort_table(programme)
    return YearPlan(
        programme=programme,
        activities=activities,
        effort=effort,
        limits=limits,
        ranking=ranking,
        portfolio=choose_activities(activities, effort, limits, gap=GAP),
        evidence=evidence,
        priorities=settings.priorities,
        is_own=has_own_programme(settings),
    )
