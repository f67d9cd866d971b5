"""What came of the transfers, for other programs: the figures of a year, and what another parameter would have meant.

With `--json` the standard output holds nothing but JSON. Everything is told, however small: it is for who may open the
cases.
"""

import json
from fractions import Fraction
from typing import Any

import click

from policies.loading import current
from policies.monitoring import TRIED
from web import settings
from web.cli.opened import migrated
from workflow.database import reading
from workflow.monitoring.figures import Figures, Group, Share, figures
from workflow.monitoring.what_if import Chain, Tried, WhatIf
from workflow.monitoring.what_if import what_if as ask
from workflow.organisation.calendar import city_day, now

monitoring = click.Group("monitoring", help="What came of the transfers.")

_SHORT = {"R-CMP-01": "R-CMP-01a"}  # as people call it


@monitoring.command()
@click.option("--year", type=int, help="Of the transfers that began, and that took effect, in this year; else of all.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def report(year: int | None, *, as_json: bool) -> None:
    """Tell how far transfers came, where time went, and what came of them."""
    with migrated(settings.from_environment()) as engine, reading(engine) as connection:
        found = figures(connection, city_day(now())).of_year(year)
    if as_json:
        click.echo(json.dumps({"year": year, **_report(found)}, ensure_ascii=False, default=float))
        return
    for stage in found.funnel():
        click.echo(f"{stage.reached:>7}  {stage.state}")
    overall = found.overall().at_6
    click.echo(f"Evaluated after six months: {overall.of}, good or better: {overall.good}")


def _report(found: Figures) -> dict[str, Any]:
    return {
        "funnel": [{**stage._asdict(), "ended": dict(stage.ended)} for stage in found.funnel()],
        "working_days": [
            {
                "name": each.name,
                "ended": each.ended,
                "waiting": each.waiting,
                **{f"{name}_days": day for name, day in each.spread._asdict().items()},
            }
            for each in found.stretches()
        ],
        "outcomes": {name: [_group(group) for group in groups] for name, groups in found.outcomes().items()},
        "overall": _group(found.overall()),
        "donor_after": dict(found.cells("donor_after")),
        "need_met": dict(found.cells("need_met")),
    }


def _group(group: Group) -> dict[str, Any]:
    return {"group": group.cell, "at_3_months": _share(group.at_3), "at_6_months": _share(group.at_6)}


def _share(share: Share) -> dict[str, Any]:
    return {**share._asdict(), **share.interval._asdict()}


@monitoring.command("what-if")
@click.argument("rule")
@click.argument("value")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def what_if(rule: str, value: str, *, as_json: bool) -> None:
    """Tell what VALUE would have changed as the parameter of RULE (R-TEN-01, R-CMP-01, R-DON-01)."""
    rule = _SHORT.get(rule, rule)
    if rule not in TRIED:
        raise click.ClickException(f"only the parameters of {', '.join(TRIED)} may be tried")
    with migrated(settings.from_environment()) as engine, reading(engine) as connection:
        found = ask(connection, current(), rule, city_day(now()))
    tried = found.tried(_value(found, value))
    told = _tried(found, tried)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, default=float))
        return
    changed = told["changed"]
    if changed is None:
        click.echo(f"Not answerable: {tried.refused} attempts were refused, without outcome")
    else:
        click.echo(
            f"{tried.kind}: {changed['units']} of {found.all} would have been judged otherwise; of these "
            f"{changed['executed']} executed, {changed['due']} due, {changed['evaluated']} evaluated, "
            f"{changed['unevaluated']} not, {changed['good']} good or better"
        )


def _value(found: WhatIf, value: str) -> Fraction:
    """Read a value of the grid: "24", "76/100", "0.76". Raises ClickException for another."""
    try:
        asked = Fraction(value)
    except (ValueError, ZeroDivisionError):
        asked = Fraction(-1)
    if asked not in found.grid:
        raise click.ClickException(f"{value} is not on the grid: {', '.join(map(str, found.grid))}")
    return asked


def _tried(found: WhatIf, tried: Tried) -> dict[str, Any]:
    return {
        "rule": found.rule.id,
        "in_force": str(found.in_force),
        "value": str(tried.value),
        "kind": tried.kind,
        "judged": found.all,
        "unknown": found.unknown,
        "changed": _chain(tried.changed) if tried.changed is not None else None,
        "others": _chain(tried.others),
        "refused": tried.refused,
        "policy": current().digest.hex(),
    }


def _chain(chain: Chain) -> dict[str, Any]:
    return {**chain._asdict(), "unevaluated": chain.unevaluated, **chain.interval._asdict()}


COMMANDS = (monitoring,)
