"""Acts of ours: signed, without figures, kept once and apart from what others say."""

from datetime import date
from multiprocessing import get_context

import pytest
from django.db import connections

from esep import ledger as book
from esep.project import start
from esep.release import keep, releases
from esep.released import RELEASE, Release
from esep.signed import SIGN_OFF
from ledger.said import at, bulletin, cases


def test_an_act_is_found_as_that_act_alone(ledger: str) -> None:
    ours, theirs = bulletin("released", by="A. Kim", reason="due"), bulletin("read", by="A. Kim", reason="due")
    book.enter(ours, RELEASE, at=at(11))
    assert book.record(theirs, cases(theirs, 45), reader="1", at=at(11))
    assert not book.enter(ours, RELEASE, at=at(12))
    assert (book.acts(RELEASE), book.acts(SIGN_OFF)) == ([ours], [])
    assert book.acts(RELEASE, known_at=at(10)) == [] == book.acts(RELEASE, as_of=date(2020, 9, 9))
    assert [one.value for one in book.signed_figures()] == [45]
    assert {reached.broken for reached in book.verify()} == {None}


def test_an_act_is_signed(ledger: str) -> None:
    with pytest.raises(ValueError, match="signed by nobody"):
        book.enter(bulletin(), RELEASE, at=at(11))


def test_what_breaks_off_alone_leaves_nothing(ledger: str) -> None:
    with pytest.raises(KeyError), book.alone():
        book.enter(bulletin(by="A. Kim", reason="due"), RELEASE, at=at(11))
        raise KeyError
    assert book.acts(RELEASE) == []


def _keep(address: str, edition: int) -> None:
    start(address)
    keep(_release(edition))


def _release(number: int) -> Release:
    texts = {"en": f"by process {number}"}
    return Release("national", date(2020, 9, 17), "daily", "KZ", 1, texts, (), (), "A. Kim", at(17))


def test_of_releases_made_at_once_one_stands(own_ledger: str) -> None:
    connections.close_all()
    processes = [get_context("spawn").Process(target=_keep, args=(own_ledger, number)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert len(releases()) == 1
