# One-line verbs. `make run` and `make test` need nothing but Python 3.11+, make and git.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
unexport PYTHONDONTWRITEBYTECODE  # what one run has compiled, the next one begins with
PO = $(wildcard lms/locale*/vi/LC_MESSAGES/*.po)

run: $(BIN)/.installed $(PO:.po=.mo)
	PORT=$(PORT) $(BIN)/python manage.py demo

test: $(BIN)/.installed-test $(PO:.po=.mo)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --check --lint --quiet templates
	$(BIN)/python -m tests.prepare
	$(BIN)/pytest -n 2 -m "not e2e and not made"
	$(if $(TEST_DATABASE_URL),DATABASE_URL=$(TEST_DATABASE_URL) $(BIN)/pytest -n 2 -m "not e2e and not made")
	DATABASE_URL=$(TEST_DATABASE_URL) $(BIN)/pytest -n 2 -m made
	$(BIN)/pytest -n 2 -m e2e tests/e2e

format: $(BIN)/.installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --quiet templates

# What a page costs the server, beside a lesson of wagtail-lms, and a phone at a first visit; fails over a limit.
bench-page: $(BIN)/.installed-test $(PO:.po=.mo)
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.bench.page

# How long a newcomer waits: figures for the notes.
bench-clone: $(BIN)/.installed-test
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.bench.from_clone

# From opening a lesson to its first picture on a slow line, beside hls.js; fails when a limit is passed.
bench-first-frame: $(BIN)/.installed-test $(PO:.po=.mo)
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.bench.first_frame

# docs/data-model.md, drawn from the models.
data-model: $(BIN)/.installed-test $(PO:.po=.mo)
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.data_model

messages: $(BIN)/.installed-test
	PYTHONPATH=. $(BIN)/pybabel -q extract --no-location --sort-output --omit-header -k gettext_lazy -k pgettext_lazy:1c,2 -F lms/locale/babel.cfg -o var/messages.pot .
	$(BIN)/pybabel -q update --width 120 --no-fuzzy-matching --ignore-obsolete -i var/messages.pot -d lms/locale -D django -l vi

# Screens and recording for a province of 600,000 members, on the PostgreSQL of BENCH_DATABASE_URL; the first time it is
# built, which takes minutes. Fails when a limit is passed.
bench: $(BIN)/.installed-test $(PO:.po=.mo)
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.bench.branches

# What packaging makes and costs, on clips of several kinds; takes half an hour on a quiet machine.
bench-media: $(BIN)/.installed-bench
	DJANGO_SETTINGS_MODULE=lms.settings $(BIN)/python -m tests.bench media $(CLIPS)
	$(MAKE) bench-first-frame

# Fifty uploads at once and a worker that is killed: none may be lost.
bench-crowd: $(BIN)/.installed
	$(BIN)/python -m tests.bench.crowd

# What lists of 100,000 and 600,000 members cost in time and memory; DATABASE_URL names a PostgreSQL server.
bench-export: $(BIN)/.installed-test
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.bench.exporting

LOCK = $(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header --no-annotate

lock: $(BIN)/.installed
	echo uv | $(LOCK) - -o requirements-install.lock
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group test -c requirements.lock -o requirements-test.lock
	echo wagtail-lms==0.11.1 | $(LOCK) - -o requirements-peer.lock
	$(LOCK) pyproject.toml --group bench -c requirements.lock -o requirements-bench.lock

# uv takes a quarter of pip's time; where it does not run, or only pip knows the way to the packages, pip does it. What
# is imported is compiled then: compiling all that comes would take longer.
define install
$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $< || \
$(BIN)/pip install --quiet --no-compile --require-hashes -r $<
endef

$(BIN)/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed.")'
	$(PYTHON) -m venv --clear .venv
	-$(BIN)/pip install --quiet --require-hashes -r requirements-install.lock

$(BIN)/.installed: requirements.lock | $(BIN)/pip
	$(install)
	touch $@

$(BIN)/.installed-test: requirements-test.lock requirements.lock | $(BIN)/pip
	$(install)
	touch $@ $(BIN)/.installed

$(BIN)/.installed-bench: requirements-bench.lock $(BIN)/.installed
	$(install)
	touch $@

%.mo: %.po $(BIN)/.installed
	$(BIN)/pybabel -q compile --use-fuzzy -i $< -o $@ -l vi

.NOTPARALLEL:
.PHONY: run test format bench bench-page bench-clone bench-first-frame bench-media bench-crowd bench-export data-model messages lock
