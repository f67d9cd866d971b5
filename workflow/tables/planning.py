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

# What a plan's model is built from, compressed, so that it can be adjusted without asking the registers again. A plan
# adjusted by hand stands on the facts of the plan that it adjusts.
plan_facts = Table(
    "plan_facts",
    metadata,
    Column("plan_id", ForeignKey("plans.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# Searches that somebody started at the counter; `seen_at` is when whoever searches was last heard of.
plan_searches = Table(
    "plan_searches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", Key, nullable=False, unique=True),  # what stands in the address of its page
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("asked", Text, nullable=False),  # needs, limits and seconds, as JSON
    Column("state", Key, nullable=False),  # searching, found, cancelled, failed
    Column("done", Integer, nullable=False),  # of the posts to be looked at
    Column("total", Integer, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("plan_id", ForeignKey("plans.id")),
    sqlite_autoincrement=True,
)

plan_proposals = Table(
    "plan_proposals",
    metadata,
    Column("plan_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("transfer_id", ForeignKey("transfers.id"), nullable=False, index=True),
    ForeignKeyConstraint(["plan_id", "number"], ["plan_moves.plan_id", "plan_moves.number"]),
)
