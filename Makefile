# On a machine with Python 3.11 or newer and make, `make run` and `make test` need nothing else.
PYTHON ?= python3
SITE ?= examples/blog
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install lock run test test-oldest audit torture browser generators lint format bench bench-retrain bench-reading bench-quality bench-http fit-weights bench-peers bench-scale screenshots docs serve clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## Set everything up in .venv (the other targets do it by themselves); LOCKED=1: as in requirements.lock

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, found " + sys.version.split()[0] + "; run: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(if $(LOCKED),$(PIP) --require-hashes --requirement requirements.lock)
	$(PIP) $(if $(LOCKED),--no-deps --no-build-isolation) --editable '.[dev,docs,peers,report]'
	@touch $@

lock: ## Write requirements.lock anew: the newest versions of all libraries, with their hashes, for any machine
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/lock/bin/uv pip compile pyproject.toml --all-extras --universal --generate-hashes --python-version 3.11 \
		--custom-compile-command 'make lock' --upgrade --quiet --output-file requirements.lock

run: install ## Train on a blog and show some lists: make run SITE=path/to/blog (without SITE: the example blog)
	@$(BIN)/recommender train "$(SITE)"

test: install ## Run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

torture: install ## Run the tests that take minutes
	$(BIN)/python -m pytest -m slow

test-oldest: ## Run the tests with the oldest versions that pyproject.toml allows, in an environment of their own
	$(PYTHON) -m venv build/oldest
	build/oldest/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/oldest/bin/uv pip install --quiet --python build/oldest/bin/python --resolution lowest-direct --editable '.[dev,docs,peers,report]'
	build/oldest/bin/python -m pytest --numprocesses auto --dist loadfile -o filterwarnings=default

audit: install ## Look the installed libraries up among known weaknesses, and list them all in build/sbom.json (needs pypi.org)
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit cyclonedx-bom
	@mkdir -p build
	build/audit/bin/cyclonedx-py environment $(BIN)/python --output-reproducible --output-file build/sbom.json
	build/audit/bin/pip-audit --path "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" --skip-editable --strict

browser: ## Install Chromium, which the script of the service is tried in (Debian, as root)
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk

generators: ## Install Jekyll, Hugo and Hexo, which the tests of addresses build sites with (Debian, as root)
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends hugo jekyll $$(command -v npm >/dev/null || echo npm)
	npm install --prefix .hexo --silent --no-audit --no-fund hexo

lint: install ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: install ## Put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install ## Measure speed, side by side with plain MeCab: make bench SITE=path/to/blog
	$(BIN)/python benchmarks/training.py "$(SITE)"

bench-retrain: install ## Measure trainings after a first one: nothing changed, 1 % changed: make bench-retrain SITE=path/to/blog
	$(BIN)/python benchmarks/retraining.py "$(SITE)"

bench-reading: install ## Measure how long reading takes, and its memory: make bench-reading SITE=path/to/blog
	$(BIN)/python benchmarks/reading.py "$(SITE)"

bench-quality: install ## Measure the lists of several blogs with weights fitted on the others: make bench-quality SITES="a b c"
	$(BIN)/python benchmarks/quality.py $(SITES)
	$(BIN)/python benchmarks/lists.py $(SITES)

bench-http: install ## Measure the service beside a constant route, with wrk: make bench-http SITE=path/to/blog
	$(BIN)/python benchmarks/service.py "$(SITE)"

fit-weights: install ## Fit the weights that ship with the package to several blogs: make fit-weights SITES="a b c"
	$(BIN)/python benchmarks/quality.py --write $(SITES)

bench-peers: install ## Measure quality and speed beside scikit-learn and BM25: make bench-peers SITE=path/to/blog
	$(BIN)/python benchmarks/peers.py "$(SITE)"

bench-scale: install ## Measure time and memory up to 100,000 made-up posts, beside peers: make bench-scale SITES="a b c"
	$(BIN)/python benchmarks/scale.py $(SITES)

screenshots: run ## Take the pictures that the documents show, anew
	$(BIN)/python docs/screenshots.py examples/blog models/blog

docs: install ## Build the documentation into build/docs
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/growth.py
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs
	@echo "open build/docs/index.html"

serve: run ## Train, then serve the lists on http://127.0.0.1:8000/
	$(BIN)/recommender serve --model "models/$$(basename "$$(cd "$(SITE)" && pwd)")" --port $(PORT)

clean: ## Remove what was built here; trained models stay
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
