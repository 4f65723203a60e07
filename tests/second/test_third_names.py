"""How well names are matched that are spelled by other habits than those of the second set.

The lists scored here were not looked at, nor learnt from, while the matcher was made; two others
by the same habits were. The floors lie just below what was measured: less than is asked elsewhere,
since two to three lines in a hundred lead to no organisation and two out of each pair of sisters
share town, country and most of a name.
"""

from __future__ import annotations

import numpy as np
import pytest
from name_quality import after_review, asked_about, quality
from third_names import UNSEEN, third_names

from pijler_analysis.link.match import match_records

PRECISION, RECALL, RECALL_REVIEWED, REVIEWED = 0.98, 0.835, 0.935, 0.06


@pytest.fixture(scope="module")
def matched():
    lists = [third_names(number) for number in UNSEEN]
    return [(told, match_records(told)) for told in lists]


def test_what_is_joined_is_right_and_most_is_joined(matched):
    precision, recall = np.mean([quality(told, found.group) for told, found in matched], axis=0)
    assert precision >= PRECISION
    assert recall >= RECALL


def test_a_human_finds_much_of_the_rest_with_little_work(matched):
    recall = np.mean([quality(told, after_review(told, found))[1] for told, found in matched])
    assert recall >= RECALL_REVIEWED
    assert all(asked_about(found) <= REVIEWED * len(told) for told, found in matched)
