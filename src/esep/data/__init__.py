"""Facts without code. Each file names its source and date."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def tables(folder: str) -> Mapping[str, Mapping[str, Any]]:
    """Every table of the TOML files of a data folder, by name, in the order of the files. Read once."""
    found: dict[str, Mapping[str, Any]] = {}
    for file in sorted((files("esep.data") / folder).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            found |= tomllib.loads(file.read_text("utf-8"))
    return found
