"""Every form says the same, within its limits, and nothing in it is obeyed."""

import io
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from write_goldens import DAY, Stands, settled, two_weeks

from esep.document import Document
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.read import read
from esep.sources import documents
from esep.write import LANGUAGES, Bulletin, compose
from esep.write.forms import html, markdown, seen, telegram

HOSTILE = '<script>alert(1)</script> =cmd|"/c calc"!A1 [x](javascript:1) *b* `c` & \u202egnp.exe\n# head'


def bulletins() -> list[Bulletin]:
    return [
        bulletin
        for language in LANGUAGES
        for bulletin in (
            compose("daily", DAY, settled(), language),
            compose("comparison", DAY, two_weeks(), language),
        )
    ]


def figures(text: str) -> Counter[tuple[Claim, int]]:
    return Counter((f.claim, f.value) for f in read(Document(text, issued=DAY, area="KZ")).figures)


def posted(bulletin: Bulletin) -> tuple[str, ...]:
    return telegram(bulletin.text, bulletin.language)


@pytest.mark.parametrize("bulletin", bulletins(), ids=lambda b: b.title.text)
def test_every_form_reads_back(bulletin: Bulletin, tmp_path: Path) -> None:
    said = Counter(bulletin.said)
    assert figures(markdown(bulletin)) == said
    posts = [seen(post) for post in posted(bulletin)]
    assert sum(map(figures, posts), Counter()) == said
    page = tmp_path / "page.html"
    page.write_text(html(bulletin), "utf-8")
    (found,) = documents(str(page), Document("", issued=DAY, area="KZ"))
    assert figures(found.text) == said


def hostile(name: str) -> Bulletin:
    """The bulletin of a place that somebody named so."""
    claim = Claim("COVID-19", f"KZ-75/{name}", "case", "new", "confirmed", "-", DAY, DAY)
    record = {claim: Stands(Figure(claim, 5, Period.past(1), Source("x")))}
    return compose("daily", DAY, record, "en", area=claim.area)


def test_a_hostile_name_is_text() -> None:
    bulletin = hostile(HOSTILE)
    assert not set("\u202e\r") & set(bulletin.text)
    assert not re.search(r"^# head", bulletin.text, re.M)
    page = html(bulletin)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert all(set(re.findall(r"<(/?\w+)", post)) <= {"b", "/b"} for post in posted(bulletin))
    body = markdown(bulletin).split("\n", 1)[1]
    assert r"\<script\>" in body
    assert r"\[x\](javascript:1) \*b\* \`c\` \&" in body


def test_a_page_runs_and_loads_nothing() -> None:
    page = html(compose("daily", DAY, settled(), "kk"))
    assert page.startswith('<!doctype html>\n<html lang="kk">')
    assert not re.search(r"<script|<link|<img|url\(|@import|https?:", page)


def test_a_name_of_ten_thousand_signs_is_cut() -> None:
    bulletin = hostile("x" * 10_000)
    assert "x…" in bulletin.text
    assert len(bulletin.text) < 1_000


def test_paragraphs_stay_whole() -> None:
    bulletin = compose("comparison", DAY, two_weeks(), "ru")
    posts = posted(bulletin)
    assert len(posts) > 1
    assert all("(продолжение)" in post for post in posts[1:])
    for paragraph in bulletin.paragraphs:
        assert sum(paragraph.text in unescape(post) for post in posts) == 1


def test_a_document_of_word_says_the_same() -> None:
    pytest.importorskip("docx")
    from docx import Document as Word

    from esep.write.word import docx

    for bulletin in bulletins():
        packed = docx(bulletin)
        assert packed == docx(bulletin)
        word = Word(io.BytesIO(packed))
        assert [p.text for p in word.paragraphs if p.text.startswith(bulletin.title.text)]
        assert figures("\n".join(p.text for p in word.paragraphs)) == Counter(bulletin.said)
        assert word.core_properties.created.date() == bulletin.day


def test_a_letterhead_is_kept(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    from docx import Document as Word

    from esep.write.word import docx

    own = Word()
    own.sections[0].header.paragraphs[0].text = "Ministry of Health"
    own.save(str(tmp_path / "letterhead.docx"))
    written = Word(io.BytesIO(docx(compose("weekly", DAY, settled(), "en"), tmp_path)))
    assert written.sections[0].header.paragraphs[0].text == "Ministry of Health"


def test_a_day_is_written_as_its_language_writes_it() -> None:
    written = {language: compose("daily", DAY, settled(), language).dateline.text for language in LANGUAGES}
    assert written == {
        "en": "Kazakhstan, 17 September 2020",
        "ru": "Казахстан, 17 сентября 2020 года",
        "kk": "Қазақстан, 2020 жылғы 17 қыркүйек",
    }
