"""A text's mentions cut into sentences. A heading and the items of its list are one sentence."""

from collections.abc import Iterator, Sequence

from esep.read.frame import Sentence
from esep.read.mentions import DASHES, Mention
from esep.read.tokens import LINES, Tokens

_ENDS = ("!", "?", "…")
_GOES_ON = (":", ";", ",")


def sentences(heard: Sequence[Mention], text: Tokens, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    """The sentences in order; those that mention nothing are left out."""
    first, token, after = 0, 0, "\n\n"
    for place, mention in enumerate(heard):
        mark = mention.mark
        if not mark or not _ends(mark, place, heard, text, abbreviations):
            continue
        if place > first:
            yield Sentence(first, place, (token, mention.start), after)
            after = ""
        if mark in LINES:
            after = max(after, mark)
        first, token = place + 1, mention.stop
    if first < len(heard):
        yield Sentence(first, len(heard), (token, len(text.words)), after)


def _ends(mark: str, place: int, heard: Sequence[Mention], text: Tokens, abbreviations: frozenset[str]) -> bool:
    """Whether a sentence ends at that mark."""
    at = heard[place].start
    if mark in LINES:
        parted = place > 0 and "part" in heard[place - 1].meaning  # '56 deaths, of which' at the end of a line
        goes_on = parted or (at > 0 and text.words[at - 1] in _GOES_ON)
        return not goes_on and not _is_item(heard, place + 1, heard[place].stop, text)
    if mark in _ENDS:
        return True
    if mark != ".":
        return False
    after = at + 1
    if after >= len(text.words):
        return True
    if text.words[after] in LINES:
        return not _is_item(heard, place + 2, after + 1, text)
    stands_apart = text.starts[after] > text.starts[at] + 1
    return stands_apart and not (at and text.words[at - 1] in abbreviations)


def _is_item(heard: Sequence[Mention], place: int, token: int, text: Tokens) -> bool:
    """Whether the line that begins there is an item of a list: an area, or a name and a dash, a number, and hardly a
    word that says more."""
    areas = names = numbers = others = 0
    parted = False
    if heard[place : place + 1] and heard[place].kind == "date":
        return False  # 'In 2009, 683 died in Burkina.'
    while place < len(heard) and heard[place].mark not in LINES:
        mention = heard[place]
        meaning = mention.meaning
        if others > _A_NAME or numbers > 3 or ("event" in meaning and not (areas and numbers)):
            return False
        if "not" in meaning and heard[place - 1].kind == "number":  # 'in three states (Ebonyi, Edo and Ondo)'
            return False
        unknown = text.names[token : mention.start]  # words that nobody taught us
        if unknown and all(name[:1].isupper() for name in unknown):
            names += 1
        others += len(unknown)
        token = mention.stop
        if mention.kind == "number":
            parted = parted or (numbers == 0 and names > 0 and heard[place - 1].mark in DASHES)
            numbers += 1
        elif mention.kind == "date" or "measure" in meaning:
            others += 1
        elif "area" in meaning and meaning["area"] != "HOME":
            areas += 1
        place += 1
    if place < len(heard):
        others += heard[place].start - token
    if areas == 0:
        return 1 <= names <= 2 and parted and numbers == 1 and others <= _A_NAME
    return 1 <= numbers <= 3 and others <= 1


_A_NAME = 4
"""Words of the longest name."""
