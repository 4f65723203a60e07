"""Corrections of a few stay unpublished; the ledger is read as it was written or not at all."""

from datetime import date

import pandas as pd
import pytest

from pijler_analysis.errors import DataError
from pijler_analysis.protect.gate import publishable
from pijler_analysis.protect.ledger import KEPT, read_releases, released_cells, write_release
from pijler_analysis.schema.results import result_rows
from pijler_analysis.settings import Protection


def results(total, groups, *, year=2024, change=None):
    """Attendances of a year, in total and by province, and the change since the year before."""

    def row(by, group, n):
        about = {"indicator": "a", "version": 1, "year": year, "by": by, "group": group}
        return (
            about
            | dict.fromkeys(("numerator", "estimate", "low", "high"), n)
            | {"interval": "bounds"}
        )

    rows = [row("total", "total", total), *(row("province", *one) for one in groups.items())]
    if change is not None:
        rows.append(row("change", str(year - 1), change) | {"numerator": None})
    return result_rows([{"weighted": False, "protection": ""} | one for one in rows])


def release(folder, exact, number=1):
    published = publish(exact, folder)
    write_release(
        folder / f"{number:03d}_2024", year=2024, key="k", outputs={"kpi.xlsx": "h"},
        exact=exact, published=published, released_on=date(2025, 2, 1),
    )  # fmt: skip
    return published


def publish(exact, folder=None, omit=()):
    released = released_cells(read_releases(folder) if folder else [])
    return publishable(
        exact, kinds={"a": "persons"}, rules=Protection(omit=omit), released=released
    )


def shown(table, group):
    return table[table["group"] == group].iloc[0]


FIRST = {"Antwerpen": 112, "Limburg": 60, "Brussel": 33}


def test_what_was_written_is_read_back_to_the_last_digit(tmp_path):
    exact = results(205, FIRST)
    published = release(tmp_path, exact)
    cells = read_releases(tmp_path)[0].cells
    pd.testing.assert_frame_equal(cells[list(published)], published)
    assert cells["exact_numerator"].tolist() == [205, 112, 60, 33]


def test_a_correction_of_three_persons_keeps_the_earlier_value(tmp_path):
    """112 printed as 110; three more would print as 115 and tell that the three are there."""
    release(tmp_path, results(205, FIRST))
    corrected = publish(results(208, FIRST | {"Antwerpen": 115}), tmp_path)
    assert shown(corrected, "total")["estimate"] == 205
    assert shown(corrected, "Antwerpen")["estimate"] == 110
    assert shown(corrected, "Antwerpen")["note"] == KEPT
    assert pd.isna(shown(corrected, "Limburg")["note"])


def test_a_correction_of_many_is_published(tmp_path):
    release(tmp_path, results(205, FIRST))
    corrected = publish(results(217, FIRST | {"Antwerpen": 124}), tmp_path)
    assert shown(corrected, "total")["estimate"] == 217
    assert shown(corrected, "Antwerpen")["estimate"] == 125


def test_small_corrections_add_up_against_the_first_count(tmp_path):
    """Three now and three later are six against what was published: then the new value comes."""
    release(tmp_path, results(205, FIRST))
    assert shown(publish(results(208, FIRST), tmp_path), "total")["estimate"] == 205
    assert shown(publish(results(211, FIRST), tmp_path), "total")["estimate"] == 211


def test_the_change_moves_with_a_kept_total(tmp_path):
    """205 - 180 was 25; with 208 the change would be 28, and 28 - 25 would tell of the three."""
    release(tmp_path, results(205, FIRST, change=25))
    corrected = publish(results(208, FIRST, change=28), tmp_path)
    assert shown(corrected, "2023")["estimate"] == 25


def test_another_year_is_no_correction(tmp_path):
    release(tmp_path, results(205, FIRST))
    assert shown(publish(results(208, FIRST, year=2025), tmp_path), "total")["estimate"] == 208


def weighted(share, members):
    """A weighted share of 60 of 90 respondents, and who they are."""
    rows = [
        {"indicator": "a", "version": 1, "year": 2024, "by": "total", "group": "total",
         "numerator": 60, "denominator": 90, "estimate": share, "low": share, "high": share,
         "unit": "share", "interval": "confidence", "weighted": True, "protection": ""}
    ]  # fmt: skip
    return result_rows(rows).assign(members=pd.array([" ".join(members)], dtype="string"))


WHO = [f"m{n}" for n in range(90)]


@pytest.mark.parametrize(
    ("members", "is_shown"),
    [
        (WHO, True),  # the same people: the register they are weighted to was corrected
        ([*WHO[3:], "x", "y", "z"], False),  # three others in their place
        ([*WHO[6:], *"uvwxyz"], True),
    ],
)
def test_a_weighted_share_waits_while_a_few_took_the_place_of_others(tmp_path, members, is_shown):
    """Sixty of ninety both times: the counts do not tell, the members do."""
    release(tmp_path, weighted(0.61, WHO))
    again = publish(weighted(0.64, members), tmp_path)
    assert again["estimate"].tolist() == [0.64 if is_shown else 0.61]
    assert (again["note"].iloc[0] is pd.NA) == is_shown
    assert "members" not in again


def test_a_release_from_before_members_were_kept_is_judged_by_its_counts(tmp_path):
    release(tmp_path, weighted(0.61, WHO).drop(columns="members"))
    assert publish(weighted(0.64, WHO[3:]), tmp_path)["estimate"].tolist() == [0.64]


def test_a_release_that_was_edited_stops_everything(tmp_path):
    release(tmp_path, results(205, FIRST))
    cells = tmp_path / "001_2024" / "cells.parquet"
    cells.write_bytes(cells.read_bytes() + b"x")
    with pytest.raises(DataError, match=r"published/001_2024/cells.parquet is gewijzigd"):
        read_releases(tmp_path)
    about = tmp_path / "001_2024" / "release.json"
    good = about.read_text()
    about.write_text("[]")
    with pytest.raises(DataError, match=r"release.json is niet leesbaar"):
        read_releases(tmp_path)
    about.write_text(good)
    cells.unlink()
    with pytest.raises(DataError, match=r"cells.parquet ontbreekt"):
        read_releases(tmp_path)


def test_a_hidden_count_that_can_be_worked_out_takes_its_neighbour_along():
    """57 x 3 print as 55, at most 57 each: 175 leaves 4 for the fourth, so another goes."""
    groups = {"a": 57, "b": 57, "c": 57, "d": 4}
    table = publish(results(175, groups))
    hidden = table[table["protection"] == "withheld"]["group"].tolist()
    assert hidden == ["a", "d"]


def test_beside_an_answer_the_answers_to_the_same_question_are_withheld():
    """12 and 12 print as 10 and leave 4 of 28; the smaller answer to another question stays."""
    answers = {"q 1/3": (12, 28), "q 2/3": (12, 28), "q 3/3": (4, 28), "p 1/2": (10, 40),
               "p 2/2": (30, 40)}  # fmt: skip
    rows = [
        {"indicator": "a", "year": 2024, "by": "block_answer", "group": group, "weighted": False,
         "numerator": n, "denominator": base, "estimate": n / base, "low": n / base,
         "high": n / base, "interval": "bounds", "protection": ""}
        for group, (n, base) in answers.items()
    ]  # fmt: skip
    table = publish(result_rows(rows))
    assert table[table["protection"] == "withheld"]["group"].tolist() == ["q 1/3", "q 3/3"]


def test_what_cannot_be_hidden_is_refused_until_the_breakdown_is_left_out():
    """Three groups of at least one and a total of "fewer than 5": each is 1 or 2."""

    def row(by, group, n, base):
        about = {"indicator": "a", "year": 2024, "by": by, "group": group, "interval": "bounds"}
        numbers = {"numerator": n, "denominator": base}
        shares = dict.fromkeys(("estimate", "low", "high"), n / base)
        return about | numbers | shares | {"weighted": False, "protection": ""}

    table = result_rows(
        [row("total", "total", 3, 120), *(row("province", name, 1, 40) for name in "abc")]
    )
    with pytest.raises(DataError, match=r"indicator a \(2024, per province\): a, b, c is uit"):
        publish(table)
    assert publish(table, omit=("a province",))["by"].tolist() == ["total"]
