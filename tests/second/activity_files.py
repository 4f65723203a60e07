"""What the second support centre did: helpdesk, sessions, attendance."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta

import numpy as np
from name_habits import spell
from openpyxl import Workbook
from places import invent_mailbox, invent_person, pick

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
_ASKERS = ("4de Pijler", "4de Pijler", "Diaspora", "Jongere", "Starter", "Middenveld", "Overheid")
_TOPICS = (
    "Financiën", "Vrijwilligers", "Administratie", "Diaspora", "Kwaliteit", "Netwerk",
    "Zichtbaarheid", "Andere",
)  # fmt: skip
_SUBJECTS = (
    "Vraag over statuten", "=> waar vind ik het formulier?", "Fiscale attesten",
    "+ bijlage: verslag", "Subsidie gemeente", "- dringend - container",
    "Vrijwilligersverzekering", "@helpdesk: stage",
)  # fmt: skip
KINDS = {"training": "VORMINGEN", "meeting": "ONTMOETINGSMOMENTEN", "yearly_day": "JAARLIJKSE DAG"}
_THEMES = (
    "Projectwerking", "Interculturele samenwerking", "Basis", "Sociale media", "Vrijwilligerswerk",
    "Communicatie", "Fondsenwerving", "Vzw-administratie", "Ethische code", "Gender",
)  # fmt: skip
_SESSION_HEADINGS = (
    "Event-ID", "Datum", "Titel", "Thema", "Plaats", "Partner", "Max. deelnemers", "Opmerkingen",
)  # fmt: skip


def _questions(members, year, rng):
    """The year's questions in order: times, asker and the rest."""
    active = [member for member in members if member.is_active(year)]
    asked = datetime(year, 1, 8, 9, 12)
    for number in range(1, (71 if year == 2023 else 88) + 1):
        asked += timedelta(hours=int(rng.integers(20, 110)))
        asked = min(asked, datetime(year, 12, 20, 9, 0))
        member = pick(rng, active)
        is_open = rng.random() < 0.06
        yield {
            "number": number, "asked": asked.replace(minute=int(rng.integers(60))),
            "answered": None if is_open else asked + timedelta(hours=int(rng.integers(2, 200))),
            "person": pick(rng, member.organisation.people), "organisation": member.organisation,
            "channel": pick(rng, ("email", "email", "phone")), "asker": pick(rng, _ASKERS),
            "topic": pick(rng, _TOPICS), "subject": pick(rng, _SUBJECTS),
        }  # fmt: skip


def write_helpdesk(folder, members, year, rng):
    """The ticket tool of the year: osTicket first, Zammad since."""
    questions = list(_questions(members, year, rng))
    name = (_write_osticket if year == 2023 else _write_zammad)(folder, questions, year, rng)
    return name, len(questions), {
        "questions": len(questions),
        "open_questions": sum(question["answered"] is None for question in questions),
        "questions_by_telephone": sum(question["channel"] == "phone" for question in questions),
        "questions_before_july": sum(question["asked"].month < 7 for question in questions),
        "questions_diaspora": sum(question["asker"] == "Diaspora" for question in questions),
    }  # fmt: skip


def _write_osticket(folder, questions, year, rng) -> str:
    name = f"osticket-tickets-{year}1231.csv"
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(["Ticket Number", "Date Created", "Subject", "From", "From Email",
                         "Priority", "Department", "Help Topic", "Source", "Current Status",
                         "Closed Date", "Agent Assigned", "Organisatie",
                         "Soort vraagsteller"])  # fmt: skip
        for question in questions:
            first, last, email = question["person"]
            subject = question["subject"]
            writer.writerow([
                f"{100200 + question['number']}", f"{question['asked']:%d/%m/%Y %H:%M:%S}",
                f"'{subject}" if subject[0] in "=-+@" else subject, f"{first} {last}", email,
                "Normal", "Helpdesk", question["topic"], question["channel"].capitalize(),
                "Closed" if question["answered"] else "Open",
                f"{question['answered']:%d/%m/%Y %H:%M:%S}" if question["answered"] else "", "",
                spell(rng, question["organisation"], "helpdesk", question["person"]),
                question["asker"],
            ])  # fmt: skip
    return name


def _write_zammad(folder, questions, year, rng) -> str:
    name, book = f"zammad_tickets_{year}.xlsx", Workbook()
    sheet = book.active
    sheet.append([f"Tickets: {year}"])
    sheet.append([])
    sheet.append(["#", "Title", "State", "Priority", "Group", "Owner", "Customer", "Organization",
                  "Create Channel", "Sender", "Tags", "Time Units Total", "Soort vraagsteller",
                  "Thema", "Created At", "Updated At", "Closed At", "First Response At",
                  "Article Count"])  # fmt: skip
    for question in questions:
        first, last, _ = question["person"]
        answered = question["answered"]
        sheet.append([
            f"{year}{question['number']:05d}", question["subject"].lstrip("=+-@> "),
            "closed" if answered else "open", "2 normal", "Helpdesk", "Een Medewerker",
            f"{first} {last}",
            spell(rng, question["organisation"], "helpdesk", question["person"]),
            question["channel"], "Customer", "vzw,statuten", float(rng.integers(1, 8)) / 4,
            question["asker"], question["topic"], question["asked"], answered or question["asked"],
            answered, None, int(rng.integers(1, 9)),
        ])  # fmt: skip
    sheet.append([])
    sheet.append(["Timezone: Europe/Brussels"])
    book.save(folder / name)
    return name


def make_sessions(year: int) -> list[dict]:
    """The sessions of a year: the same for the calendar and for the attendance."""
    rng = np.random.default_rng([77, year])
    kinds = ["training"] * (11 if year == 2023 else 13) + ["meeting"] * 3 + ["yearly_day"]
    found = []
    for number, kind in enumerate(kinds):
        month = 11 if kind == "yearly_day" else int(rng.choice([1, 2, 3, 4, 5, 9, 10, 11]))
        theme = pick(rng, _THEMES)
        found.append({
            "id": f"{70_000_000_000 + year * 1000 + number * 7}", "kind": kind,
            "date": date(year, month, int(rng.integers(1, 28))), "theme": theme,
            "title": {"training": f"{theme}: {pick(rng, ('eerste stappen', 'verdieping'))}",
                      "meeting": "Netwerkavond", "yearly_day": "Dag van Grensland"}[kind],
            "place": pick(rng, ("Hasselt", "Online", "Tongeren", "Leuven", "online (Zoom)")),
            "partner": pick(rng, (None, "provincie Limburg", "stad Leuven")),
            "capacity": int(rng.integers(2, 9)) * 5,
        })  # fmt: skip
    return found


def write_sessions(folder, members, year, rng):
    """A sheet per month with sub-headings for the kind, and a hidden sheet of years ago."""
    sessions, name, book = make_sessions(year), f"Vormingskalender {year}.xlsx", Workbook()
    book.remove(book.active)
    for month in sorted({session["date"].month for session in sessions}):
        sheet = book.create_sheet(f"{MONTHS[month - 1]} {year}")
        sheet.append([f"Kalender {MONTHS[month - 1]} {year}"])
        sheet.append([])
        sheet.append(_SESSION_HEADINGS)
        held = [session for session in sessions if session["date"].month == month]
        for kind, heading in KINDS.items():
            _append_sessions(sheet, rng, heading, [s for s in held if s["kind"] == kind])
        sheet.append(["Totaal", None, None, None, None, None, sum(s["capacity"] for s in held)])
    hidden = book.create_sheet("oud 2019")
    hidden.append(_SESSION_HEADINGS)
    hidden.append(["69000000000", date(2019, 3, 3), "Oude vorming", "Basis", "Hasselt", None, 20])
    hidden.sheet_state = "hidden"
    book.save(folder / name)
    kinds = [session["kind"] for session in sessions]
    return name, len(sessions), {
        "sessions": len(sessions), "trainings": kinds.count("training"),
        "meetings": kinds.count("meeting"),
        "sessions_before_july": sum(session["date"].month < 7 for session in sessions),
    }  # fmt: skip


def _append_sessions(sheet, rng, heading: str, sessions: list[dict]) -> None:
    if sessions:
        sheet.append([heading])
    for session in sorted(sessions, key=lambda s: s["date"]):
        held = session["date"]
        words = (f"{held.day} {MONTHS[held.month - 1]} {held.year}", f"{held:%d/%m/%Y}")
        remark = pick(rng, (None, None, "volzet", "met broodjes"))
        sheet.append([session["id"], pick(rng, words) if rng.random() < 0.25 else held,
                      session["title"], session["theme"], session["place"], session["partner"],
                      session["capacity"], remark])  # fmt: skip


def write_attendance(folder, members, year, rng):
    """Eventbrite: one line an attendee, ordered by order; cancelled ones stay on the list."""
    name = f"eventbrite_attendees_{year}.csv"
    active = [member for member in members if member.is_active(year)]
    rows = []
    for session in make_sessions(year):
        while sum(row[1] == session["id"] for row in rows) < session["capacity"] * 0.55:
            rows += _order(rng, session, pick(rng, active).organisation)
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Event Name", "Event ID", "Order #", "Order Date", "First Name",
                         "Last Name", "Email", "Quantity", "Ticket Type", "Attendee #",
                         "Order Type", "Total Paid", "Attendee Status",
                         "Namens welke organisatie neem je deel?"])  # fmt: skip
        writer.writerows(rows)
    present = sum(row[-2] == "Checked In" for row in rows)
    return name, len(rows), {
        "attendances": len(rows), "attendances_present": present,
        "enrolled_before_july": sum(int(row[3].split("/")[0]) < 7 for row in rows),
    }  # fmt: skip


def _order(rng, session: dict, organisation) -> list[list]:
    """One to three people who come together."""
    order, ordered = int(rng.integers(10**9, 10**10)), session["date"] - timedelta(9)
    status = ("Checked In", "Checked In", "Checked In", "Attending", "Not Attending")
    people = [pick(rng, organisation.people)]
    for _ in range(int(rng.choice(3, p=(0.7, 0.2, 0.1)))):
        first, last = invent_person(rng)
        people.append((first, last, invent_mailbox(rng, first, last)))
    return [
        [session["title"], session["id"], order,
         f"{ordered.month}/{ordered.day}/{ordered:%y}", first, last, email, 1, "Gratis",
         int(rng.integers(10**9, 10**10)), "Free Order", "0.00", pick(rng, status),
         spell(rng, organisation, "attendance", (first, last, email))]
        for first, last, email in people
    ]  # fmt: skip
