"""What each number of a text counts: its frame.

How a number finds its frame
----------------------------
A text is cut into sentences; a list and its heading are one sentence. Between two numbers of a sentence runs a border,
at the first of the strongest marks between them, so that each number has a territory:

    13 were in Nur-Sultan city , 12 - in Almaty city , and 8 in Shymkent ; the country now has 109,623 cases
    |----------- 13 ----------|------- 12 ---------|------- 8 ---------|------------ 109,623 --------------|

For each facet the number takes, in this order: the nearest mention in its territory; what the number before it has
(the heading of a list speaks for its items); what a number after it has (a verb at the end speaks for all before it);
what the sentence before has; the default. What rests on a default or on an earlier line stays open: `agree` may settle
it otherwise. A number that repeats an earlier one after a word for 'of' is that earlier figure, not a new one: its
frame is taken over.

Several areas in a row share one number ('3 each in A and B'), or take as many numbers in turn ('in A and B, 99 and
98'). A heading may name columns ('all / without symptoms'), which numbers between slashes fill in turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from esep import area, terms
from esep.period import DAY, NOW, ONSET, Kind, Period
from esep.read.language import Meaning
from esep.read.mentions import Mention

_STRENGTH = {"\n\n": 6, "\n": 6, ";": 5, ".": 5, "•": 6, ",": 4, ":": 3, "(": 3, ")": 3, "/": 2}
_CONJUNCTION = 2
_FAR = 30
"""Added to the distance of a mention that only speaks where nothing nearer does."""
_DASHES = ("-", "–", "—", "−", ":")
_LARGEST = 10**12
"""No count of people comes near it."""


class Frame(NamedTuple):
    """What a number counts, as far as it is known; None is not known."""

    disease: str | None = None
    event: str | None = None
    measure: str | None = None
    definition: str | None = None
    group: str | None = None
    area: str | None = None
    period: Period | None = None


NOTHING = Frame()


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its frame."""

    mention: Mention
    frame: Frame
    sentence: tuple[int, int]
    """Tokens of the sentence: first, and one after the last."""
    rule: str
    publisher: str | None
    open: frozenset[str] = frozenset()
    """Facets that rest on a default or on an earlier line."""
    doubt: str | None = None
    """Why it may be wrong; None where nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A number that is no figure: with why, or None where we cannot tell what it counts."""

    mention: Mention
    why: str | None


class Sentence(NamedTuple):
    """A range of mentions, and what parts it from the sentence before: '' (same line), '\\n' or '\\n\\n'."""

    first: int
    stop: int
    after: str


@dataclass
class Context:
    """What earlier sentences leave to later ones."""

    home: str | None
    topic: str | None
    """The area the text is about where it names none."""
    region: str | None = None
    """The last first-level part that a sentence named alone: what 'the region' means next."""
    disease: str | None = None
    publisher: str | None = None
    last: Frame = NOTHING
    """The frame of the paragraph's last figure."""
    far: str = ""
    """What parts the sentence from `last`: '' (same line), '\\n' or '\\n\\n'."""
    heading: bool = False
    """Whether `last` is a heading without a number, which speaks for what follows."""
    figures: list[Counted] = field(default_factory=list)


class Text(NamedTuple):
    """The words behind the mentions."""

    words: Sequence[str]
    capital: Sequence[bool]
    """Whether a word begins with a capital letter."""
    names: Sequence[str]
    """The words as they are written."""
    conjunctions: frozenset[str]


def frames(
    found: Sequence[Mention], text: Text, sentences: Sequence[Sentence], context: Context
) -> Iterator[Counted | Uncounted]:
    """Every number of the text with what it counts, in the order of the text; a number that several areas share comes
    once for each."""
    for first, stop, after in sentences:
        context.far = max(context.far, after)
        yield from _Reader(found[first:stop], text, context).read()


class _Reader:
    """One sentence at work: its numbers, their territories, and the frames found so far."""

    def __init__(self, found: Sequence[Mention], text: Text, context: Context) -> None:
        self.found = found
        self.text = text
        self.context = context
        self.span = (found[0].start, found[-1].stop)
        self.refused = self._refused()
        self.places = [p for p, m in enumerate(found) if m.kind == "number" and p not in self.refused]
        self.several = False
        self.columns, self.skipped = self._columns()
        self.borders = self._borders()
        for mention in found:
            meaning = mention.meaning
            if meaning:
                context.publisher = meaning.get("publisher", context.publisher)
                context.disease = context.disease or meaning.get("disease")

    # Numbers that are no counts -----------------------------------------------------------------------------------

    def _refused(self) -> dict[int, str]:
        """Why each number that is no count is none, by place."""
        refused: dict[int, str] = {}
        for place in range(len(self.found) - 1, -1, -1):
            if self.found[place].kind == "number":
                why = self._no_count(place) or self._span_with(place, refused)
                if why:
                    refused[place] = why
        return refused

    def _no_count(self, place: int) -> str | None:
        mention = self.found[place]
        after = self.found[place + 1] if place + 1 < len(self.found) else None
        before = self.found[place - 1] if place else None
        if mention.value is None:
            return "no whole number"
        if mention.value > _LARGEST:
            return "too large"
        if after and after.mark == "%":
            return "rate"
        if after and "not" in after.meaning:
            return after.meaning["not"]
        if before and "not-next" in before.meaning:
            return before.meaning["not-next"]
        if before and before.mark in ("№", "#", "$", "€"):
            return "place"
        if before and "bound" in before.meaning:
            return "bound"
        if before and "other" in before.meaning:
            return "other day"
        if self._of_another_day(place):
            return "other day"
        if self._is_year(mention, before, after):
            return "year"
        return None

    def _of_another_day(self, place: int) -> bool:
        """Whether a word for another day stands before the number, with no number or strong mark between."""
        for before in range(place - 1, -1, -1):
            mention = self.found[before]
            if "other-day" in mention.meaning:
                return True
            if mention.kind == "number" or self._strength(before) > _CONJUNCTION or "period" in mention.meaning:
                return False
        return False

    def _is_year(self, mention: Mention, before: Mention | None, after: Mention | None) -> bool:
        digits = self.text.words[mention.start]
        if not (digits.isdigit() and len(digits) == 4 and 1990 <= (mention.value or 0) <= 2035):
            return False
        speaks = after and after.meaning.keys() & {"event", "people", "measure", "~event"}
        return not speaks and not (before and before.mark in _DASHES)

    def _span_with(self, place: int, refused: dict[int, str]) -> str | None:
        """'from 6 to 18 years': the first number of a span is what the last one is."""
        if place + 2 in refused and refused[place + 2] in ("age", "rate", "time"):
            between = self.found[place + 1]
            if between.mark in _DASHES or "to" in between.meaning:
                return refused[place + 2]
        return None

    # Territories --------------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[list[Meaning], range]:
        """What the columns of a heading such as '(all / without symptoms)' say, and where it stands."""
        first = self.places[0] if self.places else 0
        slashes = [p for p in range(first) if self.found[p].mark == "/"]
        if not slashes:
            return [], range(0)
        begin = next((p + 1 for p in range(slashes[0], -1, -1) if self.found[p].mark in ("(", ":", "\n")), 0)
        end = next((p for p in range(slashes[-1], first) if self.found[p].mark in (")", ":", "\n")), slashes[-1] + 1)
        columns: list[dict[str, str]] = [{}]
        for place in range(begin, end):
            if self.found[place].mark == "/":
                columns.append({})
            else:
                columns[-1].update(self.found[place].meaning)
        return list(columns), range(begin, end)

    def _column(self, n: int) -> Meaning | None:
        """What the heading says of the number's column. Missing: None where there are no columns."""
        if not self.columns:
            return None
        place = 0
        while n - place > 0 and self._joined(n - place - 1, ("/",)):
            place += 1
        length = place + 1
        while n + length - place < len(self.places) and self._joined(n + length - place - 1, ("/",)):
            length += 1
        return self.columns[place] if length == len(self.columns) else None

    def _joined(self, n: int, marks: tuple[str, ...]) -> bool:
        """Whether nothing but such a mark stands between a number and the next."""
        between = range(self.places[n] + 1, self.places[n + 1])
        return len(between) == 1 and (
            self.found[between[0]].mark in marks or ("and" in marks and self._strength(between[0]) == _CONJUNCTION)
        )

    def _borders(self) -> list[int]:
        """Where each number's territory begins, and at the end where the sentence ends: n + 1 places."""
        return [0, *(self._border(left, right) for left, right in pairwise(self.places)), len(self.found)]

    def _border(self, left: int, right: int) -> int:
        strongest, at = 0, None
        for place in range(left + 1, right):
            strength = self._strength(place)
            if strength > strongest:
                strongest, at = strength, place
        if at is not None:
            return at
        return next((p for p in range(left + 1, right) if "area" in self.found[p].meaning), right)

    def _strength(self, place: int) -> int:
        mention = self.found[place]
        if mention.kind == "mark":
            return _STRENGTH.get(mention.mark, 0)
        if mention.stop == mention.start + 1 and self.text.words[mention.start] in self.text.conjunctions:
            return _CONJUNCTION
        return 0

    def _inside(self, n: int) -> bool:
        """Whether the number stands in brackets that were opened after the number before it, or after its slash."""
        if not n:
            return False
        marks = [self.found[p].mark for p in range(self.places[n - 1] + 1, self.places[n])]
        return ("(" in marks and ")" not in marks) or marks == ["/"]

    # Facets -------------------------------------------------------------------------------------------------------

    def _nearest(self, n: int) -> dict[str, tuple[str, bool]]:
        """Facet to what the nearest mention of it in the territory says, and whether it says so outright; after the
        number is nearer than before."""
        at = self.places[n]
        best: dict[str, tuple[float, str, bool]] = {}
        for place in range(self.borders[n], self.borders[n + 1]):
            meaning = self.found[place].meaning
            if not meaning or place in self.skipped:
                continue
            cost = float(place - at) if place > at else (at - place) + 0.5
            for facet, value in meaning.items():
                weak = facet[0] == "~"
                key, price = (facet[1:], cost + _FAR) if weak else (facet, cost)
                known = best.get(key)
                if known is None or price < known[0]:
                    best[key] = price, value, not weak
        return {facet: (value, outright) for facet, (_, value, outright) in best.items()}

    def _areas(self, n: int) -> tuple[str, ...]:
        """The areas named in the territory: parts of a country before the country, then the nearest; several where they
        stand in a row. Shape: empty where none is named."""
        at = self.places[n]
        rows: list[tuple[bool, int, list[str], int]] = []
        end = -2
        for place in range(self.borders[n], self.borders[n + 1]):
            code = self._code(place)
            if code is None:
                continue
            country = "-" not in code
            if rows and rows[-1][0] == country and self._in_a_row(end, place):
                _, distance, codes, _ = rows[-1]
                rows[-1] = (country, min(distance, abs(place - at)), [*codes, code], place)
            else:
                rows.append((country, abs(place - at), [code], place))
            end = place
        if not rows:
            return ()
        nearest = min(rows)
        if nearest[0] and len(set(nearest[2])) > 1 and not self._says(n, "each"):
            return ("NONE",)  # several countries together have no code
        return tuple(dict.fromkeys(self._row(nearest[2], nearest[3])))

    def _code(self, place: int) -> str | None:
        code = self.found[place].meaning.get("area")
        if code == "HOME":
            return self.context.home or self.context.topic
        if code == "REGION":
            return self.context.region
        return code

    def _row(self, codes: list[str], end: int) -> list[str]:
        """The areas of a row: before a word for 'regions' a city that shares its name with one is that region."""
        after = self.found[end + 1] if end + 1 < len(self.found) else None
        if len(codes) > 1 and ((after and "regions" in after.meaning) or "regions" in self.found[end].meaning):
            return [area.namesake(code) or code for code in codes]
        return codes

    def _in_a_row(self, left: int, right: int) -> bool:
        """Whether two areas are joined by a comma or a word for 'and'."""
        joined = False
        for place in range(left + 1, right):
            mention = self.found[place]
            if mention.mark == "," or self._strength(place) == _CONJUNCTION or "and" in mention.meaning:
                joined = True
            elif "light" not in mention.meaning or mention.kind == "number":
                return False
        return joined

    def _place_name(self, n: int) -> str | None:
        """A capitalised name nobody taught us that stands beside the number as an area would: 'Aktau - 15'."""
        at = self.places[n]
        for step, limit in ((1, self.borders[n + 1]), (-1, self.borders[n] - 1)):
            place = at + step
            while place != limit and self._passes(place):
                place += step
            if place != limit and self.found[place].kind == "word" and self.text.capital[self.found[place].start]:
                return self.text.names[self.found[place].start]
        return None

    def _passes(self, place: int) -> bool:
        mention = self.found[place]
        return mention.mark in _DASHES or "light" in mention.meaning

    def _period(self, n: int) -> Period | None:
        """The period said nearest; one with its dates before one without."""
        at = self.places[n]
        best: tuple[float, Period] | None = None
        for place in range(self.borders[n], self.borders[n + 1]):
            mention = self.found[place]
            period = mention.period
            if period is None and "period" in mention.meaning:
                period = Period.parse(mention.meaning["period"])
            if period:
                exact = period.first is not None and period.first != period.last
                cost = abs(place - at) - (_FAR if exact else 0)
                if best is None or cost < best[0]:
                    best = cost, period
        return best[1] if best else None

    # Reading ------------------------------------------------------------------------------------------------------

    def read(self) -> Iterator[Counted | Uncounted]:
        if not self.places:
            self._heading()
        local = [self._local(n) for n in range(len(self.places))]
        areas = self._shared([self._areas(n) for n in range(len(self.places))])
        several = self.several = len({code for codes in areas for code in codes if "-" in code}) > 1
        made: dict[int, list[Counted | Uncounted]] = {}
        before = NOTHING
        for n, at in enumerate(self.places):
            mention = self.found[at]
            own = local[n]
            reference = self._reference(n, own)
            if reference:
                before = reference._replace(area=areas[n][0] if areas[n] else reference.area)
                made[at] = [Uncounted(mention, "repeated")]
                continue
            without = (
                "no code for the area" if "NONE" in areas[n] else self._says(n, "no-code") and "no code for the group"
            )
            if without:
                made[at] = [Uncounted(mention, without)]
                continue
            frame, rule, left_open = self._complete(n, local, before)
            for code in areas[n] or (self._elsewhere(n, before, several=several),):
                placed = frame._replace(area=self._below(n, code, before))
                why = self._doubt(n, own, placed, named=bool(areas[n]))
                if why == "unread":
                    made.setdefault(at, []).append(Uncounted(mention, "none" if mention.value == 0 else None))
                    continue
                before = placed
                counted = Counted(mention, placed, self.span, rule, self.context.publisher, left_open, why)
                self.context.figures.append(counted)
                self.context.last, self.context.far, self.context.heading = placed, "", False
                made.setdefault(at, []).append(counted)
        parts = {code for codes in areas for code in codes if "-" in code and "/" not in code}
        if not areas:
            parts = {code for m in self.found if "-" in (code := m.meaning.get("area", ""))}
        if len(parts) == 1:
            self.context.region = parts.pop()
        for place, mention in enumerate(self.found):
            if mention.kind == "number":
                yield from made.get(place) or (Uncounted(mention, self.refused.get(place)),)

    def _heading(self) -> None:
        """A sentence without numbers speaks for the next one: 'New cases by region.'"""
        self.borders, self.places = [0, len(self.found)], [len(self.found)]
        said = self._local(0)
        areas = self._areas(0)
        self.places = []
        known = {facet: value for facet, value in said._asdict().items() if value is not None}
        if len(areas) == 1:
            known["area"] = areas[0]
        if not known.keys() & {"event", "measure", "definition", "group", "period"}:
            return
        last = self.context.last if self.context.far != "\n\n" else NOTHING
        self.context.last, self.context.far, self.context.heading = last._replace(**known), "", True

    def _shared(self, areas: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Areas in a row taken in turn by as many numbers in a row: 'in A and B, 99 and 98'."""
        for n, codes in enumerate(areas):
            run = 1
            while n + run < len(areas) and not areas[n + run] and self._joined(n + run - 1, ("and", ",")):
                run += 1
            if 1 < run == len(codes):
                areas[n : n + run] = [(code,) for code in codes]
        return areas

    def _local(self, n: int) -> Frame:
        """What the number's own territory says."""
        said = self._nearest(n)
        period = self._period(n)
        measure = said.get("measure", (None, False))[0]
        if period and period.kind in (Kind.DAYS, Kind.RANGE, Kind.WEEK, Kind.MONTH) and measure != "current":
            measure = "new" if period.first is None or period.first != period.last or measure is None else measure
        definition = said.get("definition", (None, False))[0]
        disease = said.get("disease", (None, False))[0]
        if disease and definition is None:
            definition = terms.Definition.CONFIRMED
        event = said["event"][0] if "event" in said else None
        frame = Frame(disease, event, measure, definition, said.get("group", (None,))[0], None, period)
        if self._grown(n):
            frame = frame._replace(measure="new", period=DAY)
        elif self._grown(n + 1) and self._inside(n + 1):
            frame = frame._replace(measure="total", period=ONSET)
        column = self._column(n) if self.columns else None
        if column is not None:
            told = {facet: value for facet, value in column.items() if facet in Frame._fields and facet != "period"}
            frame = frame._replace(**told)  # type: ignore[arg-type]
        return frame

    def _grown(self, n: int) -> bool:
        """Whether the number is an increase: '(+ 244)'."""
        return 0 < n < len(self.places) and self.found[self.places[n] - 1].mark == "+"

    def _outright(self, n: int) -> bool:
        """Whether the territory names the event itself, not only hints at it."""
        territory = range(self.borders[n], self.borders[n + 1])
        return any("event" in self.found[place].meaning for place in territory if place not in self.skipped)

    def _reference(self, n: int, local: Frame) -> Frame | None:
        """The frame of the earlier figure that the number repeats: 'of 106,920'."""
        at = self.places[n]
        before = self.found[at - 1] if at else None
        if before is None or "whole" not in before.meaning:
            return None
        for counted in reversed(self.context.figures):
            if counted.mention.value == self.found[at].value and local.event in (None, counted.frame.event):
                return counted.frame
        return None

    def _complete(self, n: int, local: list[Frame], before: Frame) -> tuple[Frame, str, frozenset[str]]:
        """The frame with what its territory leaves open, the rule that filled it, and the facets still open."""
        own, last = local[n], self._last(n)
        later = local[n + 1 :]
        left_open = set()
        event, rule = self._event(n, local, before)
        definition = own.definition or before.definition
        if own.definition is None or own.disease:
            left_open.add("definition")
        if definition is None:
            definition = next((frame.definition for frame in later if frame.definition), None) or last.definition
        disease = own.disease or before.disease or last.disease or self.context.disease
        measure, period, measure_open = self._measure(own, before, later, last, event)
        if measure_open:
            left_open.add("measure")
        group = own.group
        if group is None and event == before.event and self._is_item(n):
            group = before.group
        if group is None and before is NOTHING and own.event is None and self._is_item(n):
            group = next((frame.group for frame in later if frame.event), None)
        if group is None and not before.event and own.event is None and self._says(n, "them"):
            group = last.group
        if group is None and not before.event and self.context.heading and event == last.event and not own.event:
            group = last.group
        return Frame(disease, event, measure, definition, group, None, period), rule, frozenset(left_open)

    def _last(self, n: int) -> Frame:
        """What the sentence before leaves: nothing over an empty line, unless this one is a list with no event."""
        if self.context.far != "\n\n" or (self.several and not self._outright(n)):
            return self.context.last
        return NOTHING

    def _says(self, n: int, facet: str) -> bool:
        """Whether a word of the territory has that meaning."""
        return any(facet in self.found[place].meaning for place in range(self.borders[n], self.borders[n + 1]))

    def _is_item(self, n: int) -> bool:
        """Whether the territory names an area and no event of its own: an item of a list."""
        return bool(self._areas(n)) and not self._outright(n) and self._column(n) is None

    def _event(self, n: int, local: list[Frame], before: Frame) -> tuple[str | None, str]:
        own = local[n].event
        if own and self._outright(n):
            return own, "own words"
        if before.event and not (own and own != before.event and local[n].group):
            return before.event, "list"
        later = (frame.event for m, frame in enumerate(local[n + 1 :], n + 1) if self._outright(m))
        shared = next((event for event in later if event), None)
        if shared and not (own and local[n].group):
            return shared, "shared verb"
        if own:
            return own, "own words"
        return next((frame.event for frame in local[n + 1 :] if frame.event), None) or self._last(n).event, "context"

    def _measure(
        self, own: Frame, before: Frame, later: list[Frame], last: Frame, event: str | None
    ) -> tuple[str, Period, bool]:
        """Measure and period, and whether the measure is open."""
        if event == terms.Event.PATIENT:
            return "current", NOW, False
        measure = own.measure if own.measure != "current" else None
        if measure is None and own.period:
            measure = _measure_of(own.period)
        left_open = measure is None
        if measure is None and before.measure != "current":
            measure, left_open = before.measure, False
        if measure is None:
            measure = next((f.measure for f in later if f.measure and f.measure != "current"), None)
            left_open = measure is None
        if measure is None and last.measure not in (None, "current"):
            left_open = self.context.far != ""
            measure = last.measure if not left_open or event == last.event else None
        measure = measure or "new"
        for frame in (own, before, *later):
            if frame.period and _measure_of(frame.period) == measure and frame.period.kind != Kind.NOW:
                return measure, frame.period, left_open
        period, kept = last.period, last.event == event or (last.period and last.period.kind == Kind.SINCE)
        if period and kept and _measure_of(period) == measure and period.kind != Kind.NOW:
            return measure, period, left_open
        return measure, DAY if measure == "new" else ONSET, left_open

    def _below(self, n: int, code: str | None, before: Frame) -> str | None:
        """The area; among the places of a region, one that is named like the region is a place too."""
        if code and before.area and before.area.startswith(f"{code}/"):
            for place in range(self.borders[n], self.borders[n + 1]):
                if self.found[place].meaning.get("area") == code:
                    return f"{code}/{self.text.names[self.found[place].start]}"
        return code

    def _elsewhere(self, n: int, before: Frame, *, several: bool) -> str | None:
        """The area of a number whose territory names none."""
        above = self.context.topic or self.context.home
        name = self._place_name(n)
        if name:
            region = before.area if before.area and "-" in before.area else self.context.region or above
            return f"{region.partition('/')[0]}/{name}" if region else None
        if before.area and (self._inside(n) or not several):
            return before.area.partition("/")[0] if "/" in before.area else before.area
        return above

    def _doubt(self, n: int, local: Frame, frame: Frame, *, named: bool) -> str | None:
        """'unread' where we cannot say what it counts; a reason where it may be wrong; None where it is sure."""
        if not frame.event or not frame.disease or not frame.area:
            return "unread"
        at = self.places[n]
        mention = self.found[at]
        if mention.value == 0 and mention.stop - mention.start >= 1 and "number" in mention.meaning:
            return None if named and local.event else "unread"
        after = self.found[at + 1] if at + 1 < self.borders[n + 1] else None
        if after and after.kind == "word" and not frame.area.endswith(self.text.names[after.start]):
            return "unread"
        if not (named or any(local[:5]) or "/" in frame.area):
            return None if n and self._says(n, "people") else "unread"
        return None


def _measure_of(period: Period) -> str | None:
    if period.kind in (Kind.DAYS, Kind.RANGE, Kind.MONTH, Kind.WEEK):
        return "new"
    return "total"


def ladder(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with words of gravity that stand for the lower rung read so where the text has a higher one."""
    if not any(m.meaning.get("group") == "critical" and "lower" not in m.meaning for m in found):
        return list(found)
    return [
        m._replace(meaning={**m.meaning, "group": m.meaning["lower"]}) if "lower" in m.meaning else m for m in found
    ]


def topic(found: Sequence[Mention], home: str | None) -> str | None:
    """The area a text is about: the only first-level part it names, where it does not name the country; else its home;
    else the country it names first. Missing: None where it names none."""
    named = list(
        dict.fromkeys(code for m in found if (code := m.meaning.get("area")) and code not in ("HOME", "REGION"))
    )
    parts = [code for code in named if "-" in code]
    if len(parts) == 1 == len(named):
        return parts[0]
    if home:
        return home
    return area.country(named[0]) if named else None


def without_datelines(found: Sequence[Mention], names: Sequence[str]) -> list[Mention]:
    """The mentions, with the city of a dateline ('NUR-SULTAN. …', 'АСТАНА, 15 фев.') naming no area."""
    heard = list(found)
    for place, mention in enumerate(heard):
        begins = place == 0 or heard[place - 1].mark[:1] == "\n"
        if begins and "area" in mention.meaning and place + 1 < len(heard) and heard[place + 1].mark in _AFTER_DATELINE:
            written = "".join(names[mention.start : mention.stop])
            if written.isupper() and len(written) > _SHORT_FOR:
                heard[place] = mention._replace(kind="term", meaning={"light": "yes"})
    return heard


_AFTER_DATELINE = (".", ",", "-", "–", "—", "/", "(")
_SHORT_FOR = 3
"""Capitals of three letters or fewer are an abbreviation: 'ЗКО – 5'."""
