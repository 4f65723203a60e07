"""Who belongs to the second support centre: register, panel, steering group."""

from __future__ import annotations

import csv
from datetime import date, timedelta

from name_habits import spell
from openpyxl import Workbook
from places import pick

_FORMS = {
    "vzw": "VZW",
    "asbl": "ASBL",
    "fv": "Feitelijke vereniging",
    "stichting": "Stichting",
    "": "",
}
_THEMES = (
    "Onderwijs", "Gezondheid", "Landbouw", "Water", "Vrouwen", "Jongeren", "Economie", "Klimaat",
    "Mensenrechten", "Cultuur",
)  # fmt: skip
_YES = {True: "Ja", False: "Nee", None: ""}
_BY_HUNDREDS = (
    (1300, "Brussels Hoofdstedelijk Gewest"), (2000, "Vlaams-Brabant"), (3000, "Antwerpen"),
    (3500, "Vlaams-Brabant"), (4000, "Limburg"), (9000, "West-Vlaanderen"),
    (10000, "Oost-Vlaanderen"),
)  # fmt: skip


def _province(postcode: str) -> str:
    return next(name for below, name in _BY_HUNDREDS if int(postcode) < below)


def write_register(folder, members, year, rng):
    """CiviCRM: everyone who ever registered by the end of the year, ended ones included."""
    name = f"Contacten_leden_civicrm_{year}-12-31.csv"
    volunteers = "Aantal vrijwilligers" if year == 2023 else "Vrijwilligers (aantal)"
    listed = [member for member in members if member.joined_on.year <= year]
    rows = [_registration(member, year, volunteers, rng) for member in listed]
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    active = [member for member in listed if member.is_active(year)]
    return name, len(rows), {
        "registrations": len(rows),
        "active_registrations": len(active),
        "active_diaspora": sum(member.is_diaspora is True for member in active),
        "active_without_diaspora_answer": sum(member.is_diaspora is None for member in active),
        "new_registrations": sum(member.joined_on.year == year for member in listed),
    }  # fmt: skip


def _registration(member, year, volunteers, rng):
    organisation, town = member.organisation, member.organisation.town
    first, last, email = organisation.people[0]
    if member.is_active(year):
        status = "Nieuw" if member.joined_on.year == year else "Huidig"
        ended = ""
    else:
        status = pick(rng, ("Verlopen", "Geannuleerd"))
        ended = member.ended_on.strftime("%d/%m/%Y")
    return {
        "Contact-ID": member.number, "Type contact": "Organisatie",
        "Organisatienaam": spell(rng, organisation, "register", organisation.people[0]),
        "Rechtsvorm": _FORMS[organisation.legal_form],
        "Ondernemingsnummer": organisation.number,
        "Contactpersoon": f"{first} {last}", "E-mail": email,
        "Telefoon (hoofd)": f"+32 470 00 00 {rng.integers(10, 99)}",
        "Straat": f"Dorpsstraat {member.number % 90 + 1}",
        "Postcode": town.postcode, "Plaats": town.name, "Provincie": _province(town.postcode),
        "Land": "België", "Landen van werking": ", ".join(organisation.countries),
        "Thema's": ", ".join(sorted({pick(rng, _THEMES) for _ in range(2)})),
        "Diaspora-organisatie": _YES[member.is_diaspora], "Opgericht in": member.founded,
        volunteers: member.volunteers or "", "Status lidmaatschap": status,
        "Lid sinds": member.joined_on.strftime("%d/%m/%Y"), "Einde lidmaatschap": ended,
        "Ontvangt nieuwsbrief": pick(rng, ("Ja", "Ja", "Nee")),
    }  # fmt: skip


def write_panel(folder, members, year, rng):
    """Odoo: contacts with the label of the panel, one line a person."""
    name, book = f"odoo_adviespanel_{year}.xlsx", Workbook()
    sheet = book.active
    sheet.append(["Externe ID", "Naam", "Gerelateerd bedrijf", "E-mail", "Telefoon", "Plaats",
                  "Labels", "Panellid sinds", "Migratieachtergrond", "Aanwezig voorjaar",
                  "Aanwezig najaar"])  # fmt: skip
    totals = {"panel_members": 0, "panel_migration_background": 0, "panel_present_spring": 0}
    active = [member for member in members if member.is_active(year)]
    for member in active[:: 4 if year == 2023 else 3]:
        person, town = pick(rng, member.organisation.people), member.organisation.town
        background = pick(rng, (True, False, False, False, False, None))
        spring, autumn = (bool(rng.random() < 0.6) for _ in range(2))
        since = member.joined_on + timedelta(int(rng.integers(0, 40)))
        sheet.append([f"__export__.res_partner_{member.number}_{int(rng.integers(16**7)):07x}",
                      f"{person[0]} {person[1]}",
                      spell(rng, member.organisation, "panel", person), person[2] or None,
                      None, town.name, "4P-panel", min(since, date(year, 12, 1)), background,
                      spring, autumn])  # fmt: skip
        totals["panel_members"] += 1
        totals["panel_migration_background"] += background is True
        totals["panel_present_spring"] += spring
    book.save(folder / name)
    return name, totals["panel_members"], totals


def write_steering_group(folder, members, year, rng):
    """A workbook kept by hand: a note above the list and two below."""
    name, book = f"stuurgroep {year}.xlsx", Workbook()
    sheet = book.active
    sheet.title = "samenstelling"
    sheet.append([f"Samenstelling stuurgroep {year}"])
    sheet.append(["bijgewerkt door het secretariaat na de vergadering van december"])
    sheet.append([])
    sheet.append(["Nr.", "Naam", "Organisatie", "E-mail", "Lid sinds", "Migratie-achtergrond?",
                  "Aanwezig (op 4)"])  # fmt: skip
    active = [member for member in members if member.is_active(year)]
    meetings = 0
    for number, member in enumerate(active[5:140:15], 1):
        person = member.organisation.people[0]
        present = int(rng.integers(1, 5))
        meetings += present
        sheet.append([number, f"{person[0]} {person[1]}", member.organisation.name, person[2],
                      member.joined_on.year, pick(rng, ("ja", "nee", "nee")), present])  # fmt: skip
    sheet.append([])
    sheet.append(["* nr. 3 vervangt een ontslagnemend lid"])
    sheet.append(["Volgende vergadering: eerste dinsdag van maart"])
    book.save(folder / name)
    return name, number, {"steering_members": number, "steering_meetings_present": meetings}
