"""The tables, one module per word: what the database keeps, and nothing about what may be done with it.

The ledger (`ledger.py`) is the truth about transfers; the registers (`organisation.py`, `people.py`,
`committee.py`, `competences.py`) are the truth about posts and people; `accounts.py` says who may sign in and act.
`staffing.py` and `planning.py` keep what was once computed from them, `notices.py` what is to be
told, `monitoring.py` what the ledgers say of how transfers went.
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
from workflow.tables.competences import competences, course_levels, courses, requests, standards
from workflow.tables.imports import import_rows, imports
from workflow.tables.ledger import (
    case_numbers,
    entries,
    law_texts,
    private_values,
    transfers,
)
from workflow.tables.metadata import metadata
from workflow.tables.monitoring import (
    monitored,
    monitored_counts,
    monitored_rules,
    monitored_spans,
    monitored_upto,
)
from workflow.tables.notices import calls, notices
from workflow.tables.organisation import holidays, posts, units
from workflow.tables.people import (
    absences,
    discipline,
    employees,
    history,
    performance,
    relatives,
)
from workflow.tables.planning import plan_facts, plan_moves, plan_proposals, plan_searches, plans
from workflow.tables.register import register_events, register_values, security_events, verifications
from workflow.tables.staffing import cells, needs, runs, workload

__all__ = [
    "absences",
    "accounts",
    "attempts",
    "bodies",
    "calls",
    "case_numbers",
    "cells",
    "competences",
    "course_levels",
    "courses",
    "delegations",
    "discipline",
    "drafts",
    "employees",
    "entries",
    "grants",
    "history",
    "holidays",
    "import_rows",
    "imports",
    "law_texts",
    "members",
    "metadata",
    "monitored",
    "monitored_counts",
    "monitored_rules",
    "monitored_spans",
    "monitored_upto",
    "needs",
    "notices",
    "performance",
    "plan_facts",
    "plan_moves",
    "plan_proposals",
    "plan_searches",
    "plans",
    "posts",
    "private_values",
    "register_events",
    "register_values",
    "relatives",
    "requests",
    "runs",
    "security_events",
    "sessions",
    "standards",
    "transfers",
    "units",
    "verifications",
    "workload",
]
