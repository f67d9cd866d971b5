"""The procedure as a picture: the states as stages from top to bottom, and the steps as arrows between them.

The picture is data; a page draws it as a list, which reads without being seen, or as lines and boxes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from policies.model import UNBORN, Procedure, State, Step


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step as it leaves a stage: `way` is next, back, end or stays; `to` names where it leads ("" = it stays).

    `anchor` is the address of the step's article in the printed procedure.
    """

    step: str
    label: str
    by: tuple[str, ...]
    anchor: str
    way: str
    to: str = ""
    to_state: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A state and what leaves it. `number` is its place in the ordinary sequence; endings outside of it have none."""

    state: str
    name: str
    plain: str
    number: int | None
    closed: bool
    arrows: tuple[Arrow, ...]

    @property
    def stays(self) -> tuple[Arrow, ...]:
        """Give the steps that leave the state as it is."""
        return tuple(arrow for arrow in self.arrows if arrow.way == "stays")

    @property
    def leads(self) -> tuple[Arrow, ...]:
        """Give the steps that lead to another state."""
        return tuple(arrow for arrow in self.arrows if arrow.way != "stays")


@dataclass(frozen=True, slots=True)
class Picture:
    """How a case begins, its ordinary stages in their order, and the endings beside them."""

    beginnings: tuple[Arrow, ...]
    stages: tuple[Stage, ...]
    endings: tuple[Stage, ...]


def picture(procedure: Procedure, language: str = "id") -> Picture:
    """Draw a procedure in Indonesian or ("en") English."""
    stages = tuple(_stage(procedure, state, language) for state in procedure.path)
    early = (state for state in procedure.states.values() if state.order is None)
    endings = tuple(_stage(procedure, state, language) for state in early)
    return Picture(tuple(_arrows(procedure, None, language)), stages, endings)


def _stage(procedure: Procedure, state: State, language: str) -> Stage:
    return Stage(
        state=state.name,
        name=state.label[language],
        plain=state.plain[language],
        number=state.order,
        closed=state.closed,
        arrows=tuple(_arrows(procedure, state, language)),
    )


def _arrows(procedure: Procedure, start: State | None, language: str) -> Iterator[Arrow]:
    for step in procedure.steps_from(start.name if start else UNBORN):
        end = procedure.states[start.name if step.stays and start else step.to]
        stays = start is not None and end.name == start.name
        yield Arrow(
            step=step.name,
            label=step.label[language],
            by=_roles(procedure, step, language),
            anchor=f"s-{step.name}",
            way="stays" if stays else _way(start, end),
            to="" if stays else end.label[language],
            to_state="" if stays else end.name,
        )


def _way(start: State | None, end: State) -> str:
    """Say which way a step leads: on, back, or to an early end."""
    if end.order is None:
        return "end"
    return "next" if start is None or (start.order or 0) < end.order else "back"


def _roles(procedure: Procedure, step: Step, language: str) -> tuple[str, ...]:
    return tuple(procedure.roles[role].label[language] for role in step.by)
