"""as_of and known_at: what had been said by then, and what we knew of it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from said import at, bulletin, cases, values

from esep import ledger as its

pytestmark = pytest.mark.usefixtures("ledger")


def test_as_of_leaves_out_what_was_said_later() -> None:
    early, late = bulletin("45", date(2020, 9, 10)), bulletin("46", date(2020, 9, 12))
    its.record(late, cases(late, 46), reader="1", at=at(13))
    its.record(early, cases(early, 45), reader="1", at=at(14))
    assert values() == [45, 46]
    assert values(as_of=date(2020, 9, 9)) == []
    assert values(as_of=date(2020, 9, 11)) == [45]
    assert values(as_of=date(2020, 9, 12)) == [45, 46]
    assert [document.text for document in its.documents(as_of=date(2020, 9, 11))] == ["45"]


def test_a_date_means_all_of_that_day_where_the_document_is_from() -> None:
    night = datetime(2020, 9, 11, 1, tzinfo=timezone(timedelta(hours=6)))  # still the 10th in UTC
    said = bulletin(issued=night)
    its.record(said, cases(said, 45), reader="1", at=at(13))
    assert values(as_of=date(2020, 9, 10)) == []
    assert values(as_of=date(2020, 9, 11)) == [45]
    assert values(as_of=night) == [45]
    assert values(as_of=night - timedelta(seconds=1)) == []


def test_a_bare_date_of_issue_is_the_end_of_that_day_where_the_document_is_from() -> None:
    said = bulletin(issued=date(2020, 9, 10))
    its.record(said, cases(said, 45), reader="1", at=at(13))
    assert values(as_of=date(2020, 9, 10)) == [45]
    assert values(as_of=datetime(2020, 9, 10, 17, 59, 58, tzinfo=UTC)) == []
    assert values(as_of=datetime(2020, 9, 10, 17, 59, 59, tzinfo=UTC)) == [45]


def test_an_undated_document_counts_as_issued_when_it_was_recorded() -> None:
    undated, dated = bulletin("45", None), bulletin("46", date(2020, 9, 12))
    its.record(undated, cases(undated, 45), reader="1", at=at(11, 20))  # the 12th in Kazakhstan
    its.record(dated, cases(dated, 46), reader="1", at=at(13))
    assert values() == [45, 46]
    assert values(as_of=at(11, 19)) == []
    assert values(as_of=at(11, 20)) == [45]
    assert values(as_of=date(2020, 9, 11)) == []
    assert values(as_of=date(2020, 9, 12)) == [45, 46]


def test_nothing_is_learnt_before_what_was_learnt_already() -> None:
    first, late = bulletin("45"), bulletin("46", None)
    its.record(first, cases(first, 45), reader="1", at=at(20))
    known = values(known_at=at(19))
    its.record(late, cases(late, 46), reader="1", at=at(11))
    assert values(known_at=at(19)) == known == []
    assert its.recorded(late) == at(20)
    assert values(as_of=date(2020, 9, 19)) == [45]
    assert values(as_of=date(2020, 9, 20)) == [45, 46]


def test_a_correction_that_comes_later_stands_beside_what_it_corrects() -> None:
    said = bulletin("45")
    correction = bulletin("54", date(2020, 9, 15), by="А. Ким", reason="переставлены цифры")
    its.record(said, cases(said, 45), reader="1", at=at(11))
    its.record(correction, cases(correction, 54), reader="by hand", at=at(16))
    assert values() == [45, 54]
    assert values(as_of=date(2020, 9, 14)) == [45]
    assert values(known_at=at(15, 23)) == [45]
    assert values(as_of=date(2020, 9, 15), known_at=at(16)) == [45, 54]


def test_a_better_reader_counts_from_when_it_read() -> None:
    said = bulletin()
    its.record(said, cases(said, 4, 5), reader="1", at=at(11))
    assert its.record(said, cases(said, 45), reader="2", at=at(20))
    assert values() == [45]
    assert values(known_at=at(20)) == [45]
    assert values(known_at=at(19, 23)) == [4, 5]
    assert values(known_at=at(10)) == []
    assert list(its.documents()) == [said]
    assert its.recorded(said) == at(11)


def test_a_figure_that_only_an_old_reading_had_is_still_found() -> None:
    said = bulletin()
    its.record(said, cases(said, 4), reader="1", at=at(11))
    its.record(said, cases(said, 45), reader="2", at=at(20))
    assert its.figure(cases(said, 4)[0].id) == cases(said, 4)[0]


def test_of_readings_of_one_moment_the_last_recorded_counts() -> None:
    said = bulletin()
    its.record(said, cases(said, 4), reader="1", at=at(11))
    its.record(said, cases(said, 45), reader="2", at=at(11))
    assert values() == values(known_at=at(11)) == [45]


def test_figures_can_be_asked_for_by_what_they_count() -> None:
    said = bulletin()
    its.record(said, cases(said, 45) + cases(said, 7, area="KZ-75"), reader="1", at=at(11))
    assert values(area="KZ-75") == [7]
    assert values(area="KZ", event="case", measure="new", definition="confirmed", group="-", disease="COVID-19") == [45]
    assert values(event="death") == []


def test_what_is_recorded_meanwhile_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(its, "_BATCH", 2)
    for number in range(5):
        said = bulletin(str(number), date(2020, 9, 10 + number))
        its.record(said, cases(said, number), reader="1", at=at(20))
    seen = []
    for figure, document in zip(its.figures(), its.documents(), strict=True):
        seen.append(figure.value)
        assert figure.source.document == document.id
        other = bulletin(f"{document.text} again", date(2020, 9, 25))
        its.record(other, cases(other, 100 + figure.value), reader="1", at=at(21))
    assert seen == [0, 1, 2, 3, 4]
    assert values() == [0, 1, 2, 3, 4, *values(as_of=date(2020, 9, 25))[5:]]


def test_a_document_is_found_by_the_beginning_of_its_id() -> None:
    said = [bulletin(str(number)) for number in range(20)]
    for document in said:
        its.record(document, [], reader="1", at=at(11))
    assert its.document(said[0].id) == its.document(said[0].hash) == its.document(said[0].id[:8].upper()) == said[0]
    assert [its.document(none) for none in ("", "g", "%", "0" * 16, said[0].hash + "0")] == [None] * 5
    with pytest.raises(ValueError, match="the ids of several documents begin with"):
        its.document(max((document.id[0] for document in said), key=[document.id[0] for document in said].count))


RECORDINGS = some.lists(
    some.tuples(
        some.integers(0, 3),  # which bulletin
        some.sampled_from([None, date(2020, 9, 10), date(2020, 9, 12), at(11, 5), at(14)]),  # issued
        some.sampled_from(["1", "2", "3"]),  # reader
        some.lists(some.integers(0, 99), max_size=2),  # figures
        some.integers(0, 3),  # hours until recorded
    ),
    max_size=8,
)
LATER = [None, date(2020, 9, 10), date(2020, 9, 11), date(2020, 9, 30), at(11, 5), at(15, 2)]


@given(before=RECORDINGS, after=RECORDINGS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_recording_more_never_changes_what_was_known(before: list, after: list) -> None:
    def record(recordings: list, since: datetime) -> None:
        for number, issued, reader, numbers, hours in recordings:
            said = bulletin(str(number), issued)
            its.record(said, cases(said, *numbers), reader=reader, at=since + timedelta(hours=hours))

    def answers() -> list:
        return [
            (
                list(its.documents(as_of=then, known_at=at(15, 3))),
                [f.to_json() for f in its.figures(as_of=then, known_at=at(15, 3))],
            )
            for then in LATER
        ]

    with transaction.atomic():
        record(before, since=at(15))
        known = answers()
        record(after, since=at(15, 4))
        assert answers() == known
        transaction.set_rollback(True)
