"""Plans of moves, for other programs: the set of moves that is best as a whole for some needs.

With `--json` the standard output holds nothing but JSON; whatever else is said goes to the standard error.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection

from policies.loading import current
from policies.staffing import MILLION, needs_horizon
from web import settings
from web.cli.opened import migrated, progress
from workflow.database import reading
from workflow.organisation.calendar import city_day, now
from workflow.planning import making, plans
from workflow.planning.draft import Draft
from workflow.planning.inputs import inputs
from workflow.planning.making import Wanted
from workflow.planning.model import Limits, written
from workflow.planning.solving import NoSolver
from workflow.staffing import needs as needs_of
from workflow.staffing import runs
from workflow.staffing.needs import Need


class _Ids(click.ParamType[list[int]]):
    """Numbers with commas between them."""

    name = "ID,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> list[int]:
        try:
            return [int(each) for each in str(value).split(",")]
        except ValueError:
            self.fail(f"{value!r} are no numbers of needs: write 12,15,31", param, ctx)


class _Share(click.ParamType[Decimal]):
    """A figure from 0 to 1, exact."""

    name = "PRIORITY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            share = Decimal(value)
        except ArithmeticError:
            self.fail(f"{value!r} is no priority: write a figure from 0 to 1", param, ctx)
        if not 0 <= share <= 1:
            self.fail(f"{value!r} is no priority: write a figure from 0 to 1", param, ctx)
        return share


_COUNT = click.IntRange(min=0)


@click.command()
@click.option("--needs", "ids", type=_Ids(), help="The needs to be met; all open ones if none are named.")
@click.option("--above", type=_Share(), help="Meet all needs of a higher priority than this.")
@click.option("--max-moves", type=_COUNT, help="Make so many moves at most.")
@click.option("--max-hours", type=_COUNT, help="Ask for so many hours of training at most.")
@click.option("--max-out", type=_COUNT, help="Move so many people out of any one unit at most.")
@click.option("--time-limit", type=click.FloatRange(min=0), help="Search for so many seconds at most.")
@click.option("--model", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write the model there.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def plan(
    ids: list[int] | None,
    above: Decimal | None,
    max_moves: int | None,
    max_hours: int | None,
    max_out: int | None,
    time_limit: float | None,
    model: Path | None,
    *,
    as_json: bool,
) -> None:
    """Plan the moves that are best as a whole for some needs, and keep the plan."""
    if ids is not None and above is not None:
        raise click.UsageError("name needs, or a priority, but not both")
    wanted = Wanted(Limits(max_moves, max_hours, max_out), seconds=time_limit)
    moment = now()
    with migrated(settings.from_environment()) as engine:
        with reading(engine) as connection, progress("Planning") as step:
            draft = _made(connection, ids, above, wanted, step)
        number = plans.keep(engine, draft, None, moment)
    if model is not None:
        model.write_text(written(draft.built.model), "utf-8")
    if as_json:
        click.echo(json.dumps(_told(draft), ensure_ascii=False))
    else:
        _say(number, _told(draft))


def _made(connection: Connection, ids: list[int] | None, above: Decimal | None, wanted: Wanted, step: Any) -> Draft:
    moment = now()
    horizon = needs_horizon(current(), city_day(moment))
    run = runs.newest(connection, horizon)
    if run is None:
        raise click.ClickException("there is no run of the needs analysis yet: make one with `mutasi needs run`")
    chosen = _chosen(needs_of.listed(connection, run), ids, above)
    try:
        return making.make(inputs(connection, run, chosen, moment), wanted, progress=step)
    except NoSolver as error:
        raise click.ClickException(str(error)) from error


def _chosen(listed: Sequence[Need], ids: list[int] | None, above: Decimal | None) -> list[Need]:
    """Pick the needs that are named, those above a priority, or all. Raises ClickException for one that is not open."""
    if above is not None:
        return [need for need in listed if need.priority > above * MILLION]
    if ids is None:
        return list(listed)
    missing = sorted(set(ids) - {need.id for need in listed})
    if missing:
        raise click.ClickException(f"there is no open need {', '.join(map(str, missing))}")
    return [need for need in listed if need.id in ids]


def _told(draft: Draft) -> dict[str, Any]:
    found, move = draft.solution, draft.built.model.move
    return {
        "moves": [
            {
                "need": draft.basis.needs.get(move[number].post),
                "nip": move[number].nip,
                "from_post": move[number].from_post,
                "to_post": move[number].post,
                "value": move[number].value,
            }
            for number in found.moves
        ],
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "seconds": round(found.seconds, 3),
        "status": found.status,
    }


def _say(number: int, told: dict[str, Any]) -> None:
    click.echo(f"plan {number}: {len(told['moves'])} moves, {told['status']}, {told['seconds']:.1f} seconds")
    for move in told["moves"]:
        here = move["from_post"] or "–"
        need = "–" if move["need"] is None else move["need"]
        click.echo(f"{need:>5}  {move['nip']}  {here} → {move['to_post']}  {move['value'] / MILLION:+.4f}")
