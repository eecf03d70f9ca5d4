"""A bulletin read again: whether our own reader finds in the text the figures that were written, and no others.

The reader is not called from here: whoever has both hands over what was read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from esep.figure import Figure
from esep.write.bulletin import Bulletin, Line, Said
from esep.write.claims import claim_text


class Misread(ValueError):
    """A bulletin that does not read back: which sentence, by which template, and what was read instead."""


def read_back(bulletin: Bulletin, figures: Iterable[Figure]) -> None:
    """Nothing, where the figures are those that the bulletin says, each in the line that says it.

    `figures` are what was read of the bulletin's text.

    Errors: Misread tells the first line that does not read back.
    """
    read = list(figures)
    for line, start, stop in _placed(bulletin):
        found = Counter(
            (figure.claim, figure.value)
            for figure in read
            if figure.source.span and start <= figure.source.span[0] < stop
        )
        said = Counter(line.said)
        if found != said:
            raise Misread(_message(bulletin.language, line, said - found, found - said))


def _placed(bulletin: Bulletin) -> Iterator[tuple[Line, int, int]]:
    """Each line, and where it stands in the text."""
    place = 0
    for line in bulletin.lines:
        start = bulletin.text.index(line.text, place)
        place = start + len(line.text)
        yield line, start, place


def _message(language: str, line: Line, lost: Counter[Said], gained: Counter[Said]) -> str:
    return (
        f"the template '{line.message}' ({language}) does not read back. It makes: {line.text!r}. "
        f"It should say {_figures(lost) or 'no more'}; read instead: {_figures(gained) or 'nothing'}. "
        "Word it otherwise, or take it out to have ours"
    )


def _figures(said: Counter[Said]) -> str:
    return "; ".join(f"{claim_text(claim, 'en')}: {value}" for claim, value in said)
