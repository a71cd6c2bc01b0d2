#!/bin/sh
# Runs fuzz targets for a while, one after the other: scripts/fuzz.sh [TIME [COUNT]], by default 30s for each there is, else COUNT of
# them drawn by lot. What a target finds is kept as a test case under the testdata directory of its package, and fails "make test" from
# then on. To make an input that was merely new a short one may take a second, not the minute Go allows for it, which is longer than the run.
set -eu
cd "$(dirname "$0")/.."

time=${1:-30s} count=${2:-}
targets=$(find . -name '*_test.go' -not -path './.*/*' -exec grep -oHE '^func Fuzz[[:alnum:]_]*' {} + | sort)
if [ -n "$count" ]; then
	targets=$(echo "$targets" | awk 'BEGIN { srand() } { print rand() "\t" $0 }' | sort -n | cut -f2 | head -n "$count")
fi
echo "$targets" | while IFS=: read -r file declaration; do
	package=$(dirname "$file") target=${declaration#func }
	echo "fuzz.sh: $target in $package for $time" >&2
	MENTORBOT_TEST=quick go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1s "$package" </dev/null
done
