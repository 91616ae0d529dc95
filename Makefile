# `make help` lists everything. The virtual environment is made from the system's python3 when it is
# missing, and again when a list of packages changes.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PINS   := .pins

.DEFAULT_GOAL := help
.PHONY: help demo run test check crash histories monkey walk soak mutants pins fuzz schemas tables bench peers snapshots looks coverage clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml tests/requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMP) ## open a throw-away copy of the demo workspace
	@$(BIN)/pmtui demo

run: $(STAMP) ## open your workspace
	@$(BIN)/pmtui

test: $(STAMP) ## run the tests, on two processors
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(STAMP) ## formatting, lint, types, layers, file lengths, unused code
	$(BIN)/ruff format --check pmtui tests
	$(BIN)/ruff check pmtui tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.file_lengths pmtui tests
	$(BIN)/python -m tests.unused_code

crash: $(STAMP) ## the long crash tests: hundreds of kills
	@PMTUI_CRASH=long $(BIN)/python -m pytest -m crash

histories: $(STAMP) ## eight writers with kills and lost answers, two minutes each, over files and PostgreSQL
	@PMTUI_HISTORIES=120 $(BIN)/python -m pytest tests/e2e/crashes/test_histories.py

monkey: $(STAMP) ## 300,000 random steps over three workspaces at five sizes, and in front of the real program
	@$(BIN)/python -m tests.pilot.monkey
	@PMTUI_MONKEY=20000 $(BIN)/python -m pytest tests/e2e/test_real_monkey.py

walk: $(STAMP) ## follow every link of the demo and press every key of its rows, and come back
	@PMTUI_WALK=1 $(BIN)/python -m pytest tests/pilot/frame/test_places.py tests/pilot/frame/test_row_keys.py

soak: $(STAMP) ## eight people in one workspace for ten minutes
	@PMTUI_SOAK=600 $(BIN)/python -m pytest tests/e2e/crashes/test_soak.py

mutants: $(STAMP) ## put faults into single lines and name those that no test notices
	@$(BIN)/python -m tests.mutants

pins: ## pin anew, with hashes, what the tests and tools need; brings uv for it
	$(PYTHON) -m venv $(PINS)
	$(PINS)/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(PINS)/bin/uv pip compile pyproject.toml --quiet --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-strip-extras --no-annotate --no-emit-index-url \
		--custom-compile-command 'make pins' --output-file tests/requirements.txt
	rm -rf $(PINS)

fuzz: $(STAMP) ## the long search for a text that ends pmtui, and for a way out of a restricted session
	@PMTUI_FUZZ=long $(BIN)/python -m pytest tests/unit/fuzz tests/pilot/frame/test_restricted.py

schemas: $(STAMP) ## print the JSON schemas of the stored documents anew
	@$(BIN)/python -m tests.schemas

tables: $(STAMP) ## write the tables of the README and the manual anew, from the declarations
	@$(BIN)/python -m tests.tables

bench: $(STAMP) ## measure the budgets, beside their references
	@$(BIN)/python -m tests.bench

peers: $(STAMP) ## measure other terminal programs beside pmtui; installs them
	@$(BIN)/python -m tests.bench.peers

snapshots: $(STAMP) ## take the screen snapshots anew; the README shows them
	@$(BIN)/python -m pytest tests/snapshots --snapshot-update

looks: $(STAMP) ## print how every screen looks, in figures; SAVE=DIR keeps the pictures
	@$(BIN)/python -m tests.looks $(if $(SAVE),--save $(SAVE))

coverage: $(STAMP) ## run the tests and report the lines they miss
	@$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered

clean: ## remove what the tools have made
	rm -rf $(VENV) $(PINS) .peers build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
	find pmtui tests -name __pycache__ -type d -prune -exec rm -rf {} +
