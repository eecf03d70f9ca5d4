"""The columnar mirror gives the answers that plain SQL gives, whatever was recorded and however often it was opened."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from said import at, bulletin, cases

from esep import ledger as its

pytest.importorskip("numpy", reason="no columns: numpy is missing (pip install 'esep[frame]')")

from esep.ledger.mirror import Mirror
from esep.ledger.vintage import Series

pytestmark = pytest.mark.usefixtures("ledger")

RECORDINGS = some.lists(
    some.tuples(
        some.integers(0, 5),  # which bulletin
        some.sampled_from([None, date(2020, 9, 10), date(2020, 9, 12), at(11, 5), at(14)]),  # issued
        some.sampled_from(["1", "2"]),  # reader
        some.sampled_from(["inform.kz", "tengrinews.kz", None]),
        some.lists(some.tuples(some.integers(-9, 99), some.sampled_from(["KZ", "KZ-75"])), max_size=3),
        some.integers(0, 3),  # hours until recorded
    ),
    max_size=8,
)
AS_OF = [None, date(2020, 9, 9), date(2020, 9, 10), date(2020, 9, 11), date(2020, 9, 30), at(11, 5), at(14), at(15, 2)]
KNOWN_AT = [None, at(15), at(15, 2), at(16, 1)]


def record(recordings: list, since: datetime) -> None:
    for number, issued, reader, publisher, numbers, hours in recordings:
        said = bulletin(str(number), issued, publisher=publisher)
        figures = [figure for value, area in numbers for figure in cases(said, value, area=area)]
        its.record(said, figures, reader=reader, at=since + timedelta(hours=hours))


def by_sql(as_of: date | datetime | None, known_at: datetime | None, publisher: str | None) -> list[tuple]:
    """Area and value of each claim as last stated, by a window over the whole ledger."""
    issued = "COALESCE(d.issued_at, d.recorded_at)"
    where, parameters = ["1 = 1"], []
    by_day = "d.issued_day DESC, " if isinstance(as_of, date) and not isinstance(as_of, datetime) else ""
    if as_of is not None:
        where.append(f"{'d.issued_day' if by_day else issued} <= %s")
        parameters.append(as_of)
    if publisher is not None:
        where.append("d.publisher = %s")
        parameters.append(publisher)
    known = "1 = 1" if known_at is None else "%s >= {}.recorded_at"
    then = [] if known_at is None else [known_at]
    if connection.vendor == "sqlite":
        then = [moment.replace(tzinfo=None) for moment in then]
        parameters = [p.astimezone(UTC).replace(tzinfo=None) if isinstance(p, datetime) else p for p in parameters]
    sql = f"""
        SELECT area, value FROM (
            SELECT f.area, f.value, ROW_NUMBER() OVER (
                PARTITION BY f.disease, f.area, f.event, f.measure, f.definition, f."group", f.start, f."end"
                ORDER BY {by_day} {issued} DESC, e.number DESC, f."order" DESC) AS place
            FROM ledger_figure f JOIN ledger_reading r ON f.reading_id = r.id
            JOIN ledger_document d ON r.document_id = d.hash JOIN ledger_entry e ON e.reading_id = r.id
            WHERE {" AND ".join(where)} AND {known.format("r")} AND NOT EXISTS (
                SELECT 1 FROM ledger_reading s JOIN ledger_entry t ON t.reading_id = s.id
                WHERE s.document_id = r.document_id AND t.number > e.number AND {known.format("s")})
        ) AS said WHERE place = 1 ORDER BY area"""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters + then + then)
        return [tuple(row) for row in cursor.fetchall()]


def by_columns(mirror: Mirror, as_of: date | datetime | None, known_at: datetime | None, publisher: str | None) -> list:
    answer = mirror.vintage.snapshot(as_of, known_at, publisher)
    claims = mirror.vintage.claims(answer.claims)
    return sorted(zip((claim.area for claim in claims), answer.values.tolist(), strict=True))


@given(before=RECORDINGS, after=RECORDINGS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_columns_answer_as_sql_does(before: list, after: list, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("mirror")
    with transaction.atomic():
        record(before, since=at(15))
        grown = Mirror(folder)
        record(after, since=at(16))
        grown.refresh()
        for mirror in (grown, Mirror(folder), Mirror(folder / "anew")):
            for as_of in AS_OF:
                for known_at in KNOWN_AT:
                    for publisher in (None, "inform.kz"):
                        question = as_of, known_at, publisher
                        said = by_sql(*question)
                        assert by_columns(mirror, *question) == said, question
                        for area in ("KZ", "KZ-75"):
                            series = Series("COVID-19", area, "case", "new", "confirmed", "-")
                            values = mirror.vintage.series(series, *question).values.tolist()
                            assert values == [value for its_area, value in said if its_area == area], question
        transaction.set_rollback(True)


def test_series_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    for day in (12, 10, 11):
        said = bulletin(str(day), date(2020, 9, day))
        [figure] = cases(said, day)
        claim = figure.claim._replace(start=date(2020, 9, day - 1), end=date(2020, 9, day - 1))
        its.record(said, [figure.__class__(claim, day, figure.period, figure.source)], reader="1", at=at(15))
    vintage = Mirror(tmp_path).vintage
    answer = vintage.series(Series("COVID-19", "KZ", "case", "new", "confirmed", "-"))
    assert answer.values.tolist() == [10, 11, 12]
    assert [claim.end for claim in vintage.claims(answer.claims)] == [date(2020, 9, day) for day in (9, 10, 11)]
    assert vintage.series(Series("measles", "KZ", "case", "new", "confirmed", "-")).values.tolist() == []


def test_every_revision_of_a_claim_is_kept(tmp_path: Path) -> None:
    for day, value in ((12, 46), (10, 44), (14, 47)):
        said = bulletin(str(day), date(2020, 9, day))
        its.record(said, cases(said, value), reader="1", at=at(15))
    its.record(said, cases(said, 48), reader="2", at=at(16))
    vintage = Mirror(tmp_path).vintage
    rows = vintage.revisions(cases(said, 1)[0].claim)
    assert vintage.columns.row_value[rows].tolist() == [44, 46, 47, 48]


def test_a_mirror_that_was_cut_short_or_is_of_another_history_is_made_again(tmp_path: Path) -> None:
    said = bulletin()
    its.record(said, cases(said, 45), reader="1", at=at(11))
    Mirror(tmp_path)
    for name, text in (("row_value", b""), ("about.json", b"{"), ("about.json", b'{"version": 1, "head": 5}')):
        (tmp_path / name).write_bytes(text)
        assert Mirror(tmp_path).vintage.snapshot().values.tolist() == [45]
    about = (tmp_path / "about.json").read_text()
    (tmp_path / "about.json").write_text(about.replace(its.head().head, "f" * 64))
    assert Mirror(tmp_path).vintage.snapshot().values.tolist() == [45]


def test_what_a_killed_process_left_behind_counts_for_nothing(tmp_path: Path) -> None:
    said = bulletin()
    its.record(said, cases(said, 45), reader="1", at=at(11))
    Mirror(tmp_path)
    with (tmp_path / "row_value").open("ab") as file:
        file.write(b"half a row of anot")
    again = bulletin("46", date(2020, 9, 12))
    its.record(again, cases(again, 46), reader="1", at=at(12))
    mirror = Mirror(tmp_path)
    assert mirror.vintage.columns.row_value.tolist() == [45, 46]
    assert mirror.vintage.snapshot().values.tolist() == [46]
