"""What the bot does with each answer of Telegram, and with none."""

import hashlib
import logging
import socket
import struct
import time
from datetime import timedelta
from typing import Any

import pytest
from examples.telegram.bot_api import TOKEN, Channel, Refusal, Server

from esep.channels.telegram import Bot, Picture, Refused, Unknown

CHAT = "@here"


def bot(server: Server, token: str = TOKEN, seconds: float = 5) -> Bot:
    return Bot(token, server.address, timedelta(seconds=seconds))


def raising(*errors: BaseException | None) -> Any:
    """A hook that raises each of these in turn, then nothing more."""
    rest = list(errors)

    def hook(method: str, fields: dict[str, Any]) -> None:
        error = rest.pop(0) if rest else None
        if error:
            raise error

    return hook


def methods(channel: Channel) -> list[str]:
    return [method for method, _ in channel.asked]


def test_post_edit_remove(server: Server, channel: Channel) -> None:
    one = bot(server)
    one.meet(CHAT)
    number = one.post(CHAT, "&lt;65&gt;")
    assert channel.posts[number]["text"] == "<65>"
    one.edit(CHAT, number, "66")
    one.edit(CHAT, number, "66")  # nothing to change is no error
    assert channel.posts[number] == {"chat": CHAT, "text": "66", "edits": 1}
    one.remove(CHAT, number)
    one.remove(CHAT, number)  # nor is what is gone already
    assert channel.posts == {}


def png(width: int = 1200, height: int = 630, more: bytes = b"") -> bytes:
    """The beginning of a PNG, as far as the server looks, with every byte there is and line ends of all kinds."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)
    return head + bytes(range(256)) + b"\r\n\n\r--" + more


def test_a_picture_arrives_whole_and_is_edited(server: Server, channel: Channel) -> None:
    one = bot(server)
    number = one.post(CHAT, Picture(png(), "<b>Қазақстан &amp; өңір</b>"))
    assert channel.posts[number] == {
        "chat": CHAT,
        "text": "Қазақстан & өңір",
        "picture": (1200, 630, hashlib.sha256(png()).hexdigest()),
        "edits": 0,
    }
    other = Picture(png(more=b"!"), "Ру")
    one.edit(CHAT, number, other)
    one.edit(CHAT, number, other)  # nothing to change is no error
    assert channel.posts[number]["picture"][2] == hashlib.sha256(other.png).hexdigest()
    assert (channel.posts[number]["text"], channel.posts[number]["edits"]) == ("Ру", 1)
    with pytest.raises(Refused, match="there is no text in the message to edit"):
        one.edit(CHAT, number, "text")
    one.remove(CHAT, number)
    assert channel.posts == {}
    with pytest.raises(Refused, match="message to edit not found"):
        one.edit(CHAT, number, other)


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        (Picture(b"", ""), "file must be non-empty"),
        (Picture(b"GIF89a", ""), "IMAGE_PROCESS_FAILED"),
        (Picture(png(9000, 1001), ""), "PHOTO_INVALID_DIMENSIONS"),
        (Picture(png(2100, 100), ""), "PHOTO_INVALID_DIMENSIONS"),
        (Picture(png(more=b"x" * 11 * 2**20), ""), "too big for a photo"),
        (Picture(png(), "Ұ" * 1025), "caption is too long"),
        (Picture(png(), "<i"), "can't parse entities"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_picture_that_telegram_does_not_take(server: Server, channel: Channel, picture: Picture, told: str) -> None:
    one = bot(server)
    with pytest.raises(Refused, match=told):
        one.post(CHAT, picture)
    assert channel.posts == {}
    number = one.post(CHAT, Picture(png(), ""))
    with pytest.raises(Refused, match=told):
        one.edit(CHAT, number, picture)
    assert channel.posts[number]["edits"] == 0 and len(channel.asked) == 3


def test_a_picture_is_posted_and_edited_with_the_care_of_a_text(server: Server, channel: Channel) -> None:
    """It is not posted again where it may be there; it waits where Telegram asks to; an edit is made again."""
    one, picture = bot(server), Picture(png(), "")
    channel.hook = raising(Refusal(429, "Too Many Requests", retry_after=0))
    channel.after = raising(ConnectionResetError())
    with pytest.raises(Unknown):
        one.post(CHAT, picture)
    assert methods(channel) == ["sendPhoto"] * 2 and len(channel.posts) == 1
    channel.after = raising(Refusal(502, "Bad Gateway"))
    one.edit(CHAT, 101, Picture(png(), "other"))
    assert methods(channel)[2:] == ["editMessageMedia"] * 2 and channel.posts[101]["edits"] == 1


def test_pictures_are_known_by_what_they_show() -> None:
    ones = [Picture(png(), "a"), Picture(png(), "b"), Picture(png(more=b"a"), "a")]
    assert len({one.digest for one in ones}) == 3 and ones[0].digest == Picture(png(), "a").digest


def test_waits_as_long_as_telegram_asks(server: Server, channel: Channel) -> None:
    channel.hook = raising(Refusal(429, "Too Many Requests", retry_after=1))
    begun = time.monotonic()
    bot(server).post(CHAT, "text")
    assert time.monotonic() - begun >= 1
    assert len(channel.posts) == 1 and methods(channel) == ["sendMessage"] * 2


def test_does_not_wait_for_hours(server: Server, channel: Channel) -> None:
    channel.hook = raising(*[Refusal(429, "Too Many Requests", retry_after=3600)] * 9)
    begun = time.monotonic()
    with pytest.raises(Refused, match="wait 3600 seconds"):
        bot(server).post(CHAT, "text")
    assert time.monotonic() - begun < 2 and channel.posts == {}


def test_a_post_is_not_tried_again_where_it_may_be_there(server: Server, channel: Channel) -> None:
    """An answer that is lost, and a server that fails: either may have posted."""
    channel.after = raising(ConnectionResetError(), Refusal(502, "Bad Gateway"))
    for told in ("no answer of Telegram's", "502 Bad Gateway"):
        with pytest.raises(Unknown, match=told):
            bot(server).post(CHAT, "text")
    assert methods(channel) == ["sendMessage"] * 2 and len(channel.posts) == 2


def test_an_edit_is_tried_again(server: Server, channel: Channel) -> None:
    number = bot(server).post(CHAT, "text")
    channel.after = raising(ConnectionResetError(), Refusal(502, "Bad Gateway"))
    bot(server).edit(CHAT, number, "other")
    assert channel.posts[number] == {"chat": CHAT, "text": "other", "edits": 1}


def test_no_means_no(server: Server, channel: Channel) -> None:
    for code, told in ((400, "Bad Request: chat not found"), (403, "Forbidden: bot was kicked")):
        channel.hook = raising(Refusal(code, told))
        with pytest.raises(Refused, match=told):
            bot(server).post(CHAT, "text")
    assert len(channel.asked) == 2 and channel.posts == {}


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Refused, match="not reached"):
        Bot(TOKEN, address, timedelta(seconds=0.2)).post(CHAT, "text")
    for address in ("ftp://there", "http://[", "no address"):
        with pytest.raises(Refused):
            Bot(TOKEN, address, timedelta(seconds=0.2)).meet(CHAT)


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'{"ok": true, "result": {}}', b'{"ok": true, "result": 7}'])
def test_an_answer_that_says_nothing(
    server: Server, channel: Channel, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx

    monkeypatch.setattr(httpx.Client, "post", lambda self, method, json: httpx.Response(200, content=answer))
    with pytest.raises(Unknown):
        bot(server).post(CHAT, "text")


@pytest.mark.parametrize("token", [TOKEN, "999:wrong", "with\nline", "1:ы"])
def test_the_token_is_never_told(
    server: Server, channel: Channel, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    channel.after = raising(*[ConnectionResetError()] * 9)
    told = []
    for one in (bot(server, token, 0.1), Bot(token, "http://127.0.0.1:1", timedelta(seconds=0.1))):
        for ask in (lambda one=one: one.meet(CHAT), lambda one=one: one.post(CHAT, "x")):
            with pytest.raises((Refused, Unknown)) as error:
                ask()
            told += [str(error.value), repr(error.value), str(error.value.__cause__)]
    assert token not in "".join(told)
    assert not [record for record in caplog.records if record.name == "httpx"]
