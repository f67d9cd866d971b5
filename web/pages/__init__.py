"""The pages, one file for each group: `PAGES` lists the blueprints that the counter is made of.

Each file calls its blueprint `pages` and names it like the file; each view says with `@open_to` who may use it.
"""

from web import language
from web.pages import (
    absences,
    account,
    audit,
    bodies,
    case,
    delegations,
    grants,
    holidays,
    inbox,
    needs,
    own,
    people,
    procedure,
    propose,
    relatives,
    seats,
    sign_in,
    steps,
    transfers,
)

PAGES = (
    language.pages,
    sign_in.pages,
    inbox.pages,
    transfers.pages,
    case.pages,
    needs.pages,
    propose.pages,
    steps.pages,
    own.pages,
    audit.pages,
    procedure.pages,
    people.pages,
    grants.pages,
    absences.pages,
    delegations.pages,
    bodies.pages,
    seats.pages,
    holidays.pages,
    account.pages,
    relatives.pages,
)
