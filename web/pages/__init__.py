"""The pages, one file for each group: `PAGES` lists the blueprints that the counter is made of.

Each file calls its blueprint `pages` and names it like the file; each view says with `@open_to` who may use it.
"""

from web import language
from web.pages import (
    account,
    inbox,
    sign_in,
)

PAGES = (
    language.pages,
    sign_in.pages,
    inbox.pages,
    account.pages,
)
