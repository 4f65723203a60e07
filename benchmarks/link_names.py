"""How fast and how well names are matched: ``python benchmarks/link_names.py``; ``--check`` fails
when a target is missed. Seconds are of processor time, two cores together.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

import numpy as np
import pandas as pd
from invented_names import make_names

from pijler_analysis.link.match import match_records

TARGET_SECONDS, TARGET_MIB, TARGET_GROWTH = 15, 1024, 20


def quality(truth: np.ndarray, group: np.ndarray) -> tuple[float, float]:
    """Return pairwise precision and recall."""

    def pairs(*labels: np.ndarray) -> int:
        sizes = pd.DataFrame(dict(enumerate(labels))).value_counts().to_numpy()
        return int((sizes * (sizes - 1) // 2).sum())

    right = pairs(truth, group)
    return right / pairs(group), right / pairs(truth)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parsed = parser.parse_args()
    seconds = {}
    for size in (10_000, 100_000):
        records = make_names(size).rename(columns={"place": "postcode"})
        start = time.process_time()
        found = match_records(records)
        seconds[size] = time.process_time() - start
        precision, recall = quality(records["truth"].to_numpy(), found.group)
        asked = found.doubts["right"].nunique() / len(records)
        print(
            f"{size:>7} names {seconds[size]:6.1f} s  precision {precision:.4f}  "
            f"recall {recall:.4f}  to review {asked:.1%}"
        )
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    growth = seconds[100_000] / seconds[10_000]
    print(f"peak {mib:.0f} MiB, ten times the names takes {growth:.1f} times as long")
    missed = seconds[100_000] > TARGET_SECONDS or mib > TARGET_MIB or growth > TARGET_GROWTH
    return int(parsed.check and missed)


if __name__ == "__main__":
    sys.exit(main())
