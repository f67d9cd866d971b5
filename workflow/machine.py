"""The one shared state machine, built from the procedure: it knows which step leads where, and nothing else.

No model is bound to it. An act lends itself for one moment: the machine asks it whether anything was refused and sets
its state. `auto_transitions` stays off (it would add a way past every rule) and no callback has an effect.
"""

from functools import cache
from typing import Any

from transitions import Machine

from policies.loading import current
from policies.model import STAYS, UNBORN, Procedure


def transitions_of(procedure: Procedure) -> list[dict[str, Any]]:
    """List the machine's transitions, one per step."""
    return [
        {
            "trigger": step.name,
            "source": list(step.sources),
            "dest": STAYS if step.stays else step.to,
            "conditions": "nothing_refused",
        }
        for step in procedure.steps.values()
    ]


def build(procedure: Procedure) -> Machine:
    """Build a machine without a model from a procedure."""
    return Machine(
        model=None,
        states=[UNBORN, *procedure.states],
        transitions=transitions_of(procedure),
        initial=None,
        auto_transitions=False,
    )


@cache
def machine() -> Machine:
    """Give the machine of the procedure in force."""
    return build(current())


def fire(act: Any, step: str) -> bool:
    """Let the machine move an act by a step; False when the act was refused.

    Raises transitions.MachineError when the step does not start in the act's state.
    """
    moved: bool = machine().events[step].trigger(act)
    return moved


def mermaid() -> str:
    """Draw the machine as a mermaid diagram, by the engine that comes with transitions."""
    from transitions.extensions import GraphMachine

    class Paper:
        """A throw-away model: without one the drawing engine has nothing to hold on to."""

    procedure = current()
    paper = Paper()
    GraphMachine(
        model=paper,
        states=[UNBORN, *procedure.states],
        transitions=[{k: v for k, v in t.items() if k != "conditions"} for t in transitions_of(procedure)],
        initial=UNBORN,
        auto_transitions=False,
        graph_engine="mermaid",
        show_conditions=False,
    )
    return str(paper.get_graph().source)  # type: ignore[attr-defined]  # GraphMachine adds it to its model
