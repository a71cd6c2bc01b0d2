#!/bin/sh
# Kills the app at random instants for minutes, on both databases and over both transports, and checks what is left. Prints kills, faults,
# calls, messages, mails, and what was lost or happened twice. PostgreSQL comes as for scripts/test.sh.
#
#   KILLS  processes to kill in each of the four runs, 300 by default
#   PAUSE  average time between two kills, 1s by default
#   SEED   what the runs are drawn from; drawn and printed by default
#   LOGS   directory for the logs of the app's processes, kept; none by default
#
# Arguments go to "go test", for example: KILLS=50 scripts/chaos.sh -run Nothing/SQLite
set -eu
cd "$(dirname "$0")/.."

if [ -z "${TEST_DATABASE_URL:-}" ]; then
	MENTORBOT_TEST_POSTGRES=${TMPDIR:-/tmp}/mentorbot-chaos-$$
	export MENTORBOT_TEST_POSTGRES
	trap 'env -u TEST_DATABASE_URL scripts/postgres.sh stop' EXIT
	trap 'exit 130' INT TERM
fi
TEST_DATABASE_URL=$(scripts/postgres.sh)
export TEST_DATABASE_URL
unset MENTORBOT_TEST
logs=${LOGS:-}
if [ -n "$logs" ]; then
	mkdir -p "$logs"
	logs=$(cd "$logs" && pwd)
fi

# The processes are not watched for races here: they are to be fast enough to be killed in the middle of something.
go test -v -count=1 -timeout 6h "$@" ./cmd/internal/chaos \
	-every -kills "${KILLS:-300}" -pause "${PAUSE:-1s}" -seed "${SEED:-0}" -logs "$logs"
