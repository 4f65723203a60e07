"""A parser that speaks Dutch: an error is one line, like every other, and so is the help."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from pijler_analysis.errors import UsageError

_DUTCH = tuple(
    (re.compile(english), dutch)
    for english, dutch in (
        (r"the following arguments are required: (.+)", r"er ontbreekt: \1"),
        (r"one of the arguments (.+) is required", r"er ontbreekt een van: \1"),
        (r"unrecognized arguments: (.+)", r"niet gekend: \1"),
        (r"invalid choice: (.+?) \(choose from (.+)\)", r"\1 bestaat niet; kies uit \2"),
        (r"invalid int value: (.+)", r"\1 is geen geheel getal"),
        (r"invalid float value: (.+)", r"\1 is geen getal"),
        (r"invalid \w+ value: (.+)", r"\1 is geen geldige waarde"),
        (r"expected one argument", "er moet één waarde achter staan"),
        (r"expected at most one argument", "er mag hoogstens één waarde achter staan"),
        (r"expected at least one argument", "er moet minstens één waarde achter staan"),
        (r"expected (\d+) arguments?", r"er moeten \1 waarden achter staan"),
        (r"ambiguous option: (.+) could match (.+)", r"\1 kan van alles zijn: \2"),
        (r"not allowed with argument (.+)", r"gaat niet samen met \1"),
        (r"ignored explicit argument (.+)", r"er hoort geen waarde achter: \1"),
    )
)


def in_dutch(message: str) -> str:
    """Say in Dutch what argparse has against the words typed.

    >>> in_dutch("argument --year: invalid int value: 'dit'")
    "argument --year: 'dit' is geen geheel getal"
    """
    for english, dutch in _DUTCH:
        message = english.sub(dutch, message)
    return message


class Parser(argparse.ArgumentParser):
    """An argument parser with examples in its help."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **options)
        for name in (None, "store"):
            self.register("action", name, _Once)
        self._positionals.title, self._optionals.title = "argumenten", "opties"
        self.add_argument("-h", "--help", action="help", help="deze uitleg")

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong with the words typed, and stop."""
        self.exit(
            UsageError.exit_code,
            f"pijler: verkeerd gebruik: {in_dutch(message)}; zie {self.prog} --help\n",
        )


class _Once(argparse._StoreAction):
    """Keep the value of an option, and refuse a second one, which would silently win."""

    def __call__(
        self, parser: Any, namespace: Any, values: Any, option_string: str | None = None
    ) -> None:
        if option_string and getattr(namespace, self.dest) is not self.default:
            raise argparse.ArgumentError(self, "dit mag er maar één keer staan")
        super().__call__(parser, namespace, values, option_string)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)
