"""What stands around each number of a sentence.

Between two numbers of a sentence runs a border, at the first of the strongest marks between them, so that each number
has a territory:

    13 were in Nur-Sultan city , 12 - in Almaty city , and 8 in Shymkent ; the country now has 109,623 cases
    |----------- 13 ----------|------- 12 ---------|------- 8 ---------|------------ 109,623 --------------|

Several areas in a row share one number ('3 each in A and B'), or take as many numbers in turn ('in A and B, 99 and
98'). A heading may name columns ('all / without symptoms'), which numbers between slashes fill in turn.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from esep import area, terms
from esep.period import Period
from esep.read.language import Meaning
from esep.read.mentions import CONJUNCTION, Mention

_FAR = 30
"""Added to the distance of a mention that only speaks where nothing nearer does."""
_LINE = 5
"""The strength of marks that end a line of a list."""
_SHARING = 3
"""So many areas in a row share a number without a word for 'each'; a longer row only says where."""
SEVERAL_COUNTRIES = "NONE"
"""The area of several countries together, or of a region of the world: it has no code."""


@dataclass(slots=True)
class Territory:
    """A number and what its own words say."""

    place: int
    """Of the number among the sentence's mentions."""
    number: Mention
    first: int
    stop: int
    """Its mentions: from `first` to before `stop`."""
    said: dict[str, str] = field(default_factory=dict)
    """Facet to what the nearest mention of it says."""
    outright: bool = False
    """Whether it names the event itself, not only hints at it."""
    verb: bool = False
    """Whether a word that hints at its event follows it: '66 адамнан анықталып'."""
    areas: tuple[str, ...] = ()
    """The areas it names: parts of a country before the country, then the nearest; several that stand in a row."""
    period: Period | None = None
    words: frozenset[str] = frozenset()
    """Every facet that any of its mentions has."""
    inside: bool = False
    """Whether it stands in brackets opened after the number before it, or after that number's slash."""
    bracketed: bool = False
    """Whether it stands in brackets, whichever number opened them."""
    close: bool = False
    """Whether nothing stronger than an 'and' parts it from the number before it: '32 cases and 3 deaths'."""
    increase: bool = False
    """Whether it is an increase: '(+ 244)'."""
    column: Meaning | None = None
    """What the heading says of its column. Missing: None where there are no columns."""
    turn: bool = False
    """Whether it follows the number before it with nothing but an 'and' or a comma between."""


class Places:
    """What an area word means here, which the sentence alone does not tell."""

    def __init__(self, home: str | None, region: str | None) -> None:
        self._home = home
        self._region = region

    def code(self, mention: Mention) -> str | None:
        """The code of the area a mention names. Missing: None where it names none that is known here."""
        code = mention.meaning.get("area")
        if code == "HOME":
            return self._home and self._home.partition("/")[0]
        return self._region if code == "REGION" else code


def territories(
    found: Sequence[Mention],
    places: Sequence[int],
    where: Places,
    no_counts: Collection[int] = (),
    *,
    verb_last: bool = False,
) -> list[Territory]:
    """The territory of each number in order; `no_counts` are the places of those that count nothing."""
    if not places:
        return []
    last = next((p for p in range(places[-1] + 1, len(found)) if found[p].mark == ";"), len(found))
    borders = [0, *(_border(found, left, right, left in no_counts) for left, right in pairwise(places)), last]
    columns, heading = _columns(found, places[0])
    made = [
        Territory(place, found[place], first, stop)
        for place, (first, stop) in zip(places, pairwise(borders), strict=True)
    ]
    for one in made:
        _survey(one, found, where, heading, verb_last=verb_last)
    for left, right in pairwise(made):
        between = found[left.place + 1 : right.place]
        marks = [mention.mark for mention in between]
        if marks[:1] == ["+"] and between[0].start == left.number.stop and len(marks) > 1:
            left.said.setdefault("definition", "confirmed")  # '1542+ и 175 КВИ-': the name is left out
        before = between[: marks.index("(")] if "(" in marks else []
        parted = next((n for n, mention in enumerate(before) if mention.strength), len(before))
        labelled = any("area" in mention.meaning for mention in before[parted:])  # 'A 5, B (6': the brackets are of B
        right.inside = ("(" in marks and ")" not in marks and not labelled) or marks == ["/"]
        opened = left.bracketed or _opened(found, left)  # 'A (40 people: 10 men and 30 women)'
        right.bracketed = (right.inside and "(" in marks) or (opened and ")" not in marks)
        right.close = all(mention.strength <= CONJUNCTION for mention in between)
        right.increase = marks[-1:] == ["+"]
        right.turn = len(between) == 1 and between[0].is_joint
    if columns:
        _fill(made, found, columns)
    _share_with_increases(made)
    _share_with_wholes(made, found)
    _share_with_joined(made, found)
    _take_turns(made)
    for left, right in pairwise(made):
        if right.close and right.outright and "each" in right.words and len(left.areas) > 1 and not right.areas:
            right.areas = left.areas  # 'in Babil and Wasit, 24 cases and 2 deaths each'
    return made


def _opened(found: Sequence[Mention], one: Territory) -> bool:
    """Whether a bracket opens right before the number, with at most a word or two between."""
    return any(found[place].mark == "(" for place in range(max(one.first, one.place - 2), one.place))


def whole(found: Sequence[Mention], where: Places) -> Territory:
    """A sentence without numbers, as one territory."""
    one = Territory(len(found), found[-1], 0, len(found))
    _survey(one, found, where, range(0))
    return one


def _border(found: Sequence[Mention], left: int, right: int, no_count: bool) -> int:
    """Where the territory of one number ends and that of the next begins; one that counts nothing takes no words where
    nothing parts them."""
    if _is_listed(found, right):
        return right - 2  # '50 deaths were reported by Greece (34), Italy (4)'
    if _opens_list(found, right):
        return right - 1
    closing = _closing(found, left, right)
    marks = [place for place in range(left + 1, right) if found[place].strength and not _is_within(found, place)]
    marks = [place for place in marks if place != closing] or marks
    if any(found[place].is_joint for place in marks[:-1]) and _is_subject_last(found, left, right):
        marks = marks[:-1]
    if marks:
        at = max(marks, key=lambda place: (found[place].strength, -place))
        return _heading_of_parts(found, left, at) or _end_of_row(found, left, at, right) or at
    if no_count:
        return left + 1
    for place in range(left + 1, right):
        if "opens" in found[place].meaning:
            return place
    events = [p for p in range(left + 1, right) if "event" in found[p].meaning]
    if len(events) > 1:  # '51 new deaths lifted the toll to 56,401'
        return events[-1]
    return next((p for p in range(left + 1, right) if "area" in found[p].meaning), right)


def _opens_list(found: Sequence[Mention], place: int) -> bool:
    """Whether a list of areas begins with the number, after the colon that ends a clause: 'sixteen of them, from all
    states, fell ill: seven in Edo'."""
    if found[place - 1].mark != ":" or place + 1 == len(found) or not found[place + 1].meaning.keys() & {"in", "area"}:
        return False
    for before in range(place - 2, -1, -1):
        if found[before].mark == "," or "event" in found[before].meaning:
            return not found[before].mark
    return False


def _heading_of_parts(found: Sequence[Mention], left: int, line: int) -> int | None:
    """The place of the words at the end of a line that say over which days the parts on the next lines are counted:
    ', из них за сутки:'. Missing: None where there are none."""
    part = next((place for place in range(line - 1, left, -1) if "part" in found[place].meaning), None)
    over_days = part and any("period" in mention.meaning or mention.period for mention in found[part:line])
    return part if over_days and found[line].mark[:1] in ("\n", "•") else None


def _is_subject_last(found: Sequence[Mention], left: int, right: int) -> bool:
    """Whether a comma parts the number from what it counts, or like the one before from where: 'those infected are 146
    and the dead, 39', 'Mexico City, 3 and Quintana Roo, 2'."""
    said, comma = found[right - 2], found[right - 1]
    after = found[right + 1].meaning if right + 1 < len(found) else {}
    if comma.mark != "," or said.stop != comma.start:
        return False
    alike = left > 1 and found[left - 1].mark == "," and "area" in found[left - 2].meaning and found[left + 1].is_joint
    return ("event" in said.meaning and "event" not in after) or (alike and "area" in said.meaning)


def _end_of_row(found: Sequence[Mention], left: int, first: int, right: int) -> int | None:
    """The last comma between two numbers, where the first one's areas go on past the first comma: '2 in A, B, 1 in C'.

    Missing: None where they do not.
    """
    if found[first].mark != "," or all("area" not in mention.meaning for mention in found[left + 1 : first]):
        return None
    last = next(place for place in range(right - 1, left, -1) if found[place].mark == ",")
    after = found[last + 1 : right]
    if last == first or any(mention.meaning.keys() & {"area", "event"} for mention in after):
        return None
    return last if all(_is_row(mention) for mention in found[first + 1 : last]) else None


def _is_row(mention: Mention) -> bool:
    """Whether a row of areas may go on with it."""
    return mention.is_joint or bool(mention.meaning.keys() & {"area", "light"})


def _is_listed(found: Sequence[Mention], place: int) -> bool:
    """Whether the number is one of several that stand in brackets after their areas: 'by Greece (34), Italy (4)'."""
    if "area" not in found[place - 2].meaning or not _is_labelled(found, place):
        return False
    sides = (range(place - 1, -1, -1), range(place + 1, len(found)))
    beside = [next((p for p in side if found[p].kind == "number"), 0) for side in sides]
    return any(_is_labelled(found, other) for other in beside)


def _is_labelled(found: Sequence[Mention], place: int) -> bool:
    """Whether the number stands in brackets right after an area, or an unknown name: 'Greece (34)'."""
    if place < 2 or found[place - 1].mark != "(":
        return False
    return "area" in found[place - 2].meaning or found[place - 2].stop < found[place - 1].start


def _is_within(found: Sequence[Mention], place: int) -> bool:
    """Whether a comma stands there, between an area and one that holds it: 'Kerala State, India', 'in Karachi, in
    Sindh'."""
    if found[place].mark != ",":
        return False
    after = found[place + 1 : place + 3]
    whole = next((mention.meaning["area"] for mention in after if "area" in mention.meaning), "-")
    if "area" not in after[0].meaning and "in" not in after[0].meaning:
        return False
    parts = [mention.meaning["area"] for mention in found[max(0, place - 2) : place] if "area" in mention.meaning]
    return len(parts) == 1 and parts[0].startswith((f"{whole}-", f"{whole}/"))


def _survey(
    one: Territory, found: Sequence[Mention], where: Places, heading: range, *, verb_last: bool = False
) -> None:
    """Read the territory once: the nearest mention of each facet, the areas, the period. After the number is nearer
    than before."""
    at = one.number.start if one.place < len(found) else found[-1].stop
    best: dict[str, float] = {}
    groups: dict[str, tuple[float, str]] = {}
    said = one.said
    words: set[str] = set()
    rows: list[_Row] = []
    end = -2
    together: Meaning = {}
    dose, fate = str(terms.Event.DOSE), None
    nearest_period: float | None = None
    for place in range(one.first, one.stop):
        mention = found[place]
        meaning, period = mention.meaning, mention.period
        if (not meaning and period is None) or place in heading:
            continue
        distance = mention.start - at if mention.start > at else at - mention.start + 0.5
        for facet, value in meaning.items():
            words.add(facet)
            cost = distance
            if facet[0] == "~":
                facet, cost = facet[1:], cost + _FAR
                one.verb = one.verb or (facet == "event" and mention.start > at)
            elif facet == "event" and verb_last and mention.start < at:  # 'вирус жұқтырған 5 адам қайтыс болды'
                cost += _FAR / 2
            if facet not in best or cost < best[facet]:
                best[facet], said[facet] = cost, value
            if facet == "event" and value in _WHICH_DOSE:
                dose = value
            if facet == "event" and value in _FATES and mention.start < at:
                fate = value
            if facet == "group" and (kind := _KINDS.get(value)):
                groups[kind] = min((cost, value), groups.get(kind, (cost, value)))
                together = meaning
        if "area" in meaning and place != one.place:
            code = where.code(mention)
            if code:
                end = _into_rows(rows, found, code, place, end, int(distance))
        if period is None and "period" in meaning:
            period = Period.parse(meaning["period"])
        if period:
            exact = period.first is not None and period.first != period.last
            cost = distance - (_FAR if exact else 0)
            if nearest_period is None or cost < nearest_period:
                nearest_period, one.period = cost, period
    if fate and said.get("event") == terms.Event.CASE and "sick" in words:  # 'умерли 37 заболевших'
        said["event"] = fate
    if said.get("event") == terms.Event.DOSE:  # 'первым компонентом привились 533 человека'
        said["event"] = dose
    if said.get("event") == "case" and "event" in together:  # '304 of the infected are in a grave condition'
        said["event"] = together["event"]
    if "who" in groups and len(groups) > 1:  # '145 children in hospital'
        said["group"] = terms.group(groups["who"][1], min(groups[kind] for kind in groups if kind != "who")[1])
    one.words = frozenset(words)
    one.outright = "event" in words
    if not rows:
        one.areas = (SEVERAL_COUNTRIES,) if "countries" in words else ()  # '7,520 cases in 34 countries'
        return
    comma = next((place for place in range(one.place + 1, one.stop) if found[place].mark == ","), one.stop)
    near = [row for row in rows if row[3] < comma]
    if near and all(country for country, *_ in near):  # 'the national toll is 43, the Eastern Cape has none'
        rows = near
    one.areas = _areas(rows, found, one.number.value, each="each" in words or one.number.value == 0)


WHO = ("children", "adults", "male", "female", "health_worker", "imported")
"""Groups of who people are, not of where they are or how ill."""
_FATES = (terms.Event.DEATH, terms.Event.RECOVERY)
_WHICH_DOSE = (terms.Event.DOSE1, terms.Event.DOSE2)
_KINDS = {
    **dict.fromkeys(WHO, "who"),
    **dict.fromkeys(("hospital", "home"), "where"),
    **dict.fromkeys(("severe", "critical", "ventilated", "asymptomatic", "symptomatic"), "how"),
}
"""Groups that may be joined: who they are, with where they are or how ill."""


_Row = tuple[bool, int, list[tuple[str, bool]], int]
"""Areas in a row: whether they are countries, how far the nearest is, their codes, the place of the last."""


def _into_rows(
    rows: list[_Row],
    found: Sequence[Mention],
    code: str,
    place: int,
    end: int,
    distance: int,
) -> int:
    """Put an area into the row it stands in, or begin a new one; the place where the row now ends."""
    country, alone = "-" not in code, found[place].stop == found[place].start + 1
    if rows and rows[-1][2][-1][0].startswith(f"{code}/") and _leads_on(found, end, place):
        return place  # 'from Karachi in Sindh'
    if rows and rows[-1][0] == country and _in_a_row(found, end, place):
        _, nearest, codes, _ = rows[-1]
        if any("regions" in found[between].meaning for between in range(end + 1, place)):
            codes = _regions(codes)
        codes.append((code, alone))
        rows[-1] = (country, min(nearest, distance), codes, place)
    else:
        rows.append((country, distance, [(code, alone)], place))
    return place


def _leads_on(found: Sequence[Mention], left: int, right: int) -> bool:
    """Whether nothing but a comma, a word for 'in' or 'of' and perhaps one more stands between two areas: 'in Mosul, in
    Nineveh', 'the Karkh side of Baghdad'."""
    between = found[left + 1 : right]
    known = sum(mention.stop - mention.start for mention in between)
    unknown = found[right].start - found[left].stop - known
    return unknown <= 1 and all(m.mark == "," or m.meaning.keys() & {"in", "share"} for m in between)


def _regions(codes: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Those of a row whose names stand alone as regions: 'Алматы қаласы мен Жамбыл, Алматы облыстарында'."""
    return [(area.namesake(code) or code if alone else code, alone) for code, alone in codes]


def _in_a_row(found: Sequence[Mention], left: int, right: int) -> bool:
    """Whether two areas are joined by a comma or a word for 'and', with no word between that says more."""
    joined = False
    reached = found[left].stop
    for place in range(left + 1, right + 1):
        mention = found[place]
        if mention.start != reached:
            return False
        reached = mention.stop
        if place == right:
            return joined
        if mention.is_joint or "and" in mention.meaning:
            joined = True
        elif "light" not in mention.meaning or mention.kind == "number":
            return False
    return joined


def _areas(rows: list[_Row], found: Sequence[Mention], value: int | None, *, each: bool) -> tuple[str, ...]:
    country, _, codes, end = min(rows)
    if len(codes) > 1:
        if country and len(set(codes)) > 1 and not each:
            return (SEVERAL_COUNTRIES,)
        each = each or 0 < (value or 0) < len(codes)
        if (len(codes) > _SHARING or len(codes) == value) and not each:
            return ()  # 'two died, in Enugu and Edo'
        after = found[end + 1].meaning if end + 1 < len(found) else {}
        if "regions" in after or "regions" in found[end].meaning:  # 'Almaty and Zhambyl regions'
            codes = _regions(codes)
        return tuple(dict.fromkeys(code for code, _ in codes))
    return (codes[0][0],)


_COLUMN_MARKS = ("/", "|")
_COLUMN_WORDS = {"event", "group", "measure", "definition"}


def _columns(found: Sequence[Mention], first: int) -> tuple[list[dict[str, str]], range]:
    """What the columns of a heading such as '(all / without symptoms)' say, and where it stands."""
    slashes = [p for p in range(first) if found[p].mark in _COLUMN_MARKS]
    if not slashes or not any(mention.meaning.keys() & _COLUMN_WORDS for mention in found[:first]):
        return [], range(0)
    begin = next(
        (p + 1 for p in range(slashes[0], -1, -1) if found[p].mark in ("(", ":") or found[p].mark[:1] == "\n"), 0
    )
    end = next((p for p in range(slashes[0], first) if found[p].mark in (")", ":") or found[p].mark[:1] == "\n"), first)
    columns: list[dict[str, str]] = [{}]
    for place in range(begin, end):
        if found[place].mark in _COLUMN_MARKS:
            columns.append({})
        else:
            weak = {facet.lstrip("~"): value for facet, value in found[place].meaning.items()}
            columns[-1] = {**weak, **columns[-1], **found[place].meaning}
    if any("group" in column for column in columns):  # 'all' is then no total, but everyone
        columns = [{facet: said for facet, said in column.items() if facet != "measure"} for column in columns]
    if any(column.get("measure") == "total" for column in columns):  # beside a total stands what is new
        columns = [{"measure": "new", **column} if column else column for column in columns]
    return columns, range(begin, end)


def _fill(made: Sequence[Territory], found: Sequence[Mention], columns: Sequence[Meaning]) -> None:
    """Give each number the column of the heading that it stands in: so many slashes stand before it in its line."""
    place = 0
    column = 0
    for one in made:
        for mention in found[place : one.place]:
            if mention.mark in _COLUMN_MARKS:
                column += 1
            elif mention.strength >= _LINE:
                column = 0
        place = one.place
        one.column = columns[column] if column < len(columns) else None
        one.outright = one.outright or (one.column is not None and "event" in one.column)


def _share_with_increases(made: Sequence[Territory]) -> None:
    """A number and the increase in brackets after it are of one area and event, on whichever side they are named."""
    for left, right in pairwise(made):
        if right.increase and right.inside:
            if left.areas:
                right.areas = left.areas
            else:
                left.areas = right.areas
            if right.outright and not left.outright:
                left.said["event"], left.outright = right.said["event"], True


def _share_with_wholes(made: Sequence[Territory], found: Sequence[Mention]) -> None:
    """An area named after an enclosed part is the whole's too: '19 cases, including 17 deaths, came from Kerala'."""
    for left, right in pairwise(made):
        closing = _closing(found, right.place, right.stop)
        enclosed = closing and not any("area" in mention.meaning for mention in found[right.place : closing])
        if enclosed and not left.areas:
            left.areas = right.areas


def _share_with_joined(made: Sequence[Territory], found: Sequence[Mention]) -> None:
    """An area named after the last of two counts that an 'and' joins is of both: '12 cases and two deaths in Chad'."""
    for left, right in reversed(list(pairwise(made))):
        if not (right.close and left.outright and right.outright and right.areas) or left.areas or right.bracketed:
            continue
        if "part" in right.words or any("area" in mention.meaning for mention in found[right.first : right.place]):
            continue
        if not any("area" in mention.meaning for mention in found[: left.place]):
            left.areas = right.areas


def _closing(found: Sequence[Mention], place: int, stop: int) -> int | None:
    """The comma that closes a part of the number before it: ', including 17 deaths,'. Missing: None where none does."""
    if not place or "part" not in found[place - 1].meaning:
        return None
    return next((p for p in range(place + 1, stop) if found[p].mark == ","), None)


def _take_turns(made: Sequence[Territory]) -> None:
    """Areas in a row taken in turn by as many numbers in a row: 'in A and B, 99 and 98'."""
    for n, one in enumerate(made):
        run, length = 1, len(one.areas)
        while run <= length and n + run < len(made) and made[n + run].turn and not made[n + run].areas:
            run += 1
        if 1 < run == length:
            for other, code in zip(made[n : n + run], one.areas, strict=True):
                other.areas = (code,)
