# Everything here is also a command of `piliers`, for machines without make. `make` alone prints this help.
PUB ?=
DISCARD ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PILIERS := $(BIN)/python -m generator
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
FUZZ_STAMP := $(VENV)/.installed-fuzz
SECONDS ?= 20
SEED ?= 0
# SEED=1: one order of tests, one set of Hypothesis' examples.
SEEDED := $(if $(filter-out 0,$(SEED)),--randomly-seed=$(SEED) --hypothesis-seed=$(SEED))

.DEFAULT_GOAL := help
.PHONY: help new import pull edit deck pptx note web handout large-print plain grey print variants editions check conformance doctor clean test verify fuzz lint format bench template catalogues schema accept docs pictures wheel

help: ## print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

new: $(STAMP) ## start a publication: five questions
	@$(PILIERS) new $(PUB)

import: $(STAMP) ## start a publication from a file of Word, PowerPoint, a browser or a text editor (FILE=report.docx)
	@$(PILIERS) import $(if $(PUB),--slug $(PUB)) "$(FILE)"

pull: $(STAMP) ## take what was changed by hand in a deck back into the content (FILE=corrected.pptx)
	@$(PILIERS) pull "$(FILE)" $(PUB)

edit: $(STAMP) ## edit a publication in the browser (PUB=lecons-apprises)
	@$(PILIERS) edit $(PUB)

deck: $(STAMP) ## build the three editions (PUB=lecons-apprises for one publication)
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard)

pptx: $(STAMP) ## build the PowerPoint deck alone
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only deck

note: $(STAMP) ## build the A4 note alone
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only note

web: $(STAMP) ## build the web page alone
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only web

handout: $(STAMP) ## build the slides with the speaker's notes, on paper
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only handout

large-print: $(STAMP) ## build the note in letters of 16 points and more
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only note-large-print

plain: $(STAMP) ## build the note for easy reading: flush left, words whole, no capitals, no italics
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only note-plain

grey: $(STAMP) ## build the note without colour
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only note-grey

print: $(STAMP) ## build the note for a printer: bleed, crop marks, margins for binding
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only note-print

variants: $(STAMP) ## build all variants of the note
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --only note-large-print --only note-plain --only note-grey --only note-print

editions: $(STAMP) ## build the editions that publication.yaml declares, and the page that lists them
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard) --editions

check: $(STAMP) ## prove that the built files hold all of the content, in its order
	@$(PILIERS) check $(PUB)

conformance: $(DEV_STAMP) ## build, have every judge examine the files, and write the conformance report
	@$(PILIERS) build $(PUB) $(if $(DISCARD),--discard)
	@$(PILIERS) conformance $(PUB)

doctor: $(STAMP) ## say what is installed, what is missing and what for
	@$(PILIERS) doctor

clean: $(STAMP) ## remove the built files
	@$(PILIERS) clean $(PUB)

test: $(DEV_STAMP) ## run the tests but the long ones (needs nothing but Python packages)
	@# Each process that a test starts would compile the program anew, where bytecode is not kept.
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --dist worksteal $(SEEDED) -m "not judge and not long"

verify: $(DEV_STAMP) ## run the long tests, and the judges that we did not write; fails when one is missing
	@# Apart: a browser driven by Playwright leaves an event loop running in the process of its tests.
	@# Whoever has nothing left takes half of what the other has: neighbours stay together, and no core waits at the end.
	PYTHONDONTWRITEBYTECODE= HYPOTHESIS_PROFILE=deep $(BIN)/pytest -n 2 --dist worksteal $(SEEDED) -m "(long or hypothesis) and not judge"
	PYTHONDONTWRITEBYTECODE= HYPOTHESIS_PROFILE=deep $(BIN)/pytest -n 2 --dist worksteal $(SEEDED) -m judge --require-judges

fuzz: $(FUZZ_STAMP) ## look for what makes the program fail, SECONDS=20 for each kind of input, SEED=1 for the same way each time (Linux)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

lint: $(DEV_STAMP) ## ruff, mypy, generated files up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/schema.py --check
	$(BIN)/python tools/problems.py --check

format: $(DEV_STAMP) ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV_STAMP) ## measure beside naive python-pptx and ReportLab scripts, and PptxGenJS; compare the lines' word spaces
	$(BIN)/python bench/run.py
	$(BIN)/python -m bench.edit
	$(BIN)/python -m bench.batch
	$(BIN)/python -m bench.typography

template: $(STAMP) ## make templates/deck.pptx again from the layouts and the theme
	@$(PILIERS) template make

wheel: $(STAMP) ## make dist/*.whl, which pipx installs
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w dist .
	@ls dist/*.whl

schema: $(DEV_STAMP) ## make the JSON Schemas and the reference of the YAML again from the model
	$(BIN)/python tools/schema.py
	$(BIN)/python tools/problems.py

catalogues: $(DEV_STAMP) ## extract, update and compile the messages
	$(BIN)/pybabel -q extract -k _ --no-location --sort-output --omit-header -o generator/locale/piliers.pot generator
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -D piliers -i generator/locale/piliers.pot -d generator/locale
	$(BIN)/pybabel -q compile -D piliers -d generator/locale

docs: $(DEV_STAMP) ## make the documentation's site, both languages, in output/docs
	$(BIN)/python tools/docs.py

pictures: $(DEV_STAMP) ## take the pictures that README and docs/ show anew (needs Chromium)
	$(BIN)/python tools/pictures.py lecons-apprises
	$(BIN)/python tools/screens.py

accept: $(DEV_STAMP) ## write the golden dumps anew: look at the pictures first
	$(BIN)/pytest -q -n auto -m "not judge" --accept

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) tools/start.py --prepare

$(DEV_STAMP): $(STAMP)
	@echo "Adding the test tools (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat -e '.[dev,docs]'
	@touch $@

$(FUZZ_STAMP): $(DEV_STAMP)
	@echo "Adding atheris (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat -e '.[dev,fuzz]'
	@touch $@
