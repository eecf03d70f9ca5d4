"""A document is its words, who issued them and when; its name follows from them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esep.document import Document, issued_text, local_day, moment, parse_issued

ALMATY = ZoneInfo("Asia/Almaty")
SAID = Document("За сутки 45 случаев", "inform.kz", "https://inform.kz/1", date(2020, 9, 17), "ru", "KZ", "Сводка")


def test_id_does_not_change_from_release_to_release() -> None:
    """Ledgers hold ids: a change here makes every recorded document a new one."""
    assert SAID.id == "1c1d00c6ced212cd"
    assert SAID.hash.startswith(SAID.id)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "За сутки 46 случаев"},
        {"publisher": "kt.kz"},
        {"publisher": None},
        {"url": "https://inform.kz/2"},
        {"issued": date(2020, 9, 18)},
        {"issued": datetime(2020, 9, 17, 4, tzinfo=UTC)},
        {"issued": None},
        {"by": "A. Kim", "reason": "a typing error"},
    ],
)
def test_text_publisher_address_and_time_make_another_document(change: dict[str, Any]) -> None:
    assert replace(SAID, **change).id != SAID.id


@pytest.mark.parametrize("change", [{"language": "kk"}, {"area": "KZ-75"}, {"title": None}])
def test_what_we_find_out_about_it_does_not(change: dict[str, Any]) -> None:
    assert replace(SAID, **change).id == SAID.id


def test_two_reasons_for_one_correction_are_two_documents() -> None:
    signed = replace(SAID, by="A. Kim", reason="a typing error")
    assert len({signed.id, replace(signed, by="B. Li").id, replace(signed, reason="withdrawn").id}) == 3


def test_given_id_is_its_name_and_not_its_hash() -> None:
    named = replace(SAID, given_id="mine")
    assert (named.id, named.hash) == ("mine", SAID.hash)


WORDS = st.none() | st.text(min_size=1, max_size=20)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=6))])
MOMENTS = st.none() | DAYS | st.builds(datetime.combine, DAYS, st.times(), ZONES)


@settings(max_examples=100, deadline=None)
@given(
    st.builds(
        Document,
        st.text(max_size=50),
        WORDS,
        WORDS,
        MOMENTS,
        WORDS,
        WORDS,
        WORDS,
        by=WORDS,
        reason=WORDS,
        given_id=WORDS,
    )
)
def test_json_and_back(document: Document) -> None:
    back = Document.from_json(document.to_json())
    assert replace(back, given_id=None) == replace(document, given_id=None)
    assert (back.id, back.hash) == (document.id, document.hash)


def test_json_leaves_out_what_is_missing() -> None:
    assert set(Document("x").to_json()) == {"id", "text"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "a document needs a 'text'"),
        ({"text": None}, "a document needs a 'text'"),
        ({"text": 12}, "a document needs a 'text'"),
        ({"text": "x", "publisher": 1}, "'publisher' must be text, not int"),
        ({"text": "x", "area": ["KZ"]}, "'area' must be text, not list"),
        ({"text": "x", "issued": 2020}, "'issued' must be text, not int"),
        ({"text": "x", "issued": "17.09.2020"}, "'17.09.2020' is not a date: write 2020-09-17 or"),
        ({"text": "x", "issued": "2020-02-30"}, "'2020-02-30' is not a date"),
        ({"text": "x", "issued": "0001-01-01"}, "'0001-01-01' is too far in the past to be a date of issue"),
        ({"text": "x", "issued": "9999-12-31"}, "'9999-12-31' is too far in the future to be a date of issue"),
        ({"text": "x", "issued": "yesterday"}, "'yesterday' is not a date"),
    ],
)
def test_json_that_is_no_document(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Document.from_json(fields)


def test_a_moment_without_a_zone_is_in_utc() -> None:
    assert parse_issued("2020-09-17T10:00:00") == datetime(2020, 9, 17, 10, tzinfo=UTC)
    assert parse_issued("2020-09-17T10:00:00+06:00") == datetime(2020, 9, 17, 4, tzinfo=UTC)
    assert parse_issued("2020-09-17") == date(2020, 9, 17)
    assert parse_issued("") is parse_issued(None) is None
    assert issued_text(None) is None


def test_a_bare_date_is_the_end_of_the_local_day() -> None:
    assert moment(date(2020, 9, 17), ALMATY) == datetime(2020, 9, 17, 17, 59, 59, tzinfo=UTC)
    assert moment(datetime(2020, 9, 17, 4, tzinfo=UTC), ALMATY) == datetime(2020, 9, 17, 4, tzinfo=UTC)


def test_the_local_day_of_a_late_evening_is_the_next_one() -> None:
    assert local_day(datetime(2020, 9, 17, 19, tzinfo=UTC), ALMATY) == date(2020, 9, 18)
    assert local_day(date(2020, 9, 17), ALMATY) == date(2020, 9, 17)
    assert local_day(None, ALMATY) is None
