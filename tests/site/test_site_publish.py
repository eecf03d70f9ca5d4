"""Publishing: the old site or the new one, whole; a foreign folder is never touched. Serving: a strict policy."""

import gzip
import os
import shutil
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from esep.site import NotASite, NothingBefore, Part, go_back, server
from esep.site import publish as publish_parts
from esep.site.publish import LIST, MARKER
from esep.site.serve import unpacks

PUBLISH = sys.modules["esep.site.publish"]  # of that name esep.site has the function
OLD = [("index.html", b"old"), ("gone.html", b"old"), ("a/b/c.html", b"deep")]
NEW = [
    ("index.html", b"new"),
    ("404.html", b"<p>nothing here"),
    ("en/index.html", b"english"),
    ("data/README", b"words"),
]


def publish(pages: Iterable[tuple[str, bytes]], folder: Path) -> int:
    """All of it as one part."""
    return publish_parts([Part("all", lambda opened: pages)], folder)


def visible(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if not path.name.startswith(".")]


def files(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name not in (MARKER, LIST)}


def test_replaces_the_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    assert publish(OLD, folder) == 3
    assert publish(NEW, folder) == 4
    assert files(folder) == dict(NEW)
    assert visible(folder.parent) == ["site"]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_refuses_a_foreign_folder(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotASite, match="was not made by esep"):
        publish(NEW, tmp_path)
    assert files(tmp_path) == {"thesis.txt": b"mine"}


def test_takes_an_empty_folder_but_no_file(tmp_path: Path) -> None:
    empty, file = tmp_path / "empty", tmp_path / "file"
    empty.mkdir()
    file.write_text("mine")
    assert publish(NEW, empty) == 4
    with pytest.raises(NotASite):
        publish(NEW, file)
    assert file.read_text() == "mine"


def broken() -> Iterator[tuple[str, bytes]]:
    yield "index.html", b"half"
    raise KeyboardInterrupt


def test_stopped_while_writing_leaves_the_old_site(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(OLD, folder)
    with pytest.raises(KeyboardInterrupt):
        publish(broken(), folder)
    assert files(folder) == dict(OLD)
    assert visible(tmp_path) == ["site"]


@pytest.fixture(params=["exchange", "renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How old and new change places: at once, or by two renames where the system cannot do that."""
    if request.param == "renames":
        monkeypatch.setattr(PUBLISH, "_exchanged", lambda one, other: False)
    elif sys.platform != "linux":
        pytest.skip("only Linux has renameat2")
    return str(request.param)


def test_failed_second_rename_puts_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PUBLISH, "_exchanged", lambda one, other: False)
    folder = tmp_path / "site"
    publish(OLD, folder)
    rename = Path.rename

    def fails_for_new(path: Path, to: Path) -> Path:
        if ".next" in path.name:
            raise OSError("the disk is gone")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fails_for_new)
    with pytest.raises(OSError, match="the disk is gone"):
        publish(NEW, folder)
    assert files(folder) == dict(OLD)


@pytest.mark.parametrize("at", range(30))
def test_killed_at_any_step_leaves_a_whole_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, at: int
) -> None:
    """A process that is killed does nothing more: what stands then is what a visitor and the next publish find."""
    folder = tmp_path / "site"
    publish(OLD, folder)
    publish([*OLD, ("second.html", b"2")], folder)
    steps = iter(range(at))

    def step(original: Callable[..., Any]) -> Callable[..., Any]:
        def until(*given: Any, **more: Any) -> Any:
            if next(steps, None) is None:
                raise Killed
            return original(*given, **more)

        return until

    with monkeypatch.context() as killing:
        for where, name in ((Path, "rename"), (Path, "unlink"), (Path, "open"), (Path, "mkdir"), (os, "fsync")):
            killing.setattr(where, name, step(getattr(where, name)))
        killing.setattr(shutil, "rmtree", lambda *given, **more: None)
        with suppress(Killed):
            publish(NEW, folder)
    if folder.exists():
        assert files(folder) in ({**dict(OLD), "second.html": b"2"}, dict(NEW))
    else:
        assert way == "renames"
    publish(NEW, folder)
    assert files(folder) == dict(NEW)
    assert visible(tmp_path) == ["site"]


class Killed(BaseException):
    pass


def test_only_what_changed_is_made_and_nothing_else_is_lost(tmp_path: Path) -> None:
    made: list[str] = []

    def part(name: str, key: str | None, *pages: tuple[str, bytes]) -> Part:
        def make(opened: object) -> Iterable[tuple[str, bytes]]:
            made.append(name)
            return pages

        return Part(name, make, key)

    def round_of(*parts: Part) -> dict[str, bytes]:
        made.clear()
        publish_parts(parts, tmp_path / "site")
        return files(tmp_path / "site")

    a, b, always = part("a", "1", ("a.html", b"a")), part("b", "1", ("b/b.html", b"b")), part("c", None, ("c", b"c"))
    assert round_of(a, b, always) == {"a.html": b"a", "b/b.html": b"b", "c": b"c"} and made == ["a", "b", "c"]
    assert round_of(a, b, always) == {"a.html": b"a", "b/b.html": b"b", "c": b"c"} and made == ["c"]
    assert round_of(a, always) == {"a.html": b"a", "c": b"c"} and made == ["c"]
    # The tree that is brought up to date is that of two rounds ago: it must not bring b back, nor miss it.
    assert round_of(a, always) == {"a.html": b"a", "c": b"c"}
    assert not (tmp_path / "site" / "b").exists()
    other = part("a", "2", ("moved.html", b"a"))
    assert round_of(other, b, always) == {"moved.html": b"a", "b/b.html": b"b", "c": b"c"}
    assert round_of(other, b, always) == {"moved.html": b"a", "b/b.html": b"b", "c": b"c"}


def test_after_a_newer_program_a_page_more_is_made_alone(tmp_path: Path) -> None:
    made: list[str] = []

    def parts(version: str, count: int) -> list[Part]:
        def part(number: int) -> Part:
            def make(opened: object) -> list[tuple[str, bytes]]:
                made.append(f"{version} {number}")
                return [(f"{number}.html", version.encode())]

            return Part(str(number), make, f"{version} {number}")

        return [part(number) for number in range(count)]

    for version, count in (("old", 20), ("new", 20), ("new", 21)):
        made.clear()
        publish_parts(parts(version, count), tmp_path / "site")
    assert made == ["new 20"]
    assert files(tmp_path / "site") == {f"{number}.html": b"new" for number in range(21)}
    go_back(tmp_path / "site")
    assert files(tmp_path / "site") == {f"{number}.html": b"new" for number in range(20)}


def test_the_site_before_is_untouched_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with pytest.raises(NothingBefore, match="no site before"):
        go_back(folder)
    publish(OLD, folder)
    with pytest.raises(NothingBefore):
        go_back(folder)
    publish(NEW, folder)
    go_back(folder)
    assert files(folder) == dict(OLD)
    go_back(folder)
    assert files(folder) == dict(NEW)


def test_long_texts_are_packed_beside(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish([("long.html", b"x" * 5000), ("short.html", b"x"), ("picture.png", b"x" * 5000)], folder)
    assert {path.name for path in folder.iterdir()} - {MARKER, LIST} == {
        "long.html", "long.html.gz", "short.html", "picture.png",
    }  # fmt: skip
    assert gzip.decompress((folder / "long.html.gz").read_bytes()) == b"x" * 5000
    for _ in range(2):
        publish([("long.html", b"x")], folder)
    assert [path.name for path in folder.iterdir() if path.name not in (MARKER, LIST)] == ["long.html"]


def test_made_by_several_processes_it_is_the_same(tmp_path: Path) -> None:
    pages = [(f"{number}.html", bytes([number]) * 1000) for number in range(100)]
    several = [Part(address, lambda opened, page=(address, content): [page]) for address, content in pages]  # type: ignore[misc]
    assert publish_parts(several, tmp_path / "one", jobs=1) == publish_parts(several, tmp_path / "two", jobs=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert files(tmp_path / "one")["99.html"] == bytes([99]) * 1000


@pytest.mark.parametrize("address", ["../x", "/etc/x", "a/../../x", "", "a\\b"])
def test_no_page_leaves_the_folder(tmp_path: Path, address: str) -> None:
    folder = tmp_path / "site"
    publish(OLD, folder)
    with pytest.raises(ValueError, match="a page cannot be at"):
        publish([(address, b"x")], folder)
    assert files(folder) == dict(OLD)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    publish(NEW, tmp_path / "site")
    running = server(tmp_path / "site", 0)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


def test_serves_with_a_strict_policy(address: str) -> None:
    for path, content in (("/", b"new"), ("/en/", b"english"), ("/data/README", b"words")):
        with urllib.request.urlopen(address + path) as answer:
            assert answer.read() == content
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "charset=utf-8" in answer.headers["Content-Type"]


@pytest.mark.parametrize("path", ["/data/", f"/{MARKER}", "/%2eesep-site", f"/{LIST}", "/../x", "/nowhere.html"])
def test_no_listing_nothing_hidden(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(address + path)
    assert error.value.code == 404
    assert error.value.read() == b"<p>nothing here"
    assert "default-src 'self'" in error.value.headers["Content-Security-Policy"]


def test_names_the_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="publish the site first"):
        server(tmp_path / "none", 0)


@pytest.mark.parametrize(
    ("accepted", "yes"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("deflate, *;q=0.1", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
    ],
)
def test_who_takes_packed_files(accepted: str, yes: bool) -> None:
    assert unpacks(accepted) == yes


def test_sends_what_is_packed_to_whoever_unpacks_it(tmp_path: Path) -> None:
    page = b"<!doctype html>" + b"words " * 500
    publish([("index.html", page), ("en/index.html", page), ("small.html", b"<p>few")], tmp_path / "site")
    running = server(tmp_path / "site", 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        for path in ("", "index.html", "en/"):
            asked = urllib.request.Request(
                f"http://127.0.0.1:{running.server_port}/{path}", headers={"Accept-Encoding": "gzip"}
            )
            with urllib.request.urlopen(asked) as answer:
                body = answer.read()
                assert answer.headers["Content-Encoding"] == "gzip" and gzip.decompress(body) == page
                assert answer.headers["Content-Length"] == str(len(body))
                assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
                assert answer.headers["Vary"] == "Accept-Encoding" and "Content-Security-Policy" in answer.headers
            with urllib.request.urlopen(asked.full_url) as answer:
                assert answer.headers["Content-Encoding"] is None and answer.read() == page
        asked = urllib.request.Request(f"http://127.0.0.1:{running.server_port}/small.html", headers=asked.headers)
        with urllib.request.urlopen(asked) as answer:
            assert answer.read() == b"<p>few"
    finally:
        running.shutdown()
        running.server_close()
