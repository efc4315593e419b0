# Two commands for everyone: `make demo` and `make test`. Both build .venv from nothing; only python3 with venv is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The gazetteer is compiled from these when the package is installed.
PLACES := hatch_build.py $(wildcard src/communique/grounding/*.tsv) src/communique/codebook/countries.tsv
COLUMNS := text=Story Text,title=Head Line,published=Filed On,outlet=Desk

.PHONY: demo test lint types docs bench clean

demo: $(VENV)/.installed
	@echo; echo "1. Who did what to whom in one of the bundled reports:"; echo
	$(BIN)/communique code examples/dispatches/01-moscow-2024-li-putin.txt --format table --quiet
	@echo; echo "2. How one event was reached:"; echo
	$(BIN)/communique code examples/dispatches/02-peking-1972-nixon.txt --explain e-
	@echo; echo "3. The table among the reports has columns with names of its own; here they are given:"; echo
	$(BIN)/communique code examples/dispatches/06-archive-1982-1998.csv --map "$(COLUMNS)" --format table --limit 1
	@echo; echo "4. All reports on one page (the table and one empty row are rejected, each with the reason):"; echo
	@mkdir -p out
	$(BIN)/communique code examples/dispatches --format html --out out/dispatches.html || test $$? -eq 3
	@echo; echo "Open it in a browser: $(CURDIR)/out/dispatches.html"

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

docs: $(VENV)/.installed-dev
	$(BIN)/mkdocs build --strict --site-dir site

bench: $(VENV)/.installed-test
	$(BIN)/python benchmarks/all.py --quick

clean:
	rm -rf $(VENV) site out/dispatches.html .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A broken environment of an earlier try is thrown away, not mended.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.installed: pyproject.toml $(PLACES) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml $(PLACES) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-dev: pyproject.toml $(PLACES) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed-test $(VENV)/.installed
