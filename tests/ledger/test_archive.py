"""The whole history as lines, and another ledger made of them: it answers as the first one did, or there is none."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from said import at, bulletin, cases, values

from esep import ledger as its
from esep.document import Document
from esep.project import start

GROWING = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)
TEXTS = ("За сутки 45", "Барлығы 7 жағдай\n\u2028\x07\\u0000 😷", '"quoted"', " ")
PUBLISHERS = (None, "inform.kz", "МЗ РК")
ISSUED = (None, date(2020, 9, 10), datetime(2020, 9, 9, 20, 30, tzinfo=UTC))

documents = st.builds(
    Document,
    text=st.sampled_from(TEXTS),
    publisher=st.sampled_from(PUBLISHERS),
    issued=st.sampled_from(ISSUED),
    area=st.sampled_from((None, "KZ", "KZ-75")),
    title=st.sampled_from((None, "Тақырып")),
    by=st.sampled_from((None, "А. Ким")),
    reason=st.just("опечатка"),
)
recordings = st.tuples(documents, st.lists(st.integers(-(2**63), 2**63 - 1), max_size=3), st.sampled_from("12"))
looks = st.tuples(st.sampled_from(PUBLISHERS[1:]), st.integers(0, 9), st.integers(0, 9))
histories = st.lists(recordings | looks, max_size=8)


def live(history: list[Any]) -> None:
    """Records all that, an hour apart, in the open ledger."""
    for hour, said in enumerate(history):
        now = at(10 + hour // 24, hour % 24)
        if isinstance(said[0], Document):
            document, counts, reader = said
            its.record(document, cases(document, *counts), reader=reader, at=now)
        else:
            its.look(said[0], seen=said[1], new=said[2], at=now)


def answers() -> list[Any]:
    """What the open ledger answers to every kind of question."""
    moments = [None, *(at(10, hour) for hour in (0, 2, 5))]
    days = (None, date(2020, 9, 9), date(2020, 9, 10), at(10, 1))
    return [
        its.head(),
        list(its.verify()),
        [its.looked(publisher, at(1), at(30)) for publisher in PUBLISHERS[1:]],
        *(
            (
                [figure.to_json() for figure in its.figures(as_of=day, known_at=then)],
                [(document.hash, document, its.recorded(document)) for document in its.documents(as_of=day)],
            )
            for then in moments
            for day in days
        ),
    ]


def dumped() -> list[str]:
    from esep.ledger import archive

    return list(archive.dump())


def restore(lines: list[Any]) -> Any:
    from esep.ledger import archive

    rest = iter(lines)
    return list(archive.restore(archive.promised(next(rest, "")), rest))[-1]


@pytest.fixture
def fresh(request: pytest.FixtureRequest, empty_ledger: Path, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Opens a new ledger of a kind."""

    def begin(kind: str) -> None:
        connections.close_all()
        if kind == "postgresql":
            start(request.getfixturevalue("postgresql")())
        else:
            start(str(shutil.copy(empty_ledger, Path(tempfile.mkdtemp(dir=tmp_path)) / "ledger.sqlite3")))

    yield begin
    connections.close_all()


@pytest.mark.parametrize(
    ("one", "other", "examples"),
    [("sqlite", "sqlite", 10), ("sqlite", "postgresql", 3), ("postgresql", "sqlite", 3)],
)
def test_a_restored_ledger_answers_as_the_first_did(
    one: str, other: str, examples: int, fresh: Callable[[str], None]
) -> None:
    @settings(GROWING, max_examples=examples)
    @given(histories)
    def holds(history: list[Any]) -> None:
        fresh(one)
        live(history)
        lines, expected = dumped(), answers()
        fresh(other)
        assert restore(lines) == expected[0]
        assert answers() == expected
        assert dumped() == lines

    holds()


@pytest.fixture
def lines(ledger: str, fresh: Callable[[str], None]) -> list[str]:
    """Five entries: three documents, the first of them read again, and a look. An empty ledger of that kind is open."""
    kind = connection.vendor
    for number in range(3):
        said = bulletin(f"Сводка {number}", title="Сводка")
        its.record(said, cases(said, number, number + 1), reader="1", at=at(11, number))
    said = bulletin("Сводка 0", title="Сводка")
    its.record(said, cases(said, 7), reader="2", at=at(12))
    its.look("inform.kz", seen=3, new=3, at=at(13))
    found = dumped()
    fresh(kind)
    return found


def test_a_dump_tells_each_document_once_and_what_digests_are_of(lines: list[str]) -> None:
    from hashlib import sha256

    first, *entries = map(json.loads, lines)
    assert first == {"format": "esep ledger", "version": 1, "entries": 5, "head": entries[-1]["head"]}
    assert "".join(lines).count("Сводка 0") == 1
    head, told = "0" * 64, {}
    for entry in entries:
        own = [entry.pop(name) for name in ("entry", "digest", "head")]
        if isinstance(entry.get("document"), str):
            entry["document"] = told[entry["document"]]
        elif "document" in entry:
            told[Document.from_json(entry["document"]).hash] = entry["document"]
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        digest = sha256(text.encode()).hexdigest()
        head = sha256(f"{head}{digest}".encode()).hexdigest()
        assert own[1:] == [digest, head]


def altered(lines: list[str], line: int, old: str, new: str) -> list[str]:
    """The lines, with something else in one of them, counted from 1."""
    assert old in lines[line - 1]
    return [text.replace(old, new) if n == line else text for n, text in enumerate(lines, 1)]


WRONG = "it is not what was recorded, or not in its place: its digest or head is another"


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda lines: [], "line 1: this is no dump of a ledger; make one with: esep ledger dump FILE"),
        (lambda lines: lines[1:], "line 1: this is no dump of a ledger; make one with: esep ledger dump FILE"),
        (lambda lines: ["[]\n"], "line 1: this is no dump of a ledger; make one with: esep ledger dump FILE"),
        (
            lambda lines: altered(lines, 1, '"version":1', '"version":2'),
            "line 1: written by a newer Esep; upgrade this one: pip install --upgrade esep",
        ),
        (lambda lines: lines[:-1], "it ends after entry 4 of 5: the rest was cut off"),
        (lambda lines: [*lines[:-1], lines[-1][:40]], "line 6: not JSON; it was damaged or cut off"),
        (lambda lines: [lines[0], *lines[2:]], f"line 2, entry 2: {WRONG}"),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], f"line 3, entry 3: {WRONG}"),
        (lambda lines: [lines[0], lines[1], *lines[1:]], "line 3, entry 1: an entry before it tells of that document"),
        (lambda lines: altered(lines, 3, '"inform.kz"', '"other.kz"'), f"line 3, entry 2: {WRONG}"),
        (lambda lines: altered(lines, 3, '"title":"Сводка"', '"title":"x"'), f"line 3, entry 2: {WRONG}"),
        (lambda lines: altered(lines, 4, ",3,", ",4,"), f"line 4, entry 3: {WRONG}"),
        (lambda lines: altered(lines, 4, ",3,", ',"3",'), "line 4, entry 3: not a number that is kept here: '3'"),
        (lambda lines: altered(lines, 4, "Сводка 2", "Сводка 2\\u0000"), "line 4, entry 3: it holds the character U+"),
        (lambda lines: altered(lines, 4, "Сводка 2", "\\ud800"), "line 4, entry 3: "),
        (lambda lines: altered(lines, 4, '"reader"', '"reeder"'), "line 4, entry 3: it lacks 'reader'"),
        (lambda lines: altered(lines, 5, '"reader":"2"', '"reader":"1"'), f"line 5, entry 4: {WRONG}"),
        (lambda lines: altered(lines, 5, '"document":"', '"document":"0'), "line 5, entry 4: no entry before it tells"),
        (lambda lines: altered(lines, 6, '"seen":3', '"seen":4'), f"line 6, entry 5: {WRONG}"),
        (lambda lines: altered(lines, 6, '"seen":3', '"seen":true'), "line 6, entry 5: not a number"),
        (lambda lines: altered(lines, 6, '"head":"', '"head":"0'), f"line 6, entry 5: {WRONG}"),
        (lambda lines: altered(lines, 1, '"head":"', '"head":"0'), "line 1: the head is said to be 0"),
        (lambda lines: altered(lines, 1, '"entries":5', '"entries":4'), "line 6: the first line promises no more than"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(
    lines: list[str], damage: Callable[[list[str]], list[str]], words: str
) -> None:
    with pytest.raises(its.Unsound) as refused:
        restore(damage(lines))
    assert str(refused.value).startswith(words)
    assert (its.head().entries, list(its.documents()), values()) == (0, [], [])
    assert restore(lines).entries == 5


def test_any_byte_that_is_another_is_seen(lines: list[str], fresh: Callable[[str], None]) -> None:
    whole = "".join(lines).encode()
    if connection.vendor != "sqlite":
        return  # the lines are held against their digests before the database sees them

    @settings(GROWING, max_examples=150)
    @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
    def seen(place: int, by: int) -> None:
        damaged = whole[:place] + bytes((whole[place] ^ by,)) + whole[place + 1 :]
        try:
            restore(damaged.splitlines(keepends=True))
        except its.Unsound:
            assert its.head().entries == 0
        else:  # another way to write the same
            assert dumped() == lines
            fresh("sqlite")

    seen()


def test_a_ledger_that_holds_something_is_left_alone(lines: list[str]) -> None:
    its.look("x", seen=1, new=0, at=at(11))
    with pytest.raises(its.Unsound, match="there are entries in this ledger already: restore into a new one"):
        restore(lines)
    assert its.head().entries == 1


def test_nothing_stays_of_what_was_not_taken_to_its_end(lines: list[str]) -> None:
    from esep.ledger import archive

    rest = iter(lines)
    half = archive.restore(archive.promised(next(rest)), rest)
    assert next(half).entries == 5
    half.close()
    assert its.head().entries == 0


def test_a_well_chained_line_that_no_ledger_writes_is_refused(lines: list[str]) -> None:
    """Whoever computes digests anew can chain anything; what would not come out again does not go in."""
    from esep.ledger import chain

    entry = json.loads(lines[1])
    for field, wrong in ((11, "unheard-of"), (10, "9 moons"), (6, "20200909"), (18, "{"), (18, "[1]"), (8, 2**63)):
        told = {name: entry[name] for name in ("document", "reader", "recorded", "figures")}
        told["figures"] = [[*entry["figures"][0][:field], wrong, *entry["figures"][0][field + 1 :]]]
        last = chain.Last(0, chain.GENESIS, None).then(chain.digest(told), at(11))
        line = json.dumps({"entry": 1, **told, "digest": last.digest, "head": last.head})
        first = json.dumps({"format": "esep ledger", "version": 1, "entries": 1, "head": last.head})
        with pytest.raises(its.Unsound, match="line 2, entry 1: "):
            restore([first, line])
    assert its.head().entries == 0


def test_a_ledger_that_was_changed_is_not_dumped(lines: list[str]) -> None:
    if connection.vendor != "sqlite":
        return
    restore(lines)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_figure_no_update")
        cursor.execute("UPDATE ledger_figure SET value = 99 WHERE value = 3")
    with pytest.raises(its.Unsound, match="entry 3 of the ledger is not what was recorded"):
        dumped()
