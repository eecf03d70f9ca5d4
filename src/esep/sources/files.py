"""The files at a path: a file, those of a folder and below it, or those that fit a pattern."""

import re
from collections.abc import Iterator, Sequence
from glob import iglob
from pathlib import Path

from esep.sources.forms import ENDINGS, EXPORT, HEAD, is_export
from esep.sources.told import INDEX
from esep.sources.unreadable import Refuse, Unreadable, reason


def files(path: str, refuse: Refuse, endings: Sequence[str] = ENDINGS) -> Iterator[Path]:
    """The files in the order of their names, 2 before 10; of a folder, those with one of the endings.

    Errors: `refuse` is called with an Unreadable for what cannot be looked into, or where there is no file.
    """
    fits = [Path(path)]
    if any(sign in path for sign in "*?[") and not fits[0].exists():
        found = map(Path, iglob(path, recursive=True))  # noqa: PTH207  Path.glob knows no absolute patterns
        fits = sorted((one for one in found if one.name != INDEX), key=_place)
        if not fits:
            refuse(Unreadable(f"{path}: no file fits this pattern"))
    for one in fits:
        if one.is_dir():
            yield from _within(one, refuse, endings)
        else:
            yield one


def _within(folder: Path, refuse: Refuse, endings: Sequence[str]) -> Iterator[Path]:
    empty = True
    waiting = [iter((folder,))]  # of each folder that is open what is still to come
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
        elif not path.is_dir():
            if path.suffix.lower() in endings and path.name != INDEX and path.is_file():
                empty = False
                yield path
        elif endings is ENDINGS and _is_exported(path):  # all else in the folder belongs to the export
            empty = False
            yield path / EXPORT
        elif path == folder or not path.is_symlink():
            waiting.append(_inside(path, refuse))
    if empty:
        export = f", no {EXPORT}" if endings is ENDINGS else ""
        refuse(Unreadable(f"{folder}: nothing to read in this folder: no {', '.join(endings)} file{export}"))


def _inside(folder: Path, refuse: Refuse) -> Iterator[Path]:
    """What is in a folder, in the order of the names, hidden files left out."""
    try:
        return iter(sorted((path for path in folder.iterdir() if not path.name.startswith(".")), key=_place))
    except OSError as error:
        refuse(Unreadable(f"{folder}: {reason(error)}"))
        return iter(())


def _is_exported(folder: Path) -> bool:
    """Whether Telegram Desktop exported the folder."""
    try:
        with (folder / EXPORT).open("rb") as file:
            return is_export(file.read(HEAD))
    except OSError:
        return False


def _place(path: Path) -> list[tuple[list[str | int], str]]:
    """Where a path stands among others: 'messages.html', 'messages2.html', 'messages10.html'."""
    names = map(Path, path.parts)
    return [([int(w) if w.isdecimal() else w for w in re.split(r"(\d+)", one.stem)], one.suffix) for one in names]
