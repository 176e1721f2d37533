# Everything runs in a virtual environment that is made on first use: only python3 (3.11 or newer) and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help run test lint types check unit bench-ask bench-scale bench-send bench-load prove-delivery prove-teaching prove-hostile prove-soak wheel mutate audit learn pictures lock clean

help:  ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: $(VENV)/run.done  ## Start the assistant: on Telegram with a token in .env, in the terminal without
	@$(BIN)/python -m bot

test: lint types check unit  ## The whole check: style, types, architecture, content, templates, tests

lint: $(VENV)/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.done
	$(BIN)/mypy

check: $(VENV)/test.done
	$(BIN)/python -m knowledge check --quiet
	$(BIN)/python -m broadcasts check

unit: $(VENV)/test.done
	$(BIN)/python -m pytest --numprocesses auto

bench-ask: $(VENV)/bench.done  ## Score the assistant on the labelled questions, beside simpler matchers
	$(BIN)/python -m tests.evaluation --peers

bench-scale: $(VENV)/test.done  ## Time a question with the shipped phrasings and with 200,000
	$(BIN)/python -m tests.evaluation.scale

bench-send: $(VENV)/bench.done $(VENV)/peers.done  ## Time the sending of notices, and what answers cost meanwhile
	$(BIN)/python -m tests.reliability

bench-load: $(VENV)/test.done  ## Ask 100 questions a second for a minute, beside a stand-in for Telegram
	$(BIN)/python -m tests.reliability.load

prove-delivery: $(VENV)/test.done  ## Kill the delivery engine more than a hundred times and close the account
	$(BIN)/python -m pytest -m slow -s tests/reliability --ignore tests/reliability/test_soak.py

wheel: $(VENV)/test.done  ## Build the wheel in dist/, and prove its commands in a bare environment
	$(BIN)/python -m hatchling build -t wheel
	$(BIN)/python -m pytest -m "slow or not slow" tests/test_wheel.py

prove-teaching: $(VENV)/test.done  ## Try changes of the content on every question, and teach for a month (about an hour)
	$(BIN)/python -m pytest -m slow -s tests/knowledge

prove-hostile: $(VENV)/test.done  ## Put 12,000 generated updates through the application: no exception, no rights gained
	$(BIN)/python -m pytest -m slow tests/bot/test_hostile.py tests/bot/test_another_ward.py

prove-soak: $(VENV)/test.done  ## Live a month of a ward in minutes, and half a year in which nobody writes
	$(BIN)/python -m pytest -m slow -s tests/reliability/test_soak.py

mutate: $(VENV)/bench.done  ## Change the program in small ways and see whether a test notices (an hour)
	$(BIN)/mutmut run
	$(BIN)/mutmut results

audit: $(VENV)/bench.done  ## Look up known weaknesses of what is installed, and list licences (needs the network)
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock
	$(BIN)/pip-licenses --order=license --packages $$(sed -n 's/^\([A-Za-z0-9_.-]*\)==.*/\1/p' requirements.lock)

learn: $(VENV)/bench.done  ## Learn from the content what words mean, how much each view counts and how sure a match is (ten minutes)
	$(BIN)/python -m tests.evaluation.learn

pictures: $(VENV)/test.done  ## Draw the pictures of the waste groups anew
	$(BIN)/python -m knowledge.pictures

lock: $(VENV)/test.done  ## Pin the newest versions the bounds in pyproject.toml allow
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --group dev -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --group bench --group dev -o requirements-bench.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements-peers.lock --group peers

clean:  ## Remove the virtual environment and caches; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/venv.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.done: $(VENV)/venv.done requirements.lock
	@echo "Setting up (once)…"
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/test.done: $(VENV)/run.done requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/bench.done: $(VENV)/test.done requirements-bench.lock
	$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

$(VENV)/peers.done: $(VENV)/venv.done requirements-peers.lock
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-peers.lock
	@touch $@
