"""What a number's own words say, and what those of the numbers after it say."""

from collections.abc import Sequence
from typing import NamedTuple

from esep.period import DAY, ONSET, Kind, Period
from esep.read.frame import Context, Frame
from esep.read.mentions import measure_of
from esep.read.territory import Territory


class Later(NamedTuple):
    """What the numbers after a number say: of each facet, the first mention."""

    event: str | None = None
    """Named outright."""
    hint: str | None = None
    """An event named or hinted at, and the group beside it."""
    group: str | None = None
    definition: str | None = None
    measure: str | None = None
    new: Period | None = None
    total: Period | None = None
    """Periods of new and of cumulative counts."""


def later(numbers: Sequence[Territory], local: Sequence[Frame], *, verb_last: bool) -> list[Later]:
    """For each number, what those after it say; where the verb comes last, one of a part says nothing of the whole."""
    found = [Later()]
    for one, frame in zip(reversed(numbers), reversed(local), strict=True):
        rest, period = found[-1], frame.period
        if verb_last and "part" in one.words:  # 'оның ішінде 2 адам сауықты'
            found.append(rest)
            continue
        measure = measure_of(period) if period and period.kind != Kind.NOW else None
        found.append(
            Later(
                frame.event if one.outright else rest.event,
                frame.event or rest.hint,
                frame.group if frame.event else rest.group,
                frame.definition or rest.definition,
                frame.measure if frame.measure not in (None, "current") else rest.measure,
                period if measure == "new" else rest.new,
                period if measure == "total" else rest.total,
            )
        )
    return found[-2::-1]


def own_words(one: Territory, right: Territory | None, context: Context) -> Frame:
    """What the number's own territory says."""
    said, period = one.said, one.period
    measure, definition, disease = said.get("measure"), said.get("definition"), said.get("disease")
    if measure == "lately":
        measure = "new" if context.measure == "new" or context.weeks else None
    if period and measure_of(period) == "new" and measure != "current":
        dated = period.first is not None or ("on" in one.words and "period" not in one.words)
        whole_day = dated and period.first == period.last and period.count <= 1
        if whole_day and context.measure == "total" and measure != "new":
            measure, period = "total", None  # 'the count on 12 August'
        measure = measure if measure and whole_day else "new"
    if said.get("group") == "home" and (said.get("event") == "case" if one.outright else not context.daily):
        hinted = () if one.outright else ("event",)
        said = {facet: value for facet, value in said.items() if facet not in ("group", *hinted)}  # 'hens kept at home'
    if said.get("event") == "patient" and measure == "new" and not one.outright and not context.daily:
        said = {**said, "event": "case"}  # '534 hospitalised in 24 hours'
    counted = measure in ("new", "total") or "~event" in one.words
    if said.get("event") == "patient" and counted and said.get("group") in _GRAVE and not context.daily:
        said, measure = (
            {**said, "event": "case"},
            measure if measure != "current" else None,
        )  # 'seven grave cases found'
    if said.get("event") == "test" and definition == "confirmed":
        said = {**said, "event": "case"}  # '437 of the samples were confirmed'
    if disease and definition is None:
        definition = context.definition
    if one.increase:
        measure, period = "new", DAY
    elif right and right.inside and (right.increase or (right.said.get("measure") == "new" and not measure)):
        measure, period = "total", ONSET
    frame = Frame(disease, said.get("event"), measure, definition, said.get("group"), None, period)
    if one.column is not None:
        told = {facet: value for facet, value in one.column.items() if facet in _COLUMN_FACETS}
        if one.increase:
            told.pop("measure", None)
        frame = frame._replace(**told)  # type: ignore[arg-type]
    return frame


_COLUMN_FACETS = ("disease", "event", "measure", "definition", "group")
_GRAVE = ("severe", "critical")
