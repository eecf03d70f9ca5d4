"""Writing a site to a folder so that whoever looks finds the old site or the new one, whole.

    folder         the site that is served
    .folder.last   the one before it, to go back to
    .folder.next   where the next one is made: the one before it, brought up to date; then the two change places

What is the same in both is written once (hard links), so a new day costs what it changes. A tree is whole where its
list of parts is in it: the list goes first when a tree is changed and comes back last, so that after a kill at any
moment a half-made tree is known as such. A folder that we did not make (no marker file in it) is never touched.
"""

import ctypes
import gc
import gzip
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from esep.site.part import Content, Part

MARKER, LIST = ".esep-site", ".esep-parts"
_MARK = "Made by esep. The next publish replaces this whole folder.\n"
_PACKED = (".html", ".css", ".js", ".svg", ".csv", ".xml", ".json")
_PACKED_SIZES = range(500, 8_000_000)
"""Bytes of a file that a packed one is put beside: of a smaller one nothing is gained, a larger one takes too long."""
_PACKING = 6
"""Of nine: more takes twice the time and spares a byte of a hundred."""
_FEW_PARTS = 32
"""Parts for which it does not pay to set up processes."""


class NotASite(ValueError):
    """The folder holds something that we did not make."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not empty and was not made by esep (no {MARKER} in it): name another folder or empty this one"
        )


class NothingBefore(LookupError):
    """There is no site to go back to."""


class Listed(NamedTuple):
    """A part in the list of a tree."""

    key: str | None
    addresses: tuple[str, ...]


Parts = Mapping[str, Listed]
NOTHING_TOLD: Mapping[str, int] = {}


def stands(folder: Path, made_from: str) -> Mapping[str, int]:
    """What the marker of a site tells that was made from that: how many `files`, and what was told of it. Shape: empty
    where the folder holds no such site."""
    said = dict(_said(folder))
    if said.pop("from", None) != made_from:
        return {}
    return {name: int(count) for name, count in said.items() if count.isdecimal()}


def _said(folder: Path) -> Mapping[str, str]:
    marker = folder / MARKER
    lines = marker.read_text("utf-8").splitlines() if marker.is_file() else []
    return dict(line.split(" ", 1) for line in lines if " " in line)


def publish(
    parts: Iterable[Part],
    folder: Path,
    *,
    made_from: str = "",
    told: Mapping[str, int] = NOTHING_TOLD,
    jobs: int = 1,
    apart: Callable[[], None] = lambda: None,
    watch: Callable[[Iterable[Listed], int], Iterable[Listed]] = lambda made, count: made,
) -> int:
    """How many files the folder holds now: these parts' pages and no others, and packed ones beside them. The marker
    says what they were made from, and counts `told` of that. `watch` passes the parts on as they are made, and is told
    how many it will be. `apart` is called before several processes go on from this one: it lets go of what they may not
    share.

    Errors: NotASite where the folder holds something else; ValueError for an address that leaves the site; OSError.
    In each case the folder is as it was.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _restore(folder)
        _refuse_foreign(folder)
        tree = _beside(folder, "next")
        wanted = list(parts)
        before = _begin(tree, folder, wanted)
        try:
            listed, new = _bring_up_to_date(tree, before, wanted, jobs, apart, watch)
            _finish(tree, listed, new, made_from, told)
            _swap(tree, folder)
        except BaseException:
            shutil.rmtree(tree, ignore_errors=True)
            raise
    return _count(listed)


def go_back(folder: Path) -> None:
    """Puts the site in its place that was there before the last publish; again, and the newer one is back.

    Errors: NothingBefore.
    """
    folder = folder.resolve()
    with _alone(folder):
        _restore(folder)
        last = _beside(folder, "last")
        if not (folder / MARKER).is_file() or not (last / LIST).is_file():
            raise NothingBefore(f"{folder}: there is no site before this one to go back to")
        last.rename(tree := _beside(folder, "next"))
        _swap(tree, folder)


# The trees ---------------------------------------------------------------------------------------------------------


def _beside(folder: Path, which: str) -> Path:
    return folder.with_name(f".{folder.name}.{which}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Waits until nobody else publishes beside it."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    lock = os.open(folder.parent, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotASite(folder)
    if folder.is_dir() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise NotASite(folder)


def _restore(folder: Path) -> None:
    """Puts right what a publish that was killed left: a half-made tree goes, a whole one is the last one."""
    tree, last = _beside(folder, "next"), _beside(folder, "last")
    if tree.exists() and not (tree / LIST).is_file():
        shutil.rmtree(tree)
    if last.exists() and not folder.exists():
        last.rename(folder)
    if tree.exists():
        shutil.rmtree(last, ignore_errors=True)
        tree.rename(last)


def _begin(tree: Path, folder: Path, wanted: Sequence[Part]) -> Parts:
    """The tree that will be brought up to date, without its list, and the parts in it. It is the last one, unless much
    more of what is wanted stands in the folder, as when the program itself is newer than the last one."""
    last = _beside(folder, "last")
    here, before = _listed(folder), _listed(last)
    if last.exists() and _standing(here, wanted) - _standing(before, wanted) <= len(wanted) // 8:
        last.rename(tree)
        (tree / LIST).unlink(missing_ok=True)
        return before
    shutil.rmtree(last, ignore_errors=True)
    if here:
        _link(folder, tree)
    else:
        tree.mkdir()
    return here


def _standing(there: Parts, wanted: Iterable[Part]) -> int:
    """How many of the parts wanted are there as they should be."""
    return sum(not _is_new(part, there) for part in wanted)


def _is_new(part: Part, before: Parts) -> bool:
    return part.key is None or part.name not in before or before[part.name].key != part.key


def _listed(tree: Path) -> Parts:
    """The parts of a tree. Shape: empty where it is not whole."""
    if not (tree / LIST).is_file():
        return {}
    said = json.loads((tree / LIST).read_bytes())
    return {name: Listed(key, tuple(addresses)) for name, (key, *addresses) in said.items()}


def _link(folder: Path, tree: Path) -> None:
    """Another tree of the same files, without the list."""
    but = shutil.ignore_patterns(LIST)
    try:
        shutil.copytree(folder, tree, ignore=but, copy_function=os.link)
    except (shutil.Error, OSError):  # a file system without hard links
        shutil.rmtree(tree, ignore_errors=True)
        shutil.copytree(folder, tree, ignore=but)


def _finish(tree: Path, listed: Parts, new: Sequence[str], made_from: str, told: Mapping[str, int]) -> None:
    """The marker, and the list when every byte of the new files is on the disk."""
    counts = "".join(f"{name} {count}\n" for name, count in {"files": _count(listed), **told}.items())
    _write(tree / MARKER, f"{_MARK}from {made_from}\n{counts}".encode())
    _to_disk(tree, (*new, MARKER))
    _write(tree / LIST, json.dumps({name: (part.key, *part.addresses) for name, part in listed.items()}).encode())
    _to_disk(tree, (LIST,))
    tree.chmod(0o755)


def _count(listed: Parts) -> int:
    return sum(len(part.addresses) for part in listed.values())


_FEW = 2000
"""Files of which each is waited for; of more, all that the system has to write."""


def _to_disk(tree: Path, addresses: Sequence[str]) -> None:
    """Waits until the files, and the folders that name them, are on the disk."""
    if len(addresses) > _FEW:
        os.sync()
        return
    files = [tree / address for address in addresses]
    for path in (*files, *{folder for file in files for folder in file.parents if folder.is_relative_to(tree)}):
        _fsync(path)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(tree: Path, folder: Path) -> None:
    """The tree in the place of the folder, which becomes the last one."""
    last = _beside(folder, "last")
    if not folder.exists():
        tree.rename(folder)
    elif _exchanged(tree, folder):
        tree.rename(last)
    else:
        folder.rename(last)
        try:
            tree.rename(folder)
        except OSError:
            last.rename(folder)
            raise
    _fsync(folder.parent)


_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE. Source: renameat2(2), Linux 3.15."""


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two changed places, at once for whoever looks; no where the system cannot do that."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


# The pages ---------------------------------------------------------------------------------------------------------


def _bring_up_to_date(
    tree: Path,
    before: Parts,
    parts: Sequence[Part],
    jobs: int,
    apart: Callable[[], None],
    watch: Callable[[Iterable[Listed], int], Iterable[Listed]],
) -> tuple[Parts, Sequence[str]]:
    """Makes what is not there as it should be, and takes away what should not be there: the parts that there are now,
    and the addresses that are new."""
    new = [part for part in parts if _is_new(part, before)]
    early = sorted((part for part in new if not part.late), key=attrgetter("near"))
    late = [part for part in new if part.late]
    made = iter(watch(_made(tree, early, late, jobs, apart), len(new)))
    anew = dict(zip((part.name for part in (*early, *late)), made, strict=True))
    listed = {part.name: anew[part.name] if part.name in anew else before[part.name] for part in parts}
    there = {address for part in listed.values() for address in part.addresses}
    gone = {address for part in before.values() for address in part.addresses} - there
    for address in gone:
        (tree / address).unlink(missing_ok=True)
    _prune(tree, gone)
    return listed, [address for part in anew.values() for address in part.addresses]


def _made(
    tree: Path, early: Sequence[Part], late: Sequence[Part], jobs: int, apart: Callable[[], None]
) -> Iterator[Listed]:
    if jobs > 1 and len(early) > _FEW_PARTS and "fork" in multiprocessing.get_all_start_methods():
        yield from _side_by_side(tree, early, jobs, apart)
    else:
        yield from (_make(tree, part) for part in early)
    yield from (_make(tree, part) for part in late)


def _side_by_side(tree: Path, parts: Sequence[Part], jobs: int, apart: Callable[[], None]) -> Iterator[Listed]:
    """The parts made by several processes, which share what we hold: it goes to none of them in writing."""
    first, *groups = [[*group] for _, group in groupby(parts, attrgetter("near"))]
    yield from (_make(tree, part) for part in first)  # what this one reads and learns the others need not
    apart()
    _SHARED[:] = [(tree, groups)]
    gc.freeze()  # what is not looked through is not copied either
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), gc.disable) as pool:
            asked = [pool.submit(_make_some, number) for number in range(len(groups))]
            for one in asked:
                yield from one.result()
    finally:
        gc.unfreeze()
        _SHARED.clear()


_SHARED: list[tuple[Path, Sequence[Sequence[Part]]]] = []


def _make_some(number: int) -> list[Listed]:
    tree, groups = _SHARED[0]
    return [_make(tree, part) for part in groups[number]]


def _make(tree: Path, part: Part) -> Listed:
    def opened(address: str) -> BinaryIO:
        return (tree / address).open("rb")

    addresses = []
    for address, content in part.make(opened):
        path = tree / _inside(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
        addresses.append(address)
        packed = path.with_name(f"{path.name}.gz")
        if path.suffix in _PACKED and path.stat().st_size in _PACKED_SIZES:
            whole = content if isinstance(content, bytes) else path.read_bytes()
            _write(packed, gzip.compress(whole, _PACKING, mtime=0))
            addresses.append(f"{address}.gz")
        elif packed.exists():
            packed.unlink()
    return Listed(part.key, tuple(addresses))


def _write(path: Path, content: Content) -> None:
    """A file of its own: what was there may be part of another tree as well."""
    try:
        file = path.open("xb")
    except FileExistsError:
        path.unlink()
        file = path.open("xb")
    with file:
        file.writelines([content] if isinstance(content, bytes) else content)


def _inside(address: str) -> PurePosixPath:
    path = PurePosixPath(address)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in address:
        raise ValueError(f"a page cannot be at {address!r}")
    return path


def _prune(tree: Path, gone: Iterable[str]) -> None:
    """Takes away the folders that are empty without those files."""
    for folder in sorted({folder for address in gone for folder in (tree / address).parents}, reverse=True):
        if folder != tree and folder.is_relative_to(tree) and not any(folder.iterdir()):
            folder.rmdir()
