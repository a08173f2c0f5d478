"""What web/openapi.json says of an answer, for tests to hold answers to it."""

import json
from typing import Any

from jsonschema import Draft202012Validator

from tests import ROOT

DOCUMENT: dict[str, Any] = json.loads((ROOT / "web/openapi.json").read_text("utf-8"))


def validate(answer: object, schema: str | dict[str, Any]) -> None:
    """Fail unless an answer is what a schema describes: a component by its name, or
    one of the document's own."""
    if isinstance(schema, str):
        schema = {"$ref": f"#/components/schemas/{schema}"}
    # What it refers to is found beside it.
    whole = {"allOf": [schema], "components": DOCUMENT["components"]}
    Draft202012Validator(whole).validate(answer)


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """A piece of the document, or what it refers to."""
    while "$ref" in node:
        found: Any = DOCUMENT
        for name in node["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        node = found
    return node
