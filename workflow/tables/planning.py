"""Plans of moves with what they were found from, and the transfers that were opened for their moves.

A plan is written once: adjusting it by hand makes another. Figures are whole millionths (see `workflow.planning`).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from workflow.tables.metadata import Key, Moment, metadata

plans = Table(
    "plans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),  # whose figures it was found from
    Column("adjusts_id", ForeignKey("plans.id"), index=True),  # the plan that somebody adjusted
    Column("made_at", Moment, nullable=False),
    Column("account_id", ForeignKey("accounts.id")),  # None: the command line
    Column("law", LargeBinary, nullable=False),  # digest of the policy texts
    Column("parameters", Text, nullable=False),  # what was asked for and the dated values, as canonical JSON
    Column("model", LargeBinary, nullable=False),  # digest of the model as it is written down
    Column("solver", String, nullable=False),  # its name and release
    Column("status", Key, nullable=False),
    Column("objective", BigInteger, nullable=False),  # what it gains over making no move
    Column("bound", BigInteger, nullable=False),  # what no plan can exceed
    Column("milliseconds", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# The parts sum to the value; `needs_first` is the number of the move whose leaving makes the place that this one takes.
plan_moves = Table(
    "plan_moves",
    metadata,
    Column("plan_id", ForeignKey("plans.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("employee_id", ForeignKey("employees.id"), nullable=False),
    Column("need_id", ForeignKey("needs.id")),  # None: a link that no need asked for
    Column("from_post_id", ForeignKey("posts.id")),
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("value", Integer, nullable=False),
    Column("part_fit", Integer, nullable=False),
    Column("part_gates", Integer, nullable=False),
    Column("part_warnings", Integer, nullable=False),
    Column("part_wish", Integer, nullable=False),
    Column("part_move", Integer, nullable=False),
    Column("hours", Integer),
    Column("forced", Boolean, nullable=False),  # by hand
    Column("needs_first", Integer),
)

plan_proposals = Table(
    "plan_proposals",
    metadata,
    Column("plan_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("transfer_id", ForeignKey("transfers.id"), nullable=False, index=True),
    ForeignKeyConstraint(["plan_id", "number"], ["plan_moves.plan_id", "plan_moves.number"]),
)
