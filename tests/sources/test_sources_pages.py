"""Web pages into documents: pages of our own, built as news sites and offices build theirs."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from esep.document import Document
from esep.read import read
from esep.sources import Unreadable, documents
from esep.sources.moments import moment

ALMATY = timezone(timedelta(hours=6))
NEWS = """<!DOCTYPE html>
<html lang="ru-RU" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="{charset}">
<title>За сутки 65 новых случаев | Степные новости</title>
<meta property="og:title" content="За сутки 65 новых случаев">
<meta property="og:site_name" content="Степные новости">
<link rel="canonical" href="https://www.steppe.example/news/17-09">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
  {{"@type": "WebSite", "name": "Степные новости"}},
  {{"@type": "NewsArticle", "headline": "За сутки", "datePublished": "2020-09-17T10:05:00+06:00"}}]}}</script>
<style>.views {{ color: red }}</style>
</head>
<body class="single with-sidebar">
<header class="site-header"><nav class="menu"><ul><li><a href="/">Главная</a></li>
<li><a href="/c">Вирус</a></li></ul></nav>
<div class="date">Сегодня 23 ноября 2026</div></header>
<main><article class="article view-full">
<h1>За сутки 65 новых случаев</h1>
<div class="article__meta"><time datetime="2020-09-17T10:05:00+06:00">17 сентября 2020, 10:05</time>
  <span class="article__views"><i class="icon-eye"></i> 3&nbsp;482</span> <span class="comments-count">17</span></div>
<div class="article__body">
<p>За прошедшие сутки в Казахстане выявлено <strong>65</strong> новых случаев
   заболевания коронавирусом, сообщает <a href="/m">Минздрав</a>.</p>
<p>В том числе в регионах:<br>Нур-Султан – 13;<br/>Алматы – 12;<br>Акмолинская область – 8.</p>
<p><strong>Читайте также:</strong> <a href="/z">В Алматы 300 заболевших за одни сутки</a></p>
<p>Всего зарегистрировано:</p>
<ul><li>город Нур-Султан – 1&nbsp;234,</li><li>город Алматы – 5678,</li><li>город Шымкент – 91.</li></ul>
<div class="table-responsive"><table class="views-table"><thead><tr><th>Регион</th><th>Заражено</th><th>Выздоровело</th>
<th>Умерло</th></tr></thead><tbody>
<tr><td>Нур-Султан</td><td class="views-field">178</td><td>15</td><td>1</td></tr>
<tr><td>Алматы</td><td>82</td><td><p>7</p></td><td>0</td></tr>
<tr><td>Акмолинская<br>область</td><td>10</td><td>1</td><td>0</td></tr>
<tr><td>Шымкент</td><td>70</td><td>2</td><td>1</td></tr>
<tr><td>Итого</td><td>340</td><td>25</td><td>2</td></tr></tbody></table></div>
<div class="read-also"><a href="/y">Умерло 20 человек</a></div>
<p>Напомним, всего в стране 107 056 заболевших.</p>
</div>
<div class="share-buttons"><a>Поделиться <span>128</span></a><a>Ещё <b>54</b></a></div>
</article>
<section class="related-news"><h3>Похожие новости</h3>
<ul><li><a href="/1">В Казахстане 79 новых случаев</a> <i>12 345</i></li>
<li><a href="/2">Ещё 45 случаев на востоке</a></li></ul></section>
<div id="comments"><p>Гость: у нас 500 случаев!</p></div>
</main>
<aside class="sidebar"><ol><li><a href="/3">Умерло 20 человек</a></li></ol></aside>
<footer><p>© 2020. Тел. 8 727 000 00 00</p></footer>
</body></html>
"""
TEXT = """За прошедшие сутки в Казахстане выявлено 65 новых случаев заболевания коронавирусом, сообщает Минздрав.
В том числе в регионах:
Нур-Султан – 13;
Алматы – 12;
Акмолинская область – 8.
Всего зарегистрировано:
город Нур-Султан – 1 234,
город Алматы – 5678,
город Шымкент – 91.
Регион | Заражено | Выздоровело | Умерло
Нур-Султан | 178 | 15 | 1
Алматы | 82 | 7 | 0
Акмолинская область | 10 | 1 | 0
Шымкент | 70 | 2 | 1
Итого | 340 | 25 | 2
Напомним, всего в стране 107 056 заболевших.
"""
OFFICE = """<html><head><title>Коронавирус: 45 жаңа жағдай</title></head><body>
<div id="menu"><a href="/">Басты бет</a> <a href="/b">Жаңалықтар</a></div>
<div class="content"><h2>Коронавирус: 45 жаңа жағдай</h2>
<div class="post-date">2020 жылғы 17 қыркүйек, 09:30 <span class="view-count">Қаралды: 512</span></div>
Өткен тәулікте 45 адамнан коронавирус анықталды.<br/><br/>
Оның ішінде:<br/>
Алматы қаласы - 12;<br/>
Шымкент қаласы – 3.<br/>
</div></body></html>"""


def page(text: str | bytes, folder: Path, about: Document | None = None, name: str = "page.html") -> Document:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    [document] = documents(str(folder / name), about or Document(""))
    return document


def article(head: str = "", body: str = "") -> str:
    words = "Some words of an article. " * 20
    return f"<html><head>{head}</head><body><article>{body}<p>{words}</p></article></body></html>"


def test_the_words_of_an_article_without_what_stands_around_it(tmp_path: Path) -> None:
    document = page(NEWS.format(charset="utf-8"), tmp_path)
    assert document.text == TEXT
    assert document == Document(
        TEXT,
        publisher="Степные новости",
        url="https://www.steppe.example/news/17-09",
        issued=datetime(2020, 9, 17, 10, 5, tzinfo=ALMATY),
        title="За сутки 65 новых случаев",
    )


def test_the_figures_of_a_page_are_those_of_its_words(tmp_path: Path) -> None:
    figures = read(page(NEWS.format(charset="utf-8"), tmp_path, Document("", area="KZ"))).figures
    rows = {(f.claim.area, f.claim.event): f.value for f in figures if f.source.rule == "table"}
    assert len(rows) == 15
    assert rows["KZ-11", "case"] == 10
    assert rows["KZ", "recovery"] == 25
    assert {f.value for f in figures} >= {65, 13, 12, 8, 1234, 5678, 91, 107056}
    assert not {f.value for f in figures} & {300, 79, 45, 500, 20, 3482, 17, 128, 54}


def test_a_plain_page_of_an_office(tmp_path: Path) -> None:
    document = page(OFFICE, tmp_path, Document("", area="KZ"))
    assert document.issued == datetime(2020, 9, 17, 9, 30, tzinfo=ALMATY)
    assert document.title == "Коронавирус: 45 жаңа жағдай"
    assert "Басты бет" not in document.text
    assert "512" not in document.text
    assert [f.value for f in read(document).figures] == [45, 12, 3]


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "cp866", "iso-8859-5", "utf-8"])
def test_a_page_in_the_encoding_it_declares(charset: str, tmp_path: Path) -> None:
    text = NEWS.format(charset=charset).replace("©", "").replace("–", "-")
    assert page(text.encode(charset), tmp_path).text == TEXT.replace("–", "-")


def test_a_page_that_declares_another_encoding_than_it_has(tmp_path: Path) -> None:
    assert page(NEWS.format(charset="windows-1251").encode(), tmp_path).text == TEXT
    assert page(NEWS.format(charset="utf-16").replace("©", "").encode("cp1251"), tmp_path).text == TEXT


def test_a_page_is_known_by_its_beginning(tmp_path: Path) -> None:
    for begins in ("", "\n <!-- saved from a site -->\n", '<?xml version="1.0" encoding="utf-8"?>\n'):
        assert page(begins + NEWS.format(charset="utf-8"), tmp_path, name="kept").text == TEXT
    assert page("Over the day 65 new cases <html>", tmp_path, name="kept").text == "Over the day 65 new cases <html>"


def test_what_a_page_does_not_say_the_index_and_the_caller_do(tmp_path: Path) -> None:
    (tmp_path / "index.tsv").write_text("id\tpublisher\tissued\npage\tKazinform\t2020-09-16\n", "utf-8")
    about = Document("", publisher="somebody", url="https://example.org/1", language="en")
    document = page(article(), tmp_path, about)
    assert (document.publisher, document.issued, document.url) == ("Kazinform", date(2020, 9, 16), about.url)
    document = page(article('<meta name="date" content="2020-09-17">'), tmp_path, about)
    assert (document.issued, document.language) == (date(2020, 9, 17), "en")


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (
            '<meta property="og:site_name" content="Министерство здравоохранения РК">',
            "Ministry of Health of Kazakhstan",
        ),
        ('<link rel="canonical" href="https://www.coronavirus2020.kz/ru">', "coronavirus2020.kz"),
        (
            '<meta property="og:site_name" content="Сайт"><link rel="canonical" href="https://coronavirus2020.kz/">',
            "coronavirus2020.kz",
        ),
        ('<meta property="og:url" content="https://news.example/a">', "news.example"),
        ('<link rel="canonical" href="/relative"><meta property="og:url" content="http://[">', None),
    ],
)
def test_the_publisher_by_the_name_in_the_data(head: str, publisher: str | None, tmp_path: Path) -> None:
    assert page(article(head), tmp_path, Document("", area="KZ")).publisher == publisher


@pytest.mark.parametrize(
    ("head", "body", "issued"),
    [
        (
            '<meta property="article:published_time" content="2020-09-17T04:05:00Z">',
            "",
            datetime(2020, 9, 17, 4, 5, tzinfo=UTC),
        ),
        ('<meta name="pubdate" content="Thu, 17 Sep 2020 04:05:00 GMT">', "", datetime(2020, 9, 17, 4, 5, tzinfo=UTC)),
        ("", '<h1>H</h1><span itemprop="datePublished" content="2020-09-17">x</span>', date(2020, 9, 17)),
        ("", '<h1>H</h1><span class="news_date">17.09.2020</span>', date(2020, 9, 17)),
        ("", "<h1>H</h1><time>September 17, 2020</time>", date(2020, 9, 17)),
        ("", "<h1>H</h1><time>yesterday</time>", None),
        ("", '<span class="date">17.09.2020</span>', None),
        ('<script type="application/ld+json">{"datePublished": </script>', "", None),
    ],
)
def test_the_time_of_issue(head: str, body: str, issued: date | None, tmp_path: Path) -> None:
    assert page(article(head, body), tmp_path).issued == issued


@pytest.mark.parametrize(
    ("said", "local", "without"),
    [
        ("2020-09-17 10:05", datetime(2020, 9, 17, 10, 5, tzinfo=ALMATY), date(2020, 9, 17)),
        ("17.09.2020 9:05", datetime(2020, 9, 17, 9, 5, tzinfo=ALMATY), date(2020, 9, 17)),
        ("17.09.2020 10:05:00 UTC+03:00", *[datetime(2020, 9, 17, 7, 5, tzinfo=UTC)] * 2),
        ("17 сентября 2020 г., 10:05", datetime(2020, 9, 17, 10, 5, tzinfo=ALMATY), date(2020, 9, 17)),
        ("17 қыркүйек 2020", *[date(2020, 9, 17)] * 2),
        ("20200917", *[date(2020, 9, 17)] * 2),
        ("17.13.2020", None, None),
        ("0001-01-01", None, None),
        ("17 cases 2020", None, None),
        ("", None, None),
    ],
)
def test_a_time_without_a_zone_is_local_or_but_a_day(said: str, local: date | None, without: date | None) -> None:
    assert moment(said, "KZ") == local
    assert moment(said, None) == without


# Hostile pages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<html>",
        "<html><body></body></html>",
        "<html><script>45 cases</script></html>",
        "<html><body>" + "<p>x" * 30_000,
        "<html><body>" + "x" * (9 * 2**20),
    ],
)
def test_a_page_without_an_article(text: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"page\.html: .*; give its words as a text") as caught:
        page(text, tmp_path)
    assert "\n" not in str(caught.value)


def test_no_entity_is_followed_and_no_depth_is_too_deep(tmp_path: Path) -> None:
    entities = '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    document = page(entities + article(body="<p>Twelve &b; and &f; cases.</p>"), tmp_path)
    assert "root:" not in document.text
    assert "aaaa" not in document.text
    assert page(article(body="<p>Before it 45 cases.</p>" + "<div>" * 50_000), tmp_path).text
