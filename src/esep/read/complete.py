"""How what a number's own words leave open is filled: from the numbers around it, the sentence before, and defaults."""

from collections.abc import Sequence
from itertools import dropwhile, product, takewhile

from esep import terms
from esep.period import DAY, NOW, ONSET, Kind, Period
from esep.read.frame import NOTHING, Context, Frame
from esep.read.mentions import CONJUNCTION, Mention, measure_of
from esep.read.said import Later
from esep.read.territory import WHO, Territory


class Completing:
    """The numbers of one sentence, and what is known of them while they are gone through in order."""

    found: Sequence[Mention]
    context: Context
    numbers: Sequence[Territory]
    refused: dict[int, str]
    part_of: dict[int, tuple[int, Frame]]
    """Numbers that are parts of another: its place, and its frame."""
    later: Sequence[Later]
    lead: Frame
    """The first figure of the text's paragraph."""
    subject: str | None
    several: bool
    """Whether it names several parts or places."""
    disease: str | None
    """That the sentence named last."""
    sure: bool
    """Whether the event of the number before was said outright."""
    measure_open: bool
    period_open: bool

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


def _is_awaiting(frame: Frame) -> bool:
    """Whether it counts those who await a verdict, which says nothing of others."""
    return frame.measure == "current" and frame.definition == "suspected"


_BACK = {"them", "of"}
_ENDS = {terms.Event.RECOVERY, terms.Event.DEATH}
_MOST_PARTS = 6
"""So many numbers of a bracket are looked at for parts of the number before it."""
_DEFINITIONS = {"confirmed", "probable", "suspected"}
_OPEN = {
    which: frozenset(
        facet for facet, is_open in zip(("definition", "measure", "event", "period"), which, strict=True) if is_open
    )
    for which in product((True, False), repeat=4)
}
