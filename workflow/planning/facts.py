"""What a plan was found from, kept so that its model can be built again without asking the registers.

People stand in it by their ids. Only the first of a row of plans has it: those adjusted from it stand on the same.
"""

import zlib
from collections.abc import Mapping
from fractions import Fraction
from json import loads
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from workflow.canonical import text
from workflow.planning.building import Asked, Built, City, Law, PairFacts, PersonFacts, PostFacts, build
from workflow.planning.draft import Draft
from workflow.planning.model import Limits
from workflow.tables import employees, plan_facts, plans


class Facts(NamedTuple):
    """The model of a plan, built again; `needs` are the ids of needs by posts, `employees` those of people by NIPs."""

    built: Built
    needs: Mapping[str, int]
    employees: Mapping[str, int]


def store(connection: Connection, plan: int, draft: Draft) -> None:
    """Keep what a plan was found from, in the transaction that keeps the plan."""
    content = zlib.compress(text(_told(draft)).encode())
    connection.execute(insert(plan_facts), {"plan_id": plan, "content": content})


def built_again(connection: Connection, plan: int, limits: Limits) -> Facts:
    """Build the model of a plan (number) within some limits. Raises LookupError when its facts were not kept."""
    told = _read(connection, plan)
    nips: dict[int, str] = dict(connection.execute(select(employees.c.id, employees.c.nip)).all())
    asked = Asked(frozenset(told["needs"]), limits, told["seed"])
    people = {nips[employee]: employee for employee, _, _ in told["people"]}
    return Facts(build(_city(told, nips), asked, _law(told["law"])), told["needs"], people)


def _read(connection: Connection, plan: int) -> dict[str, Any]:
    """Read the facts of a plan, or of the plan that it was adjusted from."""
    origin: int | None = plan
    while origin is not None:
        content = connection.scalar(select(plan_facts.c.content).where(plan_facts.c.plan_id == origin))
        if content is not None:
            read: dict[str, Any] = loads(zlib.decompress(content))
            return read
        origin = connection.scalar(select(plans.c.adjusts_id).where(plans.c.id == origin))
    raise LookupError(f"plan {plan}: what it was found from was not kept")


def _told(draft: Draft) -> dict[str, Any]:
    city, law, employee = draft.built.city, draft.built.law, draft.basis.employees
    return {
        "needs": dict(draft.basis.needs),
        "seed": draft.built.asked.seed,
        "law": {"priority": dict(law.priority), "plan": dict(law.plan), "floor": str(law.floor)},
        "posts": [{**post._asdict(), "parts": _shares(post.parts)} for post in city.posts],
        "people": [[employee[person.nip], person.post, person.fit] for person in city.people],
        "pairs": [[employee[pair.nip], *pair[1:]] for pair in city.pairs],
    }


def _shares(parts: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: str(part) for name, part in parts.items()}


def _city(told: Mapping[str, Any], nips: Mapping[int, str]) -> City:
    return City(
        [PostFacts(**{**post, "parts": _parts(post["parts"])}) for post in told["posts"]],
        [PersonFacts(nips[employee], post, fit) for employee, post, fit in told["people"]],
        [PairFacts(nips[employee], *rest) for employee, *rest in told["pairs"]],
    )


def _parts(shares: Mapping[str, str]) -> dict[str, Fraction]:
    return {name: Fraction(share) for name, share in shares.items()}


def _law(told: Mapping[str, Any]) -> Law:
    return Law(told["priority"], told["plan"], Fraction(told["floor"]))
