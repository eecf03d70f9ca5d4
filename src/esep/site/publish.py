"""Writing a site to a folder so that whoever looks finds the old site or the new one, whole.

    folder           the site that is served
    .folder.new-*    where the next one is written; renamed to `folder` when every byte is on the disk
    .folder.old-*    the last one, moved aside for the instant between the two renames, then removed

A kill between the renames leaves `folder` absent and both whole beside it: the next publish puts the old one back
first. A folder that we did not make (no marker file in it) is never touched.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

MARKER = ".esep-site"
_MARK = "Made by esep. The next publish replaces this whole folder.\n"


class NotASite(ValueError):
    """The folder holds something that we did not make."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not empty and was not made by esep (no {MARKER} in it): name another folder or empty this one"
        )


def stands(folder: Path, made_from: str) -> int:
    """How many files a site has that was made from that; 0 where the folder holds no such site."""
    marker = folder / MARKER
    said = marker.read_text("utf-8").splitlines() if marker.is_file() else []
    if f"from {made_from}" not in said:
        return 0
    return sum(1 for path in folder.rglob("*") if path.is_file()) - 1


def publish(pages: Iterable[tuple[str, bytes]], folder: Path, *, made_from: str = "") -> int:
    """How many files the folder holds now: these pages and no others. The marker says what they were made from.

    Errors: NotASite where the folder holds something else; ValueError for an address that leaves the site; OSError.
    In each case the folder is as it was.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _restore(folder)
    _refuse_foreign(folder)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    try:
        (new / MARKER).write_text(f"{_MARK}from {made_from}\n", "utf-8")
        count = _write(pages, new)
        new.chmod(0o755)
        _swap(new, folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return count


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotASite(folder)
    if folder.is_dir() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise NotASite(folder)


def _restore(folder: Path) -> None:
    """Put back what a publish that was killed moved aside, and clear away what it left."""
    for old in sorted(folder.parent.glob(f".{_literal(folder.name)}.old-*")):
        if not (old / "site" / MARKER).is_file():
            continue
        if not folder.exists():
            (old / "site").rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _write(pages: Iterable[tuple[str, bytes]], new: Path) -> int:
    count = 0
    folders = {new}
    for address, content in pages:
        path = new / _inside(address)
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.update(parent for parent in path.parents if new in parent.parents)
        path.write_bytes(content)
        count += 1
    _to_disk(new, folders)
    return count


def _inside(address: str) -> PurePosixPath:
    path = PurePosixPath(address)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in address:
        raise ValueError(f"a page cannot be at {address!r}")
    return path


def _to_disk(new: Path, folders: Iterable[Path]) -> None:
    """See that every byte is on the disk before the site is named: files first, then the folders that name them."""
    for path in new.rglob("*"):
        if path.is_file():
            _fsync(path)
    for folder in folders:
        _fsync(folder)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(new: Path, folder: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old-", dir=folder.parent)) if folder.exists() else None
    if aside:
        folder.rename(aside / "site")
    try:
        new.rename(folder)
    except OSError:
        if aside:
            (aside / "site").rename(folder)
            aside.rmdir()
        raise
    _fsync(folder.parent)
    if aside:
        shutil.rmtree(aside, ignore_errors=True)
