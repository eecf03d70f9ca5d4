"""A row a case: where, of which class, of which traits, and the days on which something of it is counted.

Days after `as_of` had not come when it was asked, so they are left out; rows reported after it are not there at all.
Of several versions of a row (`date_recorded`) the last one of that day counts.

A case whose setting or gravity changes (`date_change`) has a row a change. It is a case once, by its last row; its stay
is cut in pieces:

    row 1, home, from the report on    |-----------|
    row 2, hospital, change            :           |--------|
    row 3, hospital, critical, change  :           :        |-----------------|
                                     report     admission  worse           discharge
"""

from collections.abc import Mapping

from esep.tally import sql
from esep.tally.faults import Fault, faults
from esep.tally.indicator import Band
from esep.tally.layout import WORDS
from esep.tally.lines import Request
from esep.tally.tags import Tags

TRAITS = ("male", "female", "health_worker", "children")
"""Groups that a row tells in a column of their own; age bands are columns by their number."""
ROW, _STATE, _UNTIL = '"esep row"', '"esep state"', '"esep until"'
"""Columns beside those of the list: the number of the row; what it is; the day of the next change."""
LATER = 100
"""As a class: reported after the day that is asked about. What is above it is a fault."""
_NO = "NULL::UTINYINT"


class Records:
    """The rows that count, and what is wrong with the others."""

    def __init__(self, tags: Tags, request: Request) -> None:
        self.tags, self.request = tags, request
        self.faults: list[Fault] = faults(tags)
        self.bands = sorted(
            {band for one in request.indicators for word in one.traits if (band := Band.parse(word))},
            key=lambda band: (band.first, band.last or 0),
        )

    @property
    def traits(self) -> tuple[str, ...]:
        """The columns of traits that what is asked for needs."""
        asked = {word for one in self.request.indicators for word in one.traits}
        return (*(word for word in TRAITS if word in asked), *(f"band{n}" for n in range(len(self.bands))))

    def known(self) -> str:
        """SQL: rows as they were known when it was asked: the list itself, or the versions and changes of that day."""
        told, lines = self.tags.told, self.tags.lines
        relation = f"(SELECT *, {lines.row} AS {ROW} FROM {lines.relation} WHERE {self.of_disease()})"
        then = sql.day(self.request.as_of or self.request.today)
        if "date_recorded" in told:
            one = f"{told['id']}, {told['date_change']}" if "date_change" in told else told["id"]
            relation = f"""(
                SELECT * FROM {relation} WHERE {told["date_recorded"]} <= {then}
                QUALIFY rank() OVER (PARTITION BY {one} ORDER BY {told["date_recorded"]} DESC) = 1)"""
        if "date_change" in told and self.request.as_of:
            relation = f"(SELECT * FROM {relation} WHERE ({told['date_change']} <= {then}) IS NOT FALSE)"
        return relation

    def of_disease(self) -> str:
        """SQL: whether a row is of the disease of the definition, where the list tells diseases."""
        told = self.tags.told
        return self.request.definition.is_of_it(told["disease"]) if "disease" in told else "true"

    def held(self) -> str:
        """SQL: from when on the row of a change held."""
        told = self.tags.told
        return f"coalesce({told['date_change']}, {told['date_reporting']})"

    def state(self) -> str:
        """SQL: what a row is: the number of its class; null for no case; LATER for one that was reported later; above
        it, the number of its fault."""
        report, as_of = self.tags.told["date_reporting"], self.request.as_of
        states = [f"WHEN {fault.holds} THEN {LATER + number}" for number, fault in enumerate(self.faults, 1)]
        states += [f"WHEN {report} > {sql.day(as_of)} THEN {LATER}"] if as_of else []
        case_class = self.request.definition.case_class(self.tags.told, report)
        return f"(CASE {' '.join(states)} ELSE {case_class} END)::UTINYINT" if states else case_class

    def select(self, besides: str = "true") -> str:
        """SQL: the records; `besides` is one more condition. `reported` is null for the row of a change that another
        change follows."""
        told = self.tags.told
        kind, ended = self._outcome()
        stay = self._stay()
        columns = {
            "area": told.get("location", "1::USMALLINT"),
            "class": _STATE if "date_change" in told else self.state(),
            "reported": self._once(told["date_reporting"]),
            "outcome": kind,
            "ended": self._once(self._by_then(ended)),
            **{name: self._by_then(said) if name in ("entered", "left") else said for name, said in stay.items()},
            **{trait: self._trait(trait) for trait in self.traits},
        }
        named = ", ".join(f"{said} AS {sql.name(name)}" for name, said in columns.items())
        if "date_change" not in told:
            return f"SELECT {named} FROM {self.known()} WHERE {besides}"
        pieces = f"""
            SELECT *, lead({self.held()}) OVER (
                PARTITION BY {told["id"]}, coalesce({_STATE} >= {LATER}, false) ORDER BY {self.held()}) AS {_UNTIL}
            FROM (SELECT *, {self.state()} AS {_STATE} FROM {self.known()} WHERE {besides})"""
        return f"SELECT {named} FROM ({pieces})"

    def _once(self, day: str) -> str:
        """A day that is told once of a case, by its last row."""
        if "date_change" not in self.tags.told:
            return day
        return f"CASE WHEN {_UNTIL} IS NULL OR {_STATE} >= {LATER} THEN {day} END"

    def _by_then(self, day: str) -> str:
        as_of = self.request.as_of
        return f"CASE WHEN {day} <= {sql.day(as_of)} THEN {day} END" if as_of and not day.startswith("NULL") else day

    def _outcome(self) -> tuple[str, str]:
        """What became of it (1 death, 2 recovery), and when."""
        told = self.tags.told
        died, better = (_first(told, own, "date_outcome") for own in ("date_death", "date_recovery"))
        dead, recovered = (WORDS["outcome"].index(word) + 1 for word in ("death", "recovered"))
        deaths = [f"{told['outcome']} = {dead}"] if "outcome" in told else []
        deaths += [f"{told['date_death']} IS NOT NULL"] if "date_death" in told else []
        recoveries = [f"{told['outcome']} = {recovered}"] if "outcome" in told else []
        recoveries += [f"{told['date_recovery']} IS NOT NULL"] if "date_recovery" in told else []
        if not deaths and not recoveries:
            return _NO, "NULL::DATE"
        dead_then, better_then = sql.either(deaths), sql.either(recoveries)
        kind = f"CASE WHEN {dead_then} THEN 1::UTINYINT WHEN {better_then} THEN 2::UTINYINT END"
        if died == better:
            return kind, f"CASE WHEN {dead_then} OR {better_then} THEN {died} END"
        return kind, f"CASE WHEN {dead_then} THEN {died} WHEN {better_then} THEN {better} END"

    def _stay(self) -> dict[str, str]:
        """Where it was treated, how grave it was, and the first day there and the day of leaving, or of a change.
        Whoever was admitted is in hospital where nothing else is said; whoever is at home is so from the report on, and
        never was where an outcome or discharge came before."""
        told = self.tags.told
        hospital, home = (WORDS["setting"].index(word) + 1 for word in ("hospital", "home"))
        report, admitted = told["date_reporting"], told.get("date_admission", "NULL::DATE")
        setting, entered = f"CASE WHEN {admitted} IS NOT NULL THEN {hospital}::UTINYINT END", admitted
        if "setting" in told:
            setting = f"coalesce(nullif({told['setting']}, 0), {setting})"
            entered = f"CASE {told['setting']} WHEN {home} THEN coalesce({admitted}, {report}) ELSE {admitted} END"
        ends = [told[tag] for tag in ("date_discharge", "date_outcome", "date_death", "date_recovery") if tag in told]
        if "date_change" in told:
            entered = f"CASE WHEN {setting} IS NOT NULL THEN greatest({entered}, {told['date_change']}) END"
            ends.append(_UNTIL)
        left = f"least({', '.join(ends)})" if len(ends) > 1 else ends[0] if ends else "NULL::DATE"
        if ends and "setting" in told:
            entered, left = (f"CASE WHEN ({left} <= {entered}) IS NOT TRUE THEN {day} END" for day in (entered, left))
        return {"setting": setting, "gravity": told.get("gravity", _NO), "entered": entered, "left": left}

    def _trait(self, trait: str) -> str:
        told = self.tags.told
        if trait.startswith("band"):
            holds = self.bands[int(trait[4:])].holds(_need(told, "age", trait))
        elif trait == "children":
            holds = f"{_need(told, 'age', trait)} < {ADULT}"
        elif trait == "health_worker":
            holds = f"{_need(told, 'hcw', trait)} = 1"
        else:
            holds = f"{_need(told, 'gender', trait)} = {WORDS['gender'].index(trait) + 1}"
        return f"coalesce({holds}, false)"


ADULT = 18
"""Years: whoever is younger is a child. Source: Convention on the Rights of the Child, article 1."""


def _first(told: Mapping[str, str], *tags: str) -> str:
    """The first of these days that is told."""
    days = [told[tag] for tag in tags if tag in told]
    return f"coalesce({', '.join(days)})" if len(days) > 1 else days[0] if days else "NULL::DATE"


def _need(told: Mapping[str, str], tag: str, trait: str) -> str:
    if tag not in told:
        raise ValueError(f"the list has no {tag}, so nothing can be counted by it ({trait})")
    return told[tag]
