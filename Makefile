# make demo    sample orders into a database, and a few answers from it
# make test    all tests
# make lint    ruff, mypy --strict, import-linter
# make check   lint and test
# make score   the program against the corpus's known answers
# make lock    renew requirements.lock from pyproject.toml
#
# Each is enough by itself on a fresh Debian-like machine: system packages
# (packages.txt), .venv and the locked requirements are installed first.

.POSIX:
.SUFFIXES:

PYTHON =
BIN = .venv/bin
STAMPS = build/stamps
DEMO = build/demo
FORMATS = text docx

.PHONY: help demo test lint check score lock install clean

help:
	@sed -n 's/^# //p' Makefile | sed '/^Each/,$$d'

install: $(STAMPS)/installed

$(STAMPS)/system: packages.txt .ci/packages .ci/python
	@PYTHON="$(PYTHON)" .ci/packages
	@mkdir -p $(STAMPS)
	@touch $@

$(STAMPS)/installed: $(STAMPS)/system requirements.lock pyproject.toml
	@test -x $(BIN)/python || "$$(PYTHON="$(PYTHON)" .ci/python)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMPS)/installed
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@$(BIN)/python -m corpus.render $(DEMO)/inbox $(FORMATS)
	@.ci/demo $(DEMO)

test: $(STAMPS)/installed
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(STAMPS)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

score: $(STAMPS)/installed
	$(BIN)/prikaz score

lock: $(STAMPS)/system
	@test -x $(BIN)/python || "$$(PYTHON="$(PYTHON)" .ci/python)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	.ci/lock

clean:
	rm -rf build .venv
