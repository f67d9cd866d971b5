"""Needs for people, for other programs: run the analysis, list the open needs.

With `--json` the standard output holds nothing but JSON; whatever else is said goes to the standard error.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from policies.loading import current
from policies.matching import PARTS as FIT_PARTS
from policies.staffing import PARTS, half_up, millionths, needs_horizon
from web import settings
from web.cli.opened import migrated, progress
from workflow.database import reading
from workflow.forms import Invalid
from workflow.matching import candidates as matching
from workflow.matching.candidates import Candidate
from workflow.matching.target import target
from workflow.organisation.calendar import city_day, now
from workflow.staffing import needs as needs_of
from workflow.staffing import runs

needs = click.Group("needs", help="Where people are missing.")


class _Day(click.ParamType[date]):
    """A calendar day, written YYYY-MM-DD."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date: write YYYY-MM-DD", param, ctx)


DAY = _Day()


@needs.command()
@click.option("--as-of", type=DAY, help="The day of the run; today when none is given.")
@click.option("--horizon", type=int, help="Months to look ahead, 0 to 60; 12 open and close needs.")
@click.option("--reason", default="", help="Why this run supersedes the one of the same day and horizon.")
@click.option("--json", "as_json", is_flag=True, help="Print the run and its cells as JSON.")
def run(as_of: date | None, horizon: int | None, reason: str, *, as_json: bool) -> None:
    """Work out what each post needs and has, and keep it."""
    moment = now()
    today = city_day(moment)
    asked = runs.Asked(as_of or today, horizon, reason, origin="command")
    if asked.as_of < today:
        click.echo(f"The registers are those of {today}, whatever they were on {asked.as_of}.", err=True)
    with migrated(settings.from_environment()) as engine:
        number = _made(engine, asked, moment)
        with reading(engine) as connection:
            made = runs.get(connection, number)
            cells = [_cell(each) for each in runs.cells_of(connection, number)]
    if as_json:
        told = {"run": number, "as_of": made.as_of.isoformat(), "horizon": made.horizon, "cells": cells}
        click.echo(json.dumps(told, ensure_ascii=False, default=float))
    else:
        missing = sum(max(cell["gap"], 0) for cell in cells)
        click.echo(f"Run {number} as of {made.as_of}: posts {len(cells)}, people missing {missing}")


def _made(engine: Any, asked: runs.Asked, moment: datetime) -> int:
    done = 0
    try:
        with progress("Keeping") as step:

            def further(count: int) -> None:
                nonlocal done
                done += count
                step(done, done)

            number, _ = runs.make(engine, asked, None, moment, further)
    except Invalid as error:
        raise click.ClickException("; ".join(words.en for words in error.errors.values())) from error
    return number


def _cell(row: Any) -> dict[str, Any]:
    return {
        "unit": row.unit_code,
        "post": row.post_code,
        "need_exact": _hundredths(row.need_exact),
        "need": row.need,
        "need_temporary": row.need_temporary,
        "temporary_until": row.temporary_until.isoformat() if row.temporary_until else None,
        "holders": row.holders,
        "retiring": row.retiring,
        "arriving": row.arriving,
        "leaving": row.leaving,
        "absent": row.absent,
        "effective": row.effective,
        "gap": row.gap,
        "effectiveness": None if row.effectiveness is None else _hundredths(row.effectiveness),
        "effectiveness_class": row.effectiveness_class,
        "priority": _millionths(row.priority),
        "parts": {name: _millionths(getattr(row, f"part_{name}")) for name in PARTS},
    }


def _hundredths(figure: int) -> Decimal:
    return Decimal(figure).scaleb(-2)


def _millionths(figure: int) -> Decimal:
    return Decimal(figure).scaleb(-6)


@needs.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the needs as JSON.")
def list_(*, as_json: bool) -> None:
    """List the open needs, the most urgent first."""
    with migrated(settings.from_environment()) as engine, reading(engine) as connection:
        horizon = needs_horizon(current(), city_day(now()))
        newest = runs.newest(connection, horizon)
        found = needs_of.listed(connection, newest) if newest else []
    rows = [
        {
            "id": need.id,
            "post": need.post,
            "unit": need.unit,
            "gap": need.gap,
            "priority": _millionths(need.priority),
            "open_from": need.open_from[0].isoformat() if need.open_from else None,
        }
        for need in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, default=float))
        return
    for row in rows:
        click.echo(f"{row['id']:>5}  {row['priority']:.4f}  {row['gap']:>3}  {row['unit']}  {row['post']}")


@needs.command()
@click.argument("need", metavar="ID", type=int)
@click.option(
    "--effective", type=DAY, help="The planned date; from when on the first free slot is open if none is given."
)
@click.option("--limit", type=click.IntRange(min=1), help="How many to give at most.")
@click.option("--json", "as_json", is_flag=True, help="Print the candidates as JSON.")
def candidates(need: int, effective: date | None, limit: int | None, *, as_json: bool) -> None:
    """Rank everybody in the city who may fill the need ID; those whom a rule refuses come last."""
    moment = now()
    with migrated(settings.from_environment()) as engine, reading(engine) as connection:
        run_of, wanted = _need(connection, need)
        planned = effective or max(wanted.open_from[0] if wanted.open_from else run_of.as_of, city_day(moment))
        post = target(connection, current(), wanted.post_id, city_day(moment), planned)
        found = matching.candidates(post, str(run_of.id), moment, limit=limit)
    weights = {name: Decimal(post.weights[name]) for name in FIT_PARTS}
    told = [_candidate(each, weights) for each in found]
    if as_json:
        click.echo(json.dumps({"need": need, "candidates": told}, ensure_ascii=False, default=float))
        return
    for each in told:
        marks = ", ".join((*each["refused"], *each["gates"], *each["warnings"]))
        click.echo(f"{each['fit']:.4f}  {each['nip']}  {marks}")


def _candidate(each: Candidate, weights: dict[str, Decimal]) -> dict[str, Any]:
    rules, donor = current().rules, each.donor
    return {
        "nip": each.row.nip,
        "fit": Decimal(each.fit.ten_thousandths).scaleb(-4),
        "parts": {name: _millionths(millionths(part)) for name, part in each.fit.parts.items()},
        "unknown": sorted(each.fit.unknown),
        "weights": weights,
        "jpm": None if each.match is None else _hundredths(half_up(10_000 * each.match.jpm)),
        "training_hours": "assess" if each.assess else each.training_hours,
        "refused": each.refused(rules),
        "gates": each.gates,
        "warnings": each.warnings(rules),
        "donor": None
        if donor is None
        else {
            "unit": each.row.unit_code,
            "need": donor.need,
            "effective_before": donor.before,
            "effective_after": donor.after,
        },
    }


def _need(connection: Any, need: int) -> tuple[Any, needs_of.Need]:
    horizon = needs_horizon(current(), city_day(now()))
    newest = runs.newest(connection, horizon)
    found = needs_of.listed(connection, newest, need=need) if newest else []
    if not found:
        raise click.ClickException(f"there is no open need {need}")
    return newest, found[0]


COMMANDS = (needs,)
