"""A text becomes posts that Telegram takes, and says there what it said."""

import html

from examples.telegram.bot_api import said
from hypothesis import given
from hypothesis import strategies as some

from esep.channels.posts import LONGEST, posts, units

LINE = "Актюбинская область – 12\n"


@given(
    some.lists(some.text() | some.just(LINE * 90) | some.just("😷" * 3000) | some.just("<b>&amp;" * 700)).map("".join)
)
def test_every_part_is_taken_and_nothing_is_lost(text: str) -> None:
    parts = posts(text)
    assert [said(part) for part in parts] == [html.unescape(part).strip() for part in parts]
    assert all(units(html.unescape(part)) <= LONGEST for part in parts)
    assert seen("".join(map(html.unescape, parts))) == seen(text)


def seen(text: str) -> str:
    """What a reader sees of it, spaces aside."""
    return "".join(letter for letter in text if letter.isprintable() and letter not in " \ufffd")


def test_cut_between_paragraphs_then_lines_then_words() -> None:
    paragraph = LINE * 90
    first, second = posts(f"{paragraph}\n{paragraph}{paragraph}")[:2]
    assert first == paragraph.strip()
    assert second.endswith("12") and units(second) > LONGEST // 2
    assert [len(part) for part in posts("word " * 1000)] == [4094, 904]
    assert [units(part) for part in posts("😷" * 2049)] == [4096, 2]


def test_markup_and_hidden_signs_are_harmless() -> None:
    assert posts("<script>&lt;\u202e\x00") == ["&lt;script&gt;&amp;lt;\ufffd\ufffd"]
    assert posts(" \n ") == []
