"""Which mistakes in the statistics no test would notice: mutation testing of ``stats/``.

mutmut writes every function some hundreds of times over, each time with one mistake (a + for a −,
a < for a ≤, a limit one higher, a word misspelt). A mistake that some test sees is killed; one
that none sees survives, and then a test is lacking, or the mistake makes no difference.

    pip install "pijler-analysis[mutation]"
    python benchmarks/mutation.py                # all that was not killed before, then the report
    python benchmarks/mutation.py counts trend   # these modules only
    python benchmarks/mutation.py --every 20     # a first impression: each twentieth mistake
    python benchmarks/mutation.py --report       # only tell what the last run found
    mutmut show NAME                             # the mistake itself

mutmut (settings in pyproject.toml) makes the mistakes and finds which tests come near which
function. Trying them is done here: the tests are read once, and for each mistake a fork of this
process runs the tests near it, the one that saw the last mistake first, until one fails. That is
ten times as fast as one run of pytest per mistake. The golden tests compute when they are read, so
what the others let pass meets them in a run of its own. Results stay in ``mutants/``; remove that
folder to begin anew. ``benchmarks/mutation.toml`` says of each survivor why it may live; the exit
code is 1 when the score is under 95 % or a survivor is not explained.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.diff_apply import get_diff_for_mutant

ROOT = Path(__file__).resolve().parent.parent
MUTANTS = ROOT / "mutants"
MODULES = MUTANTS / "src" / "pijler_analysis" / "stats"
REASONS = Path(__file__).with_suffix(".toml")
FIRST = "pijler_analysis.stats.multiple.x__holm__mutmut_1"
SURVIVED, KILLED, UNTESTED, TIMEOUT = 0, 1, 33, 36  # as mutmut numbers them
SECONDS = 60  # of processor time, beyond ten times what the tests take
LEAST = 0.95
NO_MISTAKE = "none"
QUIET = ("--rootdir=.", "-p", "no:cacheprovider", "-s")


def make_mutants() -> None:
    """Let mutmut write the mistakes, and note which tests come near each function."""
    subprocess.run(["mutmut", "run", "--max-children", "1", FIRST], cwd=ROOT, check=True)


def selection(*, golden: bool) -> list[str]:
    """The tests that may see a mistake: the golden ones, or the others."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    paths = settings["tool"]["mutmut"]["pytest_add_cli_args_test_selection"]
    return [path for path in paths if path.startswith("tests/golden") == golden]


class Results:
    """What became of each mistake, in the files mutmut keeps."""

    def __init__(self, wanted: list[str]) -> None:
        self.paths = {
            path.name.removesuffix(".py.meta"): path for path in sorted(MODULES.glob("*.meta"))
        }
        self.metas = {
            name: json.loads(path.read_text(encoding="utf-8"))
            for name, path in self.paths.items()
            if not wanted or name in wanted
        }

    def open_mutants(self) -> Iterator[tuple[str, str]]:
        """Module and name of every mistake no test has seen yet."""
        for module, meta in self.metas.items():
            for mutant, code in meta["exit_code_by_key"].items():
                if code not in (KILLED, TIMEOUT):
                    yield module, mutant

    def keep(self, module: str, mutant: str, code: int) -> None:
        """Note what became of one."""
        self.metas[module]["exit_code_by_key"][mutant] = code

    def save(self) -> None:
        """Write all down."""
        for module, meta in self.metas.items():
            self.paths[module].write_text(json.dumps(meta, indent=4), encoding="utf-8")


class Trials:
    """A pytest plugin that, for running the tests, tries every mistake on those near it."""

    def __init__(self, results: Results, every: int) -> None:
        self.results, self.every = results, every
        stats = json.loads((MUTANTS / "mutmut-stats.json").read_text(encoding="utf-8"))
        self.near = stats["tests_by_mangled_function_name"] | {
            NO_MISTAKE: list(stats["duration_by_test"])
        }
        self.seconds = stats["duration_by_test"]
        self.sharp: dict[str, list[str]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try them one by one."""
        items = {item.nodeid: item for item in session.items}
        gc.collect()
        gc.freeze()
        if self.trial(NO_MISTAKE, items) != SURVIVED:
            raise SystemExit("a test fails without any mistake")
        for count, (module, mutant) in enumerate(list(self.results.open_mutants())[:: self.every]):
            self.results.keep(module, mutant, self.trial(mutant, items))
            if count % 50 == 49:
                self.results.save()
                print(f"{count + 1} tried, now in {module}", flush=True)
        self.results.save()
        return True

    def trial(self, mutant: str, items: dict[str, pytest.Item]) -> int:
        """Run the tests near one mistake until one fails."""
        function = mutant.partition("__mutmut_")[0]
        if function not in self.near:
            return UNTESTED
        tests = [name for name in self.near[function] if name in items]
        sharp = self.sharp[function]
        tests.sort(key=lambda name: (name not in sharp[-5:], self.seconds.get(name, 0.0)))
        limit = SECONDS + 10 * sum(self.seconds.get(name, 0.0) for name in tests)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, limit)
            os.environ["MUTANT_UNDER_TEST"] = mutant
            failed = next((name for name in tests if is_failing(items[name])), "")
            os.write(writing, failed.encode())
            os._exit(KILLED if failed or is_golden_failing() else SURVIVED)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            failed = pipe.read().decode()
        status = os.waitpid(child, 0)[1]
        if failed:
            sharp.append(failed)
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else TIMEOUT


def is_failing(item: pytest.Item) -> bool:
    """Run one test."""
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def is_golden_failing() -> bool:
    """Read the golden tests anew, which computes their numbers, and run them."""
    for name in [name for name in sys.modules if "golden" in name]:
        del sys.modules[name]
    return pytest.main([*QUIET, "-x", *selection(golden=True)]) != pytest.ExitCode.OK


def try_mutants(results: Results, every: int) -> None:
    """Read the tests and try the mistakes, in the folder where mutmut put both."""
    os.chdir(MUTANTS)
    os.environ["MUTANT_UNDER_TEST"] = ""
    sys.path.insert(0, str(MUTANTS / "src"))
    code = pytest.main([*QUIET, *selection(golden=False)], plugins=[Trials(results, every)])
    os.chdir(ROOT)
    if code != pytest.ExitCode.OK:
        raise SystemExit(f"the tests could not be read: {code!r}")


def change_of(mutant: str) -> str:
    """The lines a mistake took away and put in, without their sign's context."""
    lines = [line for line in get_diff_for_mutant(mutant).splitlines() if line[:1] in "+-"]
    return "\n".join(line for line in lines if line[:3] not in ("---", "+++"))


def unexplained(survivors: list[str]) -> list[str]:
    """Survivors of which no one said why they may live."""
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))["survivor"]
    left = []
    for mutant in survivors:
        function = mutant.removeprefix("pijler_analysis.stats.").partition("__mutmut_")[0]
        told = [r for r in reasons if r["function"] in ("*", function.replace(".x_", "."))]
        change = change_of(mutant) if told else ""
        if not any(r["change"] in change for r in told):
            left.append(mutant)
    return left


def report(results: Results) -> int:
    """Print the score per module, and the survivors nobody explained."""
    whole: Counter[str] = Counter()
    survivors: list[str] = []
    print("| module | fouten | gezien | score |\n|---|---|---|---|")
    for module, meta in results.metas.items():
        codes = {k: code for k, code in meta["exit_code_by_key"].items() if code is not None}
        if not codes:
            continue
        seen = sum(code in (KILLED, TIMEOUT) for code in codes.values())
        survivors += [name for name, code in codes.items() if code not in (KILLED, TIMEOUT)]
        whole.update(all=len(codes), seen=seen)
        print(f"| `{module}` | {len(codes)} | {seen} | {100 * seen / len(codes):.1f} % |")
    score = whole["seen"] / whole["all"]
    print(f"| samen | {whole['all']} | {whole['seen']} | {100 * score:.1f} % |")
    left = unexplained(survivors)
    for mutant in left:
        print(f"not explained: {mutant}\n{change_of(mutant)}")
    return int(score < LEAST or bool(left))


def main() -> int:
    """Make the mistakes, try them, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", help="modules of stats, such as counts; all if none")
    parser.add_argument("--every", type=int, default=1, help="only one mistake in so many")
    parser.add_argument("--report", action="store_true", help="only tell what was found")
    options = parser.parse_args()
    if not options.report:
        make_mutants()
        try_mutants(Results(options.modules), options.every)
    return report(Results(options.modules))


if __name__ == "__main__":
    raise SystemExit(main())
