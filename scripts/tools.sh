#!/usr/bin/env bash
# Finds or installs what building and testing need.
# Source it and call the need_… functions, or run it: scripts/tools.sh [build] [release] [browser] [firefox] [proxies] [load].
#
# A tool on PATH at the right version is used as it is. Everything else goes below one folder of Gatehouse's own, one
# folder a version, shared by all clones: nothing of yours is replaced, and nothing is installed twice.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${GATEHOUSE_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/gatehouse}
tools=$cache/tools
# From here, because rust-toolchain.toml chooses the compiler for everything started below it.
cd "$project"

CARGO_LEPTOS=0.3.10 # 0.3.11 wants a newer Rust than rust-toolchain.toml names.
BINARYEN=132

say() { printf '\n== %s\n' "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

need_build_tools() {
  need_rust
  # --debug: the published profile takes three times as long. All we would notice of it is seahash, which reads the whole
  # server after each change. no_downloads: a tool that is missing fails at once instead of being fetched from somewhere.
  need_cargo_tool cargo-leptos "$CARGO_LEPTOS" cargo-leptos 10 --locked --features no_downloads \
    --config profile.dev.package.seahash.opt-level=3
  # Without --locked, since the published lock file can name versions that were withdrawn later.
  need_cargo_tool wasm-bindgen-cli "$(locked_version wasm-bindgen)" wasm-bindgen 5
}

need_release_tools() {
  need_build_tools
  need_node
  local root=$tools/binaryen-$BINARYEN
  has_version wasm-opt "$BINARYEN" && return
  PATH=$root/node_modules/.bin:$PATH
  has_version wasm-opt "$BINARYEN" && return
  say "Installing wasm-opt (npm binaryen $BINARYEN): seconds, once"
  locked npm install --prefix "$root" --no-audit --no-fund --loglevel=error "binaryen@$BINARYEN.0.0"
  hash -r
  has_version wasm-opt "$BINARYEN" || stop "wasm-opt $BINARYEN was installed below $root but does not start."
}

need_browser_tools() {
  need_node
  need_chromium
  have openssl || stop "The browser tests need openssl, for the certificate of their TLS proxy. Install the package openssl."
  # npm has no quick "is it all there", so the lock file it was done by is kept beside the result.
  cmp -s end2end/package-lock.json end2end/node_modules/.installed && return
  say "Installing the Node packages of end2end: seconds, once"
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix end2end --no-audit --no-fund --loglevel=error
  cp end2end/package-lock.json end2end/node_modules/.installed
}

# The stories behind real proxies need them; without them they are left out. Nothing of them is started: the tests do that.
need_proxies_tools() {
  local name
  # Debian's nginx is there, and not on everybody's PATH.
  PATH=$PATH:/usr/sbin
  for name in nginx caddy; do
    have "$name" && continue
    if [ "$(id -u)" = 0 ] && have apt-get; then
      say "Installing Debian's $name: seconds, once"
      SYSTEMD_OFFLINE=1 RUNLEVEL=1 install_package "$name" || true
    fi
    have "$name" || say "Left out: the tests behind $name. Install the package $name to have them run."
  done
}

# A few tests are for Firefox, and are left out where there is none.
need_firefox_tools() {
  [ -n "${FIREFOX_PATH:-}" ] || have firefox-esr && return
  if [ "$(id -u)" = 0 ] && have apt-get; then
    say "Installing Debian's firefox-esr: a minute, once"
    install_package firefox-esr || true
  fi
  have firefox-esr || say "Left out: the tests in Firefox. Install the package firefox-esr to have them run."
}

# The load of `make bench`.
need_load_tools() {
  have wrk && return
  if [ "$(id -u)" = 0 ] && have apt-get; then
    say "Installing Debian's wrk: seconds, once"
    install_package wrk || true
  fi
  have wrk || stop "The load needs wrk. Install the package wrk (Debian: sudo apt-get install wrk)."
}

install_package() {
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || apt-get update -qq
  apt-get install -y -qq "$1" || { apt-get update -qq && apt-get install -y -qq "$1"; }
}

# Sets CHROMIUM_PATH, which playwright.config.ts reads.
need_chromium() {
  find_chromium && return
  if [ "$(id -u)" = 0 ] && have apt-get; then
    say "Installing Debian's chromium: a minute, once"
    install_package chromium || true
    find_chromium && return
  fi
  stop "The browser tests need Chromium. Install the package chromium (Debian: sudo apt-get install chromium), or set CHROMIUM_PATH to one you have."
}

find_chromium() {
  local name
  for name in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && CHROMIUM_PATH=$(command -v "$name") && export CHROMIUM_PATH && return
  done
  return 1
}

need_node() {
  if ! have node || ! have npm; then stop "Node is missing. Install Node 20 or newer, with npm."; fi
  local version
  version=$(node --version)
  version=${version#v}
  [ "${version%%.*}" -ge 20 ] || stop "Node $version is too old. Install Node 20 or newer."
}

need_rust() {
  have cc || stop "A C compiler is missing. Install the package build-essential (Debian: sudo apt-get install build-essential)."
  have cargo || stop "Rust is missing. Install rustup; it takes the version from rust-toolchain.toml."
  local sysroot
  if ! sysroot=$(rustc --print sysroot 2>/dev/null); then
    say "Installing the Rust of rust-toolchain.toml: minutes, once"
    rustup toolchain install
    sysroot=$(rustc --print sysroot)
  fi
  if [ ! -d "$sysroot/lib/rustlib/wasm32-unknown-unknown/lib" ]; then
    have rustup || stop "This Rust cannot build for the browser: its target wasm32-unknown-unknown is missing, and there is no rustup to add it."
    say "Adding the target wasm32-unknown-unknown: seconds, once"
    rustup target add wasm32-unknown-unknown
  fi
  if ! have cargo-clippy || ! have cargo-fmt; then
    have rustup || stop "cargo clippy or cargo fmt is missing."
    rustup component add clippy rustfmt
  fi
}

# need_cargo_tool <package> <version> <program> <minutes> [flags of cargo install…]
need_cargo_tool() {
  local package=$1 version=$2 program=$3 minutes=$4
  shift 4
  has_version "$program" "$version" && return
  PATH=$tools/$package-$version/bin:$PATH
  has_version "$program" "$version" && return
  locked install_cargo_tool "$package" "$version" "$program" "$minutes" "$@"
  hash -r
  has_version "$program" "$version" || stop "$package $version was installed below $tools but does not start."
}

install_cargo_tool() {
  local package=$1 version=$2 program=$3 minutes=$4 root=$tools/$1-$2
  shift 4
  has_version "$program" "$version" && return # Another start was quicker.
  if have cargo-binstall; then
    say "Fetching $package $version"
    # Its own releases only, and not for long: where they cannot be reached, we build.
    timeout 120 cargo binstall --no-confirm --strategies crate-meta-data --root "$root" "$package@$version" || true
    hash -r
    has_version "$program" "$version" && return
  fi
  say "Building $package $version: about $minutes minutes on two cores, once"
  CARGO_PROFILE_DEV_DEBUG=0 CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback \
    cargo install "$package" --version "$version" --debug --root "$root" --target-dir "$root/build" "$@"
  rm -rf "$root/build"
}

# Runs a command while no other start of these scripts installs anything. The lock is not handed down, or a compile
# server that outlives us would keep it.
locked() {
  mkdir -p "$tools"
  have flock || { "$@"; return; }
  exec 9>"$tools/.lock"
  flock --nonblock 9 || { say "Another start is installing tools; waiting for it"; flock 9; }
  "$@" 9>&-
  exec 9>&-
}

# `cargo-leptos 0.3.10`, `wasm-opt version 132 (version_132)`: the first word that begins with a digit.
has_version() {
  [ "$("$1" --version 2>/dev/null | grep -oE '(^| )[0-9][0-9.]*' | head -n 1 | tr -d ' ')" = "$2" ]
}

locked_version() {
  awk -v name="\"$1\"" '$1 == "name" { found = $3 == name } found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

# The target folder, wherever the environment or Cargo's configuration puts it.
# run_bench NAME [ARGUMENTS]: builds a benchmark, then runs it.
run_bench() {
  local name=$1
  shift
  need_rust
  # Its databases go with this folder, also after Ctrl-C.
  TMPDIR=$(mktemp -d)
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
  say "Building the benchmark: up to ten minutes the first time"
  cargo bench --bench "$name" --no-run
  say "Measuring: a few minutes"
  cargo bench --bench "$name" -- "$@"
}

target_dir() {
  cargo metadata --format-version 1 --no-deps | sed -E 's/.*"target_directory":"([^"]*)".*/\1/'
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  for kind in "${@:-build}"; do
    "need_${kind}_tools"
  done
  say "Everything is there. To use the tools by hand:"
  printf 'export PATH=%q\n' "$PATH"
fi
