"""Which activities a year: the most worth that fits in the days of each role and in the budget.

A choice is a set of yes-or-no questions, one per activity and quarter it could start in, and is
solved as such (mixed-integer programming, HiGHS through SciPy). An activity takes its days in the
quarter it starts in, or evenly over the year where it runs all year.

What that leaves open, because many activities compete for few days in quarters that are alike, is
searched again a quarter at a time (relax and fix): faster to a good choice, without a bound of its
own.

When an activity starts has no part in what the choice is worth: quarters that are alike to the
solver are searched once instead of four times. Afterwards each activity moves to the first quarter
that has room.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from pijler_analysis.errors import UsageError
from pijler_analysis.schema.notes import (
    DROPPED,
    NEEDS_FIRST,
    SHORT_OF_DAYS,
    SHORT_OF_EURO,
    YIELDS_LESS,
)
from pijler_analysis.strategy.quarters import (
    ALL_YEAR,
    QUARTERS,
    ROUNDING,
    possible_starts,
    share_of_days,
    sooner,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from scipy.optimize import Bounds, LinearConstraint, OptimizeResult

GAP = 1e-3
"""How far from the best possible choice a choice may be, as a share of its worth."""

LONGEST_SEARCH = 60.0
"""Seconds after which the best choice found so far is taken, with how good it is at worst."""

_OUT_OF_TIME = 1
"""How SciPy says that the time is up."""

_TRIFLE = 1e-6
"""What doing anything costs, so that what is worth nothing is left."""


@dataclass(frozen=True)
class Limits:
    """What a choice has to fit in.

    Attributes
    ----------
    capacity : days, one row per role, one column per quarter (1 to 4)
    budget : euro, None where money is no limit
    minimum : challenge → how many activities must serve it
    force, drop : activities that are in, or out, whatever they are worth
    release : running activities that need not go on
    """

    capacity: pd.DataFrame
    budget: float | None = None
    minimum: Mapping[str, int] = field(default_factory=dict)
    force: Collection[str] = ()
    drop: Collection[str] = ()
    release: Collection[str] = ()


@dataclass(frozen=True)
class Portfolio:
    """A choice: what is in, what is out and why, and what is used.

    Attributes
    ----------
    chosen : ``activity_id, quarter, days, eur, value``; quarter 0 runs all year
    left_out : ``activity_id, reason, value``; the reason in Dutch, with what it falls short of,
        worked out when first asked for: a sweep over many choices never does
    use : one row per role and quarter: ``role, quarter, used, available``
    eur : euro spent
    value : total worth of what was chosen
    gap : how far at most the best possible choice lies above it, as a share of its worth
    """

    chosen: pd.DataFrame
    use: pd.DataFrame
    eur: float
    value: float
    gap: float
    _activities: pd.DataFrame = field(repr=False)
    _effort: pd.DataFrame = field(repr=False)
    _limits: Limits = field(repr=False)

    @cached_property
    def left_out(self) -> pd.DataFrame:
        """Say of each activity that is out why."""
        chosen = set(self.chosen["activity_id"])
        out = self._activities[~self._activities["activity_id"].isin(chosen)]
        days = self._effort.reindex(out["activity_id"]).fillna(0.0)
        budget = self._limits.budget
        left = _Left(
            days={
                (role, quarter): available - used
                for role, quarter, used, available in self.use.itertuples(index=False)
            },
            eur=np.inf if budget is None else budget - self.eur,
        )
        reasons = [
            DROPPED if id in self._limits.drop else
            _why_not(days.loc[id], float(cost), starts, after, left, chosen)
            for id, cost, starts, after in zip(
                out["activity_id"], out["eur"], possible_starts(out), out["after"], strict=True
            )
        ]  # fmt: skip
        return pd.DataFrame(
            {
                "activity_id": out["activity_id"].to_numpy(),
                "reason": pd.Series(reasons, dtype="str"),
                "value": out["value"].to_numpy(),
            }
        )


class _Row(NamedTuple):
    """One condition: ``low <= sum(factor * option) <= high``; its name says which in Dutch."""

    name: str
    factors: dict[int, float]
    low: float
    high: float


class _Option(NamedTuple):
    """An activity, by its place, starting in a quarter."""

    activity: int
    quarter: int


class _Model(NamedTuple):
    """A choice as the solver reads it: what each option is worth, its quarter, the conditions."""

    worth: NDArray[np.float64]
    quarter: NDArray[np.int64]
    conditions: LinearConstraint


class _Left(NamedTuple):
    """What a choice leaves: days by role and quarter, and euro."""

    days: Mapping[tuple[str, int], float]
    eur: float


class _Lack(NamedTuple):
    """How many days are lacking, and where, in words."""

    days: float
    text: str


def choose_activities(
    activities: pd.DataFrame,
    effort: pd.DataFrame,
    limits: Limits,
    *,
    gap: float = GAP,
    longest: float = LONGEST_SEARCH,
) -> Portfolio:
    """Choose the activities of a year that are worth most together.

    Parameters
    ----------
    activities : one row per activity: ``activity_id``, ``value`` (0 or more), ``eur``,
        ``is_running``, ``is_all_year``, ``first_quarter`` (1 to 4), ``after`` (ids that must come
        in an earlier quarter, or run all year) and ``serves`` (challenges)
    effort : days, indexed by ``activity_id``, one column per role
    limits : capacity, budget, and what is in or out beforehand; running activities stay in unless
        released or dropped
    gap : how far from the best the choice may be, as a share of its worth
    longest : seconds after which the best choice found so far is taken

    Raises
    ------
    UsageError
        If an id is unknown, or the conditions cannot be met together; the message names a
        smallest set of conditions that conflict.
    """
    _check(activities, effort, limits)
    options = _options(activities, limits)
    rows = _rows(activities, effort, limits, options)
    found = _solve(activities, options, rows, gap=gap, longest=longest)
    if found is None:
        conflict = _conflict(activities, options, rows)
        raise UsageError("deze eisen gaan niet samen: " + "; ".join(conflict))
    taken, reached = found
    days = effort.reindex(activities["activity_id"]).fillna(0.0)
    starts = {one.activity: one.quarter for one in taken}
    taken = [_Option(*one) for one in sooner(starts, activities, days, limits.capacity).items()]
    return _portfolio(activities, effort, limits, taken, gap=reached)


def _check(activities: pd.DataFrame, effort: pd.DataFrame, limits: Limits) -> None:
    known = set(activities["activity_id"])
    named = {*limits.force, *limits.drop, *limits.release}
    named |= {id for after in activities["after"] for id in after}
    for id in sorted(named - known):
        near = ", ".join(get_close_matches(id, known, n=3))
        hint = f"; bedoel je {near}?" if near else "; `pijler plan` noemt ze alle"
        raise UsageError(f"activiteit {id!r} bestaat niet{hint}")
    both = sorted({*limits.force} & {*limits.drop})
    if both:
        raise UsageError(f"activiteit {both[0]!r} staat zowel bij force als bij drop")
    unstaffed = sorted(set(effort.columns) - set(limits.capacity.index))
    if unstaffed:
        raise UsageError(f"rol {unstaffed[0]!r} heeft geen capaciteit in pijler.toml")


def _options(activities: pd.DataFrame, limits: Limits) -> list[_Option]:
    return [
        _Option(place, quarter)
        for place, (id, starts) in enumerate(
            zip(activities["activity_id"], possible_starts(activities), strict=True)
        )
        for quarter in starts
        if id not in limits.drop
    ]


def _rows(
    activities: pd.DataFrame, effort: pd.DataFrame, limits: Limits, options: Sequence[_Option]
) -> list[_Row]:
    """Write down every condition of the choice."""
    ids = list(activities["activity_id"])
    rows = _once_rows(activities, limits, options)
    days = effort.reindex(ids).fillna(0.0).to_numpy(float)
    for column, role in enumerate(effort.columns):
        for quarter in QUARTERS:
            load = {
                n: share * days[option.activity, column]
                for n, option in enumerate(options)
                if (share := share_of_days(option.quarter, quarter))
                and days[option.activity, column]
            }
            available = float(limits.capacity[quarter][role])
            name = f"de dagen van {role} in kwartaal {quarter} ({available:.0f})"
            rows.append(_Row(name, load, -np.inf, available))
    if limits.budget is not None:
        eur = activities["eur"].to_numpy(float)
        cost = {n: eur[option.activity] for n, option in enumerate(options)}
        rows.append(
            _Row(f"het budget van {_whole(limits.budget)} euro", cost, -np.inf, limits.budget)
        )
    for challenge, least in limits.minimum.items():
        serving = [challenge in serves for serves in activities["serves"]]
        count = {n: 1.0 for n, option in enumerate(options) if serving[option.activity]}
        rows.append(_Row(f"minstens {least} voor {challenge}", count, float(least), np.inf))
    return rows + _order_rows(activities, options)


def _once_rows(activities: pd.DataFrame, limits: Limits, options: Sequence[_Option]) -> list[_Row]:
    """Let an activity start once at most, and exactly once where it has to be in."""
    rows = []
    for place, (id, running) in enumerate(
        activities[["activity_id", "is_running"]].itertuples(index=False)
    ):
        if id in limits.drop:
            continue
        starts = {n: 1.0 for n, option in enumerate(options) if option.activity == place}
        stays = running and id not in limits.release
        why = f"{id} zeker doen" if id in limits.force else f"{id} loopt door"
        is_in = stays or id in limits.force
        rows.append(_Row(why if is_in else "", starts, float(is_in), 1.0))
    return rows


def _order_rows(activities: pd.DataFrame, options: Sequence[_Option]) -> list[_Row]:
    """Let an activity start only after the ones it needs."""
    ids = {id: place for place, id in enumerate(activities["activity_id"])}
    rows = []
    for place, (id, after) in enumerate(
        activities[["activity_id", "after"]].itertuples(index=False)
    ):
        for needed in after:
            for n, option in enumerate(options):
                if option.activity != place:
                    continue
                before = {
                    m: -1.0
                    for m, other in enumerate(options)
                    if other.activity == ids[needed]
                    and (other.quarter == ALL_YEAR or other.quarter < option.quarter)
                }
                rows.append(_Row(f"{id} na {needed}", {n: 1.0} | before, -np.inf, 0.0))
    return rows


def _solve(
    activities: pd.DataFrame,
    options: Sequence[_Option],
    rows: Sequence[_Row],
    *,
    gap: float,
    longest: float = LONGEST_SEARCH,
) -> tuple[list[_Option], float] | None:
    """Return the best options and their gap, None where no choice meets all conditions.

    What a third of the time does not settle is searched quarter by quarter, from the first on and
    from the last on, each in another third. The best of the three is measured by the first's bound.

    Raises
    ------
    UsageError
        If not even one choice was found in time.
    """
    from scipy.optimize import Bounds

    model = _model(activities, options, rows)
    found = _search(model, Bounds(0, 1), whole=True, gap=gap, longest=longest / 3)
    if found.x is None and found.status == _OUT_OF_TIME:
        raise UsageError(
            f"in {longest / 3:.0f} seconden werd geen enkele keuze gevonden die past; leg "
            "minder vast of laat activiteiten weg"
        )
    if found.x is None:
        return None
    is_taken, reached = found.x > 0.5, float(found.mip_gap or 0.0)
    bound = (1 + reached) * (model.worth @ is_taken)
    for order in (QUARTERS, QUARTERS[::-1]):
        if reached <= gap:
            break
        other = _quarter_by_quarter(model, order, gap=gap, longest=longest / 3)
        if other is not None and model.worth @ other > model.worth @ is_taken:
            is_taken, reached = other, max(float(bound / (model.worth @ other) - 1), 0.0)
    return [option for option, taken in zip(options, is_taken, strict=True) if taken], reached


def _model(activities: pd.DataFrame, options: Sequence[_Option], rows: Sequence[_Row]) -> _Model:
    """Write the conditions as a matrix."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    values = activities["value"].to_numpy(float)
    cells = [(r, n, factor) for r, row in enumerate(rows) for n, factor in row.factors.items()]
    r, n, factors = zip(*cells, strict=True) if cells else ((), (), ())
    matrix = csr_array((factors, (r, n)), shape=(len(rows), len(options)))
    return _Model(
        worth=np.array([values[one.activity] - _TRIFLE for one in options]),
        quarter=np.array([one.quarter for one in options]),
        conditions=LinearConstraint(matrix, [row.low for row in rows], [row.high for row in rows]),
    )


def _search(
    model: _Model, box: Bounds, *, whole: ArrayLike, gap: float, longest: float
) -> OptimizeResult:
    """Search the most worth within bounds; an option that need not be whole may be done in part."""
    from scipy.optimize import milp

    return milp(
        -model.worth,
        integrality=np.broadcast_to(whole, model.worth.shape).astype(int),
        bounds=box,
        constraints=model.conditions,
        options={"mip_rel_gap": gap, "time_limit": longest},
    )


def _quarter_by_quarter(
    model: _Model, order: Sequence[int], *, gap: float, longest: float
) -> NDArray[np.bool_] | None:
    """Fill one quarter after the other, as if what is still to be filled could be done in part.

    Returns
    -------
    whether each option is taken, in a choice that meets all conditions; None where a quarter
    leaves no way to meet them, or takes too long
    """
    from scipy.optimize import Bounds

    low, high = np.zeros(len(model.worth)), np.ones(len(model.worth))
    for quarter in order:
        found = _search(
            model, Bounds(low, high), whole=np.isin(model.quarter, (ALL_YEAR, quarter)), gap=gap,
            longest=longest / len(order),
        )  # fmt: skip
        if found.x is None:
            return None
        is_filled = model.quarter == quarter
        low[is_filled] = high[is_filled] = found.x[is_filled].round()
    return found.x > 0.5


def _conflict(
    activities: pd.DataFrame, options: Sequence[_Option], rows: Sequence[_Row]
) -> list[str]:
    """Return a smallest set of conditions that cannot be met together.

    Each condition is taken out in turn; it stays out if the rest still conflicts.
    """
    free = activities.assign(value=0.0)
    needed = list(rows)
    for name in dict.fromkeys(row.name for row in rows):
        rest = [row for row in needed if row.name != name]
        if name and _solve(free, options, rest, gap=1.0) is None:
            needed = rest
    return list(dict.fromkeys(row.name for row in needed if row.name))


def _portfolio(
    activities: pd.DataFrame,
    effort: pd.DataFrame,
    limits: Limits,
    taken: Sequence[_Option],
    *,
    gap: float,
) -> Portfolio:
    days = effort.reindex(activities["activity_id"]).fillna(0.0)
    places = [option.activity for option in taken]
    chosen = activities.iloc[places][["activity_id", "eur", "value"]].assign(
        quarter=[option.quarter for option in taken],
        days=days.iloc[places].sum(axis=1).to_numpy(),
    )
    return Portfolio(
        chosen=chosen[["activity_id", "quarter", "days", "eur", "value"]].reset_index(drop=True),
        use=_use(days, limits.capacity, taken),
        eur=float(chosen["eur"].sum()),
        value=float(chosen["value"].sum()),
        gap=gap,
        _activities=activities,
        _effort=effort,
        _limits=limits,
    )


def _use(days: pd.DataFrame, capacity: pd.DataFrame, taken: Sequence[_Option]) -> pd.DataFrame:
    rows = []
    for role in capacity.index:
        of_role = days[role].to_numpy() if role in days else np.zeros(len(days))
        for quarter in QUARTERS:
            used = sum(share_of_days(one.quarter, quarter) * of_role[one.activity] for one in taken)
            rows.append((role, quarter, float(used), float(capacity[quarter][role])))
    return pd.DataFrame(rows, columns=["role", "quarter", "used", "available"])


def _why_not(
    days: pd.Series,
    cost: float,
    starts: Sequence[int],
    after: Sequence[str],
    left: _Left,
    chosen: Collection[str],
) -> str:
    """Say what kept an activity out: an activity it needs, or what it falls short of."""
    missing = [id for id in after if id not in chosen]
    if missing:
        return NEEDS_FIRST.format(activities=", ".join(missing))
    short = []
    if cost > left.eur:
        short.append(SHORT_OF_EURO.format(euro=_whole(cost - left.eur)))
    lacks = [_lack(days, left, start) for start in starts]
    smallest = min(lacks, key=lambda lack: lack.days)
    if smallest.days > 0:
        short.append(smallest.text)
    return "; ".join(short) or YIELDS_LESS


def _lack(days: pd.Series, left: _Left, start: int) -> _Lack:
    """Return the worst shortage of days if an activity started in a quarter."""
    worst = _Lack(0.0, "")
    for role, wanted in days[days > 0].items():
        for quarter in QUARTERS:
            lack = wanted * share_of_days(start, quarter) - left.days[str(role), quarter]
            if lack > max(worst.days, ROUNDING) and share_of_days(start, quarter):
                short = f"{lack:.1f}".removesuffix(".0").replace(".", ",")
                text = SHORT_OF_DAYS.format(role=role, quarter=quarter, days=short)
                worst = _Lack(float(lack), text)
    return worst


def _whole(number: float) -> str:
    """Write a number without decimals, as in Dutch: 35.000."""
    return f"{number:,.0f}".replace(",", ".")
