"""How do several processes answer at one address?

One thread at a time runs in a Python process, so there is a process for each core; all
accept from the same socket. They live and die together: where one ends, none is left
with half the places of `web.limits`, and whoever started the server hears of it.
"""

import os
import signal
import socket
import threading
import time
import traceback
from collections.abc import Callable

from search import SearchError

# More would need more memory than they save time.
MOST_PROCESSES = 4
# Connections that wait to be accepted.
_BACKLOG = 1024
_PAUSE_S = 0.2

Answering = Callable[[socket.socket], None]


def usual_processes() -> int:
    """One for each core that may be used, within reason."""
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def listening(host: str, port: int) -> socket.socket:
    """A socket that accepts at this address. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=_BACKLOG)


def run(answer: Answering, at: socket.socket, processes: int) -> None:
    """Let so many processes `answer` what comes in at a socket, until interrupted or
    until one of them ends, which raises SearchError."""
    if processes == 1:
        answer(at)
        return
    lifeline, held = os.pipe()
    # An interrupt is for the process that watches the others, and it waits until there
    # is something to watch.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    children = [_forked(answer, at, lifeline, held) for _ in range(processes)]
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        ended, status = _first_ended()
        children.remove(ended)
        code = os.waitstatus_to_exitcode(status)
        raise SearchError(
            f"a process of the server ended with status {code}",
            "its last words stand above; run 'search serve' again",
        )
    finally:
        for child in children:
            os.kill(child, signal.SIGTERM)
        for child in children:
            os.waitpid(child, 0)
        os.close(lifeline)
        os.close(held)


def _first_ended() -> tuple[int, int]:
    """The first process that ends, and how. It is looked for now and then: an interrupt
    that another thread of this process happens to get would not end a wait."""
    while True:
        ended, status = os.waitpid(-1, os.WNOHANG)
        if ended:
            return ended, status
        time.sleep(_PAUSE_S)


def _forked(answer: Answering, at: socket.socket, lifeline: int, held: int) -> int:
    """The id of a process that answers, and ends when this one does."""
    child = os.fork()
    if child:
        return child
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.close(held)
        threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
        answer(at)
    except BaseException:
        # Whatever it is, it must not reach what the other process goes on with.
        traceback.print_exc()
    finally:
        os._exit(1)


def _end_with(lifeline: int) -> None:
    """End this process when nobody holds the other end any more."""
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)
