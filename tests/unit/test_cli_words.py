"""What the command line says: Dutch errors in one line, and progress that fits where it goes."""

from __future__ import annotations

import io

import pytest

from pijler_analysis.cli import main
from pijler_analysis.cli.parser import Parser
from pijler_analysis.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def parser() -> Parser:
    made = Parser(prog="proef")
    made.add_argument("naam", choices=["een", "twee"])
    made.add_argument("--getal", type=float)
    made.add_argument("--twee", nargs=2)
    made.add_argument("--veel", nargs="+")
    made.add_argument("--vlag", action="store_true")
    made.add_argument("--vlam", type=bytes.fromhex)
    either = made.add_mutually_exclusive_group()
    either.add_argument("--wit", action="store_true")
    either.add_argument("--zwart", action="store_true")
    return made


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "er ontbreekt: naam"),
        ("drie", "argument naam: 'drie' bestaat niet; kies uit "),
        ("een --fout", "niet gekend: --fout"),
        ("een --getal x", "argument --getal: 'x' is geen getal"),
        ("een --getal", "argument --getal: er moet één waarde achter staan"),
        ("een --twee x", "argument --twee: er moeten 2 waarden achter staan"),
        ("een --veel", "argument --veel: er moet minstens één waarde achter staan"),
        ("een --vla", "--vla kan van alles zijn: --vlag, --vlam"),
        ("een --vlag=x", "argument --vlag: er hoort geen waarde achter: 'x'"),
        ("een --vlam x", "argument --vlam: 'x' is geen geldige waarde"),
        ("een --wit --zwart", "argument --zwart: gaat niet samen met --wit"),
    ],
)
def test_wrong_use_is_said_in_dutch(arguments, said, capsys):
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(arguments.split())
    err = capsys.readouterr().err
    assert stopped.value.code == 2
    assert err.startswith("pijler: verkeerd gebruik: ")
    assert err.endswith("; zie proef --help\n")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "er ontbreekt: opdracht"),
        ("bouw", "'bouw' bestaat niet; kies uit "),
        ("build dit", "argument JAAR: 'dit' is geen geheel getal"),
        ("kpi --format", "argument --format: er moet één waarde achter staan"),
        ("kpi --by province --by block", "argument --by: dit mag er maar één keer staan"),
        ("plan --fte 3 --fte=4", "argument --fte: dit mag er maar één keer staan"),
    ],
)
def test_the_commands_speak_dutch(arguments, said, capsys):
    with pytest.raises(SystemExit):
        main(arguments.split())
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["init", "sample", "templates"])
def test_what_the_system_refuses_is_one_line(command, tmp_path, capsys):
    file = tmp_path / "bestand"
    file.touch()
    assert main([command, str(file / "map")]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "kan niet worden gelezen of geschreven" in line
    assert str(tmp_path) not in line


def test_help_has_dutch_headings(capsys):
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    told = capsys.readouterr().out
    assert told.startswith("gebruik: pijler build")
    for english in ("usage", "options", "positional", "show this"):
        assert english not in told


def told(stream: io.StringIO, *steps: str, of: int) -> str:
    with Progress(of, stream=stream) as progress:
        for step in steps:
            progress(step)
    return stream.getvalue()


def test_progress_in_a_pipe_is_plain_lines():
    assert told(io.StringIO(), "lezen", "tellen", of=2) == "lezen\ntellen\n"


def test_progress_on_a_terminal_has_a_bar_that_goes_away():
    drawn = told(Terminal(), "lezen", "tellen", of=4).split("\r")
    bars = [part for part in drawn if "░" in part]
    assert [bar.split()[-1] for bar in bars] == ["0%", "25%"]
    assert "lezen\n" in "".join(drawn)
    assert drawn[-2].isspace()  # blanks over the last bar, and the cursor back at the start
    assert drawn[-1] == ""


def test_a_step_too_many_leaves_the_bar_full():
    assert "100%" in told(Terminal(), "een", "twee", "drie", of=1)
    assert "200%" not in told(Terminal(), "een", "twee", "drie", of=1)


def test_the_bar_goes_away_before_an_error_is_told():
    terminal = Terminal()
    progress = Progress(3, stream=terminal)
    progress("lezen")
    progress.__exit__(ValueError, ValueError("stuk"), None)
    assert terminal.getvalue().split("\r")[-2].isspace()
