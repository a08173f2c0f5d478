"""Several processes answer at one address, and live and die together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests import ROOT, hear_interrupts
from web.serving import listening, run, usual_processes

# Two processes, and one place for both: who asks is kept waiting or turned away.
ONE_PLACE = """
import os, sys, time
import waitress
from flask import Flask
from web.limits import limit
from web.serving import listening, run

app = Flask("one")
limit(app, at_once=1, wait=0.05)

@app.get("/slow")
def slow():
    time.sleep(1)
    return str(os.getpid())

at = listening("127.0.0.1", 0)
print(at.getsockname()[1], flush=True)
run(lambda at: waitress.create_server(app, sockets=[at]).run(), at, 2)
"""


def children(process: int) -> list[int]:
    """The processes that a process has forked."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")
    return [int(each) for each in listed.split()]


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended and waits to be told of does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] != "Z"


def wait_for(condition: Callable[[], object]) -> None:
    """Until it holds, a few seconds at most."""
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


@contextmanager
def serving(index: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`search serve` with two processes: its address, and the one that was started."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "search", "serve", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--workers", "2", "--index", str(index)],
        cwd=ROOT,
        preexec_fn=hear_interrupts,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(lambda: server.poll() is not None or len(children(server.pid)) == 2)
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.kill()
        server.wait()
        assert server.stderr is not None
        server.stderr.close()


def test_one_process_answers_itself() -> None:
    """Nothing is forked."""
    with listening("127.0.0.1", 0) as at:
        answered: list[int] = []
        run(lambda at: answered.append(os.getpid()), at, 1)
    assert answered == [os.getpid()]


def test_an_address_of_the_newer_protocol_is_listened_at() -> None:
    """Where the machine has it."""
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        at = listening("::1", 0)
    except OSError:
        pytest.skip("no IPv6 address here")
    with at:
        assert at.getsockname()[0] == "::1"


def test_the_usual_number_is_that_of_the_cores() -> None:
    assert 1 <= usual_processes() <= 4


def test_several_answer_and_end_with_one_another(seeds_index: Path) -> None:
    """Where one is killed, the others end, and it is told."""
    with serving(seeds_index) as (address, server):
        with urlopen(f"{address}/healthz") as answer:
            assert answer.status == 200
        first, second = children(server.pid)
        os.kill(first, signal.SIGKILL)
        assert server.wait(60) == 2
        assert not alive(second)
        assert server.stderr is not None
        last = server.stderr.read().splitlines()[-1]
    assert last == (
        "search: a process of the server ended with status -9 — "
        "its last words stand above; run 'search serve' again"
    )


def test_none_outlives_the_one_that_was_started(seeds_index: Path) -> None:
    """However that ends."""
    with serving(seeds_index) as (_, server):
        held = children(server.pid)
        server.kill()
        server.wait()
        wait_for(lambda: not any(map(alive, held)))


def test_an_interrupt_ends_all(seeds_index: Path) -> None:
    """As Ctrl-C on a terminal gives it to all of them."""
    with serving(seeds_index) as (_, server):
        held = children(server.pid)
        for process in (*held, server.pid):
            os.kill(process, signal.SIGINT)
        assert server.wait(60) == 130
        assert not any(map(alive, held))


def test_the_places_are_those_of_all_processes() -> None:
    """One who asks another process is turned away, too."""
    server = subprocess.Popen(
        [sys.executable, "-c", ONE_PLACE], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    address = f"http://127.0.0.1:{server.stdout.readline().strip()}/slow"
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", f"{_ASK}\nask({address!r})"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    statuses = sorted(each.communicate()[0].strip() for each in asking)
    server.kill()
    server.wait()
    server.stdout.close()
    assert statuses.count("503") >= 4
    assert "200" in statuses


_ASK = """
from urllib.error import HTTPError
from urllib.request import urlopen

def ask(address):
    try:
        with urlopen(address) as answer:
            print(answer.status)
    except HTTPError as error:
        print(error.code)
"""
