"""The trend: the cases of the last seven days beside those of the seven before."""

from datetime import date

from esep.site.html import Html, el
from esep.site.parts import linked
from esep.site.place import Place
from esep.site.record import Kind, Record
from esep.site.regions import rate_link
from esep.site.series import NOTHING, ONE_DAY, WEEK, Found, over, population_year, rate

_OLDEST = 14
"""Days before the last count of cases after which a week says nothing of the trend any more."""
_STEADY = 5
"""A change of at most so many per cent is told as none."""


def trend(place: Place, day: date, code: str) -> Html | None:
    """The card of the last week, up to that day, known with the week before it; it names its day where that is not the
    page's. Missing: None where no week is known near the last count of cases."""
    record, say = place.record, place.words
    kind = Kind(code, "case", "new")
    known, (week, claim, _), (before, earlier, _) = two_weeks(record, kind, day)
    if known is None or week is None or claim is None or before is None or earlier is None:
        return None
    year = population_year([code], known.year)
    tenths = rate(code, week, year)
    of = None if known == day else el("small", say("on-day", day=say.day(known)))
    figures = [
        _stat(say("trend-week"), linked(place, claim, week, computed=True)),
        _stat(say("trend-before"), linked(place, earlier, before, computed=True)),
        _stat(say("week-per-100k"), rate_link(place, claim, tenths)) if tenths is not None else None,
    ]
    way, percent = change(week, before)
    words = el("p", el("span", _ARROWS[way], aria_hidden="true"), " ", say(f"trend-{way}", percent=str(percent)))
    return el(
        "section",
        el("h2", say("trend"), of),
        el("div", words, class_=f"way {way}"),
        el("dl", *figures, class_="figures"),
        class_="card trend",
    )


_ARROWS = {"up": "↗", "down": "↘", "level": "→", "new": "↗"}


def change(now: int, before: int) -> tuple[str, int]:
    """Which way a count goes, and by how many per cent. 'new': there was none before."""
    if before <= 0:
        return ("new", 0) if now > 0 else ("level", 0)
    percent = (200 * abs(now - before) + before) // (2 * before)
    return ("level" if percent <= _STEADY else "up" if now > before else "down"), percent


def _stat(label: str, number: Html) -> Html:
    return el("div", el("dt", label), el("dd", number), class_="stat")


def two_weeks(record: Record, kind: Kind, day: date) -> tuple[date | None, Found, Found]:
    """The last day, up to that one, whose week is known with the week before, and both. Missing: None where that is
    long before the last count."""
    return record.once(("trend", kind, day), lambda: _two_weeks(record, kind, day))


def _two_weeks(record: Record, kind: Kind, day: date) -> tuple[date | None, Found, Found]:
    counted = [one for one in record.days_of(kind.area, kind.event, kind.definition) if one <= day]
    for known in reversed(counted):
        if (counted[-1] - known).days <= _OLDEST:
            week, before = over(record, kind, known), over(record, kind, known - WEEK * ONE_DAY)
            if week[1] and before[1]:
                return known, week, before
    return None, NOTHING, NOTHING
