"""What search engines are told: the sitemap and its parts, and in the head of each page its address and languages."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from page_reader import Page
from site_record import record

from esep.site import Record, build
from esep.site.language import LANGUAGES
from esep.site.sitemap import sitemap

ADDRESS = "https://example.org/figures/"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
Heads = dict[str, list[tuple[str, dict[str, str | None]]]]
Listed = dict[str, dict[str, str]]


def listed(content: bytes) -> Listed:
    """The pages of a sitemap, each with its addresses by language."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{MAPS}urlset"
    found = {
        str(one.findtext(f"{MAPS}loc")): {str(link.get("hreflang")): str(link.get("href")) for link in one.iter(LINK)}
        for one in root
    }
    assert len(found) == len(root)
    return found


def heads(of: Record) -> Heads:
    """The links and descriptions in the head of each page, by its address."""
    found = {}
    for address, content in build(of):
        if address.endswith(".html"):
            tags = Page(address, content).tags
            names = [tag for tag, _ in tags]
            found[address] = [one for one in tags[: names.index("body")] if one[0] in ("link", "meta")]
    return found


def links(head: list[tuple[str, dict[str, str | None]]], rel: str) -> dict[str, str]:
    """Where the links of that kind lead, by language."""
    return {
        str(a.get("hreflang", "")): str(a["href"])
        for tag, a in head
        if tag == "link" and a["rel"] == rel and "type" not in a
    }


@pytest.fixture(scope="module")
def known() -> Heads:
    return heads(replace(record(hostile=True), address=ADDRESS))


def test_without_an_address_there_is_no_sitemap() -> None:
    site = dict(build(record()))
    assert not [address for address in site if "sitemap" in address]
    assert site["robots.txt"] == b"User-agent: *\nAllow: /\n"


def test_the_sitemap_lists_what_answers_a_question() -> None:
    site = dict(build(replace(record(hostile=True), address=ADDRESS)))
    assert site["robots.txt"] == f"User-agent: *\nAllow: /\nSitemap: {ADDRESS}sitemap.xml\n".encode()
    found = listed(site["sitemap.xml"])
    expected = {
        ADDRESS + address
        for address in site
        if address.endswith(".html")
        and address != "404.html"
        and not address.startswith("documents/")
        and "/why/" not in address
    }
    assert set(found) == expected
    assert b"lastmod" not in site["sitemap.xml"]


def test_the_sitemap_and_the_pages_say_the_same_of_languages(known: Heads) -> None:
    of = replace(record(hostile=True), address=ADDRESS)
    for address, versions in listed(dict(sitemap(of))["sitemap.xml"]).items():
        assert set(versions) == {*LANGUAGES, "x-default"}
        assert links(known[address.removeprefix(ADDRESS)], "alternate") == versions


@pytest.mark.parametrize("limit", [{"most": 4}, {"heaviest": 3000}])
def test_what_is_too_much_for_one_file_is_parted(limit: dict[str, int]) -> None:
    of = replace(record(), address=ADDRESS)
    whole = listed(dict(sitemap(of))["sitemap.xml"])
    files = dict(sitemap(of, **limit))
    root = ElementTree.fromstring(files.pop("sitemap.xml"))
    assert root.tag == f"{MAPS}sitemapindex"
    assert [one.findtext(f"{MAPS}loc") for one in root] == [ADDRESS + name for name in files]
    assert len(files) > 5 and next(iter(files)) == "sitemap-1.xml"
    parts = list(map(listed, files.values()))
    assert [page for part in parts for page in part.items()] == list(whole.items())
    assert all(1 <= len(part) <= limit.get("most", 1000) for part in parts)
    assert all(len(file) <= limit.get("heaviest", 10**6) for file in files.values())


def test_an_address_with_marks_is_escaped() -> None:
    odd = "https://example.org/a&b'c/"
    files = dict(build(replace(record(), address=odd)))
    assert f"{odd}en/index.html" in listed(files["sitemap.xml"])
    page = Page("en/index.html", files["en/index.html"])
    assert f"{odd}en/index.html" in [link for link, rel in page.links if rel == "canonical"]


def test_without_an_address_no_page_names_another() -> None:
    assert not any(links(head, "alternate") for head in heads(record()).values())


def test_languages_name_one_another_on_every_page() -> None:
    found = heads(replace(record(), address=ADDRESS))
    for own, head in found.items():
        others = {language: _below(link) for language, link in links(head, "alternate").items()}
        if own.startswith("documents/") or own == "404.html":
            assert others == {}
            continue
        assert set(others) - {"x-default"} == set(LANGUAGES)
        assert ("x-default" in others) == ("/why/" not in own)
        assert own in others.values()
        for other in others.values():
            back = {language: _below(link) for language, link in links(found[other], "alternate").items()}
            assert back == others


def _below(link: str) -> str:
    """The address below the root that a link leads to."""
    assert link.startswith(ADDRESS)
    return link.removeprefix(ADDRESS)


def test_every_page_states_its_own_address_where_it_knows_it(known: Heads) -> None:
    for own, head in known.items():
        assert links(head, "canonical") == ({} if own == "404.html" else {"": ADDRESS + own})
    assert not any(links(head, "canonical") for head in heads(record()).values())


def test_pages_that_people_pass_on_have_a_preview(known: Heads) -> None:
    without = heads(record())
    locales = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}
    for own, head in known.items():
        told = {a["property"]: a["content"] for tag, a in head if tag == "meta" and "property" in a}
        if "/why/" in own or own.startswith("documents/") or own == "404.html":
            assert told == {}
            continue
        assert set(told) == {"og:title", "og:description", "og:type", "og:site_name", "og:locale", "og:url"}
        assert all(told.values()) and told["og:url"] == ADDRESS + own
        assert told["og:locale"] == locales[own.split("/")[0] if "/" in own else "kk"]
        assert not [a for tag, a in without[own] if a.get("property") == "og:url"]


def test_the_page_for_what_is_missing_knows_the_folder() -> None:
    page = dict(build(replace(record(), address=ADDRESS)))["404.html"].decode()
    assert 'href="/figures/kk/index.html"' in page and 'href="/figures/style.css"' in page
    assert 'href="/kk/index.html"' in dict(build(record()))["404.html"].decode()


def test_a_page_behind_a_number_stays_light() -> None:
    """There are sixty thousand of them: what is for machines alone stays below 600 bytes."""
    page = dict(build(replace(record(), address=ADDRESS)))["en/why/2020-09-17/KZ.html"].decode()
    start = page.index('<link rel="canonical"')
    assert page.index("</head>") - start < 600
