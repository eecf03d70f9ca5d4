"""`esep ledger`: what is printed, its status, and what bad input leaves behind."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from esep import ledger as its
from esep.cli import main
from esep.project import start

LINES = [
    {"text": f"Over the past day, {n} new coronavirus cases were registered.", "publisher": who, "area": "KZ"}
    for n, who in ((45, "Kazinform"), (46, "Kazinform"), (47, "Tengrinews"))
]


def esep(*arguments: object, stdin: str | bytes | None = None, status: int = 0) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert result.exit_code == status, result.output
    return result


@pytest.fixture
def recorded(ledger: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of three documents of two publishers, and so of five entries; ESEP_LEDGER names it."""
    monkeypatch.setenv("ESEP_LEDGER", ledger)
    said = "\n".join(map(json.dumps, LINES))
    esep("record", "--from", "jsonl", "-", stdin=said)
    return ledger


def head() -> str:
    start(os.environ["ESEP_LEDGER"])
    return its.head().head


def broken() -> None:
    """Changes what was recorded, as one can who has the file to himself."""
    start(os.environ["ESEP_LEDGER"])
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_figure_no_update")
        cursor.execute("UPDATE ledger_figure SET value = 99 WHERE value = 46")


# Verify -----------------------------------------------------------------------------------------------------------


def test_a_ledger_that_is_whole(recorded: str) -> None:
    said = esep("ledger", "verify").stdout
    assert said.startswith(f"whole: 5 entries, head {head()}, last recorded 20")
    told = json.loads(esep("ledger", "verify", "--format", "json").stdout)
    assert (told["whole"], told["entries"], told["head"], told["broken"]) == (True, 5, head(), None)


def test_an_empty_ledger_is_whole(ledger: str) -> None:
    said = esep("ledger", "verify", "--ledger", ledger).stdout
    assert said == f"whole: 0 entries, head {'0' * 64}, nothing recorded yet\n"


def test_a_ledger_that_was_changed(recorded: str) -> None:
    published = head()
    broken()
    said = esep("ledger", "verify", "--head", published, status=1).stdout.splitlines()
    assert said[0].startswith("broken: Entry 2, the reading of document ")
    assert said[1].startswith("What stands before it: 1 entry, head ")
    assert said[2] == f"head {published} is said to be entry 5, which stands behind the break and proves nothing"
    told = json.loads(esep("ledger", "verify", "--head", published, "--format", "json", status=1).stdout)
    assert (told["whole"], told["entries"], told["entry"]) == (False, 1, None)


def test_a_head_that_was_published(recorded: str) -> None:
    published = head()
    esep("record", "--from", "jsonl", "-", stdin=json.dumps({"text": "3 new cases.", "publisher": "x", "area": "KZ"}))
    said = esep("ledger", "verify", "--head", published.upper()).stdout.splitlines()
    assert said[1] == f"head {published} is entry 5: what was recorded up to it is here as it was"
    assert json.loads(esep("ledger", "verify", "--head", published, "--format", "json").stdout)["entry"] == 5


def test_a_head_of_another_ledger_or_of_a_tail_that_was_cut_off(recorded: str) -> None:
    said = esep("ledger", "verify", "--head", "a" * 64, status=1).stdout.splitlines()
    assert said[0].startswith("whole: ")
    assert said[1] == (
        f"no entry has the head {'a' * 64}: what was recorded up to it was cut off or changed since, "
        "or it is the head of another ledger"
    )
    assert "a head is 64 hex digits" in esep("ledger", "verify", "--head", "abc", status=2).output


@pytest.mark.parametrize("arguments", [("verify",), ("dump", "out.jsonl"), ("looked", "x")])
def test_no_ledger_is_made_by_looking(arguments: tuple[str, ...], tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    said = esep("ledger", *arguments, "--ledger", missing, status=2).stderr
    assert said == f"esep: {missing}: no such ledger; name one that is there\n"
    assert not missing.exists()


# Dump and restore -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["history.jsonl", "history.jsonl.gz"])
def test_out_and_back(name: str, recorded: str, tmp_path: Path) -> None:
    file, other = tmp_path / name, tmp_path / "other"
    assert esep("ledger", "dump", file).stdout == f"{file}: 5 entries, head {head()}\n"
    said = file.read_bytes()
    assert said.startswith(b"\x1f\x8b" if name.endswith(".gz") else b'{"format":"esep ledger"')
    assert esep("ledger", "restore", file, "--ledger", other).stdout.startswith(
        f"restored, whole: 5 entries, head {head()}"
    )
    assert esep("export", "--ledger", other).stdout == esep("export").stdout
    assert esep("ledger", "restore", "-", "--ledger", tmp_path / "third", stdin=said).stdout.startswith("restored")
    esep("ledger", "dump", tmp_path / "again", "--ledger", other)
    assert (tmp_path / "again").read_bytes() == (gzip.decompress(said) if name.endswith(".gz") else said)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_dump_to_standard_output_is_the_dump_and_nothing_else(recorded: str, tmp_path: Path) -> None:
    esep("ledger", "dump", tmp_path / "file")
    assert esep("ledger", "dump", "-").stdout_bytes == (tmp_path / "file").read_bytes()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda said: said[:-9], "damaged or cut off"),
        (lambda said: said[:300] + b"\0" + said[301:], ""),
        (lambda said: gzip.compress(gzip.decompress(said)[:-150]), "line 6: not JSON; it was damaged or cut off"),
        (lambda said: b"", "line 1: this is no dump of a ledger"),
        (lambda said: b"\x1f\x8b", "damaged or cut off"),
    ],
)
def test_a_damaged_file_restores_nothing(
    damage: Callable[[bytes], bytes], words: str, recorded: str, tmp_path: Path
) -> None:
    file, other = tmp_path / "file.gz", tmp_path / "other"
    esep("ledger", "dump", file)
    file.write_bytes(damage(file.read_bytes()))
    said = esep("ledger", "restore", file, "--ledger", other, status=2).stderr
    assert said.startswith(f"esep: {file}: {words}")
    assert esep("ledger", "verify", "--ledger", other).stdout.startswith("whole: 0 entries")


def test_a_ledger_that_holds_something_is_not_restored_into(recorded: str, tmp_path: Path) -> None:
    esep("ledger", "dump", tmp_path / "file")
    said = esep("ledger", "restore", tmp_path / "file", status=2).stderr
    assert said == f"esep: {tmp_path / 'file'}: there are entries in this ledger already: restore into a new one\n"
    assert "No such file" in esep("ledger", "restore", tmp_path / "none", status=2).stderr


def test_a_ledger_that_was_changed_leaves_the_old_dump(recorded: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("the dump of yesterday")
    broken()
    said = esep("ledger", "dump", file, status=2).stderr
    assert said == "esep: the ledger: entry 2 of the ledger is not what was recorded (see: esep ledger verify)\n"
    assert file.read_text() == "the dump of yesterday"
    assert esep("ledger", "migrate", recorded, tmp_path / "other", status=2).stderr == said.replace(
        "the ledger: ", "the ledger: "
    )
    assert esep("ledger", "verify", "--ledger", tmp_path / "other").stdout.startswith("whole: 0 entries")


def test_from_one_ledger_into_another(recorded: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert esep("ledger", "migrate", recorded, other).stdout.startswith(f"moved, whole: 5 entries, head {head()}")
    assert esep("export", "--ledger", other).stdout == esep("export").stdout
    again = esep("ledger", "migrate", recorded, other, status=2).stderr
    assert again == f"esep: {recorded}: there are entries in this ledger already: restore into a new one\n"
    assert "no such ledger" in esep("ledger", "migrate", tmp_path / "missing", tmp_path / "new", status=2).stderr


# Looks ------------------------------------------------------------------------------------------------------------


def looked(*arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(esep("ledger", "looked", *arguments, "--format", "json").stdout)
    return found


def test_a_run_of_record_is_a_look_at_each_publisher(recorded: str) -> None:
    assert [(one["seen"], one["new"]) for one in looked("Kazinform")] == [(2, 2)]
    assert [(one["seen"], one["new"]) for one in looked("Tengrinews")] == [(1, 1)]
    more = {"text": "Over the past day, 9 new cases of measles were registered.", "publisher": "Kazinform"}
    esep("record", "--from", "jsonl", "-", stdin="\n".join(map(json.dumps, [*LINES, more])))
    assert [(one["seen"], one["new"]) for one in looked("Kazinform")] == [(2, 2), (3, 1)]
    assert [(one["seen"], one["new"]) for one in looked("Tengrinews")] == [(1, 1), (1, 0)]
    assert esep("ledger", "verify").stdout.startswith("whole: 8 entries")


def test_looks_of_some_days(recorded: str) -> None:
    day = looked("Kazinform")[0]["at"][:10]
    assert len(looked("Kazinform", "--from", day, "--to", day)) == 1
    assert looked("Kazinform", "--to", "2020-09-17") == []
    assert looked("Kazinform", "--from", "2999-01-01") == []


def test_looks_for_people(recorded: str) -> None:
    shown = esep("ledger", "looked", "Kazinform").stdout
    assert "looked at (UTC)" in shown
    assert shown.split()[-2:] == ["2", "2"]
    assert esep("ledger", "looked", "Nobody").stdout == "nobody looked at Nobody\n"
    assert esep("ledger", "looked", "Kazinform", "--to", "2020-01-01").stdout == "nobody looked at Kazinform then\n"


def test_a_password_is_no_argument_of_the_process_that_dumps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    called: list[Any] = []

    def popen(command: list[str], **options: Any) -> Any:
        called.append((command, options["env"]["ESEP_LEDGER"]))
        return original([sys.executable, "-c", "raise SystemExit('esep: no')"], **options)

    original = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", popen)
    address = "postgresql://me:secret@host/name"
    assert esep("ledger", "migrate", address, tmp_path / "other", status=2).stderr == "esep: no\n"
    [(command, named)] = called
    assert "secret" not in " ".join(command)
    assert named == address
