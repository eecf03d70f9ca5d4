"""What each number of a text counts: its frame.

How a number finds its frame
----------------------------
A text is cut into sentences; a list and its heading are one sentence. Each number of a sentence has a territory
(`territory`). For each facet the number takes, in this order: the nearest mention in its territory; what the number
before it has (the heading of a list speaks for its items); what a number after it has (a verb at the end speaks for all
before it); what the sentence before has; the default. What rests on a default or on an earlier line stays open: `agree`
may settle it otherwise. A number that repeats an earlier one after a word for 'of' is that earlier figure, not a new
one: its frame is taken over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise, product, takewhile
from typing import NamedTuple

from esep import area, terms
from esep.period import DAY, NOW, ONSET, Kind, Period
from esep.read.frame import NOTHING, Context, Counted, Frame, Sentence, Uncounted
from esep.read.mentions import CONJUNCTION, DASHES, Mention, measure_of
from esep.read.names import next_word, place_names
from esep.read.places import misspelt
from esep.read.refused import refused
from esep.read.rows import Rows
from esep.read.shares import Share, aside, rates_beside, shares, without_words
from esep.read.territory import SEVERAL_COUNTRIES, WHO, Places, Territory, territories, whole
from esep.read.tokens import Tokens


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


def frames(
    found: Sequence[Mention], text: Tokens, sentences: Sequence[Sentence], context: Context
) -> Iterator[Counted | Uncounted]:
    """Every number of the text with what it counts, in the order of the text; a number that several areas share comes
    once for each."""
    for sentence in sentences:
        context.far = max(context.far, sentence.after)
        if sentence.after == "\n\n":
            context.place = None
        yield from _Reader(found[sentence.first : sentence.stop], text, sentence.tokens, context).read()


class _Reader:
    """One sentence at work: the territories of its numbers, and the frames found so far."""

    def __init__(self, found: Sequence[Mention], text: Tokens, span: tuple[int, int], context: Context) -> None:
        self.found = self.heard = found
        self.text = text
        self.span = span
        self.context = context
        self.where = Places(context.home or context.topic, context.region)
        for mention in found:
            meaning = mention.meaning
            if "publisher" in meaning:
                context.publisher = meaning["publisher"]
        self.refused = refused(found, text.words)
        numbers = [place for place, mention in enumerate(found) if mention.kind == "number"]
        self.wholes: dict[int, Share] = {}
        """Wholes that no earlier figure states, by the place of their part."""
        self.part_of = self._parts_of(numbers)
        found = self.found
        repeated = {whole for whole, _ in self.part_of.values()}
        self.refused |= dict.fromkeys(repeated, "repeated")
        passed = repeated.union(place for place, why in self.refused.items() if self._is_passed(place, why))
        rates = [left for left, right in rates_beside(found, numbers) if right not in self.refused]
        passed.update(rates)
        self.found = found = aside(found, (at for place in rates for at in (place, place + 1)))
        counted = [place for place in numbers if place not in passed]
        self.numbers = territories(found, counted, self.where, self.refused, verb_last=context.verb_last)
        self.sure = False
        self.measure_open = self.period_open = False
        self.clear: set[int] = set()  # numbers that are clear by those around them
        self.disease: str | None = None  # that the sentence named last
        self.imported: int | None = None
        self.subject = _subject(found)
        self.lead = context.lead
        context.lead = NOTHING
        lists = len(self.numbers) >= _LIST
        self.names = [
            () if one.place in self.refused else place_names(one, found, text, span, lists=lists)
            for one in self.numbers
        ]
        parts = {code for one in self.numbers for code in one.areas if "-" in code}
        self.parts = {code for code in parts if "/" not in code}
        self.above = {code.partition("/")[0] for code in parts if "/" in code}  # the regions of places
        self.siblings = len(self.parts) > 1
        self.several = len(parts.union(*self.names)) > 1
        self.rows = Rows(self.numbers, found, context.row if context.far == "\n" else ())
        context.row = ()

    def read(self) -> Iterator[Counted | Uncounted]:
        """Its numbers in order."""
        if all(one.place in self.refused for one in self.numbers):
            self._heading()
        local = [_local(one, self._counted_after(n), self.context) for n, one in enumerate(self.numbers)]
        of_today = [
            NOTHING if self.refused.get(one.place) == "other day" else frame
            for one, frame in zip(self.numbers, local, strict=True)
        ]
        self.later = _later(self.numbers, of_today, verb_last=self.context.verb_last)
        made: dict[int, list[Counted | Uncounted]] = {}
        before = outside = NOTHING
        inside: list[Frame] = []  # of the numbers in the last brackets: those of the next ones are like them
        inner = 0
        things: str | None = None
        nowhere = False  # of several countries together, as the numbers after it
        for n, one in enumerate(self.numbers):
            self.disease = local[n].disease or self.disease
            if one.place in self.refused:
                things = self.refused[one.place] if self._has_things(one) else None
                continue
            if things and local[n] == NOTHING and "people" not in one.words:  # '990 contacts: 790 in Mabalako, 141 …'
                made[one.place] = [Uncounted(one.number, things)]
                continue
            things = None
            if not one.bracketed:
                before = outside  # what stands in brackets speaks for nothing after them
            reference = self._reference(one.place, local[n].event)
            if reference:
                before = outside = reference._replace(area=one.areas[0] if one.areas else reference.area)
                made[one.place] = [Uncounted(one.number, "repeated")]
                continue
            nowhere = one.areas == (SEVERAL_COUNTRIES,) or (nowhere and not one.areas and not self.names[n])
            without = "no code for the area" if nowhere else self._without_code(n, local)
            if without:
                made[one.place] = [Uncounted(one.number, without)]
                alone = not one.bracketed and self.context.lead is NOTHING
                if one.areas == (SEVERAL_COUNTRIES,) and local[n].event and alone:
                    self._speak_for_what_follows(self._complete(n, local, before, listed=True)[0])
                continue
            inner = inner + 1 if one.bracketed else 0
            if one.bracketed and inner <= len(inside) and local[n] == NOTHING and not one.areas:
                before = inside[inner - 1]._replace(area=before.area)
                self.clear.add(n)
            if before.event == terms.Event.PATIENT and local[n].measure == "new" and local[n].event is None:
                made[one.place] = [Uncounted(one.number, "difference")]  # 'in hospital 511, two more'
                continue
            part = self.part_of.get(one.place)
            column = self.rows.above(n, one.areas or self.names[n])
            if column and not one.outright and not one.increase:
                before = column._replace(area=before.area)
                self.clear.add(n)
            read = self._count(n, local, part[1] if part else before)
            made[one.place] = read
            if one.place in self.wholes:
                made[self.wholes[one.place].whole] = self._whole(self.wholes[one.place], read)
            before = next((counted.frame for counted in reversed(read) if isinstance(counted, Counted)), before)
            self.rows.add(before)
            if one.bracketed:
                inside[inner - 1 :] = [before]
            else:
                outside = before
        if outside.definition == "all" and self.numbers[-1].bracketed:
            self.context.last = outside
        prose = self.text.words[self.span[1] : self.span[1] + 1] == ["."]
        self.context.row = () if prose else self.rows.last()
        self._remember_region()
        for place, mention in enumerate(self.heard):
            if mention.kind == "number":
                yield from made.get(place) or (Uncounted(mention, self.refused.get(place)),)

    def _count(self, n: int, local: list[Frame], before: Frame) -> list[Counted | Uncounted]:
        """The number, once for each area that shares it."""
        one = self.numbers[n]
        names = self._named(n, before)
        areas = names or one.areas
        frame, rule, left_open = self._complete(n, local, before, listed=bool(areas))
        read: list[Counted | Uncounted] = []
        for code in areas or self._elsewhere(one, before):
            placed = frame._replace(area=self._below(one, code, before))
            if not self._is_clear(n, local[n], placed):
                read.append(Uncounted(one.number, self._no_count(one)))
                if code is None and frame.event and not one.bracketed:
                    self._speak_for_what_follows(frame)
                continue
            before = placed
            aside = "them" in one.words and local[n].period is not None and placed.measure == "total"
            if aside:  # 'of these, 4,966 are of this year': the others are not
                left_open |= {"period"}
            counted = Counted(one.number, placed, self.span, rule, self.context.publisher, left_open)
            if placed.period and placed.measure == "new" and placed.event:
                self.context.weeks[placed.event] = self.context.weeks[""] = placed.period
            same = self.context.stated.setdefault(one.number.value or 0, [])
            if len(same) < _SAME:
                same.append(placed)
            if local[n].definition == "confirmed" and placed.measure == "total":
                self.context.definition = "confirmed"  # from here on plain cases are of these
            speaks = placed._replace(period=self._last(n).period) if aside else placed
            if "them" in one.words and not one.areas and len(self.numbers) == 1:
                speaks = speaks._replace(group=self._last(n).group)  # what comes next is of all of them again
            if self.context.lead is NOTHING:
                self.context.lead = speaks
            self.context.last, self.context.far, self.context.heading = speaks, "", False
            if placed.event:
                self.context.latest[placed.event] = placed
            read.append(counted)
        return read

    def _whole(self, share: Share, parts: Sequence[Counted | Uncounted]) -> list[Counted | Uncounted]:
        """A whole that its own words tell to be of cases, as its part is: '554 confirmed cholera patients'."""
        number, part = self.heard[share.whole], parts[0]
        if not isinstance(part, Counted) or share.frame.event is None:
            return [Uncounted(number, "whole")]
        own = share.frame
        definition = own.definition or self.context.definition
        disease = own.disease or part.frame.disease
        frame = part.frame._replace(disease=disease, event=own.event, definition=definition, group=None)
        if part.frame.measure == "current":
            frame = frame._replace(measure="total", period=self.context.since or ONSET)
        return [replace(part, mention=number, frame=frame)]

    def _speak_for_what_follows(self, frame: Frame) -> None:
        """A count of several countries is no figure, but says what those of each country count."""
        self.context.last, self.context.far, self.context.heading = frame, "", True
        if frame.event and frame.period and frame.measure == "new":
            self.context.weeks[frame.event] = frame.period
        if frame.definition == "confirmed":
            self.context.definition = "confirmed"
        if frame.measure == "total" and frame.period != ONSET:
            self.context.since = frame.period

    def _remember_region(self) -> None:
        parts = set(self.parts)
        if not parts:
            parts = {code.partition("/")[0] for m in self.found if "-" in (code := m.meaning.get("area", ""))}
        if len(parts) == 1:
            self.context.region = parts.pop()
        places = {place for m in self.found if (place := self.where.code(m)) and place != SEVERAL_COUNTRIES}
        places = {place.partition("/")[0] for place in places}
        first = next((one for one in self.numbers if one.place not in self.refused), None)
        only_parts = first and not first.areas and len(self.numbers) > 1  # '839 deaths, 574 of them in Dhaka'
        if any("extreme" in mention.meaning for mention in self.found):  # 'fewest in A (63)'
            places = set()
        if places and not only_parts:
            self.context.place = places.pop() if len(places) == 1 else None

    def _heading(self) -> None:
        """A sentence without numbers speaks for the next one: 'New cases by region.'"""
        one = whole(self.found, self.where)
        known = {
            facet: value for facet, value in _local(one, None, self.context)._asdict().items() if value is not None
        }
        if not known.keys() & {"event", "measure", "definition", "group", "period"}:
            return
        prose = self.text.words[self.span[1] : self.span[1] + 1] == ["."] and self._goes_on()
        one_day = one.period and one.period.first and one.period.first == one.period.last
        if prose and one_day and self.context.measure == "total":  # 'The latest was found on 11 April.'
            known = {facet: value for facet, value in known.items() if facet not in ("measure", "period")}
        if "other day" in self.refused.values():  # 'there it grew by five'
            known.pop("measure", None)
        if len(one.areas) == 1:
            known["area"] = one.areas[0]
        if one.period and known.get("measure") == "new" and not (prose and one.period.first):
            self.context.weeks[""] = one.period
        last = self.context.last if self.context.far != "\n\n" else NOTHING
        self.context.last, self.context.far, self.context.heading = last._replace(**known), "", True

    def _without_code(self, n: int, local: Sequence[Frame]) -> str | None:
        """Why a number counts something that the notation has no word for. Missing: None where it has."""
        one = self.numbers[n]
        if "no-code" in one.words or self._is_of_ages(one):
            return "no code for the group"
        return self._facility(one) or self._origin(n, local)

    def _is_of_ages(self, one: Territory) -> bool:
        """Whether the number stands after a span of ages: '1 to 10 years: 53 cases'."""
        before = self.found[max(0, one.place - _AGES) : one.place]
        spanned = len(before) == _AGES and before[0].kind == before[2].kind == "number" and before[-1].mark in DASHES
        joined = spanned and ("to" in before[1].meaning or before[1].mark in DASHES)
        return joined and before[3].meaning.get("not") in ("age", "time")

    def _facility(self, one: Territory) -> str | None:
        """Why a number is of no area, which is told of a hospital by name. Missing: None where it is not."""
        if "facility" not in one.words or any("/" not in code for code in one.areas):
            return None
        mentions = self.found[one.first : one.stop]
        named = any("facility" in m.meaning and self.text.names[m.start][:1].isupper() for m in mentions)
        return "no code for the place" if named else None

    def _origin(self, n: int, local: Sequence[Frame]) -> str | None:
        """Why a number counts what came from abroad, by the country it came from. Missing: None where it does not."""
        home = self.context.home or self.context.topic
        abroad = home and any("-" not in code and code != area.country(home) for code in self.numbers[n].areas)
        if abroad and self.imported is None:
            self.imported = next((place for place, frame in enumerate(local) if frame.group == "imported"), len(local))
        return "where it came from" if abroad and (self.imported or 0) <= n else None

    def _parts_of(self, numbers: Sequence[int]) -> dict[int, tuple[int, Frame]]:
        """Numbers that are parts of another, 'thirty of the 57': the place of the whole, and its frame, of the earlier
        figure that it repeats or else as its own words say."""
        found: dict[int, tuple[int, Frame]] = {}
        for left, right in pairwise(numbers):
            if right == left + 2 and (self.found[left].value or 0) <= (self.found[right].value or 0):
                frame = self._reference(right, None)
                if frame:
                    found[left] = right, frame
        for left, share in shares(self.found, numbers).items():
            if left not in found and not {left, share.whole} & self.refused.keys():
                found[left] = share.whole, share.frame
                self.wholes[left] = share
                self.found = without_words(self.found, share)
        self.found = aside(self.found, (at for place, _ in found.values() for at in (place - 1, place)))
        return found

    def _goes_on(self) -> bool:
        """Whether another sentence follows on the same line."""
        after = self.text.words[self.span[1] + 1 : self.span[1] + 2]
        return bool(after) and after[0] not in ("\n", "\n\n")

    def _reference(self, place: int, event: str | None) -> Frame | None:
        """The frame of the earlier figure that the number repeats: 'of 106,920'."""
        before = self.found[place - 1] if place else None
        if before is None or "whole" not in before.meaning:
            return None
        for frame in reversed(self.context.stated.get(self.found[place].value or 0, ())):
            if event in (None, frame.event):
                return frame
        return None

    # Completing a frame -------------------------------------------------------------------------------------------

    def _complete(
        self, n: int, local: list[Frame], before: Frame, *, listed: bool
    ) -> tuple[Frame, str, frozenset[str]]:
        """The frame with what its territory leaves open, the rule that filled it, and the facets still open; `listed`:
        the number has an area of its own."""
        own, last = local[n], self._last(n)
        event, rule = self._event(n, local, before, last)
        one = self.numbers[n]
        back = one.words & {*_BACK, "part"}
        apart = self.context.definition == "all" and not (one.inside or one.close or listed or back)
        verb = None if "definition" in one.said else self._after_part(n)
        passed_on = None if apart or _is_awaiting(before) else before.definition
        definition = verb or own.definition or passed_on
        if (definition is None and apart) or self._has_both(n, local):
            definition = "all"
        if definition is None:
            near = not self.context.far or self.context.heading or bool(self.numbers[n].words & _BACK)
            near = near and not _is_awaiting(last)
            latest = self.context.latest.get(event or "", NOTHING)
            parted = "confirmed" if (own.measure, *latest[2:4]) == ("new", "new", "confirmed") else None
            told = last.definition if near else parted
            if near and told == "probable" and self.lead.definition == "confirmed" and not one.words & _BACK:
                told = None  # the sentence before spoke of both
            definition = self.later[n].definition or told or self.context.definition
        disease = own.disease or self.disease or before.disease or last.disease or self.context.disease
        measure, period, measure_open, period_open = self._measure(n, own, before, last, event)
        self.period_open = period_open
        if self.numbers[n].outright or rule in ("shared verb", "last verb"):
            self.sure = True
        elif rule != "list":
            self.sure = False
        by_default = not verb and (own.definition is None or own.disease is not None)
        left_open = _OPEN[by_default, measure_open, not self.sure, period_open]
        group = own.group or self._group(n, local, before, last, event, listed=listed)
        of = last if before is NOTHING and event == terms.Event.PATIENT else before
        joins = event != terms.Event.PATIENT or (
            own.group in WHO and of.group not in WHO and "any" not in one.words  # 'among the patients' are all of them
        )
        if own.group and of.group and of.event == event and "them" in one.words and joins:
            group = terms.group(own.group, of.group)  # '55 without symptoms, 17 of them imported'
        return Frame(disease, event, measure, definition, group, None, period), rule, left_open

    def _after_part(self, n: int) -> str | None:
        """The definition that a verb after an enclosed part gives the whole: '23 cases, 4 fatal, were confirmed'.

        Missing: None where there is no such part, or it gives none.
        """
        if not self._has_part(n):
            return None
        part = self.numbers[n + 1]
        after = dropwhile(lambda mention: mention.mark != ",", self.found[part.place + 1 : part.stop])
        told = (mention.meaning.get("definition", mention.meaning.get("~definition")) for mention in after)
        return next(filter(None, told), None)

    def _has_both(self, n: int, local: list[Frame]) -> bool:
        """Whether brackets after the number part it by definition: '159 (112 КВИ+ и 47 КВИ-)'."""
        if self.numbers[n].bracketed:
            return False
        last = min(n + _MOST_PARTS, len(self.numbers) - 1)
        parts = takewhile(lambda part: self.numbers[part].bracketed, range(n + 1, last + 1))
        return len({local[part].definition for part in parts} & _DEFINITIONS) > 1

    def _is_passed(self, place: int, why: str) -> bool:
        """Whether a number that counts nothing leaves the words around it to the others."""
        if why == "other day":
            return place + 2 < len(self.found) and "to" in self.found[place + 1].meaning  # 'from eight to 19'
        if why == "age":
            return self._is_of_group(place)
        aside = why == "object" or (why == "rate" and not self._is_of_many(place))
        return why in ("place", "repeated") or (aside and self._is_aside(place))

    def _is_aside(self, place: int) -> bool:
        """Whether the number has brackets for itself: 'in hospital (380 beds) are 204'."""
        marks = (*self.found[place - 1 : place], *self.found[place + 1 : place + _NOTE])
        return "".join(mention.mark for mention in marks).replace("%", "")[:2] == "()"

    def _is_of_group(self, place: int) -> bool:
        """Whether the age is that of a group beside it that no number stands before: 'среди детей от 0 до 5 лет – 12',
        '14 жасқа дейінгі балалар – 12'."""
        for step in (-1, 1):
            last, at = self.found[place], place + step
            while 0 <= at < len(self.found) and abs(at - place) <= _AGES:
                mention = self.found[at]
                if mention.mark or (mention.start != last.stop and mention.stop != last.start):
                    break
                if mention.meaning.keys() & {"group", "no-code"}:
                    return not (step < 0 < at and self.found[at - 1].kind == "number")
                last, at = mention, at + step
        return False

    def _has_things(self, one: Territory) -> bool:
        """Whether the refused number counts things, or is one per 100,000, as those listed after it are."""
        why = self.refused[one.place]
        return why == "object" or (why == "rate" and self._is_of_many(one.place))

    def _is_of_many(self, place: int) -> bool:
        """Whether the number is said to be one per so many: '215 per 100,000'."""
        per = self.found[place + 1 : place + 2]
        words = self.text.words[self.found[place].stop : per[0].stop] if per else []
        return any(word[:1].isdigit() for word in words)

    def _counted_after(self, n: int) -> Territory | None:
        """The next number, if it may be a count."""
        after = self.numbers[n + 1] if n + 1 < len(self.numbers) else None
        return after if after and after.place not in self.refused else None

    def _is_joined(self, n: int) -> bool:
        """Whether nothing stronger than an 'and' parts the number from the next one."""
        return n + 1 < len(self.numbers) and self.numbers[n + 1].close

    def _last(self, n: int) -> Frame:
        """What the sentence before leaves: nothing over an empty line, unless this one is a list with no event."""
        one = self.numbers[n]
        if "of" in one.said:  # 'of those infected'
            return self.context.latest.get(one.said["of"], self.context.last)
        follows = self.context.far != "\n\n" and "-" in (self.lead.area or "")
        item = self.several or (follows and any("-" in code for code in one.areas))  # '9 in A and 2 deaths. Then B, 4.'
        if item and not one.outright and not self.context.heading and self.lead is not NOTHING:
            return self.lead
        if self.context.far != "\n\n" or "them" in one.words or (self.several and not one.outright):
            return self.context.last
        return NOTHING

    def _event(self, n: int, local: list[Frame], before: Frame, last: Frame) -> tuple[str | None, str]:
        own = local[n].event
        if own and self.numbers[n].outright:
            return own, "own words"
        if before.event and not (own and own != before.event and local[n].group):
            return before.event, "list"
        of_them = self._has_part(n)
        if of_them and not own and local[n].disease and "people" in self.numbers[n].words:
            return "case", "people with the disease"  # '23 patients, four of whom died'
        if of_them and not own and not before.event and self.lead.event and self.numbers[n].areas:
            return self.lead.event, "as before"  # 'Canada: 449 cases, including one death. Peru: eight, including one.'
        later = Later() if of_them else self.later[n]
        finite = local[n].group or self.numbers[n].verb or not self.context.verb_last
        if later.event and not (own and finite):
            shared = "verb of the list" if self.several else "shared verb"
            return later.event, "last verb" if self.context.verb_last else shared
        if own:
            return own, "own words"
        if later.hint and self.context.verb_last:
            return later.hint, "last verb"
        passing = last.event == terms.Event.PATIENT and local[n].measure in ("new", "total")
        context = later.hint or (None if passing else last.event)
        if context:
            back = self.numbers[n].words & _BACK or (last.event == terms.Event.CASE and self._are_of_group(n))
            if not self.context.far and local[n].period and last.period:
                return context, "as before"  # 'last year 477 fell ill. Since this January, 205.'
            return context, "of them" if back else "heading" if self.several or self.context.heading else "context"
        people = local[n].disease and "people" in self.numbers[n].words
        return ("case", "people with the disease") if people else (None, "")

    def _group(
        self, n: int, local: list[Frame], before: Frame, last: Frame, event: str | None, *, listed: bool
    ) -> str | None:
        """The group of a number that names none: its list's, or what 'of them' points to."""
        own, one = local[n], self.numbers[n]
        if listed and not one.outright and one.column is None:  # an item of a list
            if event == before.event:
                return before.group
            if before is NOTHING and own.event is None and self.later[n].group:
                return self.later[n].group
        if self._is_of_subject(n):
            return self.subject
        whole = self.part_of[one.place][1] if one.place in self.part_of else self.lead
        if whole.group in WHO and (one.place in self.part_of or ("them" in one.words and before is NOTHING)):
            return whole.group  # 'Three are health workers. Two of them died.'
        if one.bracketed and not one.outright and event == before.event:
            return before.group  # 'eight health workers (seven confirmed, one probable)'
        points_back = "them" in one.words or (
            (self.context.heading or (self.several and not self.context.far)) and event == last.event
        )
        if points_back and not before.event and own.event is None:
            return last.group
        return None

    def _has_part(self, n: int) -> bool:
        """Whether the next number is a part with an event of its own: '23 patients, four of whom died'."""
        if n + 1 == len(self.numbers) or "part" not in self.numbers[n + 1].words:
            return False
        part = self.numbers[n + 1]
        for mention in self.found[part.place + 1 : part.stop]:
            if mention.mark == "," or "event" in mention.meaning:
                return not mention.mark
        return False

    def _are_of_group(self, n: int) -> bool:
        """Whether a group of people is said of the number: 'Three are health workers.'"""
        one = self.numbers[n]
        return any(mention.meaning.get("group") in WHO for mention in self.found[one.place + 1 : one.stop])

    def _is_of_subject(self, n: int) -> bool:
        """Whether an 'and' joins it to a number of the group that the sentence begins with: 'Health workers account for
        eight cases and one death'."""
        one = self.numbers[n]
        return n > 0 and not one.bracketed and not one.areas and self.found[one.place - 1].strength == CONJUNCTION

    def _measure(
        self, n: int, own: Frame, before: Frame, last: Frame, event: str | None
    ) -> tuple[str, Period, bool, bool]:
        """Measure and period, and whether each is open."""
        waiting = _is_awaiting(own) or (own.definition == "suspected" and "pending" in self.numbers[n].words)
        waiting = waiting and event != terms.Event.DEATH
        if event == terms.Event.PATIENT or waiting:
            return "current", NOW, False, False  # '58 suspected cases await results'
        later, one = self.later[n], self.numbers[n]
        measure = own.measure if own.measure != "current" else None
        whole = self.part_of[one.place][1] if one.place in self.part_of else NOTHING
        if whole.measure == "new" and whole.period and own.period is None and "measure" not in one.words:
            return "new", whole.period, False, False  # 'four of the seven have died'
        if measure is None and own.period is None and "them" in one.words and before is NOTHING:
            measure = last.measure if last.measure != "current" else None
        if measure is None and own.period:
            measure = measure_of(own.period)
        hinted = measure == "total" and "measure" not in one.words and own.period is None
        doses = str(event).startswith(terms.Event.DOSE) and before.measure == "new"
        if hinted and ((later.new and self._is_joined(n)) or doses):
            measure = None  # 'has recorded 16 deaths and 257 new cases in the last 24 hours'
        left_open = measure is None
        if measure is None and before.measure not in (None, "current"):
            measure, left_open = before.measure, self.measure_open
        if measure is None and before.event == terms.Event.PATIENT and before.group is None and event in _ENDS:
            return "total", self.context.since or ONSET, True, True  # '52,759 active cases and 227,575 recoveries'
        told = last.measure == "total" == self.context.measure and not later.new  # 'nine more are probable' is later
        if measure is None:
            stays = later.measure == "new" or self.context.verb_last or self.several
            measure, left_open = later.measure if stays and not told else None, True
        if measure is None and last.measure not in (None, "current"):
            near = not self.context.far or event == last.event or self.numbers[n].words & _BACK
            measure = last.measure if near else None
        self.measure_open = left_open
        measure = measure or self.context.measure
        if own.period and own.period.kind in (Kind.SINCE, Kind.RANGE) and own.measure == "new":
            return "new", own.period, False, False  # 'twelve more since the last report'
        earlier = before.period if before.measure == measure else None
        for said in (own.period, earlier, later.new if measure == "new" else later.total):
            if said and measure_of(said) == measure and said.kind != Kind.NOW:
                by_default = said.kind == Kind.ONSET or (measure == "new" and said is earlier and self.period_open)
                return measure, said, left_open, by_default and said is not own.period
        if "them" in one.words and last.measure == measure and last.period and own.period is None:
            return measure, last.period, left_open, True
        period, kept = last.period, last.event == event or (last.period and last.period.kind == Kind.SINCE)
        kept = kept or (self.context.measure == "total" and not self.context.far)
        kept = kept and not (period and period.kind == Kind.SINCE and (last.measure, measure) == ("new", "total"))
        if period and kept and measure_of(period) == measure and period.kind != Kind.NOW:
            return measure, period, left_open, True
        if measure == "new":
            usual = DAY if self.context.measure == "new" else self.context.weeks.get("", DAY)
            return measure, self.context.weeks.get(event or "", usual), left_open, True
        return measure, self.context.since or ONSET, left_open, True

    # Areas, and what is clear --------------------------------------------------------------------------------------

    def _below(self, one: Territory, code: str | None, before: Frame) -> str | None:
        """The area; among the places of a region, one that is named like the region is a place too."""
        if code and "-" in code and "/" not in code:
            inside = before.area and before.area.startswith(f"{code}/")
            for mention in self.found[one.first : one.stop]:
                alone = mention.meaning.get("area") == code and mention.stop == mention.start + 1
                if alone and (inside or ("town" in mention.meaning and code in self.above)):
                    return f"{code}/{self.text.names[mention.start]}"
        return code

    def _named(self, n: int, before: Frame) -> tuple[str, ...]:
        """The places that nobody taught us, by name, which the number has for its areas; beside an area that is known,
        they lie in it: 'in Manicaland: Buhera 35'."""
        areas = self.numbers[n].areas
        if areas:
            inner = len(areas) == 1 and "-" in areas[0] and "/" not in areas[0]
            return tuple(f"{areas[0]}/{name}" for name in self.names[n]) if inner else ()
        region = before.area if before.area and "-" in before.area else self.context.region or self.context.above
        if region and self.siblings and not self.numbers[n].bracketed:
            region = area.country(region)
            meant = [misspelt(name, region, self.context.language) for name in self.names[n]]
            if any(meant) and not self.parts.intersection(meant):
                self.clear.add(n)
                return tuple(code or f"{region}/{name}" for code, name in zip(meant, self.names[n], strict=True))
        if region and ("-" in region or len(self.numbers) >= _LIST):
            return tuple(f"{region.partition('/')[0]}/{name}" for name in self.names[n])
        return ()

    def _elsewhere(self, one: Territory, before: Frame) -> tuple[str | None]:
        """The area of a number that names none: that of the number before it, or of the paragraph. Patients in another
        hospital than those of a town are not of that town."""
        if before.area and self.rows.goes_on():
            return (before.area,)
        ward = one.said.get("group") == "hospital" and "them" not in one.words
        if ward and before.area and "/" in before.area and not (one.inside or one.close):
            return (before.area.partition("/")[0],)
        if "parts" in one.words and not one.inside and self._is_all_over(one):
            return (self.context.topic or self.context.home,)
        if before.area and (one.inside or one.close or one.bracketed or not self.several):
            return (before.area,)
        return (self.context.above,)

    def _is_all_over(self, one: Territory) -> bool:
        """Whether the number is told of several parts together: 'sixteen in seven states'."""
        for place in range(max(one.first, 1), one.stop):
            number = self.found[place - 1]
            if "parts" in self.found[place].meaning and number.kind == "number" and (number.value or 0) > 1:
                return True
        return False

    def _no_count(self, one: Territory) -> str | None:
        """Why a number that says nothing of what it counts is none. Missing: None where it may be a count."""
        if one.number.value == 0:
            return "none"
        in_words = not any(self.text.words[token][:1].isdigit() for token in range(one.number.start, one.number.stop))
        return "word" if in_words and (one.number.value or 0) < _TEN else None  # 'one of them', 'the other two'

    def _is_clear(self, n: int, local: Frame, frame: Frame) -> bool:
        """Whether we can say what the number counts; else it is unread."""
        if not frame.event or not frame.disease or not frame.area:
            return False
        one = self.numbers[n]
        if "number" in one.number.meaning:  # 'no deaths in …' must say what and where, or when
            return bool(local.event and (one.areas or local.period or (n and one.close)))
        after = next_word(one, self.found, self.text, self.span)
        if after and after not in frame.area:
            return False
        if one.areas or any(local[:5]) or "/" in frame.area or n in self.clear:
            return True
        return "people" in one.words and (n > 0 or self.later[n].event is not None)


def _subject(found: Sequence[Mention]) -> str | None:
    """The group of people that a sentence names before its first number. Missing: None where it names none."""
    for mention in found:
        if mention.kind == "number":
            break
        group = mention.meaning.get("group")
        if group in WHO:
            return group
    return None


_AGES = 5
"""Mentions of a span of ages and what parts it from its number."""
_BACK = {"them", "of"}
_ENDS = {terms.Event.RECOVERY, terms.Event.DEATH}
_MOST_PARTS = 6
"""So many numbers of a bracket are looked at for parts of the number before it."""
_NOTE = 4
_AGES = 5
"""So many mentions reach from a group to the last of its ages: 'детей от 0 до 5 лет'."""
_DEFINITIONS = {"confirmed", "probable", "suspected"}
_TEN = 10
_LIST = 3
"""From so many numbers on, unknown names beside them are taken for places of a country."""
_SAME = 20
"""So many figures of one value are looked through for the one that is repeated."""

_OPEN = {
    which: frozenset(
        facet for facet, is_open in zip(("definition", "measure", "event", "period"), which, strict=True) if is_open
    )
    for which in product((True, False), repeat=4)
}


def _is_awaiting(frame: Frame) -> bool:
    """Whether it counts those who await a verdict, which says nothing of others."""
    return frame.measure == "current" and frame.definition == "suspected"


def _later(numbers: Sequence[Territory], local: Sequence[Frame], *, verb_last: bool) -> list[Later]:
    """For each number, what those after it say; where the verb comes last, one of a part says nothing of the whole."""
    later = [Later()]
    for one, frame in zip(reversed(numbers), reversed(local), strict=True):
        rest, period = later[-1], frame.period
        if verb_last and "part" in one.words:  # 'оның ішінде 2 адам сауықты'
            later.append(rest)
            continue
        measure = measure_of(period) if period and period.kind != Kind.NOW else None
        later.append(
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
    return later[-2::-1]


def _local(one: Territory, right: Territory | None, context: Context) -> Frame:
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
