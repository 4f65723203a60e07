"""Truth about linking: how many lines of each source lead to an organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pijler_analysis.sample.attendance import Attendance
from pijler_analysis.sample.contacts import Contact
from pijler_analysis.sample.truth.kept import kept
from pijler_analysis.sample.world import Year


def links(happened: Year) -> list[dict[str, object]]:
    """Count the linked and the unlinked lines of each source of a year."""
    contacts = {
        "helpdesk": [line.contact for line in kept(happened.questions)],
        "attendance": [line.contact for line in kept(happened.attendance)],
        "attendance_day": [line.contact for line in kept(happened.tickets)],
        "fund": [line.contact for line in kept(happened.applications)],
        "panel": [line.contact for line in kept(happened.panel)],
        "steering_group": [line.contact for line in kept(happened.steering_group)],
    }
    counted = [_count(happened.year, source, told) for source, told in contacts.items()]
    if not happened.invitations:
        return counted
    source = "survey_members" if happened.stakeholders else "survey_members_previous"
    responses = [one.is_linked for one in happened.responses]
    return [
        *counted,
        _entry(happened.year, "invitations", len(happened.invitations), 0),
        _entry(happened.year, source, responses.count(True), responses.count(False)),
    ]


def meant(happened: Year) -> list[list[str | int]]:
    """Tell of each kept line, by its clean table and key, which organisation it stands for."""
    lists = {"attendance": happened.attendance, "tickets": happened.tickets}
    told = [
        *(("helpdesk", one.question_id, one.contact.meant) for one in kept(happened.questions)),
        *(("fund", one.application_id, one.contact.meant) for one in kept(happened.applications)),
        *(("panel", one.member_id, one.contact.meant) for one in kept(happened.panel)),
        *(
            ("attendance", key, one.meant)
            for lines in lists.values()
            for key, one in _listed(lines)
        ),
        *(
            ("survey_members", str(one.response_id), one.contact.meant)
            for one in happened.responses
            if one.contact is not None
        ),
    ]
    return [[happened.year, *entry] for entry in told]


def _listed(lines: Sequence[Attendance]) -> list[tuple[str, Contact]]:
    """Number the lines of each list that are kept."""
    seen: Counter[str] = Counter()
    numbered = []
    for line in kept(lines):
        session = line.session.session_id
        seen[session] += 1
        numbered.append((f"{session}-{seen[session]}", line.contact))
    return numbered


def _count(year: int, source: str, contacts: Iterable[Contact]) -> dict[str, object]:
    told = [contact.linked is not None for contact in contacts]
    return _entry(year, source, told.count(True), told.count(False))


def _entry(year: int, source: str, linked: int, unlinked: int) -> dict[str, object]:
    return {"year": year, "source": source, "linked": linked, "unlinked": unlinked}


def answering_again(first: Year, last: Year) -> dict[str, int]:
    """Count who completed both waves: really, and as far as the responses can be linked."""
    both = {
        is_linked_only: _completed(first, is_linked_only) & _completed(last, is_linked_only)
        for is_linked_only in (False, True)
    }
    return {"both_waves": len(both[False]), "both_waves_linked": len(both[True])}


def _completed(happened: Year, is_linked_only: bool) -> set[str]:
    return {
        one.organisation.registration_id
        for one in happened.responses
        if one.is_complete and one.organisation and (one.is_linked or not is_linked_only)
    }
