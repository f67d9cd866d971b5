"""The tables, one module per word: what the database keeps, and nothing about what may be done with it.

The ledger (`ledger.py`) is the truth about transfers; the registers (`organisation.py`, `people.py`,
`committee.py`) are the truth about posts and people; `accounts.py` says who may sign in and act.
"""

from workflow.tables.accounts import (
    accounts,
    attempts,
    delegations,
    drafts,
    grants,
    sessions,
)
from workflow.tables.committee import bodies, members
from workflow.tables.ledger import (
    case_numbers,
    entries,
    law_texts,
    private_values,
    transfers,
)
from workflow.tables.metadata import metadata
from workflow.tables.organisation import holidays, posts, units
from workflow.tables.people import (
    absences,
    discipline,
    employees,
    history,
    performance,
    relatives,
)
from workflow.tables.register import register_events, register_values, security_events, verifications

__all__ = [
    "absences",
    "accounts",
    "attempts",
    "bodies",
    "case_numbers",
    "delegations",
    "discipline",
    "drafts",
    "employees",
    "entries",
    "grants",
    "history",
    "holidays",
    "law_texts",
    "members",
    "metadata",
    "performance",
    "posts",
    "private_values",
    "register_events",
    "register_values",
    "relatives",
    "security_events",
    "sessions",
    "transfers",
    "units",
    "verifications",
]
