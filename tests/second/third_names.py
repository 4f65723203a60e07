"""A third set of names, with other habits than the second, as clean tables tell it.

Four lists of about 3,700 lines by 900 invented organisations each, in six years of a register, a
helpdesk log, attendance lists, a fund and a panel, with ``organisation``, who each line is of. Who
wrote the habits down had seen neither the matcher nor the other sets. What is hard in them: sisters
in one town (a youth group, a fund, a second village), a fifth of the places misspelled, in French
or cut short, a tenth of the organisations that moved or tell the home of a contact, addresses of an
employer, remarks behind a name. Two to three lines in a hundred bear no name that leads anywhere:
a volunteer's, that of a project, that of another organisation.

Lists 1 and 2 are learnt from (``benchmarks/link_weights.py``), 3 and 4 are only scored.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pijler_analysis.clean.countries import countries
from pijler_analysis.clean.places import located, postcodes
from pijler_analysis.clean.readings import ColumnReader
from pijler_analysis.clean.values import enterprise_numbers, texts
from pijler_analysis.link.names import own_domains

LEARNT, UNSEEN = (1, 2), (3, 4)


def third_names(number: int) -> pd.DataFrame:
    """Return the lines of a list read as the tables are, with ``truth`` and ``why_not``."""
    path = Path(__file__).parent / "third_names" / f"set_{number}.csv.xz"
    raw = pd.read_csv(path, dtype="string")
    told = pd.DataFrame(
        {
            "truth": raw["organisation"],
            "name": _read(raw["name"], texts()),
            "postcode": _read(raw["postcode"], postcodes()),
            "municipality": _read(raw["place"], texts()),
            "country": _read(raw["country"], countries(several=True)),
            "enterprise_number": _read(raw["enterprise_number"], enterprise_numbers()),
            "organisation_id": raw["register_id"],
            "domain": own_domains("x@" + raw["domain"], providers=frozenset()),
            "why_not": "",
        }
    )
    places = [
        located(lines, year=int(str(year)))["municipality"]
        for year, lines in told.groupby(raw["year"])
    ]
    return told.assign(municipality=pd.concat(places))


def _read(values: pd.Series, reader: ColumnReader) -> pd.Series:
    told = values.dropna()
    read = [reading.value for reading in reader(told.tolist())]
    return pd.Series(pd.array(read, dtype="string"), index=told.index).reindex(values.index)
