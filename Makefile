# Two commands matter: `make run` and `make test`. Both need Python 3.11+ and make; all else is fetched.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
PACKAGES := $(VENV)/.installed
AZURITE := tools/npm/node_modules/.installed
UV := .local/uv
LOCK := $(UV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

WORKERS := -n auto --maxprocesses 4 --dist worksteal

# Where it is set, each process that a test starts compiles all that it imports once more.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test test-fast coverage check lock demo bench bench-isolation chaos simulate screenshots clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

setup: $(PACKAGES) $(AZURITE) ## Fetch what everything below needs

run: setup ## Run the relay and its storage on this machine (PORT, STORAGE_PORT, DATA_DIR)
	@$(PY) -m tools.run

test: setup ## Run all the tests
	@$(PY) -m pytest $(WORKERS) $(PYTEST_ARGS)

test-fast: $(PACKAGES) ## Run the tests that need neither Azurite nor another process
	@$(PY) -m pytest --fast $(WORKERS) $(PYTEST_ARGS)

coverage: $(PACKAGES) ## Run the fast tests, and fail if they cover too little of shared/
	@rm -rf .local/coverage && mkdir -p .local/coverage
	@$(PY) -m coverage run -m pytest --fast --ignore=tests/simulation $(WORKERS) $(PYTEST_ARGS)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage report
	@$(PY) -m pytest --fast tests/simulation $(WORKERS) $(PYTEST_ARGS)

check: setup ## Lint, check the format and the types, of Python and of the page
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m tools.infra
	@$(PY) -m tools.ui
	@$(PY) -m tools.audit

demo: setup ## Show the relay at work, in under a minute
	@$(PY) -m tools.demo

screenshots: setup ## Take the pictures of the page that the README shows
	@$(PY) -m tools.ui.screenshots

bench: setup ## Measure
	@$(PY) -m bench

bench-isolation: setup ## Measure what slow and dead webhooks cost the others
	@$(PY) -m bench.isolation

chaos: setup ## Kill the relay at random while it works, and count what is lost
	@$(PY) -m tests.chaos

simulate: $(PACKAGES) ## Run the relay on simulated time, with faults by a seed (SECONDS, SEEDS, SEED)
	@$(PY) -m tests.simulation $(if $(SEED),--seed $(SEED)) $(if $(SEEDS),--seeds $(SEEDS)) \
		$(if $(SECONDS),--seconds $(SECONDS)) $(if $(ACTS),--acts $(ACTS)) $(if $(TELL),--tell)

lock: setup ## Pin and hash the requirements anew
	@$(PYTHON) -m venv $(UV)
	@$(UV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements-lock.txt
	@$(LOCK) --output-file requirements-lock.txt requirements-lock.in
	@$(LOCK) --output-file requirements.txt requirements.in
	@$(LOCK) --output-file requirements-dev.txt requirements-dev.in
	@$(LOCK) --output-file tests/onefuzz/requirements.txt tests/onefuzz/requirements.in

clean: ## Remove everything that was fetched or made, local data included
	rm -rf $(VENV) .local tools/npm/node_modules .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PACKAGES): requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one with PYTHON=…"; exit 1; }
	@echo "Fetching the pinned requirements …"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(AZURITE): tools/npm/package-lock.json $(PACKAGES)
	@echo "Fetching Azurite …"
	@$(PY) -m tools.node ci
	@touch $@
