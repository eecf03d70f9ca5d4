"""What this copy of Esep is made of, as a short hash: a change of its code or data changes it."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from esep.data import OWN


@cache
def fingerprint(
    folders: tuple[str, ...] = ("",), endings: tuple[str, ...] = (".py", ".toml", ".csv", ".ftl", ".css")
) -> str:
    """The first 12 hex digits of the SHA-256 of the package's files below those folders, by name and content, and of
    the data files of one's own."""
    found = hashlib.sha256()
    below = [(folder, files("esep") / folder if folder else files("esep")) for folder in folders]
    for folder, place in [*below, *([("own", OWN)] if OWN else [])]:
        for name, file in _below(folder, place, endings):
            found.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()[:12]


def _below(name: str, folder: Traversable, endings: tuple[str, ...]) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _below(path, entry, endings)
        elif entry.name.endswith(endings):
            yield path, entry
