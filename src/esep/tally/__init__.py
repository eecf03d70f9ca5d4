"""Tally: a line list of cases into the figures of each day. A pure verb: it compiles what is asked into SQL, and the
engine that holds the list, DuckDB, counts.

    layout (what the columns mean) -> tags (each column as a day, a word, a number) -> faults (rows that cannot be so)
    definition (what a case is) -> records (a row a case: where, which definition, when) -> counting (by area and day)
    -> documents: tables of figures, with which they go through ledger, check and bulletins like any others

Rows never pass through Python, so nothing of a person can reach a figure: what is handed over are counts.
"""

from esep.tally.counting import Tally, tally
from esep.tally.definition import Definition
from esep.tally.indicator import Band, Indicator
from esep.tally.layout import Layout
from esep.tally.lines import Lines, Request

__all__ = ["Band", "Definition", "Indicator", "Layout", "Lines", "Request", "Tally", "tally"]
