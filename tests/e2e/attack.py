"""An attacker with nothing but the published workbooks, and a solver of his own.

It knows the rules by heart: *te klein* is 1 to 4, *afgerond* is a multiple of five, a total is
the sum of its groups, and a later edition counts whoever the earlier one did.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
from scipy.optimize import linprog

HIDDEN = "te klein"


def counts_in(workbook: Path, *, year: str) -> dict[tuple[str, str, str], tuple[float, float]]:
    """Return what a year's column tells of each count: its smallest and largest value."""
    found = {}
    for sheet in openpyxl.load_workbook(workbook, data_only=True):
        rows = list(sheet.iter_rows(values_only=True))
        if len(rows) < 4 or rows[3][:3] != ("Kerncijfer", "Indeling", "Groep"):
            continue
        place, mark = rows[3].index(year), rows[3].index("Bescherming")
        for row in rows[4:]:
            value = row[place]
            if row[0] is None or value is None:
                continue
            if value == HIDDEN:
                limits = (1.0, 4.0)
            elif not isinstance(value, int | float) or value != int(value):
                continue
            elif row[mark] == "afgerond":
                limits = (max(0.0, value - 2.0), value + 2.0)
            else:
                limits = (float(value), float(value))
            found[row[0], row[1] or "", row[2]] = limits
    return found


def solve(editions: list[dict[tuple[str, str, str], tuple[float, float]]]) -> dict:
    """Return the range every hidden count can have, with all editions laid side by side."""
    cells = sorted(set().union(*editions))
    place = {(number, cell): number * len(cells) + n
             for number in range(len(editions)) for n, cell in enumerate(cells)}  # fmt: skip
    limits = [editions[number].get(cell, (0.0, None)) for number, cell in place]
    sums, later = [], []
    for number, edition in enumerate(editions):
        for indicator, by in {(name, by) for name, by, _ in edition if by}:
            groups = [cell for cell in edition if cell[:2] == (indicator, by)]
            total = (indicator, "", "Totaal")
            known = [edition[cell] for cell in groups]
            if total not in edition or not (
                sum(low for low, _ in known) <= edition[total][1]
                and sum(high for _, high in known) >= edition[total][0]
            ):
                continue
            row = np.zeros(len(place))
            row[[place[number, cell] for cell in groups]] = 1.0
            row[place[number, total]] = -1.0
            sums.append(row)
    for cell in cells:
        for number in range(1, len(editions)):
            row = np.zeros(len(place))
            row[place[number - 1, cell]], row[place[number, cell]] = 1.0, -1.0
            later.append(row)
    ranges = {}
    for (number, cell), n in place.items():
        if editions[number].get(cell) != (1.0, 4.0):
            continue
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(len(place))
            cost[n] = sign
            best = linprog(
                cost, A_eq=np.array(sums), b_eq=np.zeros(len(sums)), bounds=limits,
                A_ub=np.array(later) if later else None,
                b_ub=np.zeros(len(later)) if later else None,
            )  # fmt: skip
            ends.append(best.x[n] if best.x is not None else sign * -np.inf)
        ranges[number, cell] = (np.ceil(ends[0] - 1e-6), np.floor(ends[1] + 1e-6))
    return ranges
