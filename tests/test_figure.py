"""A figure is what is counted and how many; where it comes from stands beside it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esep import terms
from esep.document import Document
from esep.figure import NOTIONAL_DAY, Claim, Figure, Source, claim_from, claim_parts, stated
from esep.period import DAY, NOW, ONSET, Period

ON = date(2020, 9, 17)
CLAIM = Claim("COVID-19", "KZ", "death", "total", "confirmed", "-", None, ON)
SOURCE = Source("d1", "inform.kz", "Ministry", "https://x", "en", ON, (3, 8), "1,671 died", "own words")
FIGURE = Figure(CLAIM, 1671, ONSET, SOURCE)


def test_source_takes_no_part_in_equality() -> None:
    witness = replace(FIGURE, source=Source("d2"), status=terms.Status.PROVED, given_id="mine", period=DAY)
    assert witness == FIGURE
    assert hash(witness) == hash(FIGURE)
    assert replace(FIGURE, value=1634) != FIGURE
    assert replace(FIGURE, claim=CLAIM._replace(area="KZ-75")) != FIGURE


def test_id_does_not_change_from_release_to_release() -> None:
    """Ledgers and sites hold ids: a change here breaks their addresses."""
    assert FIGURE.id == "453c8af806cd778d"


@pytest.mark.parametrize(
    "change",
    [
        {"value": 1634},
        {"claim": CLAIM._replace(end=date(2020, 9, 18))},
        {"claim": CLAIM._replace(start=ON)},
        {"claim": CLAIM._replace(group="children")},
        {"source": replace(SOURCE, document="d2")},
        {"source": replace(SOURCE, span=(4, 8))},
        {"source": replace(SOURCE, span=None)},
    ],
)
def test_document_span_claim_and_value_make_another_id(change: dict[str, Any]) -> None:
    assert replace(FIGURE, **change).id != FIGURE.id


@pytest.mark.parametrize(
    "change",
    [
        {"period": DAY},
        {"status": terms.Status.PROVED},
        {"source": replace(SOURCE, quote="", rule="", url=None, language="ru", publisher=None, issued=None)},
    ],
)
def test_anything_else_does_not(change: dict[str, Any]) -> None:
    assert replace(FIGURE, **change).id == FIGURE.id


# Claims and their notation ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "notation"),
    [
        (CLAIM, "COVID-19/KZ/death/total/confirmed/-/onset@2020-09-17"),
        (CLAIM._replace(start=date(2020, 8, 1)), "COVID-19/KZ/death/total/confirmed/-/since:2020-08-01@2020-09-17"),
        (CLAIM._replace(measure="new", start=ON), "COVID-19/KZ/death/new/confirmed/-/1d@2020-09-17"),
        (
            CLAIM._replace(measure="new", start=date(2020, 9, 11)),
            "COVID-19/KZ/death/new/confirmed/-/2020-09-11..2020-09-17@2020-09-17",
        ),
        (CLAIM._replace(event="patient", measure="current"), "COVID-19/KZ/patient/current/confirmed/-/now@2020-09-17"),
        (CLAIM._replace(end=None), "COVID-19/KZ/death/total/confirmed/-/onset"),
    ],
)
def test_claim_says_itself(claim: Claim, notation: str) -> None:
    assert str(claim) == notation


CLAIMS = st.builds(
    lambda area, what, definition, group, period: (area, *what, definition, terms.group(*group), period),
    st.sampled_from(["KZ", "KZ-75", "KZ-47/Aktau", "KZ-19/Талгарский район"]),
    st.sampled_from([("case", "new"), ("death", "total"), ("patient", "current"), ("dose1", "total")]),
    st.sampled_from(list(terms.Definition)),
    st.lists(st.sampled_from([*terms.Group, "age:0-17", "age:65+"]), max_size=3),
    st.integers(0, 400),
)


@settings(max_examples=150, deadline=None)
@given(CLAIMS)
def test_notation_of_a_claim_names_it(made: tuple[Any, ...]) -> None:
    area, event, measure, definition, group, days = made
    first = date.fromordinal(ON.toordinal() - days)
    start = {"new": first, "total": first if days % 2 else None, "current": ON}[measure]
    claim = Claim("COVID-19", area, event, measure, definition, group, start, ON)
    assert claim_from(str(claim))[0] == claim


def test_parts_may_be_left_out_from_the_right() -> None:
    assert claim_parts("COVID-19") == {"disease": "COVID-19"}
    assert claim_parts("COVID-19/KZ/death") == {"disease": "COVID-19", "area": "KZ", "event": "death"}
    assert claim_parts("COVID-19/KZ@2020-09-17") == {"disease": "COVID-19", "area": "KZ", "date": "2020-09-17"}


def test_an_area_may_hold_a_place() -> None:
    assert claim_parts("COVID-19/KZ-47/Aktau/case") == {"disease": "COVID-19", "area": "KZ-47/Aktau", "event": "case"}
    claim, period = claim_from("COVID-19/KZ-47/Aktau/case/new@2020-09-17")
    assert (claim.area, claim.definition, claim.group, period) == ("KZ-47/Aktau", "confirmed", "-", DAY)


def test_what_a_claim_leaves_out_has_defaults() -> None:
    claim, period = claim_from("COVID-19/KZ/dose1/total@2020-09-17")
    assert (claim.definition, claim.group, claim.start, claim.end, period) == ("-", "-", None, ON, ONSET)
    assert claim_from("COVID-19/KZ/patient/current@2020-09-17")[1] == NOW
    assert claim_from("COVID-19/KZ/case/new/-/severe+children@2020-09-17")[0].group == "children+severe"


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("", "is no claim: write disease/area/event/measure"),
        ("/KZ/case", "is no claim"),
        ("a/b/case/d/e/f/g/h/i", "is no claim|unknown"),
        ("COVID-19/KZ/fall", "unknown event 'fall': use case, death, recovery"),
        ("COVID-19/KZ/case/daily", "unknown measure 'daily': use new, total, current"),
        ("COVID-19/KZ/case/new/sure", "unknown definition 'sure': use confirmed, probable"),
        ("COVID-19/KZ/case/new/all/giants", "unknown group 'giants': use children"),
        ("COVID-19/KZ/case/new/all/-/fortnight", "unknown period 'fortnight'"),
        ("COVID-19/KZ/case@17.09.2020", "'17.09.2020' is not a date: write 2020-09-17"),
    ],
)
def test_notation_that_names_no_claim(notation: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        claim_parts(notation)


@pytest.mark.parametrize(
    ("notation", "lacks"),
    [
        ("COVID-19", "area, event, measure, date"),
        ("COVID-19/KZ/case/new", "date"),
        ("COVID-19/KZ@2020-09-17", "event, measure"),
    ],
)
def test_one_claim_needs_its_parts(notation: str, lacks: str) -> None:
    with pytest.raises(ValueError, match=f"does not name one claim: it lacks {lacks} "):
        claim_from(notation)


def test_an_unknown_day_is_stood_in_for_only_to_compare() -> None:
    week = replace(FIGURE, claim=CLAIM._replace(measure="new", end=None), period=Period.past(7))
    assert week.comparable.end == NOTIONAL_DAY
    assert (week.comparable.end - week.comparable.start).days == 6
    assert week.claim.end is None
    assert FIGURE.comparable == CLAIM


# Interchange ------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ISSUED = st.none() | DAYS | st.builds(datetime.combine, DAYS, st.times(), st.just(UTC))
SOURCES = st.builds(
    Source,
    st.text(max_size=5),
    *[st.none() | st.text(max_size=5)] * 4,
    ISSUED,
    st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    st.text(max_size=5),
    st.text(max_size=5),
    st.lists(st.text(max_size=3)).map(tuple),
)
FIGURES = st.builds(
    Figure,
    CLAIMS.map(lambda made: Claim("COVID-19", *made[:5], ON, ON)),
    st.integers(0, 10**12),
    st.sampled_from([DAY, NOW, ONSET, Period.of_year(2020)]),
    SOURCES,
    st.sampled_from(terms.Status),
)


@settings(max_examples=100, deadline=None)
@given(FIGURES)
def test_json_and_back(figure: Figure) -> None:
    fields = json.loads(json.dumps(figure.to_json()))
    if figure.period == ONSET:
        fields["start"] = ON.isoformat()
    back = Figure.from_json(fields)
    assert (back, back.id, back.period, back.status) == (figure, figure.id, figure.period, figure.status)
    assert back.source == figure.source
    assert back.to_json() == fields


def test_json_has_every_field_and_null_where_nothing_is_known() -> None:
    bare = Figure(CLAIM._replace(end=None), 1, ONSET, Source("d"))
    assert list(bare.to_json()) == list(FIGURE.to_json())
    assert bare.to_json()["issued"] is bare.to_json()["end"] is bare.to_json()["span"] is None


def test_json_defaults() -> None:
    read = Figure.from_json({"area": "KZ", "event": "case", "measure": "new", "value": 65})
    assert read.claim == Claim("COVID-19", "KZ", "case", "new", "confirmed", "-", None, None)
    assert (read.period, read.status) == (DAY, "stated")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": None}, "a figure needs 'value'"),
        ({"area": None, "event": None}, "a figure needs 'area', 'event'"),
        ({"value": "65"}, "'value' must be a whole number, not '65'"),
        ({"value": 6.5}, "'value' must be a whole number, not 6.5"),
        ({"value": True}, "'value' must be a whole number, not True"),
        ({"event": "fall"}, "unknown event 'fall'"),
        ({"measure": "daily"}, "unknown measure 'daily'"),
        ({"definition": "sure"}, "unknown definition 'sure'"),
        ({"group": "giants"}, "unknown group 'giants'"),
        ({"period": "fortnight"}, "unknown period 'fortnight'"),
        ({"status": "maybe"}, "unknown status 'maybe'"),
        ({"issued": "today"}, "'today' is not a date"),
        ({"start": "today"}, "'start' and 'end' must be dates such as 2020-09-17, or null"),
        ({"end": 20200917}, "'start' and 'end' must be dates"),
        ({"span": [1]}, "'span' must be two whole numbers, or null"),
        ({"span": "1-2"}, "'span' must be two whole numbers, or null"),
    ],
)
def test_json_that_is_no_figure(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Figure.from_json({"area": "KZ", "event": "case", "measure": "new", "value": 65, **change})


def test_what_a_document_states_is_known_by_it() -> None:
    said = Document("1,671", "inform.kz", "https://x", datetime(2020, 9, 17, tzinfo=UTC), "en")
    figure = stated(said, CLAIM, 1671, ONSET, span=(0, 5), rule="own words")
    source = figure.source
    assert (source.document, source.publisher, source.url, source.issued) == (
        said.id,
        said.publisher,
        said.url,
        said.issued,
    )
    assert stated(said, CLAIM, 1671, ONSET, language="ru").source.language == "ru"
