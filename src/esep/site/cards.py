"""The large numbers: cases, recoveries, deaths, patients; each other definition apart, never added to the confirmed.

A card shows the last day on which its event was counted for the area, and names that day where it is not the
page's. So a bulletin that counts only deaths leaves the cases of the day before in sight, under their own date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from esep.figure import Claim
from esep.site.html import Html, el
from esep.site.parts import days, kind, linked
from esep.site.place import Place
from esep.site.series import new_on

_EVENTS = ("case", "recovery", "death")
_OTHERS = ("test", "dose1", "dose2", "dose", "other")
_TRACKS = ("probable", "suspected", "all")


@dataclass(frozen=True, slots=True)
class Stat:
    """One number of a card."""

    label: str
    claim: Claim
    value: int
    computed: bool = False


def cards(place: Place, day: date, code: str, *first: Html | None) -> Html:
    """The headline cards of an area as of a day, after those given."""
    say = place.words
    found = [*first]
    for event in (*_EVENTS, "patient"):
        found.append(_card(place, say(f"event-{event}"), *latest(place, event, day, code), event, day))
    rest = [claim for event in _OTHERS for claim in _on(place, day, code, event)]
    found.append(_card(place, say("event-other"), day, [_stat(place, claim) for claim in rest], "other", day))
    return el("section", *found, class_="cards", aria_label=say("headline"))


def main_stats(place: Place) -> list[Stat]:
    """The numbers that stand for the whole site, each of its own day: new before total, cases before deaths."""
    day = place.record.front_day
    if day is None:
        return []
    code = place.record.area
    found = [stats[0] for event in (*_EVENTS, "patient") if (stats := latest(place, event, day, code)[1])]
    return found or [_stat(place, claim) for claim in _on(place, day, code)[:1]]


def latest(
    place: Place, event: str, day: date, code: str, definition: str = "confirmed"
) -> tuple[date | None, list[Stat]]:
    """The last day, up to `day`, with the area's numbers of the event, and those numbers, new before total."""
    known, claims = _last(place, day, code, event, definition)
    return known, _stats(place, claims, event, known) if known else []


def _last(
    place: Place, day: date, code: str, event: str | None, definition: str
) -> tuple[date | None, tuple[Claim, ...]]:
    """The last day up to that one with claims of the event and definition, and those claims."""
    record = place.record

    def found() -> tuple[date | None, tuple[Claim, ...]]:
        known = max((one for one in record.days_of(code, event, definition) if one <= day), default=None)
        return (known, _on(place, known, code, event, definition)) if known else (None, ())

    return record.once(("last", day, code, event, definition), found)


def _on(
    place: Place, day: date, code: str, event: str | None = None, definition: str | None = None
) -> tuple[Claim, ...]:
    record = place.record
    return tuple(
        claim
        for claim in record.by_day.get(day, {}).get(code, ())
        if claim in record.settled
        and claim.disease == record.disease
        and event in (None, claim.event)
        and definition in (None, claim.definition)
    )


def _stat(place: Place, claim: Claim) -> Stat:
    return Stat(kind(place.words, claim, place.record.disease), claim, place.record.settled[claim].figure.value)


def _stats(place: Place, claims: Iterable[Claim], event: str, day: date) -> list[Stat]:
    """The numbers of one event and day; the day's new number is computed where none is stated."""
    stats = [_stat(place, claim) for claim in claims]
    value, claim, computed = new_on(place.record, stats[0].claim.area, event, day)
    if computed and claim and value is not None:
        stats.insert(0, Stat(place.words(f"kind-{event}-new"), claim, value, computed=True))
    return stats


def _card(place: Place, title: str, known: date | None, stats: Sequence[Stat], class_: str, day: date) -> Html | None:
    """A card: the numbers of all people large, those of a group of people in a list below."""
    if known is None or not stats:
        return None
    say = place.words
    large = [stat for stat in stats if stat.claim.group == "-"] or list(stats[:1])
    rows = [
        el("div", el("dt", _trait(place, stat)), el("dd", _number(place, stat))) for stat in stats if stat not in large
    ]
    # The card of patients says in its head what its one large number counts.
    quiet = "hidden" if class_ == "patient" and len(large) == 1 else None
    figures = [
        el("div", el("dt", stat.label, class_=quiet), el("dd", _number(place, stat)), class_="stat") for stat in large
    ]
    return el(
        "section",
        el("h2", title, None if known == day else el("small", say("on-day", day=say.day(known)))),
        el("dl", *figures, class_="figures"),
        el("dl", *rows, class_="traits") if rows else None,
        class_=f"card {class_}",
    )


def _number(place: Place, stat: Stat) -> Html:
    return linked(place, stat.claim, stat.value, computed=stat.computed)


def _trait(place: Place, stat: Stat) -> str:
    """The group alone where the card already says what is counted."""
    claim = stat.claim
    if claim.measure != "current":
        return stat.label
    text = stat.label.removeprefix(place.words.kind(claim.event, claim.measure, "confirmed", "-") + ", ")
    return text[:1].upper() + text[1:]


def tracks(place: Place, day: date, code: str) -> list[Html]:
    """A card for each other definition with numbers of the area, of the last day on which it was counted."""
    return [card for definition in _TRACKS if (card := _track(place, definition, day, code))]


def _track(place: Place, definition: str, day: date, code: str) -> Html | None:
    say = place.words
    known, claims = _last(place, day, code, None, definition)
    if known is None:
        return None
    items = [
        el("div", _short(place, claim), el("dd", _number(place, _stat(place, claim))), class_="stat")
        for claim in claims
    ]
    title = el(
        "h2",
        say(f"track-{definition}", disease=place.record.disease),
        None if known == day else el("small", say("on-day", day=say.day(known))),
    )
    return el(
        "section",
        el("div", title, el("p", say(f"track-{definition}-note"))),
        el("dl", *items, class_="figures"),
        class_=f"card track {definition}",
    )


def _short(place: Place, claim: Claim) -> Html:
    """The label without the definition, which the card's head has said."""
    say = place.words
    span = days(say, claim)
    label = say.kind(claim.event, claim.measure, "confirmed", claim.group)
    return el("dt", label, el("small", span) if span else None)
