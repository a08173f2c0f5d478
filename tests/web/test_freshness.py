"""What a browser has already is not searched for again; what is new is seen at once."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search import Searcher, index_paths, open_engine
from search.config import user_home
from tests import SEEDS
from tests.web.conftest import page_at
from tests.web.stub import StubSearcher
from web import create_app, freshness

TAGGED = [
    "/",
    "/search?q=钛",
    "/article/p-01?q=钛",
    "/park/宝鸡高新区",
    "/facet/park?q=钛",
    "/api/search?q=钛",
    "/api/articles/p-01",
    "/api/suggest?q=钛",
    "/feed.atom?q=钛",
]
SAME = "private, no-cache"


def again(client: FlaskClient, url: str, tag: str) -> TestResponse:
    """Ask for what may have changed."""
    return client.get(url, headers={"If-None-Match": tag})


@pytest.mark.parametrize("url", TAGGED)
def test_what_is_unchanged_is_not_made_again(
    stub: StubSearcher, stub_client: FlaskClient, url: str
) -> None:
    """304 without a body, and nothing is asked of the searcher but its state."""
    first = stub_client.get(url)
    tag = first.headers["ETag"]
    assert first.status_code == 200
    assert re.fullmatch(r'W/"\w+"', tag)
    assert first.headers["Cache-Control"] == SAME
    stub.search = stub.every = stub.info = stub.article = None  # type: ignore[assignment, method-assign]
    stub.suggest = stub.newest = None  # type: ignore[assignment, method-assign]
    same = again(stub_client, url, f'"other", {tag}')
    assert (same.status_code, same.data) == (304, b"")
    assert (same.headers["ETag"], same.headers["Cache-Control"]) == (tag, SAME)


@pytest.mark.parametrize("url", TAGGED)
def test_another_state_has_another_tag(
    stub: StubSearcher, stub_client: FlaskClient, url: str
) -> None:
    tag = stub_client.get(url).headers["ETag"]
    stub.edition = "two"
    changed = again(stub_client, url, tag)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_every_address_has_its_own_tag(stub_client: FlaskClient) -> None:
    tags = {stub_client.get(url).headers["ETag"] for url in [*TAGGED, "/search?q=甲"]}
    assert len(tags) == len(TAGGED) + 1


def test_another_day_and_another_program_have_other_tags(
    stub: StubSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page prints the day; the program is known by all it consists of."""

    class Tomorrow(freshness.date):
        @classmethod
        def today(cls) -> "Tomorrow":
            return cls(2999, 1, 1)

    app = create_app(stub)
    client = app.test_client()
    tags = [client.get("/").headers["ETag"]]
    with monkeypatch.context() as patch:
        patch.setattr(freshness, "date", Tomorrow)
        tags.append(client.get("/").headers["ETag"])
    app.extensions["program"] = "another"
    tags.append(client.get("/").headers["ETag"])
    assert len(set(tags)) == 3


def test_the_program_is_named_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a", "utf-8")
    name = freshness._program.__wrapped__
    before = name(str(tmp_path), "rules")
    assert before == name(str(tmp_path), "rules")
    (tmp_path / "a.html").write_text("b", "utf-8")
    assert len({before, name(str(tmp_path), "rules"), name(str(tmp_path), "x")}) == 3


@pytest.mark.parametrize(
    "url", ["/help", "/healthz", "/export/csv?q=钛", "/article/p-01?original=1"]
)
def test_what_no_commit_tells_of_has_no_tag(stub_client: FlaskClient, url: str) -> None:
    with stub_client.get(url) as response:
        assert response.status_code == 200
        assert "ETag" not in response.headers


def test_what_does_not_exist_is_not_unchanged(client: FlaskClient) -> None:
    """Whatever tag is named, `*` too; and an error has none."""
    missing = again(client, "/article/none", "*")
    assert missing.status_code == 404
    assert "ETag" not in missing.headers
    assert client.post("/search").status_code == 405


def test_a_commit_is_seen_at_once(tmp_path: Path) -> None:
    """A real one; so is an edited list of synonyms."""
    (tmp_path / "pages").mkdir()
    first, second, *_ = sorted(SEEDS.glob("*.txt"))
    engine = open_engine(tmp_path / "index", create=True)
    url = "/api/search?q=高新区"

    def index(path: Path) -> None:
        (tmp_path / "pages" / path.name).write_bytes(path.read_bytes())
        index_paths(engine, [tmp_path / "pages"])

    index(first)
    client = create_app(Searcher(engine)).test_client()
    # The first search makes the lexicon.
    client.get(url)
    held = client.get(url)
    assert again(client, url, held.headers["ETag"]).status_code == 304
    index(second)
    more = again(client, url, held.headers["ETag"])
    assert more.status_code == 200
    assert more.json["total"] > held.json["total"]
    tag = client.get(url).headers["ETag"]
    assert again(client, url, tag).status_code == 304
    own = user_home() / "synonyms.txt"
    own.write_text("高新区 = 高新园", "utf-8")
    try:
        assert again(client, url, tag).status_code == 200
    finally:
        own.unlink()
        engine.close()


def test_files_of_ours_are_kept_for_good_until_they_change(
    stub_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page names them with the digest of their content."""
    page = page_at(stub_client, "/")
    urls = [
        str(tag.get("href") or tag.get("src"))
        for tag in page.select("link[rel=stylesheet], script")
    ]
    assert len(urls) == 3
    for url in urls:
        assert re.search(r"\?v=[0-9a-f]{16}$", url)
        with stub_client.get(url) as kept:
            assert kept.headers["Cache-Control"] == (
                "public, max-age=31536000, immutable"
            )
        for other in (urlsplit(url).path, urlsplit(url).path + "?v=0123456789abcdef"):
            with stub_client.get(other) as asked_again:
                assert asked_again.headers["Cache-Control"] == "no-cache"
    monkeypatch.setattr(freshness, "_digest", lambda *file: "f" * 16)
    assert str(page_at(stub_client, "/").select("script")[0]["src"]).endswith("f" * 16)


def test_an_edited_file_has_another_address(tmp_path: Path) -> None:
    app = create_app(StubSearcher())
    app.static_folder = str(tmp_path)
    (tmp_path / "a.css").write_text("a", "utf-8")
    with app.test_request_context():
        first = freshness._digest_of("a.css")
        (tmp_path / "a.css").write_text("bb", "utf-8")
        assert len({"", first, freshness._digest_of("a.css")}) == 3
        assert freshness._digest_of("../none") == ""
