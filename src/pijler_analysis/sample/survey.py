"""The member surveys of 2019 and 2024: who was invited, who answered, what they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from pijler_analysis.sample.contacts import AddressBook, Contact
from pijler_analysis.sample.dice import Dice
from pijler_analysis.sample.opinions import Opinions, opinions
from pijler_analysis.sample.organisations import INVITED_ON, WAVES, Organisation

COMPLETE = {2019: 190, 2024: 158}
_INCOMPLETE = {2019: 21, 2024: 25}
_AGAIN = 63
"""Respondents of 2019 who answer again in 2024: a third."""


@dataclass(frozen=True)
class Answer:
    """What stands in one answer: a rank on the scale, or why there is none."""

    rank: int | None
    text: str


@dataclass(frozen=True)
class Response:
    """A response of a member or stakeholder.

    ``satisfaction`` holds the rank per block, None without one; ``needs`` is None per challenge
    that was left blank or not shown. ``linked`` tells whether it leads to its organisation.
    """

    response_id: int
    organisation: Organisation | None
    contact: Contact | None
    started: datetime
    submitted: datetime | None
    page: int
    satisfaction: Mapping[str, Answer] = field(default_factory=dict)
    needs: Mapping[str, bool | None] = field(default_factory=dict)
    ticks: Mapping[str, str] = field(default_factory=dict)
    practices: Mapping[str, str] = field(default_factory=dict)
    open_answer: str = ""
    token: str = ""
    role: str = ""
    is_linked: bool = False

    @property
    def is_complete(self) -> bool:
        """Tell whether it was submitted."""
        return self.submitted is not None


@dataclass(frozen=True)
class Invitation:
    """An organisation invited to a wave."""

    invitation_id: int
    organisation: Organisation
    token: str
    sent: datetime
    completed: datetime | None


def make_waves(
    organisations: Sequence[Organisation],
) -> tuple[dict[int, list[Invitation]], dict[int, list[Response]]]:
    """Return the invitations and the responses of each wave."""
    dice = Dice("survey")
    invited = {
        wave: [one for one in organisations if one.is_active_on(INVITED_ON[wave])] for wave in WAVES
    }
    complete = _choose(dice, invited)
    invitations: dict[int, list[Invitation]] = {}
    responses: dict[int, list[Response]] = {}
    for wave in WAVES:
        tokens = _tokens(wave, invited[wave])
        chosen = {one.registration_id for one in complete[wave]}
        rest = [one for one in invited[wave] if one.registration_id not in chosen]
        partial = dice.some(rest, _INCOMPLETE[wave])
        responses[wave] = _respond(wave, organisations, complete[wave], partial, tokens)
        invitations[wave] = _invite(wave, invited[wave], tokens, responses[wave])
    return invitations, responses


def _choose(
    dice: Dice, invited: Mapping[int, Sequence[Organisation]]
) -> dict[int, list[Organisation]]:
    """Choose who answers: larger ones more, diaspora organisations less, a third of them twice."""
    first, last = WAVES
    before = _eager(dice, invited[first])[: COMPLETE[first]]
    still = {one.registration_id for one in invited[last]}
    again = dice.some([one for one in before if one.registration_id in still], _AGAIN)
    known = {one.registration_id for one in before}
    fresh = [one for one in invited[last] if one.registration_id not in known]
    new = _eager(dice, fresh)[: COMPLETE[last] - _AGAIN]
    return {first: before, last: [*again, *new]}


def _eager(dice: Dice, invited: Sequence[Organisation]) -> list[Organisation]:
    """Put the invited in an order in which the eager tend to come first."""
    drawn = [
        (dice.whole(0, 999) + min(one.volunteers, 30) * 12 - 140 * one.is_diaspora, at)
        for at, one in enumerate(invited)
    ]
    return [invited[at] for _, at in sorted(drawn, reverse=True)]


def _tokens(wave: int, invited: Sequence[Organisation]) -> dict[str, str]:
    dice = Dice(f"tokens {wave}")
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    tokens: dict[str, str] = {}
    for one in invited:
        token = ""
        while not token or token in tokens.values():
            token = "".join(dice.pick(letters) for _ in range(10))
        tokens[one.registration_id] = token
    return tokens


def _respond(
    wave: int, organisations: Sequence[Organisation], complete: Sequence[Organisation],
    partial: Sequence[Organisation], tokens: Mapping[str, str],
) -> list[Response]:  # fmt: skip
    dice = Dice(f"responses {wave}")
    book = AddressBook(dice, list(organisations))
    entries = [(one, True) for one in complete] + [(one, False) for one in partial]
    begun = sorted(draw_moment(dice, INVITED_ON[wave]) for _ in entries)
    made = []
    number = 3
    for started, (one, is_complete) in zip(begun, dice.shuffle(entries), strict=True):
        number += dice.weigh(((1, 20), (2, 3), (3, 1)))
        page = 4 if is_complete else dice.whole(0, 2)
        submitted = started + timedelta(seconds=dice.whole(300, 1900)) if is_complete else None
        blank = Response(number, one, None, started, submitted, page)
        answered = answer(dice, blank, opinions("members", wave), is_diaspora=one.is_diaspora)
        made.append(_identify(dice, book, answered, wave, tokens))
    return made


def draw_moment(dice: Dice, first: date) -> datetime:
    """Draw when someone begins: sooner after the first day more likely than later."""
    day = first + timedelta(days=min(dice.whole(0, 35), dice.whole(0, 35)))
    return datetime.combine(day, time(dice.whole(8, 21), dice.whole(0, 59), dice.whole(0, 59)))


def _identify(
    dice: Dice, book: AddressBook, response: Response, wave: int, tokens: Mapping[str, str]
) -> Response:
    """Let a response say who it is from: by token, or (2019) by name and address."""
    one = response.organisation
    if one is None:
        raise ValueError("a member response has an organisation")
    if wave == WAVES[-1]:
        token = "" if dice.chance(0.012) else tokens[one.registration_id]
        return replace(response, token=token, is_linked=bool(token))
    if response.page == 0:
        return response
    can = book.can_link(one) and dice.chance(0.92)
    contact = book.linked(one) if can else book.unlinked(one)
    return replace(response, contact=contact, is_linked=contact.linked is not None)


def _invite(
    wave: int, invited: Sequence[Organisation], tokens: Mapping[str, str],
    responses: Sequence[Response],
) -> list[Invitation]:  # fmt: skip
    submitted = {response.token: response.submitted for response in responses if response.token}
    sent = datetime.combine(INVITED_ON[wave], time(9, 12))
    return [
        Invitation(at, one, tokens[one.registration_id], sent + timedelta(seconds=at // 4),
                   submitted.get(tokens[one.registration_id]))
        for at, one in enumerate(invited, start=1)
    ]  # fmt: skip


def answer(
    dice: Dice, response: Response, asked: Opinions, *, is_diaspora: bool = False
) -> Response:
    """Fill in a response as far as it came."""
    mood = dice.pick((-0.1, -0.04, 0.0, 0.0, 0.04, 0.1))
    reached = {block: response.page >= (1 if block == "overall" else 2) for block in asked.top}
    satisfaction = {
        block: _rate(dice, asked, block, mood) if reached[block] else Answer(None, "")
        for block in asked.top
    }
    if not response.is_complete:
        return replace(
            response, satisfaction=satisfaction,
            needs=dict.fromkeys(asked.needs), ticks=dict.fromkeys(asked.needs, ""),
        )  # fmt: skip
    needs, ticks = _tick(dice, asked, is_diaspora)
    return replace(
        response,
        satisfaction=satisfaction,
        needs=needs,
        ticks=ticks,
        practices={"has_ethical_code": dice.weigh((("Ja", 42), ("Nee", 50), ("", 8)))}
        | _practices(response),
        open_answer=dice.pick(asked.remarks)
        if dice.chance(0.3)
        else _second_thought(response, asked),
    )


SENDS_NOBODY = "Wij sturen niemand uit"
_PRACTICES = {
    "has_exit_strategy": (("Ja", 27), ("Nee", 64), ("", 9)),
    "has_diversified_income": (("Ja", 55), ("Nee", 37), ("", 8)),
    "has_diaspora_partner": (("Ja", 19), ("Nee", 73), ("", 8)),
    "prepares_volunteers": (("Ja", 24), ("Nee", 11), (SENDS_NOBODY, 57), ("", 8)),
}
"""What members answer when asked what they have or do."""


def _practices(response: Response) -> dict[str, str]:
    dice = Dice(f"practices {response.started:%Y} {response.response_id}")
    return {item: dice.weigh(answers) for item, answers in _PRACTICES.items()}


def _second_thought(response: Response, asked: Opinions) -> str:
    dice = Dice(f"remark {response.started:%Y} {response.response_id} {asked.remarks[0]}")
    return dice.pick(asked.remarks) if dice.chance(0.45) else ""


def _rate(dice: Dice, asked: Opinions, block: str, mood: float) -> Answer:
    if dice.chance(asked.no_experience.get(block, 0.0)):
        return Answer(None, asked.no_experience_text)
    if dice.chance(0.025):
        return Answer(None, "")
    is_top = dice.chance(min(0.98, asked.top[block] + mood))
    rank = dice.weigh(asked.high_ranks if is_top else asked.low_ranks)
    return Answer(rank, asked.scale[rank - 1])


NONE, OTHER = "none", "other"


def _tick(
    dice: Dice, asked: Opinions, is_diaspora: bool
) -> tuple[dict[str, bool | None], dict[str, str]]:
    """Tick the needs: per challenge what it means, and per box what stands in the export."""
    way = dice.weigh((("ticked", 92), ("blank", 4), (NONE, 2), ("not shown", 2)))
    if way in ("blank", "not shown"):
        box = asked.not_shown if way == "not shown" else ""
        ticks = dict.fromkeys((*asked.needs, NONE, OTHER), box) | {OTHER: ""}
        return dict.fromkeys(asked.needs), ticks
    if way == NONE:
        return dict.fromkeys(asked.needs, False), {NONE: "Y"}
    needs: dict[str, bool | None] = {}
    while not any(needs.values()):
        needs = {
            challenge: dice.chance(0.72 if challenge == "diaspora" and is_diaspora else share)
            for challenge, share in asked.needs.items()
        }
    ticks = {challenge: "Y" if wanted else "" for challenge, wanted in needs.items()}
    if asked.sometimes_shown and dice.chance(0.12):
        ticks[asked.sometimes_shown] = asked.not_shown
        needs[asked.sometimes_shown] = None
    if not any(needs.values()):
        ticks, needs = _at_least(needs, ticks)
    if dice.chance(0.04):
        ticks[OTHER] = "Een goede vertaling van onze teksten"
    return needs, ticks


def _at_least(
    needs: dict[str, bool | None], ticks: dict[str, str]
) -> tuple[dict[str, str], dict[str, bool | None]]:
    """Tick one box more, so that a question that was answered does not look left blank."""
    return {**ticks, "kwaliteit": "Y"}, {**needs, "kwaliteit": True}
