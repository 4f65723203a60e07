"""The exports of the surveys: participants, two LimeSurvey files, a Microsoft Forms workbook.

Headings come from the questionnaires that the sample ships, so that they are written once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.lines import KEPT, Accounting, account, write_csv
from pijler_analysis.sample.opinions import opinions
from pijler_analysis.sample.survey import (
    NONE,
    OTHER,
    Invitation,
    Response,
    answer,
    draw_moment,
)
from pijler_analysis.sample.workbook import Workbook

INVITATION_HEADINGS = (
    "tid", "firstname", "email", "emailstatus", "token", "language", "sent", "completed",
    "attribute_1 <Registratienummer>",
)  # fmt: skip
STAKEHOLDERS = 47
_ROLE_WEIGHTS = (17, 4, 9, 14, 3)


def questionnaire(name: str) -> dict[str, Any]:
    """Read a questionnaire of the sample."""
    path = files("pijler_analysis.sample") / "questionnaires" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write_invitations(path: Path, invitations: Sequence[Invitation], *, wave: int) -> Accounting:
    """Write the participants as LimeSurvey exports them."""
    lines = [_invitation(one) for one in invitations]
    write_csv(path, [INVITATION_HEADINGS, *lines], ending="\n")
    return account([KEPT] * len(lines), year=wave, path=path)


def _invitation(one: Invitation) -> tuple[str, ...]:
    contact = one.organisation.people[0]
    domain = one.organisation.own_domain
    address = contact.address_at(domain) if domain else contact.private_address
    completed = f"{one.completed:%Y-%m-%d %H:%M}" if one.completed else "N"
    return (
        str(one.invitation_id), contact.full_name, address, "OK", one.token, "nl",
        f"{one.sent:%Y-%m-%d %H:%M}", completed, one.organisation.registration_id,
    )  # fmt: skip


def write_members(path: Path, responses: Sequence[Response], *, wave: int) -> Accounting:
    """Write a member survey as LimeSurvey exports it: all quoted, a blank line at the end."""
    asked = questionnaire(f"leden_{wave}")
    headings = _member_headings(asked, wave)
    lines = [_member_line(asked, headings, one) for one in responses]
    write_csv(
        path, [headings, *lines], delimiter="," if wave == 2024 else ";", encoding="utf-8-sig",
        quote_all=True, blank_last=True,
    )  # fmt: skip
    return account([KEPT] * len(lines), year=wave, path=path)


def _member_headings(asked: dict[str, Any], wave: int) -> list[str]:
    """Put the headings in the order of the export: technical ones, items, choices, the rest."""
    technical = list(asked["columns"])
    choice = asked["choices"][0]
    ratings = [item["code"] for item in asked["items"] if not item.get("boolean")]
    yes_no = [item["code"] for item in asked["items"] if item.get("boolean")]
    boxes = [*choice["options"].values(), choice["none"], choice["other"]]
    return [*technical[:-1], *ratings, *boxes, *yes_no, technical[-1]]


def _member_line(asked: dict[str, Any], headings: Sequence[str], one: Response) -> list[str]:
    cells = _technical(asked, one)
    for item in asked["items"]:
        block = item["item"].removeprefix("satisfaction_")
        is_practice = item.get("boolean")
        cells[item["code"]] = (
            one.practices.get(item["item"], "") if is_practice else one.satisfaction[block].text
        )
    choice = asked["choices"][0]
    for need, heading in choice["options"].items():
        cells[heading] = one.ticks.get(need.removeprefix("need_"), "")
    cells[choice["none"]] = one.ticks.get(NONE, "")
    cells[choice["other"]] = one.ticks.get(OTHER, "")
    return [cells[heading] for heading in headings]


def _technical(asked: dict[str, Any], one: Response) -> dict[str, str]:
    last = one.submitted or one.started + timedelta(minutes=2 * one.page)
    known = {
        "response_id": str(one.response_id),
        "started_on": _stamp(one.started),
        "submitted_on": _stamp(one.submitted),
        "token": one.token,
        "organisation_name": one.contact.organisation_cell if one.contact else "",
        "contact_email": one.contact.email_cell if one.contact else "",
        "open_answer": one.open_answer,
    }
    set_aside = {
        "Laatste pagina": str(one.page),
        "Begin taal": "nl",
        "Datum laatste actie": _stamp(last),
    }
    return {
        heading: known[column] if column else set_aside[heading]
        for heading, column in asked["columns"].items()
    }


def _stamp(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else ""


def make_stakeholders() -> list[Response]:
    """Return what the stakeholders answered in 2024."""
    dice = Dice("stakeholders")
    roles = list(questionnaire("stakeholders_2024")["values"]["role"])
    drawn = [role for role, weight in zip(roles, _ROLE_WEIGHTS, strict=True) for _ in range(weight)]
    made = []
    begun = sorted(draw_moment(dice, date(2024, 10, 14)) for _ in drawn)
    for number, (started, role) in enumerate(zip(begun, dice.shuffle(drawn), strict=True), start=1):
        submitted = started + timedelta(seconds=dice.whole(200, 1_200))
        blank = Response(number, None, None, started, submitted, 4, role=role)
        made.append(answer(dice, blank, opinions("stakeholders", 2024)))
    return made


def write_stakeholders(path: Path, responses: Sequence[Response]) -> Accounting:
    """Write the stakeholder survey as Microsoft Forms exports it."""
    asked = questionnaire("stakeholders_2024")
    technical = list(asked["columns"])
    items = [item["code"] for item in asked["items"]]
    book = Workbook(path)
    sheet = book.sheet("Sheet1")
    headings = [*technical[:6], *items, asked["choices"][0]["code"], technical[6]]
    sheet.header([f"{name}\xa0" if name == items[-1] else name for name in headings])
    for one in responses:
        rated = [
            one.satisfaction[item["item"].removeprefix("satisfaction_")].text
            for item in asked["items"]
        ]
        sheet.line(
            (one.response_id, one.started, one.submitted, "anonymous", "", one.role, *rated,
             _ticked(asked["choices"][0], one), one.open_answer)
        )  # fmt: skip
    book.close()
    return account([KEPT] * len(responses), year=2024, path=path, sheet="Sheet1")


def _ticked(choice: dict[str, Any], one: Response) -> str:
    if one.ticks.get(NONE):
        return f"{choice['none']};"
    return "".join(
        f"{text};"
        for need, text in choice["options"].items()
        if one.ticks.get(need.removeprefix("need_")) == "Y"
    )
