"""What is new, as a feed in each language: bulletins as they were released, and what people signed.

An entry's id is a UUID that hangs on the country, the language, and the bulletin's kind and day or the signed document;
never on the words, the address of the site or the edition. So a reader's program knows an entry again whose words were
put right, or that has moved. Why not an Atom library: they bring a parser and a model of every feed there is to write
sixty lines of XML.

Source: RFC 4287 (Atom); RFC 9562 section 5.5 (UUIDs from names).
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import islice
from typing import NamedTuple
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from esep.document import Document
from esep.figure import Figure
from esep.signed import is_retraction
from esep.site.corrections import corrections, effect, sign_offs, signed_problem
from esep.site.front import bulletin_name
from esep.site.head import FEED_TYPE
from esep.site.html import clip, harmless
from esep.site.page import site_name
from esep.site.parts import kind, name
from esep.site.place import Place
from esep.site.record import day_path
from esep.write import problem_text

_OURS = UUID("24d7e15f-19b5-462d-830c-6354a13de131")
"""The space of our names: drawn once by lot, and a promise since."""
_HEAVIEST = 500_000
"""Bytes of the texts of a feed: one that is asked for every hour should stay light."""
_TOLD = 20
"""Figures that are told of one signed document; the page has the others."""


_COMPOSED = 20
"""Bulletins that nobody released are written for the feed, so of those it has the newest few."""


class _News(NamedTuple):
    """What an entry is made of."""

    at: datetime
    key: str
    """What its id hangs on, but for country and language."""
    write: Callable[[Element], int]
    """Puts into the entry what only its kind knows, and tells how many bytes its text has."""


def feed(place: Place, *, most: int = 100) -> tuple[str, bytes]:
    """The feed of a language: its address and its bytes. Shape: the newest first, `most` entries at most."""
    say, record = place.words, place.record
    news = sorted([*_bulletins(place, most), *_signed(place), *_sign_offs(place)], key=_newest, reverse=True)[:most]
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": place.language})
    title = site_name(place)
    _say(root, "id", _id(place, "feed"))
    _say(root, "title", say("feed-title", name=title))
    _say(root, "subtitle", say("site-description", name=title))
    last = news[0].at if news else _moment(record.days[-1] if record.days else date(1970, 1, 1))
    _say(root, "updated", _text(last))
    _say(SubElement(root, "author"), "name", title)
    _say(root, "rights", say("licence"))
    if record.address:
        SubElement(root, "link", rel="self", type=FEED_TYPE, href=place.link(place.address))
    _link(root, place, "index.html")
    weight = 0
    for one in news:
        entry = Element("entry")
        _say(entry, "id", _id(place, one.key))
        _say(entry, "updated", _text(one.at))
        weight += one.write(entry)
        if weight > _HEAVIEST and one is not news[0]:
            break
        root.append(entry)
    indent(root, " ")
    return place.address, tostring(root, "utf-8", xml_declaration=True) + b"\n"


def _newest(one: _News) -> tuple[datetime, str]:
    return one.at, one.key


# Bulletins --------------------------------------------------------------------------------------------------------


def _bulletins(place: Place, most: int) -> Iterator[_News]:
    """Those that were released; where none ever was, those that were composed."""
    record = place.record
    if not record.released:
        for day, of, text in islice(record.latest_bulletins(place.language), min(most, _COMPOSED)):
            yield _News(_moment(day), f"bulletin {of} {day}", partial(_bulletin, place, of, day, text, None))
    for (of, day, language), moments in record.released.items():
        if language == place.language:
            text = record.bulletins[of, day, language]
            yield _News(moments[1], f"bulletin {of} {day}", partial(_bulletin, place, of, day, text, moments))


def _bulletin(
    place: Place, of: str, day: date, text: str, released: tuple[datetime, datetime] | None, entry: Element
) -> int:
    say, record = place.words, place.record
    title = say("feed-bulletin", bulletin=bulletin_name(place, of), day=say.day(day))
    if released and released[0] != released[1]:
        title = say("feed-corrected", title=title)
    _say(entry, "title", title)
    if released:
        _say(entry, "published", _text(released[0]))
    _link(entry, place, f"{day_path(day)}#bulletins" if day in record.by_day else "days.html")
    return _content(entry, "bulletin", text.strip())


# What people signed -----------------------------------------------------------------------------------------------


def _signed(place: Place) -> Iterator[_News]:
    """Corrections and retractions; a feed is in the order of time, so the undated stand on their page only."""
    for document, figures in corrections(place.record):
        if document.issued:
            at = _moment(document.issued)
            yield _News(at, f"signed {document.id}", partial(_correction, place, document, figures))


def _correction(place: Place, document: Document, figures: list[Figure], entry: Element) -> int:
    say = place.words
    what = "retraction" if all(map(is_retraction, figures)) else "correction"
    head = _label(place, figures[0])
    _say(entry, "title", say(f"feed-{what}", what=head if len(figures) == 1 else f"{head} …"))
    lines = [_line(place, figure) for figure in figures[:_TOLD]]
    if len(figures) > _TOLD:
        lines.append(say("feed-more", count=len(figures) - _TOLD))
    return _signature(entry, place, document, what, lines, "signed")


def _sign_offs(place: Place) -> Iterator[_News]:
    """Problems with which something was released all the same."""
    for document in sign_offs(place.record):
        if document.issued:
            yield _News(_moment(document.issued), f"signed {document.id}", partial(_sign_off, place, document))


def _sign_off(place: Place, document: Document, entry: Element) -> int:
    say, problem = place.words, signed_problem(place.record, document)
    _say(entry, "title", say("signed-off"))
    text = problem_text(problem, place.language).strip() if problem else say("signed-off-gone")
    return _signature(entry, place, document, "sign-off", [text], "signed-off")


def _signature(entry: Element, place: Place, document: Document, what: str, lines: list[str], anchor: str) -> int:
    """Who signed, why and what."""
    say, by = place.words, " ".join(clip(document.by or "").split())
    _say(SubElement(entry, "author"), "name", by)
    _link(entry, place, f"corrections.html#{anchor}")
    why = say("reason", reason=clip(document.reason or say("no-reason"), 1000))
    return _content(entry, what, "\n".join((*lines, why, say("signed", by=by))))


def _label(place: Place, figure: Figure) -> str:
    claim, say = figure.claim, place.words
    label = f"{name(place.language, claim.area, claim.end)}: {kind(say, claim, place.record.disease)}"
    return f"{label}, {say.day(claim.end) if claim.end else say('undated')}"


def _line(place: Place, figure: Figure) -> str:
    say = place.words
    does = [effect(place, figure), say("withdrawn") if place.record.withdrawal(figure) else None]
    told = "; ".join(text for text in does if text)
    return f"{_label(place, figure)}: {say.number(figure.value)}" + (f" ({told})" if told else "")


# Parts of the XML -------------------------------------------------------------------------------------------------


def _say(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = harmless(text)


def _content(entry: Element, what: str, text: str) -> int:
    """The text of an entry, as text; and what kind of entry it is, for programs."""
    SubElement(entry, "category", term=what)
    _say(entry, "content", text)
    return len(text.encode("utf-8", "replace"))


def _link(parent: Element, place: Place, path: str) -> None:
    """The page of it in the feed's language."""
    address = place.link(f"{place.language}/{path}") if place.record.address else path
    SubElement(parent, "link", rel="alternate", type="text/html", hreflang=place.language, href=address)


def _id(place: Place, key: str) -> str:
    words = f"{place.record.area} {place.language} {key}".encode("utf-8", "backslashreplace").decode()
    return uuid5(_OURS, words).urn


def _moment(issued: date | datetime) -> datetime:
    """A bare day is its beginning in UTC, so that it stands in the feed as the day it is."""
    return issued if isinstance(issued, datetime) else datetime.combine(issued, time(), UTC)


def _text(at: datetime) -> str:
    """As RFC 3339 writes it: in UTC, for zones of old had seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
