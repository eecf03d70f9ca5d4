"""A small record for the site's tests: three days of totals, a bulletin with a dispute, a correction, hostile texts."""

from datetime import UTC, date, datetime, timedelta

from esep.document import Document
from esep.figure import Claim, Figure, stated
from esep.period import DAY, NOW, ONSET, Period
from esep.problem import Explanation, Problem
from esep.settle import settle
from esep.site import Record
from esep.terms import Severity

DAY_1 = date(2020, 9, 15)
LAST = date(2020, 9, 17)
AUGUST = date(2020, 8, 1)
AREAS = ("KZ", "KZ-71", "KZ-75", "KZ-79")

HOSTILE = "<script>alert(\"1\")</script>\u202egnp.exe\u2066 & 'x' " + "Ұ" * 10_000
BULLETIN = (
    "COVID-19 has killed 1,671 people.\nOver the past 24 hours 65 new cases were added.\n"
    "4,409 people are treated, 2,362 of them in hospital.\nPneumonia: 29,666 cases since August 1.\n"
    "In total the virus has killed 1,634 people."
)


def figure(
    document: Document, claim: Claim, value: int, period: Period = ONSET, words: str = "", last: bool = False
) -> Figure:
    """A figure whose span is where the document writes `words`."""
    at = (document.text.rfind if last else document.text.find)(words) if words else -1
    span = (at, at + len(words)) if at >= 0 else None
    return stated(
        document, claim, value, period, span=span, quote=_line(document.text, at) if span else "", rule="test"
    )


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def claim(area: str, event: str, measure: str, day: date | None, **more: object) -> Claim:
    """A claim on confirmed COVID-19, with what is given otherwise."""
    start = None if measure == "total" else day
    return Claim("COVID-19", area, event, measure, "confirmed", "-", start, day)._replace(**more)  # type: ignore[arg-type]


def totals() -> tuple[list[Document], list[Figure]]:
    """A table of totals for each of eight days that end two days before the bulletin."""
    documents, figures = [], []
    for step in range(8):
        day = DAY_1 - timedelta(7 - step)
        lines = [f"{area}: {10_000 - 1000 * place + 10 * step + step * step}" for place, area in enumerate(AREAS)]
        document = Document(
            "\n".join(lines),
            "coronavirus2020.kz",
            "https://example.org/t",
            datetime(2020, 9, 1, tzinfo=UTC) + timedelta(step),
            "ru",
            "KZ",
        )
        documents.append(document)
        for line in lines:
            area, words = line.split(": ")
            figures.append(figure(document, claim(area, "case", "total", day), int(words), words=words))
    return documents, figures


def record(*, hostile: bool = False) -> Record:
    """The whole of it."""
    documents, figures = totals()
    news = Document(BULLETIN, "Kazinform", "https://example.org/1", LAST, "en", "KZ")
    signed = Document("Deaths in Almaty: 7", "ministry", None, LAST, "en", "KZ", by="A. Person", reason="a typing slip")
    pneumonia = claim("KZ", "case", "total", LAST, definition="probable", start=AUGUST)
    dead = claim("KZ", "death", "total", LAST)
    high, low = (figure(news, dead, 1671, words="1,671"), figure(news, dead, 1634, words="1,634"))
    figures += [
        high,
        low,
        figure(news, claim("KZ", "case", "new", LAST), 65, DAY, "65"),
        figure(news, claim("KZ", "patient", "current", LAST), 4409, NOW, "4,409"),
        figure(news, claim("KZ", "patient", "current", LAST, group="hospital"), 2362, NOW, "2,362"),
        figure(news, pneumonia, 29666, Period.since(AUGUST), "29,666"),
        figure(news, claim("KZ", "test", "new", None, definition="-"), 5, DAY),
        figure(news, claim("KZ-75", "death", "total", LAST), 8),
        stated(signed, claim("KZ-75", "death", "total", LAST), 7, ONSET, span=(18, 19), rule="correction"),
    ]  # fmt: skip
    documents += [news, signed]
    problems = [
        Problem(
            "two-values", Severity.WARNS, (high, low), explanations=(Explanation("stale", (low,)),), document=news.id
        )
    ]
    if hostile:
        documents.append(_hostile(figures))
    bulletins = {("daily", LAST, language): f"{language}: 65\n\n1,671" for language in ("kk", "ru", "en")}
    settled = settle(figures, problems)
    return Record("KZ", settled, figures, {d.id: d for d in documents}, problems, bulletins, "2020-09-18")


def _hostile(figures: list[Figure]) -> Document:
    """A document in which all that can be hostile is."""
    document = Document(
        f"{HOSTILE} 13", f"=cmd|' /C calc'!A0 {HOSTILE}", "javascript:alert(1)", LAST, '"><img src=x>', None,
        title=HOSTILE, by=HOSTILE, reason=HOSTILE, given_id="../../../etc/passwd",
    )  # fmt: skip
    for area in (f"KZ-75/{HOSTILE}", "KZ-71"):
        where = claim(area, "case", "total", LAST, disease=HOSTILE if area == "KZ-71" else "COVID-19")
        figures.append(stated(document, where, 13, ONSET, span=(0, 10**9), quote=HOSTILE, attributed="\u202e@SUM(1)"))
    return document
