"""Who may use a route: each view says so beside itself, and a view that says nothing keeps the app from starting.

    @pages.get("/audit")
    @open_to("auditor", "head_bkpsdm")
    def ledger() -> str: …

Who may read which *case* is no matter of doors: the procedure says it, and whoever may not gets 404.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from policies.loading import current
from web import people
from web.look import say
from web.people import Person

ANYONE = "anyone"
SIGNED_IN = "signed-in"

View = TypeVar("View", bound=Callable[..., Any])


class NotYours(Forbidden):
    """The page belongs to other roles than those one holds; `roles` names them."""

    def __init__(self, roles: frozenset[str]) -> None:
        self.roles = roles
        super().__init__()

    @property
    def labels(self) -> list[str]:
        """The roles in the words of the law."""
        return [say(current().roles[role].label) for role in sorted(self.roles)]


class NobodySignedIn(Exception):
    """The page needs somebody who is signed in: nobody is, or not any more."""


def open_to(*roles: str, also: Callable[[Person], bool] | None = None) -> Callable[[View], View]:
    """Declare who may use a view: "anyone", "signed-in", or who holds one of these roles whatever the case.

    `also` lets in, besides, whom no role names. Raises ValueError for a role that the procedure does not know.
    """
    unknown = set(roles) - {ANYONE, SIGNED_IN} - set(current().roles)
    if unknown or not roles:
        raise ValueError(f"no such role: {', '.join(sorted(unknown)) or 'none at all'}")

    def declare(view: View) -> View:
        view.open_to = frozenset(roles)
        view.also = also
        return view

    return declare


def hang(app: Flask) -> None:
    """Put the guard before every view. Raises LookupError when a view does not say whom it is open to."""
    silent = sorted(name for name, view in app.view_functions.items() if not hasattr(view, "open_to"))
    if silent:
        raise LookupError(f"say with @open_to who may use: {', '.join(silent)}")
    app.before_request(_guard)


def _guard() -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # there is no such page, or not for this method
    if ANYONE in view.open_to:
        return None
    person = people.present()
    if person is None:
        raise NobodySignedIn
    if not opens(view, person):
        raise NotYours(view.open_to)
    return None


def opens(view: Callable[..., Any], person: Person) -> bool:
    """Say whether a view is open to somebody who is signed in; the menu asks the same."""
    roles: frozenset[str] = getattr(view, "open_to", frozenset())
    if roles & {ANYONE, SIGNED_IN} or roles & person.roles:
        return True
    also: Callable[[Person], bool] | None = getattr(view, "also", None)
    return also is not None and also(person)


def open_foreign(app: Flask, *names: str) -> None:
    """Open views that others have written, such as Flask's own for static files, to anyone."""
    for name in names:
        app.view_functions[name].open_to = frozenset({ANYONE})
