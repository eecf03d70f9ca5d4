"""The feed: valid Atom with the same ids for ever, the newest first, whatever somebody wrote; and how pages name it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from page_reader import Page
from site_record import HOSTILE, LAST, claim, record

from esep import signed
from esep.document import Document
from esep.figure import Figure, stated
from esep.period import ONSET
from esep.settle import settle
from esep.site import Record, build
from esep.site.feed import feed
from esep.site.language import LANGUAGES, words
from esep.site.place import Place

ADDRESS = "https://example.org/figures/"
ATOM = "{http://www.w3.org/2005/Atom}"
NINE, TEN = datetime(2020, 9, 17, 9, tzinfo=UTC), datetime(2020, 9, 18, 10, 30, tzinfo=UTC)


class Feed:
    """A feed, read strictly by what RFC 4287 asks for."""

    def __init__(self, content: bytes) -> None:
        self.root = ElementTree.fromstring(content)
        assert self.root.tag == f"{ATOM}feed"
        assert len(self.root.findall(f"{ATOM}author")) == 1
        self.entries = self.root.findall(f"{ATOM}entry")
        for one in (self.root, *self.entries):
            for tag in ("id", "title", "updated"):
                assert len(one.findall(f"{ATOM}{tag}")) == 1, tag
            for moment in (*one.findall(f"{ATOM}updated"), *one.findall(f"{ATOM}published")):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment.text or "")
            assert len([link for link in one.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
        for entry in self.entries:
            assert entry.find(f"{ATOM}content") is not None and entry.find(f"{ATOM}category") is not None
        assert len(set(self.ids)) == len(self.ids)
        assert self.each("updated") == sorted(self.each("updated"), reverse=True)

    def each(self, tag: str) -> list[str]:
        return [entry.findtext(f"{ATOM}{tag}") or "" for entry in self.entries]

    @property
    def ids(self) -> list[str]:
        return [str(self.root.findtext(f"{ATOM}id")), *self.each("id")]

    @property
    def links(self) -> list[str]:
        return [str(link.get("href")) for link in self.root.iter(f"{ATOM}link")]

    def entry(self, title: str) -> dict[str, str]:
        """What the entry whose title begins so says, by tag."""
        [entry] = [entry for entry in self.entries if (entry.findtext(f"{ATOM}title") or "").startswith(title)]
        return {one.tag.removeprefix(ATOM): one.text or one.get("term") or one.get("href") or "" for one in entry}


def made(of: Record, language: str = "en", most: int = 100) -> Feed:
    return Feed(feed(Place(of, language, "feed.xml"), most=most)[1])


def released(texts: dict[tuple[str, date, str], str], *, last: datetime = NINE) -> Record:
    """The record with these bulletins, released at nine; the last edition at another time."""
    return replace(record(), bulletins=texts, released=dict.fromkeys(texts, (NINE, last)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hostile", [False, True])
def test_a_feed_in_each_language(language: str, hostile: bool) -> None:
    site = dict(build(record(hostile=hostile)))
    found = Feed(site[f"{language}/feed.xml"])
    say = words(language)
    assert found.root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert {"bulletin", "correction"} == {one.get("term") for one in found.root.iter(f"{ATOM}category")}
    bulletin = found.entry(say("bulletin-daily"))
    assert say.day(LAST) in bulletin["title"] and bulletin["content"] == f"{language}: 65\n\n1,671"
    for link in found.links:
        address, anchor = Page(f"{language}/feed.xml", b"").target(link)
        assert address in site
        assert not anchor or anchor in Page(address, site[address]).ids


def test_a_correction_says_who_why_and_what() -> None:
    entry = made(record()).entry("Corrected")
    assert "Almaty city: Total deaths, 17 September 2020" in entry["title"]
    assert "Almaty city: Total deaths, 17 September 2020: 7 (instead of 8)" in entry["content"]
    assert "Reason: a typing slip" in entry["content"] and "signed by A. Person" in entry["content"]
    assert (entry["category"], entry["link"]) == ("correction", "corrections.html#signed")


def test_a_retraction_and_what_it_withdrew() -> None:
    told = record()
    [fixed] = [figure for figure in told.figures if figure.value == 7]
    document, own = signed.retraction([fixed], by="B. Kim", reason="not asked", issued=TEN)
    figures = [*told.figures, *own]
    of = replace(told, figures=figures, settled=settle(figures), documents={**told.documents, document.id: document})
    entry = made(of).entry("Withdrawn")
    assert "7 (Withdrawn)" in entry["content"] and "Reason: not asked" in entry["content"]
    assert (entry["category"], entry["updated"]) == ("retraction", "2020-09-18T10:30:00Z")
    assert "7 (instead of 8; Withdrawn)" in made(of).entry("Corrected")["content"]


def test_a_sign_off_tells_the_problem() -> None:
    told = record()
    document = signed.sign_off(told.problems[0], by="B. Omarov", reason="the ministry was asked", issued=TEN)
    of = replace(told, documents={**told.documents, document.id: document}, sign_offs=(document.id,))
    entry = made(of).entry("Released with a known problem")
    assert all(text in entry["content"] for text in ("1,634", "the ministry was asked", "signed by B. Omarov"))
    assert (entry["category"], entry["link"]) == ("sign-off", "corrections.html#signed-off")
    gone = made(replace(of, problems=[])).entry("Released with a known problem")
    assert "The problem stands there no longer" in gone["content"]


def test_of_very_many_figures_the_first_are_told() -> None:
    told = record()
    many = [figure for figure in told.figures if figure.claim.measure == "total" and figure.claim.event == "case"][:25]
    document, own = signed.retraction(many, by="B. Kim", reason="a wrong table", issued=TEN, whole=True)
    of = replace(told, figures=[*told.figures, *own], documents={**told.documents, document.id: document})
    text = made(of).entry("Withdrawn")["content"]
    assert text.count("(Withdrawn)") == 20 and "5 more figures on the page of corrections" in text


def test_released_bulletins_have_their_moments() -> None:
    key = ("daily", LAST, "en")
    once = made(released({key: "as it was"})).entry("Daily bulletin")
    assert (once["published"], once["updated"]) == ("2020-09-17T09:00:00Z",) * 2
    again = made(released({key: "as it is now"}, last=TEN)).entry("Daily bulletin")
    assert (again["published"], again["updated"]) == ("2020-09-17T09:00:00Z", "2020-09-18T10:30:00Z")
    assert again["title"].endswith("(corrected)") and not once["title"].endswith("(corrected)")
    assert again["content"] == "as it is now"
    assert again["id"] == once["id"]


def test_where_anything_was_released_the_archive_is_no_news() -> None:
    of = released({("daily", LAST, "kk"): "жарияланды"})
    of = replace(of, bulletins={**of.bulletins, ("daily", LAST - timedelta(1), "kk"): "composed"})
    assert "жарияланды" in made(of, "kk").each("content") and "composed" not in made(of, "kk").each("content")
    assert made(of, "en").each("category") == made(replace(of, bulletins={}), "en").each("category")


def test_an_id_hangs_on_kind_day_and_language_alone() -> None:
    of = replace(record(), bulletins={(k, LAST, lang): k for k in ("daily", "weekly") for lang in LANGUAGES})
    ids = [made(of, language).ids for language in LANGUAGES]
    assert len({one for some in ids for one in some}) == sum(map(len, ids))
    other = replace(of, bulletins=dict.fromkeys(of.bulletins, "other words"), address=ADDRESS, as_of="2021-01-01")
    assert [made(other, language).ids for language in LANGUAGES] == ids
    # A promise to those who follow the feed: whoever changes this shows them everything anew.
    assert made(record()).entry("Daily bulletin")["id"] == "urn:uuid:2589628c-d784-563d-82d1-edbfb6c58f3b"


def test_the_newest_and_no_more_than_asked_for() -> None:
    texts = {("daily", LAST - timedelta(back), "en"): f"{back}" for back in range(300)}
    of = replace(record(), bulletins=texts)
    assert len(made(of).entries) == 20 + 1  # nobody released them; a correction is there too
    moment = datetime(2020, 9, 17, tzinfo=UTC)
    assert len(made(replace(of, released=dict.fromkeys(texts, (moment, moment)))).entries) == 100
    few = made(of, most=3)
    assert len(few.entries) == 3 and "0" in few.each("content")
    assert few.root.findtext(f"{ATOM}updated") == "2020-09-17T00:00:00Z"
    heavy = made(replace(of, bulletins=dict.fromkeys(texts, "Ұ" * 100_000)))
    assert 1 <= len(heavy.entries) < 5


def test_one_text_that_is_too_long_for_a_feed_is_there_all_the_same() -> None:
    of = replace(record(), figures=[], bulletins={("daily", LAST, "en"): "x" * 600_000})
    assert [len(text) for text in made(of).each("content")] == [600_000]


def test_hostile_text_stays_text() -> None:
    marks = f"]]></content><script>alert(1)</script>&amp;&nbsp;<!-- \x00\x0b\x1f\x85\ud800\ufffe\uffff\r {HOSTILE}"
    told = record()
    signature = Document("x 9", by=marks, reason=marks, issued=TEN, given_id=marks)
    wrong = stated(signature, claim(f"KZ/{marks}", "case", "total", LAST, disease=marks), 9, ONSET, rule="correction")
    figures: list[Figure] = [*told.figures, wrong]
    of = replace(
        told,
        figures=figures,
        settled=settle(figures),
        documents={**told.documents, marks: signature},
        bulletins={("daily", LAST, "en"): marks, (marks, LAST, "en"): marks},
        address=ADDRESS,
    )
    content = feed(Place(of, "en", "feed.xml"))[1]
    found = Feed(content)
    assert {one.tag.removeprefix(ATOM) for one in found.root.iter()} == {
        "feed", "id", "title", "subtitle", "updated", "author", "name", "rights", "link", "entry", "category",
        "content",
    }  # fmt: skip
    assert "]]></content><script>alert(1)</script>&amp;&nbsp;<!-- \ufffd\ufffd\ufffd" in found.each("content")[-1]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", content.decode())
    assert all(link.startswith(ADDRESS) for link in found.links)


def test_links_are_whole_where_the_address_is_known() -> None:
    assert not any("://" in link for link in made(record()).links)
    whole = made(replace(record(), address=ADDRESS))
    assert whole.links[:2] == [f"{ADDRESS}en/feed.xml", f"{ADDRESS}en/index.html"]
    assert all(link.startswith(ADDRESS) for link in whole.links)
    assert f"{ADDRESS}en/day/2020-09-17.html#bulletins" in whole.links


def test_a_bulletin_of_a_day_without_a_page_leads_to_the_days() -> None:
    of = replace(record(), bulletins={("weekly", LAST + timedelta(9), "en"): "x"})
    assert made(of).entry("Weekly")["link"] == "days.html"


def test_what_is_undated_is_no_news() -> None:
    told = record()
    documents = {known: replace(document, issued=None) for known, document in told.documents.items()}
    assert made(replace(told, documents=documents, bulletins={})).entries == []


def test_an_empty_record_has_an_empty_feed() -> None:
    assert made(Record("KZ", {}, [], {})).entries == []


def test_every_page_names_the_feed_of_its_language() -> None:
    for address, content in build(record()):
        if not address.endswith(".html"):
            continue
        page = Page(address, content)
        feeds = [a for tag, a in page.tags if tag == "link" and a.get("type") == "application/atom+xml"]
        named = [page.target(str(a["href"]))[0] for a in feeds]
        if address in ("index.html", "404.html"):
            assert named == [f"{language}/feed.xml" for language in LANGUAGES]
        else:
            language = str(dict(page.tags)["html"]["lang"])
            assert named == [f"{language}/feed.xml"]
            assert [link for tag, a in page.tags if tag == "a" and "feed.xml" in (link := str(a.get("href")))]
