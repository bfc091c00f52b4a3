# `make` tells what there is. The work is in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run check test release bench bench-check bench-soak bench-pages bench-flood bench-sessions lighthouse screenshots tools fmt clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build, start (with the GitHub emulator unless GITHUB_CLIENT_ID is set), watch for changes; Ctrl-C ends it
	@exec scripts/run.sh

check: ## The quick loop: formatting, clippy for server and browser, unit tests
	@exec scripts/check.sh

test: ## Everything: check, integration tests, docs, release build, browser tests
	@exec scripts/test.sh

release: ## Build release/, a folder that runs from anywhere
	@exec scripts/release.sh

bench: ## Measure the release server under load, beside a bare axum with the same bytes; writes benches/load/figures.json
	@exec scripts/bench.sh

bench-check: ## Compare with these figures: fails where a page costs over 15 % more than it did, in terms of a bare axum
	@exec scripts/bench.sh check

bench-soak: ## Ten minutes of load, and the memory after each
	@exec scripts/bench.sh soak

bench-pages: ## Measure pages with an empty cache and a slow GitHub, and with 2,000 repositories
	@exec scripts/bench-pages.sh

bench-flood: ## Measure a stranger's sign-in while one account floods with 200,000 attempts
	@exec scripts/bench-pages.sh flood

bench-sessions: ## Measure sessions and token sets with a thousand and with a million of them
	@exec scripts/bench-sessions.sh

lighthouse: ## Score every page with Lighthouse, from release/
	@exec scripts/lighthouse.sh

screenshots: ## Retake the pictures of docs/screenshots, from release/
	@exec scripts/screenshots.sh

tools: ## Install what is missing, and say how to use it by hand
	@exec scripts/tools.sh build release browser proxies firefox

fmt: ## Format the Rust code
	@cargo fmt --all

clean: ## Remove what was built; the tools stay
	@cargo clean
	@rm -rf release target end2end/node_modules end2end/lighthouse/node_modules end2end/test-results
