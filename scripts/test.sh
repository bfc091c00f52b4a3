#!/usr/bin/env bash
# Everything, in the order in which it fails fastest. Ends at the first failure.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
# First, so that a missing Chromium is known before an hour of building.
need_browser_tools
need_release_tools
need_proxies_tools
need_firefox_tools

"$project/scripts/check.sh" --no-tests

say "Types of the browser tests"
npm run --silent --prefix end2end types

say "Unit and integration tests"
cargo test --workspace

say "Documentation"
# Nobody reads that of the generated sentences, and it takes minutes.
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --exclude gatehouse-locales --no-deps --document-private-items

"$project/scripts/release.sh"

say "Browser tests, against the release folder"
# Same packages and features as the tests above, so that nothing is compiled twice.
cargo build --workspace --bin github-emulator
target=$(target_dir)
cd end2end
GATEHOUSE_RELEASE=$project/release GATEHOUSE_EMULATOR=$target/debug/github-emulator npx playwright test "$@"
