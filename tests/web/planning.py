"""A town with a kept plan, for the tests of the planner's pages: one nurse fills a slot, two clerks exchange."""

from sqlalchemy import select

from tests.stories.town import Town, at
from tests.web.needing import MONDAY, analysed
from tests.workflow.planning.cities import LAW, post
from workflow.database import reading
from workflow.planning import plans
from workflow.planning.building import Asked, Built, City, PairFacts, PersonFacts, build
from workflow.planning.draft import Basis, Draft
from workflow.planning.model import UNLIMITED, Limits
from workflow.planning.solution import Terms
from workflow.planning.solving import solve
from workflow.tables import employees, needs

# The hospital has one nurse too many, the health centre lacks two; nobody can be spared anywhere else.
POSTS = [
    post("NERS.RSUD", 7, 8)._replace(post="NERS-RSUD", unit="RSUD"),
    post("NERS.PKM", 4, 2, criticality="1")._replace(post="NERS-PKM", unit="PKM"),
    post("KLERK.PKM", 1, 1)._replace(post="KLERK-PKM", unit="PKM"),
    post("KLERK.HUB", 2, 2)._replace(post="KLERK-HUB", unit="DISHUB"),
]


def built(town: Town, limits: Limits = UNLIMITED) -> Built:
    """Fitri or Ramli may go to the health centre, Ramli fits less; Marwan and Abdul wish to exchange."""
    fitri, ramli, marwan, abdul = (nip(town, who) for who in ("fitri", "ramli", "marwan", "abdul"))
    people = [
        PersonFacts(fitri, "NERS-RSUD", 500_000),
        PersonFacts(ramli, "NERS-RSUD", 500_000),
        PersonFacts(marwan, "KLERK-PKM", 500_000),
        PersonFacts(abdul, "KLERK-HUB", 500_000),
    ]
    pairs = [
        PairFacts(fitri, "NERS-PKM", 700_000, gates=1, warnings=1, hours=40),
        PairFacts(ramli, "NERS-PKM", 600_000, gates=1, warnings=1, hours=None),
        PairFacts(marwan, "KLERK-HUB", 500_000, wished=True),
        PairFacts(abdul, "KLERK-PKM", 500_000, wished=True),
    ]
    return build(City(POSTS, people, pairs), Asked(frozenset({"NERS-PKM"}), limits), LAW)


def kept(town: Town, limits: Limits = UNLIMITED) -> int:
    """Make a run and keep the best plan of the town, made by the analyst, and give its number."""
    run = analysed(town)
    with reading(town.engine) as connection:
        nips = {row.nip: row.id for row in connection.execute(select(employees.c.nip, employees.c.id))}
        need = connection.scalar(select(needs.c.id).where(needs.c.post_id == town.post["NERS-PKM"]))
    assert need is not None
    model, terms = built(town, limits), Terms()
    draft = Draft(Basis(run, {"NERS-PKM": need}, town.post, nips), model, terms, solve(model.model, terms))
    return plans.keep(town.engine, draft, town.account["maslan"], at(MONDAY))


def nip(town: Town, who: str) -> str:
    """Give somebody's NIP."""
    with reading(town.engine) as connection:
        return str(connection.scalar(select(employees.c.nip).where(employees.c.id == town.employee[who])))
