# The commands of the project. `make run` and `make test` install what they need into .venv.
PYTHON ?= python3
PORT ?= 8501
DATA ?= geodata
VENV := .venv
BIN := $(VENV)/bin
# Types of the browser program; the checker asks no host, and keeps what it remembers in the environment's folder.
DENO_CHECK := DENO_DIR=$(VENV)/deno DENO_NO_UPDATE_CHECK=1 $(BIN)/deno check --quiet --no-remote --no-npm --no-lock

.PHONY: help install run test check bench geodata browser clean

help:
	@echo "make run [PORT=8501]  open the dashboard"
	@echo "make test             run every test, the browser tests included"
	@echo "make check            lint, types, data, docs"
	@echo "make bench            measure against the budgets"
	@echo "make geodata [DATA=geodata]  derive the layers of a data folder again from their packages"

install: $(VENV)/.run

$(VENV)/.run: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/.run
	$(BIN)/geodash run --port $(PORT)

# Chromium comes from the system's packages; tests/browser says loudly what to do where it cannot be had.
browser:
	@tools/ensure-chromium

test: $(VENV)/.dev browser
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --deny-warnings src/geodash/browser
	$(BIN)/oxfmt --check src/geodash/browser
	$(BIN)/mypy
	$(DENO_CHECK) --config tools/deno.json src/geodash/browser
	$(BIN)/geodash check
	$(BIN)/python -m pytest -q tests/docs tests/test_architecture.py

bench: $(VENV)/.dev browser
	$(BIN)/python -m benchmarks

geodata: $(VENV)/.run
	@test -x $(VENV)-geodata/bin/python || $(PYTHON) -m venv $(VENV)-geodata
	$(VENV)-geodata/bin/python -m pip install --quiet --disable-pip-version-check -r geodata/build/requirements.txt
	$(VENV)-geodata/bin/python geodata/build/build.py $(DATA)
	$(BIN)/python geodata/build/describe.py $(DATA)

clean:
	rm -rf $(VENV) $(VENV)-geodata .pytest_cache .mypy_cache .ruff_cache .hypothesis test-output
