"""The pictures: their size, the same bytes, every letter, whatever names and numbers there are; and who names them."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from page_reader import Page
from site_record import HOSTILE, LAST, record
from test_site_areas import claim, daily_cases, made

from esep.cli import main
from esep.figure import Claim
from esep.site import Place, Record, build, drawn_by, picture
from esep.site.canvas import Canvas, colours, fitted, wide
from esep.site.html import el
from esep.site.language import LANGUAGES, words
from esep.site.picture import HEIGHT, WIDTH, shared

pytest.importorskip("PIL", reason="no Pillow: pip install 'esep[pictures]'")

DAYS = 60
FIRST = LAST - timedelta(DAYS - 1)


def steady(value: int = 100, days: int = DAYS) -> dict[Claim, int]:
    """So many days that end on the last, each with about that many new cases, and a total."""
    values = daily_cases(LAST - timedelta(days - 1), [value + step % 7 for step in range(days)], "KZ")
    return values | {claim("KZ", "case", "total", LAST): 1000 * value}


def drawn(of: Record, language: str = "en", code: str = "KZ") -> bytes:
    return picture(Place(of, language, "index.html"), code)


def alt(of: Record, language: str = "en", code: str = "KZ") -> str:
    """A picture in words."""
    said = shared(Place(replace(of, pictures=True), language, "index.html"), code)
    return said.alt if said else ""


def opened(png: bytes) -> Any:
    from PIL import Image

    return Image.open(io.BytesIO(png)).convert("RGB")


def shade(name: str) -> tuple[int, ...]:
    return tuple(int(colours()[name][at : at + 2], 16) for at in (1, 3, 5))


# The file ---------------------------------------------------------------------------------------------------------


def test_the_same_record_the_same_bytes() -> None:
    ones, others = (dict(build(replace(record(), pictures=True))) for _ in range(2))
    assert ones == others
    assert [address for address in ones if address.endswith(".png")] == [
        f"{language}/share/{code}.png" for code in ("KZ", "KZ-71", "KZ-75", "KZ-79") for language in LANGUAGES
    ]


def test_size_and_nothing_but_the_picture() -> None:
    png = drawn(made(steady()))
    assert opened(png).size == (WIDTH, HEIGHT) == (1200, 630)
    chunks, at = [], 8
    while at < len(png):
        chunks.append(png[at + 4 : at + 8])
        at += 12 + int.from_bytes(png[at : at + 4])
    assert set(chunks) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}, "no time, no name of a program"
    assert len(png) < 40_000


def test_the_colours_are_those_of_the_stylesheet() -> None:
    image = opened(drawn(made(steady())))
    found = {shade for _, shade in image.getcolors(1 << 20)}
    assert image.getpixel((2, HEIGHT - 2)) == shade("card") and image.getpixel((2, 2)) == shade("brand")
    assert {shade(name) for name in ("brand-ink", "gold", "ink", "soft", "line", "stated", "average")} <= found


def luminance(name: str) -> float:
    """Source: WCAG 2.2, 'relative luminance'."""
    parts = [part / 255 for part in shade(name)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("on", "behind", "least"),
    [
        ("brand-ink", "brand", 4.5),
        ("ink", "card", 4.5),
        ("soft", "card", 4.5),
        ("average", "card", 4.5),
        ("stated", "card", 4.5),
        ("computed", "card", 3),
    ],
)
def test_contrast(on: str, behind: str, least: float) -> None:
    dark, light = sorted((luminance(on), luminance(behind)))
    assert (light + 0.05) / (dark + 0.05) >= least


# Letters ----------------------------------------------------------------------------------------------------------


def ink(letter: str) -> bytes:
    canvas = Canvas(120, 120, "card")
    canvas.text((10, 90), letter, 80, "ink", room=110)
    return canvas.png()


def test_every_letter_of_the_languages_is_drawn() -> None:
    alphabet = "".join(chr(code) for code in range(ord("А"), ord("я") + 1)) + "ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі–…«»№%"
    shapes = {letter: ink(letter) for letter in alphabet}
    unknown = ink("\U000f0000")
    assert unknown != ink("") and unknown not in shapes.values()
    assert len(set(shapes.values())) == len(shapes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_numbers_and_days_is_drawn(language: str) -> None:
    say = words(language)
    texts = [say.number(1_234_567), *(say.day(date(2020, month, 1)) for month in range(1, 13))]
    texts += [say.short_day(date(2020, month, 1)) for month in range(1, 13)] + [say("percent", percent="5")]
    unknown = ink("\U000f0000")
    assert not [letter for letter in set("".join(texts)) - {" ", "\xa0", "\u202f"} if ink(letter) == unknown]


def test_text_that_is_too_long_gets_smaller_and_is_cut_then() -> None:
    assert fitted("Қазақстан", 60, 1000, least=30) == ("Қазақстан", 60)
    line, size = fitted("Солтүстік Қазақстан облысы", 60, 600, least=30)
    assert line == "Солтүстік Қазақстан облысы" and 30 <= size < 60 and wide(line, size) <= 600
    line, size = fitted("Ұ" * 10_000, 60, 600, least=30)
    assert line.endswith("Ұ…") and size <= 30 and wide(line, size) <= 600
    assert fitted("", 60, 0, least=30) == ("", 60)
    assert fitted("a\u202eb\n\x00c", 60, 600, least=30)[0] == "a\ufffdb \ufffdc"


# What it shows ----------------------------------------------------------------------------------------------------


def first(values: dict[Claim, int], value: int) -> dict[Claim, int]:
    return values | {next(iter(values)): value}


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values | {claim("KZ", "case", "new", LAST): 111},
        lambda values: values | {claim("KZ", "case", "total", LAST): 100_001},
        lambda values: values | {claim("KZ", "case", "new", LAST - timedelta(10)): 140},
        lambda values: first(values, 60),
        lambda values: {of: value for of, value in values.items() if of.end != LAST - timedelta(20)},
    ],
    ids=["new", "total", "week before", "first bar", "a day missing"],
)
def test_another_number_is_another_picture(change: Callable[[dict[Claim, int]], dict[Claim, int]]) -> None:
    assert drawn(made(steady())) != drawn(made(change(steady())))


def test_each_area_and_language_has_its_own() -> None:
    of = record()
    several = [drawn(of, language, code) for language in LANGUAGES for code in of.areas]
    assert len(set(several)) == len(several) == 12


def test_in_words() -> None:
    assert alt(made(steady())) == (
        "Kazakhstan · COVID-19 · 17 September 2020: New cases: 103; Total cases: 100,000; New cases in 7 days: 721; "
        "Steady: about as many new cases as in the 7 days before"
    )
    grown = {of: value * 2 if of.end and of.end > LAST - timedelta(7) else value for of, value in steady().items()}
    assert "Рост: новых случаев на 100 % больше" in alt(made(grown), "ru").replace("\xa0", " ")


def test_a_computed_number_is_marked() -> None:
    assert alt(record(), code="KZ-71").startswith(
        "Nur-Sultan city · COVID-19 · 15 September 2020: New cases (computed): 23; Total cases: 9,119"
    )
    image = opened(drawn(record(), code="KZ-71"))
    assert shade("computed") in {shade for _, shade in image.getcolors(1 << 20)}


def test_weeks_where_no_days_are_known() -> None:
    values = {claim("KZ", "case", "total", LAST - timedelta(7 * step)): 9000 - 100 * step for step in range(9)}
    weekly = opened(drawn(made(values)))
    assert shade("computed") in {shade for _, shade in weekly.crop((60, 360, 1150, 570)).getcolors(1 << 20)}


# Whatever there is ------------------------------------------------------------------------------------------------


def blank_edges(png: bytes) -> bool:
    """Whether nothing below the head comes nearer to an edge than 20 pixels."""
    image = opened(png)
    edges = [(0, 160, 20, HEIGHT), (WIDTH - 20, 160, WIDTH, HEIGHT), (0, HEIGHT - 6, WIDTH, HEIGHT)]
    return all([shade for _, shade in image.crop(edge).getcolors(1 << 20)] == [shade("card")] for edge in edges)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "of",
    [
        Record("KZ", {}, [], {}),
        Record("ZZ", {}, [], {}),
        made({claim("KZ", "patient", "current", LAST): 70}),
        made({claim("KZ", "test", "new", LAST, definition="-"): 70}),
        made(daily_cases(LAST, [3], "KZ")),
        made(daily_cases(LAST - timedelta(1), [3, 4], "KZ")),
        made(daily_cases(FIRST, [0] * DAYS, "KZ")),
        made(steady(10**14)),
        made(steady(10**14, 200)),
        made(steady(3, 171)),
        made(first(steady(), 10**9)),
        made({claim("KZ", "case", "new", LAST - timedelta(1)): -5, claim("KZ", "case", "new", LAST): 5}),
        record(hostile=True),
    ],
    ids=["no figures", "no area", "patients", "tests", "a day", "two days", "nothing new", "huge", "huge and long",
         "long", "a bar too high", "below nothing", "hostile"],
)  # fmt: skip
def test_whatever_is_known(of: Record, language: str) -> None:
    png = drawn(of, language)
    assert opened(png).size == (WIDTH, HEIGHT) and blank_edges(png)
    assert alt(of, language)


def test_what_is_not_known_is_said() -> None:
    assert alt(Record("KZ", {}, [], {})) == "Kazakhstan · COVID-19: There are no national figures yet."
    assert alt(made({claim("KZ", "test", "new", LAST, definition="-"): 70})).endswith(": New cases: not stated")
    assert alt(made({claim("KZ", "patient", "current", LAST): 70})).endswith(": Under treatment: 70")


def test_a_huge_number_is_whole() -> None:
    line, _ = fitted(words("kk").number(10**18), 84, 200, bold=True, least=8)
    assert line.replace(" ", "") == str(10**18)


def test_hostile_names_are_harmless() -> None:
    values = {of._replace(disease=HOSTILE): value for of, value in steady().items()}
    of = replace(made(values), disease=HOSTILE)
    for language in LANGUAGES:
        png, said = drawn(of, language), alt(of, language)
        assert blank_edges(png) and len(png) < 40_000
        assert "\u202e" not in str(el("meta", content=said)) and "<" not in el("p", said)[3:-4] and len(said) < 1000


# Who names them ---------------------------------------------------------------------------------------------------


def test_the_front_page_and_each_area_name_their_picture() -> None:
    site = dict(build(replace(record(), pictures=True)))
    named = {}
    for address, content in site.items():
        if address.endswith(".html"):
            page = Page(address, content)
            said = {str(a.get("property") or a.get("name")): a["content"] for _, a in page.tags if "content" in a}
            if image := said.get("og:image"):
                named[address] = page.target(str(image))[0]
                assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
                assert said["og:image:alt"] and said["twitter:card"] == "summary_large_image"
    assert named == {
        f"{language}/{page}.html": f"{language}/share/{code}.png"
        for language in LANGUAGES
        for page, code in [("index", "KZ"), *((f"area/{code}", code) for code in ("KZ", "KZ-71", "KZ-75", "KZ-79"))]
    }
    assert set(named.values()) == {address for address in site if address.endswith(".png")}


def test_a_site_without_pictures_names_none() -> None:
    site = dict(build(record()))
    assert not [address for address in site if address.endswith(".png")]
    assert all(b"og:image" not in page and b"twitter:card" not in page for page in site.values())


def test_publishing_tells_once_what_is_missing_and_makes_the_site_again(
    ledger: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESEP_LEDGER", ledger)
    (tmp_path / "a.txt").write_text("As of September 17, 2020, Kazakhstan has registered 106,920 coronavirus cases.")
    said = "A shared link will show no picture; for pictures: pip install 'esep[pictures]'\n"

    def published() -> str:
        return CliRunner().invoke(main, ["publish", str(tmp_path / "site")]).output

    CliRunner().invoke(main, ["record", str(tmp_path / "a.txt")])
    with monkeypatch.context() as without:
        without.setattr("esep.site.drawn_by", lambda: "")
        assert published().count(said) == 1
        assert not list((tmp_path / "site").rglob("*.png"))
    assert drawn_by().startswith("Pillow ")
    assert said not in published()
    assert len(list((tmp_path / "site").rglob("*.png"))) == 3
