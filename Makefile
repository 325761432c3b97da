# make setup | run | test | check | bench. `make run COUNCIL=cuckfield PORT=8080` chooses the council and the port.
PYTHON  ?= python3
COUNCIL ?= flitwick
PORT    ?= 8000

BIN   = .venv/bin
PIP   = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
BUILT = answerable/web/static/built/app.css
ASSETS = $(shell find answerable/web/assets tools/build_assets.py package-lock.json -type f)
TYPED = answerable tests tools hatch_build.py manage.py $(wildcard benchmarks)

.PHONY: setup run test check bench format assets lock clean
setup: .venv/ok $(BUILT)

run: setup
	@COUNCIL=$(COUNCIL) PORT=$(PORT) ANSWERABLE_DATA=$${ANSWERABLE_DATA:-var/$(COUNCIL)} exec $(BIN)/answerable demo

# --- The environment -------------------------------------------------------------------------------------------

.venv/uv: tools/build.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is missing. On Debian or Ubuntu: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/build.lock
	@touch $@

.venv/ok: .venv/uv requirements.lock pyproject.toml
	@$(PIP) -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev-ok: .venv/ok requirements-dev.lock
	@$(PIP) -r requirements-dev.lock
	@touch $@

# Node is 60 MB: fetched only where the machine has none of its own.
.venv/node: .venv/uv tools/node.lock
	@command -v npm >/dev/null || $(PIP) -r tools/node.lock
	@touch $@

$(BUILT): .venv/node $(ASSETS)
	@$(BIN)/python tools/build_assets.py
	@touch $@

assets: .venv/node
	@$(BIN)/python tools/build_assets.py

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

lock: .venv/uv
	@for group in build node; do $(COMPILE) --group $$group -o tools/$$group.lock; done
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) pyproject.toml --group dev --constraints requirements.lock -o requirements-dev.lock

# --- The checks ------------------------------------------------------------------------------------------------

check: setup .venv/dev-ok
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --quiet --lint answerable/web/templates
	@mkdir -p build/check && ANSWERABLE_DATA=build/check $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/mypy $(TYPED)

format: .venv/dev-ok
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# What cannot be had is said first, before minutes of set-up.
test:
	@tools/have_for_tests
	@$(MAKE) --no-print-directory setup .venv/dev-ok
	@tools/run_tests

# A quarter of an hour; the table goes to benchmarks/RESULTS.md too. PostgreSQL comes with what the tests need.
bench: setup .venv/dev-ok
	@$(BIN)/python -m benchmarks --postgres --write

clean:
	rm -rf .venv node_modules build dist answerable/web/static/built
