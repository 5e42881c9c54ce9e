# make demo | test | lint: each sets up what it needs in .venv first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench translations clean

demo: .venv/ready
	$(BIN)/pricewatch demo

test: .venv/ready-test
	$(BIN)/python -m pytest

lint: .venv/ready-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/sqlfluff lint --disable-progress-bar pricewatch/models pricewatch/questions/ready

.venv/bin/uv: constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt uv

.venv/ready: .venv/bin/uv pyproject.toml constraints.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt --editable .
	touch $@

.venv/ready-%: .venv/ready
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt --group $*
	touch $@

bench: .venv/ready-bench
	$(BIN)/python bench/build.py
	$(BIN)/python bench/collect.py
	$(BIN)/python bench/read.py
	$(BIN)/python bench/match.py
	$(BIN)/python bench/hikes.py
	$(BIN)/python bench/street.py
	$(BIN)/python bench/opacity.py

# Finds the texts that the pages say, and adds those that are new to every catalogue.
translations: .venv/ready
	$(BIN)/pybabel -q extract --no-default-keywords -k _ -k N_ -k ngettext:1,2 -k count:2,3 --no-location --omit-header --sort-output \
		--output .venv/texts.pot pricewatch/pages app.py
	for each in pricewatch/locale/*.po; do $(BIN)/pybabel -q update --no-fuzzy-matching --omit-header --no-wrap \
		--ignore-obsolete --input-file .venv/texts.pot --output-file $$each --locale $$(basename $$each .po); done

clean:
	rm -rf .venv data/demo
