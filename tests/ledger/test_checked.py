"""A ledger is checked over its columns: the same is found as in its figures, whatever was recorded."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from said import at

from esep import ledger as its
from esep import signed
from esep.check import check
from esep.document import Document
from esep.terms import Status
from stating import say, told

pytest.importorskip("numpy", reason="no columns: numpy is missing (pip install 'esep[frame]')")

from esep.ledger.opened import Ledger

pytestmark = pytest.mark.usefixtures("ledger")

WORDS = [
    "KZ case new 1d",
    "KZ-75 case new 1d",
    "KZ-79 case new 1d",
    "KZ case total onset",
    "KZ case total since:2020-09-01 probable",
]


def recordings() -> some.SearchStrategy[list]:
    """A few recordings of documents that say such things."""
    saying = some.tuples(
        some.sampled_from(WORDS),
        some.integers(0, 4),  # value
        some.integers(-1, 1),  # day
        some.sampled_from([Status.STATED] * 4 + [Status.DOUBTFUL]),
    )
    return some.lists(
        some.tuples(
            some.integers(0, 5),  # which bulletin
            some.sampled_from([None, date(2020, 9, 10), date(2020, 9, 12), at(11, 5), at(14)]),  # issued
            some.sampled_from(["1", "2"]),  # reader
            some.sampled_from(["inform.kz", "coronavirus2020.kz", None]),
            some.sampled_from([True, True, False]),  # dated
            some.sampled_from([True, False, False]),  # withdrawn
            some.lists(saying, max_size=6),
        ),
        min_size=1,
        max_size=4,
    )


def record(recordings: list, since: datetime) -> None:
    for hours, (number, issued, reader, publisher, dated, gone, sayings) in enumerate(recordings):
        said = Document(str(number), publisher, None, issued, "en", "KZ")
        figures = [
            say(
                what,
                value,
                day=date(2020, 9, 10) + timedelta(day) if dated else None,
                document=said.id,
                publisher=publisher,
                issued=issued,
                status=status,
                span=(place, place + 1),
            )
            for place, (what, value, day, status) in enumerate(sayings)
        ]
        its.record(said, figures, reader=reader, at=since + timedelta(hours=hours))
        if gone and figures and issued:
            document, own = signed.retraction(figures[:1], by="A. Kim", reason="a slip", issued=at(15))
            its.record(document, own, reader="1", at=since + timedelta(hours=hours))


@given(recordings())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_ledger_held_is_checked_over_its_columns(
    tmp_path_factory: pytest.TempPathFactory, recordings: list
) -> None:
    with transaction.atomic():
        record(recordings, since=at(15))
        opened = Ledger(tmp_path_factory.mktemp("mirror"))
        for as_of, known_at in ((None, None), (date(2020, 9, 12), at(15, 2)), (at(14), None)):
            figures = its.figures(as_of=as_of, known_at=known_at)
            assert told(opened.check(as_of, known_at)) == told(check(figures)), (as_of, known_at)
        transaction.set_rollback(True)
