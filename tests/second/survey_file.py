"""The yearly survey of the second support centre, as Microsoft Forms exports it."""

from __future__ import annotations

from datetime import datetime, timedelta

from name_habits import spell
from openpyxl import Workbook
from places import pick

SCALE = ("Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden")
NO_EXPERIENCE = "Geen ervaring mee"
BLOCKS = {
    "overall": "Hoe tevreden ben je over onze werking in het algemeen?",
    "website": "Onze website", "manual": "Het online handboek",
    "newsletter": "De maandelijkse nieuwsbrief", "helpdesk": "Vragen stellen aan de helpdesk",
    "training": "Vormingen en webinars", "meetings": "Ontmoetingsmomenten met andere organisaties",
    "yearly_day": "De jaarlijkse dag", "fund": "Het projectenfonds", "panel": "Het adviespanel",
}  # fmt: skip
"""Statement by building block; those of the grid stand without the question above them."""

CHALLENGES = {
    "kwaliteit": "Kwaliteit van onze projecten", "netwerk": "Netwerken en samenwerken",
    "financien": "Financiën en fondsenwerving", "vrijwilligers": "Vrijwilligers vinden en houden",
    "administratie": "Administratie en regelgeving", "diaspora": "Samenwerken met diaspora",
    "buitenland": "Vrijwilligers en stages in het buitenland",
    "verankering": "Verankering in de bredere beweging", "stem": "Onze stem bij de overheid",
    "zichtbaarheid": "Zichtbaarheid bij het publiek", "europa": "Europese netwerken",
}  # fmt: skip
NEEDS = "Bij welke uitdagingen wil je ondersteuning?\xa0(meerdere antwoorden mogelijk)"


def write_survey(folder, members, year, rng):
    """One line a response; nothing is half filled in, since Forms keeps submitted ones only."""
    active = [member for member in members if member.is_active(year)]
    chosen = [active[i] for i in rng.permutation(len(active))[: 54 if year == 2023 else 62]]
    name, book = f"Bevraging leden {year}(1-{len(chosen)}).xlsx", Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(_headings(year))
    totals = {"responses": len(chosen), "ethical_code": 0}
    started = datetime(year, 10, 7, 8, 30)
    for number, member in enumerate(chosen, 1):
        started += timedelta(minutes=int(rng.integers(20, 700)))
        satisfaction = {block: _answer(rng, block) for block in BLOCKS}
        needs = {challenge for challenge in CHALLENGES if rng.random() < 0.3}
        has_code = pick(rng, ("Ja", "Nee", "Nee"))
        _count(totals, satisfaction, needs, has_code)
        sheet.append([
            number, started, started + timedelta(seconds=int(rng.integers(150, 1500))),
            "anonymous", None, None,
            spell(rng, member.organisation, "helpdesk", member.organisation.people[0]),
            *satisfaction.values(), _join(rng, needs), has_code,
            pick(rng, (None, None, "Doe zo verder!", "- meer online\n- minder papier", "geen")),
        ])  # fmt: skip
    book.save(folder / name)
    return name, len(chosen), totals


def _headings(year: int) -> list[str]:
    manual = {"manual": "Het handboek op de website"} if year == 2024 else {}
    return [
        "ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging",
        "Naam van je organisatie", *(BLOCKS | manual).values(), NEEDS,
        "Heeft jullie organisatie een ethische code?\n", "Wat wil je ons nog meegeven?",
    ]  # fmt: skip


def _answer(rng, block: str) -> str | None:
    draw = rng.random()
    if block != "overall" and draw < 0.15:
        return NO_EXPERIENCE
    if draw > 0.95:
        return None
    return SCALE[int(rng.choice(5, p=(0.03, 0.09, 0.2, 0.45, 0.23)))]


def _join(rng, needs: set[str]) -> str | None:
    """Forms joins what was ticked, and an answer in free words, each with a closing ``;``."""
    ticked = [label for challenge, label in CHALLENGES.items() if challenge in needs]
    if rng.random() < 0.1:
        ticked.append("boekhouden voor leken")
    return "".join(f"{label};" for label in ticked) or None


def _count(totals, satisfaction, needs, has_code) -> None:
    for block, answer in satisfaction.items():
        for name, counts in (("answered", answer in SCALE), ("satisfied", answer in SCALE[3:])):
            totals[f"{name}.{block}"] = totals.get(f"{name}.{block}", 0) + counts
    for challenge in CHALLENGES:
        totals[f"need.{challenge}"] = totals.get(f"need.{challenge}", 0) + (challenge in needs)
    totals["ethical_code"] += has_code == "Ja"
