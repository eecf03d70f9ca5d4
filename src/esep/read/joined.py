"""Mentions that mean something only together: '(72%)', 'no further cases', 'confirmed and probable', 'from … to …'."""

from collections.abc import Callable, Collection, Sequence
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


def _is_again(number: Mention, digits: Mention) -> bool:
    """Whether one number is the other: 'sixty-three (63)'."""
    return number.kind == digits.kind == "number" and number.value == digits.value


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
    """The mentions, with a word for 'since then' as since the day named last."""
    day = None
    for place, mention in enumerate(made):
        if "then" in mention.meaning and day:
            made[place] = mention._replace(meaning={"~measure": "total"}, period=Period.since(day))
        if mention.kind == "date" and mention.period and mention.period.first == mention.period.last:
            day = mention.period.first or day
        elif mention.day:
            day = mention.day
    return made


def _since(made: list[Mention]) -> list[Mention]:
    """The mentions, with the day that a word for 'since' leads to as a beginning: 'since our last report, of 7 May'."""
    for place, mention in enumerate(made):
        if "since" not in mention.meaning:
            continue
        for at in range(place + 1, len(made)):
            later = made[at]
            if later.start - mention.stop > _SINCE or later.kind == "number" or later.mark not in _PASSED:
                break
            if later.kind == "date" and later.period and later.period.first:
                measure = mention.meaning.get("measure", "total")
                made[at] = later._replace(meaning={"measure": measure}, period=Period.since(later.period.first))
                made[place] = mention._replace(meaning={"light": "yes"})
                break
    return made


_SINCE = 10
"""So many words may stand between a word for 'since' and its day."""
_PASSED = ("", ",", "(")


def _together(made: list[Mention]) -> list[Mention]:
    """The mentions, with definitions in a row as all of them: 'confirmed, probable and suspected cases'."""
    told: list[Mention] = []
    after = 0
    for place, mention in enumerate(made):
        if place < after:
            continue
        last = _last_of_row(made, place) if _is_definition(mention) else place
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
    return "definition" in mention.meaning or "~definition" in mention.meaning


_ASIDE_OF_ROW = ("~definition", "~event", "light", "same")


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
    (None, _spans),
    (("since",), _since),
    (("then",), _then),
)
"""What is joined in turn, and the facets without which a text has nothing to join there (None: it may have)."""
