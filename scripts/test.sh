#!/bin/sh
# The whole check: lint, then every test in random order, on SQLite and PostgreSQL, the browser tests in Chromium, with the race detector
# on but for some long tables (see below). What is needed and missing is installed on Debian as root; elsewhere the script says what to install. Nothing is skipped.
#
#   TEST_DATABASE_URL    a running PostgreSQL to use instead of a throwaway one; each test makes and drops a schema of its own
#   CHROMIUM             the browser to use
#
# Arguments go to "go test" and replace ./..., for example: scripts/test.sh -run Cascade ./core
set -eu
cd "$(dirname "$0")/.."

say() { echo "test.sh: $*" >&2; }

begun=$(date +%s)
lap() { say "$1 after $(($(date +%s) - begun)) s"; }

# The race detector needs a C compiler; the product itself is built without one.
need_compiler() {
	if command -v "$(go env CC | cut -d' ' -f1)" >/dev/null 2>&1; then
		return
	fi
	if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
		say "the race detector needs a C compiler such as gcc: install one"
		exit 1
	fi
	say "no C compiler found, which the race detector needs: installing the package gcc"
	{
		apt-get update -q
		DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends gcc libc6-dev
	} >&2
}

command -v go >/dev/null 2>&1 || {
	say "Go is missing: see https://go.dev/dl, the version is in go.mod"
	exit 1
}
need_compiler

CHROMIUM=$(scripts/chromium.sh)
if [ -z "${TEST_DATABASE_URL:-}" ]; then
	# A server of its own, so that ending this run does not end the server of another one.
	MENTORBOT_TEST_POSTGRES=${TMPDIR:-/tmp}/mentorbot-test-$$
	export MENTORBOT_TEST_POSTGRES
	trap 'env -u TEST_DATABASE_URL scripts/postgres.sh stop' EXIT
	trap 'exit 130' INT TERM
fi
TEST_DATABASE_URL=$(scripts/postgres.sh)
export CHROMIUM TEST_DATABASE_URL
unset MENTORBOT_TEST # "quick" would leave tests out

make --no-print-directory lint
lap "lint done"
whole=
[ $# -gt 0 ] || whole=yes
# SQLite is C translated to Go. Its code is not watched for races: it takes its own locks, which the detector sees, and watching it
# makes every test on SQLite about five times as slow. Most tests wait a part of their time, so that more run at once than there are cores.
watched() {
	CGO_ENABLED=1 go test -race -shuffle=on -parallel 4 -timeout 80m \
		-gcflags='modernc.org/sqlite/lib=-race=false' -gcflags='modernc.org/libc/...=-race=false' "$@"
}

# These send thousands of requests one after another and look at the whole database after each. What they try at the same time as
# something else the stories try too, so that the detector would find nothing more in four times as long.
tables='^Test(EveryCellOfThePermissionTable|NobodyWhoLeftCanDoAnything|HostileTextStaysText|No(Button|Identifier)OfAWorkspaceWorksInAnother)$'

if [ -n "$whole" ]; then
	watched -skip "$tables" ./...
	lap "watched tests passed"
	# Each of them waits more than it works: six at a time.
	go test -shuffle=on -parallel 6 -timeout 60m -run "$tables" ./cmd/internal/stories
else
	watched "$@"
fi
lap "tests passed"
# The corpus of every fuzz target ran as tests above; those for what comes from outside, and a few more, are taken further each time.
if [ -n "$whole" ]; then
	scripts/fuzz.sh 2000x 3
	lap "a little fuzzing done"
fi
