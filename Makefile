# `make` alone lists what can be done. All state lies under DATA_DIR (var/ unless told otherwise).

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run demo lint messages format check test test-services accessibility coverage isolation bench lock tools \
	services-up services-down services-status services-clean run-services

# The first interpreter that is new enough; if none is, the set-up says so.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done; echo python3)
BIN := .venv/bin
export DATA_DIR PORT BASE_HOST

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install everything and bring the database up to date; repeating it takes seconds
	@$(PYTHON) infrastructure/install.py

run: ## Set up, make the demo if the database is empty, and serve on PORT (8000) until Ctrl-C
	@$(PYTHON) infrastructure/serve.py --check-port
	@$(PYTHON) infrastructure/install.py
	@$(BIN)/python infrastructure/serve.py

services-up: ## Start PostgreSQL, Elasticsearch, an S3 store and a cache on this machine, got where missing
	@$(PYTHON) -m infrastructure.services up

services-down: ## Stop them; their data stays in DATA_DIR/services
	@$(PYTHON) -m infrastructure.services down

services-status: ## Say of each whether it answers, and what its log says last if not
	@$(PYTHON) -m infrastructure.services status

services-clean: ## Stop them and remove their data
	@$(PYTHON) -m infrastructure.services clean

run-services: services-up ## As make run, on these servers
	@$(PYTHON) -m infrastructure.services exec $(MAKE) run

demo: setup ## Make or complete the demo agencies; their sign-ins go to DATA_DIR/demo.json
	@$(BIN)/python manage.py seed_demo

lint: tools ## Check style, types, imports, migrations and HTML templates
	@sh infrastructure/lint.sh

messages: tools ## Collect what is to be translated from the source into govcms/locale
	@$(BIN)/python -m infrastructure.catalogues extract

format: tools ## Put Python files and HTML templates in order
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@git ls-files -z '*.html' | xargs -0 $(BIN)/djhtml --quiet

test: tools ## Run all tests; what needs a program this machine lacks is left out and named
	@sh infrastructure/test_programs.sh
	@sh infrastructure/test.sh $(ARGS)

test-services: tools ## Run all tests on real servers: PostgreSQL, Elasticsearch, an S3 store, a cache
	@sh infrastructure/test_programs.sh
	@$(BIN)/python -m tests.on_services $(ARGS)

coverage: tools ## Run the tests without browser and crawls, and say what of the code they reach
	@$(BIN)/python -m pytest -n 2 -m "not browser and not crawl" --cov --cov-report=term:skip-covered $(ARGS)

isolation: tools ## Run the tests of the wall on a PostgreSQL server of their own
	@$(BIN)/python -m tests.on_postgresql -n 2 tests/isolation $(ARGS)

accessibility: tools ## Prove in a browser that every page works for everybody, in every look; keep the result
	@sh infrastructure/test_programs.sh
	@$(BIN)/python -m pytest -n 0 -q tests/journeys/test_every_way.py
	@$(BIN)/python -m tests.accessibility_proof

check: lint test ## What must pass before a change is handed in: lint and test

bench: tools ## Measure speed and search quality; figures go to the terminal
	@$(BIN)/python -m benchmarks $(ARGS)

lock: tools ## Write the lock files anew from requirements*.txt
	@sh infrastructure/lock.sh

tools:
	@$(PYTHON) infrastructure/install.py --dev
