"""Releases as posts of a Telegram channel, by the Bot API: posted once, edited when a correction is signed.

The Bot API takes no key by which it could know a request again, and lets no bot read what a channel holds. So before a
new post is tried, `begun` is written into the ledger, and only who wrote it posts. Then one of three:

    sent       Telegram answered with the number of the post
    refused    it surely is not there: Telegram said no, or was never reached; the next run tries again
    (nothing)  cut off, or no answer came: nobody knows. It is never posted again by itself; a person looks into the
               channel and says (`esep delivered`)

An edit can be repeated without harm, and is. Source: core.telegram.org/bots/api; tdlib/telegram-bot-api#482.

A release may have a picture, which goes before its texts and which they never wait for. It is drawn by who calls, and
only where it has to go out; once it is there it is kept as the last edition has it, also where none is wanted any more.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import httpx
import stamina

from esep import ledger
from esep.channels import Outcome, Past, by_release, deliveries, keep, of
from esep.released import BEGUN, REFUSED, REMOVED, SENT, Delivery, Release
from esep.write.forms import telegram

API = "https://api.telegram.org"
ATTEMPTS = 5
PATIENCE = timedelta(minutes=5)
"""For so long a run waits altogether where Telegram asks to; then the next run tries."""
_SECONDS = httpx.Timeout(30, connect=10)
_FILE = "photo"
"""The name of a picture in a request."""
PICTURE = 0
"""The part of a release that is its picture; those of the text count from 1."""
Fields = Mapping[str, str | int | Mapping[str, bool]]
"""What is asked of a method."""

logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses, and ours hold the token
logging.getLogger("stamina").setLevel(logging.ERROR)  # what came of it is told at the end


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and the words below it in Telegram's HTML."""

    png: bytes
    caption: str

    @property
    def digest(self) -> str:
        """By which it is known again: of two pictures alike one is left as it is."""
        return hashlib.sha256(self.caption.encode() + self.png).hexdigest()


Post = str | Picture
"""What a post shows: a text in Telegram's HTML, or a picture."""


class Refused(Exception):
    """Telegram said no, or was never reached: nothing happened there."""


class Unknown(Exception):
    """The request went out and no answer came: it may have been done."""


class Wait(Exception):
    """Telegram asks to wait; nothing happened there."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram asks to wait {seconds:g} seconds")
        self.seconds = seconds


class Bot:
    """A bot, as far as a channel needs it."""

    def __init__(self, token: str | None, api: str = API, patience: timedelta = PATIENCE) -> None:
        self._token, self._api, self._patience = token, api, patience

    @cached_property
    def _client(self) -> httpx.Client:
        """Made when it is first needed: mostly there is nothing to post."""
        if not self._token:
            raise _Said("ESEP_TELEGRAM_TOKEN holds no token of a bot")
        return httpx.Client(base_url=f"{self._api.rstrip('/')}/bot{self._token}/", timeout=_SECONDS)

    def meet(self, chat: str) -> None:
        """See that the bot is let in and the chat is there. Errors: Refused."""
        self._safely("getChat", {"chat_id": chat})

    def post(self, chat: str, what: Post) -> int:
        """The number of the new post. Tried again only where nothing can have happened. Errors: Refused, Unknown."""
        if isinstance(what, Picture):
            fields = {"chat_id": chat, "caption": what.caption, "parse_mode": "HTML"}
            said = self._patiently("sendPhoto", (Wait, Refused), fields, what.png)
        else:
            said = self._patiently("sendMessage", (Wait, Refused), _message(chat, what))
        number = said.get("message_id") if isinstance(said, dict) else None
        if type(number) is not int:
            raise Unknown("Telegram's answer names no post")
        return number

    def edit(self, chat: str, message: int, what: Post) -> None:
        """Puts that in the place of what the post shows: a picture of a picture, a text of a text. Errors: Refused."""
        try:
            if isinstance(what, Picture):
                # The file goes along under that name.
                media = {"type": "photo", "media": f"attach://{_FILE}", "caption": what.caption, "parse_mode": "HTML"}
                of: Fields = {"chat_id": chat, "message_id": message, "media": json.dumps(media)}
                self._safely("editMessageMedia", of, what.png)
            else:
                self._safely("editMessageText", {"message_id": message, **_message(chat, what)})
        except Refused as error:
            if "not modified" not in str(error):
                raise

    def remove(self, chat: str, message: int) -> None:
        """Takes the post away. Errors: Refused."""
        try:
            self._safely("deleteMessage", {"chat_id": chat, "message_id": message})
        except Refused as error:
            if "not found" not in str(error):
                raise

    def _safely(self, method: str, fields: Fields, png: bytes | None = None) -> Any:
        """The answer to a request that may be made twice."""
        try:
            return self._patiently(method, (Wait, Unknown, Refused), fields, png)
        except Unknown as error:
            raise Refused(str(error)) from None

    def _patiently(
        self, method: str, again: tuple[type[Exception], ...], fields: Fields, png: bytes | None = None
    ) -> Any:
        def pause(error: Exception) -> bool | float:
            if isinstance(error, Wait):
                return error.seconds if timedelta(seconds=error.seconds) <= self._patience else False
            return isinstance(error, again) and not isinstance(error, _Said)

        tries = stamina.retry_context(on=pause, attempts=ATTEMPTS, timeout=self._patience, wait_initial=0.5)
        try:
            for attempt in tries:
                with attempt:
                    return self._ask(method, fields, png)
        except Wait as error:
            raise Refused(str(error)) from None
        raise Unknown("no answer")  # pragma: no cover - the last attempt returns or raises

    def _ask(self, method: str, fields: Fields, png: bytes | None) -> Any:
        """The result of one request. No error of the client's is passed on: its text may hold the token."""
        try:
            client = self._client
        except httpx.InvalidURL:
            raise _Said("ESEP_TELEGRAM_API is no address") from None
        try:
            if png is None:
                answer = client.post(method, json=fields)
            else:
                answer = client.post(method, data=fields, files={_FILE: (f"{_FILE}.png", png, "image/png")})
            said = answer.json()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
            raise Refused(f"Telegram was not reached ({type(error).__name__})") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Unknown(f"no answer of Telegram's that could be read ({type(error).__name__})") from None
        if not isinstance(said, dict):
            raise Unknown("no answer of Telegram's that could be read")
        if said.get("ok") is True:
            return said.get("result")
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise Wait(float((said.get("parameters") or {}).get("retry_after", 1)))
        text = " ".join(str(said.get("description", "no reason given")).split())[:200]
        if answer.is_server_error:
            raise Unknown(f"Telegram failed ({answer.status_code} {text})")
        raise _Said(f"Telegram refuses ({answer.status_code} {text})")


class _Said(Refused):
    """Telegram said no, and would again."""


def _message(chat: str, text: str) -> Fields:
    return {"chat_id": chat, "text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


# Delivering -------------------------------------------------------------------------------------------------------


Draw = Callable[[str], Picture | None]
"""The picture of a release in a language. Missing: None where it has nothing to draw."""


@dataclass(frozen=True, slots=True)
class _Channel:
    """Where a release goes, and with whom."""

    name: str
    chat: str
    bot: Bot
    editions: Sequence[Release]
    pictures: bool
    """Whether a release begins with a picture."""
    draw: Draw | None

    @property
    def release(self) -> Release:
        return self.editions[-1]

    def delivery(self, state: str, language: str, part: int, **more: Any) -> Delivery:
        now = datetime.now(UTC)
        return Delivery(self.release.id, self.name, state, self.release.by, now, language, part, **more)


def deliver(
    channel: str,
    chat: str,
    editions: Sequence[Release],
    past: Past,
    bot: Bot,
    outcome: Outcome,
    *,
    pictures: bool = False,
    draw: Draw | None = None,
) -> None:
    """Posts the last of the editions, or edits what an earlier one posted; what `past` says is done stays.

    `pictures`: whether what is new begins with a picture, drawn by `draw`. Missing: None where nothing can draw.
    """
    to = _Channel(channel, chat, bot, editions, pictures, draw)
    parts = {language: telegram(text, language) for language, text in to.release.texts.items()}
    mine = of(editions, past)
    missing = {language: list(_missing(to, language, texts, mine)) for language, texts in parts.items()}
    if not any(missing.values()):
        return
    try:
        bot.meet(chat)
    except Refused as error:
        outcome.wrong.append(f"{to.release.title} is not in {channel} ({chat}): {error}")
        return
    for language, numbers in missing.items():
        texts = parts[language]
        for number in numbers:
            with _told(to, f"{language}, {_part(number)}" + (f" of {len(texts)}" if number else ""), outcome):
                if number == PICTURE:
                    _fill(to, language, number, _drawn(to, language), outcome)
                elif not _fill(to, language, number, texts[number - 1] if number <= len(texts) else None, outcome):
                    break


def _part(number: int) -> str:
    return "the picture" if number == PICTURE else f"part {number}"


def _drawn(to: _Channel, language: str) -> Picture | None:
    """Errors: Refused where nothing can draw."""
    if to.draw is None:
        raise Refused("pictures need Pillow: pip install 'esep[pictures]'")
    return to.draw(language)


def _missing(to: _Channel, language: str, texts: Sequence[str], past: Iterable[Delivery]) -> Iterator[int]:
    """The numbers of the parts that are not as the edition has them; those it no longer has come last."""
    last = {one.part: one for one in past if one.language == language}
    if _lacks_picture(to, last):
        yield PICTURE
    for number in range(1, len(texts) + 1):
        one = last.get(number)
        if one is None or one.state != SENT or one.release != to.release.id:
            yield number
    for number, one in last.items():
        if number > len(texts) and one.state == SENT:
            yield number


def _lacks_picture(to: _Channel, last: Mapping[int, Delivery]) -> bool:
    """Whether the picture is not as the edition has it. What went out without one stays so."""
    one = last.get(PICTURE)
    if one is None:
        return to.pictures and not last
    if one.state in (REFUSED, REMOVED):
        return to.pictures and (one.state == REFUSED or one.release != to.release.id)
    return one.state != SENT or one.release != to.release.id


def _history(to: _Channel, language: str, part: int) -> list[Delivery]:
    """What the ledger says now of one part."""
    return [
        one
        for one in of(to.editions, by_release(deliveries(), to.name))
        if (one.language, one.part) == (language, part)
    ]


@contextmanager
def _told(to: _Channel, where: str, outcome: Outcome) -> Iterator[None]:
    try:
        yield
    except Refused as error:
        outcome.wrong.append(f"{to.release.title} is not in {to.name} ({to.chat}), {where}: {error}")


def _fill(to: _Channel, language: str, part: int, what: Post | None, outcome: Outcome) -> bool:
    """Whether the part is now as it should be, so that the next may follow. Errors: Refused."""
    past = _history(to, language, part)
    there = next((one for one in reversed(past) if one.message is not None), None)
    if past and past[-1].state == BEGUN:
        outcome.wrong.append(_doubt(to, past[-1]))
        return False
    if there and past[-1].state != REMOVED:
        _change(to, there, language, part, what, outcome)
        return True
    if what is None:
        if past:
            keep(to.delivery(REMOVED, language, part))
        return True
    return _post(to, language, part, what, outcome)


def _change(to: _Channel, there: Delivery, language: str, part: int, what: Post | None, outcome: Outcome) -> None:
    """Edits the post that is there, or takes it away. A picture that is as it was is left alone."""
    number, note = there.message or 0, _note(what)
    as_it_was = bool(note) and there.note == note
    if what is None:
        to.bot.remove(there.place, number)
    elif not as_it_was:
        to.bot.edit(there.place, number, what)
    state = REMOVED if what is None else SENT
    keep(to.delivery(state, language, part, place=there.place, message=number, note=note))
    verb = "taken away" if what is None else "left as it was" if as_it_was else "edited"
    outcome.done.append(f"{to.release.title}: {to.name} ({there.place}), {language}: {_noun(part)} {number} {verb}")


def _noun(part: int) -> str:
    return "picture" if part == PICTURE else "post"


def _note(what: Post | None) -> str:
    """What is noted of what went out, so that the same is not uploaded again."""
    return what.digest if isinstance(what, Picture) else ""


def _post(to: _Channel, language: str, part: int, what: Post, outcome: Outcome) -> bool:
    begun = _begin(to, language, part)
    if begun is None:
        outcome.wrong.append(f"{to.release.title}: {to.name}, {language}: another run is at it")
        return False
    try:
        number = to.bot.post(to.chat, what)
    except Refused as error:
        keep(replace(begun, state=REFUSED, note=str(error)))
        raise
    except Unknown as error:
        outcome.wrong.append(_doubt(to, begun, str(error)))
        return False
    keep(replace(begun, state=SENT, message=number, note=_note(what)))
    outcome.done.append(f"{to.release.title}: {to.name} ({to.chat}), {language}: {_noun(part)} {number}")
    return True


def _begin(to: _Channel, language: str, part: int) -> Delivery | None:
    """Written down that this run is about to post the part. Missing: None where another run was first."""
    with ledger.alone():
        past = _history(to, language, part)
        if past and past[-1].state in (BEGUN, SENT):
            return None
        attempt = 1 + sum(one.state == BEGUN for one in past)
        return keep(to.delivery(BEGUN, language, part, attempt=attempt, place=to.chat))


def _doubt(to: _Channel, begun: Delivery, why: str = "") -> str:
    """What is told of a post of which nobody knows whether it went out."""
    since = f"{begun.at:%Y-%m-%d %H:%M:%S} UTC"
    return (
        f"{to.release.title}: nobody knows whether {begun.language}, {_part(begun.part)}, "
        f"is in {to.name} ({begun.place}). "
        f"Its posting began {since} and {why or 'was cut off, or is under way in another run'}. "
        f"It is not posted again by itself. Look into the channel, then: esep delivered {begun.id} --message NUMBER "
        f"if it is there, esep delivered {begun.id} --missing if it is not"
    )
