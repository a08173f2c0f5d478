"""What stands before a cluster that others can reach: TLS, and a password."""

import http.client
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests import cannot


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that signs itself, and its key."""

    path: Path
    key: Path


def make_certificate(folder: Path, name: str) -> Certificate:
    """The certificate of a server with a name or an address: `DNS:…` or `IP:…`."""
    if shutil.which("openssl") is None:
        cannot("openssl is not installed, which makes certificates")
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=front", "-addext", f"subjectAltName={name}"]
    command += ["-keyout", str(made.key), "-out", str(made.path)]
    subprocess.run(command, check=True, capture_output=True)
    return made


@contextmanager
def front(cluster: str, certificate: Certificate, authorization: str) -> Iterator[str]:
    """The https address of what stands before a cluster, and answers 401 to whoever
    does not send this authorization."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.path, certificate.key)
    behind = urlsplit(cluster).netloc

    class Front(_Front):
        expected, target = authorization, behind

    with ThreadingHTTPServer(("127.0.0.1", 0), Front) as server:
        # The handshake is made by the thread that serves a connection.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"https://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class _Front(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    expected = target = ""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("authorization") != self.expected:
            self._say(401, "text/plain", b"")
            return
        behind = http.client.HTTPConnection(self.target, timeout=60)
        kind = {"content-type": self.headers.get("content-type") or "application/json"}
        behind.request(self.command, self.path, body, kind)
        found = behind.getresponse()
        self._say(found.status, found.headers["content-type"] or "", found.read())
        behind.close()

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer

    def _say(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
