"""How long one still has to wait, in words."""

from datetime import datetime
from math import ceil

from flask_babel import ngettext

from workflow.organisation.calendar import now


def wait_seconds(until: datetime) -> int:
    """Give the whole seconds until a moment, at least one."""
    return max(1, ceil((until - now()).total_seconds()))


def wait_words(until: datetime) -> str:
    """Say for how many minutes one cannot sign in; a minute that has begun is counted."""
    minutes = ceil(wait_seconds(until) / 60)
    return ngettext(
        "Sudah terlalu sering salah. Coba lagi setelah %(num)s menit.",
        "Sudah terlalu sering salah. Coba lagi setelah %(num)s menit.",
        minutes,
    )
