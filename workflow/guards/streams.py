"""Which tables are only ever added to, and what makes two of their rows the same."""

# The columns that a row is known by, besides its number as a row.
INSERT_ONLY = {
    "entries": (),  # its own guard compares these
    "private_values": ("entry_id", "field"),
    "register_events": ("number",),
    "register_values": ("event_id", "field"),
    "security_events": (),
    "verifications": (),
    "law_texts": ("digest",),
    "runs": ("replaces_id",),
    "cells": ("run_id", "post_id"),
    "plans": (),
    "plan_moves": ("plan_id", "number"),
    "plan_proposals": ("plan_id", "number"),
}

# Rows that end by a date instead of vanishing.
ENDED = {
    "delegations": (),
    "grants": (),
    "members": ("body_id", "employee_id", "since"),
}
