"""Dates the way people write them."""

from __future__ import annotations

from datetime import date

from pijler_analysis.sample.dice import Dice

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip


def belgian(day: date) -> str:
    """Write dd/mm/jjjj.

    >>> belgian(date(2024, 3, 12))
    '12/03/2024'
    """
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def american(day: date) -> str:
    """Write m/d/yy.

    >>> american(date(2024, 3, 12))
    '3/12/24'
    """
    return f"{day.month}/{day.day}/{day.year % 100:02d}"


def serial(day: date) -> int:
    """Return the number Excel keeps for a day.

    >>> serial(date(2024, 3, 12))
    45363
    """
    return (day - date(1899, 12, 30)).days


def by_hand(dice: Dice, day: date) -> str | int | date:
    """Write a day as it stands in a workbook kept by hand."""
    in_words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    ways: list[tuple[str | int | date, float]] = [
        (day, 62), (serial(day), 8), (belgian(day), 20), (in_words, 10),
    ]  # fmt: skip
    return dice.weigh(ways)
