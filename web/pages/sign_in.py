"""Signing in and out, and the two ways on from the bare address."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, language, people, sent
from web.doors import ANYONE, open_to
from web.errors import STATUS
from web.look import say
from web.paths import local_path, shown_by
from web.sent import Sent
from web.waiting import wait_seconds, wait_words
from workflow.accounts import demonstration, signing_in
from workflow.accounts.signing_in import Credentials, SignedIn, WrongPassword
from workflow.accounts.throttling import Throttled
from workflow.organisation.calendar import now

pages = Blueprint("sign_in", __name__)

Answer = Response | tuple[str, int, dict[str, str]]


@pages.get("/")
@open_to(ANYONE)
def start() -> Response:
    """Send a stranger to the sign-in page and everybody else to what waits for him."""
    return redirect(_home() if people.present() else url_for("sign_in.show"), 303)


@pages.get("/sign-in")
@open_to(ANYONE)
def show() -> Answer:
    """Show the sign-in page; who is signed in already goes on."""
    way = _asked_way(request.args.get("next"))
    if people.present():
        return redirect(way or _home(), 303)
    return _page(way)


@pages.post("/sign-in")
@open_to(ANYONE)
def sign_in() -> Answer:
    """Let somebody in who knows the password, or in a demonstration whoever was chosen."""
    way = _asked_way(request.form.get("next"))
    carried = sent.carried()
    engine = database.for_writing()
    if "account" in request.form:
        user_name = request.form["account"] if database.counter().demonstrates else ""
        entered = demonstration.sign_in_as(engine, user_name, now())
        return _let_in(entered, way, None) if entered else _page(way, _("Akun ini tidak tersedia."), status=422)
    typed = Credentials(request.form.get("name", ""), request.form.get("password", ""), request.remote_addr or "")
    try:
        entered = signing_in.sign_in(engine, database.counter().settings.secret, typed, now())
    except WrongPassword:
        return _page(way, _("Nama pengguna, NIP, atau kata sandi salah."), carried, status=422)
    except Throttled as error:
        return _page(way, wait_words(error.until), carried, status=STATUS[Throttled], wait=wait_seconds(error.until))
    return _let_in(entered, way, carried)


@pages.post("/sign-out")
@open_to(ANYONE)
def leave() -> Response:
    """End the session."""
    people.leave()
    flash(_("Anda sudah keluar."), "ok")
    return redirect(url_for("sign_in.show"), 303)


def _let_in(entered: SignedIn, way: str | None, carried: Sent | None) -> Response:
    """Begin the session; a form that waited while one signed in is shown once more before it is sent."""
    people.leave()
    people.enter(entered.token)
    answer: Response
    if carried is None:
        answer = redirect(way or _home(), 303)
    else:
        answer = Response(render_template("again.html", again=carried), mimetype="text/html")
    language.keep(answer, language=entered.language, theme=entered.theme)
    return answer


def _page(way: str | None, error: str = "", carried: Sent | None = None, status: int = 200, *, wait: int = 0) -> Answer:
    text = render_template(
        "sign_in.html",
        way=way,
        errors={"name": error} if error else {},
        name=request.form.get("name", ""),
        carried=carried.carried() if carried else [],
        offers=_offers() if database.counter().demonstrates else [],
        stages=[say(state.label) for state in current().path],
    )
    return text, status, {"Retry-After": str(wait)} if wait else {}


def _offers() -> list[dict[str, Any]]:
    """Give the accounts of a demonstration as components/gate.html draws them."""
    return [
        {
            "value": offer.user_name,
            "role": say(current().roles[offer.role].label),
            "name": offer.name,
            "words": offer.title,
        }
        for offer in demonstration.offers(database.connection())
    ]


def _asked_way(text: str | None) -> str | None:
    """Give the page that was asked for before signing in, if it is one of ours that can be opened."""
    way = local_path(text)
    return way if way is not None and shown_by(way) else None


def _home() -> str:
    return url_for("inbox.inbox")
