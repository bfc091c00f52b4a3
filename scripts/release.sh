#!/usr/bin/env bash
# Builds release/: a folder that runs from anywhere.
#   gatehouse    the server; reads the Leptos.toml beside it
#   site/        what it serves, with content hashes in the names, each file also as .br and .gz
#   hash.txt     those hashes, read by the server
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"
need_release_tools

say "Release build"
# A name with its hash may be cached forever. `cargo leptos watch` does not rehash, so plain builds do not hash at all.
# A site folder of its own, since building empties it and `make run` may be serving from the other.
LEPTOS_HASH_FILES=true LEPTOS_SITE_ROOT=target/release-site cargo leptos build --release --precompress

built=$(target_dir)/release
rm -rf target/release.new
mkdir target/release.new
cp "$built/gatehouse" "$built/hash.txt" Leptos.toml target/release.new/
# A quarter of it is symbols, which say in a trace what its lines say as well.
strip target/release.new/gatehouse
cp -R target/release-site target/release.new/site
# Type declarations, for editors only.
rm -f target/release.new/site/pkg/*.d.*
rm -rf release
mv target/release.new release

# The emulator is for development and tests; every page of it says what it is not.
if grep -aq "This is not GitHub" release/gatehouse; then stop "The release binary contains the GitHub emulator."; fi

say "release/ is ready"
du -h release/gatehouse release/site/pkg/*.br | sed 's/^/   /'
