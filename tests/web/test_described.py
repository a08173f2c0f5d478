"""Whatever is asked of the API, its description says what comes of it.

schemathesis reads the description, and asks what it allows and what it does not.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis import GenerationMode

from tests.described import DOCUMENT, resolved


def refuses(operation: dict[str, Any]) -> bool:
    """Whether anything is not allowed: a path may be anything."""
    listed = map(resolved, operation.get("parameters", ()))
    return any(each["in"] == "query" for each in listed)


ASKED = [
    (path, mode)
    for path, methods in DOCUMENT["paths"].items()
    for mode in GenerationMode
    if mode == GenerationMode.POSITIVE or refuses(methods["get"])
]


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_the_answer_is_as_described(site: str, path: str, mode: GenerationMode) -> None:
    """Status, headers and content."""
    described = schemathesis.openapi.from_url(f"{site}/openapi.json")

    @settings(max_examples=30, derandomize=True, deadline=None)
    @given(described[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()
