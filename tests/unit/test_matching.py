"""What ties two records of a list and what does not: each rule on a few lines among many others."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from pijler_analysis.link.match import match_records
from pijler_analysis.link.names import whole_name
from pijler_analysis.link.spelling import put_together
from pijler_analysis.link.words import Words

OTHERS = [
    {"name": f"{turn} {start}{end}", "organisation_id": f"F{start}{end}{turn[:2]}",
     "postcode": postcode}
    for (start, end), (turn, postcode) in product(
        product(("tika", "bomo", "rasu", "welo", "nji", "quala"), ("pura", "ndi", "bala", "kolo")),
        (("Vrienden van", "9000"), ("Water voor", "2000"), ("Werkgroep", "3000")),
    )
]  # fmt: skip
ADDRESS = "els.maes@gmail.com"


def found(*lines: dict[str, str]) -> tuple[list[int], set[frozenset[int]]]:
    """Return the group of each of the lines, and which pairs of them are in doubt."""
    told = match_records(pd.DataFrame([*lines, *OTHERS]))
    doubts = zip(told.doubts["left"], told.doubts["right"], strict=True)
    of_lines = told.group[: len(lines)].tolist()
    return of_lines, {frozenset(pair) for pair in doubts if max(pair) < len(lines)}


@pytest.mark.parametrize(
    "lines",
    [
        # what an address ties, though one writes the initials
        [{"name": "Hart voor Kasongo", "address": ADDRESS}, {"name": "HVK", "address": ADDRESS}],
        # a site in the place of the name
        [{"name": "Hart voor Kasongo", "domain": "hartvoorkasongo.example"},
         {"name": "www.hartvoorkasongo.example"}],
        # a site after which the name is called
        [{"name": "Hart voor Kasongo"}, {"name": "HvK", "domain": "hartvoorkasongo.example"}],
        # the former name beside the new one
        [{"name": "Umoja (vroeger Hart voor Kasongo)"}, {"name": "Hart voor Kasongo"}],
        # words glued by a phone, and a name cut off by a form
        [{"name": "Hartvoor Kasongo"}, {"name": "Hart voor Kasongo"}],
        [{"name": "Steungroep Hart voor Kasongo"}, {"name": "Steungroep Hart voor Kas"}],
        # words glued within a name, and one word in two
        [{"name": "hartvoorkasongo Gent"}, {"name": "Hart voor Kasongo"}],
        [{"name": "Hart voor Kas ongo, Gent"}, {"name": "Hart voor Kasongo"}],
        # a part of it is a name by itself
        [{"name": "Hart voor Kasongo: een glimlach voor elk kind"}, {"name": "Hart voor Kasongo"}],
        # the name it has now
        [{"name": "Hart voor Kasongo (nu Umoja)"}, {"name": "Umoja"}],
        # who wrote it stands beside it
        [{"name": "Els Maes - Hart voor Kasongo", "address": ADDRESS},
         {"name": "Hart voor Kasongo"}],
        # a village with a slip in it, and the town beside it
        [{"name": "Hart voor Kasongo", "postcode": "9000"},
         {"name": "Hart voor Kasogno", "postcode": "9000"}],
        # figures and capitals for words, and a glued legal form
        [{"name": "Kids4Kasongo"}, {"name": "Kids for KasongoV.Z.W."}],
        # the town only in the site
        [{"name": "Derdewereldgroep", "postcode": "9000"},
         {"name": "Derdewereldgroep", "address": "an@derdewereldgroep-gent.example"}],
        # the town in French, and a slip in the village
        [{"name": "Hart voor Kasongo", "postcode": "9000"},
         {"name": "Hart voor Kasogno", "municipality": "Gand"}],
        # what is said beside a name
        [{"name": "Hart voor Kasongo"}, {"name": "Hart voor Kasongo vzw, nieuw (tel.)"}],
        # an enterprise number that one line alone has
        [{"name": "Hart voor Kasongo", "postcode": "9000", "enterprise_number": number}
         for number in ("0400000001", "0400000001", "0400000002")],
        # registered twice: one name, one town, one address
        [{"name": "Hart voor Kasongo", "organisation_id": "R1", "postcode": "9000",
          "address": ADDRESS},
         {"name": "Hart voor Kasongo vzw", "organisation_id": "R2", "postcode": "9000",
          "address": ADDRESS}],
    ],
)  # fmt: skip
def test_one_organisation(lines):
    groups, _ = found(*lines)
    assert len(set(groups)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        # two organisations often work in one village
        [{"name": "Hart voor Kasongo"}, {"name": "Bruggen naar Kasongo"}],
        # the same name in two towns
        [{"name": "Kring", "postcode": "9000"}, {"name": "Kring", "postcode": "2000"}],
        # the same name and the domain of each
        [{"name": "Steun Marokko", "domain": "essensteuntmarokko.example"},
         {"name": "Steun Marokko", "domain": "keerbergensteuntmarokko.example"}],
        # a fund behind the whole, in one town
        [{"name": "Hart voor Kasongo", "postcode": "9000"},
         {"name": "Hart voor Kasongo fonds", "postcode": "9000"}],
        # two numbers of the register
        [{"name": "Hart voor Kasongo", "organisation_id": "R1", "postcode": "9000"},
         {"name": "Hart voor Kasongo", "organisation_id": "R2", "postcode": "9000"}],
        # two enterprise numbers under one address
        [{"name": "Hart voor Kasongo", "address": ADDRESS, "enterprise_number": "0400000001"},
         {"name": "Hart voor Kasonga", "address": ADDRESS, "enterprise_number": "0400000002"}],
        # a fund beside the whole, in one town
        [{"name": "Hart voor Kasongo", "postcode": "9000"},
         {"name": "Fonds Hart voor Kasongo", "postcode": "9000"}],
        # another village, in one town
        [{"name": "Scholenband Kasongo", "postcode": "9000", "country": "CD"},
         {"name": "Scholenband Ruvuma", "postcode": "9000", "country": "CD"}],
        # who writes from the domain of another
        [{"name": "Hart voor Kasongo", "postcode": "9000", "domain": "hartvoorkasongo.example"},
         {"name": "Umoja Ruvuma", "postcode": "2000", "domain": "hartvoorkasongo.example"}],
        # a branch under the domain of the whole
        [{"name": "Hart voor Kasongo", "domain": "hartvoorkasongo.example", "postcode": "9000"},
         {"name": "Hart voor Kasongo Jeugd", "domain": "hartvoorkasongo.example"}],
    ],
)  # fmt: skip
def test_two_organisations(lines):
    groups, _ = found(*lines)
    assert len(set(groups)) == 2


def test_one_letter_in_a_village_and_nothing_else_is_for_a_human():
    groups, doubts = found({"name": "Water voor Kasongo"}, {"name": "Water voor Kasonga"})
    assert groups == [0, 1]
    assert doubts == {frozenset({0, 1})}


@pytest.mark.parametrize(
    "lines",
    [
        # a partner bears the name of the village that only one other name bears
        [{"name": "Hart voor Kasongo"}, {"name": "Hospitaal Kasongo"}],
        # initials beside a country
        [{"name": "Hoop voor Kasongo"}, {"name": "HVK (Benin)"}],
    ],
)
def test_a_human_is_asked(lines):
    groups, doubts = found(*lines)
    assert groups == [0, 1]
    assert doubts == {frozenset({0, 1})}


def test_nothing_is_asked_twice_as_much_as_a_human_can_look_at():
    """Of twelve hundred who bear a name that tells nothing at most six in a hundred are asked."""
    lines = pd.DataFrame([{"name": "Derdewereldgroep", "person": f"p q{n}"} for n in range(1200)])
    doubts = match_records(lines).doubts
    assert len({*np.minimum(doubts["left"], doubts["right"])}) <= 0.06 * len(lines)


def test_who_fits_two_numbers_as_well_is_joined_to_neither():
    one = {"name": "Hart voor Kasongo", "organisation_id": "R1", "postcode": "9000"}
    other = {"name": "Hart voor Kasongo", "organisation_id": "R2", "postcode": "2000"}
    groups, _ = found(one, other, {"name": "hart voor kasongo"})
    assert groups == [0, 1, 2]


def test_what_a_human_decided_goes_before_all_else():
    lines = pd.DataFrame(
        [{"name": "Hart voor Kasongo", "address": ADDRESS}, {"name": "HVK", "address": ADDRESS},
         {"name": "Umoja"}]
    )  # fmt: skip
    told = match_records(lines, same=np.array([[0, 2]]), apart=np.array([[0, 1]]))
    assert told.group.tolist() == [0, 1, 0]


def test_how_alike_two_names_are_hangs_on_no_other_pair_beside_them():
    """*Hart Kasongo* and *Hart Rambo* share a word, so that *kasongo* and *rambo* are left."""
    words = Words(["hart kasongo", "hart kasnogo", "hart rambo", "water"])
    pairs = np.array([[0, 2], [0, 1], [1, 2], [3, 2]])
    together = words.compared(pairs).likeness
    alone = [words.compared(pair[None]).likeness[0] for pair in pairs]
    assert together.tolist() == alone == words.compared(pairs[::-1]).likeness[::-1].tolist()
    assert words._rest(*pairs.T) == ["kasongo", "kasongo", "kasnogo", "water"]


def test_an_empty_list_and_a_list_without_names():
    assert match_records(pd.DataFrame({"name": []})).group.tolist() == []
    assert match_records(pd.DataFrame({"name": [None, None]})).group.tolist() == [0, 1]


def test_a_first_name_alone_is_no_organisation():
    places = {"Kasongo": "maes", "Ruvuma": "claes", "Tikara": "aerts"}
    people = [{"name": f"Hart voor {at}", "person": f"{one} veerle"} for at, one in places.items()]
    groups, doubts = found({"name": "Veerle"}, {"name": "Fonds Veerle Maes"}, *people)
    assert len(set(groups)) == 5
    assert not {pair for pair in doubts if 0 in pair}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # a place is no slip of another word
        ("vrienden van kasongo schoten", "vrienden van kasongo"),
        # small words cut short, and what stands for two of them
        ("vrienden v kasongo", "vrienden van kasongo"),
        ("kansen vr kasongo", "kansen voor kasongo"),
        ("vr v kasongo", "vrienden van kasongo"),
    ],
)
def test_one_whole_name(written, meant):
    assert whole_name(written) == whole_name(meant)


def test_a_name_that_others_bear_was_not_cut_off():
    names = {"fietsen voor niger": 1, "water voor niger": 1, "hoop niger": 1,
             "fietsen voor nigeria": 1}  # fmt: skip
    meant = put_together(names, full=["fietsen voor niger"])
    assert meant["fietsen voor niger"] == "fietsen voor niger"
