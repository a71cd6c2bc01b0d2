#!/bin/sh
# Runs every fuzz target for a while, one after the other: scripts/fuzz.sh [TIME], 30s by default.
# What a target finds is kept as a test case under the testdata directory of its package, and fails "make test" from then on.
set -eu
cd "$(dirname "$0")/.."

time=${1:-30s}
find . -name '*_test.go' -not -path './.*/*' -exec grep -oHE '^func Fuzz[[:alnum:]_]*' {} + | sort | while IFS=: read -r file declaration; do
	package=$(dirname "$file") target=${declaration#func }
	echo "fuzz.sh: $target in $package for $time" >&2
	MENTORBOT_TEST=quick go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$package" </dev/null
done
