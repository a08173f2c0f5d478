"""What the tests of the web pages share: clients, of a real index and of a stub, and
a browser."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from search import Searcher
from tests import cannot
from tests.web.stub import StubSearcher
from web import create_app

Getter = Callable[[str], BeautifulSoup]

# A machine that has much else to do is slow, not wrong.
expect.set_options(timeout=30_000)

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture
def client(searcher: Searcher) -> FlaskClient:
    """A client of the pages on the real index."""
    return create_app(searcher).test_client()


@pytest.fixture
def stub() -> StubSearcher:
    """The searcher behind `stub_client`; tests change what it says."""
    return StubSearcher()


@pytest.fixture
def stub_client(stub: StubSearcher) -> FlaskClient:
    """A client of the pages on the stub."""
    return create_app(stub).test_client()


@pytest.fixture
def get(client: FlaskClient) -> Getter:
    """Fetch a page of the real archive and parse it."""
    return lambda url: page_at(client, url)


@pytest.fixture
def stub_get(stub_client: FlaskClient) -> Getter:
    """Fetch a page of the stub and parse it."""
    return lambda url: page_at(stub_client, url)


def page_at(client: FlaskClient, url: str, status: int = 200) -> BeautifulSoup:
    """The parsed page, after a look at its status."""
    response = client.get(url)
    assert response.status_code == status, response.text
    return BeautifulSoup(response.text, "html.parser")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    """Debian's Chromium; without it or Chinese fonts these tests are skipped."""
    chromium = shutil.which("chromium")
    if chromium is None:
        cannot("Chromium is not installed")
    if not _chinese_fonts():
        cannot("no Chinese font is installed")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": ARGUMENTS,
    }


def _chinese_fonts() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    listed = subprocess.run(
        [lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip())


@pytest.fixture(scope="session")
def site(searcher: Searcher) -> Iterator[str]:
    """The address of a running server on the real index."""
    server = make_server("127.0.0.1", 0, create_app(searcher), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Page]:
    """A page at a desk: 1280 px wide, light."""
    with browser.new_context(
        viewport={"width": 1280, "height": 900}, base_url=site
    ) as context:
        yield context.new_page()


@pytest.fixture
def scriptless(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    with browser.new_context(java_script_enabled=False, base_url=site) as context:
        yield context.new_page()
