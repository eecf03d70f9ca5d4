"""The chain of entries: whatever is done to what was recorded shows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from said import at, bulletin, cases, values

from esep import ledger as its
from esep.ledger import chain

pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture
def recorded() -> list[str]:
    """Four documents of two figures, one of them read twice, and a look; the heads after each entry."""
    heads = []
    for number in range(4):
        said = bulletin(f"Сводка {number}", date(2020, 9, 10 + number))
        its.record(said, cases(said, number, number + 1), reader="1", at=at(15, number))
        heads.append(its.head().head)
    its.record(said, cases(said, 9), reader="2", at=at(16))
    heads.append(its.head().head)
    its.look("inform.kz", seen=4, new=0, at=at(17))
    return [*heads, its.head().head]


def last() -> chain.Chain:
    return list(its.verify())[-1]


@contextmanager
def behind_its_back() -> Iterator[Callable[..., None]]:
    """Runs statements as one would who has the database to himself: without triggers and foreign keys."""

    def run(statement: str, *parameters: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)

    with transaction.atomic():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                names = [name for (name,) in cursor.fetchall()]
            for name in names:
                run(f"DROP TRIGGER {name}")
            run("PRAGMA defer_foreign_keys = ON")
        else:
            run("SET LOCAL session_replication_role = replica")
        yield run
        transaction.set_rollback(True)


def test_an_empty_ledger_is_whole() -> None:
    assert last() == chain.Chain(0, chain.GENESIS, None)


def test_a_ledger_is_whole_and_each_entry_moves_its_head(recorded: list[str]) -> None:
    assert last() == chain.Chain(6, recorded[-1], at(17))
    assert len(set(recorded)) == 6


def test_what_is_recorded_again_moves_no_head(recorded: list[str]) -> None:
    said = bulletin("Сводка 0", date(2020, 9, 10))
    assert not its.record(said, cases(said, 0, 1), reader="1", at=at(18))
    assert its.head().head == recorded[-1]


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE ledger_figure SET value = 7 WHERE value = 2", 2),
        ("UPDATE ledger_figure SET quote = quote || '.' WHERE value = 3", 3),
        ("DELETE FROM ledger_figure WHERE value = 4", 4),
        ("UPDATE ledger_document SET text = 'x' WHERE text = 'Сводка 1'", 2),
        ("UPDATE ledger_document SET issued_day = '2020-09-01' WHERE text = 'Сводка 2'", 3),
        ("UPDATE ledger_document SET title = 'x' WHERE text = 'Сводка 3'", 4),
        ("UPDATE ledger_document SET hash = 'x' WHERE text = 'Сводка 1'", 2),
        ("UPDATE ledger_reading SET reader = '3' WHERE reader = '2'", 5),
        ("UPDATE ledger_look SET seen = 5", 6),
        ("UPDATE ledger_entry SET head = 'x' WHERE number = 3", 3),
        ("UPDATE ledger_entry SET recorded_at = '2020-09-01 00:00:00' WHERE number = 1", 1),
    ],
)
def test_what_was_changed_is_named(recorded: list[str], statement: str, entry: int) -> None:
    with behind_its_back() as run:
        run(statement)
        found = last()
        assert found.entries == entry - 1
        assert found.broken
        assert f"Entry {entry}, " in found.broken
        assert found.head == ([chain.GENESIS, *recorded])[entry - 1]
    assert last().broken is None


def test_what_was_taken_out_is_named(recorded: list[str]) -> None:
    with behind_its_back() as run:
        run("DELETE FROM ledger_entry WHERE number = 2")
        assert last().broken == "Entry 2 is missing: entry 3 comes next."


def test_what_was_slipped_in_is_named(recorded: list[str]) -> None:
    with behind_its_back() as run:
        run("INSERT INTO ledger_look (publisher, recorded_at, seen, new) VALUES ('x', '2020-09-01 00:00:00', 1, 0)")
        assert last().broken == "A look stands outside the chain: x."
    with behind_its_back() as run:
        document = "(SELECT hash FROM ledger_document LIMIT 1)"
        run(
            "INSERT INTO ledger_reading (document_id, reader, recorded_at) "
            f"VALUES ({document}, '7', '2020-09-18 00:00:00')"
        )
        assert (last().broken or "").startswith("A reading stands outside the chain: ")


def test_a_tail_that_was_cut_off_shows_by_a_head_that_was_kept(recorded: list[str]) -> None:
    assert [its.entry_of(head) for head in recorded] == [1, 2, 3, 4, 5, 6]
    assert its.entry_of("0" * 64) == 0
    with behind_its_back() as run:
        run("DELETE FROM ledger_entry WHERE number = 6")
        run("DELETE FROM ledger_look")
        assert last().broken is None  # whole in itself
        assert its.entry_of(recorded[-1]) is None


def test_looks_tell_nothing_new_from_nobody_looked(recorded: list[str]) -> None:
    assert its.looked("inform.kz", at(1), at(17)) == [its.Looked(at(17), 4, 0)]
    assert its.looked("inform.kz", at(1), at(16)) == []
    assert its.looked("tengrinews.kz", at(1), at(17)) == []


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("ledger_document", "hash"),
        ("ledger_reading", "id"),
        ("ledger_figure", "id"),
        ("ledger_look", "id"),
        ("ledger_entry", "number"),
    ],
)
def test_the_database_refuses_what_slips_past_its_triggers(recorded: list[str], table: str, key: str) -> None:
    """INSERT OR REPLACE takes a row out past a DELETE trigger, and TRUNCATE past every row trigger."""
    before = values()
    if connection.vendor == "sqlite":
        statements = [
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"REPLACE INTO {table} SELECT * FROM {table}",
        ]
    else:
        statements = [
            f"TRUNCATE {table} CASCADE",
            f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}",
        ]
    for statement in (*statements, f"DELETE FROM {table}", f"UPDATE {table} SET {key} = {key}"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert values() == before
    assert last().broken is None


@pytest.mark.parametrize(
    ("table", "columns", "chosen"),
    [
        ("ledger_reading", "document_id, reader, recorded_at", "document_id, reader, '2030-01-01 00:00:00'"),
        (
            "ledger_figure",
            'reading_id, "order", name, disease, area, event, measure, definition, "group", value, period, status, '
            'quote, rule, "of"',
            'reading_id, "order", name, disease, area, event, measure, definition, "group", 9, period, status, '
            'quote, rule, "of"',
        ),
    ],
)
def test_a_row_in_the_place_of_another_is_refused(recorded: list[str], table: str, columns: str, chosen: str) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL has no INSERT OR REPLACE
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {chosen} FROM {table}")
    assert last().broken is None
