"""The second set of names as clean tables tell it, and how well its records were put together."""

from __future__ import annotations

import numpy as np
import pandas as pd
from names import make_records

from pijler_analysis.link.match import Matching
from pijler_analysis.link.names import own_domains


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
    is_one = told["truth"].notna().to_numpy()
    is_other = (told["why_not"] == "other_body").to_numpy()
    right = pairs(told["truth"][is_one].to_numpy(), group[is_one])
    joined = pairs(group) - pairs(group[is_other])
    return right / joined, right / pairs(told["truth"][is_one].to_numpy())


def truth_of(told: pd.DataFrame) -> pd.Series:
    """Return who each record is; one that is no organisation is only itself."""
    return told["truth"].fillna(pd.Series(told.index.astype(str), index=told.index))


def after_review(told: pd.DataFrame, found: Matching) -> np.ndarray:
    """Return the groups once a human has answered rightly whatever was asked."""
    meant = truth_of(told).groupby(found.group).agg(lambda them: them.mode()[0])
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
