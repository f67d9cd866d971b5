"""A gallery of every component with invented data, so that it can be looked at and checked by axe.

It is no part of the product: `flask --app tests.web.gallery run` shows it, and the browser tests walk through it.
Every page is one template in `tests/web/templates`; the sentences in there are samples and are not translated.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask, abort, flash, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

import web
from web.look import dress

_OWN = Path(__file__).parent / "templates"
PAGES = tuple(sorted(path.stem for path in _OWN.glob("[!_]*.html")))


def create_app() -> Flask:
    """Make an app that has the counter's templates, look and static files, and serves the gallery's pages."""
    app = Flask("web", root_path=str(Path(web.__file__).parent))
    app.config.update(SECRET_KEY="gallery", WTF_CSRF_ENABLED=True)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(_OWN), app.jinja_loader])
    app.jinja_env.globals.update(date=date, at=_at, days=timedelta, shell=_shell)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, default_locale="id", locale_selector=lambda: request.args.get("lang", "id"))
    CSRFProtect(app)
    dress(app)
    app.add_url_rule("/<name>", view_func=_page)
    app.after_request(_strict)
    return app


def _page(name: str):
    """Show one page of the gallery."""
    if name not in PAGES:
        abort(404)
    if name == "states":
        flash("Suara Anda tersimpan. Dapat diganti sampai pemungutan ditutup.", "ok")
    return render_template(f"{name}.html")


def _strict(response):
    """Send the same strict policy as the counter does, so that an inline style or script shows here."""
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    return response


def _at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """Give a moment in UTC from the time that a clock in Padangsidimpuan shows."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def _shell(name: str = "Irwan Pasaribu", office: str = "Sekretaris Baperjakat", count: int = 3) -> dict:
    """Make the shell of one invented official."""
    return {
        "city": "Kota Padangsidimpuan",
        "demo": True,
        "find": {"href": "/transfers", "label": "Cari pegawai, kasus"},
        "inbox": {"href": "/inbox", "count": count},
        "groups": [
            [
                {"key": "inbox", "label": "Kotak tugas", "href": "/inbox", "icon": "inbox", "count": count},
                {"key": "transfers", "label": "Kasus mutasi", "href": "/transfers", "icon": "arrow-left-right"},
                {"key": "needs", "label": "Kebutuhan baru", "href": "/forms", "icon": "map"},
                {"key": "bodies", "label": "Baperjakat", "href": "/bodies", "icon": "people"},
            ],
            [
                {"key": "audit", "label": "Jejak audit", "href": "/audit", "icon": "journal-check"},
                {"key": "procedure", "label": "Aturan & dasar hukum", "href": "/procedure", "icon": "book"},
            ],
        ],
        "person": {"name": name, "office": office},
        "links": [
            {"label": "Akun", "href": "/forms"},
            {"label": "English", "href": "/inbox", "post": True, "name": "language", "value": "en"},
            {"label": "Gelap", "href": "/inbox", "post": True, "name": "theme", "value": "dark"},
            {"label": "Keluar", "href": "/sign-in", "post": True},
        ],
    }


app = create_app()
