"""What each number of a text counts: its frame.

How a number finds its frame
----------------------------
A text is cut into sentences; a list and its heading are one sentence. Between two numbers of a sentence runs a border,
at the first of the strongest marks between them, so that each number has a territory:

    13 were in Nur-Sultan city , 12 - in Almaty city , and 8 in Shymkent ; the country now has 109,623 cases
    |----------- 13 ----------|------- 12 ---------|------- 8 ---------|------------ 109,623 --------------|

For each facet the number takes, in this order: the nearest mention in its territory; what the number before it has
(the heading of a list speaks for its items); what a number after it has (a verb at the end speaks for all before it);
what the sentence before has; the default. A number that repeats an earlier one after a word for 'of' is that
earlier figure, not a new one: its frame is taken over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from esep import area, terms
from esep.period import DAY, NOW, ONSET, Kind, Period
from esep.read.mentions import Mention

_STRENGTH = {"\n\n": 6, "\n": 6, ";": 5, ".": 5, "•": 6, ",": 4, ":": 3, "(": 3, ")": 3, "/": 2}
_CONJUNCTION = 2
_FAR = 30
"""Added to the distance of a mention that only speaks where nothing nearer does."""

_LARGEST = 10**12
"""No count of people comes near it."""

FACETS = ("disease", "event", "measure", "definition", "group", "area", "period")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a number counts, as far as it is known; None is not known."""

    disease: str | None = None
    event: str | None = None
    measure: str | None = None
    definition: str | None = None
    group: str | None = None
    area: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its frame."""

    mention: Mention
    frame: Frame
    sentence: tuple[int, int]
    """Tokens of the sentence: first, and one after the last."""
    rule: str
    publisher: str | None
    doubt: str | None = None
    """Why it may be wrong; None where nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A number that is no figure: with why, or None where we cannot tell what it counts."""

    mention: Mention
    why: str | None


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
    last: Frame = field(default_factory=Frame)
    """The frame of the paragraph's last figure."""
    figures: list[Counted] = field(default_factory=list)


def frames(
    found: Sequence[Mention],
    words: Sequence[str],
    capital: Sequence[bool],
    conjunctions: frozenset[str],
    sentences: Sequence[tuple[int, int, bool]],
    context: Context,
) -> Iterator[Counted | Uncounted]:
    """Every number of the text with what it counts, in the order of the text.

    `sentences` are ranges of mentions, and whether a paragraph begins there.
    """
    for first, last, begins in sentences:
        if begins:
            context.last = Frame()
        yield from _Sentence(found[first:last], words, capital, conjunctions, context).read()


class _Sentence:
    """One sentence at work: its numbers, their territories, and the frames found so far."""

    def __init__(
        self,
        found: Sequence[Mention],
        words: Sequence[str],
        capital: Sequence[bool],
        conjunctions: frozenset[str],
        context: Context,
    ) -> None:
        self.found = found
        self.words = words
        self.capital = capital
        self.conjunctions = conjunctions
        self.context = context
        self.span = (found[0].start, found[-1].stop)
        self.refused: dict[int, str] = {}
        for place, mention in enumerate(found):
            if mention.kind == "number":
                why = self._no_count(place)
                if why:
                    self.refused[place] = why
        self.places = [p for p, m in enumerate(found) if m.kind == "number" and p not in self.refused]
        self.borders = self._borders()
        parts = {code for m in found if "-" in (code := m.meaning.get("area", ""))}
        if len(parts) == 1:
            self.context.region = parts.pop()
        for mention in found:
            self.context.publisher = mention.meaning.get("publisher", self.context.publisher)
            self.context.disease = self.context.disease or mention.meaning.get("disease")

    # Numbers that are no counts -----------------------------------------------------------------------------------

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
        if before and ("bound" in before.meaning or "other" in before.meaning):
            return "bound" if "bound" in before.meaning else "other day"
        digits = self.words[mention.start]
        if (
            mention.stop == mention.start + 1
            and digits.isdigit()
            and len(digits) == 4
            and 1990 <= mention.value <= 2035
        ):
            speaks = after and (after.meaning.keys() & {"event", "people", "measure"})
            if not speaks and not (before and before.mark in ("–", "-", "—", ":")):
                return "year"
        return None

    # Territories --------------------------------------------------------------------------------------------------

    def _borders(self) -> list[int]:
        """Where each number's territory begins, and at the end where the sentence ends: n + 1 places."""
        borders = [0]
        for left, right in zip(self.places, self.places[1:], strict=False):
            borders.append(self._border(left, right))
        return [*borders, len(self.found)]

    def _border(self, left: int, right: int) -> int:
        strongest, at = 0, None
        for place in range(left + 1, right):
            strength = self._strength(place)
            if strength > strongest:
                strongest, at = strength, place
        if at is not None:
            return at
        for place in range(left + 1, right):
            if "area" in self.found[place].meaning:
                return place
        return right

    def _strength(self, place: int) -> int:
        mention = self.found[place]
        if mention.kind == "mark":
            return _STRENGTH.get(mention.mark, 0)
        if mention.stop == mention.start + 1 and self.words[mention.start] in self.conjunctions:
            return _CONJUNCTION
        return 0

    def _territory(self, n: int) -> range:
        return range(self.borders[n], self.borders[n + 1])

    # Facets -------------------------------------------------------------------------------------------------------

    def _nearest(self, n: int, facet: str) -> str | None:
        """What the nearest mention of the facet in the territory says; after a number is nearer than before."""
        at = self.places[n]
        best: tuple[float, str] | None = None
        for place in self._territory(n):
            meaning = self.found[place].meaning
            value = meaning.get(facet)
            cost = float(place - at) if place > at else (at - place) + 0.5
            if value is None:
                value = meaning.get("~" + facet)
                cost += _FAR
            if value is not None and (best is None or cost < best[0]):
                best = cost, value
        return best[1] if best else None

    def _strong(self, n: int, facet: str) -> bool:
        return any(facet in self.found[place].meaning for place in self._territory(n))

    def _area(self, n: int) -> str | None:
        """The area named in the territory; a part of the country before the country, then the nearest."""
        at = self.places[n]
        best: tuple[bool, float, str] | None = None
        for place in self._territory(n):
            code = self.found[place].meaning.get("area")
            if code == "HOME":
                code = self.context.home or self.context.topic
            elif code == "REGION":
                code = self.context.region
            if code:
                rank = ("-" not in code, abs(place - at), code)
                best = rank if best is None or rank < best else best
        return best[2] if best else None

    def _place_name(self, n: int) -> str | None:
        """A capitalised name nobody taught us that stands beside the number as an area would: 'Aktau - 15'."""
        at = self.places[n]
        for step, limit in ((1, self.borders[n + 1]), (-1, self.borders[n] - 1)):
            place = at + step
            while place != limit and (
                self.found[place].mark in ("-", "–", "—", ":", ",") or "light" in self.found[place].meaning
            ):
                place += step
            if place != limit and self.found[place].kind == "word" and self.capital[self.found[place].start]:
                return self.words[self.found[place].start]
        return None

    def _period(self, n: int) -> Period | None:
        at = self.places[n]
        best: tuple[float, Period] | None = None
        for place in self._territory(n):
            mention = self.found[place]
            period = mention.period
            if period is None and "period" in mention.meaning:
                period = Period.parse(mention.meaning["period"])
            if period:
                exact = period.kind in (Kind.RANGE, Kind.SINCE, Kind.MONTH, Kind.WEEK, Kind.YEAR)
                cost = abs(place - at) - (_FAR if exact and period.first != period.last else 0)
                if best is None or cost < best[0]:
                    best = cost, period
        return best[1] if best else None

    # Reading ------------------------------------------------------------------------------------------------------

    def read(self) -> Iterator[Counted | Uncounted]:
        if not self.places:
            self._heading()
        local = [self._local(n) for n in range(len(self.places))]
        several = len({frame.area for frame in local if frame.area and "-" in frame.area}) > 1
        made: dict[int, Counted | Uncounted] = {}
        before = Frame()
        for n, at in enumerate(self.places):
            reference = self._reference(n, local[n])
            if reference:
                before = replace(reference, area=local[n].area or reference.area)
                made[at] = Uncounted(self.found[at], "repeated")
                continue
            frame, rule = self._complete(n, local, before, several=several)
            why = self._doubt(n, local[n], frame)
            if why == "unread":
                made[at] = Uncounted(self.found[at], None)
                continue
            before = frame
            counted = Counted(self.found[at], frame, self.span, rule, self.context.publisher, why)
            self.context.figures.append(counted)
            self.context.last = frame
            made[at] = counted
        for place, mention in enumerate(self.found):
            if mention.kind == "number":
                yield made.get(place) or Uncounted(mention, self.refused.get(place))

    def _heading(self) -> None:
        """A sentence without numbers speaks for the next one: 'New cases by region.'"""
        self.borders, self.places = [0, len(self.found)], [len(self.found)]
        said = self._local(0)
        self.places = []
        known = {facet: getattr(said, facet) for facet in FACETS if getattr(said, facet) is not None}
        self.context.last = replace(self.context.last, **known)

    def _local(self, n: int) -> Frame:
        """What the number's own territory says."""
        period = self._period(n)
        measure = self._nearest(n, "measure")
        if period and period.kind in (Kind.DAYS, Kind.RANGE) and measure != terms.Measure.CURRENT:
            measure = "new" if period.first is None or period.first != period.last or measure is None else measure
        definition = self._nearest(n, "definition")
        disease = self._nearest(n, "disease")
        if disease and definition is None:
            definition = "confirmed"
        return Frame(
            disease, self._nearest(n, "event"), measure, definition, self._nearest(n, "group"), self._area(n), period
        )

    def _reference(self, n: int, local: Frame) -> Frame | None:
        """The frame of the earlier figure that the number repeats: 'of 106,920'."""
        at = self.places[n]
        before = self.found[at - 1] if at else None
        while before and before.mark in ("(", "«"):
            at -= 1
            before = self.found[at - 1] if at else None
        if before is None or "whole" not in before.meaning:
            return None
        for counted in reversed(self.context.figures):
            if counted.mention.value == self.found[self.places[n]].value and local.event in (None, counted.frame.event):
                return counted.frame
        return None

    def _complete(self, n: int, local: list[Frame], before: Frame, *, several: bool) -> tuple[Frame, str]:
        """The frame with what its territory leaves open, and the name of the rule that filled it."""
        own, last = local[n], self.context.last
        later = local[n + 1 :]
        rule = "own words"
        event = own.event if self._strong(n, "event") else None
        if event is None and before.event:
            event, rule = before.event, "list"
        if event is None:
            event = next((frame.event for m, frame in enumerate(later, n + 1) if self._strong(m, "event")), None)
            rule = "shared verb" if event else rule
        if event is None:
            event = own.event or next((frame.event for frame in later if frame.event), None)
        if event is None and last.event:
            event, rule = last.event, "sentence before"
        definition = own.definition or before.definition
        if definition is None:
            definition = next((frame.definition for frame in later if frame.definition), None)
        if definition is None:
            definition = last.definition
        disease = own.disease or before.disease or last.disease or self.context.disease
        measure, period = self._measure(own, before, later, event)
        group = own.group
        if group is None and own.area and event == before.event:
            group = before.group
        where = own.area
        if where is None:
            above = self.context.topic or self.context.home
            where = above if several or before.area is None else before.area
            name = self._place_name(n)
            if name and above:
                where, rule = f"{above}/{name}", "place"
        return Frame(disease, event, measure, definition, group, where, period), rule

    def _measure(self, own: Frame, before: Frame, later: list[Frame], event: str | None) -> tuple[str, Period]:
        measure, period = own.measure, own.period
        if measure is None and period:
            measure = _measure_of(period)
        if event == terms.Event.PATIENT:
            return "current", NOW
        if measure == "current":
            measure = None
        for frame in (before, self.context.last):
            if measure is None and frame.measure != "current":
                measure = frame.measure
        if measure is None:
            measure = next((f.measure for f in later if f.measure and f.measure != "current"), None) or "new"
        last = self.context.last
        for frame in (own, before, *later, *([last] if last.event == event else [])):
            if frame.period and _measure_of(frame.period) == measure:
                return measure, frame.period
        return measure, DAY if measure == "new" else ONSET

    def _doubt(self, n: int, local: Frame, frame: Frame) -> str | None:
        """'unread' where we cannot say what it counts; a reason where it may be wrong; None where it is sure."""
        if not frame.event or not frame.disease or not frame.area:
            return "unread"
        at = self.places[n]
        after = self.found[at + 1] if at + 1 < self.borders[n + 1] else None
        if (
            after
            and after.kind == "word"
            and not (self.capital[after.start] and frame.area.endswith(self.words[after.start]))
        ):
            return "unread"
        if not (local.event or local.area or local.group or local.measure or local.definition or "/" in frame.area):
            people = any("people" in self.found[p].meaning for p in self._territory(n))
            return None if people and n else "unread"
        return None


def _measure_of(period: Period) -> str | None:
    if period.kind in (Kind.DAYS, Kind.RANGE, Kind.MONTH, Kind.WEEK):
        return "new"
    return None if period.kind == Kind.NOW else "total"


def ladder(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with words of gravity that stand for the lower rung read so where the text has a higher one."""
    if not any(m.meaning.get("group") == "critical" and "lower" not in m.meaning for m in found):
        return list(found)
    return [
        m._replace(meaning={**m.meaning, "group": m.meaning["lower"]}) if "lower" in m.meaning else m for m in found
    ]


def topic(found: Sequence[Mention], home: str | None) -> str | None:
    """The area a text is about: its only first-level part where its first sentence names just one, else its home, else
    the country it names first. Missing: None where it names none."""
    for mention in found:
        code = mention.meaning.get("area")
        if code and code not in ("HOME", "REGION"):
            return home or area.country(code)
    return home
