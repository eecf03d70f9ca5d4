# make demo | test | lint | bench | torture | lighthouse | serve | golden | screenshots | lock, and nothing to remember.
# Needs Python 3.11 or later and make; everything else is installed into .venv, pinned by hash.

PYTHON ?= python3
BIN := .venv/bin
DEMO := build/demo
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --no-header

.PHONY: demo test lint bench torture lighthouse serve golden screenshots lock clean

demo: .venv/.run
	$(BIN)/esep demo examples/kazakhstan --out $(DEMO)

serve: demo
	$(BIN)/esep serve $(DEMO)/site

test: .venv/.dev
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/.bench
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.recording
	$(BIN)/python -m benchmarks.alarms
	$(BIN)/python -m benchmarks.localising
	$(BIN)/python -m benchmarks.checking
	$(BIN)/python -m benchmarks.tallying 1000000 10000000

torture: .venv/.dev
	$(BIN)/python -m benchmarks.torture

# Needs Node.js and Chromium; says so where they are not there.
lighthouse: demo
	$(BIN)/python -m benchmarks.lighthouse $(DEMO)/site

# The pictures of README and docs, from the example's site. Needs Chromium.
screenshots: .venv/.dev demo
	$(BIN)/python -m tools.screenshots $(DEMO)/site

# Expected texts that tests compare with, written anew: look at the diff before you commit it.
golden: .venv/.dev
	$(BIN)/python tests/write/write_goldens.py
	ESEP_GOLDEN=1 $(BIN)/python -m pytest tests/check
	$(BIN)/python -m benchmarks.page

lock: .venv/.dev
	$(LOCK) --group build --output-file requirements.lock pyproject.toml
	$(LOCK) --group build --group dev --extra postgres --extra frame --extra excel --extra telegram --extra docx --extra tally \
	  --extra pictures --output-file requirements-dev.lock pyproject.toml
	$(LOCK) --group bench --extra frame --output-file requirements-bench.lock pyproject.toml

clean:
	rm -rf .venv build

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Esep needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/.run: requirements.lock pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-build-isolation -e .
	touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

.venv/.bench: requirements-bench.lock .venv/.dev
	$(INSTALL) --require-hashes -r requirements-bench.lock
	touch $@
