"""Does the server keep its countenance, whatever it is asked?

    python -m benchmarks.hostile [--requests 10000] [--seed 1]

indexes seeds/, serves it to this machine only, and sends what means harm or means
nothing: scripts and markup, headers, paths that climb, Unicode that breaks or turns
text, lengths without end, bytes that are no HTTP. No answer may have a status from 500
on (but 503 with Retry-After, the limit of requests at once, and 501 and 505 for methods
and versions that are none) or markup as it was sent, and the server has to answer
afterwards. Exit status 1 says that something went wrong.
"""

import argparse
import html
import random
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus, urlsplit

from benchmarks.load import served_seeds

_TIMEOUT = 30
# What of a request that is repeated in an answer would be markup or a header there.
MARK = "zq7"
SCRIPTS = (
    f"<script>{MARK}(1)</script>",
    f'"><img src=x onerror={MARK}(1)>',
    f"'><svg/onload={MARK}(1)>",
    f'" autofocus onfocus="{MARK}(1)',
    f"</title><script>{MARK}</script>",
    f"</textarea><{MARK}>",
    f"<!--{MARK}--><iframe src=javascript:{MARK}>",
    f"javascript:{MARK}(1)",
    f"{{{{7*7}}}}${{7*7}}<%={MARK}%>{{% raw %}}",
    f"]]><x:{MARK} xmlns:x='y'/>",
    f"&lt;{MARK}&gt;&#60;{MARK}&#x3e;",
    f"＜script＞{MARK}＜/script＞",
)
HEADERS = (
    f"a\r\nX-{MARK}: 1",
    f"a%0d%0aX-{MARK}:%201",
    f"a\nSet-Cookie: {MARK}=1",
    "a\x00b",
    "\r\n\r\n<html>",
)
CLIMBS = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "%2e%2e/%2e%2e/pyproject.toml",
    "..\\..\\windows\\win.ini",
    "/etc/passwd%00.css",
    "%c0%ae%c0%ae/etc/passwd",
    "static/../../search/models.py",
    "file:///etc/passwd",
    "//evil.example/",
)
UNICODE = (
    "\u202e钛\u2066",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\U000f0000\U0010ffff",
    "Z" + "\u0300" * 300,
    "\ufdfa" * 50,
    "\u0000\u0001\u001b[31m",
    "\ufeff\u200b\u00ad",
    "𠮷野家" * 20,
    "İıſK",
    "\u2028\u2029",
)
QUERIES = (
    '"' * 99, "(" * 500, ")" * 500, "-" * 200, "*" * 99, "标题:" * 99, "NOT " * 150,
    "近:5 " * 99, "同句:(" * 60, "a AND " * 99, "1,1" * 200, "a:b:c:d:", "%" * 99,
    "“" * 99, "[ TO ]", "' OR 1=1 --", "甲 OR " * 300, "年份:99999999999",
)  # fmt: skip
ROUTES = (
    "/", "/search", "/facet/park", "/facet/{}", "/park/{}", "/article/{}", "/help",
    "/api/search", "/api/suggest", "/api/articles/{}", "/healthz", "/openapi.json",
    "/export/{}", "/export/csv", "/export/bibtex", "/feed.atom", "/opensearch.xml",
    "/static/{}", "/{}",
)  # fmt: skip
NAMES = (
    "q", "within", "park", "-park", "mentioned", "topic", "byline", "-kind", "year",
    "since", "until", "sort", "page", "limit", "scope", "exact", "synonyms", "find",
    "original",
)  # fmt: skip
METHODS = ("GET",) * 30 + ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "<x>")


@dataclass(frozen=True, slots=True)
class Attack:
    """A request as it goes over the wire, and what must not come back."""

    kind: str
    raw: bytes
    sent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: str
    body: str


class Attacker:
    """Makes requests by chance."""

    def __init__(self, chance: random.Random, host: str) -> None:
        self._chance, self._host = chance, host
        self._kinds: tuple[tuple[str, Callable[[], str]], ...] = (
            ("script", lambda: chance.choice(SCRIPTS)),
            ("header", lambda: chance.choice(HEADERS)),
            ("path", lambda: chance.choice(CLIMBS)),
            ("unicode", lambda: chance.choice(UNICODE)),
            ("query", lambda: chance.choice(QUERIES)),
            ("long", lambda: self._noise() * chance.choice((50, 500, 5_000))),
            ("noise", self._noise),
        )

    def attack(self) -> Attack:
        """The next request."""
        if self._chance.random() < 0.03:
            return Attack("bytes", self._garbage())
        kind, make = self._chance.choice(self._kinds)
        values = [make() for _ in range(self._chance.choice((1, 1, 2, 5)))]
        target = self._target(values)
        method = self._chance.choice(METHODS)
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self._name(make)}"]
        lines += ["Connection: close", *self._more(make)]
        raw = "\r\n".join(lines).encode("utf-8", "surrogatepass") + b"\r\n\r\n"
        return Attack(kind, raw, tuple(values))

    def _target(self, values: list[str]) -> str:
        encode = self._chance.choice((quote, quote_plus, _hardly))
        route = self._chance.choice(ROUTES).replace("{}", encode(values[0]))
        query = "&".join(
            f"{self._chance.choice((*NAMES, encode(value)[:40]))}={encode(value)}"
            for value in values
        )
        return f"{route}?{query}"

    def _name(self, make: Callable[[], str]) -> str:
        wrong = self._chance.random() < 0.1
        return _one_line(make()) if wrong else self._host

    def _more(self, make: Callable[[], str]) -> list[str]:
        names = (
            "X-Forwarded-For", "X-Forwarded-Proto", "If-None-Match", "Cookie", "Range",
            "User-Agent", "Accept", "Referer", "Content-Length", "Transfer-Encoding",
        )  # fmt: skip
        if self._chance.random() > 0.3:
            return []
        return [f"{self._chance.choice(names)}: {_one_line(make())}"]

    def _noise(self) -> str:
        count = self._chance.randrange(1, 20)
        return "".join(chr(self._chance.randrange(1, 0xD7FF)) for _ in range(count))

    def _garbage(self) -> bytes:
        whole = self._chance.randbytes(self._chance.randrange(1, 2_000))
        return self._chance.choice((b"", b"GET ", b"GET / HTTP/9.9\r\n")) + whole


def _hardly(text: str) -> str:
    """As a careless program would encode it: only what would end the request line."""
    return "".join(c if c > " " and c not in "#&" else quote(c) for c in text)


def _one_line(text: str) -> str:
    return text.replace("\r", "").replace("\n", "")[:2_000]


def answer_to(address: str, raw: bytes) -> Answer | None:
    """What the server says; None where it hangs up without a word, which it may."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), _TIMEOUT) as wire:
        try:
            wire.sendall(raw)
            wire.shutdown(socket.SHUT_WR)
            got = b"".join(iter(lambda: wire.recv(65_536), b""))
        except OSError:
            return None
    if not got:
        return None
    head, _, body = got.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    return Answer(int(status), head.decode("latin-1"), body.decode("utf-8", "replace"))


def complaint(attack: Attack, answer: Answer) -> str:
    """What is wrong with an answer, or nothing."""
    if answer.status >= 500 and not _excused(answer):
        return f"status {answer.status}"
    names = [line.partition(":")[0].lower() for line in answer.headers.split("\r\n")]
    if f"x-{MARK}" in names or "set-cookie" in names:
        return "a header that was sent"
    if "root:x:0" in answer.body or "[build-system]" in answer.body:
        return "a file of the system"
    plain = "text/html" in answer.headers or "xml" in answer.headers
    for value in attack.sent if plain else ():
        bare = html.escape(value) != value and MARK in value
        if bare and value in answer.body:
            return "markup as it was sent"
    return ""


def _excused(answer: Answer) -> bool:
    busy = answer.status == 503 and "retry-after" in answer.headers.lower()
    return busy or answer.status in (501, 505)


def attacked(address: str, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How often each status answered each kind of request, and what went wrong."""
    attacker = Attacker(random.Random(seed), urlsplit(address).netloc)
    counts, wrong = Counter[str](), list[str]()
    for _ in range(count):
        attack = attacker.attack()
        answer = answer_to(address, attack.raw)
        counts[f"{attack.kind} {answer.status if answer else '—'}"] += 1
        if answer and (what := complaint(attack, answer)):
            wrong.append(f"{what}: {attack.raw[:300]!r}")
    last = f"GET /healthz HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n"
    after = answer_to(address, f"{last}Connection: close\r\n\r\n".encode())
    if after is None or after.status != 200:
        wrong.append("the server does not answer any more")
    return counts, wrong


def main() -> None:
    """Attack, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        with served_seeds(Path(work)) as address:
            counts, wrong = attacked(address, options.requests, options.seed)
        tracebacks = Path(work, "log").read_text("utf-8").count("Traceback")
    for name, number in sorted(counts.items()):
        print(f"{number:6}  {name}")
    for each in wrong[:20]:
        print(each)
    print(f"{options.requests} requests, {len(wrong)} wrong, {tracebacks} tracebacks")
    sys.exit(bool(wrong or tracebacks))


if __name__ == "__main__":
    main()
