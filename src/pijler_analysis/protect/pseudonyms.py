"""Keyed pseudonyms: the same person has the same one everywhere, and nobody can work back.

A pseudonym is an HMAC-SHA-256 under a key of 256 bits. Without a key every Belgian mobile number
could be tried in a minute. The key lies outside the project and its data, readable by its owner
only; losing it costs no figure, since no result depends on a pseudonym.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

from pijler_analysis.errors import FileError, UsageError
from pijler_analysis.settings import Settings

VARIABLE = "PIJLER_KEY_FILE"
"""Names the file of the key where it does not lie in its usual place."""

_FILE_NAME = "pseudoniemen.key"
_BYTES = 32
_SHOWN = 24
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_CHECKED = "which key is this"


def key_file() -> Path:
    """Return where the key lies: where ``PIJLER_KEY_FILE`` says, else with the user's settings."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("pijler", appauthor=False) / _FILE_NAME


def make_key(project: Path) -> Path | None:
    """Make a key where there is none; returns its file, None where a key was there already.

    Raises
    ------
    UsageError
        If its place lies in the project.
    FileError
        If it cannot be written.
    """
    path = key_file()
    _require_outside(path, project)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return None
    except OSError as error:
        raise FileError(
            f"de sleutel kan niet in {path} bewaard worden: {error.strerror}"
        ) from error
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(f"{secrets.token_hex(_BYTES)}\n")
    return path


def read_key(settings: Settings) -> bytes:
    """Return the key of a project; a sample project has the demonstration key, and no other.

    Raises
    ------
    UsageError
        If there is no key, it lies in the project, others may read it, or it is the one of the
        sample.
    FileError
        If the file is no key.
    """
    if settings.is_sample:
        return _demonstration_key()
    path = key_file()
    _require_outside(path, settings.root)
    try:
        text = path.read_text(encoding="ascii").strip()
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise UsageError(
            f"er is geen sleutel voor de pseudoniemen ({path}); zet die van je voorganger daar of "
            f"maak er een met `pijler init {settings.root.name}`"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(
            f"de sleutel {path} is niet leesbaar; zet de bewaarde kopie terug"
        ) from error
    if os.name == "posix" and mode & _OTHERS:
        raise UsageError(f"anderen kunnen de sleutel lezen; voer uit: chmod 600 {path}")
    return _decoded(text, path)


def _decoded(text: str, path: Path) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise FileError(f"{path} is geen sleutel van 256 bits; zet de bewaarde kopie terug")
    if hmac.compare_digest(key, _demonstration_key()):
        raise UsageError(
            f"{path} is de sleutel van de voorbeelddata, die iedereen kent; verwijder hem en maak "
            "een eigen sleutel met `pijler init`"
        )
    return key


@cache
def _demonstration_key() -> bytes:
    packaged = files("pijler_analysis") / "sample" / "demonstration_key.txt"
    return bytes.fromhex(packaged.read_text(encoding="ascii").strip())


def _require_outside(path: Path, project: Path) -> None:
    if path.resolve().is_relative_to(project.resolve()):
        raise UsageError(
            f"de sleutel ligt in het project zelf; verplaats hem naar elders en noem de plaats in "
            f"{VARIABLE}"
        )


def pseudonym(value: str, *, key: bytes, kind: str, exact: bool = False) -> str:
    """Return the pseudonym of a value; spelled with other capitals or accents it is the same.

    Parameters
    ----------
    key : see ``read_key``
    kind : what the value is; the same text as something else has another pseudonym
    exact : the spelling does tell two values apart, as it may in a number

    Examples
    --------
    >>> one = pseudonym("An@Hart.example ", key=bytes(32), kind="person")
    >>> one == pseudonym("an@hart.example", key=bytes(32), kind="person"), len(one)
    (True, 24)
    """
    content = f"{kind}\0{value if exact else normalised(value)}".encode()
    return hmac.digest(key, content, "sha256").hex()[:_SHOWN]


def normalised(value: str) -> str:
    """Return a value without what does not tell two apart: capitals, accents, blanks.

    >>> normalised(" José  CLAES ")
    'jose claes'
    """
    plain = unicodedata.normalize("NFKD", value.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.split())


def key_check(key: bytes) -> str:
    """Return what tells two keys apart and nothing of either."""
    return pseudonym(_CHECKED, key=key, kind="check")
