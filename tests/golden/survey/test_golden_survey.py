"""Survey estimates under several designs against R's survey package."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from golden import assert_golden, names_in, read_beside
from pijler_analysis.stats import survey
from pijler_analysis.stats.weights import rake

NUMBERS = read_beside(__file__)
PEOPLE = pd.read_csv(Path(__file__).with_name("respondents.csv"))
SATISFIED = (PEOPLE["score"] >= 4).astype(float).where(PEOPLE["score"].notna())
MARGINS = {
    "province": pd.Series({"A": 380, "B": 310, "C": 195, "D": 100}),
    "diaspora": pd.Series({"ja": 265, "nee": 720}),
}
STRATA = {"strata": PEOPLE["stratum"], "population": {"a": 400, "b": 350, "c": 235}}
DESIGNS: dict[str, dict[str, Any]] = {
    "simple": {"population": 985},
    "unlimited": {"weights": PEOPLE["base"]},
    "strata": STRATA,
    "cluster": {
        "strata": PEOPLE["stratum"],
        "clusters": PEOPLE["cluster"],
        "weights": PEOPLE["base"],
        "population": {"a": 60, "b": 50, "c": 40},
    },
    "raked": {"raking": rake(PEOPLE, MARGINS), "population": 985},
    "greg": {"raking": rake(PEOPLE, MARGINS, base_weights=PEOPLE["base"]), **STRATA},
}
SHEETS = pd.Series([42, 41, 36, 32, 29, 27, 23, 19, 16, 15, 14, 11, 10, 9, 7, 6, 5, 4, 3]).repeat(
    [23, 4, 1, 1, 1, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 3, 2, 1, 1]
)
SNEE = [[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]]


def both(found: dict[str, Any]) -> list[float]:
    return [found["estimate"], found["se"]]


def limits(found: dict[str, Any]) -> list[float]:
    return [found["low"], found["high"]]


def mean(design: str, **options: Any) -> Any:
    return survey.mean(PEOPLE["euro"], **DESIGNS[design], **options)


def total(design: str, y: str = "euro", **options: Any) -> Any:
    return survey.total(PEOPLE[y], **DESIGNS[design], **options)


def ratio(design: str) -> Any:
    return survey.ratio(PEOPLE["euro"], PEOPLE["members"], **DESIGNS[design])


def share(design: str, method: str = "wilson") -> Any:
    return survey.proportion(PEOPLE["yes"], **DESIGNS[design], method=method)


def every_answer(design: str, column: str) -> list[float]:
    found = survey.shares(PEOPLE[["score"]], by=PEOPLE["province"], **DESIGNS[design])
    return found[column].tolist()


def independence(rows: str, columns: str, design: str) -> list[float]:
    found = survey.cross_table_test(PEOPLE[rows], PEOPLE[columns], **DESIGNS[design])
    return [found[name] for name in ("f", "df", "df_residual", "p")]


def cochran(**options: Any) -> Any:
    return survey.total(SHEETS, population=676, **options)


def snee() -> float:
    pairs = [(h, e) for h in range(4) for e in range(4) for _ in range(SNEE[h][e])]
    return survey.cross_table_test([h for h, _ in pairs], [e for _, e in pairs])["chi2"]


BY_SHARE = survey.proportion(SATISFIED, by=PEOPLE["stratum"], **DESIGNS["raked"])
OURS = {
    "cochran_total": both(cochran()),
    "cochran_limits_80": limits(cochran(confidence=0.8)),
    "simple_mean": both(mean("simple")),
    "simple_mean_limits": limits(mean("simple")),
    "simple_mean_missing": both(survey.mean(PEOPLE["score"], population=985)),
    "simple_mean_deff": mean("simple")["deff"],
    "unlimited_mean": both(mean("unlimited")),
    "unlimited_mean_deff": mean("unlimited")["deff"],
    "strata_mean": both(mean("strata")),
    "strata_mean_limits": limits(mean("strata")),
    "strata_mean_deff": mean("strata")["deff"],
    "strata_total": both(total("strata")),
    "strata_total_limits": limits(total("strata")),
    "strata_total_deff": total("strata")["deff"],
    "cluster_mean": both(mean("cluster")),
    "cluster_mean_limits": limits(mean("cluster")),
    "cluster_total": both(total("cluster", "members")),
    "cluster_ratio": both(ratio("cluster")),
    "simple_ratio": both(ratio("simple")),
    "simple_ratio_deff": ratio("simple")["deff"],
    "raked_mean": both(mean("raked")),
    "raked_mean_limits": limits(mean("raked")),
    "raked_mean_deff": mean("raked")["deff"],
    "raked_total": both(total("raked")),
    "raked_ratio": both(ratio("raked")),
    "greg_mean": both(mean("greg")),
    "greg_total": both(total("greg")),
    "by_strata_mean": mean("strata", by=PEOPLE["province"])["estimate"].tolist(),
    "by_strata_se": mean("strata", by=PEOPLE["province"])["se"].tolist(),
    "by_cluster_se": mean("cluster", by=PEOPLE["diaspora"])["se"].tolist(),
    "by_raked_se": mean("raked", by=PEOPLE["diaspora"])["se"].tolist(),
    "by_raked_total_se": total("raked", by=PEOPLE["stratum"])["se"].tolist(),
    "by_raked_share": BY_SHARE["estimate"].tolist(),
    "by_raked_share_se": BY_SHARE["se"].tolist(),
    "shares_simple": every_answer("simple", "estimate"),
    "shares_simple_se": every_answer("simple", "se"),
    "shares_unlimited": every_answer("unlimited", "estimate"),
    "shares_unlimited_se": every_answer("unlimited", "se"),
    "shares_strata": every_answer("strata", "estimate"),
    "shares_strata_se": every_answer("strata", "se"),
    "shares_raked": every_answer("raked", "estimate"),
    "shares_raked_se": every_answer("raked", "se"),
    "simple_share": both(share("simple")),
    "simple_share_wilson": limits(share("simple")),
    "simple_share_beta": limits(share("simple", "korn-graubard")),
    "cluster_share_wilson": limits(share("cluster")),
    "cluster_share_logit": limits(share("cluster", "logit")),
    "cluster_share_beta": limits(share("cluster", "korn-graubard")),
    "cluster_share_wald": limits(share("cluster", "wald")),
    "raked_share": both(share("raked")),
    "raked_share_wilson": limits(share("raked")),
    "raked_share_beta": limits(
        survey.proportion(PEOPLE["members"] > 30, method="korn-graubard", **DESIGNS["raked"])
    ),
    "test_simple": independence("province", "diaspora", "simple"),
    "test_strata": independence("province", "diaspora", "strata"),
    "test_cluster": independence("stratum", "diaspora", "cluster"),
    "test_raked": independence("stratum", "diaspora", "raked"),
    "test_missing": independence("yes", "province", "strata"),
    "snee_chi2": snee(),
}


@pytest.mark.parametrize("name", OURS)
def test_ours_equals_r(name: str) -> None:
    assert_golden(NUMBERS, name, OURS[name])


def test_every_number_is_compared() -> None:
    assert names_in(NUMBERS) == set(OURS)
