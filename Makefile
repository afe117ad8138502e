# Needs Python >= 3.11 and make, nothing else. Everything is installed into .venv.

# Without files of bytecode each process compiles two thousand modules as it starts: seconds instead of one.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test check map docs bench format lock setup setup-dev

# The environment's own interpreter once there is one; else python3, or the newest beside it that will do.
CANDIDATES := .venv/bin/python python3 python3.15 python3.14 python3.13 python3.12 python3.11
PYTHON = $(or $(shell for p in $(CANDIDATES); do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),\
	$(error weeklog needs Python 3.11 or newer, and none of $(CANDIDATES) is. Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3))

help: ## show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## start everything and print the address (WEEKLOG_PORT, WEEKLOG_HOME; EXTRAS=semantic: search by meaning, EXTRAS=warehouse: Parquet files, EXTRAS=tracing: traces; Ctrl-C stops)
	@exec .venv/bin/python -m weeklog_local

# A file stays with one process: what its tests share is started once. Each process has servers of its own.
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: setup-dev ## run every test against servers of its own (ARGS="tests/unit -x": those, one by one)
	@.venv/bin/python -m pytest $(or $(ARGS),$(SIDE_BY_SIDE))

check: setup-dev ## format, lint, types, import contracts, regular expressions
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/basedpyright
	.venv/bin/lint-imports
	@.venv/bin/python local/build_page.py check
	.venv/bin/python -m tests.patterns

map: setup-dev ## the rooms of the code, and which imports which
	@.venv/bin/python -m tools.map

docs: setup-dev ## the documentation as a site, in site/
	@$(PYTHON) local/install.py docs
	@.venv/bin/zensical build --strict

bench: setup-dev ## what it costs, against baselines run beside it
	@.venv/bin/python -m bench $(ARGS)

format: setup-dev ## format the code, and repair what the linter can
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	@.venv/bin/python local/build_page.py format

lock: setup-dev ## resolve again and write requirements/*.txt
	.venv/bin/uv lock
	.venv/bin/uv export -q --format requirements-txt --no-emit-workspace --no-dev --group build --no-header -o requirements/run.txt
	.venv/bin/uv export -q --format requirements-txt --no-emit-workspace --no-dev --group build --extra semantic --no-header -o requirements/semantic.txt
	.venv/bin/uv export -q --format requirements-txt --no-emit-workspace --no-dev --group build --extra warehouse --no-header -o requirements/warehouse.txt
	.venv/bin/uv export -q --format requirements-txt --no-emit-workspace --no-dev --group build --extra tracing --no-header -o requirements/tracing.txt
	.venv/bin/uv export -q --format requirements-txt --no-emit-workspace --group dev --all-extras --no-header -o requirements/dev.txt
	.venv/bin/uv export -q --format requirements-txt --no-emit-workspace --only-group docs --no-header -o requirements/docs.txt

setup:
	@$(PYTHON) local/install.py $(or $(EXTRAS),run)
	@.venv/bin/python local/build_page.py run

setup-dev:
	@$(PYTHON) local/install.py dev
	@.venv/bin/python local/build_page.py dev
