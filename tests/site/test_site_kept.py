"""A site told from the ledger's columns is, byte for byte, the site of the same record with all of its figures."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from esep import ledger, project, signed
from esep.check import check
from esep.cli import publishing
from esep.document import Document
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.publisher import is_official
from esep.settle import settle
from esep.site import Record, build
from esep.site.kept import Kept
from esep.terms import Status

FIRST = date(2020, 9, 1)
ONSET, DAY = Period.parse("onset"), Period.parse("1d")
PUBLISHERS = ("Ministry of Health", "Agency", None)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project.start(str(tmp_path / "ledger.sqlite3"))
    yield tmp_path


def _document(number: int, day: date | None, by: str | None = None) -> Document:
    issued = datetime(day.year, day.month, day.day, 9, number % 60, tzinfo=UTC) if day else None
    return Document(
        f"document {number}",
        PUBLISHERS[number % 3],
        None,
        issued,
        "en",
        "KZ",
        by=by,
        reason="a slip" if by else None,
    )


def _figure(
    said: Document, claim: Claim, value: int, status: Status, rule: str = "list", of: tuple[str, ...] = ()
) -> Figure:
    period = ONSET if claim.measure == "total" else DAY
    source = Source(
        said.id, said.publisher, issued=said.issued, language="en", quote=f"{value} of them", rule=rule, of=of
    )
    return Figure(claim, value, period, source, status)


COUNTED = (
    ("case", "new", "confirmed"),
    ("case", "total", "confirmed"),
    ("death", "total", "all"),
    ("patient", "current", "confirmed"),
)
CLAIMS = [
    *(
        Claim("COVID-19", code, event, measure, definition, "-", None, None)
        for code in ("KZ", "KZ-71", "KZ-75", "KZ-63/Oskemen")
        for event, measure, definition in COUNTED
    ),
    Claim("measles", "KZ", "case", "total", "confirmed", "-", None, None),
]

STATEMENT = st.tuples(
    st.sampled_from(CLAIMS), st.integers(0, 9), st.integers(1, 4), st.sampled_from([*Status, Status.STATED])
)
"""What is counted, the day (0: unknown), the value, and how sure its reading is."""
SAYING = st.tuples(
    st.one_of(st.none(), st.integers(0, 12)),
    st.lists(STATEMENT, max_size=6),
    st.sampled_from(["", "", "", "correct", "retract", "whole"]),
)
"""The day of issue, what is stated, and what a person does beside it to something said before."""


def _recorded(sayings: list[tuple[int | None, list[tuple[Claim, int, int, Status]], str]]) -> None:
    before: list[Figure] = []
    for number, (issued, statements, act) in enumerate(sayings):
        day = None if issued is None else FIRST + timedelta(issued)
        said = _document(number, day, "A. Person" if act and before and day else None)
        figures = []
        for claim, on, value, status in {one[:2]: one for one in statements}.values():
            end = FIRST + timedelta(on) if on else None
            start = None if claim.measure == "total" else end
            figures.append(_figure(said, claim._replace(start=start, end=end), value, status))
        if said.by:
            told = before[number % len(before)]
            of = (told.source.document if act == "whole" else told.id,)
            rule = signed.CORRECTION if act == "correct" else signed.RETRACTION
            figures = [_figure(said, told.claim, told.value + 1, Status.STATED, rule, () if act == "correct" else of)]
        ledger.record(said, figures, reader="test", at=datetime(2020, 10, 1, 0, 0, number, tzinfo=UTC))
        before += figures


def _of_all_figures(last_day: date | None, known_at: datetime | None) -> Record:
    about = publishing._about("KZ", None, known_at, last_day)
    figures = list(ledger.figures(known_at=known_at, withdrawn=True))
    later = {one.source.document for one in figures if last_day and one.claim.end and one.claim.end > last_day}
    figures = [one for one in figures if one.source.document not in later]
    problems = check(figures).problems
    settled = settle(figures, problems, official=is_official)
    documents = {one.id: one for one in ledger.documents(known_at=known_at) if one.id not in later}
    record = Record("KZ", settled, figures, documents, problems, **about)
    return Record("KZ", settled, figures, documents, problems, **{**about, "as_of": record.moment})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sayings=st.lists(SAYING, min_size=1, max_size=9),
    last_day=st.one_of(st.none(), st.integers(1, 9)),
    known=st.one_of(st.none(), st.integers(0, 9)),
)
def test_it_is_the_site_of_all_figures(
    opened: Path,
    tmp_path_factory: pytest.TempPathFactory,
    sayings: list[tuple[int | None, list[tuple[Claim, int, int, Status]], str]],
    last_day: int | None,
    known: int | None,
) -> None:
    project.start(str(tmp_path_factory.mktemp("ledger") / "ledger.sqlite3"))
    _recorded(sayings)
    until = FIRST + timedelta(last_day) if last_day else None
    known_at = datetime(2020, 10, 1, 0, 0, known, tzinfo=UTC) if known is not None else None
    whole = _of_all_figures(until, known_at)
    told, _ = publishing._recorded("KZ", None, known_at, until, publishing._about("KZ", None, known_at, until))
    assert isinstance(told, Kept)
    pages, expected = dict(build(told)), dict(build(whole))
    assert pages.keys() == expected.keys()
    assert [address for address in pages if pages[address] != expected[address]] == []
