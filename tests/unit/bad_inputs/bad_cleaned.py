"""Cells that ordinary readers turn into a wrong value, and what a clean column must hold.

Row of the table of inputs × construction → column, its cells, and the clean values: None is a value
that was refused with a reason, ``BLANK`` one that is missing and needs none.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

BLANK = object()


class Cells(NamedTuple):
    """Cells of a column of a workbook, and what must become of each."""

    column: str
    cells: list[object]
    expected: list[object]
    reason: str = ""
    as_csv: bool = False


MAY = date(2024, 5, 1)
NAME, PHONE, ID, POSTCODE = "organisation_name", "contact_phone", "registration_id", "postcode"
AMOUNT, COUNT, DAY, FORM = "requested_eur", "volunteers", "registered_on", "legal_form"

CLEANED: dict[str, dict[str, Cells]] = {
    "error values": {
        "in an amount": Cells(AMOUNT, ["#N/A", 5], [None, 5.0], "foutmelding van Excel"),
        "Dutch, in a date": Cells(DAY, ["#N/B", MAY], [None, MAY], "foutmelding van Excel"),
        "in a name": Cells(NAME, ["#VERW!", "An"], [None, "An"], "foutmelding van Excel"),
        "in a code": Cells(FORM, ["#REF!", "vzw"], [None, "vzw"], "foutmelding van Excel"),
        "in a CSV": Cells(COUNT, ["#DEEL/0!", "4"], [None, 4], "foutmelding van Excel", True),
    },
    "names that look like nothing": {
        name: Cells(NAME, [name, "Samen"], [name, "Samen"])
        for name in ("None", "NA", "NaN", "nan", "null", "N/A", "NULL", "TRUE", "Inf")
    } | {"in a CSV": Cells(NAME, ["None", "NA"], ["None", "NA"], as_csv=True)},
    "numbers that identify": {
        "postcode as a float": Cells(POSTCODE, [9000.0, "1000"], ["9000", "1000"]),
        "postcode as text of a float": Cells(POSTCODE, ["9000.0", "1000"], ["9000", "1000"]),
        "phone as a float": Cells(PHONE, [32470123456.0, "0470 12 34 56"],
                                  ["+32470123456", "+32470123456"]),
        "phone without its zero": Cells(PHONE, [470123456.0, "x1"], ["+32470123456", None]),
        "phone as text of a float": Cells(PHONE, ["32470123456.0"], ["+32470123456"]),
        "id above 2^53": Cells(ID, [9007199254740993.0, "R1"], [None, "R1"], "meer cijfers"),
        "id above 2^63": Cells(ID, [12345678901234567890.0, "R1"], [None, "R1"], "meer cijfers"),
        "id of 16 digits as text": Cells(ID, ["9007199254740993"], ["9007199254740993"]),
        "id as a float": Cells(ID, [1001.0, 1002.0], ["1001", "1002"]),
        "id as text of a float": Cells(ID, ["1001.0", "1002.0"], ["1001", "1002"], as_csv=True),
        "id with zeros": Cells(ID, ["0012", "12"], ["0012", "12"]),
        "postcode below zero": Cells(POSTCODE, [-9000.0, "9000"], [None, "9000"]),
    },
    "an answer turned into a date": {
        "1-5 in a count": Cells(COUNT, [MAY, 5], [None, 5], "datum"),
        "1-5 in a name": Cells(NAME, [MAY, "An"], [None, "An"], "datum"),
        "1-5 in a code": Cells(FORM, [datetime(2024, 5, 1), "vzw"], [None, "vzw"], "datum"),
        "1-5 in an amount": Cells(AMOUNT, [MAY, 5], [None, 5.0], "datum"),
        "1-5 in a postcode": Cells(POSTCODE, [MAY, "9000"], [None, "9000"], "datum"),
        "1-5 as text in a count": Cells(COUNT, ["1-5", 5], [None, 5]),
    },
    "numbers in another pattern": {
        "thousands point among commas": Cells(AMOUNT, ["12,50", "1.250", "3,75"],
                                              [12.5, 1250.0, 3.75]),
        "4.5 among decimal commas": Cells(AMOUNT, ["12,50", "4.5", "3,75"], [12.5, None, 3.75],
                                          "schrijfwijze"),
        "4,5 among decimal points": Cells(AMOUNT, ["12.50", "4,5", "3.75"], [12.5, None, 3.75],
                                          "schrijfwijze"),
        "both signs": Cells(AMOUNT, ["1.234,56", "€ 1.000,-", "3k"], [1234.56, 1000.0, 3000.0]),
        "both signs, English": Cells(AMOUNT, ["1,234.56", "2,000.10"], [1234.56, 2000.1]),
        "two commas": Cells(AMOUNT, ["1,2,3", "4,5"], [None, 4.5]),
        "blank that does not break": Cells(AMOUNT, ["1\u00a0250,00", "3,75"], [1250.0, 3.75]),
        "narrow blank": Cells(AMOUNT, ["1\u202f250,00", "3,75"], [1250.0, 3.75]),
        "in a CSV": Cells(AMOUNT, ["12,50", "4.5"], [12.5, None], "schrijfwijze", True),
        "infinity": Cells(AMOUNT, ["1e400", "5"], [None, 5.0]),
        "negative": Cells(AMOUNT, ["-5", "5"], [None, 5.0]),
        "other digits": Cells(AMOUNT, ["١٢", "5"], [12.0, 5.0]),
    },
    "mojibake and blanks": {
        "once": Cells(NAME, ["BÃ©nin"], ["Bénin"]),
        "twice": Cells(NAME, ["BÃƒÂ©nin"], ["Bénin"]),
        "decomposed": Cells(NAME, ["Be\u0301nin"], ["Bénin"]),
        "blanks that do not break": Cells(NAME, ["Hart\u00a0voor\u00a0Gent"], ["Hart voor Gent"]),
        "no width": Cells(NAME, ["Hart\u200bvoor", "\ufeffGent"], ["Hartvoor", "Gent"]),
        "in a CSV": Cells(NAME, ["BÃ©nin", "CÃ´te"], ["Bénin", "Côte"], as_csv=True),
        "right already": Cells(NAME, ["Ça va", "Ãlvares"], ["Ça va", "Ãlvares"]),
    },
    "answers that start as a formula": {
        "is": Cells(NAME, ["=1+1"], ["=1+1"]),
        "masked": Cells(NAME, ["'=1+1", "'@som"], ["=1+1", "@som"]),
        "plus": Cells(NAME, ["+32 groep"], ["+32 groep"]),
        "minus": Cells(NAME, ["-samen"], ["-samen"]),
        "at": Cells(NAME, ["@vzw"], ["@vzw"]),
        "in a CSV": Cells(NAME, ["=cmd|' /C calc'!A0"], ["=cmd|' /C calc'!A0"], as_csv=True),
    },
    "dates": {
        "day of Excel": Cells(DAY, [45413.0, MAY], [MAY, MAY]),
        "impossible": Cells(DAY, ["31/02/2024", "30/13/2024"], [None, None], "datum"),
        "before Excel": Cells(DAY, [datetime(1899, 12, 30), MAY], [None, MAY], "datum"),
        "day first": Cells(DAY, ["01/05/2024", "1-5-2024"], [MAY, MAY]),
    },
}  # fmt: skip
