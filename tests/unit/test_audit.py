"""Hidden counts that can be worked out from what is shown: each answer by hand."""

import pandas as pd
import pytest

from pijler_analysis.protect.audit import audit_results
from pijler_analysis.schema.results import result_rows
from pijler_analysis.settings import Protection


def table(total, groups, *, hidden=(), exact=(), base=None):
    """One breakdown of one total; hidden groups are withheld, the others rounded or exact."""

    def row(by, group, n, base):
        about = {"indicator": "a", "year": 2024, "by": by, "group": group}
        return about | {"numerator": n, "denominator": base, "estimate": n, "protection": ""}

    bases = base or {}
    known = result_rows(
        [row("total", "total", total, sum(bases.values()) if bases else None)]
        + [row("province", group, n, bases.get(group)) for group, n in groups.items()]
    )
    shown = known.copy()
    for place, group in enumerate(known["group"]):
        if group in hidden:
            shown.loc[place, ["numerator", "denominator", "estimate"]] = pd.NA
            shown.loc[place, "protection"] = "withheld"
        elif group != "total" and group not in exact:
            shown.loc[place, "protection"] = "rounded"
            for name in ("numerator", "denominator"):
                value = known.loc[place, name]
                if pd.notna(value):
                    shown.loc[place, name] = (value + 2) // 5 * 5
    return known, shown


def audit(known, shown, **thresholds):
    everything = pd.Series(True, known.index)
    return audit_results(known, shown, guarded=everything, rules=Protection(**thresholds))


def test_one_hidden_cell_beside_exact_ones_is_the_rest():
    """100 - 60 - 37 leaves exactly 3."""
    groups = {"Antwerpen": 60, "Limburg": 37, "Brussel": 3}
    found = audit(*table(100, groups, hidden=["Brussel"], exact=["Antwerpen", "Limburg"]))
    assert found[["group", "lowest", "highest"]].values.tolist() == [["Brussel", 3, 3]]


def test_rounding_the_others_hides_it():
    """60 stands for 58 to 62 and 35 for 33 to 37: between 1 and 9 are left, the rule leaves 1-4."""
    groups = {"Antwerpen": 60, "Limburg": 37, "Brussel": 3}
    assert audit(*table(100, groups, hidden=["Brussel"])).empty


def test_two_hidden_cells_beside_exact_ones_that_sum_to_two_are_both_one():
    groups = {"Antwerpen": 60, "Limburg": 38, "Brussel": 1, "Wallonië": 1}
    hidden, exact = ["Brussel", "Wallonië"], ["Antwerpen", "Limburg"]
    found = audit(*table(100, groups, hidden=hidden, exact=exact))
    assert found[["lowest", "highest"]].values.tolist() == [[1, 1], [1, 1]]


def test_four_hidden_cells_at_their_smallest_are_solved_although_there_are_four():
    """The trap of hiding alone: with exact margins, 104 - 100 over four cells of at least 1."""
    groups = {"Antwerpen": 100, "a": 1, "b": 1, "c": 1, "d": 1}
    found = audit(*table(104, groups, hidden=list("abcd"), exact=["Antwerpen"]))
    assert len(found) == 4


def test_rounded_ends_narrow_a_cell_when_all_lie_at_their_edge():
    """57+57+57 print as 55 each, at most 57: of 175 at least 4 are left, the rule allows 4."""
    groups = {"a": 57, "b": 57, "c": 57, "d": 4}
    found = audit(*table(175, groups, hidden=["d"]))
    assert found[["group", "lowest", "highest"]].values.tolist() == [["d", 4, 4]]


def test_the_rest_of_a_base_is_looked_at_as_well():
    """38 of 40 hides the two that said no: 100 - 60 known bases, 50 known cells."""
    groups, base = {"a": 12, "b": 38}, {"a": 60, "b": 40}
    found = audit(*table(50, groups, base=base, hidden=["b"], exact=["a"]))
    assert set(found["part"]) == {"cell", "rest"}


def test_a_lower_threshold_asks_no_more_than_the_rule_leaves():
    """Cells of 1 and 2 are hidden below 3: two values is all there can be."""
    groups = {"Antwerpen": 60, "Limburg": 38, "Brussel": 2}
    assert audit(*table(100, groups, hidden=["Brussel"]), smallest_cell=3).empty


@pytest.mark.parametrize("guarded", [True, False])
def test_only_guarded_rows_are_audited(guarded):
    known, shown = table(100, {"a": 97, "b": 3}, hidden=["b"], exact=["a"])
    found = audit_results(known, shown, guarded=pd.Series(guarded, known.index), rules=Protection())
    assert found.empty != guarded
