# Two commands do everything: `make serve` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
HOST   ?= 127.0.0.1
PORT   ?= 8000
SIZES  ?= 20000 60000
WORK   ?= $(or $(TMPDIR),/tmp)/park-news-bench
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKED := --require-hashes --no-build-isolation

.PHONY: help serve index test lint types unit whoosh3 bench lighthouse screenshot reference wheel lock clean
.DEFAULT_GOAL := help

help:                ## list the targets
	@grep -hE '^[a-z0-9]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /'

serve: index         ## index seeds/ and serve it on http://127.0.0.1:8000
	$(BIN)/search serve --host $(HOST) --port $(PORT)

index: $(VENV)/.runtime
	$(BIN)/search index

test: lint types unit ## lint, types, tests

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev
	$(BIN)/pytest

whoosh3: $(VENV)-whoosh3/.dev ## the engine's tests on the maintained fork of Whoosh
	$(VENV)-whoosh3/bin/pytest tests/engines tests/test_searcher.py tests/test_cli.py

bench: $(VENV)/.bench ## speed beside other engines: make bench CORPUS=FILE [SIZES="20000 60000"]
	$(BIN)/python -m benchmarks.engines "$(CORPUS)" --sizes $(SIZES) --work "$(WORK)"

lighthouse: $(VENV)/.dev ## score the pages with Lighthouse (needs npm and Chromium)
	$(BIN)/python -m benchmarks.lighthouse

screenshot: $(VENV)/.dev ## renew the pictures in the README
	$(BIN)/pytest tests/web/test_browser.py
	cp test-results/search.png docs/search.png
	cp test-results/original-1280-light.png docs/article.png
	cp test-results/results-390-dark.png docs/phone.png

reference: $(VENV)/.dev ## renew the table of commands in the README, and their page
	$(BIN)/python -m search.cli.reference README.md docs/commands.md

wheel: $(VENV)/.dev  ## build the wheel into dist/
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

$(VENV)/.base:
	sh requirements/venv.sh $(PYTHON) $(VENV)
	$(PIP) install $(LOCKED) -r requirements/build.txt
	touch $@

$(VENV)/.runtime: $(VENV)/.base requirements/runtime.txt pyproject.toml
	$(PIP) install $(LOCKED) -r requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(PIP) install $(LOCKED) -r requirements/dev.txt
	touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	$(PIP) install $(LOCKED) -r requirements/bench.txt
	touch $@

# Both lineages are the package `whoosh`; one environment holds one of them.
$(VENV)-whoosh3/.dev: requirements/whoosh3.txt requirements/dev.txt pyproject.toml
	$(MAKE) VENV=$(VENV)-whoosh3 $(VENV)-whoosh3/.base
	$(VENV)-whoosh3/bin/python -m pip --quiet install $(LOCKED) -r requirements/dev.txt
	$(VENV)-whoosh3/bin/python -m pip --quiet uninstall --yes Whoosh
	$(VENV)-whoosh3/bin/python -m pip --quiet install $(LOCKED) -r requirements/whoosh3.txt
	$(VENV)-whoosh3/bin/python -m pip --quiet install --no-deps --no-build-isolation -e .
	touch $@

lock:                ## renew requirements/*.txt (needs uv on the PATH)
	sh requirements/lock.sh

clean:               ## remove what the targets made
	rm -rf $(VENV) $(VENV)-whoosh3 build dist test-results
