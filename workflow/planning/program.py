"""HiGHS with a model in it: solved, with moves freed or tied, and solved again.

One thread, one seed, columns and rows in a fixed order: one release of the solver finds one plan. Figures are
millionths; the objective has lost the tie of each move that is made (see `columns`).
"""

from collections.abc import Callable

import numpy as np
from highspy import (
    Highs,
    HighsCallbackEvent,
    HighsLp,
    HighsModelStatus,
    HighsVarType,
    MatrixFormat,
    ObjSense,
    SolutionStatus,
)

from workflow.planning.columns import Columns, Numbers, Places
from workflow.planning.model import Limit, Model

_OPTIONS = {"threads": 1, "random_seed": 4, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0}
# Whole numbers leave the solver as floats this close to them.
_CLOSE = 1e-6
_INFEASIBLE = (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible)

# Told the best objective and bound so far, if known; the answer True stops the solver.
Ask = Callable[[float | None, float | None], bool]


class _Quiet(Highs):
    """HiGHS without its greeting, which it would print while it is made: the output may be for another program."""

    def enableCallbacks(self) -> None:  # noqa: N802  # as the solver names it
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # the solver's own


class Program:
    """A model in the solver: its relaxation, until `whole` asks for whole moves. Moves are named by their places."""

    def __init__(self, model: Model) -> None:
        self.columns = Columns(model)
        self.moves = len(model.moves)
        self._highs = _Quiet()  # type: ignore[no-untyped-call]  # the solver's own
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        self._highs.passModel(_lp(self.columns))

    def bind(self, places: Places, least: int, most: int) -> None:
        """Let each of these moves be made so often: 0 and 1 may be made, 0 and 0 must not, 1 and 1 must."""
        at = places.astype(np.int32)
        self._highs.changeColsBounds(len(at), at, np.full(len(at), float(least)), np.full(len(at), float(most)))

    def loosen(self, limit: Limit, by: int) -> None:
        """Loosen a limit that has rows of its own by so much, from what the model says."""
        lower, upper = self.columns.rows.bounds()
        for row in self.columns.of_limit.get(limit, ()):
            self._highs.changeRowBounds(row, lower[row] - by, upper[row] + by)

    def whole(self) -> None:
        """Ask for whole moves from now on."""
        kinds = np.full(self.moves, int(HighsVarType.kInteger), np.uint8)
        self._highs.changeColsIntegrality(self.moves, np.arange(self.moves, dtype=np.int32), kinds)

    def start(self, made: Places) -> None:
        """Begin the search for whole moves with the plan that makes these."""
        values = np.zeros(self.moves)
        values[made] = 1.0
        self._highs.setSolution(self.moves, np.arange(self.moves, dtype=np.int32), values)

    def run(self, seconds: float, ask: Ask | None = None) -> None:
        """Solve, for so many seconds at most (may be infinite) or until `ask` says stop."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + seconds)
        if ask is None:
            self._highs.run()
        else:
            self._run_asking(_telling(ask))

    def _run_asking(self, told: Callable[[HighsCallbackEvent], None]) -> None:
        events = (self._highs.cbSimplexInterrupt, self._highs.cbMipInterrupt)
        for event in events:
            event.subscribe(told)
        try:
            self._highs.run()
        finally:
            for event in events:
                event.unsubscribe(told)

    @property
    def solved(self) -> bool:
        """Whether the solver came to its end."""
        return self._highs.getModelStatus() == HighsModelStatus.kOptimal

    @property
    def infeasible(self) -> bool:
        """Whether no plan keeps the limits."""
        return self._highs.getModelStatus() in _INFEASIBLE

    @property
    def found(self) -> bool:
        """Whether there is a plan, the best or not."""
        return bool(self._highs.getInfo().primal_solution_status == SolutionStatus.kSolutionStatusFeasible)

    @property
    def objective(self) -> float:
        """What the solution is worth."""
        return float(self._highs.getInfo().objective_function_value)

    @property
    def bound(self) -> float:
        """What no plan of whole moves can exceed, among the moves that may be made."""
        bound = float(self._highs.getInfo().mip_dual_bound)
        return bound if np.isfinite(bound) else np.inf

    def taken(self) -> Numbers:
        """Give how far each move is made, 0 to 1."""
        return np.asarray(self._highs.getSolution().col_value, float)[: self.moves]

    def worths(self) -> Numbers:
        """Give what one person more would be worth to the relaxation on each post, in the order of the model."""
        return -np.asarray(self._highs.getSolution().row_dual, float)[: len(self.columns.model.posts)]

    def prices(self) -> Numbers:
        """Give what each move adds to the relaxation less what it uses up: above 0, one that is left out is missed."""
        return np.asarray(self._highs.getSolution().col_dual, float)[: self.moves]


def are_whole(taken: Numbers) -> bool:
    """Tell whether each move is made or not, none by half."""
    return bool(np.all(np.abs(taken - np.round(taken)) <= _CLOSE))


def _lp(columns: Columns) -> HighsLp:
    lp = HighsLp()
    lp.num_col_, lp.num_row_ = columns.count, columns.rows.count
    lp.sense_ = ObjSense.kMaximize
    lp.offset_ = -float(columns.standing())
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = columns.worth(), np.zeros(columns.count), columns.most()
    lp.row_lower_, lp.row_upper_ = columns.rows.bounds()
    matrix = lp.a_matrix_
    matrix.format_ = MatrixFormat.kColwise
    matrix.num_col_, matrix.num_row_ = lp.num_col_, lp.num_row_
    matrix.start_, matrix.index_, matrix.value_ = columns.rows.by_column(columns.count)
    return lp


def _telling(ask: Ask) -> Callable[[HighsCallbackEvent], None]:
    def told(event: HighsCallbackEvent) -> None:
        found, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        if ask(found if np.isfinite(found) else None, bound if np.isfinite(bound) else None):
            event.interrupt()

    return told
