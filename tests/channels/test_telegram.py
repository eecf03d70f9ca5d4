"""What the bot does with each answer of Telegram, and with none."""

import logging
import socket
import time
from datetime import timedelta
from typing import Any

import pytest
from examples.telegram.bot_api import TOKEN, Channel, Refusal, Server

from esep.channels.telegram import Bot, Refused, Unknown

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
