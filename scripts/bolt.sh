#!/bin/sh
# Runs a small app made with Bolt for JavaScript on the simulator, over Socket Mode and over HTTP, and checks what a person sees of it.
# Needs Node.js and npm, and fetches Bolt.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
simulator=
finish() {
	[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

cp scripts/bolt/* "$work"
(cd "$work" && npm install --no-audit --no-fund --silent)
echo "Bolt $(node -p "require('$work/node_modules/@slack/bolt/package.json').version") on Node $(node --version)"
CGO_ENABLED=0 go build -o "$work/sandbox" ./cmd/sandbox

try() {
	mode=$1
	shift
	: >"$work/said"
	"$work/sandbox" --no-app --listen 127.0.0.1:0 --command /lunch "$@" >"$work/said" 2>&1 &
	simulator=$!
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		grep -q SLACK_SIGNING_SECRET "$work/said" && break
		sleep 0.5
	done
	eval "$(sed -n 's/^  \(SLACK_[A-Z_]*=.*\)$/export \1/p' "$work/said")"
	SIM=${SLACK_API_URL%/api/}
	export SIM
	echo "$mode:"
	PORT=$port node "$work/try.mjs" "$mode"
	kill "$simulator" && wait "$simulator" 2>/dev/null || true
	simulator=
}

port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
try socket
try http --request-url "http://127.0.0.1:$port/slack/events"
