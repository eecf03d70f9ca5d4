"""Places below the regions, by name: 'Алакольском районе' in a text of 2020 is a place of Almaty region.

A name that is also a word or a region is a place only beside a word for its kind ('район', 'қаласы'); one that several
regions have is that of the region named last, or of the one named oftenest. What remains open is no mention: it is read
as any unknown name is.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from esep import area
from esep.read.mentions import Mention

_A_ROW = 100
"""So many mentions after a name are looked through for the kind of its row."""


def located(found: Sequence[Mention], names: Sequence[str], language: str, on: date | None) -> list[Mention]:
    """The mentions, with each place that can be told as an area: 'KZ-19/Алакольском'; `on` is the day of issue."""
    if not any("place" in mention.meaning for mention in found):
        return list(found)
    named = Counter(part for m in found if "place" not in m.meaning and "-" in (part := m.meaning.get("area", "")))
    oftenest = next(iter(named.most_common(1)), (None,))[0]
    made: list[Mention] = []
    region: str | None = None
    for at, mention in enumerate(found):
        if "place" in mention.meaning:
            choices = (region, oftenest)
            code = _code(mention, _kind(found, at), choices, names[mention.start], language, on)
            meaning = {facet: value for facet, value in mention.meaning.items() if facet != "place"}
            if code:
                name = " ".join(names[mention.start : mention.stop])
                made.append(mention._replace(meaning={"area": f"{code}/{name}"}))
                continue
            if not meaning:
                continue
            if _is_town(mention, language):
                meaning["town"] = " ".join(names[mention.start : mention.stop])
            mention = mention._replace(meaning=meaning)
        if "-" in mention.meaning.get("area", ""):
            region = mention.meaning["area"]
        made.append(mention)
    return made


@lru_cache(maxsize=4096)
def misspelt(name: str, country: str, language: str) -> str | None:
    """The part of the country that a name with a slip means: 'Zhamyl' for Zhambyl.

    Missing: None where no part's name is near, or those of two are.
    """
    name, near = name.lower(), dict[str, float]()
    for phrase, code in area.phrases(language, country):
        word = phrase.rstrip("*")
        if "-" in code and len(word) >= _A_NAME:
            written = name[: len(word)] if phrase.endswith("*") else name
            near[code] = max(near.get(code, 0.0), SequenceMatcher(None, written, word).ratio())
    best = sorted(near, key=lambda code: -near[code])[:2]
    clear = len(best) > 1 and near[best[0]] >= _NEAR and near[best[0]] > near[best[1]]
    return best[0] if clear else None


_A_NAME = 6
_NEAR = 0.8
"""Of the letters, so many are the same."""


def _code(
    mention: Mention, kind: str | None, choices: Sequence[str | None], name: str, language: str, on: date | None
) -> str | None:
    """The region of the place that a mention names. Missing: None where it names none, or we cannot tell."""
    country, _, phrase = mention.meaning["place"].partition(":")
    places = area.places(language, country)[phrase]
    fitting = [place for place in places if place.kind == kind]
    if not fitting and "area" not in mention.meaning and not name[:1].islower():
        fitting = [place for place in places if place.by_name]
    possible = {code for place in fitting for code in place.regions(on)}
    chosen = next((code for code in choices if code in possible), None)
    if chosen is None and len({place.region for place in fitting}) == 1:
        return fitting[0].regions(on)[0]
    return chosen


def _is_town(mention: Mention, language: str) -> bool:
    """Whether the region's name is also that of a town in it: 'Павлодар'."""
    country, _, phrase = mention.meaning["place"].partition(":")
    places = area.places(language, country)[phrase]
    return any(place.kind == "town" and place.region == mention.meaning.get("area") for place in places)


def _kind(found: Sequence[Mention], at: int) -> str | None:
    """The kind of place that a word beside the name tells, or one after the row it stands in."""
    reached = found[at].stop
    for mention in found[at + 1 : at + _A_ROW]:
        if mention.start != reached:
            break
        if "kind" in mention.meaning:
            return mention.meaning["kind"]
        if not mention.is_joint and not mention.meaning.keys() & {"and", "light", "place", "area"}:
            break
        reached = mention.stop
    reached = found[at].start
    for place in range(at - 1, -1, -1):
        mention = found[place]
        if mention.stop != reached or mention.mark not in ("", "."):
            break
        if "kind" in mention.meaning:
            return mention.meaning["kind"]
        if mention.mark != "." and "light" not in mention.meaning:
            break
        reached = mention.start
    return None
