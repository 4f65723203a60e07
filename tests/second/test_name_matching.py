"""How well names are matched whose habits were written down by who had not seen the matcher.

No list made from these seeds was looked at, nor learnt from, while the matcher was made: its
weights come from the seeds in ``benchmarks/link_weights.py``, its cuts from 21 to 32. The floors
are those asked. What is still missing once a human has answered bears a name that many bear
(*Derdewereldgroep*), or only the name of a project, with nothing beside it to tell whose it is.
"""

from __future__ import annotations

import numpy as np
import pytest
from name_quality import after_review, as_told, asked_about, quality

from pijler_analysis.link.match import match_records

UNSEEN = tuple(range(7001, 7013))
PRECISION, RECALL, RECALL_REVIEWED, REVIEWED = 0.99, 0.93, 0.98, 0.06


@pytest.fixture(scope="module")
def matched():
    lists = [as_told(seed) for seed in UNSEEN]
    return [(told, match_records(told)) for told in lists]


def test_what_is_joined_is_right_and_most_is_joined(matched):
    precision, recall = np.mean([quality(told, found.group) for told, found in matched], axis=0)
    assert precision >= PRECISION
    assert recall >= RECALL


def test_a_human_finds_most_of_the_rest_with_little_work(matched):
    recall = np.mean([quality(told, after_review(told, found))[1] for told, found in matched])
    assert recall >= RECALL_REVIEWED
    assert all(asked_about(found) <= REVIEWED * len(told) for told, found in matched)


def test_no_list_is_worse_by_far(matched):
    each = [quality(told, found.group) for told, found in matched]
    assert min(precision for precision, _ in each) >= PRECISION - 0.011
    assert min(recall for _, recall in each) >= RECALL - 0.02
