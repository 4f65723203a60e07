"""How well names are matched whose habits were written down by who had not seen the matcher.

The seeds here were never used while the matcher was made; the floors are what it reached on them,
rounded down. They are below what is wanted (recall 0.93, with review 0.98): what is missing bears
a name that several bear, with nothing beside it to tell them apart.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from names import make_records

from pijler_analysis.link.match import Matching, match_records
from pijler_analysis.link.names import own_domains

UNSEEN = (90210, 77003)
PRECISION, RECALL, RECALL_REVIEWED = 0.99, 0.91, 0.96


def as_told(seed: int) -> pd.DataFrame:
    """Return the records as the clean tables tell them: a register number, right numbers only."""
    told = pd.DataFrame([vars(record) for record in make_records(seed)]).replace("", None)
    digits = told["enterprise_number"].astype("string").str.replace(r"\D", "", regex=True)
    digits = digits.str.zfill(10)
    is_right = [
        isinstance(one, str) and len(one) == 10 and 97 - int(one[:8]) % 97 == int(one[8:])
        for one in digits
    ]
    return told.assign(
        address=told["email"], domain=own_domains(told["email"], providers=frozenset()),
        enterprise_number=digits.where(is_right),
        organisation_id=told["record_id"].where(told["source"] == "register"),
    )  # fmt: skip


def pairs(*labels: object) -> int:
    sizes = pd.DataFrame(dict(enumerate(labels))).value_counts().to_numpy()
    return int((sizes * (sizes - 1) // 2).sum())


def quality(told: pd.DataFrame, group: np.ndarray) -> tuple[float, float]:
    """Return pairwise precision and recall; two other bodies may or may not be one."""
    is_one, is_other = (
        told["truth"].notna().to_numpy(),
        (told["why_not"] == "other_body").to_numpy(),
    )
    right = pairs(told["truth"][is_one].to_numpy(), group[is_one])
    joined = pairs(group) - pairs(group[is_other])
    return right / joined, right / pairs(told["truth"][is_one].to_numpy())


def after_review(told: pd.DataFrame, found: Matching) -> np.ndarray:
    """Return the groups once a human has answered rightly whatever was asked."""
    truth = told["truth"].fillna(pd.Series(told.index.astype(str), index=told.index))
    meant = truth.groupby(found.group).agg(lambda them: them.mode()[0])
    group = pd.Series(found.group)
    for left, right in zip(found.doubts["left"], found.doubts["right"], strict=True):
        if meant[found.group[left]] == meant[found.group[right]]:
            group = group.replace(group[right], group[left])
    return group.to_numpy()


def asked_about(found: Matching) -> int:
    """Return how many organisations a human is asked about: the smaller of each pair."""
    size = pd.Series(found.group).value_counts()
    return len(
        {
            min(pair, key=lambda record: (size[found.group[record]], record))
            for pair in zip(found.doubts["left"], found.doubts["right"], strict=True)
        }
    )


@pytest.fixture(scope="module", params=UNSEEN)
def matched(request):
    told = as_told(request.param)
    return told, match_records(told)


def test_what_is_joined_is_right_and_most_is_joined(matched):
    told, found = matched
    precision, recall = quality(told, found.group)
    assert precision >= PRECISION
    assert recall >= RECALL


def test_a_human_finds_much_of_the_rest_with_little_work(matched):
    told, found = matched
    _, recall = quality(told, after_review(told, found))
    assert recall >= RECALL_REVIEWED
    assert asked_about(found) <= 0.06 * len(told)
