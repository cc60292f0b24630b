# Every command that the pages name is a target here. `make` lists them.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000

VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONDONTWRITEBYTECODE := 1

# Files of tests run side by side; within one file, one test after another. The longest is first, many
# short ones are last.
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# The environments. Each stamp is newer than the lock it was made from.
BUILD_ENV := $(VENV)/build.stamp
TEST_ENV := $(VENV)/test.stamp
NODE_ENV := $(VENV)/node.stamp
NODE_TEST_ENV := $(VENV)/node-test.stamp
BENCH_ENV := $(VENV)/bench.stamp

.DEFAULT_GOAL := help
.PHONY: help serve build dist coverage test test-browsers lint engine fix bench bench-evidence golden screenshots tools lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed. Name one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(BUILD_ENV): requirements/build.txt pyproject.toml $(VENV)/made.stamp
	$(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_ENV): requirements/test.txt $(BUILD_ENV)
	$(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements/test.txt
	@touch $@

$(NODE_ENV): package.json package-lock.json $(BUILD_ENV)
	npm ci --omit=dev --no-progress
	@touch $@

$(NODE_TEST_ENV): $(NODE_ENV) $(TEST_ENV)
	npm ci --no-progress
	@touch $@

$(BENCH_ENV): tests/bench/package.json tests/bench/package-lock.json $(NODE_TEST_ENV)
	npm ci --prefix tests/bench --no-progress
	@touch $@

serve: $(NODE_ENV) ## Build the site, serve it, rebuild what changes
	$(BIN)/python -m sitebuild engine
	$(BIN)/python -m sitebuild serve $(ADDRESS)

build: $(NODE_ENV) ## Build the site into site/
	$(BIN)/python -m sitebuild engine
	$(BIN)/python -m sitebuild build

dist: build ## Build the archive dist/m1-appeals-VERSION.zip and its SHA-256
	$(BIN)/python -m sitebuild dist

coverage: $(NODE_ENV) ## Install tables from CMS's downloads: FROM=current_article.zip LCD=current_lcd.zip
	$(BIN)/python -m sitebuild coverage "$(FROM)" "$(LCD)"

test: $(NODE_TEST_ENV) tools ## Run every check: lint, types, unit, letters, site, journeys
	$(MAKE) --no-print-directory -j 2 lint engine
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

engine: $(NODE_ENV) # What of the engine changed
	$(BIN)/python -m sitebuild engine

test-browsers: $(NODE_TEST_ENV) ## Check the journeys that matter in Firefox and WebKitGTK, as Debian has them
	$(BIN)/python -m tests.tools browsers
	$(BIN)/python -m sitebuild engine
	$(BIN)/python -m pytest tests/browsers

lint: $(NODE_TEST_ENV) ## Check style and types, Python and JavaScript; warn of rules checked a year ago
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m sitebuild rules
	node_modules/.bin/tsc -p .
	node_modules/.bin/tsc -p tsconfig.worker.json

fix: $(TEST_ENV) ## Mend what the linter can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(BENCH_ENV) tools ## Measure engine, writers and pages, as ratios within one run
	$(BIN)/python -m sitebuild engine
	$(BIN)/python -m tests.bench

bench-evidence: $(TEST_ENV) ## Measure which sentences are offered, on labelled notes: NOTES=FILE, or those shipped
	$(BIN)/python -m tests.bench.evidence $(if $(NOTES),"$(NOTES)")

golden: $(TEST_ENV) ## Write the golden letters again; read the difference before committing it
	$(BIN)/python -m pytest tests/letters --update-goldens

screenshots: $(NODE_TEST_ENV) tools ## Take pictures of every page into build/screenshots/
	$(BIN)/python -m sitebuild engine
	$(BIN)/python -m tests.screenshots

tools: $(TEST_ENV) # A browser, LibreOffice and web servers, installed where they are missing
	$(BIN)/python -m tests.tools

lock: ## Write the lock files again from requirements/*.in
	sh requirements/lock.sh

clean: ## Delete everything that was built or installed here
	rm -rf $(VENV) node_modules tests/bench/node_modules build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
