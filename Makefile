# Two commands: `make site` builds the site, `make test` checks everything. Both set themselves up in .venv/.
# Another Python: make site PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The versions that the checks passed with, also for what builds the package (newer pips have a name of its own for that).
PINS := .ci/constraints.txt
INSTALL := -m pip install --quiet --disable-pip-version-check
PIP := PIP_CONSTRAINT=$(PINS) PIP_BUILD_CONSTRAINT=$(PINS) $(BIN)/python $(INSTALL)
# An environment apart, with the newest versions of everything.
NEWEST := .venv-newest

# The same bytes and messages whatever the machine's language settings; Material's notice about MkDocs 2 is no news here.
export PYTHONUTF8 := 1
export NO_MKDOCS_2_WARNING := 1

.PHONY: help site test gallery generated newest pins clean

help:
	@echo "make site   build the site from stories/ into site/"
	@echo "make test   run every check and test"
	@echo "make gallery  build a site that shows every component in every state"
	@echo "make generated  write the pages again that are made from the program"
	@echo "make newest  try words, reading and a build with the newest versions of every library, and say what would break"
	@echo "make pins   write $(PINS) anew with the newest versions; then run make test"
	@echo "make clean  remove what was built and installed here"

site: $(VENV)/.installed
	@$(BIN)/explainer build

test: $(VENV)/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

gallery: $(VENV)/.installed-for-tests
	@$(BIN)/python -m tests.gallery

generated: $(VENV)/.installed
	@$(BIN)/python -m generator.desk.reference

newest:
	@rm -rf $(NEWEST)
	@$(PYTHON) -m venv $(NEWEST)
	@$(NEWEST)/bin/python $(INSTALL) --editable '.[dev]'
	@$(NEWEST)/bin/python -m tests.newest

pins:
	@rm -rf $(NEWEST)
	@$(PYTHON) -m venv $(NEWEST)
	@$(NEWEST)/bin/python $(INSTALL) --editable '.[dev]' hatchling
	@{ head -n 1 $(PINS); $(NEWEST)/bin/python -m pip freeze --exclude-editable --disable-pip-version-check | grep == | sort -f; } > $(PINS).new
	@mv $(PINS).new $(PINS)

clean:
	rm -rf $(VENV) $(NEWEST) site .explainer .gallery
	rm -rf docs/stories docs/actors docs/topics docs/claims docs/timeline docs/sources docs/corrections docs/unknowns docs/zh-Hant docs/pictures

# The stamps are files inside .venv/, so that they go when it goes.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Name it: make site PYTHON=python3.12"; exit 1; }
	@echo "Making $(VENV)/ ..."
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); \
	    echo "Python could not make a virtual environment. On Debian and Ubuntu: sudo apt-get install python3-venv"; \
	    exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml $(PINS)
	@echo "Installing (the first time takes a minute) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-for-tests: $(VENV)/.made pyproject.toml $(PINS)
	@echo "Installing what the tests need (the first time takes a minute or two) ..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed
