"""A part and its whole in one breath, whether stated before or not: '15 of 554 confirmed cholera patients have died'.

The words right after the whole are the whole's; what is said of the part comes after them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from esep import terms
from esep.read.frame import Frame
from esep.read.language import Meaning
from esep.read.mentions import Mention

_WORDS = {"definition", "disease", "people", "event", "light"}
"""What the words of a whole say."""


class Share(NamedTuple):
    """The whole of a part."""

    whole: int
    """Its place among the mentions."""
    stop: int
    """The place after its own words."""
    frame: Frame
    """What those words say it counts."""


def shares(found: Sequence[Mention], numbers: Sequence[int]) -> dict[int, Share]:
    """The whole of each number that is told as a part of the next one, by place."""
    return {
        left: _share(found, left + 2)
        for left in numbers
        if left + 2 < len(found) and found[left + 2].kind == "number" and _is_part(found, left)
    }


def _is_part(found: Sequence[Mention], place: int) -> bool:
    """'15 of 554', or after a rate '95% (38/40)'."""
    part, between, whole = found[place : place + 3]
    if part.value is None or whole.value is None or not 0 < part.value <= whole.value:
        return False
    if not (part.stop == between.start and between.stop == whole.start):
        return False
    rated = place > 1 and found[place - 1].mark == "(" and found[place - 2].mark == "%"
    return "share" in between.meaning or (between.mark == "/" and rated)


def _share(found: Sequence[Mention], whole: int) -> Share:
    """The whole with its own words: 'confirmed cholera patients'."""
    said: dict[str, str] = {}
    stop = whole + 1
    while stop < len(found) and found[stop].start == found[stop - 1].stop:
        meaning = {facet.lstrip("~"): value for facet, value in found[stop].meaning.items() if facet != "~event"}
        ended = "event" in said or "people" in said
        if not meaning or not meaning.keys() <= _WORDS or meaning.get("event", "case") != terms.Event.CASE or ended:
            break
        said.update(meaning)
        stop += 1
    counted = "event" in said or ("people" in said and said.keys() & {"definition", "disease"})
    event = terms.Event.CASE if counted else None
    return Share(whole, stop, Frame(said.get("disease"), event, None, said.get("definition")))


def aside(found: Sequence[Mention], places: Iterable[int]) -> list[Mention]:
    """The mentions, with those at these places as words by the way: they part nothing."""
    told = list(found)
    for place in places:
        told[place] = told[place]._replace(kind="term", meaning=_BY_THE_WAY, mark="", strength=0)
    return told


def without_words(found: Sequence[Mention], share: Share) -> list[Mention]:
    """The mentions, with the whole's own words by the way where the part has an event of its own after them."""
    for place in range(share.stop, len(found)):
        mention = found[place]
        if "event" in mention.meaning:
            words = (word._replace(meaning=_BY_THE_WAY) for word in found[share.whole + 1 : share.stop])
            return [*found[: share.whole + 1], *words, *found[share.stop :]]
        if mention.kind == "number" or mention.strength > 0:
            break
    return list(found)


_BY_THE_WAY: Meaning = {"light": "yes"}


def rates_beside(found: Sequence[Mention], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Percentages that only say in another way what the next number does: '7% in the North West (11 of 158)', '89% or
    176'; places of both."""
    for left, right in pairwise(numbers):
        if found[left + 1].mark == "%" and right > left + 2:
            between = found[left + 2 : right - 1]
            bracketed = found[right - 1].mark == "(" and not any(m.strength or "event" in m.meaning for m in between)
            if bracketed or (not between and "same" in found[right - 1].meaning):
                yield left, right
