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
    ],
)
def test_what_is_wrong_is_named(tmp_path, right, wrong, said):
    assert right in SAMPLE
    (tmp_path / "pijler.toml").write_text(SAMPLE.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_settings(tmp_path)
