"""What the sender says of a file is held against what was read; without a word it is unverified."""

import pytest
from clean_files import write_project

from pijler_analysis.clean.year import clean_year
from pijler_analysis.errors import DataError, FileError, UsageError
from pijler_analysis.ingest.control import CONTROL

REGISTER = "website_registraties.csv"


def test_a_text_file_is_unverified_until_its_sender_says_how_many_rows_it_has(tmp_path):
    settings = write_project(tmp_path)
    plain = clean_year(settings, 2024).accounting.set_index("file")["completeness"]
    assert plain[REGISTER] == "not verified"
    assert plain["fonds.xlsx"] == "verified"
    (settings.raw / "2024" / CONTROL).write_text(f'[rijen]\n"{REGISTER}" = 7\n')
    done = clean_year(settings, 2024)
    stated = done.accounting.set_index("file")["completeness"]
    assert stated[REGISTER] == "verified"
    assert not any(CONTROL in warning for warning in done.warnings)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        (f'[rijen]\n"{REGISTER}" = 8\n', DataError, f"{REGISTER}: 7 rijen gelezen, .* zegt 8"),
        (f'[rijen]\n"{REGISTER}" = "7"\n', UsageError, "geen geheel getal"),
        ("[rijen\n", FileError, "niet leesbaar"),
        ('[rijen]\n"weg.csv" = 8\n', DataError, "weg.csv: .* niet gelezen"),
    ],
)
def test_a_count_that_differs_or_cannot_be_read_stops(text, error, said, tmp_path):
    settings = write_project(tmp_path)
    (settings.raw / "2024" / CONTROL).write_text(text)
    with pytest.raises(error, match=said):
        clean_year(settings, 2024)
