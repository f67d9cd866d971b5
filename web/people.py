"""Who is at the counter: Flask-Login on sessions that the database keeps.

The cookie holds a random token and nothing that could be believed without the database. There is no remember-me.
"""

import logging

from flask import Flask, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from policies.loading import current
from web import database
from workflow.accounts import sessions
from workflow.accounts.sessions import Lifetime, Session
from workflow.database import Busy, Unwritable
from workflow.organisation.calendar import city_day, now
from workflow.viewers import Viewer, viewer

_log = logging.getLogger(__name__)


class Person(UserMixin):
    """Somebody with a session that is under way; `token` is what the cookie holds."""

    def __init__(self, token: str, under_way: Session) -> None:
        self.token = token
        self.session = under_way

    def get_id(self) -> str:
        """Give what Flask-Login keeps in the cookie."""
        return self.token

    @property
    def account(self) -> int:
        """The number of the account."""
        return self.session.account

    @property
    def who(self) -> Viewer:
        """Who the account is today; read once a request, and again after something was written."""
        found = _viewer(self.account)
        if found is None:
            raise LookupError("the account was disabled while the request was under way")
        return found

    @property
    def roles(self) -> frozenset[str]:
        """The roles that do not depend on a case: granted, delegated in writing, and of the committee."""
        return roles_of(self.who)


def roles_of(who: Viewer) -> frozenset[str]:
    """Name the roles that somebody holds whatever the case; an acting official (Plt, Plh) holds no office by that."""
    roles = {grant.role for grant in who.grants}
    roles |= {delegation.office for delegation in who.delegations if not delegation.acting}
    if who.votes:
        roles.add("committee_member")
    if who.body_office is not None:
        roles |= {role.name for role in current().roles.values() if role.seats[:1] == (who.body_office,)}
    return frozenset(roles)


def install(app: Flask) -> None:
    """Let an app know its people."""
    logins = LoginManager()
    logins.session_protection = None  # it would sign out whoever walks from one network into another
    logins.user_loader(_load)
    logins.init_app(app, add_context_processor=False)


def present() -> Person | None:
    """Give who is signed in, or None for a stranger."""
    return current_user if current_user.is_authenticated else None


def signed_in() -> Person:
    """Give who is signed in, where the door has let nobody else through."""
    person = present()
    if person is None:
        raise LookupError("nobody is signed in: the route is open to more people than its view expects")
    return person


def lifetime() -> Lifetime:
    """Give how long sessions last here."""
    settings = database.counter().settings
    return Lifetime(settings.session_idle, settings.session_life)


def enter(token: str) -> None:
    """Begin to be somebody: whatever the browser's session held before is forgotten, its form tokens too."""
    forget()
    found = sessions.find(database.connection(), token, lifetime(), now())
    if found is None:
        raise LookupError("a session ended in the moment in which it began")
    login_user(Person(token, found))


def leave() -> None:
    """Be nobody again, in the database and in the browser."""
    person = present()
    if person is not None:
        sessions.sign_out(database.for_writing(), person.session, now())
    forget()


def forget() -> None:
    """Forget everything that the browser's session holds."""
    session.clear()
    for name in ("_login_user", "viewer", "csrf_token"):
        g.pop(name, None)


def _load(token: str) -> Person | None:
    """Find the session of a cookie, and note its use: at most once a minute, and never at the price of the page."""
    moment = now()
    found = sessions.find(database.connection(), token, lifetime(), moment)
    if found is None or _viewer(found.account) is None:
        return None
    try:
        sessions.note_use(database.counter().engine, found, moment)
    except (Busy, Unwritable) as error:
        _log.warning("the use of a session was not noted: %s", type(error).__name__)
    return Person(token, found)


def _viewer(account: int) -> Viewer | None:
    if "viewer" not in g:
        g.viewer = viewer(database.connection(), account, city_day(now()))
    found: Viewer | None = g.viewer
    return found
