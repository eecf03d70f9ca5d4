"""A text becomes posts that Telegram takes, and says there what it said."""

import pytest
from examples.telegram.bot_api import said
from hypothesis import given
from hypothesis import strategies as some

from esep.document import Document
from esep.read import read
from esep.write import LANGUAGES
from esep.write.forms import CAPTION, LIMIT, caption, length, seen, telegram

LINE = "Актюбинская область – 12\n"
HEAD = "Сводка <1>\nКазахстан, 17 сентября 2020 года"
TEXTS = some.lists(
    some.text() | some.just("\n\n") | some.just(LINE * 90) | some.just("😷" * 3000) | some.just("<b>&amp;" * 700)
).map("".join)


@given(TEXTS)
def test_every_post_is_taken_and_nothing_is_lost(text: str) -> None:
    posts = telegram(f"{HEAD}\n\n{text}", "ru")
    assert [said(post) for post in posts] == [seen(post).strip() for post in posts]
    assert all(length(post) <= LIMIT for post in posts)
    bodies = [seen(post).removeprefix(HEAD).removeprefix(" (продолжение)") for post in posts]
    assert all(seen(post).startswith(HEAD) for post in posts) or len(posts) == 1
    assert plain("".join(bodies)) in (plain(text), plain(HEAD + text))


@given(TEXTS)
def test_a_text_without_a_title_loses_nothing_either(text: str) -> None:
    posts = telegram(LINE * 3 + text, "ru")
    assert [said(post) for post in posts] == [seen(post).strip() for post in posts]
    assert plain("".join(map(seen, posts))) == plain(LINE * 3 + text)


def plain(text: str) -> str:
    """What a reader sees of it, spaces aside."""
    return "".join(letter for letter in text if letter.isprintable() and letter not in " \ufffd")


def test_cut_between_paragraphs_then_lines_then_words() -> None:
    paragraph = LINE * 90
    first, second = telegram(f"{paragraph}\n{paragraph}{paragraph}", "ru")[:2]
    assert first == paragraph.strip()
    assert second.endswith("12") and length(second) > LIMIT // 2
    assert [len(post) for post in telegram("word " * 1000, "en")] == [4094, 904]
    assert [length(post) for post in telegram("😷" * 2049, "en")] == [4096, 2]


def test_each_post_has_the_title_and_the_day() -> None:
    first, second = telegram(f"{HEAD}\n\n{LINE * 250}", "ru")
    assert first.startswith("<b>Сводка &lt;1&gt;</b>\nКазахстан, 17 сентября 2020 года\n\nАктюбинская")
    assert second.startswith("<b>Сводка &lt;1&gt;</b>\nКазахстан, 17 сентября 2020 года (продолжение)\n\nАктюбинская")


def test_markup_and_hidden_signs_are_harmless() -> None:
    assert telegram("<script>&lt;\u202e\x00", "en") == ("&lt;script&gt;&amp;lt;\ufffd\ufffd",)
    assert telegram(" \n ", "en") == ()


def test_telegram_counts_as_telegram_does() -> None:
    assert length("<b>a &lt; b</b> 😀") == len("a < b ") + 2


# Below a picture --------------------------------------------------------------------------------------------------


@given(TEXTS, some.sampled_from(LANGUAGES))
def test_every_caption_is_taken(text: str, language: str) -> None:
    for whole in (text, f"{HEAD}\n\n{text}", f"{text}\nx\n\ny"):
        below = caption(whole, language)
        assert said(below, CAPTION) == seen(below).strip() and length(below) <= CAPTION


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caption_has_title_and_day_and_states_nothing(language: str) -> None:
    below = caption(f"{HEAD}\n\n12 cases.", language)
    assert seen(below).startswith(f"{HEAD}\n") and below.count("\n") == 2
    assert "<b>Сводка &lt;1&gt;</b>" in below
    drawn = caption("12 cases.", language)
    reading = read(Document(drawn, language=language, area="KZ"))
    assert below.endswith(f"\n{drawn}") and not reading.figures and not reading.problems
