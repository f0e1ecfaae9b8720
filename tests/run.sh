#!/usr/bin/env bash
# Every test of the repository, from a clean clone: bash tests/run.sh [options of dotnet test, such as --filter-class '*RateTests'].
# Needs the .NET 10 SDK. Installs PostgreSQL and Chromium when they are missing (apt-get, as root). The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2

export HOME="${HOME:-/tmp}"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The summary is read below, in English.
export DOTNET_CLI_UI_LANGUAGE=en
# No build process outlives the run.
export MSBUILDDISABLENODEREUSE=1

log="$(mktemp)"
# Compilers leave two empty folders for every project.
scratch="$(mktemp -d)"

tidy() {
    rm -rf "$log" "$scratch"
    # dotnet test leaves the sockets to its test programs in /tmp. Those at which nobody listens any more are of ended runs.
    [ -r /proc/net/unix ] || return 0
    find /tmp -maxdepth 1 -type s -user "$(id -u)" -name '*[0-9a-f]' | grep -E '/[0-9a-f]{32}$' | while read -r socket; do
        grep -q " $socket\$" /proc/net/unix || rm -f "$socket"
    done
}
trap tidy EXIT

fail() {
    printf '%s\n' "$@" >&2
    exit 2
}

has_postgres() {
    command -v initdb >/dev/null || ls /usr/lib/postgresql/1[5-8]/bin/initdb >/dev/null 2>&1
}

has_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

has_font() {
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" -name '*.[to]tf' -print -quit 2>/dev/null)" ]
}

command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: dotnet is not on the search path."

missing=()
has_postgres || missing+=(postgresql)
has_chromium || missing+=(chromium)
has_font || missing+=(fonts-dejavu-core)
if [ "${#missing[@]}" -gt 0 ]; then
    command -v apt-get >/dev/null || fail "Missing: ${missing[*]}. Install them with this system's package manager and start again."
    line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    [ "$(id -u)" = 0 ] || fail "Missing: ${missing[*]}. Type this and start again:" "sudo sh -c '$line'"
    echo "Installing ${missing[*]}"
    # Into a file, not a pipe: Debian starts its own server, which could hold a pipe open for ever. The tests do not use that server.
    if ! DEBIAN_FRONTEND=noninteractive sh -c "$line" </dev/null >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        fail "${missing[*]} could not be installed. The line was:" "$line"
    fi
fi

echo "Building"
if ! TMPDIR="$scratch" dotnet build Dashboard.sln --verbosity quiet </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    fail "The build failed."
fi

# One project at a time: each brings its own PostgreSQL, and some a browser. A project may have no test that a filter matches (8).
dotnet test --no-build --max-parallel-test-modules 1 --ignore-exit-code 8 "$@" </dev/null 2>&1 | tee "$log"
result="${PIPESTATUS[0]}"

awk -v result="$result" '
    /^Test run summary:/ { summary = 1 }
    # A test program that crashed.
    summary && /^ *error: / { failed += $2 }
    summary && /^ *failed: / { failed += $2 }
    summary && /^ *succeeded: / { passed = $2 }
    summary && /^ *skipped: / { skipped = $2 }
    END {
        printf "%d passed, %d failed", passed, failed
        if (skipped > 0) printf ", %d skipped", skipped
        printf "\n"
        exit (result != 0 ? result : failed > 0 || passed + 0 == 0)
    }' "$log"
