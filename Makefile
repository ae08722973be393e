# fenqun 分群: `make start` and `make test` are all that is needed; each installs what is missing.
PORT ?= 8787
SHELL := /usr/bin/env bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/.tools/bin:$(PATH):$(HOME)/.cargo/bin

.PHONY: start build test package bench bench-native clean distclean help setup screenshots

start: setup ## build what has changed, serve it on localhost and print the address (PORT=8787)
	@node scripts/build.mjs
	@node scripts/serve.mjs --port $(PORT)

build: setup ## wasm into pkg/, page into www/dist/
	@node scripts/build.mjs

test: ## every test there is: Rust, wasm in Node and Chromium, the page (ONLY="cargo browser" for some)
	@echo '▸ setup: what is needed and what is there'
	@scripts/setup.sh --browser --duckdb --valgrind
	@node scripts/test.mjs $(ONLY)

package: build ## complete pkg/ as it is published to npm
	@node scripts/package.mjs

bench: package ## fenqun and its peers on the same questions in Chromium (ENGINES=handjs,fenqun SIZES=100000, BENCH_HOME=folder)
	@node bench/bench.mjs

bench-native: setup ## fenqun and its peers natively: one thread against two of DuckDB, Polars and ClickHouse (ENGINES, SIZES, BENCH_HOME)
	@node bench/native.mjs

setup: ## install what is missing
	@echo '▸ setup: what is needed and what is there'
	@scripts/setup.sh

screenshots: build ## the page in both languages, themes and widths, into tests/.out/screenshots (OUT=folder)
	@node scripts/screenshots.mjs $(or $(OUT),tests/.out/screenshots)

clean: ## remove everything that is built
	@rm -rf target www/dist tests/.out pkg/fenqun* pkg/client pkg/elements pkg/i18n pkg/LICENSE-MIT pkg/LICENSE-APACHE

distclean: clean ## also remove what was installed into this folder
	@rm -rf .tools www/node_modules

help: ## show this
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22
