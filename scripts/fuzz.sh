#!/bin/sh
# Runs fuzz targets for a while, one after the other: scripts/fuzz.sh [TIME [COUNT]], by default 30s for each there is, else one for each
# kind of text that comes from outside, and COUNT more of them drawn by lot. TIME can be a number of executions such as 2000x: with a time,
# Go sometimes calls it a failure that the time is over ("context deadline exceeded"), which leaves no test case.
#
# What a target finds is kept as a test case under the testdata directory of its package, and fails "make test" from then on. To make an
# input that was merely new a short one may take a second, not the minute Go allows for it, which is longer than the run.
set -eu
cd "$(dirname "$0")/.."

time=${1:-30s} count=${2:-}
targets=$(find . -name '*_test.go' -not -path './.*/*' -exec grep -oHE '^func Fuzz[[:alnum:]_]*' {} + | sort)
# Signature and envelope, command text, action values and metadata, CSV, .ics, mail with an answer, signed links.
outside='Fuzz(Signature|Interaction|SocketRequest|CommandText|DecodeMeta|ReadPeople|ReadBusy|ReadReply|AnswerLink)$'
if [ -n "$count" ]; then
	lot=$(echo "$targets" | grep -vE "$outside" | awk 'BEGIN { srand() } { print rand() "\t" $0 }' | sort -n | cut -f2 | head -n "$count")
	targets=$(echo "$targets" | grep -E "$outside"; echo "$lot")
fi
echo "$targets" | while IFS=: read -r file declaration; do
	package=$(dirname "$file") target=${declaration#func }
	echo "fuzz.sh: $target in $package for $time" >&2
	MENTORBOT_TEST=quick go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1s "$package" </dev/null
done
