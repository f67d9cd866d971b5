"""Language and theme: chosen by anyone, signed in or not; kept in a cookie, and with the account for the next time.

Only this module and `gettext` know that Flask-Babel translates. The Indonesian words stand in the source.
"""

from flask import Blueprint, Flask, redirect, request
from flask_babel import Babel
from werkzeug.wrappers import Response

from web import database, people
from web.doors import ANYONE, open_to
from web.look import THEMES
from web.paths import way_back
from workflow.accounts import own

LANGUAGES = {"id": "Indonesia", "en": "English"}
_YEAR = 365 * 24 * 60 * 60  # seconds

pages = Blueprint("language", __name__)


def install(app: Flask) -> None:
    """Let an app speak the language that each visitor has chosen."""
    Babel(app, default_locale="id", default_timezone="Asia/Jakarta", locale_selector=_chosen)


@pages.post("/language")
@open_to(ANYONE)
def choose_language() -> Response:
    """Keep the chosen language and go back to the page it was chosen on."""
    language = request.form.get("language", "")
    answer = redirect(way_back(), 303)
    if language in LANGUAGES:
        keep(answer, language=language)
        _remember(language=language)
    return answer


@pages.post("/theme")
@open_to(ANYONE)
def choose_theme() -> Response:
    """Keep the chosen theme and go back to the page it was chosen on."""
    theme = request.form.get("theme", "")
    answer = redirect(way_back(), 303)
    if theme in THEMES:
        keep(answer, theme=theme)
        _remember(theme=theme)
    return answer


def keep(answer: Response, **choices: str | None) -> None:
    """Set the cookies of these choices; they hold nothing else, so that no page needs the database to look right."""
    for name, value in choices.items():
        if value:
            secure = database.counter().settings.https
            answer.set_cookie(name, value, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax")


def _chosen() -> str:
    asked = request.cookies.get("language", "id")
    return asked if asked in LANGUAGES else "id"


def _remember(**choices: str) -> None:
    person = people.present()
    if person is not None:
        own.prefer(database.for_writing(), person.account, **choices)
