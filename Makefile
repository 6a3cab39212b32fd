# `make run` shows the portal, `make test` tests it; both need only Python ≥ 3.11 and make.
# Without make: python3 forum_portal/bootstrap.py, then .venv/bin/python -m forum_portal.dev run

PY ?= python3
DEV = .venv/bin/python -m forum_portal.dev

.PHONY: run test check bench messages venv lock
.DEFAULT_GOAL := run

run: venv
	@$(DEV) run $(if $(PORT),--port $(PORT))

test: venv
	@$(DEV) test $(ARGS)

check: venv
	@$(DEV) check

bench: venv
	@$(DEV) bench $(ARGS)

# Needs the system's gettext.
messages: venv
	@$(DEV) messages

venv:
	@$(PY) forum_portal/bootstrap.py

# Run it with the oldest supported Python after changing dependencies in pyproject.toml.
lock: venv
	.venv/bin/uv pip compile -q pyproject.toml --universal --generate-hashes -o requirements.lock
	.venv/bin/uv pip compile -q pyproject.toml --group dev --universal --generate-hashes -o requirements-dev.lock
