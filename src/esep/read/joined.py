"""Mentions that mean something only together: '(72%)', 'no further cases', 'confirmed and probable', 'from … to …'."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from itertools import pairwise

from esep.period import Kind, Period
from esep.read.mentions import CONJUNCTION, Mention, measure_of


def joined(found: list[Mention]) -> list[Mention]:
    """The mentions, with those that belong together as one."""
    said = set().union(*(mention.meaning for mention in found))
    for facets, step in _STEPS:
        if facets is None or not said.isdisjoint(facets):
            found = step(found)
    return found


def _asides(made: list[Mention]) -> list[Mention]:
    """The mentions, with what brackets say of rates, or again in digits, as words by the way: '228 (72%) severe cases',
    'sixty-three (63) patients'.

    Where a count stands beside a rate in brackets, only the rate is: '(41%, 64 of 158)', '(533, 74%)'.
    """
    kept: list[Mention] = []
    opened: int | None = None
    for mention in made:
        kept.append(mention)
        mark = mention.mark
        if mark == "(":
            opened = len(kept) - 1
        elif opened is not None and mark == ")":
            inside = kept[opened:]
            again = opened and len(inside) == _ONE and _is_again(kept[opened - 1], inside[1])
            kept[opened:] = [_aside(inside, "repeated")] if again else _without_rates(inside)
            opened = None
        elif opened is not None and (mark in _BREAKS or len(kept) - opened > _ASIDE):
            opened = None
    return kept


def _is_again(told: Mention, inside: Mention) -> bool:
    """Whether one number is the other, or one part of a country says where another lies: 'sixty-three (63)',
    'l'Artibonite (Nord)'."""
    part, other = told.meaning.get("area", ""), inside.meaning.get("area", "-")
    beside = "-" in part and "/" not in other and part.partition("-")[0] == other.partition("-")[0]
    return (told.kind == inside.kind == "number" and told.value == inside.value) or beside


def _without_rates(inside: list[Mention]) -> list[Mention]:
    """A bracket from '(' to ')' with its rates joined to what stands beside them."""
    rates = {
        place
        for place, (left, right) in enumerate(pairwise(inside))
        if left.kind == "number" and left.stop == right.start and _is_rate(left, right)
    }
    counts = sum(mention.kind in ("number", "date") for mention in inside) - len(rates)
    if not rates:
        return inside
    if not counts:
        return [_aside(inside)]
    if 1 in rates and len(inside) > _LEADING and inside[3].mark in _APART:
        return [_aside(inside[:4])._replace(kind="mark", mark="(", strength=inside[0].strength), *inside[4:]]
    if len(inside) - 3 in rates and inside[-4].mark in _APART:
        return [*inside[:-4], _aside(inside[-4:])._replace(kind="mark", mark=")", strength=inside[-1].strength)]
    return inside


def _is_rate(number: Mention, after: Mention) -> bool:
    """Whether the number is a percentage, by what stands right after it."""
    return after.mark == "%" or (after.meaning.get("not") == "rate" and (number.value or 0) <= _ALL)


def _aside(mentions: list[Mention], why: str = "rate") -> Mention:
    """Mentions as one word by the way, with why its numbers count nothing."""
    return Mention("term", mentions[0].start, mentions[-1].stop, {"light": "yes", "aside": why})


_ALL = 100
_ASIDE = 12
"""Mentions of the longest bracket that is looked through for rates."""
_BREAKS = ("\n", "\n\n", "•")
_APART = (",", ";")
_LEADING = 4
_ONE = 3
"""Mentions of a bracket with one number."""


def _origins(made: list[Mention]) -> list[Mention]:
    """The mentions, with the country that someone came from or went to naming no area: 'had travelled to India'."""
    for place in range(1, len(made)):
        left, right = made[place - 1], made[place]
        if "origin" in left.meaning and left.stop == right.start and len(right.meaning.get("area", "")) == _COUNTRY:
            made[place] = right._replace(meaning={"light": "yes"})
    return made


_COUNTRY = 2
"""Letters of a country's code."""


def _none(made: list[Mention]) -> list[Mention]:
    """The mentions, with a word for 'no' before what is counted as a number: 'no further confirmed cases'."""
    for place, mention in enumerate(made):
        if "none" not in mention.meaning:
            continue
        reached = mention.stop
        for later in made[place + 1 : place + _NONE]:
            if later.start != reached or later.kind != "term" or "people" in later.meaning:
                break
            if "event" in later.meaning:
                made[place] = mention._replace(kind="number", meaning={"number": "0"}, value=0)
                break
            reached = later.stop
    return made


_NONE = 5
"""So many mentions reach from a word for 'no' to what is counted."""


def _then(made: list[Mention]) -> list[Mention]:
    """The mentions, with words that point back to days named before: 'since then' as since the last day, 'in that time'
    as the last stretch, 'in the same weeks of 2018' as the same days of that year."""
    day = stretch = None
    for place, mention in enumerate(made):
        back = mention.meaning.get("then")
        if back == "yes" and day:
            made[place] = mention._replace(meaning={"~measure": "total"}, period=Period.since(day))
        elif back == "period" and stretch:
            year = _year_beside(made, place)
            told = stretch.in_year(_year(made[year])) if year else stretch
            made[place] = mention._replace(kind="date", meaning={"measure": measure_of(told)}, period=told)
            if year:
                made[year] = made[year]._replace(kind="term", meaning={"light": "yes"}, period=None)
        elif mention.kind == "date" and mention.period and mention.period.first == mention.period.last:
            day = mention.period.first or day
        elif mention.day:
            day = mention.day
        stretch = _stretch(mention) or stretch
    return made


def _stretch(mention: Mention) -> Period | None:
    """The days that words for 'the same time' may point back to. Missing: None where it names none."""
    period = mention.period or (Period.parse(mention.meaning["period"]) if "period" in mention.meaning else None)
    named = period and period.kind not in (Kind.NOW, Kind.ONSET) and (period.count > 1 or period.first != period.last)
    return period if named and "then" not in mention.meaning else None


def _year_beside(made: Sequence[Mention], place: int) -> int | None:
    """The place of the year right after 'the same weeks', or right before: 'in 2018, in the same weeks'.

    Missing: None where no year stands there.
    """
    mark = place > 1 and made[place - 1].mark == ","
    for at in (place + 1, place - 2 if mark else place - 1):
        mention = made[at] if 0 <= at < len(made) else made[place]
        gap = max(mention.start - made[place].stop, made[place].start - mention.stop)
        if _is_year(mention) and gap <= 1:
            return at
    return None


def _since(made: list[Mention]) -> list[Mention]:
    """The mentions, with the day that a word for 'since' leads to as a beginning: 'since our last report, of 7 May';
    a day that only says when the epidemic began is none: 'since the outbreak began in 2010'."""
    for place, mention in enumerate(made):
        if mention.meaning.get("period") == "onset" and place + 1 < len(made):
            at = place + 1 + (made[place + 1].mark == ",")
            told = made[at] if at < len(made) else mention
            if told.kind == "date" and told.start - mention.stop <= at - place and told.period:
                made[at] = told._replace(kind="term", meaning={"light": "yes"}, period=None)
        if "since" not in mention.meaning:
            continue
        for at in range(place + 1, len(made)):
            later = made[at]
            if later.start - mention.stop > _SINCE or later.kind == "number" or later.mark not in _PASSED:
                break
            if later.kind == "date" and later.period and later.period.first:
                if later.period.kind == Kind.RANGE and measure_of(later.period) == "total":
                    break  # 'desde la semana 1 hasta la 22'
                measure = mention.meaning.get("measure", "total")
                made[at] = later._replace(meaning={"measure": measure}, period=Period.since(later.period.first))
                made[place] = mention._replace(meaning={"light": "yes"})
                break
    return made


def _compared(made: list[Mention]) -> list[Mention]:
    """The mentions, with the days of what a count is only compared with as none of its own: 'more than twice those of
    2023', 'against 31 in 2023'."""
    for place, mention in enumerate(made):
        numbers = 0
        for later in range(place + 1, min(place + _NEAR, len(made))) if "than" in mention.meaning else ():
            after = made[later]
            numbers += after.kind == "number"
            if after.mark or numbers > 1 or "area" in after.meaning or after.start - mention.stop > _SINCE:
                break
            if after.kind == "date" and after.period:
                made[later] = after._replace(kind="term", meaning={"light": "yes"}, period=None)
                break
    return made


def _first(made: list[Mention]) -> list[Mention]:
    """The mentions, with the day since which something is the first as no beginning: 'the first since 2008'."""
    for place, mention in enumerate(made):
        for later in range(place + 1, min(place + _NEAR, len(made))) if "first" in mention.meaning else ():
            after = made[later]
            if after.kind == "number" or after.mark or after.start - mention.stop > _SINCE:
                break
            if after.kind == "date" and after.period and after.period.kind == Kind.SINCE:
                made[later] = after._replace(kind="term", meaning={"light": "yes"}, period=None)
                break
    return made


_SINCE = 10
"""So many words may stand between a word for 'since' and its day."""
_NEAR = 6
_PASSED = ("", ",", "(")


def _together(made: list[Mention]) -> list[Mention]:
    """The mentions, with definitions in a row as all of them: 'confirmed, probable and suspected cases'."""
    told: list[Mention] = []
    after = 0
    for place, mention in enumerate(made):
        if place < after:
            continue
        any_one = (
            place and made[place - 1].value == 1 and made[place - 1].stop == mention.start
        )  # 'a suspected or ... case'
        last = _last_of_row(made, place) if _is_definition(mention) and not any_one else place
        if last > place:
            facets = {facet: value for one in made[place : last + 1] for facet, value in one.meaning.items()}
            meaning = {facet: value for facet, value in facets.items() if facet not in _ASIDE_OF_ROW}
            mention = mention._replace(stop=made[last].stop, meaning={**meaning, "definition": "all"})
        told.append(mention)
        after = last + 1
    return told


def _last_of_row(made: Sequence[Mention], place: int) -> int:
    """Where a row of definitions with a word for 'and' or 'or' in it ends, or the place itself."""
    last, joins = place, False
    for at in range(place + 1, len(made)):
        mention = made[at]
        if mention.start != made[at - 1].stop:
            break
        if _is_definition(mention) and at - last > 1:
            last = at
        elif mention.strength == CONJUNCTION or "same" in mention.meaning:
            joins = True
        elif mention.mark != ",":
            break
    return last if joins else place


def _is_definition(mention: Mention) -> bool:
    told = "definition" in mention.meaning or "~definition" in mention.meaning
    return told and mention.meaning.get("measure") != "current"


_ASIDE_OF_ROW = ("~definition", "~event", "light", "same")


def _weeks(made: list[Mention]) -> list[Mention]:
    """The mentions, with weeks by number as one stretch with the year that follows them: 'weeks 1 to 22 of 2019', 'de
    la SE 39 de 2018 hasta la 4', 'week 5 in 2023'."""
    told: list[Mention] = []
    after = 0
    for place, mention in enumerate(made):
        if place < after:
            continue
        after = place + 1
        if "week" in mention.meaning and mention.kind == "date":
            mention, after = _to_week(made, place) or (mention, after)
            at = _after_bracket(made, after)
            year = made[at] if at < len(made) else mention
            if mention.period and _is_year(year) and year.start == made[at - 1].stop:
                week = mention.meaning.get("week")
                mention, after = _stretched(mention, mention.period.in_year(_year(year)), year.stop), at + 1
                mention = mention._replace(meaning={**mention.meaning, "week": week}) if week else mention
            if place and "until" in made[place - 1].meaning and made[place - 1].stop == mention.start:
                mention = mention._replace(meaning={"~measure": "total"}, period=None)
        told.append(mention)
    return told


def _after_bracket(made: Sequence[Mention], place: int) -> int:
    """The place after the brackets that open there, or the place itself: 'week 19 (mid-May) of 2022'."""
    if place < len(made) and made[place].mark == "(":
        for at in range(place + 1, min(place + _TO_WEEK, len(made))):
            if made[at].mark == ")":
                return at + 1
    return place


def _to_week(made: Sequence[Mention], place: int) -> tuple[Mention, int] | None:
    """The stretch of weeks that begins with that week, and the place after it. Missing: None where it is one week."""
    first = made[place]
    at, joins = place + 1, False
    while at < len(made) and (_joins_weeks(made[at]) or (joins and made[at].meaning.keys() == {"light"})):
        at, joins = at + 1, True
    last = made[at] if joins and at < len(made) else first
    week = (last.value or 0) if last.kind == "number" else int(last.meaning.get("week", "0"))
    if last is first or not 0 < week <= _LAST_WEEK or last.start - first.stop > _TO_WEEK or not first.period:
        return None
    if not first.period.first or not first.period.last:
        return _stretched(first, None, last.stop), at + 1
    begin, end = first.period, last.period.last if last.period else None
    year = made[at + 1] if at + 1 < len(made) and last.kind == "number" else last
    if _is_year(year):
        begin = begin.in_year(_year(year))
    end = end or (begin.last or first.period.last) + timedelta(7 * (week - int(first.meaning["week"])))
    if begin.first and (end - begin.first).days > _YEAR and "dated" not in first.meaning:
        begin = begin.in_year(end.year)  # 'S31 à S40 2021'
    if not begin.first or end <= begin.first:
        return None
    from_the_first = first.meaning["week"] == "1" and (end - begin.first).days < _YEAR
    period = Period.of_year(end.year) if from_the_first else Period.between(begin.first, end)
    return _stretched(first, period, last.stop), at + 1


def _joins_weeks(mention: Mention) -> bool:
    joins = mention.mark in _DASHES or mention.strength == CONJUNCTION
    return joins or bool(mention.meaning.keys() & {"to", "until"})


def _stretched(mention: Mention, period: Period | None, stop: int) -> Mention:
    """A date that goes on to that token, of that period."""
    meaning = {"measure": measure_of(period) if period else "total"}
    return mention._replace(kind="date", stop=stop, meaning=meaning, period=period)


def _is_year(mention: Mention) -> bool:
    return mention.kind == "date" and mention.period is not None and mention.period.kind == Kind.YEAR


def _year(mention: Mention) -> int:
    return mention.period.first.year if mention.period and mention.period.first else 0


_TO_WEEK = 5
"""So many words may lie from one week to the other."""
_LAST_WEEK = 53
_YEAR = 366
_DASHES = ("-", "–", "—")


def _spans(made: list[Mention]) -> list[Mention]:
    """The mentions, with two days and what stands between them as one stretch: 'from 22 March, when it began, to 8
    June', 'between week 19 of 2022 (in May) and week 7 of 2023'."""
    told: list[Mention] = []
    after = 0
    for place, mention in enumerate(made):
        if place >= after:
            span = (
                _span(made, place)
                if mention.period or "between" in mention.meaning or "from" in mention.meaning
                else None
            )
            mention, after = span or (mention, place + 1)
            told.append(mention)
    return told


def _span(made: Sequence[Mention], place: int) -> tuple[Mention, int] | None:
    """The stretch that begins at that place, and the place after it. Missing: None where none begins."""
    first = made[place]
    since = first.period.first if first.period and first.period.kind == Kind.SINCE else None
    if since is None and not first.meaning.keys() & {"between", "from"}:
        return None
    bracketed = False
    for at in range(place + 1, min(place + _SPAN, len(made))):
        later = made[at]
        bracketed = later.mark == "(" or (bracketed and later.mark != ")")
        if bracketed and later.mark not in _BREAKS:
            continue
        if later.kind == "number" or later.mark not in _IN_SPAN or later.meaning.keys() & {"event", "area", "people"}:
            return None
        if later.kind != "date":
            continue
        if since is None:
            since = later.period.first if later.period else None
            if since is None:
                return None
            continue
        joins = made[at - 1].strength == CONJUNCTION or "to" in made[at - 1].meaning
        last = later.day or (later.period.last if later.period and joins else None)
        if last is None or last < since:
            return None
        period = Period.between(since, last)
        meaning = {"measure": measure_of(period)}
        return Mention("date", first.start, later.stop, meaning, period=period), at + 1
    return None


_SPAN = 12
"""So many mentions may lie between the days of a stretch."""
_IN_SPAN = ("", ",", "(", ")")


_STEPS: tuple[tuple[Collection[str] | None, Callable[[list[Mention]], list[Mention]]], ...] = (
    (None, _asides),
    (("origin",), _origins),
    (("none",), _none),
    (("definition", "~definition"), _together),
    (("week",), _weeks),
    (None, _spans),
    (("since", "period"), _since),
    (("than",), _compared),
    (("first",), _first),
    (("then",), _then),
)
"""What is joined in turn, and the facets without which a text has nothing to join there (None: it may have)."""
