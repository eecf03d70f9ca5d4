"""Publishing: the old site or the new one, whole; a foreign folder is never touched. Serving: a strict policy."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from esep.site import NotASite, publish, server
from esep.site.publish import MARKER

OLD = [("index.html", b"old"), ("gone.html", b"old"), ("a/b/c.html", b"deep")]
NEW = [
    ("index.html", b"new"),
    ("404.html", b"<p>nothing here"),
    ("en/index.html", b"english"),
    ("data/README", b"words"),
]


def files(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name != MARKER}


def test_replaces_the_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    assert publish(OLD, folder) == 3
    assert publish(NEW, folder) == 4
    assert files(folder) == dict(NEW)
    assert [path.name for path in folder.parent.iterdir()] == ["site"]
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
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_failed_second_rename_puts_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    publish(OLD, folder)
    rename = Path.rename

    def fails_for_new(path: Path, to: Path) -> Path:
        if ".new-" in path.name:
            raise OSError("the disk is gone")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fails_for_new)
    with pytest.raises(OSError, match="the disk is gone"):
        publish(NEW, folder)
    assert files(folder) == dict(OLD)


def test_killed_between_the_renames_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(OLD, folder)
    aside = tmp_path / ".site.old-killed"
    aside.mkdir()
    folder.rename(aside / "site")
    with pytest.raises(KeyboardInterrupt):
        publish(broken(), folder)
    assert files(folder) == dict(OLD)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


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


@pytest.mark.parametrize("path", ["/data/", f"/{MARKER}", "/%2eesep-site", "/../x", "/nowhere.html"])
def test_no_listing_nothing_hidden(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(address + path)
    assert error.value.code == 404
    assert error.value.read() == b"<p>nothing here"
    assert "default-src 'self'" in error.value.headers["Content-Security-Policy"]


def test_names_the_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="publish the site first"):
        server(tmp_path / "none", 0)
