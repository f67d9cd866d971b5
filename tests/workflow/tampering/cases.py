"""The heads that the database keeps, whole cases, and the pages of history that they opened."""

from sqlalchemy import select, text, update

from tests.workflow.tampering.lines import delete
from tests.workflow.tampering.table import finds
from tests.workflow.told import EVALUATED, PROPOSED, VOTED, WITHDRAWN, Copy
from workflow.audit.report import NUMBERS
from workflow.tables import history, transfers


@finds("last", PROPOSED, None, "state")
def a_moved_head(copy: Copy) -> None:
    copy.run("UPDATE transfers SET state = 'executed' WHERE case_number = :case", case=PROPOSED)


@finds("last", VOTED, None, "due_on")
def a_moved_due_date(copy: Copy) -> None:
    copy.run("UPDATE transfers SET due_on = '2030-01-01' WHERE case_number = :case", case=VOTED)


@finds("empty", "MUT-2024-0005")
def a_case_out_of_nothing(copy: Copy) -> None:
    with copy.outside() as connection:
        connection.execute(text("INSERT INTO transfers (case_number) VALUES ('MUT-2024-0005')"))


@finds("ownerless", "#4")
def a_case_deleted_and_its_lines_left(copy: Copy) -> None:
    copy.run("DELETE FROM transfers WHERE case_number = :case", case=WITHDRAWN)


@finds("number", NUMBERS, None, WITHDRAWN)
def a_case_deleted_with_all_its_lines(copy: Copy) -> None:
    delete(copy, WITHDRAWN, 1)
    delete(copy, WITHDRAWN, 2)
    copy.run("DELETE FROM transfers WHERE case_number = :case", case=WITHDRAWN)


@finds("history", EVALUATED)
def another_first_day_in_the_history(copy: Copy) -> None:
    copy.run("UPDATE history SET since = '2024-04-01' WHERE transfer_id IS NOT NULL")


@finds("history", EVALUATED)
def a_page_of_history_torn_out(copy: Copy) -> None:
    copy.run("DELETE FROM history WHERE transfer_id IS NOT NULL")


@finds("history", WITHDRAWN)
def a_page_of_history_that_no_transfer_opened(copy: Copy) -> None:
    with copy.outside() as connection:
        withdrawn = select(transfers.c.id).where(transfers.c.case_number == WITHDRAWN).scalar_subquery()
        page = select(history.c.id).where(history.c.transfer_id.is_(None)).limit(1).scalar_subquery()
        connection.execute(update(history).where(history.c.id == page).values(transfer_id=withdrawn))
