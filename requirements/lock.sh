#!/bin/sh
# Renew the locks: exact versions with hashes, for every platform, no index in them.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}
lock requirements/build.in -o requirements/build.txt
lock requirements/whoosh3.in -o requirements/whoosh3.txt
lock pyproject.toml -o requirements/runtime.txt
lock pyproject.toml --extra dev --extra html --extra pdf --extra opensearch -o requirements/dev.txt
lock pyproject.toml --extra bench -o requirements/bench.txt
