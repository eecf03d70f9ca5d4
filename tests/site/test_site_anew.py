"""A site brought up to date is, byte for byte, the site made anew, whatever became of the record in between."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from site_record import LAST, claim, figure, record

from esep.document import Document
from esep.figure import Figure
from esep.problem import Explanation, Problem
from esep.settle import settle
from esep.signed import RETRACTION
from esep.site import Record, parts, publish
from esep.site.publish import LIST, MARKER
from esep.terms import Severity


def changed(
    of: Record, documents: Sequence[Document] = (), figures: Sequence[Figure] = (), problems: Sequence[Problem] = ()
) -> Record:
    """The record with more in it, settled anew."""
    said, found = [*of.figures, *figures], [*of.problems, *problems]
    known = {**of.documents, **{one.id: one for one in documents}}
    return replace(of, settled=settle(said, found), figures=said, documents=known, problems=found)


def _document(text: str, day: date, *, by: str | None = None) -> Document:
    issued = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Document(text, "ministry", None, issued, "en", "KZ", by=by, reason=by and "a slip")


def _new_day(of: Record, at: int) -> Record:
    day = of.days[-1] + timedelta(1)
    said = _document(f"KZ: {10_000 + at} cases", day)
    words = [figure(said, claim(code, "case", "total", day), 10_000 + at, words=str(10_000 + at)) for code in AREAS]
    return changed(of, [said], words)


AREAS = ("KZ", "KZ-71", "KZ-75")


def _another_value(of: Record, at: int) -> Record:
    told = of.figures[at % len(of.figures)]
    said = _document(f"no, {told.value + 1}", LAST)
    return changed(of, [said], [figure(said, told.claim, told.value + 1, told.period, str(told.value + 1))])


def _second_witness(of: Record, at: int) -> Record:
    told = of.figures[at % len(of.figures)]
    said = _document(f"yes, {told.value} (said {at})", LAST)
    return changed(of, [said], [figure(said, told.claim, told.value, told.period, str(told.value))])


def _correction(of: Record, at: int) -> Record:
    told = of.figures[at % len(of.figures)]
    said = _document(f"put right: {told.value + at}", LAST, by="A. Person")
    right = figure(said, told.claim, told.value + at, told.period, str(told.value + at))
    return changed(of, [said], [replace(right, source=replace(right.source, rule="correction"))])


def _retraction(of: Record, at: int) -> Record:
    told = of.figures[at % len(of.figures)]
    said = _document(f"taken back: {at}", LAST, by="A. Person")
    back = figure(said, told.claim, told.value, told.period)
    source = replace(back.source, rule=RETRACTION, of=(told.id,))
    return changed(of, [said], [replace(back, source=source)])


def _problem(of: Record, at: int) -> Record:
    one, other = of.figures[at % len(of.figures)], of.figures[(at + 3) % len(of.figures)]
    found = Problem("two-values", Severity.FAILS, (one, other), explanations=(Explanation("stale", (other,)),))
    return changed(of, problems=[found])


def _release(of: Record, at: int) -> Record:
    day = of.days[at % len(of.days)]
    texts = {("weekly", day, language): f"{language}\n{day}\n\nreleased {at}" for language in ("kk", "ru", "en")}
    return replace(of, bulletins={**of.bulletins, **texts})


def _title(of: Record, at: int) -> Record:
    name = sorted(of.documents)[at % len(of.documents)]
    return replace(of, documents={**of.documents, name: replace(of.documents[name], title=f"Title {at}")})


def _later(of: Record, at: int) -> Record:
    return replace(of, as_of=f"2020-09-{10 + at % 20}", head=(at + 1, "ab" * 32))


def _moved(of: Record, at: int) -> Record:
    return replace(of, address=f"https://example.org/{at}/")


def _held_back(of: Record, at: int) -> Record:
    name = sorted(of.documents)[at % len(of.documents)]
    return replace(of, documents={known: one for known, one in of.documents.items() if known != name})


Step = tuple[Callable[[Record, int], Record], int]
"""A change, and where in the record."""
CHANGES: tuple[Callable[[Record, int], Record], ...] = (
    _new_day, _another_value, _second_witness, _correction, _retraction, _problem, _release, _title, _later, _moved,
    _held_back,
)  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    there = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in there if path.name not in (MARKER, LIST)}


def one_by_one(folder: Path, steps: list[Step]) -> None:
    of = replace(record(), kinds=("daily", "weekly"), parquet=True)
    publish(parts(of), folder / "site")
    for number, (change, at) in enumerate(steps):
        of = change(of, at)
        publish(parts(of), folder / "site")
        publish(parts(of), folder / f"anew{number}")
        mended, anew = files(folder / "site"), files(folder / f"anew{number}")
        assert mended.keys() == anew.keys(), change.__name__
        assert [name for name in anew if anew[name] != mended[name]] == [], change.__name__


def test_each_change_reaches_every_page_that_it_touches(tmp_path: Path) -> None:
    one_by_one(tmp_path, [(change, 7) for change in CHANGES])


@settings(max_examples=2, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 60)), min_size=1, max_size=3))
def test_changes_in_any_order(
    tmp_path_factory: object, steps: list[tuple[Callable[[Record, int], Record], int]]
) -> None:
    one_by_one(tmp_path_factory.mktemp("site"), steps)  # type: ignore[attr-defined]


def test_pages_of_days_long_past_are_not_made_again(tmp_path: Path) -> None:
    """A new day makes its own pages, the one before it, and those that tell of all days."""
    of = record()
    before = {part.name: part.key for part in parts(of)}
    after = {part.name: part.key for part in parts(_new_day(of, 1))}
    same = {name for name, key in before.items() if key and after[name] == key}
    assert {name for name in before if name.startswith("why/")} <= same
    assert {name for name in before if name.startswith("day/")} - same == {f"day/{of.days[-1]}"}
    assert {name for name in before if name.startswith("documents/")} <= same
