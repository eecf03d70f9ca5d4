"""Readings that were left open, settled by what the rest of the document says.

A headline that repeats a figure of the text takes its reading. A list that adds up to another count than the one it
followed belongs to that one. A figure whose measure rests on a default is not sure where the same claim is stated
outright with another value, and is a total where the text has only totals since some day. A whole that equals its
confirmed and its probable part is neither, but both.
"""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from esep import area, terms
from esep.period import DAY, ONSET, Kind, Period
from esep.read.frame import Counted, Frame

_LIST = 3
"""From so many areas on, a sum is hardly a coincidence."""
_LONG = 8
"""From so many areas on, a list is of all of a country, or of most."""
_MOST = 40
"""Statements of one claim that are tried as parts of a whole; more of them are no bulletin."""
_TELLING = 10
"""From here a number that stands twice is hardly a coincidence."""


def agree(found: Sequence[Counted], daily: frozenset[str]) -> list[Counted]:
    """The same numbers in the same order, with open facets settled; `daily` are the diseases that are counted daily."""
    settled = _overfull(_sums(_echoes(list(found))), daily)
    settled = _as_elsewhere(_too_many(_conflicts(settled)), daily)
    return _wards(_wholes(settled))


def _echoes(found: list[Counted]) -> list[Counted]:
    """A number of open measure, or of open definition, that is stated elsewhere outright is that figure."""
    outright: dict[tuple[int | None, str | None, str | None], Frame] = {}
    for one in found:
        if "measure" not in one.open:
            outright.setdefault((one.mention.value, one.frame.event, one.frame.area), one.frame)
    told: dict[tuple[int | str | None, ...], Frame] = {}  # figures by value, event, measure and area
    for one in found:
        for facet in _ECHOED - one.open:
            told.setdefault((one.mention.value, facet, *_who(one.frame)), one.frame)
    for place, one in enumerate(found):
        telling = (one.mention.value or 0) >= _TELLING or one.sentence == found[0].sentence
        for facet in _ECHOED & one.open if telling else ():
            frame = told.get((one.mention.value, facet, *_who(one.frame)))
            if frame:
                one = replace(one, frame=one.frame._replace(**{facet: getattr(frame, facet)}))
        found[place] = one
        if "measure" in one.open and (one.mention.value or 0) >= _TELLING:
            frame = outright.get((one.mention.value, one.frame.event, one.frame.area))
            if frame:
                found[place] = replace(one, frame=frame, open=frozenset(), rule="echo")
    return found


_ECHOED = frozenset({"definition", "period"})


def _who(frame: Frame) -> tuple[str | None, str | None, str | None]:
    """Event, measure and area."""
    return frame.event, frame.measure, frame.area


def _sums(found: list[Counted]) -> list[Counted]:
    """A list of areas that adds up to another count of their whole than the one it seemed to belong to, belongs to
    that one."""
    lists: list[list[int]] = []
    at_hand: dict[Frame, dict[str | None, int]] = {}  # an area that comes again begins another list
    wholes: dict[tuple[str | None, int], list[tuple[int, Frame]]] = defaultdict(list)
    for place, one in enumerate(found):
        wholes[one.frame.area, one.mention.value or 0].append((place, one.frame))
        if "-" in (one.frame.area or ""):
            of = one.frame._replace(area=area.parent(one.frame.area or ""))
            if one.frame.area in at_hand.setdefault(of, {}):
                lists.append(list(at_hand[of].values()))
                at_hand[of].clear()
            at_hand[of][one.frame.area] = place
    lists += [list(places.values()) for places in at_hand.values()]
    sentences = (list(run) for places in lists for _, run in groupby(places, key=lambda p: found[p].sentence))
    for places in (*lists, *sentences):
        first = found[places[0]].frame
        total = sum(found[p].mention.value or 0 for p in places)
        any_event = all("event" in found[p].open for p in places)
        whole = area.parent(first.area or "")
        # Where its own words call it new, or a total, it follows another whole only if that stands before it
        last = places[-1] + 1 if any("measure" in found[p].open for p in places) else places[0]
        near = [frame for place, frame in wholes.get((whole, total), ()) if place <= last]
        choices = [frame for frame in near if any_event or frame.event == first.event]
        if len(places) < _LIST or not choices or any(_same_count(first, frame) for frame in choices):
            continue
        for p in places:
            own = found[p]
            frame = choices[0]._replace(area=own.frame.area)
            if "period" not in own.open and own.frame.measure == frame.measure == terms.Measure.NEW:
                frame = frame._replace(period=own.frame.period)  # 'the week's 23: eight in Edo …'
            found[p] = replace(own, frame=frame, open=frozenset(), rule="adds up")
    return found


def _overfull(found: list[Counted], daily: frozenset[str]) -> list[Counted]:
    """A list of new counts by default that come to far more than the new count of their whole, and to most of its
    total, is of totals; a long list of totals by default that come to hardly a part of the total of their whole is of
    new ones, where new ones are counted `daily`."""
    said: dict[Frame, int] = {}
    for _, run in groupby(range(len(found)), key=lambda p: found[p].sentence):
        places = [p for p in run if "measure" in found[p].open]
        if len(places) < _LIST:
            continue
        first = found[places[0]].frame
        alike = {found[p].frame.area for p in places if _goes_on(found[p].frame, first)}
        if len(alike) < len(places):
            continue
        said = said or _said(found)
        count = sum(found[p].mention.value or 0 for p in places)
        whole = first._replace(area=area.parent(first.area or ""), period=None)
        total = said.get(whole._replace(measure=terms.Measure.TOTAL), 0)
        if first.measure == terms.Measure.NEW:
            fits = whole in said and 2 * said[whole] < count <= total < 2 * count
            measure, period = terms.Measure.TOTAL, ONSET
        else:
            fits = first.disease in daily and len(places) >= _LONG and _FAR_MORE * count < total
            measure, period = terms.Measure.NEW, DAY
        for p in places if fits else ():
            frame = found[p].frame._replace(measure=measure, period=period)
            found[p] = replace(found[p], frame=frame, rule="too many for one day")
    return found


def _said(found: Sequence[Counted]) -> dict[Frame, int]:
    """The value of each count that a text says outright, whatever its period; of several the first."""
    said: dict[Frame, int] = {}
    for one in found:
        if "measure" not in one.open:
            said.setdefault(one.frame._replace(period=None), one.mention.value or 0)
    return said


def _goes_on(part: Frame, before: Frame) -> bool:
    """Whether they are parts of one list: of one whole, and counting the same."""
    return area.parent(part.area or "") == area.parent(before.area or "") and _same_count(part, before)


def _same_count(part: Frame, whole: Frame) -> bool:
    """Whether they count the same in perhaps different areas."""
    return part[:_AREA] == whole[:_AREA] and part[_AREA + 1 :] == whole[_AREA + 1 :]


_AREA = Frame._fields.index("area")


def _conflicts(found: list[Counted]) -> list[Counted]:
    """A figure of open measure that contradicts an outright new one is the total, if it is so much larger and no total
    is stated; else it is not sure, nor is the rest of its sentence that is open (of a list, only that area)."""
    outright = {one.frame: one.mention.value for one in found if "measure" not in one.open}
    areas: dict[tuple[int, int], set[str | None]] = defaultdict(set)
    for one in found:
        areas[one.sentence].add(one.frame.area)
    wrong: set[tuple[tuple[int, int], str | None]] = set()
    for place, one in enumerate(found):
        value, said = one.mention.value or 0, outright.get(one.frame)
        if "measure" not in one.open or said in (None, value) or one.frame.measure != terms.Measure.NEW:
            continue
        total = one.frame._replace(measure=terms.Measure.TOTAL, period=ONSET)
        alone = len(areas[one.sentence]) < _LIST
        if alone and value > _MANY_TIMES * said and outright.setdefault(total, value) == value:
            found[place] = replace(one, frame=total, open=frozenset(), rule="too many for one day")
        else:
            wrong.add((one.sentence, None if alone else one.frame.area))
    for place, one in enumerate(found):
        if "measure" in one.open and {(one.sentence, None), (one.sentence, one.frame.area)} & wrong:
            found[place] = replace(one, rule="contradiction")
    return found


def _too_many(found: list[Counted]) -> list[Counted]:
    """New deaths or recoveries by default that are far more than the area's new cases are the total."""
    cases: dict[tuple[str | None, str | None], int] = defaultdict(int)
    for one in found:
        frame, value = one.frame, one.mention.value or 0
        if frame.event == terms.Event.CASE and frame.measure == terms.Measure.NEW and "measure" not in one.open:
            cases[frame.disease, frame.area] = max(cases[frame.disease, frame.area], value)
    for place, one in enumerate(found):
        frame, value = one.frame, one.mention.value or 0
        most = cases.get((frame.disease, frame.area))
        late = frame.event in (terms.Event.DEATH, terms.Event.RECOVERY) and frame.measure == terms.Measure.NEW
        if most and late and "measure" in one.open and value > _FAR_MORE * most:
            total = frame._replace(measure=terms.Measure.TOTAL, period=ONSET)
            found[place] = replace(one, frame=total, rule="too many for one day")
    return found


_FAR_MORE = 20
_MANY_TIMES = 4
"""So many times the day's new ones are a total."""


def _as_elsewhere(found: list[Counted], daily: frozenset[str]) -> list[Counted]:
    """A new count by default, where the text has outright only totals of the event since some day, is one of them,
    unless that total is stated already. A total since the onset by default, in a text about a disease that is not
    counted daily, is since the day or of the year of the other totals, and a new one is of the days of the others."""
    outright: dict[tuple[str | None, str | None], _Outright] = defaultdict(_Outright)
    new: set[tuple[str | None, str | None]] = set()  # diseases and definitions of new counts
    dated: dict[str | None, Counter[Period | None]] = defaultdict(Counter)
    counted: dict[str | None, set[Period | None]] = defaultdict(set)  # periods that new counts are said for
    first: dict[tuple[str | None, str | None], int] = {}  # where totals of an event are first dated
    for place, one in enumerate(found):
        frame = one.frame
        if "measure" not in one.open:
            outright[frame.disease, frame.event].add(frame, place)
            if frame.measure == terms.Measure.NEW:
                new.add((frame.disease, frame.definition))
        if frame.measure == terms.Measure.NEW and "period" not in one.open:
            counted[frame.disease].add(frame.period)
        if frame.measure == terms.Measure.TOTAL and "period" not in one.open:
            dated[frame.disease][frame.period] += 1
            first.setdefault((frame.disease, frame.event), place)
    for place, one in enumerate(found):
        frame = one.frame
        told = outright.get((frame.disease, frame.event)) if "measure" in one.open else None
        if told and not (frame.disease in daily and (frame.disease, frame.definition) in new):
            since = told.since(None if "definition" in one.open else frame.definition, place)
            if since and (frame.area, frame.group) not in told.places:
                settled = frame._replace(measure=terms.Measure.TOTAL, period=since)
                rule = one.rule  # a total, even by default, is sure
                if frame.disease in daily or frame.measure != terms.Measure.TOTAL:
                    sure = told.is_one_period and frame.disease not in daily
                    rule = "as all elsewhere" if sure else "as elsewhere"
                found[place] = replace(one, frame=settled, rule=rule)
                continue
        new_open = frame.measure == terms.Measure.NEW and "period" in one.open and frame.disease not in daily
        if new_open and len(counted[frame.disease]) == 1:
            found[place] = replace(one, frame=frame._replace(period=next(iter(counted[frame.disease]))))
            continue
        total = frame.measure == terms.Measure.TOTAL and "period" in one.open
        if total and frame.disease not in daily and len(dated[frame.disease]) == 1:
            ((period, times),) = dated[frame.disease].items()
            if times > 1 or first.get((frame.disease, frame.event), place) < place:
                found[place] = replace(one, frame=frame._replace(period=period))
    return found


class _Outright:
    """What a text says outright of one event."""

    def __init__(self) -> None:
        self.places: set[tuple[str | None, str | None]] = set()
        """Areas and groups."""
        self._periods: dict[str | None, list[tuple[int, Period | None]]] = defaultdict(list)
        self._all_totals: dict[str | None, bool] = defaultdict(lambda: True)

    def add(self, frame: Frame, place: int) -> None:
        """Take down one figure; they come in order."""
        self.places.add((frame.area, frame.group))
        for definition in {None, frame.definition}:
            told = self._periods[definition]
            now = told[-1][1] if told else None
            past = frame.period is not None and frame.period.is_before(now)  # the year before, told by the way
            told.append((place, now if past else frame.period))
            self._all_totals[definition] &= frame.measure == terms.Measure.TOTAL

    @property
    def is_one_period(self) -> bool:
        """Whether all its figures are over one period."""
        return len({period for _, period in self._periods[None]}) == 1

    def since(self, definition: str | None, place: int) -> Period | None:
        """The period of the nearest figure of that definition (None: of any) before that place, or of all; all are
        totals, and it names one.

        Missing: None elsewhere.
        """
        told = self._periods.get(definition)
        if not told or not self._all_totals[definition]:
            return None
        before = bisect(told, place, key=lambda one: one[0])
        _, period = told[max(0, before - 1)]
        known = period and period.kind != Kind.ONSET and (before or self.is_one_period)
        return period if known else None


def _wholes(found: list[Counted]) -> list[Counted]:
    """A figure read as confirmed that is the sum of a confirmed and a probable one is of both together; so are the
    figures after it that share its open definition."""
    if all(one.frame.definition != "probable" for one in found):
        return found
    tracks: dict[Frame, dict[str | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, one in enumerate(found):
        tracks[one.frame._replace(definition=None, period=None)][one.frame.definition].append(place)
    for by_definition in tracks.values():
        confirmed, probable = by_definition.get("confirmed", []), by_definition.get("probable", [])
        if not confirmed or not probable or len(confirmed) + len(probable) > _MOST:
            continue
        for place in confirmed + probable:
            whole = found[place]
            parts = [
                (found[a].mention.value or 0, found[b].mention.value or 0)
                for a in confirmed
                for b in probable
                if place not in (a, b)
            ]
            if "definition" in whole.open and any(a and b and a + b == whole.mention.value for a, b in parts):
                found = _as_all(found, place)
    return found


def _wards(found: list[Counted]) -> list[Counted]:
    """An item of a list of patients that is smaller than an earlier count of the same is perhaps of one hospital of
    several, and not sure."""
    most: dict[Frame, int] = {}
    for place, one in enumerate(found):
        value = one.mention.value or 0
        patients = one.frame.event == terms.Event.PATIENT and "/" not in (one.frame.area or "")
        if patients and value < most.setdefault(one.frame, value) and one.rule == "list":
            found[place] = replace(one, rule="contradiction")
    return found


def _as_all(found: list[Counted], place: int) -> list[Counted]:
    whole = found[place]
    found[place] = replace(whole, frame=whole.frame._replace(definition="all"), rule="sum of both")
    for later in range(place + 1, len(found)):
        one = found[later]
        if one.frame.event != whole.frame.event or one.frame.area != whole.frame.area:
            break
        if one.frame.group is None:
            continue  # the parts themselves
        if "definition" not in one.open:
            break
        found[later] = replace(one, frame=one.frame._replace(definition="all"))
    return found
