"""A setting that cannot be is named in one Dutch line."""

from pathlib import Path

import pytest

from pijler_analysis.errors import UsageError
from pijler_analysis.settings import read_settings

SAMPLE = (Path(__file__).parents[2] / "pijler.toml").read_text(encoding="utf-8")
TARGET = '[targets."diaspora.share"]\n2023 = 0.13'


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (TARGET, TARGET.replace("0.13", '"veel"'), r'"diaspora.share"\] 2023 moet een getal'),
        (TARGET, TARGET.replace("0.13", "nan"), r'"diaspora.share"\] 2023 moet een getal'),
        (TARGET, TARGET.replace("0.13", "-1"), r'"diaspora.share"\] 2023 moet een getal'),
        (TARGET, TARGET.replace("2023", "twee"), "'twee', en dat is geen jaar"),
        (TARGET, '[targets]\n"panel.members" = 3\n' + TARGET, "moet per jaar een getal geven"),
        ("share = 0.02", "shares = 0.02", r"\[verdicts\] kent geen 'shares'; wel share, relative"),
        ("fte = 3.0", 'fte = "drie"', r"\[capacity\] fte moet een getal zijn, niet 'drie'"),
        ("years = [2019,", 'years = ["x",', r"\[project\] years: verwacht een lijst van jaren"),
        ("years = [2019,", "years = [2019, 2019,", r"\[project\] years: .* elk één keer"),
        ("reference_year = 2019", "reference_year = true", "reference_year: verwacht een jaar"),
        ("waves = [2019, 2024]", 'waves = "2024"', r"\[project\] waves: verwacht een lijst"),
        ("programme = [2027, 2031]", "programme = [2027]", "programme: verwacht een eerste en"),
        ("organisations = 1200", 'organisations = "veel"', "organisations: verwacht een geheel"),
        ('raw = "data/raw"', "raw = 5", r"\[folders\] raw: verwacht een tekst"),
        (
            'holidays = ["07-11"]',
            'holidays = "07-11"',
            r"\[helpdesk\] holidays: verwacht een lijst",
        ),
        ('holidays = ["07-11"]', 'holidays = ["02-29"]', r"holidays: .* als maand-dag"),
        ('file = "helpdesk*.xlsx"', "file = 5", r"\[sources.helpdesk\] file: verwacht een tekst"),
        ('file = "helpdesk*.xlsx"', 'files = "x"', r"\[sources.helpdesk\] kent geen 'files'; wel"),
        ("waves_only = true", 'waves_only = "ja"', "waves_only: verwacht true of false"),
        ("[protection]", "[protecton]", "deel 'protecton' is niet bekend; wel project"),
        ("[field]", "[[field]]", "field moet een deel zijn: schrijf"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, right, wrong, said):
    assert right in SAMPLE
    (tmp_path / "pijler.toml").write_text(SAMPLE.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_settings(tmp_path)
