"""Totals that a colleague counted are held against ours; too far apart stops the build."""

import re

import pytest

from pijler_analysis.errors import DataError, FileError, UsageError
from pijler_analysis.indicators.totals import reconcile
from pijler_analysis.ingest.control import StatedTotal, read_control, read_totals
from pijler_analysis.schema.results import result_rows


def total(estimate, *, indicator="fund.granted_eur", year=2024, by="total", weighted=False):
    return {
        "indicator": indicator, "year": year, "by": by, "group": by, "estimate": estimate,
        "weighted": weighted,
    }  # fmt: skip


RESULTS = result_rows(
    [
        total(1000.0),
        total(7.0, by="province"),
        total(5.0, year=2023),
        total(None, indicator="fund.gini"),
    ]
)


def stated(value: float, tolerance: float = 0.05, id: str = "fund.granted_eur") -> dict:
    return {id: StatedTotal(value, tolerance)}


def test_equal_totals_say_nothing_and_every_difference_is_told():
    assert reconcile(RESULTS, stated(1000), year=2024) == []
    (line,) = reconcile(RESULTS, stated(999.5), year=2024)
    assert "1000" in line
    assert "999,5" in line
    assert "verschil van 0,5" in line


@pytest.mark.parametrize("value", [950, 1053])
def test_beyond_the_tolerance_the_build_stops(value):
    with pytest.raises(DataError, match="meer dan de tolerantie"):
        reconcile(RESULTS, stated(value), year=2024)


def test_at_the_tolerance_it_does_not():
    assert len(reconcile(RESULTS, stated(800, 0.25), year=2024)) == 1


def test_a_total_of_no_indicator_or_without_a_figure_of_ours_is_refused():
    with pytest.raises(UsageError, match="geen indicator"):
        reconcile(RESULTS, stated(1, id="fund.money"), year=2024)
    for id in ("fund.gini", "panel.members"):
        with pytest.raises(DataError, match="hebben dat cijfer niet"):
            reconcile(RESULTS, stated(1, id=id), year=2024)


def test_rows_totals_and_tolerances_stand_in_one_file(tmp_path):
    assert read_totals(tmp_path) == {}
    (tmp_path / "controle.toml").write_text(
        '[rijen]\n"a.csv" = 3\n[totalen]\n"fund.granted_eur" = 10\n"fund.gini" = 0.2\n'
        '[tolerantie]\n"fund.gini" = 0\n'
    )
    assert read_control(tmp_path) == {"a.csv": 3}
    assert read_totals(tmp_path) == stated(10) | stated(0.2, 0, "fund.gini")


@pytest.mark.parametrize("number", ['"veel"', "true", "-1", "nan", "inf", "1" + "0" * 400])
def test_what_is_no_number_is_refused(tmp_path, number):
    (tmp_path / "controle.toml").write_text(f'[totalen]\n"fund.gini" = {number}\n')
    with pytest.raises(UsageError, match="geen getal van 0 of meer"):
        read_totals(tmp_path)


def test_a_tolerance_without_end_is_refused(tmp_path):
    (tmp_path / "controle.toml").write_text(
        '[totalen]\n"fund.gini" = 1\n[tolerantie]\n"fund.gini" = inf\n'
    )
    with pytest.raises(UsageError, match=r"\[tolerantie\] .* geen getal van 0 of meer"):
        read_totals(tmp_path)


def test_a_name_with_a_dot_and_without_quotes_is_told_to_have_them(tmp_path):
    (tmp_path / "controle.toml").write_text("[totalen]\nfund.gini = 1\n")
    with pytest.raises(UsageError, match=r'aanhalingstekens: "fund\.gini"'):
        read_totals(tmp_path)
    (tmp_path / "controle.toml").write_text("[rijen]\na.csv = 3\n")
    with pytest.raises(UsageError, match=r'aanhalingstekens: "a\.csv"'):
        read_control(tmp_path)


def test_the_mark_that_a_windows_editor_puts_first_is_no_part_of_it(tmp_path):
    (tmp_path / "controle.toml").write_text('[rijen]\n"a.csv" = 3\n', encoding="utf-8-sig")
    assert read_control(tmp_path) == {"a.csv": 3}


def test_a_broken_file_says_so(tmp_path):
    (tmp_path / "controle.toml").write_text("[totalen\n")
    with pytest.raises(FileError, match="niet leesbaar"):
        read_totals(tmp_path)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('[totaal]\n"fund.gini" = 1\n', "'totaal' is geen deel; bekend zijn [rijen], [totalen]"),
        ("rijen = 3\n", "'rijen' is geen deel"),
        ('[tolerantie]\n"fund.gini" = 0.1\n', '"fund.gini" heeft geen getal onder [totalen]'),
    ],
)
def test_what_stands_for_nothing_is_not_passed_over(tmp_path, said, told):
    (tmp_path / "controle.toml").write_text(said)
    with pytest.raises(UsageError, match=re.escape(told)):
        read_totals(tmp_path)
