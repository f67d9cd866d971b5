"""What an act that was not carried out is told: what others did meanwhile, and every reason of the law against it.

What of a line is shown is decided where every page has it decided: by `workflow.cases`.
"""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from policies.loading import current
from web import database
from web.look import say
from web.wording import timeline
from workflow.answers import Overtaken, Refused
from workflow.cases import open_case
from workflow.organisation.calendar import city_day, now
from workflow.viewers import Viewer


def entries(who: Viewer, error: Overtaken) -> list[dict[str, Any]]:
    """Give the lines that overtook a form, newest first, as components/ledger.html draws them."""
    opened = open_case(database.connection(), who, error.case_number, now())
    return timeline(opened, after=error.seen) if opened is not None else []


def reasons(error: Refused) -> list[str]:
    """Give every reason against a step in words; values stay with the pages that know what the reader may see."""
    procedure = current()
    found = []
    if error.no_role:
        found.append(_("Peran Anda pada kasus ini tidak mencakup langkah ini."))
    if error.wrong_state is not None:
        state = say(procedure.states[error.wrong_state].label)
        found.append(_("Kasus ini sedang pada tahap %(state)s.", state=state))
    return found + [_sentence(result.rule) for result in error.results]


def _sentence(rule_id: str) -> str:
    rule = current().rules[rule_id]
    words = say(rule.sentence).format_map(rule.on(city_day(now())))
    return _("Belum terpenuhi: %(rule)s (%(basis)s)", rule=words, basis=rule.basis)


def case_href(case_number: str) -> str:
    """Give the address of a case."""
    return url_for("case.case", case_number=case_number)
