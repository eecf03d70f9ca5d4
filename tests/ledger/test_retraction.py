"""What was withdrawn counts no longer, from the day of its retraction on, in every answer; until that is taken back."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from said import at, bulletin, cases, values

from esep import ledger as its
from esep import signed
from esep.figure import Figure

pytestmark = pytest.mark.usefixtures("ledger")


def withdraw(figures: list[Figure], day: int, *, whole: bool = False, known: int | None = None) -> list[Figure]:
    """A retraction issued on that day."""
    document, own = signed.retraction(figures, by="A. Kim", reason="a slip", issued=at(day), whole=whole)
    its.record(document, own, reader="1", at=at(known or day))
    return own


def test_a_figure_counts_until_it_is_withdrawn_and_again_when_that_is_taken_back() -> None:
    said = bulletin(issued=date(2020, 9, 10))
    its.record(said, [first := cases(said, 45, 46)[0], cases(said, 45, 46)[1]], reader="1", at=at(11))
    own = withdraw([first], 14)
    assert values() == [46]
    assert values(as_of=date(2020, 9, 13)) == values(known_at=at(13)) == [45, 46]
    assert values(withdrawn=True) == [45, 46, 45]
    withdraw(own, 15)
    assert values() == [45, 46]
    assert values(as_of=date(2020, 9, 14)) == [46]
    assert values(known_at=at(14)) == [46]


def test_a_document_is_withdrawn_in_every_reading() -> None:
    said, other = bulletin(), bulletin("другое")
    its.record(said, cases(said, 45), reader="1", at=at(11))
    its.record(other, cases(other, 44), reader="1", at=at(11))
    own = withdraw(its.stated_in(said), 14, whole=True)
    its.record(said, cases(said, 45, 47), reader="2", at=at(15))
    assert values() == [44]
    withdraw(own, 16, whole=True)
    assert sorted(values()) == [44, 45, 47]


def test_a_retraction_is_issued_after_what_it_withdraws() -> None:
    said = bulletin(issued=at(14))
    with pytest.raises(ValueError, match="a retraction is issued after it"):
        signed.retraction(cases(said, 45), by="A. Kim", reason="?", issued=at(14))


@pytest.mark.parametrize("rule", sorted(signed.RULES))
def test_only_a_signed_document_corrects_or_withdraws(rule: str) -> None:
    said = bulletin()
    _, [own] = signed.retraction(cases(said, 45), by="A. Kim", reason="?", issued=at(14))
    source = own.source.__class__(said.id, rule=rule)
    with pytest.raises(ValueError, match="needs a document that a person signed"):
        its.record(said, [own.__class__(own.claim, 45, own.period, source)], reader="1", at=at(15))


SAID = some.lists(
    some.tuples(
        some.integers(0, 5),  # which bulletin
        some.sampled_from([None, date(2020, 9, 10), date(2020, 9, 12), at(11, 5)]),  # issued
        some.sampled_from(["1", "2"]),  # reader
        some.lists(some.tuples(some.integers(-9, 99), some.sampled_from(["KZ", "KZ-75"])), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=6,
)


@given(said=SAID, data=some.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_columns_leave_out_what_was_withdrawn(
    said: list, data: some.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pytest.importorskip("numpy", reason="no columns: numpy is missing (pip install 'esep[frame]')")
    from esep.ledger.mirror import Mirror

    folder = tmp_path_factory.mktemp("mirror")
    with transaction.atomic():
        _record(said, at(15))
        grown = Mirror(folder)
        for day in data.draw(some.lists(some.sampled_from([16, 17, 18]), unique=True).map(sorted)):
            one = data.draw(some.sampled_from([f for f in its.figures(withdrawn=True) if f.said_at < at(day)]))
            document = its.document(one.source.document)
            assert document
            whole = data.draw(some.booleans())
            withdraw(its.stated_in(document) if whole else [one], day, whole=whole, known=20)
        _record(data.draw(SAID), at(21))
        grown.refresh()
        for mirror in (grown, Mirror(folder / "anew")):
            for as_of in (None, date(2020, 9, 11), date(2020, 9, 16), at(17), at(18)):
                for known_at in (None, at(19), at(20), at(22)):
                    _same(mirror, as_of, known_at)
        transaction.set_rollback(True)


def _record(said: list, moment: datetime) -> None:
    for number, issued, reader, numbers in said:
        document = bulletin(str(number), issued)
        figures = [figure for value, area in numbers for figure in cases(document, value, area=area)]
        its.record(document, figures, reader=reader, at=moment.astimezone(UTC))


def _same(mirror: "object", as_of: date | datetime | None, known_at: datetime | None) -> None:
    """The columns have the claims that stand, each with a value stated last."""
    last: dict[object, dict[datetime, set[int]]] = {}
    for figure in its.figures(as_of=as_of, known_at=known_at):
        last.setdefault(figure.claim, {}).setdefault(figure.said_at, set()).add(figure.value)
    answer = mirror.vintage.snapshot(as_of, known_at)
    found = dict(zip(mirror.vintage.claims(answer.claims), answer.values.tolist(), strict=True))
    assert found.keys() == last.keys()
    for claim, value in found.items():
        stated = last[claim]
        newest = {*stated[max(stated)], *stated.get(datetime.min.replace(tzinfo=UTC), ())}  # undated: when recorded
        assert value in newest
