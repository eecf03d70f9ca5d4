"""A press office words and orders its bulletins itself; a wording that says other figures is refused."""

from pathlib import Path

import pytest
from write_goldens import DAY, settled

from esep.document import Document
from esep.read import read
from esep.write import BadTemplate, Bulletin, Misread, UnknownKind, compose, layouts, read_back, shipped


def checked(kind: str, language: str, own: Path) -> Bulletin:
    bulletin = compose(kind, DAY, settled(), language, own=own)
    read_back(bulletin, read(Document(bulletin.text, issued=DAY, area="KZ")).figures)
    return bulletin


def test_copied_templates_write_the_same(tmp_path: Path) -> None:
    for name, text in shipped().items():
        (tmp_path / name).write_text(text, "utf-8")
    for kind in ("daily", "weekly", "pneumonia", "patients"):
        for language in ("en", "ru", "kk"):
            assert checked(kind, language, tmp_path) == compose(kind, DAY, settled(), language)


def test_one_message_may_be_ones_own(tmp_path: Path) -> None:
    (tmp_path / "ru.ftl").write_text("daily-title = Оперативная сводка: { disease-name }\n", "utf-8")
    assert checked("daily", "ru", tmp_path).title.text == "Оперативная сводка: COVID-19"
    assert checked("daily", "en", tmp_path).title.text == "COVID-19: daily bulletin"


def test_a_kind_may_be_ones_own(tmp_path: Path) -> None:
    (tmp_path / "bulletins.toml").write_text(
        """[short]
title = "daily-title"
paragraphs = [
  { say = "total", event = "death" },
  { say = "words", message = "contacts" },
]
""",
        "utf-8",
    )
    (tmp_path / "en.ftl").write_text("contacts = Questions? Write to the press office.\n", "utf-8")
    assert checked("short", "en", tmp_path).text == (
        "COVID-19: daily bulletin\nKazakhstan, 17 September 2020\n\n"
        "Since the onset of the pandemic, 1,671 people have died of COVID-19 in Kazakhstan.\n\n"
        "Questions? Write to the press office.\n"
    )
    with pytest.raises(UnknownKind, match="'daily': use short"):
        compose("daily", DAY, settled(), "en", own=tmp_path)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "total-death = { $value } new cases of { cause } were registered yesterday.",
            r"'total-death' \(en\) .* makes: '1,671 new cases.*should say total deaths.*1671; read instead: .*cases",
        ),
        ("total-death = Many have died { $within }.", "'total-death' .*read instead: nothing"),
        ("total-case = Cases { $within }: { $value }. Deaths { $within }: 12.", "'total-case' .*read instead: .*12"),
    ],
)
def test_a_wording_that_says_other_figures_is_refused(tmp_path: Path, message: str, told: str) -> None:
    (tmp_path / "en.ftl").write_text(f"{message}\n", "utf-8")
    with pytest.raises(Misread, match=told):
        checked("daily", "en", tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("en.ftl", "new-case = { $vlaue } cases\n", r"'new-case' in en: Unknown external: vlaue"),
        ("en.ftl", "daily-title = Ours\nthis is no message\n", r"en\.ftl, line 2: this is no message"),
        ("bulletins.toml", "[daily\n", r"bulletins\.toml: "),
        ("bulletins.toml", "[daily]\n", r"\[daily\] needs a title and a list of paragraphs"),
        ("bulletins.toml", "[daily]\nparagraphs = [{}]\n", r"\[daily\], paragraph 1 does not say what"),
        ("bulletins.toml", "[daily]\nparagraphs = [{ say = 'old' }]\n", r"paragraph 1: say = 'old': use new \| total"),
        ("bulletins.toml", "[daily]\nparagraphs = [{ say = 'new', area = 1 }]\n", r"paragraph 1 knows no area"),
        ("bulletins.toml", "[daily]\nparagraphs = [{ say = 'new', list = 1 }]\n", r"list is true or false"),
        ("bulletins.toml", "[daily]\nparagraphs = [{ say = 'patients', groups = ['x'] }]\n", r"groups are a list"),
        ("bulletins.toml", "[daily]\nparagraphs = [{ say = 'words' }]\n", r"needs the name of a message"),
        ("bulletins.toml", "[daily]\nparagraphs = [{ say = 'words', message = 'x' }]\n", r"no message 'x' in en"),
    ],
)
def test_templates_that_cannot_be_used_say_where(tmp_path: Path, file: str, text: str, told: str) -> None:
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(BadTemplate, match=told):
        compose("daily", DAY, settled(), "en", own=tmp_path)


def test_every_kind_that_we_ship() -> None:
    assert list(layouts()) == ["daily", "cases", "recoveries", "pneumonia", "patients", "weekly", "comparison"]
