"""The truth about the sample: what each indicator must come out at.

It is computed from what happened (``world``), never by reading the files again, and it is kept
with the tests: the pipeline never sees it.

What counts, where a definition could be read in two ways:

- A field is null where nothing is promised. Counts carry an estimate and, at the total, bounds;
  of their groups only ``reach.registrations`` promises bounds. Amounts, medians, the Gini and the
  time to an answer promise no bounds. Survey rows promise no interval.
- Only groups in which something was counted have a row.
- ``meeting.attendances`` and ``day.attendances`` have provinces as ``training.attendances`` has.
- Organisations trained, reached and seen at trainings are those of lines marked present; lines
  without a mark count for the upper bound of the attendances only.
- An organisation linked through the register of another year has no status and no province in
  this year: both are unknown.
- A registration without a readable start is not eligible at the first of January.
- A question whose answer date is unreadable, or lies before the question, is open: its wait is
  censored at the working days up to, not including, 31 December.
- ``fund.gini`` and ``fund.granted_median`` take each application as one recipient; no
  organisation applies twice in a year.
- The bounds of ``panel.presence`` per meeting are over the members, those of the total over
  twice the members.
- ``survey.satisfaction``: the item about the work as a whole is the total and no block. Only
  complete responses count, for the needs too.
- Rows read count every row with content: headings of a CSV are furniture as well.
- Links count the kept lines of a source, with or without a name, incomplete responses too.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pijler_analysis.sample.organisations import WAVES
from pijler_analysis.sample.project import write_raw
from pijler_analysis.sample.truth.diaspora import diaspora
from pijler_analysis.sample.truth.fund import applying_again, fund
from pijler_analysis.sample.truth.links import answering_again, links, meant
from pijler_analysis.sample.truth.online import online
from pijler_analysis.sample.truth.panel_and_plan import panel, plan
from pijler_analysis.sample.truth.reach import reach
from pijler_analysis.sample.truth.rows import Truth
from pijler_analysis.sample.truth.service import askers_over_the_years, helpdesk
from pijler_analysis.sample.truth.survey import remarks, survey
from pijler_analysis.sample.truth.training import (
    coming_back,
    gatherings,
    looking_back,
    meetings,
    people,
    training,
)
from pijler_analysis.sample.world import Year, make_world

__all__ = ["indicator_truth", "write_truth"]

_PARTS: tuple[Callable[[Year], list[Truth]], ...] = (
    reach, diaspora, training, looking_back, meetings, gatherings, helpdesk, fund,
    panel, survey, remarks, plan, online,
)  # fmt: skip
_HISTORIES: tuple[Callable[[Year, Sequence[Year]], list[Truth]], ...] = (
    coming_back, people, askers_over_the_years, applying_again,
)  # fmt: skip
"""What can only be known beside the years before."""


def indicator_truth() -> list[Truth]:
    """Return what every indicator must come out at, per year and group.

    >>> next(row.estimate for row in indicator_truth() if row.indicator == "panel.members")
    238
    """
    world = list(make_world().values())
    return [
        row
        for at, happened in enumerate(world)
        for rows in (
            *(part(happened) for part in _PARTS),
            *(part(happened, world[:at]) for part in _HISTORIES),
        )
        for row in rows
    ]


def write_truth(path: Path) -> Path:
    """Write the truth as JSON: indicators, rows of every sheet, links, who answered twice, who
    each line stands for.
    """
    world = make_world()
    with tempfile.TemporaryDirectory() as folder:
        counts = write_raw(Path(folder))
    truth = {
        "indicators": [asdict(row) for row in indicator_truth()],
        "accounting": [asdict(count) | {"read": count.read} for count in counts],
        "links": [entry for happened in world.values() for entry in links(happened)],
        "waves": answering_again(world[WAVES[0]], world[WAVES[1]]),
        "meant": [entry for happened in world.values() for entry in meant(happened)],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_json(truth), encoding="utf-8", newline="\n")
    return path


def _json(truth: Mapping[str, object]) -> str:
    """Write one row a line, so that a change shows as the rows it touches."""
    parts = []
    for name, content in truth.items():
        if isinstance(content, list):
            lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in content)
            parts.append(f' "{name}": [\n{lines}\n ]')
        else:
            parts.append(f' "{name}": {json.dumps(content)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"
