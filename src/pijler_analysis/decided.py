"""What humans decided on next year's choice, read before anything rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pijler_analysis.errors import PijlerError
from pijler_analysis.project import Project
from pijler_analysis.settings import Settings


def decision_faults(project: Project, year: int) -> list[str]:
    """Say in Dutch what is wrong in the files a plan and a strategy rest on, a line per file.

    Looked at are the challenges, the plan of next year and the advice on it, the judgements of
    objectives, the focus groups and what was decided on comparing two waves; a file that is not
    there is no fault.
    """
    faults = []
    for read in _readings(project, year):
        try:
            read()
        except PijlerError as fault:
            faults.append(str(fault))
    return list(dict.fromkeys(faults))


def programme_line(settings: Settings) -> str:
    """Say in Dutch whose challenges and activities plans and reports use."""
    from pijler_analysis.strategy.programme import OWN, has_own_programme

    own = OWN.as_posix()
    if has_own_programme(settings):
        return f"uitdagingen en activiteiten: uit {own}"
    return f"uitdagingen en activiteiten: die van het pakket, want {own} ontbreekt"


def _readings(project: Project, year: int) -> Iterator[Callable[[], object]]:
    from pijler_analysis.strategy.crosswalk import wave_crosswalk
    from pijler_analysis.strategy.programme import read_programme

    settings, wave = project.settings, project.wave(year)
    yield lambda: read_programme(settings)
    yield lambda: project.objectives(year)
    yield lambda: project.consultation(year + 1)
    if (settings.decisions / f"actieplan_{year + 1}.xlsx").is_file():
        yield lambda: project.plan(year + 1)
    if wave is None:
        return
    yield lambda: project.focus_groups(year)
    before = project.wave(wave - 1)
    if before is not None:
        yield lambda: wave_crosswalk(settings, before, wave)
