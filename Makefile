# GNU make 3.81 and a POSIX shell are enough. Without make: see README.md.
PYTHON ?= python3
SOURCES ?=
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
PIP := $(PY) -m pip install --quiet --no-input --disable-pip-version-check -c constraints.txt
PYTEST := $(PY) -m pytest
SPREAD := -n auto --dist loadfile
# The lessons are run on a progress folder of their own, never on the learner's. The instructor's
# guide builds whole editions: tests/test_guide.py runs it, and reads what it shows.
LESSONS := DIPLOMACY_HOME="$(CURDIR)/.venv/progress" $(PYTEST) $(SPREAD) --nbval-lax --nbval-current-env \
    --ignore=notebooks/instructor_guide.ipynb notebooks
# JupyterLab would ask a learner about a news feed and look for updates on the network.
NO_NEWS := $(PY) -m jupyter labextension disable --level=sys_prefix @jupyterlab/apputils-extension:announcements

# In a container one is often root, and Jupyter wants to be told that this is meant.
ALLOW_ROOT := $(if $(filter 0,$(shell id -u 2>/dev/null)),--allow-root)

export PYTHONUTF8 := 1
export PRE_COMMIT_HOME := $(CURDIR)/.venv/pre-commit

.PHONY: help lab test quick editions bench data tidy constraints clean lab-environment test-environment checks

help:
	@echo "make lab     open the course in JupyterLab (the first time: installs it into .venv)"
	@echo "make test    run everything: checks, tests, every lesson, the browser"
	@echo "make quick   the same without the browser and without whole editions, in some minutes"
	@echo "make editions  build and execute the whole course as an edition, graded copy included"
	@echo "make bench   measure speed and size, side by side with plain pandas and Altair"
	@echo "make data SOURCES=folder   rebuild the tables from the source files in that folder"
	@echo "make tidy    format the code, clear the outputs of the notebooks"
	@echo "make constraints           pin the newest versions that pyproject.toml allows"
	@echo "make clean   remove .venv and caches (your progress is kept elsewhere and stays)"
	@echo "Another Python: make lab PYTHON=python3.12"

lab: lab-environment
	@$(PY) -m jupyter lab $(ALLOW_ROOT) notebooks/00_start_here.ipynb

test: test-environment checks
	$(PYTEST) $(SPREAD) -m "not browser"
	$(LESSONS)
	$(PYTEST) -n auto --dist loadgroup -m browser

quick: test-environment checks
	$(PYTEST) $(SPREAD) -m "not browser and not editions"
	$(LESSONS)

editions: test-environment
	@rm -rf build/edition && mkdir -p build/edition
	@$(PY) -m diplomacy_lib new build/edition/whole.toml
	@sed 's/^path = "core"/path = "full"/' build/edition/whole.toml > build/edition/full.toml
	@$(PY) -m diplomacy_lib build build/edition/full.toml --out build/edition/course --graded

bench: test-environment
	@$(PY) tests/bench.py

data: lab-environment
	@if [ -z "$(SOURCES)" ]; then \
	    echo "Say where the source files are: make data SOURCES=folder" >&2; exit 2; fi
	@$(PY) data/recipes "$(SOURCES)"

# The checks are git hooks too (.pre-commit-config.yaml). Without git there are no hooks to run.
checks: test-environment
	@if [ -z "$$(git rev-parse --show-prefix 2>/dev/null || echo none)" ]; then \
	    PATH="$$PWD/$(BIN):$$PATH" $(PY) -m pre_commit run --all-files; \
	else \
	    echo "This folder is not a git checkout: no hooks here, the code is checked directly."; \
	    $(PY) -m ruff check . && $(PY) -m ruff format --check . && \
	    $(PY) -m nbstripout --verify --keep-id notebooks/*.ipynb; \
	fi

tidy: test-environment
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .
	@$(PY) -m nbstripout --keep-id notebooks/*.ipynb

# Header and last section of constraints.txt stay; between them stands what a fresh environment holds.
constraints:
	@rm -rf build/pins && $(PYTHON) -m venv build/pins
	@build/pins/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@{ sed '/^$$/q' constraints.txt; \
	   build/pins/$(notdir $(BIN))/python -m pip list --disable-pip-version-check --format freeze \
	       --exclude-editable --exclude pip --exclude setuptools; \
	   echo; sed -n '/^# Only on/,$$p' constraints.txt; } > build/constraints.txt
	@mv build/constraints.txt constraints.txt && rm -rf build

clean:
	@rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} + ; \
	 find . -name .ipynb_checkpoints -prune -exec rm -rf {} +

# The environment. Each of two stamps, written last, says for which folder and for which pyproject.toml
# and constraints.txt an install was finished; `.installing` stands while one is under way. An install
# that was cut short, a folder that was moved and a Python that has gone all lead to a new .venv.
lab-environment: WHAT = .
lab-environment: STAMPS = .venv/.lab
test-environment: WHAT = .[test]
test-environment: STAMPS = .venv/.lab .venv/.test

lab-environment test-environment:
	@here="$$(pwd -P)"; now="$$(printf '%s\n' "$$here"; cat pyproject.toml constraints.txt | cksum)"; \
	runs() { $(PY) -c 'import pip, importlib.metadata as m; m.version("diplomacy-lib")' 2>/dev/null; }; \
	ours() { [ ! -e .venv/.installing ] && [ "$$(head -n 1 .venv/.home 2>/dev/null)" = "$$here" ] && runs; }; \
	sound=; if ours; then sound=yes; fi; \
	current=$$sound; for stamp in $(STAMPS); do \
	    [ "$$(cat $$stamp 2>/dev/null)" = "$$now" ] || current=; done; \
	if [ -n "$$current" ]; then exit 0; fi; \
	if [ -z "$$sound" ]; then \
	    has="$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" || has=; \
	    case "$$has" in \
	    3.[0-9]|3.10|[0-2].*) \
	        echo "This course needs Python 3.11 or newer; $(PYTHON) is Python $$has." >&2; \
	        echo "With a newer one beside it, name it: make $(firstword $(MAKECMDGOALS)) PYTHON=python3.12" >&2; \
	        exit 1;; \
	    [3-9].*) ;; \
	    *) \
	        echo "There is no working $(PYTHON) here. This course needs Python 3.11 or newer." >&2; \
	        echo "If yours has another name: make $(firstword $(MAKECMDGOALS)) PYTHON=python3.12" >&2; \
	        exit 1;; \
	    esac; \
	    if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	        echo "$(PYTHON) lacks its venv module, which makes the folder for this course." >&2; \
	        echo "On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
	        exit 1; \
	    fi; \
	    echo "Making .venv with Python $$has …"; \
	    rm -rf .venv && $(PYTHON) -m venv .venv || exit 1; \
	fi; \
	echo "Installing the course into .venv; this may take a minute or two …"; \
	touch .venv/.installing; \
	$(PIP) -e "$(WHAT)" || { \
	    code=$$?; \
	    if [ -n "$$sound" ] && [ $$code -lt 128 ]; then rm .venv/.installing; fi; \
	    echo "The install did not finish: see above. It needs the network; when that is there, try again." >&2; \
	    exit 1; \
	}; \
	$(NO_NEWS) >/dev/null 2>&1; \
	printf '%s\n' "$$here" > .venv/.home; \
	for stamp in $(STAMPS); do printf '%s\n' "$$now" > $$stamp; done; \
	rm .venv/.installing; echo "Done."
