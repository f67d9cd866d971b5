"""What the database counts, a loop over objects counts too: who retires, leaves, is away or comes."""

from datetime import date

from sqlalchemy import update

from policies.loading import current
from tests.benchmarks.objects import Counted, loop
from tests.stories import telling
from tests.stories.town import Town
from tests.workflow.staffing.analysing import leave, task
from workflow.database import reading
from workflow.staffing.figures import Question, figures
from workflow.tables import posts

MONDAY = date(2024, 3, 4)
APRIL = date(2024, 4, 1)


def test_a_loop_over_objects_gives_the_same(town: Town) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.carried(town, case, MONDAY)
    telling.recommended(town, case, MONDAY)
    town.change("ernita", birth_date=date(1967, 2, 28))
    town.change("marwan", standing="CLTN")
    leave(town, "marwan", "CLTN", MONDAY, date(2025, 3, 4))
    town.need("KLERK-PKM", None)
    task(town, "KLERK-PKM", "1200", "200")
    task(town, "NERS-PKM", "600", "100", until=date(2024, 12, 31), reason="Wabah", document="440/1/2024")
    task(town, "NERS-RSUD", "600", "100", until=date(2024, 3, 3), reason="Wabah", document="440/1/2023")
    town.write(update(posts).where(posts.c.id == town.post["KLERK-HUB"]).values(until=MONDAY))
    question = Question(current(), MONDAY, 12)
    by_objects, _, _ = loop(town.engine, question, len(town.post))
    with reading(town.engine) as connection:
        by_database = [
            Counted(*(getattr(each, name) for name in Counted._fields)) for each in figures(connection, question, {})
        ]
    assert by_database == [each for each in by_objects if each.need or each.holders]
    totals = [sum(getattr(each, name) for each in by_objects) for name in ("retiring", "leaving", "absent", "arriving")]
    assert all(totals), totals
