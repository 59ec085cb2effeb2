# The first interpreter that is new enough; none gives python3, which then says what it needs.
PYTHON ?= $(or $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
VENV := .venv/bin/python
READY = @$(PYTHON) -m tools.bootstrap

.DEFAULT_GOAL := help
.PHONY: help run test test-long demo-real bench-pages bench-search lint format screenshots messages lock

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## the whole portal on this machine; PORT=8080 chooses the port
	@$(PYTHON) -m tools.run

test: ## everything that must hold; ONLY=lint,sqlite and TESTS=tests/core narrow it
	@$(PYTHON) -m tools.test $(if $(ONLY),--only $(ONLY)) $(TESTS)

test-long: ## the proofs that take minutes each: largest sizes, hundreds of kills
	@$(PYTHON) -m tools.test --long $(if $(ONLY),--only $(ONLY)) $(TESTS)

demo-real: ## load the real texts on integrity, treaties, guides, questions; FULL=1 all legal texts
	$(READY)
	@$(VENV) manage.py load_demo_real $(if $(FULL),--full)

bench-pages: ## pages beside a bare Django view and a bare Wagtail project, in one run
	$(READY) --dev
	@$(VENV) bench/pages.py

bench-search: ## indexing and 500 queries on all legal texts; URL=opensearch://HOST:PORT measures that engine
	$(READY) --dev
	@$(VENV) -m bench.search $(URL)

lint: ## style, templates and types
	@$(PYTHON) -m tools.test --only lint,format,templates,types

format: ## rewrite the code in the common style
	$(READY) --dev
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format .

screenshots: ## photograph the pages for the README; ALL=1 photographs every page into var/screenshots
	$(READY) --dev
	@$(VENV) tools/screenshots.py $(if $(ALL),--all)

messages: ## collect the texts to translate, then check the catalogues
	$(READY) --dev
	@$(VENV) manage.py messages extract
	@$(VENV) manage.py messages compile
	@$(VENV) manage.py messages check

lock: ## renew the locks with hashes from requirements.in and requirements-dev.in
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements-dev.in -o requirements-dev.txt
