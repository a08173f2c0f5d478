"""The description of the API is true: routes, parameters, answers, examples."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, ValidationError
from werkzeug.datastructures import MultiDict

from search import FACETS, FORMATS, KIND_LABELS, InvalidRequest, SearchRequest
from tests import ROOT
from tests.described import DOCUMENT, resolved, validate
from tests.web.stub import StubSearcher
from web import create_app
from web.params import read_beginning, read_request, write_request

PATHS: dict[str, Any] = DOCUMENT["paths"]
# An answer of each status that a path can be brought to, besides 503.
ASKED = [
    ("/api/search", "?q=招商引资&park=衡阳高新区&-year=2020", 200),
    ("/api/search", "?q=招商引子", 200),
    ("/api/search", "?q=企业获得贷款支持的金融服务政策有哪些", 200),
    ("/api/search", "", 200),
    ("/api/search", "?limit=0", 400),
    ("/api/search", "?park=宝鸡高心区", 404),
    ("/api/suggest", "?q=zsyz", 200),
    ("/api/suggest", "?limit=0", 400),
    ("/api/articles/{id}", "004_492a7f313f3f391d-03", 200),
    ("/api/articles/{id}", "none", 404),
    ("/healthz", "", 200),
    ("/feed.atom", "?q=招商引资", 200),
    ("/feed.atom", "?since=昨天", 400),
    ("/feed.atom", "?park=宝鸡高心区", 404),
    ("/openapi.json", "", 200),
    ("/export/{style}", "csv?q=招商引资", 200),
    ("/export/{style}", "json?q=招商引资", 200),
    ("/export/{style}", "json?q=“火星基地”", 200),
    ("/export/{style}", "jsonl?q=招商引资", 200),
    ("/export/{style}", "bibtex?q=招商引资", 200),
    ("/export/{style}", "gbt7714?q=招商引资", 200),
    ("/export/{style}", "csv?since=昨天", 400),
    ("/export/{style}", "exe", 404),
]


def parameters(path: str) -> dict[str, dict[str, Any]]:
    """The parameters of a path in its query, by name."""
    listed = map(resolved, PATHS[path]["get"].get("parameters", ()))
    return {each["name"]: each for each in listed if each["in"] == "query"}


def nodes(node: object) -> Iterator[dict[str, Any]]:
    """Every object of the document."""
    if isinstance(node, dict):
        yield node
    children = node.values() if isinstance(node, dict) else node
    if isinstance(node, dict | list):
        for child in children:  # type: ignore[union-attr]
            yield from nodes(child)


def given(value: object) -> list[str]:
    """A value of a parameter as an address has it."""
    return [str(each) for each in (value if isinstance(value, list) else [value])]


def asked(path: str, name: str, value: object) -> object:
    """What the program makes of one parameter of a path."""
    read = read_beginning if path == "/api/suggest" else read_request
    return read(MultiDict([(name, each) for each in given(value)]))


def test_every_route_for_programs_is_described_and_nothing_else() -> None:
    """Each with GET alone, under the names the routes have."""
    app: Flask = create_app(StubSearcher())
    routes = {
        re.sub(r"<(?:\w+_)?(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in {"api", "taking"}
    }
    # That one describes the site to browsers.
    assert set(PATHS) == routes - {"/opensearch.xml"}
    assert {method for path in PATHS.values() for method in path} == {"get"}


def test_the_version_is_the_programs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert DOCUMENT["info"]["version"] == project["project"]["version"]


def test_everything_that_is_referred_to_is_there_and_used() -> None:
    """No dangling reference, no component that nothing refers to."""
    used = {node["$ref"] for node in nodes(DOCUMENT) if "$ref" in node}
    assert all(resolved({"$ref": each}) for each in used)
    assert used == {
        f"#/components/{kind}/{name}"
        for kind, named in DOCUMENT["components"].items()
        for name in named
    }
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_the_parameters_of_a_search_are_those_of_an_address() -> None:
    """Neither more nor fewer than a page can link to."""
    every = dict.fromkeys(FACETS, ("article",))
    whole = SearchRequest(
        "钛", every, "2021", "2023", "newest", 2, 5, True, False, every, "body"
    )
    names = {name for name, _ in write_request(whole)}
    assert set(parameters("/api/search")) == names
    assert set(parameters("/export/{style}")) == names - {"page", "limit"}
    assert set(parameters("/feed.atom")) == names - {"page", "limit", "sort"}


EVERY = [(path, name) for path in PATHS for name in parameters(path)]


@pytest.mark.parametrize(("path", "name"), EVERY)
def test_a_parameter_is_read_as_described(path: str, name: str) -> None:
    """Its example counts for something, its default for nothing, what the schema
    refuses the program refuses."""
    parameter = parameters(path)[name]
    schema = resolved(parameter["schema"])
    validate(parameter["example"], schema)
    usual = asked(path, "none", "")
    assert asked(path, name, parameter["example"]) != usual
    if "default" in schema:
        assert asked(path, name, schema["default"]) == usual
    for value in schema.get("enum", ()):
        asked(path, name, value)
    for bound in ("minimum", "maximum"):
        if bound in schema:
            asked(path, name, schema[bound])


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/api/search", "limit", 0),
        ("/api/search", "limit", 101),
        ("/api/search", "page", 1_000_000),
        ("/api/search", "sort", "best"),
        ("/api/search", "scope", "footnote"),
        ("/api/search", "exact", "maybe"),
        ("/api/search", "synonyms", "2"),
        ("/api/search", "since", "昨天"),
        ("/api/search", "kind", ["video"]),
        ("/api/search", "park", ["甲" * 101]),
        ("/api/search", "-park", [str(n) for n in range(51)]),
        ("/api/suggest", "limit", 0),
        ("/api/suggest", "limit", 21),
    ],
)
def test_what_the_description_refuses_the_program_refuses(
    path: str, name: str, value: object
) -> None:
    with pytest.raises(ValidationError):
        validate(value, parameters(path)[name]["schema"])
    with pytest.raises(InvalidRequest):
        asked(path, name, value)


def test_what_can_be_chosen_is_named_in_full() -> None:
    style = resolved(PATHS["/export/{style}"]["get"]["parameters"][0])
    assert style["schema"]["enum"] == list(FORMATS)
    assert DOCUMENT["components"]["schemas"]["Kind"]["enum"] == list(KIND_LABELS)


@pytest.mark.parametrize(("path", "rest", "status"), ASKED)
def test_an_answer_is_what_the_description_says(
    client: FlaskClient, path: str, rest: str, status: int
) -> None:
    """Status, media type, headers and content."""
    with client.get(path.partition("{")[0] + rest) as response:
        assert response.status_code == status, response.text
        described = resolved(PATHS[path]["get"]["responses"][str(status)])
        schema = described["content"][response.mimetype]["schema"]
        validate(response.json if response.is_json else response.text, schema)
        for name, header in described.get("headers", {}).items():
            validate(response.headers[name], resolved(header)["schema"])


def test_every_status_but_trouble_is_tried() -> None:
    """So that no path is described and never asked."""
    described = {
        (path, int(status))
        for path, methods in PATHS.items()
        for status in methods["get"]["responses"]
        if status not in {"304", "431", "503", "default"}
    }
    assert described == {(path, status) for path, _, status in ASKED}


def test_every_article_is_what_the_description_says(client: FlaskClient) -> None:
    articles = client.get("/export/json").json
    assert len(articles) == 31
    for article in articles:
        validate(article, "Article")
    lines = client.get("/export/jsonl").text.splitlines()
    assert [json.loads(line) for line in lines] == articles


def test_examples_are_valid() -> None:
    """Those of answers; a parameter's is tried above."""
    held = 0
    for node in nodes(DOCUMENT["components"]["responses"]):
        if "example" in node:
            validate(node["example"], node["schema"])
            held += 1
    assert held == 2


def test_the_document_is_served_as_it_is(client: FlaskClient) -> None:
    assert client.get("/openapi.json").json == DOCUMENT
    assert 'rel="service-desc" href="/openapi.json"' in client.get("/").text
