"""What a person signs: a correction states another value, a retraction withdraws a statement, a sign-off lets a release
go out in spite of a problem. Nothing is taken out.

A retraction is a figure too: it repeats the claim and the value that it withdraws, its rule says what it is, and `of`
names the figure, or the figure and its whole document. It states nothing. A retraction that is itself withdrawn counts
no longer, so what it withdrew stands again.

A sign-off states no figure. It is for one problem, with the statements and values that it has now; where one of them
changes or another joins them it is another problem.
"""

from collections.abc import Iterable, Mapping, Sequence

from esep import area
from esep.document import Document, Issued
from esep.figure import Claim, Figure, said_at, stated
from esep.period import Period
from esep.problem import Problem

CORRECTION = "correction"
RETRACTION = "retraction"
SIGN_OFF = "esep:sign-off"
"""Stands in the place of a reader's version: nobody else's document is ever taken for a sign-off."""
RULES = frozenset({CORRECTION, RETRACTION})
"""Rules that only a signed document may state a figure by."""


def correction(
    claim: Claim, value: int, period: Period, *, by: str, reason: str, issued: Issued
) -> tuple[Document, list[Figure]]:
    """The document that corrects a claim, and its figure."""
    text = f"{claim} = {value}"
    document = _document(claim, [text], by, reason, issued)
    start = len(text) - len(str(value))
    figure = stated(document, claim, value, period, span=(start, len(text)), quote=text, rule=CORRECTION)
    return document, [figure]


def retraction(
    figures: Sequence[Figure], *, by: str, reason: str, issued: Issued, whole: bool = False
) -> tuple[Document, list[Figure]]:
    """The document that withdraws these figures, and its own figures; `whole`: they are all that their document states,
    and whatever a better reader finds in it is withdrawn too.

    Errors: ValueError where one of them was said later than `issued`.
    """
    lines = list(map(_line, figures))
    document = _document(figures[0].claim, ["Withdrawn:", *lines], by, reason, issued)
    own, start = [], len("Withdrawn:\n")
    for figure, line in zip(figures, lines, strict=True):
        if figure.said_at >= said_at(issued, figure.claim.area):
            raise ValueError(f"{figure.id} was issued {figure.source.issued}: a retraction is issued after it")
        number = start + line.index(" = ") + 3
        names = (figure.id, figure.source.document) if whole else (figure.id,)
        own.append(
            stated(
                document,
                figure.claim,
                figure.value,
                figure.period,
                span=(number, number + len(str(figure.value))),
                quote=line,
                rule=RETRACTION,
                of=names,
            )
        )
        start += len(line) + 1
    return document, own


def sign_off(problem: Problem, *, by: str, reason: str, issued: Issued) -> Document:
    """The document by which a person lets a release go out in spite of the problem.

    Errors: ValueError for a problem without figures.
    """
    if not problem.figures:
        raise ValueError("a problem without figures holds nothing and cannot be signed off")
    head = f"{_SIGNED_OFF}{problem.id} {problem.code} {problem.identity or ''}".rstrip()
    return _document(problem.figures[0].claim, [head, *map(_line, problem.figures)], by, reason, issued)


def signed_off(document: Document) -> str:
    """The id of the problem that a sign-off is for."""
    return document.text.removeprefix(_SIGNED_OFF).split(maxsplit=1)[0]


_SIGNED_OFF = "Signed off: "


def _line(figure: Figure) -> str:
    return f"{figure.claim} = {figure.value} ({figure.id} in {figure.source.document})"


def _document(claim: Claim, lines: Sequence[str], by: str, reason: str, issued: Issued) -> Document:
    text = "\n".join((*lines, reason, ""))
    return Document(text, publisher=by, issued=issued, area=area.country(claim.area), by=by, reason=reason)


def is_correction(figure: Figure) -> bool:
    """Whether a person states it in the place of others."""
    return figure.source.rule == CORRECTION


def is_retraction(figure: Figure) -> bool:
    """Whether it states nothing, and withdraws what it names."""
    return figure.source.rule == RETRACTION


def withdrawn(figures: Iterable[Figure]) -> Mapping[str, Figure]:
    """The ids of the figures, and of the documents, that are withdrawn among these, each with its retraction."""
    found: dict[str, Figure] = {}
    retractions = [figure for figure in figures if is_retraction(figure)]
    for one in sorted(retractions, key=lambda one: (one.said_at, one.id), reverse=True):
        if withdrawal(one, found) is None:
            found |= dict.fromkeys(one.source.of, one)
    return found


def withdrawal(figure: Figure, of: Mapping[str, Figure]) -> Figure | None:
    """The retraction that withdraws the figure, of those that `withdrawn` found. Missing: None where it stands."""
    return of.get(figure.id) or of.get(figure.source.document)


def standing(figures: Iterable[Figure]) -> list[Figure]:
    """The statements among these that are not withdrawn, in their order; the retractions themselves are left out."""
    figures = list(figures)
    gone = withdrawn(figures)
    return [figure for figure in figures if not (is_retraction(figure) or (gone and withdrawal(figure, gone)))]
