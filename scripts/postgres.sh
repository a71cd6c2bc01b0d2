#!/bin/sh
# Starts a throwaway PostgreSQL for tests and prints its URL:
#
#   TEST_DATABASE_URL=$(scripts/postgres.sh)    start one, or name the one that runs already
#   scripts/postgres.sh stop                    stop it and remove its data
#
# TEST_DATABASE_URL is taken as it is when set. Otherwise the server comes from installed binaries (on Debian, as root, they
# are installed when missing), listens on a free loopback port only, and keeps its data in a temporary directory without
# waiting for the disk: a crash of the machine may lose it, and nobody minds.
# MENTORBOT_TEST_POSTGRES names another directory, for a second server.
set -eu

dir=${MENTORBOT_TEST_POSTGRES:-${TMPDIR:-/tmp}/mentorbot-postgres-$(id -u)}

say() { echo "postgres.sh: $*" >&2; }

die() {
	say "$*"
	exit 1
}

# find_binaries prints the directory of the newest installed server.
find_binaries() {
	for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn) \
		$(command -v pg_ctl >/dev/null 2>&1 && dirname "$(command -v pg_ctl)") \
		/usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
		if [ -x "$candidate/pg_ctl" ] && [ -x "$candidate/initdb" ]; then
			echo "$candidate"
			return 0
		fi
	done
	return 1
}

install_server() {
	if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
		die "no PostgreSQL server found: install one, or set TEST_DATABASE_URL"
	fi
	say "no PostgreSQL server found, installing the package postgresql"
	{
		apt-get update -q
		DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql
	} >&2
}

# as_owner runs a command as the user who owns the data: the server refuses to run as root.
as_owner() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		(cd / && setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups env HOME=/ "$@")
	fi
}

running() { [ -f "$dir/data/postmaster.pid" ] && as_owner "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; }

# random_port prints a port below the ones the system hands out. Should somebody listen there, start tries another.
random_port() {
	seed=$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')
	echo $((20000 + seed % 12000))
}

# remove_data deletes the directory if this script made it.
remove_data() {
	[ -e "$dir" ] || return 0
	[ -f "$dir/initdb.log" ] || die "$dir was not made by this script"
	rm -rf "$dir"
}

start() {
	remove_data
	mkdir -p "$dir"
	: >"$dir/initdb.log"
	chmod 700 "$dir"
	[ "$(id -u)" -ne 0 ] || chown "$owner" "$dir"
	as_owner "$bin/initdb" -D "$dir/data" -U mentorbot -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 ||
		{ cat "$dir/initdb.log" >&2; die "initdb failed"; }
	for _ in 1 2 3 4 5; do
		port=$(random_port)
		if as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/server.log" -w -t 60 start -o "-p $port -c listen_addresses=127.0.0.1 \
			-c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
			-c max_connections=300 -c shared_buffers=128MB" >/dev/null 2>&1; then
			echo "postgres://mentorbot@127.0.0.1:$port/postgres?sslmode=disable" >"$dir/url"
			say "started PostgreSQL from $bin on port $port, data in $dir (stop with: $0 stop)"
			return 0
		fi
	done
	cat "$dir/data/server.log" >&2
	die "the server does not start"
}

stop() {
	if running; then
		as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null
		say "stopped the PostgreSQL in $dir"
	else
		say "no PostgreSQL runs in $dir"
	fi
	remove_data
}

if [ -n "${TEST_DATABASE_URL:-}" ]; then
	say "using the PostgreSQL of TEST_DATABASE_URL"
	[ "${1:-start}" = stop ] || echo "$TEST_DATABASE_URL"
	exit 0
fi
bin=$(find_binaries) || { install_server && bin=$(find_binaries); } || die "the package brought no server"
owner=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
	owner=postgres
	id "$owner" >/dev/null 2>&1 || owner=nobody
fi
case ${1:-start} in
start)
	if running; then
		say "PostgreSQL runs already in $dir"
	else
		start
	fi
	cat "$dir/url"
	;;
stop) stop ;;
*) die "usage: $0 [start|stop]" ;;
esac
