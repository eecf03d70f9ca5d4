"""Facts without code. Each file names its source and date.

A folder of one's own, named by ESEP_DATA and laid out as this one, is looked at first: a file there is added to ours,
or stands in the place of ours of that path. It is part of what Esep is made of, as PYTHONPATH is for Python; so it is
taken from the environment here, once, where processes that are started to read find it too.
"""

import csv
import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

_named = os.environ.get("ESEP_DATA")
OWN = Path(_named).absolute() if _named else None
"""The folder of one's own. Missing: None where there is none."""
_FOLDERS: tuple[Traversable, ...] = (*((OWN,) if OWN else ()), files("esep.data"))


def names(folder: str) -> list[str]:
    """What a data folder holds, ours and one's own, in order."""
    found = [root / folder for root in _FOLDERS]
    return sorted({entry.name for place in found if place.is_dir() for entry in place.iterdir()})


def text(path: str) -> str | None:
    """What the data file of that path says. Missing: None where there is no such file."""
    for folder in _FOLDERS:
        file = folder / path
        if file.is_file():
            return file.read_text("utf-8")
    return None


def rows(path: str) -> Iterator[Mapping[str, str]]:
    """Rows of a CSV whose lines beginning with '#' name its source. Missing: none where there is no such file."""
    lines = (text(path) or "").splitlines()
    return csv.DictReader((line for line in lines if not line.startswith("#")), restval="")


def toml(path: str) -> Mapping[str, Any]:
    """What a TOML file says; nothing where there is no such file. Errors: ValueError names the file."""
    try:
        return tomllib.loads(text(path) or "")
    except ValueError as error:
        raise ValueError(f"the data file {path} cannot be read: {error}") from None


@cache
def tables(folder: str) -> Mapping[str, Mapping[str, Any]]:
    """Every table of the TOML files of a data folder, by name, in the order of the files. Read once.

    Errors: ValueError for a name that two files use.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for name in names(folder):
        if name.endswith(".toml"):
            added = toml(f"{folder}/{name}")
            for twice in found.keys() & added.keys():
                raise ValueError(f"the data file {folder}/{name} has a table [{twice}], as another file of that folder")
            found |= added
    return found
