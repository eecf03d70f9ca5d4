"""The seed's 42 figures as a settled record, and one problem of every code made from them."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from esep import terms
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.problem import Explanation, Problem

DAY = date(2020, 9, 17)
PUBLISHER = "Kazpravda.kz"


def figures() -> list[Figure]:
    """In the order of the seed's text."""
    with (Path(__file__).parent / "seed_001.tsv").open(encoding="utf-8") as rows:
        lines = list(csv.reader(rows, delimiter="\t"))
    return [
        figure(place, area=a, event=e, measure=m, definition=d, group=g, period=p, value=v)
        for place, (a, e, m, d, g, p, v) in enumerate(lines[1:])
    ]


def figure(
    place: int,
    *,
    area: str = "KZ",
    event: str = "death",
    measure: str = "total",
    definition: str = "confirmed",
    group: str = "-",
    period: str = "onset",
    value: str | int = 0,
    day: date = DAY,
    issued: date | datetime | None = DAY,
    publisher: str | None = PUBLISHER,
    disease: str = "COVID-19",
    rule: str = "",
    quote: str = "",
    document: str = "001",
) -> Figure:
    said = Period.parse(period)
    claim = Claim(disease, area, event, measure, definition, group, *said.resolve(day))
    source = Source(document, publisher, issued=issued, span=(place, place + 1), rule=rule, quote=quote)
    return Figure(claim, int(value), said, source)


def one(
    event: str, measure: str, value: int, *, area: str = "KZ", definition: str = "confirmed", group: str = "-"
) -> Figure:
    """The seed's figure of that claim and value."""
    wanted = (area, event, measure, definition, group, value)
    return next(f for f in figures() if (*f.claim[1:6], f.value) == wanted)


def stale() -> Problem:
    """The seed's own contradiction: 1,671 deaths and 1,634, last week's total."""
    late, old, week = one("death", "total", 1671), one("death", "total", 1634), one("death", "new", 37)
    return two_values(late, old, kind="stale", evidence=(week,))


def two_values(*stated: Figure, kind: str | None = None, evidence: tuple[Figure, ...] = ()) -> Problem:
    """The last figure is the one explained away."""
    explanations = (Explanation(kind, (stated[-1],), evidence=evidence),) if kind else ()
    severity = terms.Severity.WARNS if kind else terms.Severity.FAILS
    return Problem("two-values", severity, stated, explanations=explanations)


def problems() -> Iterator[tuple[str, Problem]]:
    """(name, problem): every code, and every kind of reason."""
    late, old = one("death", "total", 1671), one("death", "total", 1634)
    earlier = date(2020, 9, 10)
    yield "two-values stale new", stale()
    older = figure(90, value=1634, day=earlier, issued=earlier, document="000")
    yield "two-values stale total", two_values(late, old, kind="stale", evidence=(older,))
    first = figure(91, event="case", measure="new", period="1d", value=64, document="a")
    then = figure(92, event="case", measure="new", period="1d", value=65, issued=date(2020, 9, 18), document="b")
    yield "two-values revision", two_values(then, first, kind="revision")
    signed = figure(93, value=1672, issued=date(2020, 9, 20), rule="correction", publisher=None, document="c0ffee")
    yield "two-values correction", two_values(signed, late, kind="correction")
    morning = datetime(2020, 9, 17, 4, 0, tzinfo=UTC)
    noon = replace(then, source=replace(then.source, issued=morning.replace(hour=12)))
    yield "two-values hour", two_values(noon, replace(first, source=replace(first.source, issued=morning)), kind="hour")
    ahead = figure(98, value=1671, day=date(2020, 9, 18), issued=date(2020, 9, 18), document="b")
    yield "two-values ahead", two_values(old, late, kind="ahead", evidence=(ahead,))
    probable = figure(99, value=37, definition="probable")
    yield "two-values definitions", two_values(old, late, kind="definition", evidence=(probable,))
    every = figure(99, value=1671, definition="all")
    yield "two-values definition", two_values(old, late, kind="definition", evidence=(every,))
    other = replace(old, source=replace(old.source, publisher="Inform.kz", document="002"))
    third = replace(old, value=1643, source=replace(old.source, publisher=None, document="003", issued=None))
    yield "two-values unexplained", two_values(late, other)
    yield "two-values three", two_values(late, other, third)
    patients = one("patient", "current", 4409)
    parts = (
        one("patient", "current", 2362, group="hospital"),
        replace(one("patient", "current", 2047, group="home"), value=2074),
    )
    slip = Explanation("slip", (parts[1],), values={parts[1].id: 2047})
    yield "parts-differ", differ(patients, *parts, identity="settings", explanations=(slip,))
    cases = [f for f in figures() if f.claim.event == "case" and f.claim[3:5] == ("new", "confirmed")]
    yield "parts-differ areas", differ(cases[0], *cases[1:-1], identity="areas")
    after, new = one("case", "total", 106920), one("case", "new", 65)
    before = figure(95, event="case", value=106845, day=date(2020, 9, 16), issued=date(2020, 9, 16), document="000")
    sums = {"expected": 106910, "difference": 10}
    yield "growth", Problem("growth", terms.Severity.FAILS, (after, before, new), "growth", parameters=sums)
    ventilated = replace(one("patient", "current", 22, group="ventilated"), value=5000)
    yield "part-exceeds", Problem("part-exceeds", terms.Severity.FAILS, (patients, ventilated), "groups")
    risen = figure(96, value=1681, day=date(2020, 9, 16), issued=date(2020, 9, 16), document="000")
    yield "fell", Problem("fell", terms.Severity.FAILS, (late, risen), "fall")
    back = Explanation("taken-back", (risen,), evidence=(late,))
    yield "fell taken back", Problem("fell", terms.Severity.WARNS, (late, risen), "fall", explanations=(back,))
    out = Explanation("out-of-line", (risen,))
    yield "fell out of line", Problem("fell", terms.Severity.FAILS, (late, risen), "fall", explanations=(out,))
    undecided = (Explanation("undecided"), Explanation("digit", (late,), values={late.id: 1681}))
    yield "fell undecided", Problem("fell", terms.Severity.FAILS, (late, risen), "fall", explanations=undecided)
    yield "negative", Problem("negative", terms.Severity.FAILS, (replace(late, value=-1),))
    yield "negative new", Problem("negative", terms.Severity.WARNS, (replace(new, value=-1707),))
    yield "alike", Problem("alike", terms.Severity.WARNS, (late, replace(one("case", "total", 106920), value=1671)))
    unlike = {"count": 13, "bound": "most", "like": 1, "neighbours": 14}
    yield "jump", Problem("jump", terms.Severity.WARNS, (new,), parameters=unlike)
    yield "jump of a total", Problem("jump", terms.Severity.WARNS, (after,), parameters=unlike | {"bound": "least"})
    yield (
        "unread",
        Problem("unread", terms.Severity.NOTE, parameters={"text": "12-го"}, document="001", span=(1204, 1209)),
    )
    unsure = figure(97, event="case", measure="new", period="1d", area="KZ-23", value=9, quote="9 – in Atyrau region")
    yield "doubtful", Problem("doubtful", terms.Severity.NOTE, (unsure,))
    yield "a code of tomorrow", Problem("a-code-of-tomorrow", terms.Severity.NOTE, (late,), document="001")


def differ(whole: Figure, *parts: Figure, identity: str, explanations: tuple[Explanation, ...] = ()) -> Problem:
    total = sum(part.value for part in parts)
    sums = {"sum": total, "difference": whole.value - total}
    return Problem("parts-differ", terms.Severity.FAILS, (whole, *parts), identity, sums, explanations)
