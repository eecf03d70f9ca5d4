"""Recording: once, whole, for good."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from said import at, bulletin, cases, record_at_once, values

from esep import ledger as its
from esep.document import Document
from esep.figure import Claim, Figure, Source
from esep.period import NOW, Kind, Period
from esep.project import start
from esep.terms import Event, Status

pytestmark = pytest.mark.usefixtures("ledger")

ALMATY = timezone(timedelta(hours=6))


def test_the_same_document_by_the_same_reader_is_recorded_once() -> None:
    said = bulletin()
    assert its.record(said, cases(said, 45, 46), reader="1", at=at(11))
    assert not its.record(said, cases(said, 45, 46), reader="1", at=at(12))
    assert not its.record(said, cases(said, 99), reader="1", at=at(12))
    assert values() == [45, 46]
    assert its.recorded(said) == at(11)


def test_a_given_id_does_not_make_another_document() -> None:
    said = bulletin()
    its.record(said, cases(said, 45), reader="1", at=at(11))
    assert not its.record(replace(said, given_id="mine"), [], reader="1", at=at(12))
    assert [document.id for document in its.documents()] == [said.hash[:16]]


def test_a_document_without_figures_is_a_document() -> None:
    said = bulletin("Сегодня ничего")
    assert its.record(said, [], reader="1", at=at(11))
    assert list(its.documents()) == [said]
    assert values() == []


def test_a_document_comes_out_as_it_went_in() -> None:
    issued = datetime(2020, 9, 10, 10, 30, 15, 250, ALMATY)
    said = Document("45 жағдай\n\u00a0😷", None, "https://x", issued, "kk", "KZ-75", "Тақырып", "А. Ким", "опечатка")
    its.record(said, [], reader="1", at=at(11))
    [document] = its.documents()
    assert (document, document.hash) == (said, said.hash)
    assert document.issued.utcoffset() == timedelta(hours=6)


def test_a_figure_comes_out_as_it_went_in() -> None:
    said = bulletin(issued=datetime(2020, 9, 10, 10, tzinfo=ALMATY), url="https://x")
    source = Source(
        said.id, said.publisher, "МЗ РК", said.url, "kk", said.issued, (3, 5), "За сутки 45", "table", ("a b", "c")
    )
    claim = Claim("COVID-19", "KZ/Ақтау", Event.PATIENT, "current", "-", "age:0-17+male", None, date(2020, 9, 9))
    first = Figure(claim, 45, NOW, source, Status.DOUBTFUL)
    bare = Figure(
        claim._replace(end=None),
        -(2**63),
        Period.past(14),
        Source(said.id, said.publisher, url=said.url, issued=said.issued),
    )
    named = replace(first, given_id="row 7")
    its.record(said, [first, bare, named], reader="1", at=at(11))
    back = list(its.figures())
    assert [figure.to_json() for figure in back] == [figure.to_json() for figure in (first, bare, named)]
    assert [figure.source for figure in back] == [first.source, bare.source, named.source]
    assert its.figure(first.id) == first
    assert its.figure("row 7") == first
    assert its.figure("none") is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda said: cases(bulletin("Другая"), 45), "is not of document"),
        (lambda said: cases(said, 2**63), "too great to keep"),
        (lambda said: [replace(cases(said, 45)[0], period=Period(Kind.DAYS, count=10_000))], "unknown period '10000d'"),
        (
            lambda said: [replace(cases(said, 45)[0], period=Period(Kind.MONTH, date(2020, 9, 7)))],
            "cannot be kept as it is",
        ),
        (lambda said: cases(said, 45, area="KZ\0"), r"U\+0000"),
    ],
)
def test_a_figure_that_could_not_come_out_does_not_go_in(wrong: Callable[[Document], list[Figure]], words: str) -> None:
    said = bulletin()
    with pytest.raises(ValueError, match=words):
        its.record(said, [*cases(said, 44), *wrong(said)], reader="1", at=at(11))
    assert its.recorded(said) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (bulletin("45\0"), r"U\+0000"),
        (bulletin(issued=datetime(2020, 9, 10)), "needs a zone"),  # noqa: DTZ001
        (bulletin(issued=date.max), "at the end of time"),
    ],
)
def test_a_document_that_could_not_come_out_does_not_go_in(said: Document, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        its.record(said, [], reader="1", at=at(11))
    assert list(its.documents()) == []


def test_every_clock_needs_a_zone() -> None:
    bare = datetime(2020, 9, 10)  # noqa: DTZ001
    for ask in (
        lambda: its.record(bulletin(), [], reader="1", at=bare),
        lambda: its.figures(as_of=bare),
        lambda: its.documents(known_at=bare),
    ):
        with pytest.raises(ValueError, match="needs a time zone"):
            ask()


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from esep.ledger import models

    said, insert = bulletin(), models.insert

    def half(readings: Iterable[tuple[int, list[Any]]]) -> None:
        insert((key, rows[:1]) for key, rows in readings)
        raise OSError("the disk is full")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr(models, "insert", half)
        its.record(said, cases(said, 45, 46), reader="1", at=at(11))
    assert (its.recorded(said), list(its.documents()), values()) == (None, [], [])
    assert its.record(said, cases(said, 45, 46), reader="1", at=at(11))
    assert values() == [45, 46]


def test_a_figure_is_found_among_a_million() -> None:
    first, last = bulletin("Сводка 1"), bulletin("Сводка 2")
    its.record(first, cases(first, 45), reader="1", at=at(11))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE sqlite_sequence SET seq = 1000000 WHERE name = 'ledger_figure'")
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence('ledger_figure', 'id'), 1000000)")
    its.record(last, cases(last, 46), reader="1", at=at(12))
    its.record(last, cases(last, 46), reader="2", at=at(13))
    for one in (*cases(first, 45), *cases(last, 46)):
        found = its.figure(one.id)
        assert found == one
        assert found.id == one.id
    assert its.figure(cases(first, 47)[0].id) is None


def test_what_the_database_refuses_of_figures_is_an_error_of_the_database() -> None:
    from esep.ledger import models

    said = bulletin()
    its.record(said, cases(said, 45), reader="1", at=at(11))
    reading = models.Reading.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.insert([(reading.pk, [models.cells(cases(said, 46)[0], reading.document)])])
    assert values() == [45]


def test_what_another_process_recorded_meanwhile_is_not_recorded_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    from esep.ledger import models

    said, cells = bulletin(), models.cells

    def slowly(noun: Figure, origin: models.Document) -> Any:
        monkeypatch.undo()
        assert its.record(said, cases(said, 45), reader="1", at=at(11))
        return cells(noun, origin)

    monkeypatch.setattr(models, "cells", slowly)
    assert not its.record(said, cases(said, 45), reader="1", at=at(12))
    assert values() == [45]


def test_processes_that_begin_a_ledger_together_record_each_document_once(ledger: str, tmp_path: Path) -> None:
    address, count = (str(tmp_path / "new" / "ledger"), 4) if connection.vendor == "sqlite" else (ledger, 2)
    processes = multiprocessing.get_context("spawn")
    together = processes.Barrier(count)
    workers = [processes.Process(target=record_at_once, args=(address, together, 50)) for _ in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * count
    start(address)
    assert Counter(document.text for document in its.documents()) == {f"Сводка {number}": 1 for number in range(50)}
    assert sorted(values()) == sorted([*range(50), *range(1, 51)])


def test_the_models_refuse_to_change_or_take_out() -> None:
    from esep.ledger import models

    said = bulletin()
    its.record(said, cases(said, 45), reader="1", at=at(11))
    for table in (models.Document, models.Reading, models.Figure):
        row = table.objects.get()
        for change in (
            row.save,
            row.delete,
            table.objects.all().delete,
            lambda rows=table.objects: rows.update(pk=1),
            lambda rows=table._base_manager: rows.update(pk=1),
            lambda rows=table.objects, row=row: rows.bulk_update([row], ["pk"]),
            lambda rows=table.objects: rows.update_or_create(pk=1),
        ):
            with pytest.raises(its.AppendOnly, match="record a correction instead"):
                change()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Document(hash=said.hash, text="другой", issued_day=at(1), recorded_at=at(1)).save()
    assert (list(its.documents()), values()) == ([said], [45])


def test_the_database_refuses_to_change_or_take_out() -> None:
    said = bulletin()
    its.record(said, cases(said, 45), reader="1", at=at(11))
    for table, key in (("ledger_document", "hash"), ("ledger_reading", "id"), ("ledger_figure", "id")):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {key} = {key}"):
            with (
                pytest.raises(IntegrityError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    assert (list(its.documents()), values()) == ([said], [45])
