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
from esep.read.names import bare

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
            code = _code(mention, _kind(found, at), choices, bare(names[mention.start]), language, on)
            meaning = {facet: value for facet, value in mention.meaning.items() if facet != "place"}
            if code:
                name = bare(" ".join(names[mention.start : mention.stop]))
                made.append(
                    mention._replace(meaning={"area": code if _is_region(mention, language) else f"{code}/{name}"})
                )
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


def bracketed(found: Sequence[Mention], names: Sequence[str]) -> list[Mention]:
    """The mentions, with a name and the part of a country in brackets after it as a place of that part: 'Cali (Valle
    del Cauca)'."""
    made: list[Mention] = []
    after = 0
    for at, mention in enumerate(found):
        if mention.start < after:
            continue
        code = mention.meaning.get("area", "")
        first, stop = _brackets(found, at, names) if "-" in code and "/" not in code else (0, 0)
        begin = _name_before(names, first) if stop else first
        if begin < first:
            inside = len(made)
            while inside and made[inside - 1].stop > begin:
                inside -= 1
            if not any(m.meaning.keys() - _IN_A_NAME or m.meaning.get("area") == code for m in made[inside:]):
                del made[inside:]
                mention, after = Mention("term", begin, stop, {"area": f"{code}/{' '.join(names[begin:first])}"}), stop
        made.append(mention)
    return made


def without_most(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with areas where most of a count are said to be naming none: '120 cases, mainly in A and B'; where
    they have a number of their own they do: 'mainly in A (80)'."""
    made = list(found)
    for place, mention in enumerate(found):
        if "mostly" not in mention.meaning:
            continue
        at = place + 1
        while at < len(found) and (found[at].is_joint or found[at].meaning.keys() & _OF_A_ROW):
            at += 1
        while found[at - 1].is_joint or "and" in found[at - 1].meaning:
            at -= 1
        counted = [m.kind for m in found[at : at + 2] if m.mark != "("][:1] == ["number"]
        for row in range(place + 1, place + 1 if counted else at):
            if "area" in found[row].meaning:
                made[row] = found[row]._replace(meaning={"light": "yes"})
    return made


_OF_A_ROW = {"area", "light", "in", "kind", "and"}
_IN_A_NAME = {"light", "kind", "in", "area"}
_LONGEST_PARTICLE = 3


def _brackets(found: Sequence[Mention], at: int, names: Sequence[str]) -> tuple[int, int]:
    """The tokens of the brackets that hold the mention alone, or that it covers; (0, 0) where none do."""
    first, stop = found[at].start, found[at].stop
    if names[first] == "(":
        return first, stop
    return (first - 1, stop + 1) if [*names[first - 1 : first], *names[stop : stop + 1]] == ["(", ")"] else (0, 0)


def _name_before(names: Sequence[str], stop: int) -> int:
    """Where the capitalised words before that token begin; a short word may stand between two: 'Foz do Iguaçu'."""
    begin = stop
    while begin and names[begin - 1][:1].isupper():
        begin -= 1
        short = names[begin - 1] if begin > 1 else ""
        if short.isalpha() and len(short) <= _LONGEST_PARTICLE and names[begin - 2][:1].isupper():
            begin -= 1
    return begin


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
        here = (
            name.lower() == name.upper()
        )  # in a script without capitals, where the region of the text has such a place
        fitting = [p for p in places if p.by_name or (here and choices[0] in p.regions(on))]
    possible = {code for place in fitting for code in place.regions(on)}
    chosen = next((code for code in choices if code in possible), None)
    if chosen is None and len({place.region for place in fitting}) == 1:
        return fitting[0].regions(on)[0]
    return chosen


def _is_region(mention: Mention, language: str) -> bool:
    """Whether the name is that of the region itself, which is a word too where it has no capital: 'Nord'."""
    country, _, phrase = mention.meaning["place"].partition(":")
    return all(place.kind == "region" for place in area.places(language, country)[phrase])


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
