"""Releases and deliveries come out of the ledger as they went in."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as some

from esep.document import Document
from esep.figure import Claim
from esep.released import SENT, Delivery, Release, Said, latest

NOW = datetime(2020, 9, 17, 10, tzinfo=UTC)
words = some.text(min_size=1)
claims = some.builds(
    Claim, words, words, words, words, words, words, some.none() | some.dates(), some.none() | some.dates()
)


def release(edition: int = 1, day: date = date(2020, 9, 17), **more: object) -> Release:
    fields = {"texts": {"en": "text"}, "said": (), "channels": ("site",), "by": "A. Kim", "issued": NOW}
    return Release("national", day, "daily", "KZ", edition, **{**fields, **more})  # type: ignore[arg-type]


@given(some.dictionaries(words, some.text()), some.lists(some.builds(Said, claims, some.integers(), words, words)))
def test_a_release_comes_out_as_it_went_in(texts: dict[str, str], said: list[Said]) -> None:
    one = release(texts=texts, said=tuple(said), publisher="Ministry", heeds=("d1",))
    kept = Document.from_json(one.document.to_json())
    assert Release.from_document(kept) == one
    assert Release.from_document(kept).id == one.id


@given(some.text(), some.none() | some.integers(1))
def test_a_delivery_comes_out_as_it_went_in(note: str, message: int | None) -> None:
    one = Delivery("d1", "telegram", SENT, "A. Kim", NOW, "kk", 2, 1, "@chat", message, note)
    assert Delivery.from_document(Document.from_json(one.document.to_json())) == one


def test_the_last_edition_counts() -> None:
    other = release(day=date(2020, 9, 16))
    assert list(latest([release(2), other, release(1)]).values()) == [release(2), other]
