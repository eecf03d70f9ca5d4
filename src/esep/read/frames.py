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
from itertools import pairwise

from esep import area, terms
from esep.period import ONSET
from esep.read.complete import Completing
from esep.read.frame import NOTHING, Context, Counted, Frame, Sentence, Uncounted
from esep.read.mentions import DASHES, Mention
from esep.read.names import next_word, place_names
from esep.read.places import misspelt
from esep.read.refused import refused
from esep.read.rows import Rows
from esep.read.said import later, own_words
from esep.read.shares import Share, aside, rates_beside, shares, without_words
from esep.read.territory import SEVERAL_COUNTRIES, WHO, Places, Territory, territories, whole
from esep.read.tokens import LINES, Tokens


def frames(
    found: Sequence[Mention], text: Tokens, sentences: Sequence[Sentence], context: Context
) -> Iterator[Counted | Uncounted]:
    """Every number of the text with what it counts, in the order of the text; a number that several areas share comes
    once for each."""
    for sentence in sentences:
        context.far = max(context.far, sentence.after)
        if sentence.after == "\n\n":
            context.place, context.nowhere = None, False
        yield from _Reader(found[sentence.first : sentence.stop], text, sentence.tokens, context).read()


class _Reader(Completing):
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
        local = [own_words(one, self._counted_after(n), self.context) for n, one in enumerate(self.numbers)]
        of_today = [
            NOTHING if self.refused.get(one.place) == "other day" else frame
            for one, frame in zip(self.numbers, local, strict=True)
        ]
        self.later = later(self.numbers, of_today, verb_last=self.context.verb_last)
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
                self.context.nowhere = self.context.nowhere or (nowhere and not self.parts and not one.bracketed)
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
        for code in areas or self._wider(n, self._elsewhere(one, before)):
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
            speaks = self.context.speaking(placed._replace(period=self._last(n).period) if aside else placed)
            if "them" in one.words and not one.areas and len(self.numbers) == 1:
                speaks = speaks._replace(group=self._last(n).group)  # what comes next is of all of them again
            if self.context.lead is NOTHING:
                self.context.lead = speaks
            self.context.last, self.context.far, self.context.heading = speaks, "", False
            if placed.event:
                self.context.latest[placed.event] = placed._replace(period=speaks.period)
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
        frame = self.context.speaking(frame)
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
        self.context.nowhere = self.context.nowhere and len(places) != 1
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
            facet: value for facet, value in own_words(one, None, self.context)._asdict().items() if value is not None
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
        return bool(after) and after[0] not in LINES

    def _reference(self, place: int, event: str | None) -> Frame | None:
        """The frame of the earlier figure that the number repeats: 'of 106,920'."""
        before = self.found[place - 1] if place else None
        if before is None or "whole" not in before.meaning:
            return None
        for frame in reversed(self.context.stated.get(self.found[place].value or 0, ())):
            if event in (None, frame.event):
                return frame
        return None

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

    def _wider(self, n: int, areas: tuple[str | None]) -> tuple[str | None]:
        """The area that a number has from those before it, or the text's where a part of it alone is there: '23 died,
        22 of them in Romania'."""
        part = self._counted_after(n)
        is_part = part is not None and "part" in part.words and areas[0] in part.areas
        if is_part and (part.number.value or 0) < (self.numbers[n].number.value or 0):  # type: ignore[union-attr]
            return (self.context.topic if self.context.topic != areas[0] else None,)
        return areas

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


_NOTE = 4
_AGES = 5
"""So many mentions reach from a group to the last of its ages: 'детей от 0 до 5 лет'."""
_TEN = 10
_LIST = 3
"""From so many numbers on, unknown names beside them are taken for places of a country."""
_SAME = 20
"""So many figures of one value are looked through for the one that is repeated."""
