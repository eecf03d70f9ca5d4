"""The bar: for work that takes a while, on a terminal, and nowhere else."""

import io
from functools import partial

import pytest
from rich.console import Console

from esep.cli import show


def drawn(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, total: int | None = 10, a_while: float = -1) -> str:
    """What is drawn while ten items pass, of 400 bytes where the bytes are counted."""
    page = io.StringIO()
    console = Console(file=page, force_terminal=terminal, width=100)
    monkeypatch.setattr(show, "Console", lambda stderr: console)
    monkeypatch.setattr(show, "_A_WHILE", a_while)
    monkeypatch.setattr(show, "_STEP", -1)
    counted = partial(int, 100) if total == 400 else None
    assert list(show.progress(range(10), total, "reading", done=counted)) == list(range(10))
    return page.getvalue()


def test_a_bar_tells_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "100%" in drawn(monkeypatch, terminal=True)
    assert "25%" in drawn(monkeypatch, terminal=True, total=400)


def test_a_bar_counts_where_the_end_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    said = drawn(monkeypatch, terminal=True, total=None)
    assert "%" not in said
    assert "10  " in said
    assert "/s" in said


def test_no_bar_where_no_one_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, terminal=False) == ""


def test_no_bar_for_what_is_soon_done(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, terminal=True, a_while=60) == ""
