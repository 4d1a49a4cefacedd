#!/bin/sh
# Installs what the browser tests need, and says what it could not install; those tests are then left out.
cd "$(dirname "$0")" || exit 1

has() { command -v "$1" > /dev/null 2>&1; }

has_browser() { has chromium-headless-shell || has chromium || has chromium-browser || has google-chrome; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

if ! has_browser && has apt-get; then
	as_root apt-get update -qq
	export DEBIAN_FRONTEND=noninteractive
	# Takes half of the processor time, and not every distribution has it.
	as_root apt-get install -qq --no-install-recommends chromium-headless-shell ||
		as_root apt-get install -qq --no-install-recommends chromium
fi
has_browser || echo "Not installed: Chromium. Install it by hand, or Google Chrome." >&2

if has npm; then
	npm ci --no-audit --no-fund || echo "Not installed: the npm packages of tests/browser; npm says why above." >&2
else
	echo "Not installed: the npm packages of tests/browser, because there is no npm. Install Node.js 20.11 or newer." >&2
fi
