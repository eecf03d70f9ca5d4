"""What the ledger hands out for a few claims: what can concern them, and not the whole record."""

from datetime import UTC, date, datetime, timedelta

from esep import ledger as book
from esep import signed
from esep.document import Document
from esep.figure import Claim, stated
from esep.period import Period

DAY = date(2020, 9, 17)
NOW = datetime(2021, 1, 1, tzinfo=UTC)


def claim(
    area: str = "KZ", days: int = 0, measure: str = "total", event: str = "death", disease: str = "COVID-19"
) -> Claim:
    start = None if measure == "total" else DAY + timedelta(days)
    return Claim(disease, area, event, measure, "confirmed", "-", start, DAY + timedelta(days))


def record(*claims: Claim, issued: date = date(2020, 12, 1)) -> None:
    document = Document(f"{len(claims)} {claims[0]}", issued=issued)
    figures = [
        stated(document, one, number, Period.parse("onset" if one.measure == "total" else "1d"), quote=str(number))
        for number, one in enumerate(claims)
    ]
    book.record(document, figures, reader="1", at=NOW)


def near(*claims: Claim) -> set[Claim]:
    return {figure.claim for figure in book.nearby(claims)}


def test_what_can_concern_a_claim(ledger: str) -> None:
    concerning = [
        claim(),
        claim(event="case"),  # deaths are not more than cases
        claim(days=-7, measure="new"),
        claim(days=30),
        claim("KZ-75"),
        claim(days=-60),  # the last total before
        claim(days=90),
    ]
    record(
        *concerning,
        claim(days=-61),
        claim(days=91),
        claim("KZ-75", days=-1),
        claim("UZ"),
        claim(disease="influenza"),
        claim(days=-60, measure="new"),
    )
    assert near(claim()) == set(concerning)


def test_a_part_has_its_whole_and_its_places(ledger: str) -> None:
    record(claim(), claim("KZ-75"), claim("KZ-47"), claim("KZ-47/Aktau"), claim("KZ-47/Aktau", days=-1))
    assert near(claim("KZ-47")) == {claim(), claim("KZ-47"), claim("KZ-47/Aktau")}
    assert near(claim("KZ-47/Aktau")) == {claim("KZ-47"), claim("KZ-47/Aktau"), claim("KZ-47/Aktau", days=-1)}


def test_many_series_are_found_whole(ledger: str) -> None:
    """More conditions than one query takes."""
    parts = [claim(f"KZ-75/Street {n}", days=days) for n in range(250) for days in (-60, 60)]
    record(*parts)
    assert near(*(claim(f"KZ-75/Street {n}") for n in range(250))) == set(parts)


def test_what_does_not_count_is_left_out(ledger: str) -> None:
    record(claim())
    [figure] = book.nearby([claim()])
    document, own = signed.retraction([figure], by="A", reason="wrong", issued=date(2020, 12, 2))
    book.record(document, own, reader="1", at=NOW)
    assert near(claim()) == set()


def test_a_better_reading_takes_the_place_of_the_first(ledger: str) -> None:
    document = Document("a text", issued=DAY)
    for reader, value in (("1", 5), ("2", 6)):
        figure = stated(document, claim(), value, Period.parse("onset"))
        book.record(document, [figure], reader=reader, at=NOW)
    assert [figure.value for figure in book.nearby([claim()])] == [6]


def test_days_that_are_not_known_and_the_ends_of_time(ledger: str) -> None:
    record(claim())
    assert near(claim()._replace(end=None)) == set()
    assert near(claim()._replace(end=date.max), claim()._replace(end=date.min)) == {claim()}
