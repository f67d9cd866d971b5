"""What cannot be decided: nothing is proven wrong, but not everything could be checked."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from policies.loading import current
from tests.workflow.tampering.table import finds
from tests.workflow.told import EVALUATED, PROPOSED, WITHDRAWN, Copy
from workflow.audit.report import EMPLOYEES
from workflow.canonical import digest
from workflow.tables import law_texts


@finds("law", EVALUATED, 1, current().digest.hex(), result="incomplete")
def a_text_of_the_law_that_is_gone(copy: Copy) -> None:
    copy.run("DELETE FROM law_texts")


@finds("log", WITHDRAWN, 2, result="incomplete")
def a_line_of_a_log_that_nobody_knows(copy: Copy) -> None:
    copy.edit(WITHDRAWN, 2, lambda record: record.update(log="another"))


@finds("erased", EVALUATED, 2, "kind", result="incomplete")
def an_erased_value_that_was_needed(copy: Copy) -> None:
    copy.run("DELETE FROM private_values WHERE field = 'kind'")


@finds("calendar", PROPOSED, 1, "due_on", result="incomplete")
def a_holiday_of_which_no_event_tells(copy: Copy) -> None:
    with copy.outside() as connection:
        connection.execute(text("INSERT INTO holidays (day, works, name) VALUES ('2024-05-27', FALSE, 'Hari jadi')"))


@finds("judged", PROPOSED, 2, "awaits", result="incomplete")
def a_line_judged_under_an_older_law(copy: Copy) -> None:
    older = current().text.replace(b"# What a person may act as.", b"# As what a person may act.")
    with copy.outside() as connection:
        row = {
            "digest": digest(older),
            "text": older,
            "release": "0.0.9",
            "first_used_at": datetime.fromisoformat("2024-01-01T00:00Z"),
        }
        connection.execute(law_texts.insert(), row)

    def change(record: dict[str, Any]) -> None:
        record["law"] = digest(older).hex()
        record["head"]["awaits"] = " donor-answer "

    copy.edit(PROPOSED, 2, change, awaits=" donor-answer ")
    _repeat_head(copy)


def _repeat_head(copy: Copy) -> None:
    copy.run("UPDATE transfers SET awaits = ' donor-answer ' WHERE case_number = :case", case=PROPOSED)


@finds("beginning", EMPLOYEES, result="incomplete")
def a_register_without_a_beginning(copy: Copy) -> None:
    copy.run("DELETE FROM register_values")
    copy.run("DELETE FROM register_events")
