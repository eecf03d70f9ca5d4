"""Names that nobody taught us, where the area of a number would stand: 'Aktau - 15', '5 each in A and B'."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from esep.read.mentions import DASHES, Mention
from esep.read.territory import Territory
from esep.read.tokens import Tokens

_BESIDE_PLACE = (*DASHES, "(")
_ELIDED = re.compile(r"^[^\W\dA-Z]{1,6}['’](?=[^\W\d_]{2})")
"""What an apostrophe cuts off before a name: 'd’Analamanga'."""


def bare(name: str) -> str:
    """The name without what an apostrophe cuts off before it."""
    return _ELIDED.sub("", name)


class _Piece(NamedTuple):
    """A stretch of a territory: a mention, or words that nobody taught us."""

    mention: Mention | None
    names: tuple[str, ...] = ()
    """Capitalised words in a row; empty for other words."""


def place_names(
    one: Territory, found: Sequence[Mention], tokens: Tokens, span: tuple[int, int], *, lists: bool
) -> tuple[str, ...]:
    """Capitalised names nobody taught us that stand by the number as areas would: 'Aktau - 15', '5 each in A and B'.

    `span` is the sentence's tokens; where it `lists` numbers, a name right beside one may be its place. Shape: empty
    where no such name stands there.
    """
    if _all_known(one, found, span):
        return ()
    pieces, at = _pieces(one, found, tokens, span)
    for step in (1, -1):
        place = at + step
        while 0 <= place < len(pieces) and (_is_passed(pieces[place]) or _closes(pieces, at, place)):
            place += step
        named = 0 <= place < len(pieces) and pieces[place].names
        if (
            named
            and _is_place(pieces, place, at, step, lists=lists)
            and not (one.areas and _beside_area(pieces, place))
        ):
            return _row(pieces, place, step)
    return ()


def _all_known(one: Territory, found: Sequence[Mention], span: tuple[int, int]) -> bool:
    """Whether every word of the territory was taught us."""
    start = found[one.first - 1].stop if one.first else span[0]
    stop = found[one.stop].start if one.stop < len(found) else span[1]
    mentions = found[one.first : one.stop]
    known = sum(mention.stop - mention.start for mention in mentions) == stop - start
    return known and not any(map(_is_of_a_name, mentions))


def _is_of_a_name(mention: Mention) -> bool:
    """Whether it may be part of a name: 'North' in 'North West', but not where it names an area by itself."""
    return "name" in mention.meaning and "area" not in mention.meaning


def _pieces(
    one: Territory, found: Sequence[Mention], tokens: Tokens, span: tuple[int, int]
) -> tuple[list[_Piece], int]:
    """The territory in pieces, and where its number is among them."""
    pieces: list[_Piece] = []
    reached = found[one.first - 1].stop if one.first else span[0]
    number = 0
    run: list[str] = []
    for place in range(one.first, one.stop + 1):
        limit = found[place].start if place < len(found) else span[1]
        for token in range(reached, limit):
            name = bare(tokens.names[token])
            if name[:1].isupper():
                run.append(name)
            else:
                _end(run, pieces)
                pieces.append(_Piece(None))
        if place < one.stop:
            mention = found[place]
            reached = mention.stop
            name = tokens.names[mention.start]
            if _is_of_a_name(mention) and name[:1].isupper():
                run.append(name)
                continue
            _end(run, pieces)
            if place == one.place:
                number = len(pieces)
            pieces.append(_Piece(mention))
    _end(run, pieces)
    return pieces, number


def _end(run: list[str], pieces: list[_Piece]) -> None:
    """Put the capitalised words gathered so far among the pieces."""
    if run:
        pieces.append(_Piece(None, tuple(run)))
        run.clear()


def _is_passed(piece: _Piece) -> bool:
    """Whether a name may stand on the other side of it."""
    mention = piece.mention
    if mention is None or mention.kind != "term":
        return mention is not None and mention.mark in _BESIDE_PLACE
    return "area" not in mention.meaning and mention.strength == 0


def _closes(pieces: Sequence[_Piece], number: int, place: int) -> bool:
    """Whether it closes brackets that open right before the number: '(43 of 158) in London'."""
    before, mention = pieces[number - 1].mention if number else None, pieces[place].mention
    return mention is not None and mention.mark == ")" and before is not None and before.mark == "("


def _is_place(pieces: Sequence[_Piece], place: int, number: int, step: int, *, lists: bool) -> bool:
    """Whether a name is one of a place: a word before or after it says so, or it stands beside the number."""
    before = pieces[place - 1].mention if place else None
    after = pieces[place + 1].mention if place + 1 < len(pieces) else None
    if before and before.mark in ("@", "#"):
        return False
    if (before and "in" in before.meaning) or (after and "kind" in after.meaning):
        return True
    between = pieces[number + 1 : place] if step > 0 else pieces[place + 1 : number]
    return bool(between or lists) and all(
        m is not None and (m.mark in _BESIDE_PLACE or "light" in m.meaning) for m, _ in between
    )


def _beside_area(pieces: Sequence[_Piece], place: int) -> bool:
    """Whether a name belongs to the name of an area that is known: no colon or bracket parts them."""
    for step in (1, -1):
        at = place + step
        while 0 <= at < len(pieces):
            mention = pieces[at].mention
            if mention is not None and mention.mark in (":", "(", ",", ")"):
                break
            if mention is not None and "area" in mention.meaning:
                return True
            at += step
    return False


def _row(pieces: Sequence[_Piece], place: int, step: int) -> tuple[str, ...]:
    """The name at that place, and those joined to it by commas or a word for 'and'."""
    row = [" ".join(pieces[place].names)]
    joined = False
    place += step
    while 0 <= place < len(pieces):
        mention, names = pieces[place]
        if names and joined:
            row.append(" ".join(names))
            joined = False
        elif mention is not None and mention.is_joint:
            joined = True
        elif mention is None or not mention.meaning.keys() & {"kind", "in"}:
            break
        place += step
    return tuple(row)


def next_word(one: Territory, found: Sequence[Mention], tokens: Tokens, span: tuple[int, int]) -> str | None:
    """The unknown word right after the number. Missing: None where a mention stands there, or nothing does."""
    at = one.number.stop
    if at >= span[1] or (one.place + 1 < len(found) and found[one.place + 1].start == at):
        return None
    return tokens.names[at]
