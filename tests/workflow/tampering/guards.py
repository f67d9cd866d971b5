"""The texts of the law, and the guards."""

from sqlalchemy import text

from policies.loading import current
from tests.workflow.tampering.table import finds
from tests.workflow.told import Copy
from workflow.audit.report import GUARDS, LAW


@finds("text", LAW, None, current().digest.hex())
def a_text_of_the_law_rewritten(copy: Copy) -> None:
    copy.run("UPDATE law_texts SET text = :text", text=current().text.replace(b"24", b"12"))


@finds("guard", GUARDS, None, "transfers_repeat_last")
def a_missing_guard(copy: Copy) -> None:
    with copy.outside() as connection:
        table = " ON transfers" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER transfers_repeat_last{table}"))


@finds("guard", GUARDS, None, "entries_move_head")
def a_guard_with_another_text(copy: Copy) -> None:
    with copy.outside() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER entries_move_head"))
            connection.execute(text("CREATE TRIGGER entries_move_head AFTER INSERT ON entries BEGIN SELECT 1; END"))
        else:
            connection.execute(text("DROP TRIGGER entries_move_head ON entries"))
            moment = "AFTER INSERT ON entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_statement()"
            connection.execute(text(f"CREATE TRIGGER entries_move_head {moment}"))
