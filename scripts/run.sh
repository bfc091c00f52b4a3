#!/usr/bin/env bash
# Starts Gatehouse for development: the GitHub emulator when no GITHUB_CLIENT_ID is set, then `cargo leptos watch`.
set -euo pipefail
# shellcheck source=scripts/tools.sh
. "$(dirname "$0")/tools.sh"

# A setting as the server will see it: from the environment, else from .env.
setting() {
  local value=${!1:-}
  if [ -z "$value" ] && [ -f .env ]; then
    # Behind a byte order mark, too.
    value=$(LC_ALL=C sed -nE "1s/^\xEF\xBB\xBF//; s/^(export )?$1=[\"']?([^\"'#]*).*/\2/p" .env | tail -n 1)
  fi
  printf '%s' "${value%"${value##*[![:space:]]}"}"
}

listens() { (: <"/dev/tcp/$1/$2") 2>/dev/null; }

need_free_port() {
  if listens 127.0.0.1 "$1"; then stop "Port $1 is taken, and $2 needs it. End what listens there${3:+, or $3}."; fi
}

address=$(setting LEPTOS_SITE_ADDR)
address=${address:-127.0.0.1:3000}
reload_port=$(setting LEPTOS_RELOAD_PORT)
client_id=$(setting GITHUB_CLIENT_ID)$(setting GITHUB_CLIENT_ID_FILE)
PUBLIC_URL=$(setting PUBLIC_URL)
export PUBLIC_URL=${PUBLIC_URL:-http://$address}

need_free_port "${address##*:}" Gatehouse "choose another with LEPTOS_SITE_ADDR"
need_free_port "${reload_port:-3001}" "reloading the page" "choose another with LEPTOS_RELOAD_PORT"
[ -n "$client_id" ] || need_free_port 4010 "the GitHub emulator" "set GITHUB_CLIENT_ID to use GitHub itself"

need_build_tools

jobs=()
# Each job leads a process group of its own, so that what it started ends with it.
start() { set -m; "$@" </dev/null & jobs+=($!); set +m; }

finish() {
  trap - EXIT
  trap '' INT TERM
  local job patience
  for job in "${jobs[@]}"; do kill -INT -- "-$job" 2>/dev/null || true; done
  # cargo-leptos gives the server ten seconds to end well.
  for patience in {1..120}; do
    for job in "${jobs[@]}"; do kill -0 -- "-$job" 2>/dev/null && { sleep 0.1; continue 2; }; done
    break
  done
  [ "$patience" -lt 120 ] || for job in "${jobs[@]}"; do kill -KILL -- "-$job" 2>/dev/null || true; done
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

announce() {
  until answers; do sleep 0.3; done
  printf '\n   Open %s\n\n' "$PUBLIC_URL"
}
answers() {
  local line
  { exec 3<>"/dev/tcp/${address%:*}/${address##*:}"; } 2>/dev/null || return 1
  printf 'GET /healthz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$address" >&3
  read -r -t 5 line <&3 || line=
  exec 3>&-
  [[ $line == HTTP/1.1\ 2* ]]
}

if [ -z "$client_id" ]; then
  say "Building the GitHub emulator"
  cargo build --package github-emulator
  start "$(target_dir)/debug/github-emulator" --port 4010
fi
say "Building Gatehouse: up to ten minutes the first time, seconds after a change"
start cargo leptos watch
watch=$!
start announce
wait "$watch"
