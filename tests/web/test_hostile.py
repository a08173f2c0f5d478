"""A short run of what means harm; `python -m benchmarks.hostile` is the long one."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from benchmarks.hostile import Answer, Attack, attacked, complaint
from benchmarks.load import served

SCRIPT = "<script>zq7(1)</script>"
PLAIN = "HTTP/1.1 200 OK\r\nContent-Type: text/html"


def test_nothing_moves_the_server(seeds_index: Path, tmp_path: Path) -> None:
    """As it is started, over the wire."""
    log = tmp_path / "log"
    with served(seeds_index, log) as (address, _):
        counts, wrong = attacked(address, 500, 3)
    assert wrong == []
    assert "Traceback" not in log.read_text("utf-8")
    statuses = {name.split()[1] for name in counts}
    assert {"200", "400", "404"} <= statuses


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (Answer(500, PLAIN, ""), "status 500"),
        (Answer(503, PLAIN, ""), "status 503"),
        (Answer(503, f"{PLAIN}\r\nRetry-After: 5", ""), ""),
        (Answer(501, PLAIN, ""), ""),
        (Answer(200, f"{PLAIN}\r\nX-zq7: 1", ""), "a header that was sent"),
        (Answer(200, f"{PLAIN}\r\nSet-Cookie: a=1", ""), "a header that was sent"),
        (Answer(200, PLAIN, "root:x:0:0:"), "a file of the system"),
        (Answer(200, PLAIN, f"<p>{SCRIPT}"), "markup as it was sent"),
        (Answer(404, PLAIN, "<p>&lt;script&gt;zq7(1)"), ""),
        (Answer(200, "Content-Type: application/json", f'"{SCRIPT}"'), ""),
    ],
    ids=str,
)
def test_what_is_wrong_is_seen(answer: Answer, what: str) -> None:
    """So that finding nothing means something."""
    assert complaint(Attack("script", b"", (SCRIPT,)), answer) == what


def test_a_name_too_long_for_the_system_is_no_file(client: FlaskClient) -> None:
    assert client.get(f"/static/{'钛' * 200}").status_code == 404


def test_a_host_that_can_be_none_is_refused(client: FlaskClient) -> None:
    """Without a page: it would have no addresses to lead to."""
    for path in ("/", "/park/钛", "/api/search"):
        response = client.get(path, headers={"Host": "a" * 200})
        assert response.status_code == 400
        assert re.fullmatch("地址中.*", response.json["error"]["message"])
