# `make` says what there is.

# The first interpreter that is new enough, unless PYTHON names one.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV ?= .venv
# Without it, manage.py is in production, and asks for what production needs.
export DEBUG ?= true
RUN := $(VENV)/bin/python
# Installed from their folders.
PACKAGES := $(patsubst %/pyproject.toml,%,$(wildcard packages/*/pyproject.toml))
# Pages in Chromium, with pictures of them in the living documentation: BROWSER=yes, on the real stack.
BROWSER ?=
# What the CRM stands on: embedded, postgres or real; live is another name of real.
STACK ?= $(if $(filter yes,$(BROWSER)),real,embedded)
# What gives the features their time: freezegun, or CLOCK=time-machine.
CLOCK ?=
JUNIT = --junit --junit-directory reports/junit/$(STACK)
# What this stack has to leave out, with its reasons; nothing, on the others.
LEFT_OUT = $(if $(filter real live,$(STACK)),-D left_out=docs/left_out.md)
BEHAVE = $(RUN) manage.py behave --stack $(STACK) $(if $(CLOCK),--clock $(CLOCK)) $(LEFT_OUT) $(JUNIT) $(if $(BROWSER),-D browser=$(BROWSER)) \
	--format behave_messages:MessagesFormatter --outfile reports/messages.ndjson --format progress3
LIVING_DOCS := $(RUN) -m living_docs reports/messages.ndjson --title "Acceptance-tested CRM" \
	--page reports/acceptance.html --summary reports/summary.md --rerun reports/rerun.txt --since reports/previous.ndjson
COVERAGE := $(RUN) -m coverage

# The version of another Python than that one, the newest on the PATH or in pyenv, and where it is; empty where there is none.
OTHER_PYTHON := $(shell own=$$($(PYTHON) -c 'import sys; print(sys.version_info[1])' 2>/dev/null); \
	for minor in 14 13 12 11; do test "$$minor" = "$$own" && continue; \
	for python in python3.$$minor "$$(pyenv prefix 3.$$minor 2>/dev/null)/bin/python"; do \
	$$python -c "import sys; sys.exit(sys.version_info[:2] != (3, $$minor))" 2>/dev/null && echo 3.$$minor $$python && break 2; \
	done; done)

.PHONY: help acceptance test serve lint unit browser browser-tests features coverage-gates postgres live reliability faults bench bench-scale bench-sockets bench-stacks bench-pages bench-report phrases requirements packages matrix corners audit clean

help:  ## What there is
	@grep -hE '^[a-z0-9.-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

acceptance: $(VENV)/installed  ## Run every feature; the living documentation is reports/acceptance.html
	@rm -rf reports/junit/$(STACK)
	@test ! -s reports/messages.ndjson || mv reports/messages.ndjson reports/previous.ndjson
	@# The page of a run that failed is the one that is needed most.
	@$(BEHAVE); outcome=$$?; $(LIVING_DOCS) && exit $$outcome

# A build server gets a browser first; elsewhere its tests say that they were left out, and by what they are had.
# Two things at a time, because most of them keep one core busy; what takes longest and waits most begins first.
test: $(if $(filter true,$(CI)),browser) lint  ## Everything that CI checks
	@$(MAKE) --no-print-directory --output-sync=target -j 2 LIVE_AFTER=unit BROWSER_AFTER=postgres \
		coverage-gates postgres live browser-tests packages

serve: $(VENV)/installed  ## The workspace with a year of demo business, on this machine alone
	@$(RUN) manage.py serve

lint: $(VENV)/installed  ## Lint, format, one-way imports, missing migrations
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/lint-imports
	$(RUN) manage.py makemigrations --check --dry-run

unit: $(VENV)/installed  ## Unit tests and the seed's contract, with coverage
	$(COVERAGE) run --data-file=reports/coverage.unit -m pytest --ignore tests/browser

browser-tests: $(VENV)/installed | $(BROWSER_AFTER)  ## The workspace and the living documentation in a browser
	$(RUN) -m pytest tests/browser

browser:  ## What the browser tests need: Debian's Chromium, npm packages
	@tests/browser/install.sh

features: $(VENV)/installed  ## Every feature in a random order, with coverage
	@# Measuring coverage slows a month that passes: it is given longer before it counts as hanging.
	$(COVERAGE) run --data-file=reports/coverage.features manage.py behave --shuffle random \
		-D hang_after=120 -D sweeps=needed

coverage-gates: unit features  ## What the features reach alone, and together with the unit tests
	$(RUN) -m tests.coverage_gates

postgres:  ## Every feature on PostgreSQL, by the other clock and on another Python where there is one; writes the page
ifeq ($(OTHER_PYTHON),)
	@echo "This machine has one Python: the features run on that version only."
	@$(MAKE) --no-print-directory acceptance STACK=postgres CLOCK=time-machine
else
	@$(MAKE) --no-print-directory acceptance STACK=postgres CLOCK=time-machine \
		VENV=.venv-$(firstword $(OTHER_PYTHON)) PYTHON=$(lastword $(OTHER_PYTHON))
endif

# Sweeps that would find nothing are left out, which halves it; `make acceptance STACK=real` leaves none out.
live: $(VENV)/installed | $(LIVE_AFTER)  ## Every feature on real worker, broker, web and mail processes; writes docs/left_out.md
	$(RUN) manage.py behave --stack real $(LEFT_OUT) $(JUNIT) -D sweeps=needed --format progress3 \
		$$(for name in chromium chromium-browser google-chrome; do \
			command -v $$name > /dev/null && echo "-D browser=yes" && break; done)
live: STACK := real

# A commit, by default the newest tag before HEAD, or else HEAD~1.
BEFORE ?=
bench: $(VENV)/installed  ## Time of a test with timeskip and without, of a scenario now and at BEFORE=<commit>, of a page
	cd packages/timeskip/example && $(abspath $(RUN)) bench.py
	$(RUN) -m bench.before_and_after --before "$(BEFORE)"
	$(RUN) -m bench.documents

bench-scale: $(VENV)/installed  ## The long tasks over books of up to a million repayments, and a year of the calendar
	DJANGO_SETTINGS_MODULE=bench.settings $(RUN) -m bench.scale.year
	$(RUN) -m bench.scale

reliability: $(VENV)/installed  ## Kill, cut and flush live processes at random, then reconcile; writes docs/reliability.md
	$(RUN) -m reliability

faults: reliability  ## The same as reliability

bench-sockets: $(VENV)/installed  ## Sockets held in one process, pushes, and what one person's flood costs the others
	$(RUN) -m bench.sockets
	$(RUN) -m bench.sockets.fairness

bench-stacks: $(VENV)/installed  ## The same features on each stack, beside each other
	$(RUN) -m bench.stacks

bench-pages: $(VENV)/installed  ## What each page of the workspace takes on a year's book, beside a small one
	$(RUN) -m bench.workspace

bench-report: $(VENV)/installed  ## What messages and page add to a run
	$(RUN) -m bench.living_docs

phrases: $(VENV)/installed  ## The dictionary: every phrase, its meaning, an example
	@$(RUN) manage.py phrases

# UPGRADE=--upgrade takes the newest versions that pyproject.toml allows; without it a pin stays where it is.
UPGRADE ?=
COMPILE = $(VENV)/bin/uv pip compile -q $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url pyproject.toml

requirements: $(VENV)/installed  ## Compile the pins and their hashes from pyproject.toml
	$(COMPILE) -o requirements/base.txt
	$(COMPILE) --group dev -c requirements/base.txt -o requirements/dev.txt

# On one Python, by default that of the virtual environment; `nox` in a package's folder runs its matrix of versions.
NOX = PATH="$(abspath $(VENV))/bin:$$PATH" uv tool run --with uv nox
PACKAGES_PYTHON ?= $(RUN)
packages: $(VENV)/installed  ## Build the wheel of each package, install it alone, run the package's tests
	$(RUN) packages/check_wheels.py --python $(PACKAGES_PYTHON)

# Each session has an environment of its own: versions of Python that this machine lacks are left out.
matrix: $(VENV)/installed  ## timeskip's tests over every version of Python, Django, Celery and Channels, on both databases
	cd packages/timeskip && $(NOX) --tags matrix corners

corners: $(VENV)/installed  ## The corners of that matrix
	cd packages/timeskip && $(NOX) --tags corners

audit: $(VENV)/installed  ## Known vulnerabilities of what is pinned; needs a vulnerability database
	@$(RUN) -m tests.audit

clean:  ## Remove what the other targets made
	rm -rf .venv .venv-3.* reports .pytest_cache .ruff_cache .import_linter_cache tests/browser/node_modules

$(VENV)/installed: $(VENV)/pinned $(PACKAGES:%=%/pyproject.toml)
	@# Their dependencies and hatchling, which builds them, are pinned, so this needs no package index.
	$(RUN) -m uv pip install --quiet --python $(RUN) --offline --no-deps --no-build-isolation \
		$(PACKAGES:%=--editable %)
	$(RUN) -m uv pip check --quiet --python $(RUN)
	@mkdir -p reports
	@touch $@

$(VENV)/pinned: requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@# pip checks hashes only in a requirements file, so uv's own lines become one.
	@sed -n '/^uv==/,/[^\\]$$/p' requirements/dev.txt > $(VENV)/uv.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(VENV)/uv.txt
	@# uv takes seconds where pip takes a minute; pip takes over where uv finds no package index.
	$(RUN) -m uv pip install --quiet --python $(RUN) --require-hashes --compile-bytecode --requirements requirements/dev.txt || \
		$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@touch $@
