"""What a colleague does not write again: *idem*, merged cells, the text above, a colour.

Each value that is put in a cell this way is a change, so that the cleaning log can show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pijler_analysis.ingest.cells import Cell, fold, is_blank
from pijler_analysis.ingest.layouts import Block
from pijler_analysis.ingest.sheets import Sheet

IDEM = frozenset({"idem", "id", "ibidem", "ibid"})
DITTO = frozenset({'"', "''", "”", "“", "„", "〃", "´´", "``", '-"-', ",,"})
_LONGEST = 12
_SURELY_NOT = frozenset("0123456789abcdefghjklmnopqrstuvwxyzABCDEFGHJKLMNOPQRSTUVWXYZ")
"""How no word for *idem* begins, and most cells do."""
REPEATED, MERGED, COLOURED = (
    "idem: de waarde van de rij erboven", "samengevoegde cellen", "de kleur van de rij",
)  # fmt: skip


@dataclass
class Carried:
    """Cells that were filled in: row of the block → column → old, new, rule; and what was odd."""

    cells: dict[int, dict[str, tuple[Cell, Cell, str]]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def put(self, row: int, column: str, old: Cell, new: Cell, rule: str) -> None:
        """Note a cell that gets another value."""
        self.cells.setdefault(row, {})[column] = (old, new, rule)


def says_idem(cell: Cell) -> bool:
    """Tell whether a cell says that it is the same as the one above.

    >>> [says_idem(cell) for cell in ("Idem", '"', "id.", "Ida", 1.0)]
    [True, True, True, False, False]
    """
    if not isinstance(cell, str) or len(cell) > _LONGEST or cell[:1] in _SURELY_NOT:
        return False
    return cell.strip() in DITTO or fold(cell) in IDEM


def fill_down(sheet: Sheet, block: Block, columns: Mapping[str, int], carried: Carried) -> None:
    """Repeat the row above where a cell says idem, or is a lower part of a merged cell.

    Parameters
    ----------
    columns : column → position, of those that may be filled
    """
    for name, position in columns.items():
        covers = {
            row: top
            for (top, left), (bottom, right) in sheet.merges
            if left <= position <= right
            for row in range(top + 1, bottom + 1)
        }
        above: Cell = ""
        for row, (number, cells) in enumerate(zip(block.numbers, block.rows, strict=True)):
            cell = cells[position]
            if says_idem(cell):
                carried.put(row, name, cell, above, REPEATED)
                if is_blank(above):
                    carried.doubts.append(f"rij {number}: idem zonder waarde erboven")
            elif is_blank(cell) and number - 1 in covers:
                top = sheet.rows[covers[number - 1]]
                above = top[position] if position < len(top) else ""
                carried.put(row, name, cell, above, MERGED)
            elif not is_blank(cell):
                above = cell


def read_colours(
    block: Block, colours: Mapping[int, str], meaning: Mapping[str, str], position: int | None,
    carried: Carried,
) -> None:  # fmt: skip
    """Put what the colour of a row means in a column, where nothing is written there.

    Parameters
    ----------
    colours : row number → colour
    meaning : colour → value, and the ``column`` it goes to
    position : where that column stands, None where the sheet has none
    """
    for row, (number, cells) in enumerate(zip(block.numbers, block.rows, strict=True)):
        old = "" if position is None else cells[position]
        colour = colours.get(number, "")
        if not is_blank(old) or not colour:
            continue
        if colour in meaning:
            carried.put(row, meaning["column"], old, meaning[colour], COLOURED)
        else:
            carried.doubts.append(f"rij {number}: de kleur {colour} heeft geen betekenis")
