"""How long 100,000 rows × 20 columns of xlsx take to read and clean, beside calamine alone.

    python benchmarks/read_and_clean.py [rows] [repeats]

A register as a website would export it (text, numbers, dates, mostly distinct names, addresses and
telephone numbers) is written once. Then, in turn and in fresh processes: python-calamine alone
opening the file and handing over its cells, and this package reading it in its reading process and
cleaning it to a table with its log and accounting. Prints medians of clock and processor time
(processes started included) and the ratios.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).parents[1]

MEASURE = """
import json, resource, sys, time
def spent():
    return sum(used.ru_utime + used.ru_stime for used in map(
        resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
{before}
clock, processor = time.perf_counter(), spent()
{work}
clock = time.perf_counter() - clock
{after}
print(json.dumps([clock, spent() - processor]))
"""
CALAMINE = MEASURE.format(
    before="from python_calamine import CalamineWorkbook",
    work="rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()",
    after="",
)
OURS = MEASURE.format(
    before="""
from dataclasses import replace
from pathlib import Path
from pijler_analysis.clean.year import clean_file
from pijler_analysis.ingest.reader import reader
from pijler_analysis.settings import read_settings
settings = read_settings(Path(sys.argv[2]))
register = settings.sources["registrations"]
register = replace(register, columns={**register.columns, "Score": ""})
settings = replace(settings, sources={"registrations": register})
""",
    work="""
done = clean_file(settings, "registrations", Path(sys.argv[1]), year=2024)
assert len(done.tables["registrations"]) + len(done.rejected) >= 10
""",
    after="reader().close()",
)

_WORDS = ("Hart", "Samen", "Voor", "Kinderen", "School", "Water", "Dorp", "Brug", "Hoop", "Zon",
          "Boom", "Vriend", "Licht", "Hand", "Wereld")  # fmt: skip
_PLACES = {"9000": "Gent", "2000": "Antwerpen", "3000": "Leuven", "8000": "Brugge"}
_COUNTRIES = ("Benin", "Togo", "Kenia", "Congo (DRC)", "Peru", "India", "Nepal", "Senegal")


def main(rows: int, repeats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_register(Path(folder) / "register.xlsx", rows)
        alone, ours = [], []
        for _ in range(repeats):
            alone.append(run(CALAMINE, path))
            ours.append(run(OURS, path))
    for position, name in enumerate(("clock", "processor")):
        calamine = statistics.median(measured[position] for measured in alone)
        both = statistics.median(measured[position] for measured in ours)
        print(f"{name:9}  calamine alone {calamine:6.2f} s   read and cleaned {both:6.2f} s   "
              f"ratio {both / calamine:5.2f}")  # fmt: skip


def run(code: str, path: Path) -> list[float]:
    """Return clock and processor time of a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(ROOT)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    measured: list[float] = json.loads(done.stdout)
    return measured


def write_register(path: Path, rows: int) -> Path:
    """Write a register with the headings of the sample and one column more."""
    dice = random.Random(4)
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Export")
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, rows + 1):
            sheet.write_row(number, 0, _row(number, dice))
    return path


HEADINGS = (
    "Registratienummer", "Naam organisatie", "Rechtsvorm", "Ondernemingsnummer", "Postcode",
    "Gemeente", "Partnerlanden", "Thema's", "Oprichtingsjaar", "Aantal vrijwilligers",
    "Diaspora-organisatie", "Contactpersoon", "E-mail", "Telefoon", "Geregistreerd sinds",
    "Status", "Stopgezet op", "Laatst bevestigd", "Nieuwsbrief", "Score",
)  # fmt: skip


def _row(number: int, dice: random.Random) -> list[object]:
    postcode, place = dice.choice(list(_PLACES.items()))
    base = dice.randrange(4_000_000, 99_999_999)
    digits = f"{base:08d}{97 - base % 97:02d}"
    stopped = dice.random() < 0.2
    return [
        f"R{number:06}", f"{' '.join(dice.sample(_WORDS, 3))} {dice.randrange(40_000)}",
        dice.choice(("vzw", "feit. ver.", "stichting")),
        f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if dice.random() < 0.5 else "",
        int(postcode), place, ";".join(dice.sample(_COUNTRIES, 2)),
        dice.choice(("onderwijs", "water", "gezondheid")), dice.randrange(1970, 2024),
        dice.randrange(1, 300), dice.choice(("ja", "nee")),
        f"{dice.choice(_WORDS)} {dice.randrange(50_000)}", f"info{number}@mail.example",
        f"04{dice.randrange(70, 99)} {dice.randrange(10, 99)} {dice.randrange(10, 99)} "
        f"{dice.randrange(10, 99)}",
        date(2000, 1, 1) + timedelta(days=dice.randrange(8_700)),
        "stopgezet" if stopped else "actief",
        f"{dice.randrange(1, 29):02}/03/2023" if stopped else "",
        date(2024, 1, 1) + timedelta(days=dice.randrange(300)), dice.choice(("ja", "nee", "")),
        round(dice.random() * 1000, 2),
    ]  # fmt: skip


if __name__ == "__main__":
    asked = [int(one) for one in sys.argv[1:3]]
    main(*asked, *(100_000, 3)[len(asked) :])
