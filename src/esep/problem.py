"""A problem: what cannot all be true, or could not be read, and how it may have come about.

It holds no text: `write` says it in each language from its code and parameters.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from esep.figure import Figure
from esep.terms import Severity

Parameter = int | str | Figure | tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One way it may have come about."""

    kind: str
    """stale | revision | correction | slip …: the last part of the message's name."""
    figures: tuple[Figure, ...] = ()
    """The figures that would be wrong or out of date."""
    values: Mapping[str, int] = field(default_factory=dict)
    """Figure id to the value that would put it right."""
    evidence: tuple[Figure, ...] = ()
    """The figures it rests on."""
    cost: int = 0
    """How rare such a slip is; only the order counts. 0: it is no slip."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding. The likeliest explanation comes first."""

    code: str
    severity: Severity
    figures: tuple[Figure, ...] = ()
    identity: str | None = None
    """Name of the identity that does not hold."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
    document: str | None = None
    """The one document it is in; None where it lies between documents."""
    span: tuple[int, int] | None = None

    @property
    def id(self) -> str:
        """16 hex digits that stand for exactly this: its code, its identity, and these statements of these values."""
        parts = (self.code, self.identity or "", *sorted(f"{figure.id} {figure.value}" for figure in self.figures))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def concerned(self) -> tuple[Figure, ...]:
        """The figures it concerns, those included that its likeliest explanation finds wrong, each once."""
        return _each(self.figures, *(one.figures for one in self.explanations[:1]))

    @property
    def evidence(self) -> tuple[Figure, ...]:
        """All that shows it, each once: what its explanations rest on and find wrong, the likeliest first, then the
        other figures."""
        return _each(*(part for one in self.explanations for part in (one.evidence, one.figures)), self.figures)

    def to_json(self, text: Mapping[str, str]) -> dict[str, Any]:
        """The problem as one object of the interchange format, with its text by language."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "identity": self.identity,
            "figures": [figure.id for figure in self.figures],
            "document": self.document,
            "span": self.span and list(self.span),
            "text": dict(text),
            "explanations": [
                {
                    "kind": e.kind,
                    "figures": [f.id for f in e.figures],
                    "values": dict(e.values),
                    "evidence": [f.id for f in e.evidence],
                    "cost": e.cost,
                }
                for e in self.explanations
            ],
        }


def _each(*figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """All of them, in order, a statement once."""
    return tuple({(one.id, one.source.document): one for part in figures for one in part}.values())
