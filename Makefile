# make demo     set everything up and serve the demo city on 127.0.0.1:$(PORT)
# make test     everything a submission has to pass
# Both need make, git and Python 3.11; whatever else is missing they install or name.

PORT   ?= 8000
PYTHON ?= python3
TESTS  ?= tests
# Two workers for two cores; `make pytest WORKERS=0 TESTS=tests/test_imports.py` runs one file in one process.
WORKERS ?= 2

VENV := .venv
BIN  := $(VENV)/bin
DONE := $(VENV)/.done

CATALOGUES := $(wildcard web/translations/*/LC_MESSAGES/*.po)
INSTALL    := $(BIN)/python -m pip install -qq --no-input --disable-pip-version-check
LOCKED     := $(INSTALL) --require-hashes --only-binary :all:
# The lock files are written by this release of uv, in an environment that is thrown away afterwards.
UV         := 0.13.9
COMPILE    := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
              --no-emit-index-url --no-header --no-annotate --no-strip-extras --all-extras pyproject.toml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo serve install test lint format types imports pytest coverage mutants benchmark \
        chromium translations lock clean

help:
	@sed -n '1,/^$$/s/^# //p' Makefile
	@echo 'Also: serve install lint format pytest coverage mutants benchmark translations lock clean'

# --- running ---

demo: $(DONE)/project
	$(BIN)/mutasi demo --port $(PORT)

serve: $(DONE)/project
	$(BIN)/mutasi serve --port $(PORT)

# --- installing: each stamp is made again when what it was made from changes ---

install: $(DONE)/tests $(DONE)/project

$(DONE)/venv: .ci/make-venv
	@echo 'Making $(VENV)'
	@.ci/make-venv $(VENV) $(PYTHON)
	@mkdir -p $(DONE) && touch $@

$(DONE)/runtime: requirements.txt $(DONE)/venv
	@echo 'Installing what the project needs'
	@$(LOCKED) -r requirements.txt
	@touch $@

$(DONE)/project: pyproject.toml hatch_build.py $(CATALOGUES) $(DONE)/runtime
	@echo 'Installing the project'
	@$(INSTALL) --no-build-isolation --no-deps --no-index -e .
	@touch $@

$(DONE)/tests: requirements-test.txt $(DONE)/runtime
	@echo 'Installing what the tests need'
	@$(LOCKED) -r requirements-test.txt
	@touch $@

chromium:
	@.ci/find-chromium

# --- checking ---

test: chromium lint types imports pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports --no-logo

pytest: install
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(TESTS)

coverage: install
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term-missing:skip-covered $(TESTS)

mutants: install
	$(BIN)/mutmut run

benchmark: install
	$(BIN)/python -m tests.benchmarks

# --- keeping ---

translations: install
	$(BIN)/pybabel --quiet extract --mapping pyproject.toml --project mutasi-asn --copyright-holder 'its authors' \
	    --add-location file --sort-by-file --output messages.pot web
	$(BIN)/pybabel --quiet update --init-missing --locale en --no-fuzzy-matching --ignore-obsolete \
	    --ignore-pot-creation-date --input-file messages.pot --output-dir web/translations
	@rm messages.pot

lock:
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && \
	"$$tools/bin/pip" install --quiet --disable-pip-version-check uv==$(UV) && \
	"$$tools/bin/"$(COMPILE) --group build --output-file requirements.txt && \
	"$$tools/bin/"$(COMPILE) --group build --group test --constraint requirements.txt \
	    --output-file requirements-test.txt

clean:
	rm -rf $(VENV) build dist htmlcov mutants .coverage .hypothesis .import_linter_cache \
	    .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f web/translations/*/LC_MESSAGES/*.mo
