"""What only the whole of a text tells: its topic, its ladder of gravity, its datelines, which disease it means."""

from collections import Counter
from collections.abc import Sequence

from esep import area
from esep.read.mentions import Mention
from esep.read.territory import SEVERAL_COUNTRIES


def ladder(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with words of gravity that stand for the lower rung read so where the text has a higher one."""
    if not any("group" in (said := m.meaning) and said["group"] == "critical" and "lower" not in said for m in found):
        return list(found)
    return [
        m._replace(meaning={**m.meaning, "group": m.meaning["lower"]}) if "lower" in m.meaning else m for m in found
    ]


def precise(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with a disease named by its kind as the one of that kind that the text is about: 'influenza' in a
    text on influenza A(H1N1)."""
    named = Counter(disease for mention in found if (disease := mention.meaning.get("disease")))
    first = next(iter(named), None)
    kinds = {kind: [one for one in named if one.startswith(f"{kind} ")] for kind in named}
    only = {kind: of[0] for kind, of in kinds.items() if len(of) == 1 and (named[of[0]] > 1 or of[0] == first)}
    heard = list(found)
    for place, mention in enumerate(found) if only else ():
        if mention.meaning.get("disease") in only:
            heard[place] = mention._replace(meaning={**mention.meaning, "disease": only[mention.meaning["disease"]]})
    return heard


def topic(found: Sequence[Mention], home: str | None, names: Sequence[str]) -> str | None:
    """The area a text is about: a town that its title alone names; a first-level part that its beginning names, that it
    names oftener than all others together, and far oftener than the country (one in the genitive, as in 'India's', is
    only said by the way); else its home; else the country it names first.

    Missing: None where it names none.
    """
    named = [
        code
        for m in found
        if (code := m.meaning.get("area"))
        and code != "REGION"
        and not ("-" not in code and names[m.stop - 1].endswith(_GENITIVE))
    ]
    end = next((place for place, mention in enumerate(found) if mention.mark[:1] == "\n"), 0)
    title = 0 if any(mention.mark == "." for mention in found[:end]) else end
    titled = {code for mention in found[:title] if (code := mention.meaning.get("area"))}
    town = next((code for code in named[:1] if "/" in code and {code, code.partition("/")[0]} >= titled > set()), None)
    if town and not home:
        return town
    named = [code.partition("/")[0] for code in named if home or "/" not in code or "-" not in code]
    parts = [code for code in named if "-" in code]
    if named[:1] == [SEVERAL_COUNTRIES] and not home:
        return None
    named = [code for code in named if code != SEVERAL_COUNTRIES]
    if parts and named[0] == parts[0]:
        times = parts.count(parts[0])
        by_the_way = titled == {parts[0]} and not home  # 'в республике', under a title that names one
        countries = len(named) - len(parts) - (named.count("HOME") if by_the_way else 0)
        alone = titled == {parts[0]} and countries <= times
        if 2 * times > len(parts) and (3 * countries <= times or alone):
            return parts[0]
    if home:
        return home
    if _begins_row(found, title):
        return None
    return next((area.country(code) for code in named if code != "HOME"), None)


def _begins_row(found: Sequence[Mention], title: int) -> bool:
    """Whether the first country of a text stands in a row with another: 'in Bolivia, Brazil and Peru'."""
    for place, mention in enumerate(found):
        code = mention.meaning.get("area", "HOME")
        if code == "HOME":
            continue
        row = found[place + 1 : place + _ROW]
        joined = len(row) == _ROW - 1 and row[0].is_joint and row[0].start == mention.stop
        other = row[1].meaning.get("area", "-") if joined else "-"
        return place >= title and len(other) == len("KZ") and "-" not in code and other != code
    return False


_ROW = 3
_GENITIVE = ("'s", "’s")


def without_datelines(found: Sequence[Mention], names: Sequence[str]) -> list[Mention]:
    """The mentions, with the city and day of a dateline naming no area and no time: 'АСТАНА, 15 фев.', 'Luanda, 3 de
    março (Angop) – O país'."""
    heard = list(found)
    for place, mention in enumerate(found):
        begins = place == 0 or found[place - 1].mark[:1] == "\n"
        if begins and "area" in mention.meaning:
            for at in range(place, _dateline(found, names, place)):
                if found[at].kind != "mark":
                    heard[at] = found[at]._replace(kind="term", meaning={"light": "yes"}, period=None)
    return heard


def _is_in(city: Mention, after: Sequence[Mention]) -> bool:
    """Whether the next mention is the country that the area lies in."""
    return any(city.meaning["area"].startswith(f"{mention.meaning.get('area', '?')}-") for mention in after)


def _dateline(found: Sequence[Mention], names: Sequence[str], place: int) -> int:
    """The place where the dateline that begins with that area ends; the place itself where none does."""
    city = found[place]
    after = found[place + 1].mark if place + 1 < len(found) else ""
    written = "".join(names[city.start : city.stop])
    if after == ":" and _is_in(city, found[place + 2 : place + 3]):
        return place + 1  # 'Lusaka: Zambia recorded …'
    if after not in _AFTER_DATELINE:
        return place
    if written.isupper() and len(written) > _SHORT_FOR:
        return place + 1
    told = False
    for at in range(place + 1, min(place + _LONGEST_DATELINE, len(found) - 1)):
        mention, following = found[at], names[found[at].stop]
        if mention.kind == "number" or mention.mark[:1] == "\n" or mention.meaning.keys() & {"event", "disease"}:
            break
        told = told or mention.kind == "date" or mention.mark == "("
        ends = mention.mark in _DASHES or (mention.mark in (".", ":") and (told or following in _DASHES))
        if ends and (told or mention.mark == "." or "-" in city.meaning["area"]):
            sentence = following[:1].isupper() and found[at + 1].kind != "number"
            return at if sentence or following in _DASHES else place
    return place


_AFTER_DATELINE = (".", ",", "-", "–", "—", "/", "(")
_DASHES = ("-", "–", "—")
_LONGEST_DATELINE = 9
_SHORT_FOR = 3
"""Capitals of three letters or fewer are an abbreviation: 'ЗКО – 5'."""
