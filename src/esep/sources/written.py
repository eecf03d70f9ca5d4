"""Numbers, days and times of issue as the cells of a spreadsheet write them.

A cell is text, or what a spreadsheet keeps itself: a number, a date, True. It is taken for what the mapping says it is,
or refused: nothing is guessed, so '1,234' is a number only where the mapping says that a comma parts thousands.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from esep.document import Issued, parse_issued
from esep.sources.mapping import ISO, Layout

_LARGEST = 2**63 - 1
"""The largest value that a ledger keeps."""
_SPACES = " \u00a0\u202f"
_PARTED = re.compile(r"[0-9]{1,3}(?P<sign>[^0-9])[0-9]{3}(?:(?P=sign)[0-9]{3})*")


class Unclear(ValueError):
    """What a cell says cannot be taken for what it should be: the message says what was found, and what to do."""


def shown(cell: Any) -> str:
    """A cell as messages show it."""
    said = repr(text(cell))
    return said if len(said) <= 50 else f"{said[:46]}…'"


def text(cell: Any) -> str:
    """What a cell says, as text."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


class Numbers:
    """Whole numbers as a layout writes them."""

    def __init__(self, layout: Layout) -> None:
        self.missing = frozenset(layout.missing)
        sign = f"[{_SPACES}]" if layout.thousands and layout.thousands in _SPACES else re.escape(layout.thousands)
        whole = rf"[0-9]{{1,3}}(?:{sign}[0-9]{{3}})+|[0-9]+" if sign else "[0-9]+"
        self.pattern = re.compile(rf"({whole})(?:{re.escape(layout.decimal)}0+)?")

    def read(self, cell: Any) -> str:
        """Its digits. Missing: empty where it states nothing. Errors: Unclear."""
        if isinstance(cell, str):
            if not cell or cell in self.missing:
                return ""
            if len(cell) <= 18 and cell.isascii() and cell.isdigit():  # most cells are
                return cell if cell[0] != "0" else str(int(cell))
            found = self.pattern.fullmatch(cell)
            value = int(re.sub("[^0-9]", "", found[1])) if found and len(cell) < 50 else None
        elif isinstance(cell, bool | date) or not isinstance(cell, int | float) or cell != cell // 1 or cell < 0:
            value = None
        else:
            value = int(cell)
        if value is None or value > _LARGEST:
            raise Unclear(f"found {shown(cell)}, which is no whole number{_advice(cell)}")
        return str(value)


def _advice(cell: Any) -> str:
    parted = _PARTED.fullmatch(cell) if isinstance(cell, str) else None
    return (
        f'; if {parted["sign"]!r} parts thousands, say thousands = "{parted["sign"]}" in the mapping' if parted else ""
    )


def day(cell: Any, formats: tuple[str, ...], shift_days: int = 0) -> date:
    """The day that a cell states; the last one of a week or a month. Errors: Unclear."""
    said = text(cell)
    for form in formats:
        try:
            found = date(cell.year, cell.month, cell.day) if isinstance(cell, date) else _day(said, form)
            parse_issued((found + timedelta(shift_days)).isoformat())  # of a year that may be
            return found + timedelta(shift_days)
        except (ValueError, OverflowError):
            continue
    raise Unclear(f"found {shown(cell)}, which is no date{_as_written(formats)}")


def _day(said: str, form: str) -> date:
    if form == ISO:
        return date.fromisoformat(said) if len(said) <= 10 else datetime.fromisoformat(said).date()
    if "%V" in form and not set(_named(form)) & set("aAuw"):
        return datetime.strptime(f"{said} 7", f"{form} %u").date()  # noqa: DTZ007 (a day has no zone)
    found = datetime.strptime(said, form).date()  # noqa: DTZ007
    if not set(_named(form)) & set("djxcuaAVUW"):
        return found.replace(day=monthrange(found.year, found.month)[1])
    return found


def _named(form: str) -> list[str]:
    """The letters of the directives of a format."""
    return re.findall("%([a-zA-Z])", form)


def issue(cell: Any, formats: tuple[str, ...], zone: ZoneInfo, shift_days: int = 0) -> Issued:
    """The time of issue that a cell states; a time without a zone is one of that zone. Errors: Unclear."""
    said = text(cell)
    for form in (ISO,) if isinstance(cell, date) else formats:
        try:
            found = _moment(cell if isinstance(cell, date) else said, form)
            if isinstance(found, datetime) and found.tzinfo is None:
                found = found.replace(tzinfo=zone)
            return parse_issued((found + timedelta(shift_days)).isoformat())
        except (ValueError, OverflowError):
            continue
    raise Unclear(f"found {shown(cell)}, which is no time of issue{_as_written(formats)}")


def _moment(said: Any, form: str) -> date | datetime:
    if isinstance(said, date):
        return said
    if form == ISO:
        return date.fromisoformat(said) if len(said) <= 10 else datetime.fromisoformat(said)
    if set(_named(form)) & set("HIcX"):
        return datetime.strptime(said, form)  # noqa: DTZ007 (its zone is that of the mapping)
    return _day(said, form)


def _as_written(formats: tuple[str, ...]) -> str:
    ways = ", ".join("2020-09-17" if form == ISO else form for form in formats)
    return f" as the mapping writes them ({ways}); say 'format' there if the table writes them otherwise"
