"""The pages without a language: the choice of one, and the answer to an address that does not exist."""

from esep.site.cards import main_stats
from esep.site.html import Html, el
from esep.site.language import LANGUAGES, words
from esep.site.page import POLICY, document, site_name
from esep.site.place import Place
from esep.site.record import Record


def root(record: Record) -> tuple[str, bytes]:
    """The choice of a language, each with the main number of the last day."""
    choices = [_choice(Place(record, language, "index.html")) for language in LANGUAGES]
    names = " · ".join(site_name(Place(record, language, "index.html")) for language in LANGUAGES)
    alternates = [
        el("link", rel="alternate", hreflang=language, href=f"{language}/index.html") for language in LANGUAGES
    ]
    alternates.append(el("link", rel="alternate", hreflang="x-default", href="index.html"))
    content = el("main", el("h1", names, class_="hidden"), el("div", *choices, class_="choices"), id="main")
    return "index.html", _bare(names, content, *alternates, base="")


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
    """The page for an address that does not exist. Its links are absolute: it is shown at any depth."""
    choices = []
    for language in LANGUAGES:
        say = words(language)
        link = el("a", say("missing-link"), href=f"/{language}/index.html")
        choices.append(
            el("section", el("h2", say("missing-title")), el("p", say("missing-text")), el("p", link), lang=language)
        )
    main = el("main", el("h1", "404"), el("div", *choices, class_="choices card"), id="main")
    return "404.html", _bare("404", main, el("meta", name="robots", content="noindex"), base="/")


def _bare(title: str, main: Html, *more: Html, base: str) -> bytes:
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        el("link", rel="stylesheet", href=f"{base}style.css"),
        el("link", rel="icon", href=f"{base}icon.svg", type="image/svg+xml"),
        *more,
    )
    return document(el("html", head, el("body", main, class_="bare"), lang="kk"))
