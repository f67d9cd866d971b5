"""What every answer says to the browser, and what is believed about where a request comes from.

Nothing may be loaded, run, framed or sent anywhere but from and to this counter; a script runs only where this very
answer names its nonce.
"""

import secrets

from flask import Flask, Response, g, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from web.settings import Settings

_POLICY = (
    "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_UNUSED = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _UNUSED,
}
_YEAR = 31_536_000  # seconds


def install(app: Flask, settings: Settings) -> None:
    """Protect an app: cookies, nonces and headers. Form tokens come last, see `protect_forms`."""
    app.config.update(
        SECRET_KEY=settings.secret,
        # The prefix makes browsers refuse a cookie that another host or a plain connection has set.
        SESSION_COOKIE_NAME="__Host-mutasi" if settings.https else "mutasi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=settings.session_life,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a long form must not lapse before it
        MAX_CONTENT_LENGTH=1024 * 1024,  # bytes
    )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
    app.before_request(_choose_nonce)
    app.after_request(_Headers(https=settings.https))


def protect_forms(app: Flask) -> None:
    """Ask every form for its token, after the doors: who has to sign in anyway is told so, and changes nothing."""
    CSRFProtect(app)


def came_from_here() -> bool:
    """Tell whether one of our own pages sent this request, by what browsers say and scripts cannot change."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == request.host_url.rstrip("/")


def _choose_nonce() -> None:
    g.script_nonce = secrets.token_urlsafe(16)


class _Headers:
    """Adds the headers to an answer, and keeps it out of every cache unless it says itself that it may be kept."""

    def __init__(self, *, https: bool) -> None:
        self._fixed = dict(_HEADERS)
        if https:
            self._fixed["Strict-Transport-Security"] = f"max-age={_YEAR}; includeSubDomains"

    def __call__(self, answer: Response) -> Response:
        nonce = g.get("script_nonce")
        policy = _POLICY.format(script=f"'nonce-{nonce}'" if nonce else "'none'")
        answer.headers["Content-Security-Policy"] = policy
        answer.headers.update(self._fixed)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
