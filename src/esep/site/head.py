"""What the head of a page tells machines: its own address, its other languages, the feed, how it looks when passed on.

Addresses are whole where the site knows its own, which search engines ask for, else relative to the page.

Source: RFC 6596 (canonical); RFC 4287 and the WHATWG's 'alternate' (feeds); ogp.me (Open Graph).
"""

from functools import lru_cache
from html import escape

from esep.site.html import Html, el
from esep.site.language import LANGUAGES
from esep.site.place import Place

FEED = "feed.xml"
"""Address of the feed below its language."""
FEED_TYPE = "application/atom+xml"
_ANY, _FOR_ANY = "x-default", "en"
"""What markup calls readers of none of our languages, and the language for them."""
_LOCALES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}


def versions(path: str) -> dict[str, str]:
    """The addresses below the root of a page in each language, and for readers of any other (`x-default`): of the front
    page that is the choice of languages."""
    found = {language: f"{language}/{path}" for language in LANGUAGES}
    return {**found, _ANY: path if path == "index.html" else found[_FOR_ANY]}


def head_links(place: Place, *, listed: bool) -> Html:
    """The page's own address and its other languages where the site knows its own, and the feed of its language. Of
    pages that are not `listed` there are very many, and each byte is in all of them: they go without `x-default`."""
    others = "" if place.one_language else alternates(place, listed=listed)
    return Html(f"{canonical(place)}{others}{_feed(f'{place.root}{place.language}/{FEED}')}")


def canonical(place: Place) -> Html:
    """The page's own address. Shape: empty where the site does not know its own."""
    whole = place.record.address
    return Html(f'<link rel="canonical" href="{escape(whole + place.address)}">' if whole else "")


def alternates(place: Place, *, listed: bool = True) -> Html:
    """The page in each language. Shape: empty where the site does not know its own address, for search engines take
    whole addresses only (Google Search Central, 'Localized versions of your page')."""
    if place.record.address is None:
        return Html("")
    # Written without `el`: there are three on each of very many pages.
    links = [
        f'<link rel="alternate" hreflang="{language}" href="{escape(place.link(address))}">'
        for language, address in versions(place.path).items()
        if listed or language != _ANY
    ]
    return Html("".join(links))


@lru_cache(maxsize=256)
def _feed(address: str) -> Html:
    return el("link", rel="alternate", type=FEED_TYPE, href=address)


def preview(place: Place, title: str, site: str, description: str) -> Html:
    """How the page looks where somebody passes it on."""
    record = place.record
    told = {
        "title": title,
        "description": description,
        "type": "website",
        "site_name": site,
        "locale": _LOCALES[place.language],
        "url": record.address + place.address if record.address else None,
    }
    return Html("".join(el("meta", property=f"og:{name}", content=text) for name, text in told.items() if text))
