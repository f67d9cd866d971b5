"""An application served to Chromium by the server that a city uses, on a free port."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore

_THREADS = 8
_LOOK_UP_SECONDS = 0.1  # how long the loop may wait for a socket before it sees that it should end


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """Serve the application until the block ends, and give its address."""
    sockets: dict[int, Any] = {}
    server = waitress.create_server(app, map=sockets, host="127.0.0.1", port=0, threads=_THREADS)
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            wasyncore.loop(timeout=_LOOK_UP_SECONDS, map=sockets, count=1)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        ended.set()
        thread.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets)
