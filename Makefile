# `make` lists the targets.

# The first interpreter that is new enough, or PYTHON.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV ?= .venv
# Without it manage.py runs in production mode, and asks for production settings.
export DEBUG ?= true
# Without compiled modules each process compiles what it imports again, which takes three times as long as to start.
unexport PYTHONDONTWRITEBYTECODE
RUN := $(VENV)/bin/python
# Installed from their folders, so that changes take effect at once.
PACKAGES := $(patsubst %/pyproject.toml,%,$(wildcard packages/*/pyproject.toml))
PACKAGE_JOBS := $(PACKAGES:packages/%=package-%)
# BROWSER=yes: pages in Chromium, with pictures in the living documentation. Implies the real stack.
BROWSER ?=
# The browser's window, such as WINDOW=390x844 for a phone, and SCHEME=dark for who prefers dark pages.
WINDOW ?=
SCHEME ?=
# DOOR=page or DOOR=api: through which door people act.
DOOR ?=
IN_BROWSER = $(BROWSER:%=-D browser=%) $(WINDOW:%=-D window=%) $(SCHEME:%=-D scheme=%)
# What the CRM runs on: embedded, postgres or real (alias: live).
STACK ?= $(if $(filter yes,$(BROWSER)),real,embedded)
# The clock of the features: freezegun, or CLOCK=time-machine.
CLOCK ?=
# Processes that tell the features: one for each core.
PARALLEL ?= auto
IN_PARALLEL = --parallel $(PARALLEL)
JUNIT = --junit --junit-directory reports/junit/$(STACK)
MESSAGES = reports/messages.ndjson
# The scenarios that the real stack cannot run, with reasons; the other stacks run all.
LEFT_OUT = $(if $(filter real live,$(STACK)),-D left_out=docs/left_out.md)
BEHAVE = $(RUN) manage.py behave --stack $(STACK) $(if $(CLOCK),--clock $(CLOCK)) $(LEFT_OUT) $(JUNIT) $(IN_BROWSER) \
	$(IN_PARALLEL) --format behave_messages:MessagesFormatter --outfile $(MESSAGES) --format progress3
# For the history: empty outside of git, and with uncommitted changes, which no commit contains.
REVISION = $(shell test -z "$$(git status --porcelain 2>&1)" && git rev-parse HEAD)
# A history a stack, because their times differ.
LIVING_DOCS = $(RUN) -m living_docs $(MESSAGES) --title "Acceptance-tested CRM"
PREVIOUS = reports/previous.ndjson
PAGE = $(LIVING_DOCS) \
	--page reports/acceptance.html --summary reports/summary.md --rerun reports/rerun.txt $(PREVIOUS:%=--since %) \
	--explored reports/explored.json \
	--history reports/history/$(STACK) --revision "$(REVISION)"
# Not wrapped around pytest: the CRM's modules are measured, and those of the tests are not.
COVERAGE := $(RUN) -m slipcover --dont-wrap-pytest --json

# Version and path of the newest other Python on the PATH or in pyenv; empty if there is none. Looked for when asked.
OTHER_PYTHON = $(shell own=$$($(PYTHON) -c 'import sys; print(sys.version_info[1])' 2>/dev/null); \
	for minor in 14 13 12 11; do test "$$minor" = "$$own" && continue; \
	for python in python3.$$minor "$$(pyenv prefix 3.$$minor 2>/dev/null)/bin/python"; do \
	$$python -c "import sys; sys.exit(sys.version_info[:2] != (3, $$minor))" 2>/dev/null && echo 3.$$minor $$python && break 2; \
	done; done)

.PHONY: help acceptance chapter shard merge-shards test serve demo-reset lint unit unit-crm unit-suite browser browser-tests explore features coverage-gates postgres live doors otherwise otherwise-stacks reliability faults bench bench-scale bench-sockets bench-stacks bench-parallel bench-pages bench-report capacity phrases wordings requirements packages matrix corners audit clean $(PACKAGE_JOBS)

help:  ## List the targets
	@grep -hE '^[a-z0-9.-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

acceptance: $(VENV)/installed  ## Run every feature; the living documentation is reports/acceptance.html
	@test ! -s reports/messages.ndjson || mv reports/messages.ndjson reports/previous.ndjson
	@# A run that cannot start leaves no page and no JUnit reports of an older one.
	@rm -rf reports/acceptance.html reports/summary.md reports/junit/$(STACK)
	@# Also after a failed run, which needs the page most.
	@$(BEHAVE); outcome=$$?; $(PAGE) && exit $$outcome

# Leaves the messages, the page and the history of the last whole run alone.
CHAPTER ?=
chapter: $(VENV)/installed  ## One chapter, and its page reports/chapter.html: CHAPTER=06_payments
	@test -e "features/$(CHAPTER)" -a -n "$(CHAPTER)" || { echo "Name a chapter, such as make chapter CHAPTER=06_payments, or a file of one." >&2; exit 1; }
	@rm -f reports/chapter.html
	@$(BEHAVE) $(DOOR:%=-D door=%) features/$(CHAPTER); outcome=$$?; $(LIVING_DOCS) --page reports/chapter.html && exit $$outcome
chapter: MESSAGES = reports/chapter.ndjson
chapter: JUNIT =
chapter: LEFT_OUT =

# BEHAVE_RUN_ID, the same text on each machine, or the commit makes the shards one run.
SHARD ?=
SHARD_REPORTS = reports/shards/$(subst /,-of-,$(SHARD))
shard: $(VENV)/installed  ## Run a part of the features, on a machine for each part: SHARD=2/5
	@test -n "$(SHARD)" || { echo "Name the part, such as make shard SHARD=2/5." >&2; exit 1; }
	@rm -rf $(SHARD_REPORTS)
	@$(BEHAVE) --shard $(SHARD)
shard: MESSAGES = $(SHARD_REPORTS)/messages.ndjson
shard: JUNIT = --junit --junit-directory $(SHARD_REPORTS)/junit

# Keeps the times of all scenarios and these messages for the next run.
merge-shards: $(VENV)/installed  ## The living documentation of the shards in reports/shards/
	@test -n "$(MESSAGES)" || { echo "reports/shards/ has no shard: make shard SHARD=1/2 runs one." >&2; exit 1; }
	@# Before the times are put together: while a shard is missing, this ends here, and can be done again.
	@$(PAGE) --whole
	@cat reports/times/$(STACK).*-of-*.tsv > reports/times/$(STACK).tsv
	@# The next run may have another number of shards.
	@rm reports/times/$(STACK).*-of-*.tsv
	@rm -rf reports/previous && mv reports/shards reports/previous
merge-shards: MESSAGES = $(wildcard reports/shards/*/messages.ndjson)
merge-shards: PREVIOUS = $(wildcard reports/previous/*/messages.ndjson)

# CI installs a browser; elsewhere the browser tests are skipped, and say how to install it.
# One job more than cores, because most jobs wait now and then: for a server, a browser or a process that they started.
# What mostly waits comes first, and what uses every core last: so no core is idle while the last jobs wait.
JOBS ?= 3
test: lint  ## Everything that CI checks
	@# Before the others: what waits for it would come last, and on one core.
	@$(if $(filter true,$(CI)),$(MAKE) --no-print-directory browser)
	@$(MAKE) --no-print-directory --output-sync=target -j $(JOBS) DEPTH=1 \
		browser-tests unit-suite unit-crm package-timeskip package-living-docs live postgres features \
		package-behave-messages explore coverage-gates

PORT ?= 8000
serve: $(VENV)/installed  ## The workspace with two months of demo business, on this machine only (PORT=8000)
	@$(RUN) manage.py serve --port $(PORT)

demo-reset: $(VENV)/installed  ## Remove the business that `make serve` played
	@$(RUN) manage.py demo --reset

lint: $(VENV)/installed  ## Lint, format, import contracts, missing migrations, broken phrases
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/lint-imports
	$(RUN) manage.py makemigrations --check --dry-run
	$(RUN) manage.py phrases > /dev/null

# Those of the suite and the benches start processes, for which the others need not wait.
SUITE = tests/suite tests/bench
unit: unit-crm unit-suite  ## Unit tests and contract tests, with coverage

unit-crm: $(VENV)/installed
	$(COVERAGE) --out reports/coverage.crm.json -m pytest $(patsubst %,--ignore %,tests/browser $(SUITE))

unit-suite: $(VENV)/installed
	$(COVERAGE) --out reports/coverage.suite.json -m pytest $(SUITE)

browser-tests: $(VENV)/installed  ## The workspace and the living documentation in a browser
	$(RUN) -m pytest tests/browser

browser:  ## Install what the browser tests need: Debian's Chromium, npm packages
	@tests/browser/install.sh

features: $(VENV)/installed  ## Every feature in a random order, with coverage; a scenario a chapter told otherwise
	$(COVERAGE) --out reports/coverage.features.json manage.py behave --shuffle random \
		--parallel $(PARALLEL) -D sweeps=needed
	@# One a chapter, within a minute of processor time; `make otherwise` tells them all.
	$(RUN) manage.py behave --retell all --tags @retold -D points=1 --format null
	@# One a chapter through each door, and what no other feature reaches of their code; `make doors` tells them all.
	for door in page api; do $(COVERAGE) --out reports/coverage.$$door.json \
		manage.py behave --tags @doors -D door=$$door --format null || exit 1; done

# With BROWSER=yes in Chromium. Chapter 09 is about pages, and goes through no door.
doors: $(VENV)/installed  ## Chapters 01 to 08 through the pages, and through the API; writes docs/doors.md
	$(RUN) -m features.doors
	for door in $(or $(DOOR),page api); do \
		$(RUN) manage.py behave --stack $(STACK) $(wildcard features/0[1-8]_*) -D door=$$door \
		$(IN_BROWSER) $(IN_PARALLEL) --format progress3 || exit 1; done

# WAYS: some of those that docs/told_otherwise.md lists. POINTS=all: a worker dies at each write. PART=3/40: a part.
WAYS ?= all
POINTS ?= 3
SEED ?= $(shell date +%j)
PART ?=
otherwise: $(VENV)/installed  ## Every scenario told again with twice the messages, dying workers, rivals and outages
	@echo "make otherwise SEED=$(SEED) repeats these points and orders."
	$(RUN) manage.py behave --retell $(WAYS) -D points=$(POINTS) -D seed=$(SEED) $(PART:%=--shard %) --format progress3

# The same scenarios on each stack leave the same rows.
otherwise-stacks: $(VENV)/installed  ## Every feature on each stack, and whether they leave the same books
	$(RUN) manage.py behave --books reports/books/embedded.ndjson $(IN_PARALLEL) --format null
	for stack in postgres real; do \
		$(RUN) manage.py behave --stack $$stack --books reports/books/$$stack.ndjson $(IN_PARALLEL) --format null \
		&& $(RUN) manage.py compare_books reports/books/embedded.ndjson reports/books/$$stack.ndjson --way $$stack \
		|| exit 1; done

docs/told_otherwise.md: features/retelling.py
	$(RUN) manage.py ways > $@

coverage-gates: unit features  ## Coverage by the features alone, and together with the unit tests
	$(RUN) -m tests.coverage_gates

postgres:  ## Every feature on PostgreSQL, with time-machine, on another Python if there is one; writes the page
	@set -- $(OTHER_PYTHON); \
	if test -n "$$2"; then other="VENV=.venv-$$1 PYTHON=$$2"; \
	else other=; echo "This machine has only one Python, so the features run on that version."; fi; \
	$(MAKE) --no-print-directory acceptance STACK=postgres CLOCK=time-machine $$other

# Skips sweeps that would find nothing, which halves the time; `make acceptance STACK=real` runs them all.
live: $(VENV)/installed  ## Every feature on real processes (the real stack); writes docs/left_out.md
	@rm -rf reports/junit/$(STACK)
	$(RUN) manage.py behave --stack real $(IN_PARALLEL) $(LEFT_OUT) $(JUNIT) -D sweeps=needed --format progress3 \
		$$(for name in chromium-headless-shell chromium chromium-browser google-chrome; do \
			command -v $$name > /dev/null && echo "-D browser=yes" && break; done)
live: STACK := real

# The most acts of a story; with MINUTES, random stories follow, which SEED tells again.
DEPTH ?= 2
THEME ?=
MINUTES ?=
SEED ?=
explore: $(VENV)/installed  ## Every story of up to DEPTH acts (THEME=payments), then random ones for MINUTES (SEED=7)
	$(RUN) manage.py explore --depth $(DEPTH) $(THEME:%=--theme %) \
		$(if $(MINUTES),--random --minutes $(MINUTES) $(SEED:%=--seed %))

# A commit, by default the newest tag before HEAD, or else HEAD~1.
BEFORE ?=
bench: $(VENV)/installed  ## What a test, a scenario, its start and a page cost, beside other ways and BEFORE=<commit>
	cd packages/timeskip/example && $(abspath $(RUN)) bench.py
	$(RUN) -m bench.ways
	$(RUN) -m bench.before_and_after --before "$(BEFORE)"
	$(RUN) -m bench.first_step --before "$(BEFORE)"
	$(RUN) -m bench.documents
	$(RUN) -m bench.demo_year --before "$(BEFORE)"

bench-scale: $(VENV)/installed  ## Long tasks with up to a million repayments, and a year of the beat schedule
	DJANGO_SETTINGS_MODULE=bench.settings $(RUN) -m bench.scale.year
	$(RUN) -m bench.scale.days --before "$(BEFORE)"
	$(RUN) -m bench.scale
	$(RUN) -m bench.scale.killed

reliability: $(VENV)/installed  ## Kill, cut and flush live processes at random, then reconcile; writes docs/reliability.md
	$(RUN) -m reliability

faults: reliability  ## Alias of reliability

bench-sockets: $(VENV)/installed  ## Sockets per process, pushes now and at BEFORE=<commit>, and what one user's flood costs the others
	$(RUN) -m bench.sockets
	$(RUN) -m bench.sockets.pushes --before "$(BEFORE)"
	$(RUN) -m bench.sockets.fairness

capacity: $(VENV)/installed  ## What a lender with a million loans needs, simulated; writes docs/scale.md
	$(RUN) -m bench.capacity

bench-stacks: $(VENV)/installed  ## The same features on each stack, and the real stack's processes now and at BEFORE=<commit>
	$(RUN) -m bench.stacks
	$(RUN) -m bench.processes --before "$(BEFORE)"

bench-parallel: $(VENV)/installed  ## Every feature in one process and in two; more workers are simulated
	$(RUN) -m bench.parallel

bench-pages: $(VENV)/installed  ## The time of each page of the workspace, with a year of business and with little
	$(RUN) -m bench.workspace

bench-report: $(VENV)/installed  ## What messages and the page add to a run
	$(RUN) -m bench.living_docs

# From the newest run; there is one after `make acceptance`.
wordings: $(VENV)/installed  ## Every text of the last run, once: reports/wordings.md; without a run, runs every feature
	@test -s reports/messages.ndjson || echo "There is no run yet: first every feature runs, which takes some minutes."
	@test -s reports/messages.ndjson || $(MAKE) --no-print-directory acceptance
	@# The page stays as its run left it: a later commit and another stack are not its history.
	@$(LIVING_DOCS) --page /dev/null --wordings reports/wordings.md > /dev/null
	@echo "The wordings are in reports/wordings.md."

phrases: $(VENV)/installed  ## Print the dictionary: every phrase, its meaning, an example
	@$(RUN) manage.py phrases

# UPGRADE=--upgrade takes the newest versions that pyproject.toml allows; without it pins stay.
UPGRADE ?=
COMPILE = $(VENV)/bin/uv pip compile -q $(UPGRADE) --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url pyproject.toml

requirements: $(VENV)/installed  ## Compile the pins and their hashes from pyproject.toml
	$(COMPILE) -o requirements/base.txt
	$(COMPILE) --group dev -c requirements/base.txt -o requirements/dev.txt

# With one Python, by default that of .venv; `make matrix` runs timeskip's whole matrix of versions.
NOX = PATH="$(abspath $(VENV))/bin:$$PATH" uv tool run --with uv nox
PACKAGES_PYTHON ?= $(RUN)
packages: $(PACKAGE_JOBS)  ## Build the wheel of each package, install it alone, run the package's tests

$(PACKAGE_JOBS): package-%: $(VENV)/installed
	$(RUN) packages/check_wheels.py --python $(PACKAGES_PYTHON) $*

# Each session has its own environment; versions of Python that this machine lacks are skipped.
matrix: $(VENV)/installed  ## timeskip's tests with every version of Python, Django, Celery and Channels, on both databases
	cd packages/timeskip && $(NOX) --tags matrix corners

corners: $(VENV)/installed  ## The corners of that matrix
	cd packages/timeskip && $(NOX) --tags corners

audit: $(VENV)/installed  ## Known vulnerabilities in pinned packages; needs a vulnerability database
	@$(RUN) -m tests.audit

clean:  ## Remove what the other targets created
	rm -rf .venv .venv-3.* reports .timeskip_cache .pytest_cache .ruff_cache .import_linter_cache tests/browser/node_modules
	find packages -name .timeskip_cache -prune -exec rm -r {} +
	rm -rf packages/*/.nox packages/*/.pytest_cache packages/*/.ruff_cache

$(VENV)/installed: $(VENV)/pinned $(PACKAGES:%=%/pyproject.toml)
	@# Needs no package index: their dependencies and hatchling, which builds them, are pinned.
	$(RUN) -m uv pip install --quiet --python $(RUN) --offline --no-deps --no-build-isolation \
		$(PACKAGES:%=--editable %)
	$(RUN) -m uv pip check --quiet --python $(RUN)
	@mkdir -p reports
	@touch $@

$(VENV)/pinned: requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@# pip checks hashes only in a requirements file, so uv's lines go into one.
	@sed -n '/^uv==/,/[^\\]$$/p' requirements/dev.txt > $(VENV)/uv.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(VENV)/uv.txt
	@# uv takes seconds, pip a minute; pip is for machines where uv finds no package index.
	$(RUN) -m uv pip install --quiet --python $(RUN) --require-hashes --requirements requirements/dev.txt || \
		$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@touch $@
