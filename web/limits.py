"""How much at a time, how long, and who came?

So many requests are answered at once; the rest wait a moment, then are told to come
again. The access log has no queries: what a reporter looks for is nobody's business.
"""

import logging
import multiprocessing
import time

from flask import Flask, Response, g, request
from werkzeug.exceptions import ServiceUnavailable

# Searching keeps a core busy: more at once only make each other wait.
AT_ONCE = 8
WAIT_SECONDS = 2.0
RETRY_SECONDS = 5

_log = logging.getLogger("web.access")


class Busy(ServiceUnavailable):
    """Too many requests are being answered."""

    description = "too many requests at once"


def limit(app: Flask, at_once: int = AT_ONCE, wait: float = WAIT_SECONDS) -> None:
    """Let the application answer `at_once` requests at a time, files of its own not
    counted, and log every one."""
    # Of all processes together, however many are forked.
    places = multiprocessing.BoundedSemaphore(at_once)

    def enter() -> None:
        """Take a place, or be told to come again."""
        g.began = time.perf_counter()
        if request.endpoint in ("static", "api.health"):
            return
        if not places.acquire(timeout=wait):
            raise Busy(retry_after=RETRY_SECONDS)
        g.place = places

    def leave(response: Response) -> Response:
        """Give the place back, and log."""
        place = g.pop("place", None)
        if place and response.is_streamed:
            # It is made while it is sent.
            response.call_on_close(place.release)
        elif place:
            place.release()
        # What was answered before it came here took no time.
        now = time.perf_counter()
        took = (now - g.get("began", now)) * 1000
        _log.info(
            "%s %s %s %d %.0f ms",
            request.remote_addr,
            request.method,
            request.path,
            response.status_code,
            took,
        )
        return response

    app.before_request(enter)
    app.after_request(leave)
