"""The peer of `esep.check.localise`: the cheapest change of figures that makes every identity hold, by Google's CP-SAT.

One program for all broken identities and what touches their figures, of integers and Booleans and without big-M bounds:
with those a solver of mixed programs takes too small a change for none. By equal weights it is the question that
errorlocate asks (Fellegi and Holt, A Systematic Approach to Automatic Edit and Imputation, 1976); by our costs, the
slips of one figure that Esep weighs. One worker, and a limit in the solver's own steps.
"""

from collections.abc import Iterable, Mapping

from ortools.sat.python import cp_model

from esep import identity
from esep.check.neighbours import Neighbours
from esep.check.slips import SLIP
from esep.figure import Claim, Figure

STEPS = 5.0
"""The solver's deterministic time, which is about seconds."""


def localised(figures: Iterable[Figure], by_slips: bool) -> frozenset[str] | None:
    """Ids of the figures to change: the fewest, or those whose slips cost least. Missing: None where the solver did not
    come to its end."""
    stated = {figure.comparable: figure for figure in figures}
    near = Neighbours(stated, identity.spread(sorted(stated, key=str)))
    identities = list({id(one): one for claim in stated for one in near.of(claim)}.values())
    suspects = {claim for one in identities if not one.holds(near.values) for claim in one.claims}
    model = cp_model.CpModel()
    changes: dict[Claim, cp_model.LinearExprT] = {}
    costs: dict[Claim, list[tuple[int, cp_model.IntVar]]] = {}
    for claim in sorted(suspects, key=near.order.__getitem__):
        slips = {meant: SLIP + cost for meant, (cost, _) in near.meant(claim).items()} if by_slips else {None: 1}
        changes[claim], costs[claim] = _change(model, near, claim, slips)
    for one in identities:
        if not suspects.isdisjoint(one.claims):
            left = near.residual(one) + changes.get(one.whole, 0) - sum(changes.get(part, 0) for part in one.parts)
            model.add(left == 0 if one.relation == "zero" and not one.short else left >= 0)
    model.minimize(sum(cost * chosen for options in costs.values() for cost, chosen in options))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = STEPS
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return frozenset(
        stated[claim].id for claim, options in costs.items() if any(solver.boolean_value(one) for _, one in options)
    )


def _change(
    model: cp_model.CpModel, near: Neighbours, claim: Claim, slips: Mapping[int | None, int]
) -> tuple[cp_model.LinearExprT, list[tuple[int, cp_model.IntVar]]]:
    """By how much the figure changes, and the slips that may be undone, at most one, with their costs."""
    value = near.values[claim]
    change: cp_model.LinearExprT = 0
    chosen = {meant: model.new_bool_var("") for meant in slips}
    for meant, is_chosen in chosen.items():
        if meant is None:
            free = model.new_int_var(-value, 10 * near.most, "")
            model.add(free == 0).only_enforce_if(is_chosen.negated())
            change += free
        else:
            change += (meant - value) * is_chosen
    model.add_at_most_one(chosen.values())
    return change, [(cost, chosen[meant]) for meant, cost in slips.items()]
