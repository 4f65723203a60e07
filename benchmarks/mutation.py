"""Which mistakes in the statistics no test would notice: mutation testing of ``stats/``.

mutmut writes every function some hundreds of times over, each time with one mistake (a + for a −,
a < for a ≤, a limit one higher, a word misspelt). A mistake that some test sees is killed; one
that none sees survives, and then a test is lacking, or the mistake makes no difference.

    pip install "pijler-analysis[mutation]"
    python benchmarks/mutation.py                # all that was not killed before, then the report
    python benchmarks/mutation.py counts trend   # these modules only
    python benchmarks/mutation.py counts.rate    # this function only
    python benchmarks/mutation.py --every 20     # a first impression: each twentieth mistake
    python benchmarks/mutation.py --report       # only tell what the last run found
    mutmut show NAME                             # the mistake itself

mutmut (settings in pyproject.toml) makes the mistakes and finds which tests come near which
function. Trying them is done here: the tests are read once, and for each mistake a fork of this
process runs the tests near it until one fails: first those that saw the last mistakes in that
function, then the quickest. A mistake that is seen takes some hundredths of a second that way, of
which pytest's usual report of a failure would take most: it reads the whole file of mistakes. The
golden tests compute when they are read, so each fork reads those near anew. Slow tests (the
property tests above all) come last, for what all others let pass and nobody explained.

Results stay in ``mutants/``: a run goes on where the last one stopped, and tries again what
survived or was written anew; remove that folder to begin anew. ``benchmarks/mutation.toml`` says
of each survivor why it may live; the exit code is 1 when the score is under 95 % or a survivor is
not explained.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import chdir
from importlib import import_module
from pathlib import Path
from typing import IO

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, Phase, settings
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.state import state as mutmut_state

ROOT = Path(__file__).resolve().parent.parent
MUTANTS = ROOT / "mutants"
MODULES = MUTANTS / "src" / "pijler_analysis" / "stats"
REASONS = Path(__file__).with_suffix(".toml")
PACKAGE = "pijler_analysis.stats."
FIRST = f"{PACKAGE}multiple.x__holm__mutmut_1"
SURVIVED, KILLED, TIMEOUT = 0, 1, 36  # as mutmut numbers them
SEEN = (KILLED, TIMEOUT)
SECONDS = 2  # of processor time a test may take, beyond ten times what it usually does
GOLDEN_SECONDS = 0.04
SLOW = 0.05  # seconds; a test that takes longer waits for what the quicker ones let pass
LEAST = 0.95
NO_MISTAKE = "none"
QUIET = (
    *("--rootdir=.", "-s", "--tb=native", "--hypothesis-seed=0"),
    *("-p", "no:cacheprovider", "-p", "no:logging"),  # half of what a small test takes
    *("-p", "no:unraisableexception", "-p", "no:threadexception"),
)


def make_mutants() -> None:
    """Let mutmut write the mistakes, and note which tests come near each function."""
    (MUTANTS / "mutmut-stats.json").unlink(missing_ok=True)  # or it looks at new tests only
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", FIRST]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def selection(*, golden: bool) -> list[str]:
    """The tests that may see a mistake: the golden ones, or the others."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    paths = project["tool"]["mutmut"]["pytest_add_cli_args_test_selection"]
    return [path for path in paths if path.startswith("tests/golden") == golden]


def function_of(mutant: str) -> str:
    """Where a mistake was made: ``module.function``, a method as ``module.xǁClassǁmethod``."""
    return mutant.removeprefix(PACKAGE).partition("__mutmut_")[0].replace(".x_", ".")


class Results:
    """What became of each wanted mistake, in the files mutmut keeps."""

    def __init__(self, wanted: list[str]) -> None:
        self.wanted = set(wanted)
        self.paths = {
            path.name.removesuffix(".py.meta"): path for path in sorted(MODULES.glob("*.meta"))
        }
        self.metas = {
            name: json.loads(path.read_text(encoding="utf-8")) for name, path in self.paths.items()
        }

    def codes(self) -> Iterator[tuple[str, str, int | None]]:
        """Module and name of every wanted mistake, and what became of it so far."""
        for module, meta in self.metas.items():
            for mutant, code in meta["exit_code_by_key"].items():
                if not self.wanted or {module, function_of(mutant)} & self.wanted:
                    yield module, mutant, code

    def open_mutants(self) -> list[tuple[str, str]]:
        """Module and name of every mistake no test has seen yet."""
        return [(module, name) for module, name, code in self.codes() if code not in SEEN]

    def survivors(self) -> list[str]:
        """Every mistake that was tried and that no test saw."""
        return [name for _, name, code in self.codes() if code not in (None, *SEEN)]

    def keep(self, module: str, mutant: str, code: int) -> None:
        """Note what became of one."""
        self.metas[module]["exit_code_by_key"][mutant] = code

    def save(self) -> None:
        """Write all down."""
        for module, meta in self.metas.items():
            self.paths[module].write_text(json.dumps(meta, indent=4), encoding="utf-8")


class Trials:
    """A pytest plugin that, for running the tests, tries every mistake on those near it."""

    def __init__(self, results: Results, every: int, jobs: int) -> None:
        self.results, self.every, self.jobs = results, every, jobs
        stats = json.loads((MUTANTS / "mutmut-stats.json").read_text(encoding="utf-8"))
        self.near = stats["tests_by_mangled_function_name"]
        self.seconds = stats["duration_by_test"]
        self.golden: dict[str, set[str]] = {}
        self.sharp: dict[str, list[str]] = defaultdict(list)
        self.running: dict[int, tuple[str, str, IO[str]]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try them one by one, some side by side."""
        self.session = session
        self.items = {item.nodeid: item for item in session.items}
        gc.collect()
        gc.freeze()
        self.golden = {path: self.touched_by(path) for path in selection(golden=True)}
        self.start("", NO_MISTAKE, [name for name in self.items if self.usual(name) < 1])
        if self.end()[2] != SURVIVED:
            raise SystemExit("a test fails without any mistake")
        wanted = self.unseen()[:: self.every]
        self.try_all(wanted, slow=False)
        tried, left = set(wanted), self.unseen()
        self.try_all([pair for pair in left if pair in tried], slow=True)
        return True

    def unseen(self) -> list[tuple[str, str]]:
        """Module and name of the mistakes not tried yet, or neither seen nor explained."""
        survivors = self.results.survivors()
        explained = set(survivors) - set(unexplained(survivors))
        return [pair for pair in self.results.open_mutants() if pair[1] not in explained]

    def try_all(self, wanted: list[tuple[str, str]], *, slow: bool) -> None:
        """Try these mistakes on the quick tests near them, or on the slow ones."""
        begun = time.monotonic()
        for count, (module, mutant) in enumerate(wanted, start=1):
            self.start(module, mutant, self.tests_near(mutant, slow=slow))
            while len(self.running) >= self.jobs or (self.running and count == len(wanted)):
                self.results.keep(*self.end())
            if count % 100 == 0 or count == len(wanted):
                self.results.save()
                taken = (time.monotonic() - begun) / count
                print(f"{count} of {len(wanted)}, {taken:.2f} s each, now {module}", flush=True)

    def tests_near(self, mutant: str, *, slow: bool) -> list[str]:
        """The tests near a mistake: those that saw others there first, then the quickest."""
        function = mutant.partition("__mutmut_")[0]
        sharp = self.sharp[function][-5:]
        tests = [name for name in self.near.get(function, ()) if name in self.items]
        tests += [path for path, functions in self.golden.items() if function in functions]
        tests = [name for name in tests if (self.usual(name) > SLOW) == slow]
        return sorted(tests, key=lambda name: (name not in sharp, self.usual(name)))

    def usual(self, test: str) -> float:
        """Seconds a test takes: of one, measured; of a golden topic, about what they take."""
        return GOLDEN_SECONDS if test in self.golden else self.seconds.get(test, 0.0)

    def start(self, module: str, mutant: str, tests: list[str]) -> None:
        """Let a fork of this process run the tests until one fails, with the mistake in place."""
        reading, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(writing)
            self.running[child] = module, mutant, os.fdopen(reading, "rt")
            return
        os.environ["MUTANT_UNDER_TEST"] = mutant
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        for test in tests:
            signal.setitimer(signal.ITIMER_PROF, SECONDS + 10 * self.usual(test))
            if self.is_failing(test):
                os.write(writing, test.encode())
                os._exit(KILLED)
        os._exit(SURVIVED)

    def end(self) -> tuple[str, str, int]:
        """Wait for one fork: module, mistake and what became of it."""
        child, status = os.wait()
        module, mutant, pipe = self.running.pop(child)
        with pipe:
            failed = pipe.read()
        if failed:
            self.sharp[mutant.partition("__mutmut_")[0]].append(failed)
        return module, mutant, os.WEXITSTATUS(status) if os.WIFEXITED(status) else TIMEOUT

    def is_failing(self, test: str) -> bool:
        """Run one test, or one golden topic."""
        items = self.read_anew(test) if test in self.golden else [self.items[test]]
        return self.session.testsfailed > 0 or any(
            report.failed
            for item in items
            for report in runtestprotocol(item, log=False, nextitem=None)
        )

    def read_anew(self, path: str) -> list[pytest.Item]:
        """The tests of a golden topic, which compute their numbers while they are read."""
        for name in [name for name in sys.modules if "test_golden" in name]:
            del sys.modules[name]
        return list(self.session.perform_collect([path]))

    def touched_by(self, path: str) -> set[str]:
        """The functions a golden topic comes near, while it is read and after."""
        reading, writing = os.pipe()
        if not os.fork():
            os.environ["MUTANT_UNDER_TEST"] = "stats"
            self.golden = {path: set()}
            failing = self.is_failing(path)
            with os.fdopen(writing, "wt") as pipe:
                pipe.write("\n".join(mutmut_state()._stats))
            os._exit(int(failing))
        os.close(writing)
        with os.fdopen(reading, "rt") as pipe:
            touched = set(pipe.read().split())
        if os.wait()[1]:
            raise SystemExit(f"{path} fails without any mistake")
        return touched


def try_mutants(results: Results, every: int, jobs: int) -> None:
    """Read the tests and try the mistakes, in the folder where mutmut put both."""
    os.chdir(MUTANTS)
    os.environ["MUTANT_UNDER_TEST"] = ""
    sys.path.insert(0, str(MUTANTS / "src"))
    import_module("scipy.special")  # which stats imports late; each fork would do it again
    quiet = settings(
        phases=(Phase.explicit, Phase.generate),  # no search for the simplest case
        database=None,
        deadline=None,  # a busy machine is no mistake seen
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.register_profile("mutation", quiet)
    settings.load_profile("mutation")
    code = pytest.main([*QUIET, *selection(golden=False)], plugins=[Trials(results, every, jobs)])
    os.chdir(ROOT)
    if code != pytest.ExitCode.OK:
        raise SystemExit(f"the tests could not be read: {code!r}")


def change_of(mutant: str) -> str:
    """The lines a mistake took away and put in, without their sign's context."""
    with chdir(ROOT):
        lines = [line for line in get_diff_for_mutant(mutant).splitlines() if line[:1] in "+-"]
    return "\n".join(line for line in lines if line[:3] not in ("---", "+++"))


def unexplained(survivors: list[str]) -> list[str]:
    """Survivors of which no one said why they may live."""
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))["survivor"]
    left = []
    for mutant in survivors:
        told = [r for r in reasons if r["function"] in ("*", function_of(mutant))]
        change = change_of(mutant) if told else ""
        if not any(re.search(r["change"], change) for r in told):
            left.append(mutant)
    return left


def report(results: Results) -> int:
    """Print the score per module, and the survivors nobody explained."""
    codes = [(module, code) for module, _, code in results.codes() if code is not None]
    tried = Counter(module for module, _ in codes)
    seen = Counter(module for module, code in codes if code in SEEN)
    print("| module | fouten | gezien | score |\n|---|---|---|---|")
    for module, count in tried.items():
        print(f"| `{module}` | {count} | {seen[module]} | {100 * seen[module] / count:.1f} % |")
    score = seen.total() / tried.total()
    print(f"| samen | {tried.total()} | {seen.total()} | {100 * score:.1f} % |")
    left = unexplained(results.survivors())
    for mutant in left:
        print(f"not explained: {mutant}\n{change_of(mutant)}")
    return int(score < LEAST or bool(left))


def main() -> int:
    """Make the mistakes, try them, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "parts", nargs="*", help="parts of stats, such as counts or counts.rate; all if none"
    )
    parser.add_argument("--every", type=int, default=1, help="only one mistake in so many")
    parser.add_argument("--jobs", type=int, default=1, help="this many side by side")
    parser.add_argument("--report", action="store_true", help="only tell what was found")
    options = parser.parse_args()
    if not options.report:
        make_mutants()
        try_mutants(Results(options.parts), options.every, options.jobs)
    return report(Results(options.parts))


if __name__ == "__main__":
    raise SystemExit(main())
