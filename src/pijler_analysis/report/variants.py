"""Shorter reports from the same notebook: for the board, the panel, a province, small towns.

A cell belongs to a variant by its tag (*board*, *panel*, *province*, *municipality_size*); without
one it stands in the full report only. A cell tagged *only* stands in no full report: it is run once
for each part of the register that its other tags name. All variants are cut from one run of the
notebook, so nothing is computed twice, and they print only cells of the published results, which
are protected and audited together.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pijler_analysis.display.labels import label
from pijler_analysis.display.language import SOURCE, say, speaking
from pijler_analysis.errors import UsageError
from pijler_analysis.report.cells import cell_options
from pijler_analysis.report.execute import INJECTED, NUMBER, cell_number, tags

if TYPE_CHECKING:
    from nbformat import NotebookNode

ONLY, REPEATED = "only", "repeated_for"
ALL = "all"


@dataclass(frozen=True)
class Variant:
    """One shorter report: the tag of its cells, what they are told, its subtitle and file."""

    tag: str
    subtitle: str
    suffix: str
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)

    def told(self, lang: str) -> str:
        """Return the subtitle in a language."""
        if not self.parameters:
            return say(self.subtitle, lang)
        with speaking(lang):
            part = label(self.parameters["part_by"], self.parameters["part"], form="phrase")
            return say(self.subtitle, part=part)


BOARD = Variant("board", "Voor het bestuur", "bestuur")
PANEL = Variant("panel", "Voor het 4de Pijlerpanel", "panel")


def part_variant(by: str, group: str) -> Variant:
    """Return the report for one part of the register.

    >>> part_variant("province", "Oost-Vlaanderen").suffix
    'oost-vlaanderen'
    >>> part_variant("municipality_size", "from_10000").suffix
    'gemeenten-met-10000-tot-19999-inwoners'
    """
    with speaking(SOURCE):
        name = label(by, group, form="phrase").lower().replace(".", "").replace(" ", "-")
    return Variant(by, "Cijfers voor {part}", name, {"part_by": by, "part": group})


def read_variants(text: str, *, parts: Mapping[str, Sequence[str]]) -> list[Variant]:
    """Read what follows ``--variant``; ``parts`` holds the groups of each breakdown.

    Raises
    ------
    UsageError
        If there is no such variant.

    Examples
    --------
    >>> [one.suffix for one in read_variants("all", parts={"province": ["Limburg"]})]
    ['bestuur', 'panel', 'limburg']
    """
    named = {one.tag: [one] for one in (BOARD, PANEL)}
    named |= {
        f"{by}={group}": [part_variant(by, group)]
        for by, groups in parts.items()
        for group in groups
    }
    named[ALL] = [one for found in list(named.values()) for one in found]
    if text not in named:
        raise UsageError(f'Onbekende variant "{text}": kies uit {", ".join(named)}.')
    return named[text]


def full_report(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without the cells that stand in a variant only."""
    kept = copy.copy(notebook)
    kept.cells = [cell for cell in notebook.cells if ONLY not in tags(cell)]
    return kept


def with_variants(notebook: NotebookNode, variants: Collection[Variant]) -> NotebookNode:
    """Return the notebook to run for some variants: what they share, then what each has alone.

    Every cell keeps the number it has in the notebook as stored, for errors.
    """
    import nbformat

    made = copy.deepcopy(notebook)
    for place, cell in enumerate(made.cells):
        if INJECTED not in tags(cell):
            cell.metadata[NUMBER] = cell_number(notebook, place)
    repeated = [cell for cell in made.cells if ONLY in tags(cell)]
    made.cells = [
        cell
        for cell in made.cells
        if INJECTED in tags(cell) or any(_is_shared(cell, one) for one in variants)
    ]
    for variant in (one for one in variants if one.parameters):
        told = "\n".join(f"{name} = {value!r}" for name, value in variant.parameters.items())
        made.cells.append(nbformat.v4.new_code_cell(told, metadata={"tags": [INJECTED]}))
        for cell in copy.deepcopy([one for one in repeated if variant.tag in tags(one)]):
            cell.metadata[REPEATED] = variant.suffix
            made.cells.append(cell)
    return made


def cells_of(run: NotebookNode, variant: Variant) -> NotebookNode:
    """Cut one variant, in the order of the notebook, from one run :func:`with_variants`."""
    found = {
        int(cell.metadata[NUMBER]): cell
        for cell in run.cells
        if NUMBER in cell.metadata
        and (_is_shared(cell, variant) or cell.metadata.get(REPEATED) == variant.suffix)
    }
    cut = copy.copy(run)
    cut.cells = [cell for _, cell in sorted(found.items(), key=lambda item: item[0])]
    return cut


def _is_shared(cell: NotebookNode, variant: Variant) -> bool:
    """Whether a cell belongs to a variant and is the same in all of them."""
    if ONLY in tags(cell):
        return False
    if variant.tag in tags(cell) or "parameters" in tags(cell) or cell.cell_type == "raw":
        return True
    return cell.cell_type == "code" and cell_options(cell.source)[0].get("include") is False
