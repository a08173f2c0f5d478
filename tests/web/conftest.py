"""What the tests of the web pages share: clients, of a real index and of a stub."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search import Searcher
from tests.web.stub import StubSearcher
from web import create_app

Getter = Callable[[str], BeautifulSoup]


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
