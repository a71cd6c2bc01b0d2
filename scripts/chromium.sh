#!/bin/sh
# Finds the browser for the browser tests and prints its path:
#
#   CHROMIUM=$(scripts/chromium.sh)
#
# CHROMIUM is taken as it is when set. On Debian, as root, the package is installed when there is no browser.
set -eu

say() { echo "chromium.sh: $*" >&2; }

find_browser() {
	for candidate in chromium chromium-browser google-chrome google-chrome-stable \
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
		if command -v "$candidate" 2>/dev/null; then
			return 0
		fi
	done
	return 1
}

if [ -n "${CHROMIUM:-}" ]; then
	command -v "$CHROMIUM" >/dev/null 2>&1 || {
		say "CHROMIUM names no program: $CHROMIUM"
		exit 1
	}
	say "using the browser of CHROMIUM"
	echo "$CHROMIUM"
	exit 0
fi
if ! browser=$(find_browser); then
	if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
		say "no Chromium found: install it, or name a Chrome with CHROMIUM"
		exit 1
	fi
	say "no Chromium found, installing the package chromium"
	{
		apt-get update -q
		DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium
	} >&2
	browser=$(find_browser)
fi
say "using $browser"
echo "$browser"
