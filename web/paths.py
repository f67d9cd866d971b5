"""Paths inside this counter: the only places that a form or a link may lead back to."""

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException


def local_path(text: str | None) -> str | None:
    """Give a path of this counter, with its query, or None for whatever could lead anywhere else.

    Browsers read a backslash as a slash, drop tabs and line ends, and take "//host" for another server.
    """
    if not text or not text.startswith("/") or text.startswith("//"):
        return None
    if "\\" in text or any(not 32 < ord(letter) < 127 for letter in text):
        return None
    parts = urlsplit(text)
    return None if parts.scheme or parts.netloc or parts.path.startswith("//") else text


def shown_by(path: str) -> bool:
    """Tell whether a path can simply be opened: some only take forms."""
    try:
        current_app.create_url_adapter(request).match(urlsplit(path).path, method="GET")
    except HTTPException:  # among them a redirect, which is no page itself
        return False
    return True


def way_back(otherwise: str = "/") -> str:
    """Give the path that a small form was sent from, said by the form itself or else by the browser."""
    asked = local_path(request.form.get("next"))
    if asked is None and request.referrer and request.referrer.startswith(request.host_url):
        asked = local_path("/" + request.referrer.removeprefix(request.host_url))
    return asked if asked is not None and shown_by(asked) else otherwise
