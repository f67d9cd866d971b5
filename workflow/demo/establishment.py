"""The posts of the synthetic city: the same table of posts for every unit of a kind, more for some units."""

import csv
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

from workflow.organisation.files.rows import Post, Unit

_PLACES = ("Kelurahan ", "Kecamatan ")
_TOP_POST = "SETDA-SEKDA"


def _table(name: str) -> list[dict[str, str]]:
    text = files("workflow.demo").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def units() -> list[Unit]:
    """The units of the city in the order of `units.csv`, superior units first. Where they stand is only roughly so."""
    return [
        Unit(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            parent=row["parent"] or None,
            outlying=row["outlying"] == "yes",
            criticality=_number(row["criticality"]),
            latitude=_number(row["latitude"]),
            longitude=_number(row["longitude"]),
        )
        for row in _table("units.csv")
    ]


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def posts(city: list[Unit]) -> list[Post]:
    """Every post of these units; each leading post reports to the leading post of the unit above."""
    table = _table("establishment.csv")
    made = [_post(unit, row) for unit in city for row in table if row["where"] in (unit.kind, unit.code)]
    leading = {post.unit: post.code for post in made if post.head}
    above = {unit.code: unit.parent for unit in city}
    return [
        replace(post, reports_to=leading.get(above[post.unit] or "", _TOP_POST))
        if post.head and post.code != _TOP_POST
        else post
        for post in made
    ]


def _post(unit: Unit, row: dict[str, str]) -> Post:
    place = unit.name
    for prefix in _PLACES:
        place = place.removeprefix(prefix)
    return Post(
        code=f"{unit.code}-{row['suffix']}",
        unit=unit.code,
        name=row["name"].format(unit=unit.name, place=place),
        category=row["category"],
        job_class=int(row["class"]),
        need=int(row["need"]),
        min_education=row["min_education"],
        fields=tuple(row["fields"].split("|")) if row["fields"] else (),
        critical=row["critical"] == "yes",
        reports_to=f"{unit.code}-{row['reports_to']}" if row["reports_to"] else None,
        head=row["head"] == "yes",
        bup_group=row["bup_group"] or None,
    )
