"""The gate: what passes exactly, what is rounded, what is withheld."""

import pandas as pd
import pytest

from pijler_analysis.protect.disclosure import NUMBERS, protect_results
from pijler_analysis.protect.gate import publishable
from pijler_analysis.protect.ledger import released_cells
from pijler_analysis.schema.results import result_rows
from pijler_analysis.settings import Protection

KINDS = {"a": "persons", "p": "public", "w": "workload", "s": "special", "q": "answers"}


def row(indicator="a", by="province", group="Limburg", n=None, base=None, **more):
    estimate = n / base if base and n is not None else n
    return {
        "indicator": indicator, "year": 2024, "by": by, "group": group, "numerator": n,
        "denominator": base, "estimate": estimate, "low": estimate, "high": estimate,
        "interval": "bounds", "weighted": False, "protection": "",
    } | more  # fmt: skip


def protect(*rows):
    return protect_results(result_rows(list(rows)), kinds=KINDS, rules=Protection())


@pytest.mark.parametrize("kind", ["p", "w"])
def test_public_facts_and_workload_pass_as_they_are(kind):
    before = result_rows([row(kind, n=3)])
    pd.testing.assert_frame_equal(protect_results(before, kinds=KINDS, rules=Protection()), before)


@pytest.mark.parametrize(("n", "shown"), [(1, None), (4, None), (0, 0), (5, 5), (7, 5), (8, 10)])
def test_counts_of_persons_in_a_breakdown_are_hidden_or_rounded(n, shown):
    result = protect(row(n=n)).iloc[0]
    if shown is None:
        assert result["protection"] == "withheld"
        assert result[list(NUMBERS)].isna().all()
    else:
        assert (result["estimate"], result["protection"]) == (shown, "rounded")


def test_the_whole_network_is_exact_from_a_hundred_on():
    exact = protect(row(by="total", group="total", n=1003)).iloc[0]
    assert (exact["estimate"], exact["protection"]) == (1003, "")
    assert protect(row(by="total", group="total", n=82)).iloc[0]["estimate"] == 80


@pytest.mark.parametrize(("n", "base"), [(2, 40), (38, 40), (10, 19)])
def test_shares_on_few_or_of_nearly_all_are_hidden(n, base):
    assert protect(row("q", n=n, base=base)).iloc[0]["protection"] == "withheld"


def test_a_share_in_a_breakdown_is_drawn_from_rounded_counts():
    result = protect(row("q", n=12, base=43, interval="confidence", population=None)).iloc[0]
    assert (result["numerator"], result["denominator"]) == (10, 45)
    assert result["estimate"] == 0.22
    # Wilson on 10 of 45, by hand: (10 + 1.92) / 48.84 ± 1.96 × sqrt(10 × 35 / 45 + 0.96) / 48.84
    assert (result["low"], result["high"]) == (0.13, 0.36)


def test_a_question_to_everyone_is_exact_but_a_handful_is_only_bounded():
    assert protect(row("q", by="block", group="fund", n=90, base=150)).iloc[0]["estimate"] == 0.6
    few = protect(row("q", by="block", group="fund", n=3, base=150)).iloc[0]
    assert few["protection"] == "bound"
    assert pd.isna(few["estimate"])
    assert (few["low"], few["high"]) == (0, 4 / 150)
    most = protect(row("q", by="block", group="fund", n=148, base=150)).iloc[0]
    assert (most["low"], most["high"]) == (1 - 4 / 150, 1)


@pytest.mark.parametrize(
    ("group", "n", "base", "protection"),
    [
        ("governance", 30, 260, ""),
        ("panel", 30, 250, "withheld"),
        ("steering_group", 12, 40, "withheld"),
        ("training", 9, 900, "withheld"),
        ("training", 895, 900, "withheld"),
        ("training", 12, 29, "withheld"),
    ],
)
def test_special_categories_need_large_groups_and_never_show_the_panel_apart(
    group, n, base, protection
):
    result = protect(row("s", by="channel", group=group, n=n, base=base)).iloc[0]
    assert result["protection"] == protection


def test_weighted_shares_carry_no_counts_and_whole_percents_only():
    """Beside an unweighted row that counts two people more, exact ones would show those two."""
    weighted = protect(row("q", by="block", group="fund", n=90, base=148, weighted=True)).iloc[0]
    assert weighted[["numerator", "denominator"]].isna().all()
    assert weighted["estimate"] == 0.61
    assert weighted["protection"] == "rounded"
    few = protect(row("q", by="block", group="fund", n=3, base=148, weighted=True)).iloc[0]
    assert few["protection"] == "withheld"
    thin = protect(row("q", by="block", group="fund", n=30, base=60, weighted=True)).iloc[0]
    assert thin["estimate"] == 0.5


def test_a_breakdown_that_says_nothing_of_a_person_is_exact():
    table = result_rows([row(by="channel", group="telephone", n=3), row(by="asker", n=3)])
    shown = protect_results(table, kinds=KINDS, rules=Protection(), workload={("a", "channel")})
    assert shown["protection"].tolist() == ["", "withheld"]


def test_a_change_is_withheld_when_one_of_its_years_is_not_exact():
    rows = [
        row(by="total", group="total", n=40, year=2023),
        row(by="total", group="total", n=400),
        row(by="change", group="2023", n=360),
    ]
    assert protect(*rows)["protection"].tolist() == ["rounded", "", "withheld"]
    rows[0]["numerator"] = rows[0]["estimate"] = 140
    assert protect(*rows)["protection"].tolist() == ["", "", ""]


def test_an_undeclared_indicator_is_refused():
    with pytest.raises(KeyError, match="unheard"):
        protect(row("unheard", n=3))


def test_a_figure_that_is_not_known_yet_stays_unknown():
    """In the first year nobody can say who came for the first time."""
    unknown = row(by="total", group="total", estimate=None, low=None, high=None)
    assert protect(unknown, row(n=7)).iloc[0][["estimate", "low", "high"]].isna().all()


def test_an_index_on_few_is_given_in_hundredths_and_not_rounded_as_a_count():
    index = row("q", by="total", group="total", base=48, n=None) | {
        "unit": "index", "estimate": 0.8763, "low": 0.77, "high": 0.98,
    }  # fmt: skip
    result = protect(index).iloc[0]
    assert (result["estimate"], result["protection"]) == (0.88, "rounded")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"c": (2, None), "d": (4, None)}, {"c": (4, None), "d": (2, None)}),
        ({"c": (2, 15), "d": (9, 15)}, {"c": (9, 15), "d": (2, 15)}),
        ({"c": (2, 40), "d": (38, 40)}, {"c": (38, 40), "d": (2, 40)}),
    ],
)
def test_nothing_that_is_shown_depends_on_what_is_hidden(one, other):
    """Two hidden groups change places: order, bounds, totals and notes stay to the last digit."""

    def published(hidden):
        based = next(iter(hidden.values()))[1] is not None
        shown = {"a": (60, 100 if based else None), "b": (57, 100 if based else None)}
        groups = shown | hidden
        n, base = (
            sum(part) if None not in part else None for part in zip(*groups.values(), strict=True)
        )
        kind = "q" if based else "a"
        rows = [row(kind, by="total", group="total", n=n, base=base)]
        rows += [row(kind, group=group, n=n, base=base) for group, (n, base) in groups.items()]
        weighted = [one | {"weighted": True} for one in rows if based]
        return publishable(result_rows([*rows, *weighted]), kinds=KINDS, rules=Protection(),
                           released=released_cells([]))  # fmt: skip

    first, second = published(one), published(other)
    assert (first["protection"] == "withheld").sum() >= 2
    pd.testing.assert_frame_equal(first, second)
