#!/bin/sh
# Runs every fuzz target for a while, one after the other: scripts/fuzz.sh [TIME], 30s by default.
# What a target finds is kept as a test case under the testdata directory of its package, and fails "make test" from then on.
set -eu
cd "$(dirname "$0")/.."

time=${1:-30s}
for package in $(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./...); do
	for target in $(MENTORBOT_TEST=quick go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
		echo "fuzz.sh: $package $target for $time" >&2
		MENTORBOT_TEST=quick go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$package"
	done
done
