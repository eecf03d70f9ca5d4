"""The picture of a release, from no other figures than it may show: of its own day what it says itself, of the days
before what stands on the site that is published with it."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from esep.cli.publishing import Standing, until
from esep.figure import Claim, Figure, Source
from esep.period import Period
from esep.released import Release
from esep.settle import Settlement
from esep.site import Place, Record, picture
from esep.site.record import Kind
from esep.site.series import daily
from esep.write.forms import caption

if TYPE_CHECKING:
    from esep.channels.telegram import Draw, Picture


def drawer(release: Release, stands: Callable[[], Standing]) -> "Draw":
    """Draws the release in a language when it is asked to. What it shows is looked up then, once: that is dear."""
    from esep.channels.telegram import Picture

    record = cache(lambda: drawable(release, stands()))

    def draw(language: str) -> "Picture | None":
        shown = record()
        if shown is None:
            return None
        png = picture(Place(shown, language, "index.html"), release.area)
        return Picture(png, caption(release.texts[language], language))

    return draw


def drawable(release: Release, stands: Standing) -> Record | None:
    """What a picture of the release may show of all that stands. Missing: None where it does not say how many new cases
    its day has, or no other day is known to stand beside it."""
    disease = next((one.claim.disease for one in release.said if one.claim.event == "case"), None)
    if disease is None:
        return None
    shown = until(release.day, stands)
    before = {claim: one for claim, one in shown.settled.items() if claim.end and claim.end < release.day}
    settled = before | {one.claim: _again(one.claim, one.value, one.document, shown) for one in release.said}
    record = Record(release.area, settled, [one.figure for one in settled.values()], {}, disease=disease)
    known = {point.day for point in daily(record, Kind(release.area, "case", "new"), release.day) if point.claim}
    return record if release.day in known and len(known) > 1 else None


def _again(claim: Claim, value: int, document: str, shown: Standing) -> Settlement:
    """What the release said of a claim, whatever stands for it by now."""
    stands = shown.settled.get(claim)
    if stands and stands.figure.value == value:
        return stands
    return Settlement(Figure(claim, value, _PERIOD, Source(document)), "latest")


_PERIOD = Period.parse("1d")
"""What is drawn needs no period of its own: its days are those of its claim."""
