"""Static files: an address that changes with the text, kept by browsers for a year, and sent compressed."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from flask_compress import Compress

_YEAR = 31_536_000  # seconds


def install(app: Flask) -> None:
    """Serve an app's static files, and compress whatever is text."""
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=500)
    Compress(app)
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def versioned(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = _version(folder / values["filename"])

    @app.after_request
    def kept(answer: Response) -> Response:
        if request.endpoint == "static" and answer.status_code in {200, 304}:
            _keep(answer, folder)
        return answer


def _keep(answer: Response, folder: Path) -> None:
    """Let a file be kept for ever under the address that names its text, and be asked for again under any other.

    It is read as a whole: our files are small, and what is streamed cannot be compressed by every method.
    """
    answer.direct_passthrough = False
    answer.make_sequence()
    filename = (request.view_args or {}).get("filename", "")
    if request.args.get("v") == _version(folder / filename):
        answer.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    else:
        answer.headers["Cache-Control"] = "no-cache"


@cache
def _version(path: Path) -> str:
    """Give the first figures of a file's digest; empty for a file that does not exist."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""
