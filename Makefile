# Một Cửa. `make run` sets everything up and runs the main job; `make test` sets everything up and passes the tests.
PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help setup run test torture lint format bench translations screens docs lock clean
help:
	@grep -E '^## ' Makefile | sed 's/^## //'

## setup    virtual environment in .venv, Qt's shared libraries
setup:
	@sh tools/setup.sh

## run      the app on practice data; without a display a whole day is played and its pictures are in out/day
run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then .venv/bin/kiosk demo; \
	else .venv/bin/kiosk demo --headless --out out/day; fi

## test     all tests, with a real PostgreSQL, real HTTP, real uploads
test: setup
	@sh tools/peers.sh
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n auto --dist loadfile

## torture  N=500: kills, power cuts, failing disks and lines, so many rounds of each; a short form is part of `test`
torture: setup
	TORTURE_ROUNDS=$(or $(N),500) FAULT_MIXES=$(or $(N),500) QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/faults

## lint     format, style, types, arrows between the rooms
lint: setup
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	.venv/bin/basedpyright
	.venv/bin/lint-imports
	$(PY) tools/check_translations.py

format: setup
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

## bench    speed against peers and limits, in one run; writes docs/benchmarks.md
bench: setup
	QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks

## translations  collect the strings of the windows and compile the English
translations: setup
	.venv/bin/pyside6-lupdate $$(find ui -name "*.py" | sort) -source-language vi_VN -target-language en \
	    -ts ui/translations/en.ts -no-obsolete -locations none
	.venv/bin/pyside6-lrelease ui/translations/en.ts -qm ui/translations/en.qm

## screens  every window and paper into docs/screens
screens: setup
	rm -f docs/screens/*.png
	QT_QPA_PLATFORM=offscreen $(PY) -m ui.demo.screens docs/screens
	rm -f docs/screens/self-service/*.png
	QT_QPA_PLATFORM=offscreen $(PY) -m ui.demo.kiosk_screens docs/screens/self-service
	$(PY) -m tests.printing.golden docs/screens/paper
	$(PY) -m tests.city_service.pictures docs/screens/city

## docs     the wire's OpenAPI and the command line's help, written from the code
docs: setup
	$(PY) -m tools.write_docs

## lock     requirements.lock anew, with hashes
lock:
	$(PY) -m pip install -q uv
	$(PY) -m uv pip compile pyproject.toml --extra city --extra dev --universal --generate-hashes --python-version 3.11 \
	    --no-header --no-emit-index-url -q -o requirements.lock

clean:
	rm -rf .venv out build *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
