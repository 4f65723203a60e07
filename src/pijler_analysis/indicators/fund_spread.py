"""How the fund's money is spread: what was asked beside what was granted, and who got most."""

from __future__ import annotations

import numpy as np

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Row, Rows, indicator
from pijler_analysis.indicators.measures import count, ratio
from pijler_analysis.stats.inequality import lorenz, top_share

STEPS = tuple(range(10, 100, 10))
"""Per cent of the organisations, smallest amount first, at which the Lorenz curve is read."""


@indicator(
    id="fund.granted_share",
    name_nl="Toegekend deel van het gevraagde",
    name_en="Granted share of the amount asked",
    definition="Som van de toegekende bedragen, gedeeld door de som van de gevraagde bedragen.",
    silence="Een klein deel kan ook betekenen dat er veel gevraagd werd.",
    numerator="toegekende bedragen",
    denominator="gevraagde bedragen",
    tables=("fund",),
    unit="share",
    counts="euro",
    protection="public",
    direction=0,
)
def fund_granted_share(data: YearData) -> Rows:
    """Divide the amount granted by the amount asked.

    A rejected application asked at most as much as the largest one read, and got all or nothing.
    """
    asked, granted = (data.fund[name].astype(float) for name in ("requested_eur", "granted_eur"))
    total, got, lost = float(asked.sum()), float(granted.sum()), data.rejected_rows("fund")
    if not total:
        return [ratio(got, total)]
    more = lost * float(asked.max())
    return [ratio(got, total, low=got / (total + more), high=(got + more) / (total + more))]


@indicator(
    id="fund.top_share",
    name_nl="Deel van de tien procent grootste",
    name_en="Share of the largest tenth",
    definition="Deel van het toegekende geld dat naar de tien procent grootste bedragen ging. Per "
    "deel van de begunstigden, de kleinste eerst: welk deel van het geld die samen kregen "
    "(Lorenzcurve). Hetzelfde onder alle aanvragers: een geweigerde aanvraag telt daar als nul "
    "euro.",
    silence="Het zegt niet of de grootste bedragen naar de grootste of de beste projecten gingen.",
    numerator="",
    denominator="",
    tables=("fund",),
    unit="share",
    counts="euro",
    protection="public",
    direction=-1,
)
def fund_top_share(data: YearData) -> Rows:
    """Share of the money in the largest tenth, and points of the Lorenz curves.

    Both among the grantees and among all applicants, the refused with zero.
    """
    every = data.fund["granted_eur"].to_numpy(dtype=float)
    granted = every[(data.fund["decision"] == "granted").to_numpy(dtype=bool, na_value=False)]
    among = {"grantees": granted, "applicants": every}
    rows = [
        _share_of_top(top_share(amounts), len(amounts), by="recipients", group=group)
        for group, amounts in among.items()
    ]
    curves = [*_curve(granted, by="lorenz"), *_curve(every, by="lorenz_applicants")]
    return [rows[0] | {"by": "total", "group": "total"}, *rows, *curves]


def _share_of_top(estimate: float, base: int, *, by: str, group: str) -> Row:
    said = {"numerator": None, "denominator": base, "method": "lorenz"}
    return count(estimate, by=by, group=group) | said


def _curve(amounts: np.ndarray, *, by: str) -> Rows:
    curve = lorenz(amounts)
    if curve["amount_share"].size == 1:
        return []
    read = np.interp(
        np.array(STEPS) / 100, curve["organisations_share"], curve["amount_share"]
    ).tolist()
    return [
        _share_of_top(estimate, len(amounts), by=by, group=f"p{step}")
        for step, estimate in zip(STEPS, read, strict=True)
    ]
