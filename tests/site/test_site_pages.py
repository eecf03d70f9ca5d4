"""The site's pages: pure, whole, harmless, small, and every number leads to its statements."""

import re
import zlib
from dataclasses import replace
from datetime import date

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from page_reader import Page
from site_record import LAST, claim, record

from esep import signed
from esep.document import Document
from esep.figure import stated
from esep.period import ONSET
from esep.problem import Explanation, Problem
from esep.settle import settle
from esep.site import Record, build
from esep.site.language import LANGUAGES, words
from esep.site.record import Kind, anchor, area_slug, document_path
from esep.site.series import average, daily, new_on
from esep.site.why import excerpt
from esep.terms import Severity

Site = dict[str, bytes]


@pytest.fixture(scope="module")
def site() -> Site:
    return dict(build(record()))


@pytest.fixture(scope="module")
def hostile() -> Site:
    return dict(build(record(hostile=True)))


@pytest.fixture(scope="module", params=["site", "hostile"])
def pages(request: pytest.FixtureRequest) -> dict[str, Page]:
    """Every page, read strictly: well-formed by being here."""
    site: Site = request.getfixturevalue(request.param)
    return {address: Page(address, content) for address, content in site.items() if address.endswith(".html")}


def test_same_record_same_bytes(site: Site) -> None:
    assert list(build(record())) == list(site.items())


def test_each_address_once() -> None:
    addresses = [address for address, _ in build(record(hostile=True))]
    assert len(addresses) == len(set(addresses))


def test_every_link_resolves(pages: dict[str, Page], hostile: Site, site: Site) -> None:
    for page in pages.values():
        for link, rel in page.links:
            if link.startswith(("http://", "https://")):
                assert rel and "external" in rel, link
                continue
            address, to = page.target(link)
            assert address in hostile or address in site, f"{page.address}: {link}"
            assert not to or to in pages[address].ids, f"{page.address}: {link}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_front_page_leads_to_its_statements(pages: dict[str, Page], language: str) -> None:
    front = pages[f"{language}/index.html"]
    assert len(front.numbers) > 10
    for link in front.numbers:
        address, to = front.target(link)
        assert address.startswith(f"{language}/why/")
        assert to in pages[address].ids


def test_every_page_has_its_language_landmarks_and_policy(pages: dict[str, Page]) -> None:
    for page in pages.values():
        tags = [tag for tag, _ in page.tags]
        found = dict(page.tags)
        assert found["html"]["lang"] in LANGUAGES
        assert {"main", "title"} <= set(tags) and tags.count("h1") == 1
        assert "style" not in tags
        assert all(
            set(a) == {"src", "defer"} and str(a["src"]).endswith("site.js") for t, a in page.tags if t == "script"
        )
        assert any("default-src 'self'" in (a.get("content") or "") for _, a in page.tags)
        assert not any("style" in a or any(name.startswith("on") for name in a) for _, a in page.tags)


def test_each_page_leads_to_itself_in_the_other_languages(pages: dict[str, Page]) -> None:
    """By links that a person sees; what the head says of it is tested with the sitemap."""
    for address, page in pages.items():
        if address.split("/")[0] in LANGUAGES:
            path = address.partition("/")[2]
            found = {
                a["hreflang"]: page.target(str(a["href"]))[0] for t, a in page.tags if t == "a" and "hreflang" in a
            }
            assert found == {language: f"{language}/{path}" for language in LANGUAGES}


def test_tables_have_captions_and_scopes(pages: dict[str, Page]) -> None:
    for page in pages.values():
        tags = [tag for tag, _ in page.tags]
        assert tags.count("table") == tags.count("caption")
        assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")


def test_hostile_text_is_harmless(hostile: Site) -> None:
    for address, content in hostile.items():
        text = content.decode()
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), address
        if address.endswith(".html"):
            assert (
                text.count("<script") <= 1
                and "<script>" not in text
                and "<img" not in text
                and "javascript:" not in text
            ), address
        assert ".." not in address and not address.startswith("/")
        assert len(address) < 120


@pytest.mark.parametrize("name", ["<script>alert(1)</script>" * 60, "=1+1\u202e" * 400, "x" * 10_000])
def test_a_disease_of_a_hostile_name_is_published(name: str) -> None:
    of = record(hostile=True)
    figures = [
        replace(one, claim=one.claim._replace(disease=name)) if one.claim.disease == "COVID-19" else one
        for one in of.figures
    ]
    of = replace(
        of,
        figures=figures,
        settled=settle(figures),
        problems=(),
        disease=name,
        address="https://example.org/",
        parquet=True,
        pictures=True,
        kinds=("daily", "weekly"),
    )
    for address, content in build(of):
        if address.endswith((".html", ".xml", ".svg")):
            text = content.decode()
            assert "<script>alert" not in text and "\u202e" not in text, address
        if address.endswith(".csv"):
            assert not re.search(r'(?m)^=|,=|"=', content.decode()), address


def test_long_names_are_cut_but_texts_are_whole(hostile: Site) -> None:
    assert len(hostile["en/day/2020-09-17.html"]) < 60_000
    assert "Ұ" * 10_000 in hostile[document_path("../../../etc/passwd")].decode()


def test_front_page_is_small(site: Site) -> None:
    assert all(len(zlib.compress(site[f"{language}/index.html"])) < 60_000 for language in LANGUAGES)


def test_the_numbers_of_the_day(site: Site) -> None:
    text = Page("en/index.html", site["en/index.html"]).text
    assert all(number in text for number in ("65", "1,671", "4,409", "2,362", "29,666"))
    assert "COVID-like pneumonia, PCR negative" in text
    # Recoveries were never stated: no card, no invented nought.
    assert "Recoveries" not in text


def test_computed_numbers_are_marked() -> None:
    of = record()
    value, to, computed = new_on(of, "KZ", "case", date(2020, 9, 15))
    assert (value, computed) == (23, True) and to and to.measure == "total"
    assert new_on(of, "KZ", "case", LAST) == (65, claim("KZ", "case", "new", LAST), False)
    # The day after the totals end: nothing to subtract from.
    assert new_on(of, "KZ", "case", date(2020, 9, 16)) == (None, None, False)
    assert all(figure.claim.measure != "new" for figure in of.figures if figure.value == 23)
    front = Page("en/index.html", dict(build(of))["en/index.html"])
    classes = [attributes.get("class") for _, attributes in front.tags]
    assert "n computed" in classes and "key computed" in classes and "computed" in classes
    assert "computed from two totals" in front.text


def test_computed_numbers_are_not_in_the_open_data(site: Site) -> None:
    assert b",23," not in site["data/figures.csv"] and b",23," not in site["data/settled.csv"]


def test_average_needs_seven_days() -> None:
    assert average([1, 2, 3, 4, 5, 6, 7]) == 40
    assert average([1, 2, 3, 4, 5, 6]) is None
    assert average([1, 2, 3, None, 5, 6, 7]) is None
    bars = daily(record(), Kind("KZ", "case", "new"), LAST)
    assert [bar.average is not None for bar in bars] == [False] * 6 + [True, False, False]


def test_a_bar_far_above_the_rest_is_cut_and_says_so() -> None:
    of = record()
    bulletin = Document("90,000", "x", None, LAST, "en")
    day = date(2020, 9, 16)
    extra = stated(bulletin, claim("KZ", "case", "new", day), 90_000, ONSET)
    figures = [*of.figures, extra]
    front = dict(build(Record("KZ", settle(figures), figures, of.documents)))["en/index.html"].decode()
    assert "90,000 on 16 Sept" in front and 'class="gap"' in front


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_page_quotes_with_the_number_marked(site: Site, language: str) -> None:
    page = site[f"{language}/why/2020-09-17/KZ.html"].decode()
    assert "COVID-19 has killed <mark>1,671</mark> people." in page
    assert "In total the virus has killed <mark>1,634</mark> people." in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_page_quotes_what_shows_a_problem_and_tells_a_slip(language: str) -> None:
    told = record()
    patients, hospital, new = (f for value in (4409, 2362, 65) for f in told.figures if f.value == value)
    slip = Explanation("transposed", (hospital,), {hospital.id: 2326}, evidence=(new,))
    wrong = Problem("part-exceeds", Severity.FAILS, (patients, hospital), explanations=(slip,))
    settled = settle(told.figures, [*told.problems, wrong])
    site = dict(build(replace(told, settled=settled, problems=[*told.problems, wrong])))
    page = site[f"{language}/why/{LAST}/KZ.html"].decode()
    card = page.partition(f'id="{anchor(hospital.claim)}"')[2].partition("</article>")[0]
    evidence = card.partition('<details class="evidence" open>')[2].partition("</details>")[0]
    assert "<mark>65</mark>" in evidence and "<mark>4,409</mark>" in evidence
    assert f"#{anchor(patients.claim)}" in evidence and f"#{anchor(hospital.claim)}" not in evidence
    assert card.count('class="slip"') == 1 and words(language).number(2326) in card.rpartition('class="slip"')[2]
    assert 'class="slip"' not in page.partition(f'id="{anchor(patients.claim)}"')[2].partition("</article>")[0]


def test_of_many_figures_that_show_a_problem_the_day_has_the_rest() -> None:
    told = record()
    last = [f for f in told.figures if f.claim.measure == "total" and f.claim.end == date(2020, 9, 14)]
    many = [f for f in told.figures if f.claim.measure == "total" and f.claim.area == "KZ" and f.claim.event == "case"]
    wrong = Problem("parts-differ", Severity.FAILS, (*last, *many))
    site = dict(build(replace(told, settled=settle(told.figures, [wrong]), problems=[wrong])))
    page = Page("en/why/2020-09-14/KZ.html", site["en/why/2020-09-14/KZ.html"]).text
    assert f"The {len({f.claim for f in (*last, *many)}) - 1} figures that show it" in page
    assert "more on the page of the day" in page


def test_anchor_hangs_on_the_claim_alone() -> None:
    assert anchor(claim("KZ", "death", "total", LAST)) == "total-confirmed-death-c814b7"
    assert area_slug("KZ-75") == "KZ-75"
    assert area_slug("KZ-47/Aktau") == area_slug("KZ-47/Aktau") != area_slug("KZ-47/aktau")


def test_excerpt_survives_any_span() -> None:
    document = Document("one 13 two")
    for span in (None, (0, 0), (5, 4), (-3, 2), (4, 99)):
        figure = stated(document, claim("KZ", "case", "total", LAST), 13, ONSET, span=span, quote="one 13 two")
        assert excerpt(figure, document) == ("one ", "13", " two")
    assert excerpt(stated(document, claim("KZ", "case", "total", LAST), 1313, ONSET, quote="1 313, 1313"), None) == (
        "",
        "1 313",
        ", 1313",
    )


@pytest.mark.parametrize(
    "quote, value, number",
    [
        ("1 313, 1313", 1313, "1 313"), ("in 2020 313 cases", 313, "313"), ("13131, 1.313 and 3", 1313, "1.313"),
        ("0.65, 65.5, 165, 65.", 65, "65"), ("1\u202f000\u202f000 people", 1_000_000, "1\u202f000\u202f000"),
        ("12,345,6 of 12’345", 12345, "12’345"), ("nobody", 5, ""), ("-7 here", -7, "7"),
    ],
)  # fmt: skip
def test_the_number_is_found_as_it_is_written(quote: str, value: int, number: str) -> None:
    figure = stated(Document("x"), claim("KZ", "case", "total", LAST), value, ONSET, quote=quote)
    assert excerpt(figure, None)[1] == number


def test_corrections_name_who_why_and_what(site: Site) -> None:
    text = Page("en/corrections.html", site["en/corrections.html"]).text
    assert all(words_ in text for words_ in ("A. Person", "a typing slip", "instead of 8"))
    assert "Explained disputes" in text and "1,634" in text


def test_what_was_withdrawn_is_marked_and_counts_no_more() -> None:
    told = record()
    [low] = [figure for figure in told.figures if figure.value == 1634]
    document, own = signed.retraction([low], by="A. Kim", reason="an old total", issued=date(2020, 9, 18))
    figures = [*told.figures, *own]
    documents = {**told.documents, document.id: document}
    site = dict(build(replace(told, settled=settle(figures), figures=figures, problems=[], documents=documents)))
    page = Page("en/corrections.html", site["en/corrections.html"]).text
    assert "an old total" in page and "1,634 Withdrawn" in " ".join(page.split())
    why = Page(f"en/why/{LAST}/KZ.html", site[f"en/why/{LAST}/KZ.html"]).text
    assert "signed by A. Kim" in why
    data = site["data/figures.csv"].decode()
    assert "1671" in data and low.id not in data and own[0].id not in data


def test_what_was_signed_off_is_published() -> None:
    told = record()
    problem = told.problems[0]
    document = signed.sign_off(problem, by="=B. Omarov", reason="<i>known</i>", issued=date(2020, 9, 18))
    documents = {**told.documents, document.id: document}
    site = dict(build(replace(told, documents=documents, sign_offs=(document.id,))))
    for language, head in (("en", "Released with a known problem"), ("ru", "с известным расхождением")):
        text = Page(f"{language}/corrections.html", site[f"{language}/corrections.html"]).text
        assert all(words_ in text for words_ in (head, "=B. Omarov", "<i>known</i>"))
    row = f"2020-09-18,sign-off,'=B. Omarov,<i>known</i>,,,,{problem.id},{document.id}"
    assert row in site["data/corrections.csv"].decode()
    gone = dict(build(replace(told, documents=documents, sign_offs=(document.id,), problems=[])))
    assert "The problem stands there no longer" in gone["en/corrections.html"].decode()


def test_document_page_marks_every_figure(site: Site) -> None:
    page = next(c.decode() for a, c in site.items() if a.startswith("documents/") and b"29,666" in c)
    assert page.count("<mark>") == 6


def test_empty_record_still_makes_a_site() -> None:
    site = dict(build(Record("KZ", {}, [], {})))
    assert "There are no national figures yet." in site["en/index.html"].decode()
    for address, content in site.items():
        if address.endswith(".html"):
            Page(address, content)


def test_languages_say_the_same() -> None:
    messages = {language: set(words(language)._bundle._messages) for language in LANGUAGES}
    assert messages["en"] == messages["ru"] == messages["kk"]


@given(st.integers(-(10**18), 10**18), st.sampled_from(["kk", "ru", "en"]))
def test_numbers_are_written_as_the_language_writes_them(value: int, language: str) -> None:
    locale = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}[language]
    assert words(language).number(value) == format_decimal(value, "#,##0", locale=locale)
