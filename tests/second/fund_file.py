"""The fund of the second support centre: a workbook the jury's secretary keeps by hand."""

from __future__ import annotations

from name_habits import spell
from openpyxl import Workbook
from places import pick

_TOP = (
    "Aanvraag", *[None] * 4, "Score van de jury (op 10)", None, None, "Beslissing", None,
)  # fmt: skip
_HEADINGS = (
    "Dossiernr.", "Organisatie", "E-mail", "Land", "Gevraagd bedrag", "Kwaliteit", "Impact",
    "Haalbaarheid", "Uitslag", "Toegekend bedrag",
)  # fmt: skip


def write_fund(folder, members, year, rng):
    """Two heading rows with merged cells, Belgian amounts, a total and a note."""
    name, book = f"Projectenfonds {year} DEFINITIEF.xlsx", Workbook()
    sheet = book.active
    sheet.title = "overzicht"
    sheet.append([f"PROJECTENFONDS {year} – overzicht jury"])
    sheet.merge_cells("A1:J1")
    sheet.append([])
    sheet.append(_TOP)
    for cells in ("A3:E3", "F3:H3", "I3:J3"):
        sheet.merge_cells(cells)
    sheet.append(_HEADINGS)
    active = [member for member in members if member.is_active(year)]
    chosen = [active[i] for i in rng.permutation(len(active))[: 28 if year == 2023 else 33]]
    requested = granted = approved = 0.0
    for number, member in enumerate(chosen, 1):
        asked, given = _amounts(rng)
        requested, granted, approved = requested + asked, granted + given, approved + (given > 0)
        _append(sheet, rng, f"{year}-{number:02d}", member.organisation, asked, given)
    sheet.append(["TOTAAL", None, None, None, requested, None, None, None, None, granted])
    sheet.append([])
    sheet.append(["* bedragen onder voorbehoud van goedkeuring door de raad van bestuur"])
    book.save(folder / name)
    return name, len(chosen), {
        "applications": len(chosen), "approved": approved, "requested_eur": requested,
        "granted_eur": granted,
    }  # fmt: skip


def _amounts(rng) -> tuple[float, float]:
    """Asked and granted; a quarter gets nothing, some get part of it."""
    asked = float(rng.integers(10, 100)) * 50 + pick(rng, (0, 0, 0, 0.5, 12.25))
    share = pick(rng, (0, 1, 1, 1, 0.5))
    return asked, asked if share == 1 else float(int(asked * share))


def _append(sheet, rng, number, organisation, asked: float, given: float) -> None:
    person = organisation.people[0]
    outcome = "goedgekeurd" if given == asked else "deels goedgekeurd" if given else "afgekeurd"
    scores = [pick(rng, (float(rng.integers(4, 10)), f"{rng.integers(4, 9)},5")) for _ in range(3)]
    sheet.append([
        number, spell(rng, organisation, "fund", person), person[2], organisation.countries[0],
        write_amount(rng, asked), *scores, outcome, write_amount(rng, given) if given else "-",
    ])  # fmt: skip


def write_amount(rng, amount: float) -> str | float:
    """An amount in one of the notations of a Belgian hand."""
    dotted = f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    if amount % 1000 == 0 and rng.random() < 0.5:
        return f"{int(amount / 1000)}k"
    if amount % 1 == 0 and rng.random() < 0.3:
        return f"€ {dotted.removesuffix('00')}-"
    return pick(rng, (f"€ {dotted}", f"€\xa0{dotted}", dotted, f"{dotted} EUR", amount, amount))
