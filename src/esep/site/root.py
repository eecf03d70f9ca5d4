"""The pages without a language: the choice of one, and the answer to an address that does not exist."""

from urllib.parse import urlsplit

from esep.site.cards import main_stats
from esep.site.head import FEED, FEED_TYPE, alternates, canonical, preview
from esep.site.html import Html, el
from esep.site.language import LANGUAGES, words
from esep.site.page import POLICY, document, site_name
from esep.site.place import Place
from esep.site.record import Record


def root(record: Record) -> tuple[str, bytes]:
    """The choice of a language, each with the main number of the last day."""
    choices = [_choice(Place(record, language, "index.html")) for language in LANGUAGES]
    names = " · ".join(site_name(Place(record, language, "index.html")) for language in LANGUAGES)
    own = Place(record, LANGUAGES[0], "index.html", one_language=True)
    description = own.words("site-description", name=site_name(own))
    told = (canonical(own), alternates(own), preview(own, names, names, description))
    content = el("main", el("h1", names, class_="hidden"), el("div", *choices, class_="choices"), id="main")
    return "index.html", _bare(names, content, *told, base="")


def _choice(place: Place) -> Html:
    say, day = place.words, place.record.front_day
    stat = next(iter(main_stats(place)), None)
    number = [el("span", say.number(stat.value), class_="value"), el("span", stat.label)] if stat else []
    return el(
        "a",
        el("strong", say("language-name")),
        el("span", site_name(place)),
        *number,
        el("small", say.day(stat.claim.end if stat and stat.claim.end else day)) if day else None,
        class_="card choice",
        href=f"{place.language}/index.html",
        lang=place.language,
        hreflang=place.language,
    )


def missing(record: Record) -> tuple[str, bytes]:
    """The page for an address that does not exist. Its links are absolute, as it is shown at any depth: from the site's
    folder on where its address is known, else from the server's root."""
    base = urlsplit(record.address or "/").path
    choices = []
    for language in LANGUAGES:
        say = words(language)
        link = el("a", say("missing-link"), href=f"{base}{language}/index.html")
        choices.append(
            el("section", el("h2", say("missing-title")), el("p", say("missing-text")), el("p", link), lang=language)
        )
    main = el("main", el("h1", "404"), el("div", *choices, class_="choices card"), id="main")
    return "404.html", _bare("404", main, el("meta", name="robots", content="noindex"), base=base)


def _bare(title: str, main: Html, *more: Html, base: str) -> bytes:
    feeds = [
        el(
            "link",
            rel="alternate",
            type=FEED_TYPE,
            href=f"{base}{language}/{FEED}",
            title=words(language)("language-name"),
        )
        for language in LANGUAGES
    ]
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        el("link", rel="stylesheet", href=f"{base}style.css"),
        el("link", rel="icon", href=f"{base}icon.svg", type="image/svg+xml"),
        *more,
        *feeds,
    )
    return document(el("html", head, el("body", main, class_="bare"), lang="kk"))
