"""Hidden counts that can be worked out from what is shown: each answer by hand."""

import pandas as pd
import pytest

from pijler_analysis.protect.audit import _extreme, audit_results, hang_together
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


def audit(known, shown, *, subjects=None, **thresholds):
    everything = pd.Series(True, known.index)
    rules = Protection(**thresholds)
    return audit_results(known, shown, guarded=everything, rules=rules, subjects=subjects or {})


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


def survey_rows(indicator, by, shares, *, hidden=(), exact=False):
    """Rows of shares as ``(numerator, denominator)``: hidden, exact, or rounded to five."""
    known = result_rows(
        [
            {"indicator": indicator, "year": 2024, "by": by, "group": group, "numerator": n,
             "denominator": base, "estimate": n / base, "weighted": False, "protection": ""}
            for group, (n, base) in shares.items()
        ]
    )  # fmt: skip
    shown = known.copy()
    for place, group in enumerate(known["group"]):
        if group in hidden:
            shown.loc[place, ["numerator", "denominator", "estimate"]] = pd.NA
            shown.loc[place, "protection"] = "withheld"
        elif not exact:
            for name in ("numerator", "denominator"):
                shown.loc[place, name] = (known.loc[place, name] + 2) // 5 * 5
            shown.loc[place, "protection"] = "rounded"
    return known, shown


def joined(*tables, subjects=None):
    """Return which cells can be worked out from tables laid side by side."""
    known, shown = (pd.concat(parts, ignore_index=True) for parts in zip(*tables, strict=True))
    found = audit(known, shown, subjects=subjects)
    return found[found["part"] == "cell"].drop(columns="part")


ANSWERS = {"helpdesk 1/3": (4, 100), "helpdesk 2/3": (3, 100), "helpdesk 3/3": (93, 100)}
JUDGED = {"helpdesk": (93, 100)}


def answers_to(shares):
    hidden = [group for group, (n, _) in shares.items() if n < 5]
    return survey_rows("survey.answers", "block_answer", shares, hidden=hidden)


def test_the_satisfied_of_another_table_give_the_other_answers_away():
    """93 of 100 satisfied leaves 7 for two answers of at most 4: each is 3 or 4."""
    satisfied = survey_rows("survey.satisfaction", "block", JUDGED, exact=True)
    assert joined(answers_to(ANSWERS)).empty
    found = joined(satisfied, answers_to(ANSWERS))
    assert found[["indicator", "group", "lowest", "highest"]].values.tolist() == [
        ["survey.answers", "helpdesk 1/3", 3, 4], ["survey.answers", "helpdesk 2/3", 3, 4]
    ]  # fmt: skip


def test_those_with_experience_are_all_who_answered():
    """Rounded to 60, who judged are 58 to 62; that exactly 62 had experience leaves 4 for one."""
    answers = {"fund 1/3": (4, 62), "fund 2/3": (12, 62), "fund 3/3": (46, 62)}
    judged = survey_rows("survey.satisfaction", "block", {"fund": (46, 62)})
    experience = survey_rows("survey.experience", "block", {"fund": (62, 150)}, exact=True)
    assert joined(judged, answers_to(answers)).empty
    found = joined(judged, experience, answers_to(answers))
    assert found[["group", "lowest", "highest"]].values.tolist() == [["fund 1/3", 3, 4]]


def test_the_answers_to_one_question_add_up_to_who_answered():
    """12 and 12 print as 10, at most 12; 28 prints as 30, at least 28: the third is 4."""
    found = joined(answers_to({"q 1/3": (12, 28), "q 2/3": (12, 28), "q 3/3": (4, 28)}))
    assert found[["group", "lowest", "highest"]].values.tolist() == [["q 3/3", 4, 4]]


def test_finer_groups_add_up_to_coarser_ones():
    """7 on money print as 5, 5 to 7; of those 5 are shown, 5 to 7: 1 or 2 are hidden."""
    coarse = survey_rows("remarks", "answer_code", {"money": (7, 90)})
    fine = {"money yes": (2, 30), "money no": (5, 60)}
    parts = survey_rows("remarks", "answer_code_diaspora", fine, hidden=["money yes"])
    assert joined(coarse, parts)[["group", "lowest", "highest"]].values.tolist() == [
        ["money yes", 1, 2]
    ]


def remarks(codes, challenge):
    """Rows of two subjects, one of them hidden, and of the challenge that both belong to."""
    fine = survey_rows("remarks", "answer_code", codes, hidden=["money"])
    return fine, survey_rows("remarks", "answer_challenge", {"finance": challenge})


FINANCE = {"finance": {"money", "tax"}}


def test_a_challenge_gives_away_a_subject_that_shares_no_answer_with_the_others():
    """5 and 7 both print as 5, so 5 to 7: what the hidden subject adds is 1 or 2."""
    told = remarks({"money": (2, 90), "tax": (5, 90)}, (7, 90))
    found = joined(*told, subjects=FINANCE)
    assert found[["group", "lowest", "highest"]].values.tolist() == [["money", 1, 2]]
    assert joined(*told).empty
    assert joined(*told, subjects={"other": {"money", "tax"}}).empty


def test_answers_on_both_subjects_leave_open_how_many_are_on_the_hidden_one():
    """2 on money, of whom 1 on tax too: 6 in all; any of 1 to 4 could be."""
    told = remarks({"money": (2, 90), "tax": (5, 90)}, (6, 90))
    assert joined(*told, subjects=FINANCE).empty


def test_a_shown_five_is_no_three():
    """Below 5 it would be hidden: five groups of 5 are 25 at least, and 110 - 83 - 25 is 2."""
    groups = {"Antwerpen": 83, "Brussel": 2} | dict.fromkeys("abcde", 5)
    found = audit(*table(110, groups, hidden=["Brussel"], exact=["Antwerpen"]))
    assert found[["lowest", "highest"]].values.tolist() == [[1, 2]]


def test_who_is_in_no_group_at_all_can_only_be_more():
    """98 - 60 - 36 leaves 2 for Brussels, or 1 and somebody of whom no province is known."""
    groups = {"Antwerpen": 60, "Limburg": 36, "Brussel": 1}
    found = audit(*table(98, groups, hidden=["Brussel"], exact=["Antwerpen", "Limburg"]))
    assert found[["lowest", "highest"]].values.tolist() == [[1, 2]]


def test_a_thin_group_is_not_taken_to_hold_few():
    """With 12 in each, all is withheld for that alone: nobody can tell 2 from 0 or 4."""
    coarse = survey_rows("remarks", "answer_code", {"money": (4, 90)}, hidden=["money"])
    fine = {"money yes": (2, 12), "money no": (2, 12), "money unknown": (0, 66)}
    parts = survey_rows("remarks", "answer_code_diaspora", fine, hidden=["money yes", "money no"])
    assert joined(coarse, parts).empty


def test_the_same_table_of_another_year_is_not_solved_again():
    groups = {"Antwerpen": 60, "Limburg": 37, "Brussel": 3}
    one = table(100, groups, hidden=["Brussel"], exact=["Antwerpen", "Limburg"])
    other = [part.assign(year=2025) for part in one]
    _extreme.cache_clear()
    audit(*one)
    before = _extreme.cache_info().misses
    audit(*(pd.concat(parts, ignore_index=True) for parts in zip(one, other, strict=True)))
    assert _extreme.cache_info().misses == before > 0


def test_what_hangs_together_is_the_same_year_of_tables_that_share_their_people():
    """Answers on satisfaction and who was satisfied are one table read twice."""
    known = pd.DataFrame(
        [("survey.answers", 2024), ("survey.satisfaction", 2024), ("panel.members", 2024),
         ("survey.answers", 2019)],
        columns=["indicator", "year"],
    )  # fmt: skip
    found = known.iloc[[1]]
    assert hang_together(known, found).tolist() == [True, True, False, False]
