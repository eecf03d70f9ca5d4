"""Counts by area and day: one pass over the list, then little tables.

    records --(one pass)--> counted: area, class, traits, and the day of report, of outcome, of entering or of leaving
    counted --> daily: what each indicator gained or lost on a day
            --> tallied: a row an area and day, a column an indicator

One pass with GROUPING SETS costs less than one GROUP BY for each kind of day, and keeps nothing of the rows.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from esep.tally import sql
from esep.tally.definition import OF
from esep.tally.faults import DUPLICATE, SAME_CHANGE, TORN, UNTOLD, Fault
from esep.tally.indicator import Band, Indicator
from esep.tally.layout import WORDS
from esep.tally.lines import Lines, Request
from esep.tally.records import LATER, ROW, Records
from esep.tally.tags import Tags

COUNTED, TALLIED, REFUSED = "counted", "tallied", "refused"
"""Tables that the engine keeps of a request as long as the list is open."""


@dataclass(frozen=True)
class Tally:
    """What was counted, and what was refused."""

    lines: Lines
    request: Request
    records: Records
    columns: tuple[Indicator, ...]
    """Those of the table `tallied`, which has `area` and `day` before them."""
    rows: int
    """Of the list, as it was known when it was asked."""
    cases: int
    """Those that are a case by the definition."""
    others: int
    """Sound rows that are none."""
    changes: int
    """Rows of changes that another of the same case follows."""
    later: int
    """Rows reported after `as_of`."""
    unrelated: int
    """Rows of other diseases, which are none of the above."""
    refused: Counter[str] = field(default_factory=Counter)
    """By the code of the fault."""

    def table(self) -> Iterator[tuple[Any, ...]]:
        """(area, day, value...) in the order of days, then areas."""
        found = self.lines.base.execute(f"SELECT * FROM {self.request.table(TALLIED)} ORDER BY day, area")
        while some := found.fetchmany(5000):
            yield from some

    def reasons(self) -> Iterator[tuple[int, str, str, str]]:
        """(row, column, code, reason) of each row that was refused, in the order of the list, which is gone through
        once more. What a cell says is told where it is a day, a word, an age or an area; never an id or a day of
        birth."""
        told = f"SELECT * FROM {self.request.table(REFUSED)}"
        if self.refused.keys() - {DUPLICATE.code, TORN}:
            told += f" UNION ALL {_told(self.records)}"
        found = self.lines.base.execute(f"{told} ORDER BY ALL")
        while some := found.fetchmany(5000):
            yield from some


def tally(lines: Lines, request: Request) -> Tally:
    """Counts the list. Errors: ValueError where the list does not tell what is asked for."""
    records = Records(Tags(lines, request), request)
    counted, refused_rows = request.table(COUNTED), request.table(REFUSED)
    run = lines.base.execute
    run(f"CREATE OR REPLACE TEMP TABLE {refused_rows} (row_number BIGINT, place VARCHAR, code VARCHAR, reason VARCHAR)")
    _refuse_torn(lines, refused_rows)
    besides = f"{ROW} NOT IN (SELECT row_number FROM {refused_rows})" if _refuse_duplicates(records) else "true"
    run(f"CREATE OR REPLACE TEMP TABLE {counted} AS {_counting(records, besides)}")
    refused = Counter(dict(run(f"SELECT code, count(*) FROM {refused_rows} GROUP BY code").fetchall()))
    states: Counter[str] = Counter()
    for state, is_last, n in run(
        f"SELECT class, day IS NOT NULL, sum(n) FROM {counted} WHERE kind = 'case' GROUP BY ALL"
    ).fetchall():
        if state is not None and state > LATER:
            refused[records.faults[state - LATER - 1].code] += int(n)
        else:
            what = "later" if state == LATER else "changes" if not is_last else "others" if state is None else "cases"
            states[what] += int(n)
    unrelated = 0
    if "disease" in records.tags.told:
        unrelated = _one(lines, f"SELECT count(*) FROM {lines.relation} WHERE NOT {records.of_disease()}")
    _tabulate(records)
    return Tally(
        *(lines, request, records, request.indicators),
        rows=states.total() + refused.total(),
        cases=states["cases"],
        others=states["others"],
        changes=states["changes"],
        later=states["later"],
        unrelated=unrelated,
        refused=refused,
    )


def _one(lines: Lines, query: str) -> int:
    found = lines.base.execute(query).fetchone()
    return int(found[0]) if found else 0


# Rows that are refused --------------------------------------------------------------------------------------------


def _refuse_torn(lines: Lines, refused: str) -> None:
    """Rows that have more or fewer cells than there are columns."""
    for row, cells in lines.torn.items():
        reason = f"{cells} cells where there are {len(lines.types)} columns"
        lines.base.execute(f"INSERT INTO {refused} VALUES (?, '', '{TORN}', ?)", [row, reason])


def _refuse_duplicates(records: Records) -> bool:
    """Whether there are several cases of one id: all but the one reported first are refused; of a list of changes,
    several of one id and day. Of those reported on one day the first as texts sort counts, so the order of rows makes
    no difference. Rows that are no cases are none of them: whoever was tested twice is one case."""
    tags, refused, twice = records.tags, records.request.table(REFUSED), records.request.table("twice")
    if "id" not in tags.told:
        return False
    one, which, fault = tags.told["id"], f"{records.state()} < {LATER}", DUPLICATE
    if "date_change" in tags.told:  # what is no case yet may change into one
        one, which, fault = f"({one}, {records.held()})", f"coalesce({records.state()}, 0) < {LATER}", SAME_CHANGE
    tags.lines.base.execute(f"""
        CREATE OR REPLACE TEMP TABLE {twice} AS
        SELECT {one} AS id FROM {records.known()} GROUP BY ALL HAVING count(*) > 1""")
    if not _one(tags.lines, f"SELECT count(*) FROM {twice}"):
        return False
    told = f"{sql.text(tags.layout.columns['id'][0])}, {sql.text(fault.code)}, {sql.text(fault.reason)}"
    tags.lines.base.execute(f"""
        INSERT INTO {refused} SELECT row_number, {told} FROM (
            SELECT row_number, row_number() OVER (PARTITION BY id ORDER BY reported, content) AS place FROM (
                SELECT {ROW} AS row_number, {one} AS id, {tags.told["date_reporting"]} AS reported,
                    {_content(tags)} AS content
                FROM {records.known()} WHERE {one} IN (SELECT id FROM {twice}) AND {which}))
        WHERE place > 1""")
    return _one(tags.lines, f"SELECT count(*) FROM {refused}") > 0


def _content(tags: Tags) -> str:
    """SQL: all that is read of a row."""
    columns = dict.fromkeys(column for columns in tags.layout.columns.values() for column in columns)
    return f"CAST(ROW({', '.join(map(sql.name, columns))}) AS VARCHAR)"


def _told(records: Records) -> str:
    """SQL: why each row is refused that cannot be so."""
    tags, known = records.tags, records.faults
    cells = {tag: f"CAST({tags.cell(tag)} AS VARCHAR)" for tag in tags.layout.columns if tag not in UNTOLD}
    if "location" in cells:
        cells["location"] = f"replace({tags.words('location')}, '\x1f', ', ')"
    said = ", ".join(f"{cell} AS {sql.name(tag)}" for tag, cell in cells.items())
    which = " ".join(f"WHEN {fault.holds} THEN {number}" for number, fault in enumerate(known))
    places = " ".join(f"WHEN {n} THEN {sql.text(tags.layout.columns[fault.tag][0])}" for n, fault in enumerate(known))
    codes = " ".join(f"WHEN {n} THEN {sql.text(fault.code)}" for n, fault in enumerate(known))
    reasons = " ".join(f"WHEN {n} THEN {_reason(fault)}" for n, fault in enumerate(known))
    return f"""
        SELECT row_number, CASE fault {places} END, CASE fault {codes} END, CASE fault {reasons} END
        FROM (SELECT {ROW} AS row_number, CASE {which} END AS fault, {said} FROM {records.known()})
        WHERE fault IS NOT NULL"""


def _reason(fault: Fault) -> str:
    """SQL: the reason, with what the cell says."""
    before, mark, after = fault.reason.partition("{}")
    if not mark:
        return sql.text(before)
    if fault.tag in UNTOLD:
        return sql.text(f"what it says{after}")
    return f"{sql.text(before)} || coalesce(left({sql.name(fault.tag)}, 60), 'nothing') || {sql.text(after)}"


# Rows that count --------------------------------------------------------------------------------------------------


def _counting(records: Records, besides: str) -> str:
    """SQL: the one pass."""
    asked = {one.event for one in records.request.indicators}
    both, stay = ["area", "class", *map(sql.name, records.traits)], ["setting", "gravity"]
    # By kind of day: what else is told of it, and the column of the day
    kinds: dict[str, tuple[list[str], str]] = {"case": ([], "reported")}
    if asked & {"death", "recovery"}:
        kinds["outcome"] = (["outcome"], "ended")
    if "patient" in asked:
        kinds |= {"entered": (stay, "entered"), "left": (stay, '"left"')}
    sets = ", ".join(f"({', '.join([*both, *more, day])})" for more, day in kinds.values())
    each = " ".join(f"WHEN grouping({day}) = 0 THEN {sql.text(kind)}" for kind, (_, day) in kinds.items())
    told = {column for more, _ in kinds.values() for column in more}
    others = [column if column in told else f"NULL AS {column}" for column in ("outcome", *stay)]
    days = ", ".join(day for _, day in kinds.values())
    return f"""
        WITH records AS ({records.select(besides)}), counted AS (
            SELECT CASE {each} END AS kind, {", ".join([*both, *others])}, coalesce({days}) AS day, count(*) AS n
            FROM records GROUP BY GROUPING SETS ({sets}))
        SELECT * FROM counted WHERE kind = 'case'
            OR (day IS NOT NULL AND class < {LATER} AND (kind = 'outcome' OR setting IS NOT NULL))"""


def _tabulate(records: Records) -> None:
    """The table of a row an area and day, a column an indicator, every day of every area in it, until the list ends:
    on the day that is asked about, or the last one on which it tells anything, be it a report that is no case."""
    request, counted = records.request, records.request.table(COUNTED)
    order = {change: f"v{n}" for n, change in enumerate(sorted({_change(one) for one in request.indicators}))}
    sums = ", ".join(f"{_sum(records, change)} AS {name}" for change, name in order.items())
    added = ", ".join(f"sum({name}) AS {name}" for name in order.values())
    whole = "UNION ALL BY NAME SELECT 0 AS area, * EXCLUDE (area) FROM each" if _has_parts(records) else ""
    running = ", ".join(f"{_running(one, order[_change(one)])} AS c{n}" for n, one in enumerate(request.indicators))
    first = sql.day(request.first) if request.first else "(SELECT min(day) FROM each)"
    known = [sql.day(day) for day in (request.last, request.as_of) if day]
    until = f"least({', '.join(known)})" if known else f"(SELECT max(day) FROM {counted} WHERE {_SOUND})"
    codes = sql.texts(records.tags.codes or [request.home])
    code = f"CASE area WHEN 0 THEN {sql.text(request.home)} ELSE ({codes})[area] END"
    records.tags.lines.base.execute(f"""
        CREATE OR REPLACE TEMP TABLE {request.table(TALLIED)} AS
        WITH each AS (
            SELECT area::INTEGER AS area, day, {sums} FROM {counted}
            WHERE class < {LATER} AND day IS NOT NULL GROUP BY area, day),
        daily AS (SELECT area, day, {added} FROM (SELECT * FROM each {whole}) GROUP BY ALL),
        span AS (
            SELECT unnest(generate_series(least({first}, (SELECT min(day) FROM each)), {until}, INTERVAL 1 DAY))::DATE
            AS day),
        grid AS (SELECT area, day FROM (SELECT DISTINCT area FROM daily), span),
        running AS (
            SELECT area, day, {running} FROM grid LEFT JOIN daily USING (area, day)
            WINDOW past AS (PARTITION BY area ORDER BY day),
                week AS (PARTITION BY area ORDER BY day ROWS 6 PRECEDING))
        SELECT {code} AS area, day, {", ".join(f"c{n}::BIGINT AS c{n}" for n in range(len(request.indicators)))}
        FROM running WHERE day >= {first}""")


_SOUND = f"(class < {LATER}) IS NOT FALSE"
"""SQL over the counted rows: whether nothing is wrong with them, cases or not."""


def _has_parts(records: Records) -> bool:
    """Whether the areas of the list are parts, which are added up."""
    codes = records.tags.codes
    return bool(codes) and codes != [records.request.home]


_Change = tuple[str, str, str]
"""Event, definition, group: what an indicator gains or loses on a day."""


def _change(one: Indicator) -> _Change:
    return one.event, one.definition, one.group


def _sum(records: Records, change: _Change) -> str:
    """SQL over the counted rows of a day."""
    event, definition, group = change
    conditions = [sql.either(f"class = {number}" for number in OF[definition])]
    for word in Indicator(event, "new", definition, group).traits:
        conditions.append(_has(records, event, word))
    if event == "patient":
        came, went = (sql.every([f"kind = {sql.text(kind)}", *conditions]) for kind in ("entered", "left"))
        return f"coalesce(sum(n) FILTER {came}, 0) - coalesce(sum(n) FILTER {went}, 0)"
    kind = {"case": "kind = 'case'", "death": "outcome = 1", "recovery": "outcome = 2"}
    return f"coalesce(sum(n) FILTER {sql.every([kind[event], *conditions])}, 0)"


def _has(records: Records, event: str, word: str) -> str:
    """SQL: whether a counted row has the trait. Errors: ValueError where none can have it."""
    for tag in ("setting", "gravity"):
        if word in WORDS[tag] and event == "patient":
            return f"{tag} = {WORDS[tag].index(word) + 1}"
    if band := Band.parse(word):
        return f"band{records.bands.index(band)}"
    if word in records.traits:
        return sql.name(word)
    raise ValueError(f"nothing can be counted by {word!r} for {event}")


def _running(one: Indicator, change: str) -> str:
    """SQL over the days of an area."""
    value = f"coalesce({change}, 0)"
    if one.measure != "new":
        return f"sum({value}) OVER past"
    if one.period == "7d":
        return f"CASE WHEN isodow(day) = 7 THEN sum({value}) OVER week END"
    return value
